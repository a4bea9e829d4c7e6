"""The size of a worksheet as a reader would meet it: how many cells, how far out, how wide."""

from __future__ import annotations

import re

# A cell's address up to DZ9999, and one attribute that is not the address.
_NEAR = rb"[A-Da-d]?[A-Za-z]\d{1,4}"
_OTHER = rb"""(?:\s++(?!r[\s=])[\w:.-]++\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'))"""
_CELL = rb"<(?:[\w.-]++:)?c(?=[\s/>])"
# A cell elsewhere, or of unknown place, that holds something. Programs that save whole
# formatted rows write empty ones by the thousand; no reader minds those.
_FAR_CELL = re.compile(
    _CELL
    + rb"(?!" + _OTHER + rb"*+\s++r\s*+=\s*+(?:\"" + _NEAR + rb"\"|'" + _NEAR + rb"'))"
    + rb"(?![^<>]*+(?<=/)>|[^<>]*+>\s*+</)"
)  # fmt: skip
_ANY_CELL = re.compile(_CELL)
_SPREADING = re.compile(
    rb"""<(?:[\w.-]++:)?(?:mergeCell|hyperlink)\s[^<>]*?\bref\s*=\s*["']([^"'<>]*)["']"""
)
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.IGNORECASE)


def is_worksheet(xml: bytes) -> bool:
    """Whether a part holds cells, whatever its name is."""
    return b"sheetData" in xml


def count_cells(xml: bytes) -> int:
    """How many cells a sheet has, empty ones too."""
    return len(_ANY_CELL.findall(xml))


def reaches_far(xml: bytes) -> bool:
    """Whether a cell beyond column DZ or row 9,999 holds something.

    A reader lays out the whole rectangle up to the farthest cell, so that one cell can cost
    gigabytes.
    """
    return _FAR_CELL.search(xml) is not None


def spread_area(xml: bytes, limit: int) -> int:
    """Cells covered by merged ranges and links, which some readers create one by one.

    Returns:
        Their number, or any number above ``limit``.
    """
    if b"mergeCell" not in xml and b"hyperlink" not in xml:
        return 0
    area = 0
    for reference in _SPREADING.findall(xml):
        area += _area(reference.decode("ascii", "replace"), limit)
        if area > limit:
            break
    return area


def _area(reference: str, limit: int) -> int:
    match = _RANGE.fullmatch(reference.strip())
    if match is None:
        return limit + 1
    left, top, right, bottom = match.groups()
    width = abs(_column(right or left) - _column(left)) + 1
    height = abs(int(bottom or top) - int(top)) + 1
    return width * height


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
