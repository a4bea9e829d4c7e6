"""The annex: every figure and answer beside last month's and last year's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Compared:
    """A part's main value among those of the thirteen months that end with it."""

    now: Decimal | None
    series: tuple[Decimal | None, ...]
    hidden: bool

    @property
    def charted(self) -> tuple[Decimal | None, ...]:
        known = sum(value is not None for value in self.series)
        return (*self.series, self.now) if known >= _WORTH_IT and not self.hidden else ()

    @property
    def change(self) -> Decimal | None:
        before = self.series[-1]
        return None if self.hidden or self.now is None or before is None else self.now - before


def _compared(evidence: Evidence, part: Part, now: Decimal | None, totals: _Totals) -> _Compared:
    months = evidence.period.year_before
    series = tuple(totals(month, part, part.main_basis) for month in months)
    hidden = any(_is_hidden(evidence, part, value) for value in (*series, now))
    return _Compared(now, series, hidden)


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
    compared = _compared(evidence, part, now, totals)
    since_january = _sum(reported[Basis.YTD])
    of_the_month = part.main_basis is Basis.MONTH
    counts_anew = not of_the_month and evidence.period.month == 1
    yield AnnexLine(
        code=part.code,
        name=part.name,
        unit_name=_reporter(evidence, form, facts),
        measure_unit=part.measure_unit,
        value=_shown(evidence, part, now, _WAITING) if of_the_month else "",
        ytd=_shown(evidence, part, now if part.main_basis is Basis.YTD else since_january),
        plan=_shown(evidence, part, _sum(reported[Basis.PLAN])),
        previous=_shown(evidence, part, compared.series[-1]),
        change=None if counts_anew else compared.change,
        last_year=_shown(evidence, part, compared.series[0]),
        note=_note(part, facts, found, now),
        series=compared.charted,
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


def _reporter(evidence: Evidence, form: Form, facts: tuple[Fact, ...]) -> str:
    asked = evidence.units_by_form.get(form.code, ())
    if len(asked) > 1:
        return form.group or form.title
    return asked[0].name if asked else evidence.office.unit(facts[0].unit).name


def _note(part: Part, facts: tuple[Fact, ...], found: Quantity, now: Decimal | None) -> str:
    """Estimate, lacking units, what Section I prints in place of the unit's value, its words."""
    notes = ["ước" if any(fact.is_estimate for fact in (*facts, *found.facts)) else ""]
    if found.is_partial:
        notes.append(f"mới có {found.coverage} đơn vị")
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
