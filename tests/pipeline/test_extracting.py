"""What an accepted workbook's cells become."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nghiquyet.model.indicator import Basis, Form, Indicator, Option, Part, ValueType
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import (
    CellReading,
    CellState,
    Column,
    Reading,
    SheetKind,
    Submission,
    SubmissionStatus,
)
from nghiquyet.model.task import TaskStatus
from nghiquyet.pipeline.extracting import Contents, extract_contents

FIGURE = Part("HCC-01", "Tồn", ValueType.INTEGER, measure_unit="hồ sơ")
VERDICT = Part("CA-01", "Tình hình", ValueType.VERDICT, options=(Option("ổn định"),))
FORM = Form("hcc", "Biểu", 1, (Indicator("HCC-01", "Tồn", "hcc", (FIGURE,)),
                               Indicator("CA-01", "Tình hình", "hcc", (VERDICT,))))  # fmt: skip
SENT = Submission("s", "ke-sat", "hcc", Period(2026, 1), 1, SubmissionStatus.ACCEPTED, "0" * 64,
                  "a.xlsx", datetime(2026, 1, 27, tzinfo=UTC), 1)  # fmt: skip


def cell(kind: SheetKind, row: str, column: Column, value: object, note: str = "") -> CellReading:
    state = CellState.BLANK if value is None else CellState.OK
    return CellReading(kind, row, column, str(value), value, state, note, CellRef("S", "A1"))  # type: ignore[arg-type]


def contents(*cells: CellReading) -> Contents:
    return extract_contents(Reading((), cells), FORM, SENT)


@pytest.mark.parametrize(
    ("status", "note", "estimated"),
    [("Ước", "", True), ("Chính thức", "", False), (None, "", False), (None, "ước", True)],
)
def test_a_figure_keeps_its_window_and_whether_it_is_estimated(
    status: str | None, note: str, estimated: bool
) -> None:
    sheet = SheetKind.FIGURES
    (fact,) = contents(
        cell(sheet, "HCC-01", Column.MONTH, Decimal(25), note),
        cell(sheet, "HCC-01", Column.WINDOW_TO, date(2026, 1, 31)),
        cell(sheet, "HCC-01", Column.STATUS, status),
        cell(sheet, "HCC-01", Column.NOTE, "đã đối chiếu"),
    ).facts
    assert (fact.basis, fact.value, fact.estimated) == (Basis.MONTH, 25, estimated)
    assert (fact.window_from, fact.window_to) == (None, date(2026, 1, 31))
    assert fact.note == "đã đối chiếu"


def test_a_blank_figure_is_no_fact_and_zero_is_one() -> None:
    assert contents(cell(SheetKind.FIGURES, "HCC-01", Column.MONTH, None)).facts == ()
    (zero,) = contents(cell(SheetKind.FIGURES, "HCC-01", Column.MONTH, Decimal(0))).facts
    assert zero.value == 0


def test_an_answer_is_the_option_that_is_meant() -> None:
    (statement,) = contents(cell(SheetKind.WORDS, "CA-01", Column.ANSWER, "ON DINH")).statements
    assert statement.text == "ổn định"


def test_a_clause_of_its_own_is_an_answer() -> None:
    (statement,) = contents(
        cell(SheetKind.WORDS, "CA-01", Column.ANSWER, None),
        cell(SheetKind.WORDS, "CA-01", Column.WORDING, "Tình hình được giữ vững"),
    ).statements
    assert statement.text == statement.wording == "Tình hình được giữ vững"


def test_a_task_s_state_and_a_proposal_are_kept() -> None:
    found = contents(
        cell(SheetKind.TASKS, "2026-01/NV01", Column.TASK_STATUS, "Đang làm"),
        cell(SheetKind.TASKS, "2026-01/NV01", Column.REASON, "chờ vốn"),
        cell(SheetKind.TASKS, "2026-01/NV02", Column.TASK_STATUS, None),
        cell(SheetKind.PROPOSALS, "DX01", Column.PROPOSAL, "Mở lớp"),
        cell(SheetKind.PROPOSALS, "DX01", Column.DUE, date(2026, 2, 20)),
        cell(SheetKind.PROPOSALS, "DX02", Column.PROPOSAL, None),
    )
    (report,) = found.task_reports
    assert (report.status, report.reason) == (TaskStatus.IN_PROGRESS, "chờ vốn")
    (proposal,) = found.proposals
    assert (proposal.row, proposal.text, proposal.due) == ("DX01", "Mở lớp", "20/02/2026")
