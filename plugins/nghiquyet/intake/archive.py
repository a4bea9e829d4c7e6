"""The archive: every file that was received, unchanged, under the hash of its bytes."""

from __future__ import annotations

import hashlib
import os
import re
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from nghiquyet.settings import Settings

_SHA256 = re.compile("[0-9a-f]{64}")
_CHUNK = 1 << 20
_FORSAKEN_SECONDS = 3600.0


def keep(path: Path, settings: Settings) -> str:
    """Copy a file into the archive, once and for all; keeping it again changes nothing.

    Returns:
        The SHA-256 of its bytes, by which :func:`path_of` finds it.
    """
    settings.archive.mkdir(parents=True, exist_ok=True)
    # Hashed while it is copied, so that name and bytes agree even if the file changes meanwhile.
    arriving = settings.archive / f".{uuid4().hex}.part"
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source, arriving.open("xb") as copy:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        arriving.chmod(0o444)
        place = path_of(digest.hexdigest(), settings)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            arriving.replace(place)
    finally:
        arriving.unlink(missing_ok=True)
    return digest.hexdigest()


def sweep_parts(settings: Settings) -> None:
    """Remove copies that a crash left unfinished; the files themselves are still held."""
    for part in settings.archive.glob(".*.part"):
        with suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > _FORSAKEN_SECONDS:
                part.unlink()


def path_of(sha256: str, settings: Settings) -> Path:
    """Where the file with these bytes lies, or would lie.

    Raises:
        ValueError: if ``sha256`` is not a hash: it becomes part of a path.
    """
    if _SHA256.fullmatch(sha256) is None:
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return settings.archive / sha256[:2] / sha256[2:4] / sha256
