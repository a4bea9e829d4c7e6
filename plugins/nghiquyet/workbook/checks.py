"""The column «Máy kiểm tra»: what a sheet can check itself while it is filled.

Each check is a formula and, computed here from the same values, its present result: programs
that do not recalculate trust the stored one. It is an aid to the unit and never read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.model.task import TASK_STATUS_LABELS, TaskStatus
from nghiquyet.wording import nil_advice, plain_number
from nghiquyet.workbook.context import CellKey
from nghiquyet.workbook.formulas import literal
from nghiquyet.workbook.layout import (
    FIGURE_COLUMNS,
    Row,
    choices,
    column_choices,
    header_of,
    main_column,
)
from nghiquyet.workbook.magnitudes import is_whole
from nghiquyet.workbook.places import Places

Cells: TypeAlias = Mapping[CellKey, Decimal | date | str]

_LONGEST_FORMULA = 8000
_LATE = (TaskStatus.NOT_STARTED, TaskStatus.CARRIED_OVER, TaskStatus.CANCELLED)


@dataclass(frozen=True)
class Check:
    """One thing that the sheet watches.

    Attributes:
        column: the column whose cell is to be mended.
        condition: formula that is true while the check fails.
        message: formula of the text that is shown then.
        broken: whether it fails for the values that are written now.
        text: the text that is shown now if it fails.
        rule: id of the rule it stands for, or empty.
        is_local: the condition looks at its own sheet only.
    """

    column: Column
    condition: str
    message: str
    broken: bool
    text: str
    rule: str = ""
    is_local: bool = True


LineChecks: TypeAlias = Mapping[tuple[SheetKind, str], tuple[Check, ...]]
"""The checks of the lines that have any, by sheet and code."""


@dataclass(frozen=True)
class Line:
    """A line of a table with the addresses and present values of its cells."""

    kind: SheetKind
    row: Row
    places: Places
    cells: Cells

    def address(self, column: Column) -> str:
        """Address of the line's cell in a column."""
        return self.places.address(self.kind, self.row.code, column)

    def value(self, column: Column) -> Decimal | date | str | None:
        """What is written there now."""
        return self.cells.get((self.kind, self.row.code, column))

    def check(self, column: Column, condition: str, broken: bool, message: str) -> Check:
        """A check whose message names the column and is always the same."""
        text = f"{header_of(self.kind, column)}: {message}"
        return Check(column, condition, literal(text), broken, text)


def line_checks(line: Line) -> Iterator[Check]:
    """What follows from the type, bounds and options of a line's cells."""
    part = line.row.part
    if part is None:
        yield from _task_checks(line) if line.kind is SheetKind.TASKS else ()
    elif part.type.is_figure:
        yield from _figure_checks(line, part)
    else:
        yield from _word_checks(line, part)


def _figure_checks(line: Line, part: Part) -> Iterator[Check]:
    for column in line.row.open:
        if column in FIGURE_COLUMNS:
            advice = nil_advice(part) or "chưa có thì ghi lý do"
            yield from _required(line, part, column, f"chưa điền; {advice}")
            yield from _number_checks(line, part, column)
    start, end = Column.WINDOW_FROM, Column.WINDOW_TO
    a, b = line.address(start), line.address(end)
    first, last = line.value(start), line.value(end)
    broken = isinstance(first, date) and isinstance(last, date) and last < first
    condition = f"IF(AND(ISNUMBER({a}),ISNUMBER({b})),{b}<{a},FALSE)"
    yield line.check(end, condition, broken, "đang trước “Từ ngày”")


def _required(line: Line, part: Part, column: Column, message: str) -> Iterator[Check]:
    if part.required and column is main_column(part):
        condition = f"ISBLANK({line.address(column)})"
        yield line.check(column, condition, line.value(column) is None, message)


def _number_checks(line: Line, part: Part, column: Column) -> Iterator[Check]:
    cell, value = line.address(column), line.value(column)
    number = value if isinstance(value, Decimal) else None
    is_text = value is not None and number is None
    condition = f"AND(NOT(ISBLANK({cell})),NOT(ISNUMBER({cell})))"
    yield line.check(column, condition, is_text, "đang là chữ, cần gõ số")
    for test, holds, message in _tests(part, cell, number):
        yield line.check(column, f"IF(ISNUMBER({cell}),{test},FALSE)", holds, message)


def _tests(part: Part, cell: str, number: Decimal | None) -> Iterator[tuple[str, bool, str]]:
    known = number if number is not None else Decimal(0)
    here = number is not None
    if is_whole(part):
        fraction = known != known.to_integral_value()
        yield f"{cell}<>INT({cell})", here and fraction, "cần số nguyên (gõ liền, ví dụ 1204)"
    if part.minimum is not None:
        message = f"không được nhỏ hơn {plain_number(part.minimum)}"
        yield f"{cell}<{part.minimum:f}", here and known < part.minimum, message
    if part.maximum is not None:
        message = f"không được lớn hơn {plain_number(part.maximum)}"
        yield f"{cell}>{part.maximum:f}", here and known > part.maximum, message
    if part.type is ValueType.PERCENT:
        small = 0 < known <= 1 and known == round(known, 2)
        message = "quá nhỏ; 70% thì gõ 70, không gõ 0,7"
        yield f"AND({cell}>0,{cell}<=1,{cell}=ROUND({cell},2))", here and small, message


def _word_checks(line: Line, part: Part) -> Iterator[Check]:
    answer = Column.ANSWER
    yield from _required(line, part, answer, "chưa điền; chọn hoặc ghi kết quả trong tháng")
    if choices(part):
        yield _not_offered(line, answer)
    explained = [option.label for option in part.options if option.needs_note]
    if explained:
        condition = (
            f"AND({_is_one_of(line.address(answer), explained)},{_empty(line, Column.NOTE)})"
        )
        broken = _equals(line.value(answer), explained) and line.value(Column.NOTE) is None
        yield line.check(Column.NOTE, condition, broken, "cần ghi rõ nội dung của kết quả đã chọn")


def _task_checks(line: Line) -> Iterator[Check]:
    status, reason = Column.TASK_STATUS, Column.REASON
    yield line.check(status, _empty(line, status), line.value(status) is None, "chưa chọn")
    yield _not_offered(line, status)
    late = [TASK_STATUS_LABELS[each] for each in _LATE]
    condition = f"AND({_is_one_of(line.address(status), late)},{_empty(line, reason)})"
    broken = _equals(line.value(status), late) and line.value(reason) is None
    yield line.check(reason, condition, broken, "cần ghi lý do")


def _not_offered(line: Line, column: Column) -> Check:
    labels = column_choices(column, line.row.part)
    cell, value = line.address(column), line.value(column)
    condition = f"AND(LEN({cell})>0,NOT({_is_one_of(cell, labels)}))"
    broken = value is not None and not _equals(value, labels)
    return line.check(column, condition, broken, "chọn một mục trong danh sách")


def _empty(line: Line, column: Column) -> str:
    return f"LEN({line.address(column)})=0"


def _is_one_of(cell: str, labels: Sequence[str]) -> str:
    return f"OR({','.join(f'{cell}={literal(label)}' for label in labels)})"


def _equals(value: object, labels: Sequence[str]) -> bool:
    return isinstance(value, str) and value.casefold() in {label.casefold() for label in labels}


def line_formula(checks: Sequence[Check]) -> tuple[str, str]:
    """The formula that shows the first check that fails, and what it shows now."""
    kept: list[Check] = []
    for check in checks:
        length = sum(len(each.condition) + len(each.message) + 6 for each in (*kept, check))
        kept += [check] if length < _LONGEST_FORMULA else []
    text = '""'
    for check in reversed(kept):
        text = f"IF({check.condition},{check.message},{text})"
    return f"={text}", next((check.text for check in kept if check.broken), "")
