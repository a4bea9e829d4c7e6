"""What the rows of an SQL rule mean: findings about a unit, and lines of the review sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from nghiquyet.model.draft import ReviewLine
from nghiquyet.model.indicator import Part
from nghiquyet.model.office import Office
from nghiquyet.model.rule import Category, Finding, Severity, SqlRule
from nghiquyet.wording import plain_number, short_date


@dataclass(frozen=True)
class Violation:
    """One row that violates a rule across units.

    Attributes:
        unit: code of the unit that it is about.
        name: the unit's name.
        part: the figure that it is about; None for a whole report.
        category: of the line of the review sheet.
        finding: what was found, as in a workbook; the cell itself is not known.
    """

    unit: str
    name: str
    part: Part | None
    category: str
    finding: Finding

    @property
    def line(self) -> ReviewLine:
        """The line that tells the office."""
        part = self.part
        return ReviewLine(
            category=self.category,
            severity=self.finding.severity,
            place=f"{self.name}: {part.code} {part.name}" if part else self.name,
            message=self.finding.message,
            rule=self.finding.rule,
            unit=self.unit,
        )

    @property
    def request(self) -> str:
        """What the office asks of the unit, which is not told by itself; empty if nothing."""
        asked = self.part is not None and self.finding.severity is Severity.WARNING
        return _REQUEST.format(code=self.finding.code) if asked else ""


_REQUEST = "Báo đơn vị sửa, hoặc ghi lý do ở cột Ghi chú của dòng {code}, rồi gửi lại."
_CATEGORIES = {Category.COMPLETENESS: "missing", Category.TIMELINESS: "late"}


def violation(
    rule: SqlRule, row: Mapping[str, Any], office: Office, parts: Mapping[str, Part]
) -> Violation:
    """What one violating row says.

    Args:
        rule: the rule that was run.
        row: ``unit, indicator, value, expected, difference``.
        office: whose submissions were looked at.
        parts: the catalogue's values by code.
    """
    unit = next((item for item in office.units if item.code == row["unit"]), None)
    name = unit.name if unit else str(row["unit"])
    part = parts.get(str(row["indicator"]))
    value, expected = _shown(row["value"]), _shown(row["expected"])
    finding = Finding(
        rule=rule.id,
        severity=rule.severity,
        message=rule.message.format(unit=name, value=value, expected=expected),
        code=part.code if part else "",
        column=str(part.main_basis) if part else "",
        value=value,
        expected=expected,
    )
    category = _CATEGORIES.get(rule.category, "finding")
    return Violation(str(row["unit"]), name, part, category, finding)


def _shown(value: object) -> str:
    if value is None:
        return "(trống)"
    if isinstance(value, date):
        return short_date(value)
    return plain_number(value) if isinstance(value, Decimal) else str(value)
