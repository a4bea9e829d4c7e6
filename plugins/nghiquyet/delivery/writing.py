"""Files that appear whole or not at all, and texts that any Windows editor opens."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

# Signs that no file's name can have everywhere, and those that hide or turn what is beside them.
_FORBIDDEN = re.compile(
    r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]|^\.'
)
_UNFINISHED = re.compile(r"\.[0-9a-f]{32}")
_FORSAKEN_SECONDS = 3600.0
_LONGEST, _HEAD, _TAIL = 60, 30, 29  # letters; at four bytes each they fit any file system


def plain_name(name: str) -> str:
    """The name, if it names a visible file of the folder itself.

    Raises:
        ValueError: if it leads to another folder or is hidden.
    """
    if not name or _FORBIDDEN.search(name):
        raise ValueError(f"not the name of a file: {name!r}")
    return name


def made_plain(name: str) -> str:
    """A name given from outside as one that every system can write, still to be recognised."""
    plain = _FORBIDDEN.sub("_", name) or "_"
    if len(plain) > _LONGEST and len(plain.encode()) > _LONGEST * 4:
        plain = f"{plain[:_HEAD]}…{plain[-_TAIL:]}"
    return plain


def write_whole(path: Path, data: bytes) -> Path:
    """Write ``data`` so that a reader sees the old file or the new one, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{uuid4().hex}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def sweep_unfinished(folder: Path) -> None:
    """Remove what a crash left of files that were being written, once nobody can be at it."""
    for path in folder.glob(".*"):
        with suppress(FileNotFoundError):
            if _UNFINISHED.fullmatch(path.name) and (
                time.time() - path.stat().st_mtime > _FORSAKEN_SECONDS
            ):
                path.unlink()


def text_file(text: str) -> bytes:
    """Vietnamese text as old editors need it: a byte-order mark, CR and LF.

    What cannot be encoded (half a character in the name of a dropped file) prints as «?».
    """
    return "\r\n".join([*text.splitlines(), ""]).encode("utf-8-sig", "replace")
