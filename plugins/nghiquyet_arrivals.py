"""Which files arrived in the inbox and came to rest there: the law behind the event trigger."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

# What an editor, a browser or a copying program leaves beside the file it writes.
_PASSING_PREFIXES = ("~$", ".")
_PASSING_SUFFIXES = (".tmp", ".part", ".partial", ".crdownload", "~")
# What the system itself lays beside the drop folder.
_OWN_FOLDERS = frozenset({"bieu-mau", "tra-loi"})

# Modification time, size and inode: changed if any of them did.
Stamp = tuple[int, int, int]


def scan(inbox: Path) -> dict[str, Stamp]:
    """Files that lie in the inbox, by path relative to it; none if there is no inbox yet."""
    return dict(_stamped(inbox))


def _stamped(inbox: Path) -> Iterator[tuple[str, Stamp]]:
    for folder, subfolders, names in os.walk(inbox):
        subfolders[:] = [name for name in subfolders if not _is_passing(name)]
        subfolders[:] = [name for name in subfolders if name not in _OWN_FOLDERS]
        for name in names:
            if _is_passing(name):
                continue
            path = Path(folder, name)
            try:
                found = path.stat()
            except FileNotFoundError:  # taken away between the listing and the look
                continue
            relative = path.relative_to(inbox).as_posix()
            yield relative, (found.st_mtime_ns, found.st_size, found.st_ino)


def _is_passing(name: str) -> bool:
    return name.startswith(_PASSING_PREFIXES) or name.endswith(_PASSING_SUFFIXES)


class InboxWatch:
    """Tells which files have arrived, once each, when they have come to rest.

    Files that arrive within a few seconds are told together: while one of them is still being
    written the others wait for it, but only so long.
    """

    def __init__(self, quiet_seconds: float, patience_seconds: float) -> None:
        self._quiet = quiet_seconds
        self._patience = patience_seconds
        self._stamps: dict[str, Stamp] = {}
        self._since: dict[str, float] = {}
        self._told: dict[str, Stamp] = {}
        self._waiting_since: float | None = None

    def observe(self, files: dict[str, Stamp], now: float) -> list[str]:
        """Paths to be told now, given what lies in the inbox at ``now``; mostly none."""
        self._since = {
            path: self._since[path] if self._stamps.get(path) == stamp else now
            for path, stamp in files.items()
        }
        self._stamps = files
        self._told = {path: stamp for path, stamp in self._told.items() if files.get(path) == stamp}
        waiting = sorted(files.keys() - self._told.keys())
        if not waiting:
            self._waiting_since = None
            return []
        if self._waiting_since is None:
            self._waiting_since = now
        at_rest = [path for path in waiting if now - self._since[path] >= self._quiet]
        if len(at_rest) < len(waiting) and now - self._waiting_since < self._patience:
            return []
        if at_rest:
            self._waiting_since = None
        self._told.update((path, files[path]) for path in at_rest)
        return at_rest
