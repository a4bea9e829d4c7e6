"""The inbox: where units drop their workbooks, and which files lie complete in it."""

from __future__ import annotations

import hashlib
import os
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from uuid import uuid4

from nghiquyet.settings import Settings

# What an editor, a browser or a copying program leaves beside the file it writes.
_PASSING_PREFIXES = ("~$", ".")
_PASSING_SUFFIXES = (".tmp", ".part", ".partial", ".crdownload", "~")
_BLANK, _DROP, ANSWERS = "bieu-mau", "gui", "tra-loi"
_OWN_FOLDERS = frozenset({_BLANK, ANSWERS})


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
        place, laid = self.blank / name, self._laid(name)
        if place.exists() and not (laid.exists() and laid.read_text() == _hash_of(place)):
            place.replace(_free_name(place))
        self._put(place, data)
        laid.parent.mkdir(parents=True, exist_ok=True)
        laid.write_text(_hash_of(place))
        return place

    def _laid(self, name: str) -> Path:
        """Where the hash of the workbook that was laid last is kept."""
        return self.settings.var / "laid" / self.office / self.unit / f"{name}.sha256"

    def put_drop(self, name: str, data: bytes) -> Path:
        """Drop a workbook for the unit; no collector ever sees half of it."""
        return self._put(self.drop / name, data)

    def _put(self, path: Path, data: bytes) -> Path:
        self.create()
        arriving = path.with_name(f".{uuid4().hex}.part")
        arriving.write_bytes(data)
        return arriving.replace(path)


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


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
