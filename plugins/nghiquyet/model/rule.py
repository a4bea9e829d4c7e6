"""Rules and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """What a finding does to the submission."""

    CRITICAL = "critical"
    """The submission is returned."""
    WARNING = "warning"
    """Accepted; the unit is asked for a fix or a written explanation."""
    INFO = "info"
    """For the office only."""


@dataclass(frozen=True)
class CellRef:
    """A cell of a workbook as it was received: sheet name and A1 address."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True)
class Rule:
    """One expectation of a form's suite.

    Attributes:
        id: stable id such as ``HCC-R1``; unique over all suites.
        type: expectation type as Great Expectations names it.
        kwargs: its arguments; a column may be an expression over codes, such as
            ``HCC-01 + HCC-02`` or ``UBTC-01@ytd - UBTC-01@prev_ytd``.
        severity: what a failure does.
        message: Vietnamese sentence that says what to do; ``{HCC-01}`` prints that value,
            ``{expected}`` the other side of the comparison, ``{value}`` the marked value.
        cells: codes whose cells are marked, first one first.
        origin: ``generated`` from an indicator's type and bounds, or ``declared``.
    """

    id: str
    type: str
    kwargs: Mapping[str, Any] = field(hash=False)
    severity: Severity
    message: str
    cells: tuple[str, ...] = ()
    origin: str = "declared"


@dataclass(frozen=True)
class SqlRule:
    """A rule across units or months: one file of ``sql/rules/``.

    Attributes:
        id: stable id such as ``R4-KTGS``.
        severity: what a violation does; never critical, because the submissions are in.
        message: Vietnamese sentence; ``{unit}``, ``{value}`` and ``{expected}`` are filled in.
        description: the rule in plain words.
        sql: one SELECT with ``:office`` and ``:period`` that returns the violating rows as
            ``unit, indicator, value, expected, difference``.
    """

    id: str
    severity: Severity
    message: str
    description: str
    sql: str


@dataclass(frozen=True)
class Finding:
    """A value told to a unit or to the office: what is wrong where, and what to do.

    Attributes:
        rule: id of the rule.
        severity: what it does to the submission.
        message: Vietnamese sentence that says what to do.
        code: code of the row it is about, or empty for the whole file.
        column: key of the column (``month``, ``ytd``, ``answer`` …), or empty.
        at: the cell to mend, or None if the whole file is meant.
        value: what is written there, as text.
        expected: what would be right, as text, where that can be said.
        related: codes of the other rows that the rule ties to it; mending may mean those.
        explanation: what the unit wrote beside it in answer to a warning, or empty.
    """

    rule: str
    severity: Severity
    message: str
    code: str = ""
    column: str = ""
    at: CellRef | None = None
    value: str = ""
    expected: str = ""
    related: tuple[str, ...] = ()
    explanation: str = ""
