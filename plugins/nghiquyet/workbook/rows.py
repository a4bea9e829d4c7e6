"""The lines of a unit's tables, from its form, its tasks and last month's values."""

from __future__ import annotations

from collections.abc import Iterator

from nghiquyet.model.indicator import Indicator, Part
from nghiquyet.model.pattern import COVERAGE, HANGING, Placeholder, parse_pattern
from nghiquyet.model.submission import SheetKind
from nghiquyet.model.task import AssignedTask
from nghiquyet.wording import period_words, short_date
from nghiquyet.workbook.context import FormContext
from nghiquyet.workbook.layout import (
    PROPOSAL_ROWS,
    TASK_PREFIX,
    Locked,
    Row,
    has_heading,
    open_columns,
    parts_on,
)

_NO_CLAUSE = "(chỉ vào phụ lục)"


def table_rows(kind: SheetKind, context: FormContext) -> tuple[Row, ...]:
    """The lines of one of the four tables, in order."""
    match kind:
        case SheetKind.TASKS:
            return tuple(_task_row(task) for task in context.tasks)
        case SheetKind.PROPOSALS:
            return tuple(Row(code, "", open=open_columns(kind)) for code in PROPOSAL_ROWS)
        case _:
            indicators = context.form.indicators
            return tuple(row for each in indicators for row in _rows_of(each, kind, context))


def _rows_of(indicator: Indicator, kind: SheetKind, context: FormContext) -> Iterator[Row]:
    parts = parts_on(kind, indicator)
    if parts and has_heading(indicator):
        yield Row(indicator.code, indicator.name)
    for place, part in enumerate(parts):
        printed: dict[Locked, object] = {Locked.MEASURE_UNIT: part.measure_unit}
        if kind is SheetKind.FIGURES:
            printed[Locked.PREVIOUS] = context.previous.get((part.code, part.main_basis))
        else:
            printed[Locked.PREVIOUS] = context.previous_words.get(part.code)
            printed[Locked.HOUSE] = house_phrase(indicator, part, context) if place == 0 else ""
        yield Row(part.code, part.name, part, open_columns(kind, part), printed)


def _task_row(task: AssignedTask) -> Row:
    due = short_date(task.due) if task.due else ""
    return Row(
        task.id, task.text, open=open_columns(SheetKind.TASKS), printed={Locked.DEADLINE: due}
    )


def shown_code(code: str, kind: SheetKind, context: FormContext) -> str:
    """The code as it is printed: the month is left out of this month's tasks."""
    if kind is not SheetKind.TASKS:
        return code
    return TASK_PREFIX + code.removeprefix(f"{context.period}/")


def house_phrase(indicator: Indicator, part: Part, context: FormContext) -> str:
    """The office's own sentence for an indicator, its placeholders made readable."""
    clause = indicator.clause
    if clause is None:
        return _NO_CLAUSE
    first, *others = clause.texts
    subject = f"{clause.subject} " if clause.subject else ""
    patterns = [subject + (clause.lead or first), *(text.removeprefix(HANGING) for text in others)]
    text = ", ".join(_readable(pattern, indicator, part, context) for pattern in patterns)
    return text + _readable(clause.tail, indicator, part, context)


def _readable(pattern: str, indicator: Indicator, part: Part, context: FormContext) -> str:
    return "".join(
        piece if isinstance(piece, str) else _placeholder(piece, indicator, part, context)
        for piece in parse_pattern(pattern)
    )


def _placeholder(piece: Placeholder, indicator: Indicator, part: Part, context: FormContext) -> str:
    if piece.is_variable:
        return _variables(context).get(piece.name, "[…]")
    meant = indicator.part(piece.name)
    return "[kết quả]" if meant == part else f"[{meant.code}]"


def _variables(context: FormContext) -> dict[str, str]:
    office, unit = context.office, context.unit
    return {
        **period_words(context.period),
        "nk_dang": office.party_term,
        "nk_hdnd": office.council_term,
        "don_vi": unit.in_text or unit.name,
        "uoc": "đạt/ước đạt",
        COVERAGE: "",
    }
