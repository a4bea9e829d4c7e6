"""Low counts about persons: they are printed only after the office has confirmed them."""

from __future__ import annotations

from decimal import Decimal

from nghiquyet import wording
from nghiquyet.model.indicator import Part
from nghiquyet.narrative.evidence import Evidence

FEW_PERSONS = 5
"""Fewer could point at a person: the usual bound of statistical offices for small cells."""


def is_withheld(evidence: Evidence, part: Part, value: Decimal) -> bool:
    """Whether a count may not be printed yet: it is low, sensitive, and nobody confirmed it."""
    few = part.sensitive and 0 < value < FEW_PERSONS
    return few and evidence.confirmation(part.code, value) is None


def confirmed_by(evidence: Evidence, part: Part, value: Decimal) -> str:
    """Who let a count be printed, or empty."""
    given = evidence.confirmation(part.code, value) if part.sensitive else None
    return "" if given is None else given.who


def who_confirmed(evidence: Evidence, part: Part, value: Decimal) -> str:
    """What the review sheet says of a sensitive count: confirmed, waiting, or to be weighed."""
    given = evidence.confirmation(part.code, value)
    if given is not None:
        return f"Số liệu nhạy cảm; {given.who} đã xác nhận: {given.reason.rstrip('.')}."
    if is_withheld(evidence, part, value):
        return (
            f"Số liệu nhạy cảm ({part.code} “{part.name}”: {wording.plain_number(value)}), có "
            "thể chỉ rõ một người: chỉ in sau khi Văn phòng xác nhận."
        )
    return "Số liệu nhạy cảm: cân nhắc trước khi đưa vào văn bản."
