"""What was reported, as the reviewer holds it against the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from nghiquyet.model.indicator import Indicator, Part
from nghiquyet.model.office import Office, Unit
from nghiquyet.model.pattern import Placeholder, parse_pattern
from nghiquyet.model.task import AssignedTask, TaskReport
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.reviewing.case import Reported, ReportedTask

_LEAD = 4  # words of a literal that are enough to know it by


def reported_figures(evidence: Evidence) -> Sequence[Reported]:
    """Every figure of the month, summed over its units, with the words that tell it."""
    return [
        reported(indicator, part, value, evidence.office, also)
        for indicator in evidence.catalogue.indicators.values()
        for part in indicator.parts
        for value, also in _values(evidence, part)
    ]


def _values(evidence: Evidence, part: Part) -> Iterator[tuple[Decimal, tuple[Decimal, ...]]]:
    """The main figure and those of the other columns, where it was reported."""
    if not part.bases:
        return
    sums = [
        (sum((fact.value for fact in facts), Decimal(0)), *(fact.value for fact in facts))
        for basis in part.bases
        if (facts := evidence.reported(part, basis))
    ]
    if sums:
        yield sums[0][0], tuple(value for each in sums for value in each)


def reported(
    indicator: Indicator,
    part: Part,
    value: Decimal,
    office: Office,
    also: tuple[Decimal, ...] = (),
) -> Reported:
    """One figure with the words of its indicator's clause."""
    own = [unit for unit in office.units if unit.form == indicator.form]
    others = [unit for unit in office.units if unit.form != indicator.form]
    mine = _named(own)
    return Reported(
        code=part.code,
        name=part.name,
        value=value,
        unit=part.measure_unit,
        about=indicator.name,
        also=also,
        patterns=tuple(_patterns(indicator, part)),
        reporters=mine,
        others=tuple(name for name in _named(others) if name not in mine),
    )


def _named(units: Iterable[Unit]) -> tuple[str, ...]:
    names = (
        name
        for unit in units
        for name in (unit.name, unit.in_text, *unit.aliases)
        if len(name.split()) > 1
    )
    return tuple(dict.fromkeys(names))


def _patterns(indicator: Indicator, part: Part) -> Iterator[str]:
    """The indicator's clauses with ``{}`` for this part and ``…`` for all else that varies."""
    clause = indicator.clause
    for text in (*clause.texts, clause.lead) if clause else ():
        pieces = parse_pattern(text)
        wanted = [place for place, piece in enumerate(pieces) if _is_part(indicator, part, piece)]
        for place in wanted:
            yield f"{_lead(pieces[:place])}{{}}{_tail(pieces[place + 1 :])}"


def _is_part(indicator: Indicator, part: Part, piece: str | Placeholder) -> bool:
    if not isinstance(piece, Placeholder) or piece.is_variable:
        return False
    return indicator.part(piece.name).code == part.code


def _lead(pieces: Sequence[str | Placeholder]) -> str:
    """The last words before the figure; «ước đạt» is left to the reader of numbers."""
    told = "".join(piece if isinstance(piece, str) else _blank(piece) for piece in pieces)
    parts = [" ".join(part.split()[-_LEAD:]) for part in re.split(r"\s*…\s*", told)]
    return "…".join(parts[-2:] if len(parts) > 1 else parts)


def _blank(piece: Placeholder) -> str:
    return "" if piece.name == "uoc" else "…"


def _tail(pieces: Sequence[str | Placeholder]) -> str:
    first = pieces[0] if pieces else ""
    return first if isinstance(first, str) else ""


def reported_tasks(
    given: Sequence[AssignedTask], reports: Sequence[TaskReport]
) -> Sequence[ReportedTask]:
    """The tasks of the month with their states; what nobody reported on is left out."""
    states = {report.task_id: report.status for report in reports}
    return [ReportedTask(task.text, states[task.id]) for task in given if task.id in states]
