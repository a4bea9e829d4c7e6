"""Text of files that are no workbooks, looked at only for marks of secrecy."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from nghiquyet.intake.limits import MEGABYTE
from nghiquyet.intake.markup import loose_lines

_OVERLAP = 512
_CELL = re.compile(r"[\t;,|\"\x00]+")
# What stands between texts: control characters; a byte that says «two bytes a letter».
_BETWEEN_TEXTS = re.compile("[\x00-\x1f\u0100]+")
_RTF_LETTER = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-fA-F]{2}|\?)?")
_RTF_WORD = re.compile(r"[{}]|\\(?:par|line|cell|row|tab)\b ?|\\[a-z]+-?\d* ?")
_RTF_BREAKS = ("\\par", "\\line", "\\cell", "\\row", "\\tab")
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def plain_lines(data: bytes) -> Iterator[str]:
    """Lines and cells of a text file, whatever its encoding: UTF-8, UTF-16, or Windows' own."""
    is_rtf = data.startswith(b"{\\rtf")
    for at in range(0, len(data), MEGABYTE):
        for piece in _decoded(data[at : at + MEGABYTE + _OVERLAP], _utf16(data)):
            for line in loose_lines(_without_rtf(piece) if is_rtf else piece):
                yield line
                yield from _CELL.split(line)


def binary_lines(data: bytes) -> Iterator[str]:
    """Texts within a binary file, as old Office programs write them: two bytes a letter."""
    for at in range(0, len(data), MEGABYTE):
        for begin in (at, at + 1):
            text = data[begin : begin + MEGABYTE + _OVERLAP].decode("utf-16-le", "replace")
            yield from _BETWEEN_TEXTS.split(text)


def _utf16(data: bytes) -> str:
    """The kind of UTF-16, or empty: told by its mark, or by the zeros beside plain letters."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    if data[1:64:2].count(0) > 8 > data[:64:2].count(0):
        return "utf-16-le"
    return "utf-16-be" if data[:64:2].count(0) > 8 > data[1:64:2].count(0) else ""


def _decoded(piece: bytes, utf16: str) -> Iterator[str]:
    text = piece.decode(utf16 or "utf-8", "replace")
    yield text
    if "\ufffd" in text and not utf16:
        yield piece.decode("cp1258", "replace")
        yield piece.decode("latin-1")


def _without_rtf(text: str) -> str:
    letters = _RTF_LETTER.sub(lambda match: chr(int(match[1]) % 0x10000), text)
    return _RTF_WORD.sub(
        lambda match: "\n" if match[0].strip() in _RTF_BREAKS or match[0] == "}" else "", letters
    )
