"""Which conditional formats of a table's style hold in a cell: first row, last column, bands."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element

_ROW, _CELL, _VAL = qn("w:tr"), qn("w:tc"), qn("w:val")
_LOOKS = {
    "firstRow": 0x0020,
    "lastRow": 0x0040,
    "firstColumn": 0x0080,
    "lastColumn": 0x0100,
    "noHBand": 0x0200,
    "noVBand": 0x0400,
}


def conditions(cell: _Element, row_band: int = 1, column_band: int = 1) -> Iterator[str]:
    """The conditional formats for a cell, the weakest first (ECMA-376 part 1, 17.7.6).

    Args:
        cell: the cell.
        row_band: how many rows a band of the style has.
        column_band: how many columns.
    """
    row = next(cell.iterancestors(_ROW))
    table = next(row.iterancestors(qn("w:tbl")))
    rows, cells = list(table.iterchildren(_ROW)), list(row.iterchildren(_CELL))
    look = _look(table)
    at_row, at_column = rows.index(row), cells.index(cell)
    top = look["firstRow"] and at_row == 0
    bottom = look["lastRow"] and at_row == len(rows) - 1
    left = look["firstColumn"] and at_column == 0
    right = look["lastColumn"] and at_column == len(cells) - 1
    if not (look["noVBand"] or left or right):
        yield _band(at_column - look["firstColumn"], column_band, "Vert")
    if not (look["noHBand"] or top or bottom):
        yield _band(at_row - look["firstRow"], row_band, "Horz")
    edges = {"firstCol": left, "lastCol": right, "firstRow": top, "lastRow": bottom}
    yield from (name for name, here in edges.items() if here)
    corners = {"nwCell": top and left, "neCell": top and right}
    corners |= {"swCell": bottom and left, "seCell": bottom and right}
    yield from (name for name, here in corners.items() if here)


def _band(number: int, size: int, direction: str) -> str:
    return f"band{2 if number // max(size, 1) % 2 else 1}{direction}"


def _look(table: _Element) -> dict[str, bool]:
    said = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    if said is None:
        return dict.fromkeys(_LOOKS, False) | {"noHBand": True, "noVBand": True}
    bits = int(said.get(_VAL, "0"), 16)
    return {
        name: said.get(qn(f"w:{name}"), "1" if bits & bit else "0") in ("1", "true", "on")
        for name, bit in _LOOKS.items()
    }
