"""The columns of a received workbook that look like lists of persons, wherever they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import CellReading
from nghiquyet.workbook.cells import Spot
from nghiquyet.workbook.layout import COMMENT_PREFIX
from nghiquyet.workbook.opening import SheetContent, Workbook
from nghiquyet.workbook.personal import Entry, find_personal, may_be_personal

OwnCells = Mapping[tuple[str, int], Collection[int]]
"""The columns that are the form's own, by sheet and row: what it printed, and its figures."""

PersonalCells = frozenset[tuple[str, int]]
"""Sheet and zero-based column of what looks like a list of persons."""


def find_personal_columns(
    workbook: Workbook, own: OwnCells, cells: Sequence[CellReading]
) -> Iterator[tuple[tuple[str, int], Finding]]:
    """Every column that looks like a list of persons, and what its unit is told.

    Args:
        workbook: as it was received; every sheet is looked at, ours too.
        own: what is left out, because the form asks for it.
        cells: the cells that were read, so that a mark can stand at one.
    """
    for sheet in workbook.sheets:
        comments = [text for text in sheet.hidden.comments.values() if COMMENT_PREFIX not in text]
        if may_be_personal([*comments, *(value for *_, value in _others(sheet, own))]):
            for column, found in sorted(find_personal(_columns(sheet, own)).items()):
                spot = Spot(sheet, found.row, column)
                asked = next((cell for cell in cells if cell.at == spot.at), None)
                yield (sheet.name, column), _told(spot.at, found.kinds, column, asked)


def _others(sheet: SheetContent, own: OwnCells) -> Iterator[tuple[int, int, Any]]:
    """Row, column and value of every cell beside the form's own."""
    name = sheet.name
    for row, values in enumerate(sheet.rows):
        printed = own.get((name, row), ())
        for column, value in enumerate(values):
            if value != "" and column not in printed:
                yield row, column, value


def _columns(sheet: SheetContent, own: OwnCells) -> dict[int, list[Entry]]:
    """The cells beside the form's own and the unit's comments, by column from top to bottom."""
    columns: dict[int, list[Entry]] = {}
    for row, column, value in _others(sheet, own):
        columns.setdefault(column, []).append((row, value))
    for address, text in sheet.hidden.comments.items():
        if COMMENT_PREFIX not in text:
            row, column = xl_cell_to_rowcol(address)
            columns.setdefault(column, []).append((row, text))
    return {place: sorted(column, key=itemgetter(0)) for place, column in columns.items()}


def _told(at: CellRef, kinds: Sequence[str], column: int, asked: CellReading | None) -> Finding:
    where = "phần đó" if asked else "cột này (hoặc cả trang)"
    return Finding(
        "BIEU-CA-NHAN",
        Severity.CRITICAL,
        f"Trang “{at.sheet}”, cột {xl_col_to_name(column)} có vẻ là danh sách cá nhân "
        f"({', '.join(kinds)}). Chỉ gửi số tổng hợp, không gửi danh sách có {kinds[0]} của từng "
        f"người; xóa {where} rồi gửi lại.",
        code=asked.row if asked else "",
        column=asked.column if asked else "",
        at=at,
    )
