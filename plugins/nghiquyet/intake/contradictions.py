"""What a workbook says in plain sight, held against its tag: somebody may have relabelled it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nghiquyet.catalogue.names import match_unit
from nghiquyet.model.office import Office, Unit
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import FormTag

_TAG = re.compile(r"^NQ\d:", re.IGNORECASE)
_MONTH = re.compile(
    r"(?:\b(?:kỳ|tháng)\s*:?\s*)?\b(\d{1,2})\s*(?:[/.\-]|năm)\s*(\d{4})\b|\btháng\s*(\d{1,2})\b",
    re.IGNORECASE,
)
_EDGES = " –—-:,.;()"


def contradicting(
    claims: Iterable[tuple[CellRef, str]], tag: FormTag, unit: Unit, office: Office
) -> Iterator[tuple[CellRef, str]]:
    """The cells that name another unit, month or form than the tag does.

    What says the same in other words, or says nothing that can be understood, is no
    contradiction: titles may be edited.

    Args:
        claims: the cells in which the form prints whose it is, and what they say.
        tag: the only tag of the workbook.
        unit: the unit that it names.
        office: that unit's office.
    """
    for at, text in claims:
        if _TAG.match(text):
            disagrees = _is_other_tag(text, tag)
        else:
            disagrees = _is_other_month(text, tag) or _is_other_unit(text, unit, office)
        if disagrees:
            yield at, text


def _is_other_tag(text: str, tag: FormTag) -> bool:
    """Whether a tag says something else; its check code alone says nothing."""
    wanted = (tag.office, tag.unit, str(tag.period), f"v{tag.version}")
    said = [part.strip().lower() for part in text.split(":")[1:5]]
    return any(part and part != own for part, own in zip(said, wanted, strict=False))


def _is_other_month(text: str, tag: FormTag) -> bool:
    found = [
        (int(match[1] or match[3]), int(match[2] or tag.period.year))
        for match in _MONTH.finditer(text)
    ]
    return bool(found) and (tag.period.month, tag.period.year) not in found


def _is_other_unit(text: str, unit: Unit, office: Office) -> bool:
    """Whether it is surely the name of another unit; a name in other words may be our own."""
    named = match_unit(_MONTH.sub("", text).strip(_EDGES), office.units, office.commune)
    return isinstance(named, Unit) and named != unit
