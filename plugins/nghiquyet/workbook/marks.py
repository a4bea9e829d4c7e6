"""Marks on the cells of a returned workbook, placed where the new workbook has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nghiquyet.model.indicator import Form
from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.workbook.checks import Cells, Check, LineChecks
from nghiquyet.workbook.context import CellKey
from nghiquyet.workbook.formulas import literal
from nghiquyet.workbook.layout import (
    INFO_FIELDS,
    PROPOSAL_ROWS,
    kind_of,
    main_column,
    parts_by_code,
)
from nghiquyet.workbook.places import Places

_EPOCH = date(1899, 12, 30)
_COMPARED = 200


@dataclass(frozen=True)
class Review:
    """What goes back to a unit beside its own values.

    Attributes:
        findings: what was found, most urgent first.
        unused: what the unit wrote outside the form.
    """

    findings: tuple[Finding, ...]
    unused: tuple[tuple[CellRef, str], ...] = ()

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(each for each in self.findings if each.severity is severity)


@dataclass(frozen=True)
class Mark:
    """The mark on one cell.

    Attributes:
        severity: the worst of what was found there.
        text: every message about it.
        condition: formula that is true until the cell is mended.
    """

    severity: Severity
    text: str
    condition: str


def key_of(finding: Finding, form: Form) -> CellKey | None:
    """The cell that a finding is about, or None if it is about the file."""
    if not finding.code:
        return None
    named = next((column for column in Column if column == finding.column), None)
    part = parts_by_code(form).get(finding.code)
    if part is not None:
        return kind_of(part), part.code, named or main_column(part)
    if finding.code in PROPOSAL_ROWS:
        return SheetKind.PROPOSALS, finding.code, named or Column.PROPOSAL
    if finding.code in INFO_FIELDS:
        return SheetKind.INFO, finding.code, Column.INFO_VALUE
    return SheetKind.TASKS, finding.code, named or Column.TASK_STATUS


def marks_for(
    review: Review, form: Form, places: Places, cells: Cells, checks: LineChecks
) -> Mapping[CellKey, Mark]:
    """The marks of a review, by cell; what is for the office only is left out."""
    by_cell: dict[CellKey, list[Finding]] = {}
    for severity in (Severity.CRITICAL, Severity.WARNING):
        for finding in review.of(severity):
            key = key_of(finding, form)
            if key is not None and places.find(*key) is not None:
                by_cell.setdefault(key, []).append(finding)
    return {
        key: Mark(
            severity=findings[0].severity,
            text="\n".join(dict.fromkeys(finding.message for finding in findings)),
            condition=_condition(key, findings, places, cells, checks.get(key[:2], ())),
        )
        for key, findings in by_cell.items()
    }


def _condition(
    key: CellKey, findings: Sequence[Finding], places: Places, cells: Cells, checks: Sequence[Check]
) -> str:
    """True until mended: the rule's own check where the sheet has it, else the value unchanged."""
    translated = {check.rule: check.condition for check in checks if check.rule and check.is_local}
    unchanged = _unchanged(places.address(*key), cells.get(key))
    conditions = dict.fromkeys(translated.get(finding.rule, unchanged) for finding in findings)
    return f"OR({','.join(conditions)})"


def _unchanged(cell: str, value: Decimal | date | str | None) -> str:
    if value is None:
        return f"ISBLANK({cell})"
    if isinstance(value, Decimal):
        return f"{cell}={value:f}"
    if isinstance(value, date):
        return f"{cell}={(value - _EPOCH).days}"
    return f"EXACT(LEFT({cell},{_COMPARED}),{literal(value[:_COMPARED])})"
