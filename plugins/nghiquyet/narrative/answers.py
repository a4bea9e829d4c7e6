"""What an answer in words says, and whether there is anything to say."""

from __future__ import annotations

from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.model.submission import Statement
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.wording import is_nil, joined

_COMMON = ("Kỷ niệm ",)
"""Words that open an answer with a capital and stand in mid-sentence without one."""


def said(part: Part, statement: Statement) -> str | None:
    """What an answer prints in mid-sentence, or None if it omits the clause."""
    if part.type is ValueType.VERDICT:
        for option in part.options:
            if option.label == statement.text:
                return None if option.silent else option.text or option.label
    if is_nil(statement.text):
        return None
    return _in_mid_sentence(part, statement.text)


def _in_mid_sentence(part: Part, text: str) -> str:
    """An answer without line breaks and final stop, a list of several as «a và b»."""
    lines = [line.strip(" .;,") for line in text.splitlines()]
    if part.type is ValueType.LIST:
        lines = [item.strip(" .,") for line in lines for item in line.split(";")]
        flowing = joined(filter(None, lines))
    else:
        flowing = "; ".join(filter(None, lines))
    if flowing.startswith(_COMMON):
        flowing = flowing[:1].lower() + flowing[1:]
    return flowing or text


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
