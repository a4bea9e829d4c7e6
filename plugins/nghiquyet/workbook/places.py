"""Where each cell of a workbook that we write stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.model.task import TASK_STATUS_LABELS, TaskStatus
from nghiquyet.workbook.context import CellKey, FormContext
from nghiquyet.workbook.layout import (
    FIRST_ROW,
    INFO_FIELDS,
    SHEET_NAMES,
    TABLES,
    Key,
    Row,
)
from nghiquyet.workbook.rows import table_rows

INFO_FIRST_ROW = 4
INFO_PRINTED = ("Nơi nhận", "Đơn vị báo cáo", "Biểu mẫu", "Kỳ báo cáo", "Hạn gửi")
INFO_VALUE_COLUMN = 2


class Places:
    """The lines of the tables, and the address of every cell.

    Attributes:
        rows: the lines of each table, in order.
    """

    def __init__(self, context: FormContext) -> None:
        """Lay out the tables of ``context``."""
        self.rows: dict[SheetKind, tuple[Row, ...]] = {
            kind: table_rows(kind, context) for kind in TABLES
        }
        self._lines = {
            (kind, row.code): FIRST_ROW + place
            for kind, rows in self.rows.items()
            for place, row in enumerate(rows)
            if not row.is_heading
        }
        self._columns = {
            (kind, field.key): place
            for kind, fields in TABLES.items()
            for place, field in enumerate(fields)
        }
        for place, code in enumerate(INFO_FIELDS):
            self._lines[SheetKind.INFO, code] = INFO_FIRST_ROW + len(INFO_PRINTED) + 1 + place
        self._columns[SheetKind.INFO, Column.INFO_VALUE] = INFO_VALUE_COLUMN

    def find(self, kind: SheetKind, code: str, key: Key) -> tuple[int, int] | None:
        """Zero-based row and column of a cell, or None if the workbook has no such cell."""
        line, column = self._lines.get((kind, code)), self._columns.get((kind, key))
        return None if line is None or column is None else (line, column)

    def address(self, kind: SheetKind, code: str, key: Key) -> str:
        """A1 address of a cell that exists."""
        return str(xl_rowcol_to_cell(*self._position(kind, code, key)))

    def reference(self, kind: SheetKind, code: str, key: Key, *, seen_from: SheetKind) -> str:
        """Absolute reference to a cell that exists, for a formula on another line or sheet."""
        cell = xl_rowcol_to_cell(*self._position(kind, code, key), row_abs=True, col_abs=True)
        return str(cell) if kind is seen_from else f"'{SHEET_NAMES[kind]}'!{cell}"

    def column_letter(self, kind: SheetKind, key: Key) -> str:
        """The letter of a table's column."""
        return str(xl_col_to_name(self._columns[kind, key]))

    def last_row(self, kind: SheetKind) -> int:
        """Zero-based row of a table's last line; one line is kept for an empty table."""
        return FIRST_ROW + max(len(self.rows[kind]), 1) - 1

    def _position(self, kind: SheetKind, code: str, key: Key) -> tuple[int, int]:
        return self._lines[kind, code], self._columns[kind, key]


def written_values(values: Mapping[CellKey, object]) -> dict[CellKey, Decimal | date | str]:
    """The values as cells hold them: numbers exact, choices as labels, blanks left out."""
    written: dict[CellKey, Decimal | date | str] = {}
    for key, value in values.items():
        if value is None or value == "":
            continue
        written[key] = _written(value)
    return written


def _written(value: object) -> Decimal | date | str:
    if isinstance(value, TaskStatus):
        return TASK_STATUS_LABELS[value]
    if isinstance(value, (Decimal, date)):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(str(value))
    return value.value if isinstance(value, StrEnum) else str(value)
