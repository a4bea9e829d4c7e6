"""The inbox: where units drop their workbooks, and which files lie complete in it."""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from uuid import uuid4

from nghiquyet.intake.laid import Laid
from nghiquyet.settings import Settings

# What other programs keep for themselves: locks, notes of the system. They hold nothing of a unit.
_LOCKED, _HIDDEN = "~$", "."
# Behind a dot: what macOS keeps beside a file, and an editor's locks.
_BESIDE = ("._", ".~")
_WORKBOOKS = (".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")
_PRIVATE_NAMES = frozenset(("thumbs.db", "desktop.ini"))
# What an editor, a browser or a copying program leaves until the file itself is written.
_UNFINISHED_SUFFIXES = (".tmp", ".part", ".partial", ".crdownload", "~")
_LOCKS = ("~${}", ".~lock.{}#")
_FORSAKEN_SECONDS = 86_400.0
_BLANK, _DROP, ANSWERS = "bieu-mau", "gui", "tra-loi"
_UNIT_DEPTH = 2  # office, unit


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
        return self.settings.inbox / self.office / self.unit / ANSWERS

    def create(self) -> None:
        """Make the folders that are missing."""
        for folder in (self.blank, self.drop, self.answers):
            folder.mkdir(parents=True, exist_ok=True)

    def put_blank(self, name: str, data: bytes) -> Path:
        """Lay a workbook to be filled; nobody ever sees half of it.

        One that was filled in where it lay is put beside: it is not what was laid there.
        """
        place, laid = self.blank / name, Laid.into(self.blank, self.settings)
        if place.exists() and not laid.is_ours(place):
            place.replace(_free_name(place))
        laid.note(data)
        return self._put(place, data)

    def put_drop(self, name: str, data: bytes) -> Path:
        """Drop a workbook for the unit; no collector ever sees half of it."""
        return self._put(self.drop / name, data)

    def _put(self, path: Path, data: bytes) -> Path:
        self.create()
        arriving = path.with_name(f".{uuid4().hex}.part")
        arriving.write_bytes(data)
        return arriving.replace(path)


def _free_name(path: Path) -> Path:
    """A name beside ``path`` that says that it is an earlier one, and is not taken."""
    number = 1
    while (earlier := path.with_name(f"{path.stem}_ban-truoc-{number}{path.suffix}")).exists():
        number += 1
    return earlier


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

    def answers(self, settings: Settings) -> Path:
        """Where its sender looks for an answer, going by the place it was dropped in."""
        return settings.inbox.joinpath(*self.place[:_UNIT_DEPTH], ANSWERS)


def scan(settings: Settings, settle_seconds: float = 0.0) -> list[DroppedFile]:
    """The files that wait in the inbox, those first that have waited longest.

    Found is whatever a person laid anywhere below the inbox, also what was mended where it lay
    among the answers; forms that are being filled in where they lie wait to be dropped. Links,
    locks and what another program has open are left alone.

    Args:
        settings: folders.
        settle_seconds: a file that changed within that time is still being written.
    """
    found = []
    for path in _files(settings.inbox):
        try:
            status = path.lstat()
            if S_ISREG(status.st_mode) and _is_complete(path.name, status, settle_seconds):
                dropped = _dropped(path, status, settings)
                found += [] if dropped is None else [dropped]
        except FileNotFoundError:
            continue  # another collector was quicker
    return sorted(found, key=lambda dropped: (dropped.stamp[1], dropped.path))


def unsettled(settings: Settings, settle_seconds: float) -> list[str]:
    """Names of the files that have changed within that time: they may still be being written."""
    at_rest = {dropped.path for dropped in scan(settings, settle_seconds)}
    return [each.name for each in scan(settings) if each.path not in at_rest]


def _files(inbox: Path) -> Iterator[Path]:
    """Every file that might be a person's, in whatever folder."""
    for folder, subfolders, names in os.walk(inbox):
        depth = len(Path(folder).relative_to(inbox).parts)
        subfolders[:] = [
            name
            for name in subfolders
            if not _is_kept_apart(name) and (depth, name) != (_UNIT_DEPTH, _BLANK)
        ]
        beside = frozenset(names)
        for name in names:
            if not _is_private(name) and not _is_open(Path(folder), name, beside):
                yield Path(folder, name)


def _is_kept_apart(folder: str) -> bool:
    return folder.startswith((_LOCKED, _HIDDEN))


def _is_private(name: str) -> bool:
    """Whether a file is a program's own; a workbook stays one though its name begins with a dot."""
    if name.startswith(_HIDDEN):
        return name.startswith(_BESIDE) or not name.lower().endswith(_WORKBOOKS)
    return name.startswith(_LOCKED) or name.lower() in _PRIVATE_NAMES


def is_unfinished(name: str) -> bool:
    """Whether a name says that a program has not done with the file."""
    return name.lower().endswith(_UNFINISHED_SUFFIXES)


def _is_open(folder: Path, name: str, beside: frozenset[str]) -> bool:
    """Whether a program that locks what it edits has the file open; it may have died since."""
    locks = (lock.format(name) for lock in _LOCKS)
    return any(not _is_older(folder / lock, _FORSAKEN_SECONDS) for lock in locks if lock in beside)


def _is_older(path: Path, seconds: float) -> bool:
    try:
        return path.lstat().st_mtime < time.time() - seconds
    except FileNotFoundError:
        return True


def _is_complete(name: str, status: os.stat_result, settle_seconds: float) -> bool:
    """By the kernel's time of change: programs set the time of modification as they like."""
    rest = _FORSAKEN_SECONDS if is_unfinished(name) else settle_seconds
    return status.st_ctime <= time.time() - rest


def _dropped(path: Path, status: os.stat_result, settings: Settings) -> DroppedFile | None:
    """The file with the place it was dropped in; None if it is an answer of ours."""
    place = path.relative_to(settings.inbox).parts[:-1]
    if ANSWERS in place[: _UNIT_DEPTH + 1]:
        depth = place.index(ANSWERS)
        laid = Laid.into(settings.inbox.joinpath(*place[: depth + 1]), settings)
        remarked = path.suffix == ".txt" and laid.is_answered(path.stem)
        if remarked or laid.is_ours(path):
            return None
        if depth < _UNIT_DEPTH:  # answers to loose files
            place = place[:depth]
    stamp = (status.st_size, status.st_ctime_ns, status.st_ino)
    return DroppedFile(path, readable(path.name), tuple(map(readable, place)), stamp)


def readable(name: str) -> str:
    """A file's name for people: composed letters on one line, and nothing that hides or turns."""
    text = unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
