"""The annex: every figure and answer beside last month's and last year's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from nghiquyet import wording
from nghiquyet.model.draft import AnnexLine
from nghiquyet.model.indicator import Basis, Form, Part, ValueType
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Fact
from nghiquyet.narrative.evidence import Evidence


def annex_lines(evidence: Evidence) -> tuple[AnnexLine, ...]:
    """One line for each value that was reported, in the order of the units and the dictionary.

    The values of a form that many units fill are added up.
    """
    totals = _totals(evidence)
    forms = dict.fromkeys(unit.form for unit in evidence.roster)
    return tuple(
        line
        for form in (evidence.catalogue.forms[code] for code in forms)
        for part in form.parts
        for line in _lines(evidence, form, part, totals)
    )


_WORTH_IT = 3
"""A chart of fewer earlier months shows nothing."""
_Totals = Callable[[Period, Part, Basis], Decimal | None]


def _totals(evidence: Evidence) -> _Totals:
    """Earlier months' values, added up over units."""
    history = evidence.history
    sums: dict[tuple[str, str, str], Decimal] = {}
    if not history.empty:
        grouped = history.groupby(["period", "indicator", "basis"])["value"].sum()
        sums = {
            (str(key[0]), str(key[1]), str(key[2])): Decimal(str(value))
            for key, value in grouped.items()
            if isinstance(key, tuple)
        }
    return lambda period, part, basis: sums.get((period.key, part.code, str(basis)))


def _lines(evidence: Evidence, form: Form, part: Part, totals: _Totals) -> Iterator[AnnexLine]:
    if part.type.is_figure:
        yield from _figure_line(evidence, form, part, totals)
        return
    for statement in evidence.answers(part):
        note = "; ".join(filter(None, (statement.wording, statement.note)))
        yield AnnexLine(
            code=part.code,
            name=part.name,
            unit_name=evidence.office.unit(statement.unit).name,
            measure_unit="",
            value=statement.text,
            note=note,
        )


def _figure_line(
    evidence: Evidence, form: Form, part: Part, totals: _Totals
) -> Iterator[AnnexLine]:
    reported = {basis: evidence.reported(part, basis) for basis in Basis}
    facts = reported[part.main_basis] or reported[Basis.PLAN] or reported[Basis.YTD]
    if not facts:
        return
    now = _sum(reported[part.main_basis])
    series = tuple(totals(month, part, part.main_basis) for month in evidence.period.year_before)
    before = totals(evidence.period.previous, part, part.main_basis)
    last_year = Period(evidence.period.year - 1, evidence.period.month)
    year_ago = totals(last_year, part, part.main_basis)
    yield AnnexLine(
        code=part.code,
        name=part.name,
        unit_name=_reporter(evidence, form, facts),
        measure_unit=part.measure_unit,
        value=_shown(part, now),
        ytd=_shown(part, _sum(reported[Basis.YTD])),
        plan=_shown(part, _sum(reported[Basis.PLAN])),
        previous=_shown(part, before),
        change=None if now is None or before is None else now - before,
        last_year=_shown(part, year_ago),
        note=_note(facts),
        series=(*series, now) if sum(value is not None for value in series) >= _WORTH_IT else (),
    )


def _sum(facts: tuple[Fact, ...]) -> Decimal | None:
    return sum((fact.value for fact in facts), Decimal(0)) if facts else None


def _shown(part: Part, value: Decimal | None) -> str:
    if value is None:
        return ""
    return wording.percent(value) if part.type is ValueType.PERCENT else wording.plain_number(value)


def _reporter(evidence: Evidence, form: Form, facts: tuple[Fact, ...]) -> str:
    asked = evidence.units_by_form.get(form.code, ())
    if len(asked) > 1:
        return f"{form.group or form.title} ({len(facts)}/{len(asked)})"
    return evidence.office.unit(facts[0].unit).name


def _note(facts: tuple[Fact, ...]) -> str:
    estimated = "ước" if any(fact.is_estimate for fact in facts) else ""
    notes = [fact.note for fact in facts if fact.note]
    return "; ".join(filter(None, (estimated, *notes)))
