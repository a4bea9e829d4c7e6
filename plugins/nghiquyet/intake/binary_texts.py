"""Texts in the records of Excel 97 to 2003, which may break off and go on in the next record."""

from __future__ import annotations

from collections.abc import Iterator

from nghiquyet.intake.secrecy import header_lines

_WIDE, _FOREIGN, _RICH = 1, 4, 8
_HEADERS = frozenset((0x0014, 0x0015))
_SHEET, _TEXT_BOX, _VALIDATION = 0x0085, 0x01B6, 0x01BE
# Where a text begins in a record: its length in two bytes, its kind in one, its letters.
_FIELDS = {0x0204: 6, 0x00D6: 6, 0x0207: 0, 0x0014: 0, 0x0015: 0}


def field_texts(kind: int, data: bytes, more: list[bytes]) -> Iterator[str]:
    """Texts of a record: of a cell, a header, a sheet's name, a text box or comment, a hint."""
    if kind in _FIELDS:
        text, _ = _text(data, _FIELDS[kind])
        yield header_lines(text) if kind in _HEADERS else text
    elif kind == _SHEET:
        yield _letters(data[8:], data[7:8])
    elif kind == _TEXT_BOX:
        yield "".join(_letters(part[1:], part[:1]) for part in more[:-1])
    elif kind == _VALIDATION:
        at = 4
        for _ in range(4):
            text, at = _text(data, at)
            yield text


def _text(data: bytes, at: int) -> tuple[str, int]:
    """The text that begins there, and where it ends."""
    length = int.from_bytes(data[at : at + 2], "little")
    flags = data[at + 2 : at + 3]
    end = at + 3 + (length * 2 if flags and flags[0] & _WIDE else length)
    return _letters(data[at + 3 : end], flags), end


def _letters(raw: bytes, flags: bytes) -> str:
    return raw.decode("utf-16-le" if flags and flags[0] & _WIDE else "latin-1", "replace")


def shared_texts(parts: list[bytes]) -> Iterator[str]:
    """Texts that cells refer to: the first part tells how many, the others continue it."""
    cursor = _Cursor(parts)
    cursor.skip(8)
    while cursor.is_anything_left():
        length = int.from_bytes(cursor.take(2), "little")
        flags = cursor.take(1)[0]
        runs = int.from_bytes(cursor.take(2), "little") if flags & _RICH else 0
        foreign = int.from_bytes(cursor.take(4), "little") if flags & _FOREIGN else 0
        yield cursor.take_letters(length, flags)
        cursor.skip(4 * runs + foreign)


class _Cursor:
    """Reads on from one part to the next; letters say anew there whether they are wide."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part = self._at = 0

    def is_anything_left(self) -> bool:
        while self._part < len(self._parts) and self._at >= len(self._parts[self._part]):
            self._part, self._at = self._part + 1, 0
        return self._part < len(self._parts)

    def take(self, count: int) -> bytes:
        """So many bytes, all from one part."""
        if not self.is_anything_left():
            return bytes(count)
        taken = self._parts[self._part][self._at : self._at + count]
        self._at += count
        return taken.ljust(count, b"\0")

    def skip(self, count: int) -> None:
        """Pass over so many bytes, in however many parts."""
        while count > 0 and self.is_anything_left():
            step = min(count, len(self._parts[self._part]) - self._at)
            self._at += step
            count -= step

    def take_letters(self, count: int, flags: int) -> str:
        """So many letters, in however many parts."""
        letters, part = "", self._part
        while count > 0 and self.is_anything_left():
            if self._part != part:
                part, flags = self._part, self.take(1)[0]
            width = 2 if flags & _WIDE else 1
            room = (len(self._parts[self._part]) - self._at) // width
            step = min(count, room)
            letters += _letters(self.take(step * width), bytes([flags]))
            count -= step
            if step == 0:
                self._at = len(self._parts[self._part])
        return letters
