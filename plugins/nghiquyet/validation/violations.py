"""What the rows of an SQL rule mean: lines of the review sheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from nghiquyet.model.draft import ReviewLine
from nghiquyet.model.indicator import Part
from nghiquyet.model.office import Office
from nghiquyet.model.rule import SqlRule
from nghiquyet.wording import plain_number


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
        category="finding",
        severity=rule.severity,
        place=f"{name}: {row['indicator']} {part.name if part else ''}".strip(),
        message=rule.message.format(
            unit=name, value=_shown(row["value"]), expected=_shown(row["expected"])
        ),
        rule=rule.id,
        unit=str(row["unit"]),
    )


def _shown(value: object) -> str:
    if value is None:
        return "(trống)"
    return plain_number(value) if isinstance(value, Decimal) else str(value)
