"""What an answer in words says, and whether there is anything to say."""

from __future__ import annotations

from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.model.submission import Statement
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.wording import is_nil


def said(part: Part, statement: Statement) -> str | None:
    """What an answer prints, or None if it omits the clause."""
    if part.type is ValueType.VERDICT:
        for option in part.options:
            if option.label == statement.text:
                return None if option.silent else option.text or option.label
    return None if is_nil(statement.text) else statement.text


def positive_codes(evidence: Evidence) -> list[str]:
    """Indicators of which something was reported that is neither zero nor «không»."""
    catalogue = evidence.catalogue
    figures = {fact.indicator for fact in evidence.facts if fact.value > 0}
    words = {
        item.indicator
        for item in evidence.statements
        if said(catalogue.parts[item.indicator], item) is not None
    }
    return [
        code
        for code, indicator in catalogue.indicators.items()
        if indicator.form in evidence.units_by_form  # a register's rows are no items of Section I
        and any(part.code in figures | words for part in indicator.parts)
    ]
