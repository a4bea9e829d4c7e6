"""The private area: a file is taken from the inbox exactly once and held until it is answered."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.inbox import ANSWERS, DroppedFile
from nghiquyet.settings import Settings

_CONTENT, _NOTE = "content", "origin.json"
_GONE = ".gone-"
_NAMELESS = "tệp không rõ tên"
_FORSAKEN_SECONDS = 3600.0


@dataclass(frozen=True)
class HeldFile:
    """A file that was taken from the inbox, by one collector only.

    Attributes:
        id: 32 hexadecimal digits; the same after a crash.
        path: where it lies now.
        name: its name as people read it.
        place: folders between the inbox and where it was dropped.
        held_at: aware moment at which it was taken.
    """

    id: str
    path: Path
    name: str
    place: tuple[str, ...]
    held_at: datetime

    @property
    def folder(self) -> tuple[str, str] | None:
        """Office and unit of the folder it was dropped in, or None if it lay loose."""
        return (self.place[0], self.place[1]) if len(self.place) > 1 else None

    @property
    def title(self) -> str:
        """Its name with the folders below the drop folder that it lay in."""
        return "/".join((*self.place[3:], self.name))

    def answers(self, settings: Settings) -> Path:
        """Where its sender looks for an answer, going by the place it was dropped in."""
        return settings.inbox.joinpath(*self.place[:2], ANSWERS)

    def sha256(self) -> str:
        """Hash of its bytes."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def quarantine(self, settings: Settings) -> Path:
        """Put it aside for the office, with the note of where it came from.

        Returns:
            Its place under the quarantine folder.
        """
        place = settings.quarantine / self.id
        place.mkdir(parents=True, exist_ok=True)
        for name in (_NOTE, _CONTENT):
            copy = place / name
            copy.unlink(missing_ok=True)  # what an interrupted collection left
            shutil.copy2(self.path.with_name(name), copy)
        (place / _CONTENT).chmod(0o400)
        return place / _CONTENT

    def move(self, folder: Path) -> HeldFile:
        """Move it with its note below another folder, all at once.

        Raises:
            FileNotFoundError: if somebody else has moved it.
        """
        folder.mkdir(parents=True, exist_ok=True)
        place = self.path.parent.rename(folder / self.id)
        return replace(self, path=place / _CONTENT)

    def discard(self) -> None:
        """Let go of it: it is archived and answered, or must not be kept."""
        place = self.path.parent
        gone = place.with_name(_GONE + self.id)
        try:
            place.rename(gone)  # at once, so that nobody ever finds a part of it
        except FileNotFoundError:
            return
        shutil.rmtree(gone, ignore_errors=True)


def hold(dropped: DroppedFile, settings: Settings) -> HeldFile | None:
    """Take a file out of the inbox; of several collectors exactly one gets it.

    Returns:
        The held file, or None if it is gone or has changed since it was seen.

    Raises:
        ConfigurationError: if inbox and held files are not on one file system.
    """
    identifier = uuid4().hex
    held = HeldFile(
        id=identifier,
        path=held_folder(settings) / identifier / _CONTENT,
        name=dropped.name,
        place=dropped.place,
        held_at=datetime.now(UTC),
    )
    held.path.parent.mkdir(parents=True)
    _write_note(held)  # before the file itself, so that no held file is without one
    try:
        status = dropped.path.lstat()
        if (status.st_size, status.st_ctime_ns, status.st_ino) == dropped.stamp:
            dropped.path.replace(held.path)
            return held
    except FileNotFoundError:
        pass
    except OSError as error:
        raise ConfigurationError(
            f"{dropped.path} cannot be moved below {settings.var}: {error.strerror}"
        ) from error
    finally:
        if not held.path.exists():
            held.discard()
    return None


def held_files(settings: Settings) -> list[HeldFile]:
    """Every held file, oldest first: those just taken and what a crash left behind."""
    return held_below(held_folder(settings))


def held_below(folder: Path) -> list[HeldFile]:
    """The held files of any folder, oldest first."""
    contents = folder.glob(f"*/{_CONTENT}")
    found = [
        _read_note(content.with_name(_NOTE))
        for content in contents
        if not content.parent.name.startswith(_GONE)
    ]
    return sorted(
        (held for held in found if held is not None), key=lambda held: (held.held_at, held.id)
    )


@contextmanager
def claimed(waiting: Iterable[HeldFile]) -> Iterator[list[HeldFile]]:
    """Work on held files alone: of several collectors each gets the files no other works on.

    A claim ends with the process that has it, however that ends.
    """
    with ExitStack() as claims:
        yield [held for held in waiting if _claim(held, claims)]


def _claim(held: HeldFile, claims: ExitStack) -> bool:
    try:
        folder = os.open(held.path.parent, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return False  # answered by another collector
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(folder)
        return False
    claims.callback(os.close, folder)
    return held.path.exists()


def sweep(settings: Settings) -> None:
    """Remove what crashes left of files that were let go, or never came to be taken."""
    for place in held_folder(settings).glob("*"):
        if place.name.startswith(_GONE) or _is_forsaken(place):
            shutil.rmtree(place, ignore_errors=True)


def _is_forsaken(place: Path) -> bool:
    """Whether a note has waited for its file so long that nobody can be bringing it."""
    try:
        waits = time.time() - place.stat().st_mtime > _FORSAKEN_SECONDS
    except FileNotFoundError:
        return False
    return waits and not (place / _CONTENT).exists()


def held_folder(settings: Settings) -> Path:
    """Where files are held until they are answered."""
    return settings.var / "held"


def _write_note(held: HeldFile) -> None:
    note = {
        "name": held.name,
        "place": held.place,
        "held_at": held.held_at.isoformat(),
    }
    text = json.dumps(note, ensure_ascii=False, indent=2)
    held.path.with_name(_NOTE).write_text(text, encoding="utf-8")


def _read_note(path: Path) -> HeldFile | None:
    """The held file to which a note belongs; None if both are gone meanwhile."""
    content = path.with_name(_CONTENT)
    try:
        taken = datetime.fromtimestamp(content.stat().st_mtime, UTC)
        note = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except FileNotFoundError:
        return None
    except ValueError:
        note = {}  # a damaged note is no reason to lose the file, or to stall the others
    return HeldFile(
        id=path.parent.name,
        path=content,
        name=note.get("name", _NAMELESS),
        place=tuple(note.get("place", ())),
        held_at=datetime.fromisoformat(note["held_at"]) if "held_at" in note else taken,
    )
