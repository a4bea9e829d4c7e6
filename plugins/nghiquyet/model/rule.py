"""Rules and what they find."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from nghiquyet.model.period import Period


class Severity(StrEnum):
    """What a finding does to the submission."""

    CRITICAL = "critical"
    """The submission is returned."""
    WARNING = "warning"
    """Accepted; the unit is asked for a fix or a written explanation."""
    INFO = "info"
    """For the office only."""


class Family(StrEnum):
    """The families of rules (domain.md §9.1)."""

    R1 = "R1"
    """No more settled than was open; what was left is what the next month opens with."""
    R2 = "R2"
    """A percentage is its numerator over its denominator."""
    R3 = "R3"
    """The year to date follows from the month and from last month's."""
    R4 = "R4"
    """Parts add up to their whole, within a form and across units."""
    R5 = "R5"
    """A stock is last month's with what came and without what went."""
    R6 = "R6"
    """Two units that report the same fact agree."""
    R7 = "R7"
    """Type and bounds: nothing negative, no fraction of a person."""
    R8 = "R8"
    """Far from the unit's own history, or from what is plausible."""
    R9 = "R9"
    """A verdict and the number beside it say the same."""
    R10 = "R10"
    """It is of the month reported on, and came in time."""
    R11 = "R11"
    """Documents bear a valid code and date."""
    R12 = "R12"
    """Names are those of the list."""
    R13 = "R13"
    """What is asked is answered: a blank is no zero."""


class Category(StrEnum):
    """Which quality of the data a rule guards."""

    ACCURACY = "accuracy"
    COMPLETENESS = "completeness"
    CONSISTENCY = "consistency"
    TIMELINESS = "timeliness"


class Scope(StrEnum):
    """How far a rule looks."""

    CELL = "cell"
    """One row of one workbook."""
    FORM = "form"
    """Several rows of one workbook."""
    HISTORY = "history"
    """Earlier months of the same unit, too."""
    UNITS = "units"
    """What several units sent."""


class Status(StrEnum):
    """How far a rule may speak."""

    OFF = "off"
    """It is not run."""
    TRIAL = "trial"
    """It is run, and only the office is told."""
    WARNING = "warning"
    """It warns at most, whatever its severity."""
    ACTIVE = "active"
    """It does what its severity says."""


@dataclass(frozen=True, kw_only=True)
class Registered:
    """What the register says of every rule, whatever it is written in.

    Attributes:
        family: which of the thirteen families it belongs to.
        category: quality of the data that it guards.
        scope: how far it looks.
        status: how far it may speak.
        since: first month of which it speaks; None if it always has.
        until: last month of which it speaks.
    """

    family: Family
    category: Category = Category.ACCURACY
    scope: Scope = Scope.FORM
    status: Status = Status.ACTIVE
    since: Period | None = None
    until: Period | None = None

    def speaks_of(self, period: Period) -> bool:
        """Whether the month lies within the rule's span."""
        return (self.since is None or self.since <= period) and (
            self.until is None or period <= self.until
        )


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell of a workbook as it was received: sheet name and A1 address."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True)
class Rule(Registered):
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
        origin: ``generated`` from an indicator's entry, ``declared`` for one form, or
            ``general``: for every form.
        expected: expression of what ``{expected}`` prints; empty for the other side.
    """

    id: str
    type: str
    kwargs: Mapping[str, Any] = field(hash=False)
    severity: Severity
    message: str
    cells: tuple[str, ...] = ()
    origin: str = "declared"
    expected: str = ""


@dataclass(frozen=True)
class SqlRule(Registered):
    """A rule across units or months: one file of ``sql/rules/``.

    Attributes:
        id: stable id such as ``R4-KTGS``.
        severity: how urgent a violation is; what is critical is settled before the draft is
            presented, for the submissions are in.
        message: Vietnamese sentence; ``{unit}``, ``{value}`` and ``{expected}`` are filled in.
        description: the rule in plain words.
        sql: one SELECT with ``:office``, ``:period``, ``:due``, ``:roster``, ``:asked_units`` and
            ``:asked_figures`` that returns the violating rows as ``unit, indicator, value,
            expected, difference``.
    """

    id: str
    severity: Severity
    message: str
    description: str
    sql: str


OUTDATED_NOTE = " Ghi chú ở dòng này được viết khi ô còn ghi "
"""Begins what is said behind a message of a note that was written for another value."""


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

    @property
    def subject(self) -> str:
        """Hash of what was found of which values, whatever is said of the unit's note."""
        found = self.message.partition(OUTDATED_NOTE)[0], self.value, self.expected
        return hashlib.sha256(repr(found).encode()).hexdigest()


@dataclass(frozen=True)
class Waiver:
    """The office lets a warning of a unit and month pass, in somebody's name and for a reason.

    Attributes:
        rule: id of the rule.
        code: code of the row, or empty for the whole file.
        who: name of the person who decided.
        reason: why, in the office's words.
        subject: what was found then; with another value it must be let pass again. Empty in
            waivers older than this field, which count no longer.
    """

    office: str
    unit: str
    period: Period
    rule: str
    code: str
    at: datetime
    who: str
    reason: str
    subject: str = ""

    def covers(self, unit: str, finding: Finding) -> bool:
        """Whether this is what was let pass, with the values of then."""
        mine = self.unit, self.rule, self.code, self.subject
        return mine == (unit, finding.rule, finding.code, finding.subject)


@dataclass(frozen=True)
class Confirmation:
    """The office lets a low count about persons be printed, in somebody's name.

    Attributes:
        code: code of the part.
        value: the count that was confirmed; another one must be confirmed again.
        who: name of the person who decided.
        reason: why, in the office's words.
    """

    office: str
    period: Period
    code: str
    value: Decimal
    at: datetime
    who: str
    reason: str
