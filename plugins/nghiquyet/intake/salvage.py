"""What can still be read of a damaged archive, looked at only for marks of secrecy.

A workbook that was cut off, or has something before or behind it, opens in no program; a reader
that repairs may show all of it nevertheless. It is not archived before this look.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from nghiquyet.intake.containers import DEFLATED, ENCRYPTED, FED, LOCAL, STORED
from nghiquyet.intake.limits import MEGABYTE

LOCAL_SIGN = b"PK\x03\x04"
_MOST_PARTS = 2_000
_MOST_BYTES = 8 * MEGABYTE  # of a filled form a fiftieth


def salvage(data: bytes) -> Iterator[bytes]:
    """The parts that begin anywhere in the data, as far as they can be unpacked.

    No directory is believed: each part is found by the sign of its own header.
    """
    left, at = _MOST_BYTES, data.find(LOCAL_SIGN)
    for _ in range(_MOST_PARTS):
        if at < 0 or left <= 0 or at + LOCAL.size > len(data):
            return
        part, end = _part(data, at, left)
        left -= len(part)
        if part:
            yield part
        at = data.find(LOCAL_SIGN, end)


def _part(data: bytes, at: int, most: int) -> tuple[bytes, int]:
    """The part whose header stands there, and where to look for the next one."""
    _, _, flags, method, _, _, _, packed, _, name_size, extra_size = LOCAL.unpack_from(data, at)
    start = at + LOCAL.size + name_size + extra_size
    if flags & ENCRYPTED or method not in {STORED, DEFLATED}:
        return b"", at + len(LOCAL_SIGN)
    if method == DEFLATED:
        return _inflated(data, start, most)
    following = data.find(LOCAL_SIGN, start)
    end = start + packed if packed else following if following >= 0 else len(data)
    return data[start : min(end, start + most)], max(end, start)


def _inflated(data: bytes, start: int, most: int) -> tuple[bytes, int]:
    inflating, at = zlib.decompressobj(-zlib.MAX_WBITS), start
    pieces: list[bytes] = []
    try:
        while at < len(data) and most > 0 and not inflating.eof:
            fed = data[at : at + FED]
            pieces.append(inflating.decompress(fed, most))
            most -= len(pieces[-1])
            at += len(fed) - len(inflating.unconsumed_tail) - len(inflating.unused_data)
    except zlib.error:
        at = start  # it was no part after all, or is damaged: what follows may be one
    return b"".join(pieces), at
