"""One input cell as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from xlsxwriter.utility import xl_col_to_name

from nghiquyet.model.indicator import Part
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import CellReading, CellState, Column, SheetKind
from nghiquyet.wording import shortened
from nghiquyet.workbook.layout import DATE_COLUMNS, FIGURE_COLUMNS, column_choices
from nghiquyet.workbook.old_text import OldText
from nghiquyet.workbook.opening import SheetContent
from nghiquyet.workbook.typed_figures import read_figure
from nghiquyet.workbook.typed_words import choose, read_day, read_words, shown

LONGEST_TEXT = 32_767
"""As much as a cell of a spreadsheet holds; what is longer would not come back."""

Made: TypeAlias = tuple[Decimal | date | str | None, CellState, str]
"""What was made of a cell: value, state, note."""

_OLD_FONT = (
    "Chữ được gõ bằng phông cũ (.VnTime, VNI) và máy không chắc đọc đúng; gõ lại bằng phông "
    "Unicode như Times New Roman."
)
_NO_RESULT = (
    "Ô có công thức nhưng tệp không lưu kết quả; mở tệp bằng Excel rồi lưu lại, hoặc gõ thẳng "
    "giá trị."
)
_TOO_LONG = (
    "Ô dài hơn 32.767 ký tự, Excel không giữ được; viết ngắn lại, phần chi tiết gửi bằng văn bản "
    "riêng."
)
_CHOSEN_ONLY = frozenset({Column.STATUS, Column.TASK_STATUS})


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    return str(xl_col_to_name(column))


@dataclass(frozen=True)
class Spot:
    """A cell of a received workbook, zero-based."""

    sheet: SheetContent
    row: int
    column: int

    @property
    def address(self) -> str:
        """Its A1 address."""
        return f"{_letters(self.column)}{self.row + 1}"

    @property
    def at(self) -> CellRef:
        """Sheet and address."""
        return CellRef(self.sheet.name, self.address)

    @property
    def value(self) -> Any:
        """What calamine found there; None for a blank and beyond the used area."""
        rows = self.sheet.rows
        if self.row >= len(rows) or self.column >= len(rows[self.row]):
            return None
        value = rows[self.row][self.column]
        return None if value == "" else value


def read_cell(
    kind: SheetKind,
    code: str,
    column: Column,
    spot: Spot,
    part: Part | None = None,
    period: Period | None = None,
    *,
    is_day: bool = False,
) -> CellReading:
    """Read one input cell.

    Args:
        kind: sheet of the form.
        code: code of the row.
        column: column of the form.
        spot: where it stands in the received workbook.
        part: what the row asks for, if it is a value of the form.
        period: month of the workbook, if known.
        is_day: a date is asked for although the column holds words elsewhere.
    """
    at, value, hidden = spot.at, spot.value, spot.sheet.hidden
    found: Made = (None, CellState.BLANK, "")
    raw = ""
    if at.cell in hidden.errors:
        raw = hidden.errors[at.cell]
        found = None, CellState.BAD, f"Ô báo lỗi công thức {raw}; gõ thẳng giá trị vào ô."
    elif at.cell in hidden.uncached:
        raw = hidden.formula(at.cell)
        found = None, CellState.BAD, _NO_RESULT
    elif value is not None:
        percent = at.cell in hidden.percents and isinstance(value, (int, float))
        old = spot.sheet.old_texts.get(at.cell)
        raw = _written(value, old, percent=percent)
        day = is_day or column in DATE_COLUMNS
        if len(raw) > LONGEST_TEXT:
            raw = shortened(raw, LONGEST_TEXT)
            found = None, CellState.BAD, _TOO_LONG
        elif old and not old.text:
            found = _doubtful(old, column_choices(column, part))
        else:
            found = _read(spot, column, part, period, is_day=day, percent=percent)
    return CellReading(kind, code, column, raw, *found, at)


def _written(value: Any, old: OldText | None, *, percent: bool) -> str:
    """What stands in a cell, as its font shows it: its codes would be read by nobody."""
    if old:
        return old.text or old.raw
    return shown(value * 100) + "%" if percent else shown(value)


def _doubtful(old: OldText, labels: tuple[str, ...]) -> Made:
    """A text that may be in an old font or not: only a list of choices can settle it."""
    for text in (old.raw, old.doubtful):
        answer = choose(text, labels)
        if answer in labels and (text is not old.raw or text == answer):
            return answer, CellState.OK, ""
    return None, CellState.BAD, _OLD_FONT


def _read(
    spot: Spot,
    column: Column,
    part: Part | None,
    period: Period | None,
    *,
    is_day: bool,
    percent: bool,
) -> Made:
    value = spot.value
    if column in FIGURE_COLUMNS and part is not None:
        figure = read_figure(value, part, percent_format=percent)
        return figure.value, figure.state, figure.note
    if is_day:
        return read_day(value, period, starts_in_1904=spot.sheet.starts_in_1904)
    text = read_words(value)
    if not text:
        return None, CellState.BLANK, ""
    labels = column_choices(column, part)
    answer = choose(text, labels)
    if column in _CHOSEN_ONLY and answer not in labels:
        note = (
            f"Ô ghi “{shortened(text, 60)}”; hãy chọn một mục trong danh sách: {'; '.join(labels)}."
        )
        return None, CellState.BAD, note
    return answer, CellState.OK, ""
