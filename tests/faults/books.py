"""The workbooks that faults are put into, and the ways of editing one as people do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, changed

from nghiquyet import pipeline
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.pipeline.filling import cell_values
from nghiquyet.settings import Settings

FIGURES, WORDS, INFO = "Số liệu", "Kết quả bằng lời", "Thông tin"
MONTH, YTD, PLAN, NOTE = "Trong tháng", "Lũy kế năm", "Kế hoạch năm", "Ghi chú"
ANSWER = "Kết quả"

Edit = Callable[[Workbook], None]


@dataclass
class Books:
    """January's workbooks as the units filled them in.

    Attributes:
        settings: an installation whose workbooks they are.
        name: of the fault: it stands in «Ghi chú chung», so that no two workbooks are the same.
        unit: whose workbook was made last.
    """

    settings: Settings
    name: str
    unit: str = "ubkt"

    def filled(
        self, unit: str, cells: Mapping[str, object] | None = None, period: str = "2026-01"
    ) -> bytes:
        """A unit's workbook with January's golden values, some cells changed."""
        self.unit = unit
        values = changed(values_of("2026-01")[unit], cells or {})
        own = {**cell_values(values), (SheetKind.INFO, "ghi-chu", Column.INFO_VALUE): self.name}
        if period != "2026-01":
            own = {key: value for key, value in own.items() if key[0] is not SheetKind.TASKS}
        filled = pipeline.fill_workbooks(self.settings, OFFICE, period, {unit: own})
        return filled[unit][1]

    def edited(self, unit: str, edit: Edit, cells: Mapping[str, object] | None = None) -> bytes:
        """The same, edited in another program."""
        return edited(self.filled(unit, cells), edit)


def edited(data: bytes, edit: Edit) -> bytes:
    """A workbook after an edit in another program."""
    book = openpyxl.load_workbook(BytesIO(data))
    edit(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def row_of(sheet: Worksheet, code: str) -> int:
    """The line that bears a code."""
    (row,) = (each[0].row for each in sheet.iter_rows(max_col=1) if each[0].value == code)
    return row


def column_of(sheet: Worksheet, header: str) -> int:
    """The column under a header."""
    (column,) = (cell.column for cell in sheet[5] if cell.value == header)
    return column


def cell_of(book: Workbook, code: str, header: str) -> Cell:
    """The cell in a code's line under a header, on whichever sheet has it."""
    for name in (FIGURES, WORDS):
        sheet = book[name]
        codes = {each[0].value for each in sheet.iter_rows(max_col=1)}
        if code in codes and header in {cell.value for cell in sheet[5]}:
            return sheet.cell(row_of(sheet, code), column_of(sheet, header))
    raise KeyError(code)


def typed(code: str, header: str, value: object) -> Edit:
    """Somebody types that into a cell."""

    def edit(book: Workbook) -> None:
        cell_of(book, code, header).value = value

    return edit
