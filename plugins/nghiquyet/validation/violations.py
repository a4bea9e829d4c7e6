"""What the rows of an SQL rule mean: lines of the review sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from nghiquyet.model.draft import ReviewLine
from nghiquyet.model.indicator import Part
from nghiquyet.model.office import Office
from nghiquyet.model.rule import Category, SqlRule
from nghiquyet.wording import plain_number, short_date


def review_line(
    rule: SqlRule, row: Mapping[str, Any], office: Office, parts: Mapping[str, Part]
) -> ReviewLine:
    """The line that tells the office of one violating row.

    Args:
        rule: the rule that was run.
        row: ``unit, indicator, value, expected, difference``.
        office: whose submissions were looked at.
        parts: the catalogue's values by code.
    """
    unit = next((item for item in office.units if item.code == row["unit"]), None)
    name = unit.name if unit else str(row["unit"])
    part = parts.get(str(row["indicator"]))
    return ReviewLine(
        category=_CATEGORIES.get(rule.category, "finding"),
        severity=rule.severity,
        place=f"{name}: {part.code} {part.name}" if part else name,
        message=rule.message.format(
            unit=name, value=_shown(row["value"]), expected=_shown(row["expected"])
        ),
        rule=rule.id,
        unit=str(row["unit"]),
    )


_CATEGORIES = {Category.COMPLETENESS: "missing", Category.TIMELINESS: "late"}


def _shown(value: object) -> str:
    if value is None:
        return "(trống)"
    if isinstance(value, date):
        return short_date(value)
    return plain_number(value) if isinstance(value, Decimal) else str(value)
