"""What the house itself laid into a unit's folders, told from what people put or changed there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path

from nghiquyet.settings import Settings

_SUFFIXES = (".xlsx", ".txt")


@dataclass(frozen=True)
class Laid:
    """The marks of what was laid into one folder; nobody else writes where they are kept.

    A content is known by its hash, so that a copy is known too. A name belongs to the file that
    it answers, so that every file has its own answer, and the same one after a crash.

    Attributes:
        place: the folder of the unit.
        marks: where the marks are kept.
        owner: id of the held file that is answered.
    """

    place: Path
    marks: Path
    owner: str = ""

    @classmethod
    def into(cls, place: Path, settings: Settings, owner: str = "") -> Laid:
        """The marks of a folder of the inbox."""
        return cls(place, settings.var / "laid" / place.relative_to(settings.inbox), owner)

    def note(self, data: bytes) -> None:
        """Remember a content; to be done before it is laid."""
        self.marks.mkdir(parents=True, exist_ok=True)
        (self.marks / hashlib.sha256(data).hexdigest()).touch()

    def is_ours(self, path: Path) -> bool:
        """Whether a file is as it was laid, or a copy of one that is."""
        try:
            return (self.marks / _hash_of(path)).exists()
        except PermissionError:  # what we laid we can read
            return False

    def is_answered(self, name: str) -> bool:
        """Whether an answer was given that name, whatever people made of it since."""
        return self._claim(name).is_symlink()

    def name_for(self, name: str) -> str:
        """The name of the answer to the owner: ``name``, or with a number if it is taken."""
        self.marks.mkdir(parents=True, exist_ok=True)
        return next(each for each in _numbered(name) if self._take(each) and self._is_free(each))

    def name_of(self, name: str) -> str | None:
        """The name that :meth:`name_for` gave the answer to the owner; None if there is none."""
        for each in _numbered(name):
            if not self._claim(each).is_symlink():
                return None
            if self._owner_of(each) == self.owner:
                return each
        return None

    def give_up(self, name: str) -> None:
        """The name is free again."""
        self._claim(name).unlink(missing_ok=True)

    def _take(self, name: str) -> bool:
        try:
            self._claim(name).symlink_to(self.owner)  # at once with its content
        except FileExistsError:
            return self._owner_of(name) == self.owner
        return True

    def _is_free(self, name: str) -> bool:
        """Whether nothing that a person made or changed would be overwritten."""
        paths = (self.place / f"{name}{suffix}" for suffix in _SUFFIXES)
        return all(self.is_ours(path) for path in paths if path.is_file())

    def _owner_of(self, name: str) -> str:
        return os.fspath(self._claim(name).readlink())

    def _claim(self, name: str) -> Path:
        """Where it is kept whose a name is; on a Windows share large letters are small ones."""
        return self.marks / f"name-{hashlib.sha256(name.lower().encode()).hexdigest()}"


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in count(2))


def _hash_of(path: Path) -> str:
    status = path.stat()
    return _hash(path, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@lru_cache(maxsize=1 << 14)  # the inbox is looked through every second
def _hash(path: Path, *_stamp: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
