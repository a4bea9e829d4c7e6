"""R8: a figure far from what the unit itself has reported before.

Figures are compared by their ratio, so on a logarithmic scale: a robust z-score of the median
and the median deviation over the months in which something happened.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from nghiquyet.catalogue.detectors import HistoryEntry, OutlierEntry, PlanEntry, SlipEntry
from nghiquyet.model.indicator import Basis, ValueType
from nghiquyet.model.period import Period
from nghiquyet.model.submission import CellReading
from nghiquyet.validation.detectors.cases import Case, Hit
from nghiquyet.wording import money, plain_number

Series = Sequence[tuple[Period, Decimal]]
"""A figure's earlier months, oldest first."""

_USUAL, _LAST_MONTH = "mức thường thấy", "số tháng trước"
_SIGMAS = 0.6745  # median deviations of a normal distribution in one standard deviation


@dataclass(frozen=True)
class Appraisal:
    """How a figure lies beside its own past.

    Attributes:
        usual: what is usual.
        times: how many times that the figure is.
        power: the figure looks like the usual one times ten to this power; 0 if it does not.
        slip: so far off that the wrong unit of measure is likelier than a true figure.
        than: what it is compared with, in words.
    """

    usual: Decimal
    times: float
    power: int
    slip: bool
    than: str = _USUAL

    @property
    def ratio(self) -> str:
        """How many times the usual figure it is, in words."""
        factor = Decimal(10) ** abs(self.power)
        if not self.power:
            factor = Decimal(round(max(self.times, 1 / self.times)))
        told = plain_number(factor)
        return f"gấp khoảng {told} lần" if self.times > 1 else f"chỉ bằng khoảng 1/{told}"


def appraise(
    value: Decimal, past: Series, period: Period, entry: HistoryEntry, *, counted: bool
) -> Appraisal | None:
    """What is odd in a figure; None if nothing is, or if too little is known.

    Args:
        value: the figure; zero is never odd here.
        past: what was reported in earlier months.
        period: month of the figure.
        entry: the rule's thresholds.
        counted: the figure is a count, which varies by its own square root.
    """
    known = [(when, amount) for when, amount in past if amount > 0]
    if value <= 0 or not known:
        return None
    always = entry.always_from if isinstance(entry, SlipEntry) else math.inf
    if len(known) < entry.months_needed:
        last = known[-1][1]
        return _beside_last_month(value, last, entry) if isinstance(entry, SlipEntry) else None
    logs = [math.log(amount) for _, amount in known]
    centre, here = median(logs), math.log(value)
    noise = math.exp(-centre / 2) if counted else 0.0
    deviation = median(abs(each - centre) for each in logs) * (1 + entry.caution / len(logs))
    reach = entry.threshold * max(deviation, noise, entry.floor) / _SIGMAS
    usual, last = median(amount for _, amount in known), known[-1][1]
    slip = _slip(value, ((usual, _USUAL), (last, _LAST_MONTH)), entry.band)
    if abs(here - centre) < reach and (slip is None or abs(slip.power) < always):
        return None
    a_year_ago = dict(known).get(Period(period.year - 1, period.month))
    if a_year_ago is not None and abs(here - math.log(a_year_ago)) < reach:
        return None
    return slip or Appraisal(usual, float(value / usual), 0, False)


def _beside_last_month(value: Decimal, last: Decimal, entry: SlipEntry) -> Appraisal | None:
    """With a short past only what looks like a slip is told."""
    slip = _slip(value, ((last, _LAST_MONTH),), entry.band)
    if slip is not None and (last >= entry.tight_from or abs(slip.power) >= entry.always_from):
        return slip
    distance = math.log(value) - math.log(last)
    if last < entry.tight_from or abs(distance) < math.log(entry.beyond):
        return None
    return Appraisal(last, math.exp(distance), 0, True, _LAST_MONTH)


def _slip(value: Decimal, beside: Sequence[tuple[Decimal, str]], band: float) -> Appraisal | None:
    """What is nearest to a power of ten beside one of several figures; None outside the band.

    Args:
        value: the figure.
        beside: each of the others with its name, the first one preferred.
        band: how far (as a factor) a ratio may lie from a power of ten.
    """
    found = []
    for amount, than in beside:
        distance = math.log(value) - math.log(amount)
        power = round(distance / math.log(10))
        off = abs(distance - power * math.log(10))
        if power and off <= math.log(band):
            found.append((off, Appraisal(amount, float(value / amount), power, True, than)))
    return min(found, key=lambda each: each[0])[1] if found else None


def outliers(entry: OutlierEntry, case: Case) -> Iterator[Hit]:
    """Figures far from the unit's own history that look like no slip of the unit of measure."""
    for cell, kind, found in _appraised(entry, case):
        if not found.slip:
            yield _hit(cell, kind, found, {"way": "cao" if found.times > 1 else "thấp"})


def slips(entry: SlipEntry, case: Case) -> Iterator[Hit]:
    """Figures that are ten, a hundred, a thousand … times what is usual, or that part of it."""
    for cell, kind, found in _appraised(entry, case):
        if found.slip:
            yield _hit(cell, kind, found, {"ratio": found.ratio, "than": found.than})


def _appraised(
    entry: HistoryEntry, case: Case
) -> Iterator[tuple[CellReading, ValueType, Appraisal]]:
    for part in case.form.parts:
        past = case.candidate.history.get((part.code, Basis.MONTH), ())
        cell = case.candidate.cell(part.code, Basis.MONTH) if past else None
        if cell is None or not isinstance(cell.value, Decimal):
            continue
        counted = part.type is ValueType.INTEGER
        found = appraise(cell.value, past, case.period, entry, counted=counted)
        if found is not None:
            yield cell, part.type, found


def _hit(cell: CellReading, kind: ValueType, found: Appraisal, fills: dict[str, str]) -> Hit:
    usual = _told(found.usual, kind)
    return Hit(cell, _exact(cell), usual, {"usual": usual, **fills})


def changed_plans(_: PlanEntry, case: Case) -> Iterator[Hit]:
    """Plans of the year that are no longer what they were last time they were reported."""
    for part in case.form.parts:
        past = case.candidate.history.get((part.code, Basis.PLAN), ())
        cell = case.candidate.cell(part.code, Basis.PLAN) if past else None
        if cell is None or not isinstance(cell.value, Decimal):
            continue
        when, before = past[-1]
        if when.year == case.period.year and before != cell.value:
            month = f"{when.month:02d}/{when.year}"
            yield Hit(cell, _exact(cell), plain_number(before), {"month": month})


def _exact(cell: CellReading) -> str:
    return plain_number(cell.value) if isinstance(cell.value, Decimal) else cell.raw


def _told(usual: Decimal, kind: ValueType) -> str:
    """What is usual, rounded as one would say it."""
    if kind is ValueType.MONEY:
        return money(usual)
    return plain_number(usual, 0 if usual >= 100 or kind is ValueType.INTEGER else 1)
