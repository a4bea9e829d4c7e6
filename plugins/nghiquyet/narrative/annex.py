"""The annex: every figure and answer beside last month's and last year's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from nghiquyet import wording
from nghiquyet.model.draft import AnnexLine
from nghiquyet.model.indicator import Basis, Form, Part, ValueType
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Fact
from nghiquyet.narrative.disclosure import FEW_PERSONS, is_withheld
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.quantities import Quantity, quantity


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
_WAITING = "[CHỜ XÁC NHẬN]"
_FEW = f"dưới {FEW_PERSONS}"
"""Stands for a low count about persons that the office has not confirmed for this month."""
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
    found = quantity(evidence, part)
    if not facts and found.value is None:
        return
    now = _sum(reported[part.main_basis])
    if now is None and part.compute:
        now = _to_hundredths(part, found.value)
    period = evidence.period
    series = tuple(totals(month, part, part.main_basis) for month in period.year_before)
    before = totals(period.previous, part, part.main_basis)
    year_ago = totals(Period(period.year - 1, period.month), part, part.main_basis)
    hidden = any(_is_hidden(evidence, part, value) for value in (*series, now))
    charted = not hidden and sum(value is not None for value in series) >= _WORTH_IT
    yield AnnexLine(
        code=part.code,
        name=part.name,
        unit_name=_reporter(evidence, form, part, facts),
        measure_unit=part.measure_unit,
        value=_shown(evidence, part, now, _WAITING),
        ytd=_shown(evidence, part, _sum(reported[Basis.YTD])),
        plan=_shown(evidence, part, _sum(reported[Basis.PLAN])),
        previous=_shown(evidence, part, before),
        change=None if now is None or before is None or hidden else now - before,
        last_year=_shown(evidence, part, year_ago),
        note=_note(part, facts, found, now),
        series=(*series, now) if charted else (),
    )


def _sum(facts: tuple[Fact, ...]) -> Decimal | None:
    return sum((fact.value for fact in facts), Decimal(0)) if facts else None


def _to_hundredths(part: Part, value: Decimal | None) -> Decimal | None:
    """A computed share without the digits that nobody reads."""
    if value is None or part.type is not ValueType.PERCENT:
        return value
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()


def _is_hidden(evidence: Evidence, part: Part, value: Decimal | None) -> bool:
    return value is not None and is_withheld(evidence, part, value)


def _shown(evidence: Evidence, part: Part, value: Decimal | None, hidden: str = _FEW) -> str:
    if value is None:
        return ""
    if _is_hidden(evidence, part, value):
        return hidden
    return wording.percent(value) if part.type is ValueType.PERCENT else wording.plain_number(value)


def _reporter(evidence: Evidence, form: Form, part: Part, facts: tuple[Fact, ...]) -> str:
    asked = evidence.units_by_form.get(form.code, ())
    if len(asked) > 1:
        return f"{form.group or form.title} ({len(facts)}/{len(asked)})"
    return asked[0].name if asked else evidence.office.unit(facts[0].unit).name


def _note(part: Part, facts: tuple[Fact, ...], found: Quantity, now: Decimal | None) -> str:
    """Estimate, what Section I prints instead of the unit's own value, its explanation."""
    notes = ["ước" if any(fact.is_estimate for fact in (*facts, *found.facts)) else ""]
    exact = found.value if part.compute else None
    if exact is not None and now is not None and not _rounds_to(exact, now):
        told = wording.plain_number(_to_hundredths(part, exact) or exact)
        notes.append(f"Mục I tính từ số liệu gốc: {told}")
    notes += [fact.note for fact in facts]
    return "; ".join(filter(None, notes))


def _rounds_to(exact: Decimal, told: Decimal) -> bool:
    """Whether a unit's own value is the computed one with fewer decimals."""
    exponent = min(0, int(told.normalize().as_tuple().exponent))
    return exact.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) == told
