"""Records to store, with the few values that a test cares about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from nghiquyet.model.indicator import Basis
from nghiquyet.model.office import OFFICE_ZONE
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import Fact, Statement, Submission, SubmissionStatus

OFFICE = "ke-sat"
JANUARY = Period(2026, 1)
NOON = datetime(2026, 1, 27, 12, 0, tzinfo=OFFICE_ZONE)


def a_submission(unit: str = "ubkt", **changes: Any) -> Submission:
    return replace(
        Submission(
            id=uuid4().hex,
            office=OFFICE,
            unit=unit,
            period=JANUARY,
            version=0,
            status=SubmissionStatus.ACCEPTED,
            sha256=uuid4().hex * 2,
            file_name="Biểu UBKT tháng 01.xlsx",
            received_at=NOON,
            template_version=1,
        ),
        **changes,
    )


def a_fact(of: Submission, indicator: str = "UBKT-03", value: str = "6", **changes: Any) -> Fact:
    return replace(
        Fact(
            office=of.office,
            unit=of.unit,
            period=of.period,
            indicator=indicator,
            basis=Basis.MONTH,
            value=Decimal(value),
            submission_id=of.id,
            at=CellRef("Số liệu", "D7"),
        ),
        **changes,
    )


def a_statement(of: Submission, indicator: str = "UBKT-01", text: str = "Có") -> Statement:
    return Statement(
        office=of.office,
        unit=of.unit,
        period=of.period,
        indicator=indicator,
        text=text,
        submission_id=of.id,
        at=CellRef("Kết quả bằng lời", "C5"),
    )
