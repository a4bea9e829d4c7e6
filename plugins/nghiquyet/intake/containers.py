"""A zip archive, read as strictly as no reader does.

Readers disagree about odd archives: one goes by the directory, another by what stands before
each member; one stops where the directory says, another where the data end. What is accepted
here can be read in one way only.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct

from nghiquyet.intake.limits import MEGABYTE, Limits
from nghiquyet.intake.verdicts import RefusedError

_END = Struct("<4s4H2LH")
_ENTRY = Struct("<4s4B4H3L5H2L")
LOCAL = Struct("<4s5H3L2H")
STORED, DEFLATED = 0, 8
ENCRYPTED, _UTF8 = 1, 1 << 11
_ZIP64 = b"PK\x06\x07"
_ZIP64_SIZE = 0xFFFFFFFF
_OTHER_NAME = b"\x75\x70"  # an extra field by which some readers rename the member
FED = 1 << 16
_HARMLESS = b"\0\r\n"  # what servers and mail programs add at the end


@dataclass(frozen=True)
class Member:
    """A part of the archive, as its directory describes it.

    Attributes:
        name: its path, slashes forward.
        encrypted: it cannot be read without a password.
        method: how it is packed.
        checksum: its CRC-32.
        packed: its size in the archive.
        size: its size unpacked.
        offset: where its header stands.
    """

    name: str
    encrypted: bool
    method: int
    checksum: int
    packed: int
    size: int
    offset: int


@dataclass
class Container:
    """An archive whose directory has been found sound.

    Attributes:
        data: the archive.
        members: its parts in the order of the directory.
        limits: what it may cost.
        unpacked: bytes unpacked so far.
    """

    data: bytes
    members: tuple[Member, ...]
    limits: Limits
    unpacked: int = 0

    def unpack(self, member: Member, *, is_strict: bool = True) -> Iterator[bytes]:
        """A part's bytes, piece by piece.

        Args:
            member: the part.
            is_strict: whether they must be what the directory says.

        Raises:
            RefusedError: as soon as they are too many or not what the directory says.
        """
        size = checksum = 0
        for piece in _pieces(self._packed(member), member.method, is_strict=is_strict):
            size += len(piece)
            self.unpacked += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if self.unpacked > self.limits.unpacked_bytes or (
                size > MEGABYTE and size > self.limits.ratio * member.packed
            ):
                raise RefusedError("TEP-NEN-QUA-CO")
            yield piece
        if is_strict and (size, checksum) != (member.size, member.checksum):
            raise RefusedError("TEP-HONG")

    def _packed(self, member: Member) -> memoryview:
        start, name_size, extra_size = member.offset + LOCAL.size, *self._local(member)
        start += name_size + extra_size
        return memoryview(self.data)[start : start + member.packed]

    def _local(self, member: Member) -> tuple[int, int]:
        """Sizes of name and extra fields before the data."""
        head = LOCAL.unpack_from(self.data, member.offset)
        return head[-2], head[-1]


def open_container(data: bytes, limits: Limits) -> Container:
    """Read the directory of an archive.

    Raises:
        RefusedError: if it is damaged, or could be read in more than one way.
    """
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + _END.size > len(data):
        raise RefusedError("TEP-HONG")
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, end)
    if count > limits.members:
        raise RefusedError("TEP-NEN-QUA-NHIEU-MUC")
    after = data[end + _END.size + comment :].strip(_HARMLESS)
    is_whole = start + size == end and len(data) >= end + _END.size + comment and not after
    is_plain = (disk, first_disk, here) == (0, 0, count) and data[end - 20 : end - 16] != _ZIP64
    if not (is_whole and is_plain):
        raise RefusedError("TEP-KHAI-SAI")
    members = tuple(_directory(data, start, end, limits))
    if len(members) != count or not _lie_apart(data, members, start):
        raise RefusedError("TEP-KHAI-SAI")
    return Container(data, members, limits)


def _directory(data: bytes, at: int, end: int, limits: Limits) -> Iterator[Member]:
    found = 0
    while at + _ENTRY.size <= end and found <= limits.members:
        sign, _, _, _, _, flags, method, _, _, checksum, packed, size, *sizes, _, _, _, offset = (
            _ENTRY.unpack_from(data, at)
        )
        name_size, extra_size, note_size = sizes
        name_at = at + _ENTRY.size
        name = data[name_at : name_at + name_size]
        extra = data[name_at + name_size : name_at + name_size + extra_size]
        if sign != b"PK\x01\x02" or extra.startswith(_OTHER_NAME) or size == _ZIP64_SIZE:
            raise RefusedError("TEP-KHAI-SAI")
        text = name.decode("utf-8" if flags & _UTF8 else "cp437", "replace").replace("\\", "/")
        yield Member(text, bool(flags & ENCRYPTED), method, checksum, packed, size, offset)
        at = name_at + name_size + extra_size + note_size
        found += 1
    if at != end:
        raise RefusedError("TEP-KHAI-SAI")


def _lie_apart(data: bytes, members: tuple[Member, ...], end: int) -> bool:
    """Whether each member stands where the directory says, under its name, and none overlap."""
    free = 0
    for member in sorted(members, key=lambda member: member.offset):
        if member.offset < free or member.offset + LOCAL.size > end:
            return False
        sign, _, flags, method, *_, name_size, extra_size = LOCAL.unpack_from(data, member.offset)
        at = member.offset + LOCAL.size
        name = data[at : at + name_size].decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        if (sign, method, name.replace("\\", "/")) != (b"PK\x03\x04", member.method, member.name):
            return False
        free = at + name_size + extra_size + member.packed
    return free <= end


def _pieces(packed: memoryview, method: int, *, is_strict: bool) -> Iterator[bytes]:
    if method == STORED:
        for at in range(0, len(packed), MEGABYTE):
            yield bytes(packed[at : at + MEGABYTE])
    elif method == DEFLATED:
        yield from _inflated(packed, is_strict=is_strict)
    elif is_strict:
        raise RefusedError("TEP-HONG")


def _inflated(packed: memoryview, *, is_strict: bool) -> Iterator[bytes]:
    if not packed:
        return
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), FED):
            waiting: bytes | memoryview = packed[at : at + FED]
            while waiting:
                piece = inflating.decompress(waiting, MEGABYTE)
                if piece:
                    yield piece
                waiting = inflating.unconsumed_tail
        yield inflating.flush()
    except zlib.error:
        if is_strict:
            raise RefusedError("TEP-HONG") from None
    if is_strict and (inflating.unused_data or not inflating.eof):
        raise RefusedError("TEP-HONG")
