"""Text of files that are no workbooks, looked at only for marks of secrecy."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from nghiquyet.intake.limits import MEGABYTE
from nghiquyet.intake.markup import loose_lines
from nghiquyet.intake.secrecy import may_hold_mark

_OVERLAP = 512
_CELL = re.compile(r"[\t;,|\"\x00]+")
# What stands between texts: control characters; a byte that says «two bytes a letter».
_BETWEEN_TEXTS = re.compile("[\x00-\x1f\u0100]+")
_RTF_LETTER = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-fA-F]{2}|\?)?")
_RTF_WORD = re.compile(r"[{}]|\\(?:par|line|cell|row|tab)\b ?|\\[a-z]+-?\d* ?")
_RTF_BREAKS = ("\\par", "\\line", "\\cell", "\\row", "\\tab")
_ENDS = "\r\t;,|>"  # where a text ends in a file that is one long line
_BOMS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def plain_lines(data: bytes) -> Iterator[str]:
    """Lines and cells of a text file, whatever its encoding: UTF-8, UTF-16, or Windows' own."""
    is_rtf = data.startswith(b"{\\rtf")
    for encoding in _encodings(data):
        for piece in _whole_lines(data, encoding):
            for line in loose_lines(_without_rtf(piece) if is_rtf else piece):
                if may_hold_mark(line):
                    yield line
                    yield from _CELL.split(line)


def binary_lines(data: bytes) -> Iterator[str]:
    """Texts within a binary file, as old Office programs write them: two bytes a letter.

    Of a piece, what is cut off at either end is left to the piece that holds it whole.
    """
    for at in range(0, len(data), MEGABYTE):
        end = at + MEGABYTE + _OVERLAP
        for begin in (at, at + 1):
            texts = _BETWEEN_TEXTS.split(data[begin:end].decode("utf-16-le", "replace"))
            yield from texts[1 if at else 0 : None if end >= len(data) else -1]


def _encodings(data: bytes) -> tuple[str, ...]:
    utf16 = _utf16(data)
    if utf16:
        return (utf16,)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), MEGABYTE):
            decoder.decode(data[at : at + MEGABYTE])
    except UnicodeDecodeError:
        return ("utf-8", "cp1258", "latin-1")
    return ("utf-8",)


def _whole_lines(data: bytes, encoding: str) -> Iterator[str]:
    """The text in pieces that end where lines do, so that no word seems to stand alone."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest = ""
    for at in range(0, len(data), MEGABYTE):
        text = rest + decoder.decode(data[at : at + MEGABYTE])
        end = text.rfind("\n") + 1 or max(map(text.rfind, _ENDS)) + 1 or len(text)
        rest = text[end:]
        yield text[:end]
    yield rest


def _utf16(data: bytes) -> str:
    """The kind of UTF-16, or empty: told by its mark, or by the zeros beside plain letters."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    if data[1:64:2].count(0) > 8 > data[:64:2].count(0):
        return "utf-16-le"
    return "utf-16-be" if data[:64:2].count(0) > 8 > data[1:64:2].count(0) else ""


def _without_rtf(text: str) -> str:
    letters = _RTF_LETTER.sub(lambda match: chr(int(match[1]) % 0x10000), text)
    return _RTF_WORD.sub(
        lambda match: "\n" if match[0].strip() in _RTF_BREAKS or match[0] == "}" else "", letters
    )
