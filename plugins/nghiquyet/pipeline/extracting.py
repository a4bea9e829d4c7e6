"""An accepted workbook's cells become facts, statements, task reports and proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from nghiquyet.model.indicator import Basis, Form, Part
from nghiquyet.model.submission import (
    CellReading,
    CellState,
    Column,
    Fact,
    Reading,
    SheetKind,
    Statement,
    Submission,
)
from nghiquyet.model.task import TASK_STATUS_LABELS, TaskReport, TaskStatus, UnitProposal
from nghiquyet.validation.frames import canonical_label
from nghiquyet.wording import matching_key

ESTIMATED = matching_key("Ước")
_STATUSES = {matching_key(label): status for status, label in TASK_STATUS_LABELS.items()}

Cells = Mapping[tuple[str, Column], CellReading]


@dataclass(frozen=True)
class Contents:
    """What a submission contributes to the store."""

    facts: tuple[Fact, ...] = ()
    statements: tuple[Statement, ...] = ()
    task_reports: tuple[TaskReport, ...] = ()
    proposals: tuple[UnitProposal, ...] = ()

    def by_kind(self) -> dict[str, Any]:
        """The rows as the store takes them."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


def extract_contents(reading: Reading, form: Form, submission: Submission) -> Contents:
    """Everything that was filled in, under the submission it came with."""
    by_sheet: dict[SheetKind, dict[tuple[str, Column], CellReading]] = {
        kind: {} for kind in SheetKind
    }
    for cell in reading.cells:
        by_sheet[cell.kind][cell.row, cell.column] = cell
    figures, words = by_sheet[SheetKind.FIGURES], by_sheet[SheetKind.WORDS]
    return Contents(
        facts=tuple(fact for part in form.parts for fact in _facts(part, figures, submission)),
        statements=tuple(
            item for part in form.parts for item in _statements(part, words, submission)
        ),
        task_reports=tuple(_task_reports(by_sheet[SheetKind.TASKS], submission)),
        proposals=tuple(_proposals(by_sheet[SheetKind.PROPOSALS], submission)),
    )


def _facts(part: Part, cells: Cells, submission: Submission) -> Iterator[Fact]:
    status = cells.get((part.code, Column.STATUS))
    for basis in part.bases:
        cell = cells.get((part.code, Column(basis)))
        if cell is None or not isinstance(cell.value, Decimal):
            continue
        said = [cell.note, cell_text(status)]
        yield Fact(
            office=submission.office,
            unit=submission.unit,
            period=submission.period,
            indicator=part.code,
            basis=Basis(basis),
            value=cell.value,
            submission_id=submission.id,
            at=cell.at,
            window_from=_date(cells.get((part.code, Column.WINDOW_FROM))),
            window_to=_date(cells.get((part.code, Column.WINDOW_TO))),
            estimated=any(matching_key(text).startswith(ESTIMATED) for text in said if text),
            note=cell_text(cells.get((part.code, Column.NOTE))),
        )


def _statements(part: Part, cells: Cells, submission: Submission) -> Iterator[Statement]:
    wording = cells.get((part.code, Column.WORDING))
    cell = cells.get((part.code, Column.ANSWER))
    if cell is None or not cell_text(cell):
        cell = wording  # a clause of its own is an answer
    if part.bases or cell is None or not cell_text(cell):
        return
    printed = wording if wording is not None and cell_text(wording) else cell
    yield Statement(
        office=submission.office,
        unit=submission.unit,
        period=submission.period,
        indicator=part.code,
        text=canonical_label(part, cell_text(cell)),
        submission_id=submission.id,
        at=printed.at,
        wording=cell_text(wording),
        note=cell_text(cells.get((part.code, Column.NOTE))),
    )


def task_status(text: str) -> TaskStatus | None:
    """The status that a unit chose or typed; None if it is none of ours."""
    return _STATUSES.get(matching_key(text))


def _task_reports(cells: Cells, submission: Submission) -> Iterator[TaskReport]:
    for (row, column), cell in cells.items():
        status = task_status(cell_text(cell))
        if column is Column.TASK_STATUS and status is not None:
            told = cells.get((row, Column.RESULT))
            yield TaskReport(
                task_id=row,
                office=submission.office,
                unit=submission.unit,
                period=submission.period,
                status=status,
                result=cell_text(told),
                reason=cell_text(cells.get((row, Column.REASON))),
                submission_id=submission.id,
                at=told.at if told is not None and cell_text(told) else cell.at,
            )


def _proposals(cells: Cells, submission: Submission) -> Iterator[UnitProposal]:
    for (row, column), cell in cells.items():
        if column is Column.PROPOSAL and cell_text(cell):
            yield UnitProposal(
                row=row,
                office=submission.office,
                unit=submission.unit,
                period=submission.period,
                text=cell_text(cell),
                submission_id=submission.id,
                owner=cell_text(cells.get((row, Column.OWNER))),
                due=cell_text(cells.get((row, Column.DUE))),
                product=cell_text(cells.get((row, Column.PRODUCT))),
                grounds=cell_text(cells.get((row, Column.GROUNDS))),
            )


def cell_text(cell: CellReading | None) -> str:
    """What a cell says in words; nothing if it could not be read."""
    if cell is None or cell.state is not CellState.OK or cell.value is None:
        return ""
    return f"{cell.value:%d/%m/%Y}" if isinstance(cell.value, date) else str(cell.value)


def _date(cell: CellReading | None) -> date | None:
    return cell.value if cell is not None and isinstance(cell.value, date) else None
