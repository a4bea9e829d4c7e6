"""Tasks from figures that leave their bounds: measured over a month's evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

from nghiquyet.catalogue.thresholds import ThresholdSpec
from nghiquyet.model.expression import Reference, parse_expression
from nghiquyet.model.indicator import Basis
from nghiquyet.model.submission import Fact
from nghiquyet.model.task import Reason, TaskClass
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.proposals_declared import Found
from nghiquyet.narrative.proposals_month import TaskMonth
from nghiquyet.wording import joined, month_and_year, month_number, plain_number

_BASES = {basis.value: basis for basis in Basis}
_PLACES = 2  # more decimals than a bound has say nothing
_FEW_UNITS = 2  # more are counted


@dataclass(frozen=True)
class Measured:
    """A threshold held against the month's figures.

    Attributes:
        spec: the threshold.
        value: what was measured; None if a figure is missing or the month is not looked at.
        bound: what it must not leave.
        units: names of the units that reported the figures.
        indicators: codes of the indicators that were read.
    """

    spec: ThresholdSpec
    value: Decimal | None = None
    bound: Decimal | None = None
    units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    @property
    def is_breached(self) -> bool:
        """Whether the figure left its bound."""
        if self.value is None or self.bound is None:
            return False
        return self.value < self.bound if self.spec.below else self.value > self.bound


def measure(evidence: Evidence, thresholds: Iterable[ThresholdSpec]) -> tuple[Measured, ...]:
    """Hold every threshold of the month against what was reported."""
    month = evidence.period.month
    return tuple(
        _measured(evidence, spec) if month in spec.months else Measured(spec) for spec in thresholds
    )


def _measured(evidence: Evidence, spec: ThresholdSpec) -> Measured:
    facts: list[Fact] = []
    value, bound = (_evaluated(evidence, text, facts) for text in (spec.value, spec.bound))
    reporters = dict.fromkeys(fact.unit for fact in facts)
    indicators = dict.fromkeys(
        evidence.catalogue.indicator_of[code].code for code in sorted(spec.codes)
    )
    names = tuple(evidence.office.unit(unit).name for unit in reporters)
    return Measured(spec, value, bound, names, tuple(indicators))


def _evaluated(evidence: Evidence, text: str, facts: list[Fact]) -> Decimal | None:
    """The value of an expression, or None; ``facts`` collects what it read."""
    missing = False

    def resolve(reference: Reference) -> Decimal:
        nonlocal missing
        part = evidence.catalogue.parts[reference.code]
        found = evidence.reported(part, _BASES.get(reference.column))
        missing |= not found
        facts.extend(found)
        return sum((fact.value for fact in found), Decimal(0))

    try:
        value = parse_expression(text).evaluate(
            resolve,
            variables={"month": Decimal(evidence.period.month)},
            functions={"sum": lambda total: total},
            constant=lambda literal: Decimal(str(literal)),
        )
    except (DivisionByZero, InvalidOperation):
        return None
    return None if missing else Decimal(value)


def from_thresholds(month: TaskMonth, measured: Iterable[Measured]) -> Iterator[Found]:
    """A task for every figure that left its bound; the others are kept with their figure."""
    for one in measured:
        reason = Reason(TaskClass.CARRY_OVER, "threshold", one.spec.key, _told(month, one))
        if one.is_breached:
            reasons = (reason, *month.continued(one.indicators))
            yield month.propose(f"threshold:{one.spec.key}", one.spec, reasons)
        else:
            yield reason


def _told(month: TaskMonth, one: Measured) -> str:
    spec = one.spec
    if month.period.month not in spec.months:
        looked_at = joined(map(month_number, spec.months))
        return f"{spec.name}: chỉ so với ngưỡng khi đánh giá tháng {looked_at}"
    if one.value is None or one.bound is None:
        return f"{spec.name}: tháng {month_and_year(month.period)} chưa có số liệu để so với ngưỡng"
    side = "dưới" if spec.below else "vượt"
    relation = side if one.is_breached else f"không {side}"
    value, bound = (_printed(number, spec.measure_unit) for number in (one.value, one.bound))
    return (
        f"{spec.name} tháng {month_and_year(month.period)} là {value}, {relation} mức {bound} "
        f"({_reporters(one.units)} báo cáo)"
    )


def _reporters(units: tuple[str, ...]) -> str:
    """The units by name, or how many they are where many report one figure."""
    return joined(units) if len(units) <= _FEW_UNITS else f"{len(units)} đơn vị"


def _printed(number: Decimal, measure_unit: str) -> str:
    text = plain_number(round(number, _PLACES))
    return f"{text}%" if measure_unit == "%" else f"{text} {measure_unit}".strip()
