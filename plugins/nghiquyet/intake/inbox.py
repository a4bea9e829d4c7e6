"""The inbox: where units drop their workbooks, and how a file is taken from it exactly once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
from uuid import uuid4

from nghiquyet.errors import ConfigurationError
from nghiquyet.settings import Settings

# What an editor, a browser or a copying program leaves beside the file it writes.
_PASSING_PREFIXES = ("~$", ".")
_PASSING_SUFFIXES = (".tmp", ".part", ".partial", ".crdownload", "~")
_BLANK, _DROP, _ANSWERS = "bieu-mau", "gui", "tra-loi"
_OWN_FOLDERS = frozenset({_BLANK, _ANSWERS})
_CONTENT, _NOTE = "content", "origin.json"


@dataclass(frozen=True)
class UnitFolder:
    """The three folders of a unit."""

    settings: Settings
    office: str
    unit: str

    @property
    def blank(self) -> Path:
        """Where the period's workbook waits to be filled."""
        return self.settings.inbox / self.office / self.unit / _BLANK

    @property
    def drop(self) -> Path:
        """Where the unit drops what it sends."""
        return self.settings.inbox / self.office / self.unit / _DROP

    @property
    def answers(self) -> Path:
        """Where the unit finds what became of it."""
        return self.settings.inbox / self.office / self.unit / _ANSWERS

    def create(self) -> None:
        """Make the folders that are missing."""
        for folder in (self.blank, self.drop, self.answers):
            folder.mkdir(parents=True, exist_ok=True)

    def put_blank(self, name: str, data: bytes) -> Path:
        """Lay a workbook to be filled; nobody ever sees half of it."""
        return self._put(self.blank / name, data)

    def put_drop(self, name: str, data: bytes) -> Path:
        """Drop a workbook for the unit; no collector ever sees half of it."""
        return self._put(self.drop / name, data)

    def _put(self, path: Path, data: bytes) -> Path:
        self.create()
        arriving = path.with_name(f".{uuid4().hex}.part")
        arriving.write_bytes(data)
        return arriving.replace(path)


@dataclass(frozen=True)
class DroppedFile:
    """A file that lies complete in the inbox.

    Attributes:
        path: where it lies.
        name: its name as people read it.
        place: folders between the inbox and it: office, unit, ``gui``; fewer if it lies loose.
        stamp: size, time of change and inode when it was seen.
    """

    path: Path
    name: str
    place: tuple[str, ...]
    stamp: tuple[int, int, int]


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

    def answers(self, settings: Settings) -> Path:
        """Where its sender looks for an answer, going by the place it was dropped in."""
        return settings.inbox.joinpath(*self.place[:2], _ANSWERS)

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
            shutil.copy2(self.path.with_name(name), place / name)
        (place / _CONTENT).chmod(0o400)
        return place / _CONTENT

    def discard(self) -> None:
        """Let go of it: it is archived and answered, or must not be kept."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


def scan(settings: Settings, settle_seconds: float = 0.0) -> list[DroppedFile]:
    """The files that wait in the inbox, those first that have waited longest.

    Found are those in the units' drop folders, those laid beside them, and loose ones further
    up. Lock files and half-copied files of other programs are left alone, so are links.

    Args:
        settings: folders.
        settle_seconds: a file that changed within that time is still being written.
    """
    # The kernel's time of change: copying programs set the time of modification as they like.
    complete_before = time.time() - settle_seconds
    found = []
    for path in _files(settings.inbox):
        try:
            status = path.lstat()
        except FileNotFoundError:
            continue  # another collector was quicker
        if S_ISREG(status.st_mode) and status.st_ctime <= complete_before:
            place = tuple(_readable(part) for part in path.relative_to(settings.inbox).parts[:-1])
            stamp = (status.st_size, status.st_ctime_ns, status.st_ino)
            found.append(DroppedFile(path, _readable(path.name), place, stamp))
    return sorted(found, key=lambda dropped: (dropped.stamp[1], dropped.path))


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
        path=_held_folder(settings) / identifier / _CONTENT,
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
    notes = _held_folder(settings).glob(f"*/{_NOTE}")
    found = [_read_note(note) for note in notes if note.with_name(_CONTENT).exists()]
    return sorted(found, key=lambda held: (held.held_at, held.id))


def _held_folder(settings: Settings) -> Path:
    return settings.var / "held"


def _files(inbox: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(inbox):
        subfolders[:] = [
            name for name in subfolders if name not in _OWN_FOLDERS and not _is_passing(name)
        ]
        yield from (Path(folder, name) for name in names if not _is_passing(name))


def _is_passing(name: str) -> bool:
    return name.startswith(_PASSING_PREFIXES) or name.lower().endswith(_PASSING_SUFFIXES)


def _readable(name: str) -> str:
    """A file's name for people: composed letters, and no bytes that are not text."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))


def _write_note(held: HeldFile) -> None:
    note = {
        "name": held.name,
        "place": held.place,
        "held_at": held.held_at.isoformat(),
    }
    text = json.dumps(note, ensure_ascii=False, indent=2)
    held.path.with_name(_NOTE).write_text(text, encoding="utf-8")


def _read_note(path: Path) -> HeldFile:
    note = json.loads(path.read_text(encoding="utf-8"))
    return HeldFile(
        id=path.parent.name,
        path=path.with_name(_CONTENT),
        name=note["name"],
        place=tuple(note["place"]),
        held_at=datetime.fromisoformat(note["held_at"]),
    )
