"""Files as old Office programs write them, by hand: compound files and Excel 97 workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from struct import pack

_SECTOR, _ENTRY = 512, 128
_IN_A_TABLE = _SECTOR // 4
_LEAST = 4096  # a shorter stream would lie elsewhere
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NOBODY = 0xFFFFFFFF
_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAM, _ROOT = 2, 5


def a_compound(streams: Mapping[str, bytes], lost: Mapping[str, bytes] | None = None) -> bytes:
    """A compound file of these streams, each as long as it must be at least.

    Args:
        streams: its streams by name.
        lost: streams that stand in the folder though nothing leads to them.
    """
    every = [
        (name, data.ljust(_LEAST, b"\0"))
        for name, data in [*streams.items(), *(lost or {}).items()]
    ]
    folder_size = _sectors((len(every) + 1) * _ENTRY)
    content_size = folder_size + sum(_sectors(len(data)) for _, data in every)
    tables = content_size // (_IN_A_TABLE - 1) + 1
    table = [_TABLE] * tables + _chain(tables, folder_size)
    folder = _entry("Root Entry", _ROOT, _NOBODY, 1 if streams else _NOBODY, _END, 0)
    for place, (name, data) in enumerate(every, 1):
        right = place + 1 if place < len(streams) else _NOBODY  # each the next one's neighbour
        folder += _entry(name, _STREAM, right, _NOBODY, len(table), len(data))
        table += _chain(len(table), _sectors(len(data)))
    table += [_FREE] * (tables * _IN_A_TABLE - len(table))
    filled = (
        data.ljust(_sectors(len(data)) * _SECTOR, b"\0")
        for data in [folder, *(data for _, data in every)]
    )
    return _header(tables) + pack(f"<{len(table)}I", *table) + b"".join(filled)


def _sectors(size: int) -> int:
    return -(-size // _SECTOR)


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), _END]


def _header(tables: int) -> bytes:
    versions = pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    sizes = pack("<9I", 0, tables, tables, 0, _LEAST, _END, 0, _END, 0)
    places = [*range(tables), *[_FREE] * (109 - tables)]
    return _HEAD + bytes(16) + versions + sizes + pack("<109I", *places)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    about = pack("<HBB3I", len(letters) + 2, kind, 1, _NOBODY, right, child)
    return letters.ljust(64, b"\0") + about + bytes(36) + pack("<IQ", start, size)


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of Excel 97."""
    return pack("<HH", kind, len(data)) + data


def text(letters: str) -> bytes:
    """A text within a record: its length, its kind, its letters."""
    return pack("<HB", len(letters), 1) + letters.encode("utf-16-le")


BEGIN, END = 0x0809, 0x000A
BOOK, SHEET = 0x0005, 0x0010


def a_begin(kind: int, version: int = 0x0600) -> bytes:
    """Where the workbook, or one of its sheets, begins."""
    return record(BEGIN, pack("<HHHHII", version, kind, 0, 0, 0, 0))


def number(row: int, column: int, value: float) -> bytes:
    """A cell that holds a number."""
    return record(0x0203, pack("<HHHd", row, column, 0, value))


def old_workbook(
    *cells: bytes, before: bytes = b"", sheet: int = 0, name: str = "Số liệu", shift: int = 0
) -> bytes:
    """A workbook of Excel 97 with one sheet.

    Args:
        cells: records of its sheet.
        before: records of the workbook.
        sheet: what kind of sheet it is.
        name: its name.
        shift: how far from its place the workbook says the sheet begins.
    """
    begin, closed = a_begin(BOOK), before + record(END)
    letters = name.encode("utf-16-le")
    size = 4 + 4 + 2 + 2 + len(letters)
    place = len(begin) + size + len(closed) + shift
    listed = record(0x0085, pack("<IBBBB", place, 0, sheet, len(name), 1) + letters)
    content = begin + listed + closed + a_begin(SHEET) + b"".join(cells) + record(END)
    return a_compound({"Workbook": content})
