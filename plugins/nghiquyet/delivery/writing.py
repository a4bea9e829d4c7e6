"""Files that appear whole or not at all, and texts that any Windows editor opens."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4


def plain_name(name: str) -> str:
    """The name, if it names a visible file of the folder itself.

    Raises:
        ValueError: if it leads to another folder or is hidden.
    """
    if not name or name.startswith(".") or any(sign in name for sign in '/\\:*?"<>|\0'):
        raise ValueError(f"not the name of a file: {name!r}")
    return name


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


def text_file(text: str) -> bytes:
    """Vietnamese text as old editors need it: a byte-order mark, CR and LF."""
    return "\r\n".join([*text.splitlines(), ""]).encode("utf-8-sig")
