"""Evidence built from values without a workbook or a database: for tests of the wording alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.model.indicator import Basis, Part
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Confirmation
from nghiquyet.model.submission import Fact, Statement, Submission, SubmissionStatus
from nghiquyet.narrative.disclosure import FEW_PERSONS
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.pipeline.filling import FigureValues, UnitValues, WordValues

MOMENT = datetime(2026, 1, 28, 1, 0, tzinfo=UTC)
WHO = "Chánh Văn phòng"


def evidence_of(
    catalogue: Catalogue, office: Office, period: Period, values: Mapping[str, UnitValues]
) -> Evidence:
    """What the store would hold if every unit's values had been accepted."""
    facts: list[Fact] = []
    statements: list[Statement] = []
    for unit, filled in values.items():
        whose = (office.code, unit, period)
        for code, figure in filled.figures.items():
            facts += _facts(catalogue.parts[code], figure, whose)
        for code, words in filled.words.items():
            if words.answer:
                statements.append(_statement(code, words, whose))
    return Evidence(
        catalogue=catalogue,
        office=office,
        period=period,
        facts=facts,
        statements=statements,
        submissions={unit: _submission(office, unit, period) for unit in values},
        confirmations=low_counts_confirmed(catalogue, office, period),
    )


def low_counts_confirmed(
    catalogue: Catalogue, office: Office, period: Period
) -> tuple[Confirmation, ...]:
    """Whatever low count about persons may come: it may be printed."""
    return tuple(
        Confirmation(office.code, period, code, Decimal(count), MOMENT, WHO, "đã kết luận")
        for code, part in catalogue.parts.items()
        if part.sensitive
        for count in range(1, FEW_PERSONS)
    )


def _facts(part: Part, figure: FigureValues, whose: tuple[str, str, Period]) -> list[Fact]:
    office, unit, period = whose
    return [
        Fact(
            office, unit, period, part.code, basis, Decimal(str(value)), f"{unit}-1",
            CellRef("Số liệu", f"{part.code}.{basis}"),
            figure.window_from, figure.window_to, figure.status == "Ước", figure.note,
        )
        for basis, value in (
            (Basis.MONTH, figure.month), (Basis.YTD, figure.ytd), (Basis.PLAN, figure.plan)
        )
        if value is not None
    ]  # fmt: skip


def _statement(code: str, words: WordValues, whose: tuple[str, str, Period]) -> Statement:
    at = CellRef("Kết quả bằng lời", code)
    return Statement(
        *whose, code, words.answer, f"{whose[1]}-1", at, wording=words.wording, note=words.note
    )


def _submission(office: Office, unit: str, period: Period) -> Submission:
    return Submission(
        f"{unit}-1", office.code, unit, period, 1, SubmissionStatus.ACCEPTED, "0" * 64,
        f"bao-cao_{unit}.xlsx", MOMENT, 1,
    )  # fmt: skip
