"""The value behind a figure: reported by one unit, summed over units, or computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from nghiquyet.model.expression import Expression, Reference, parse_expression
from nghiquyet.model.indicator import Basis, Part
from nghiquyet.model.submission import Fact
from nghiquyet.narrative.evidence import Evidence

_BASES = {"month": Basis.MONTH, "ytd": Basis.YTD, "plan": Basis.PLAN}


@dataclass(frozen=True)
class Quantity:
    """A value with everything it rests on.

    Attributes:
        value: the value, or None if it is missing.
        facts: what it was read from.
        formula: how it follows from several facts, in words; empty for a single one.
        absent: codes of the units asked for it whose value is not in.
    """

    value: Decimal | None
    facts: tuple[Fact, ...] = ()
    formula: str = ""
    absent: tuple[str, ...] = ()

    @property
    def estimated(self) -> bool:
        """Whether any fact under it is an estimate."""
        return any(fact.is_estimate for fact in self.facts)


def quantity(evidence: Evidence, part: Part) -> Quantity:
    """What is printed for ``part``: its computed value if it has a formula, else its own."""
    if part.compute:
        return _computed(evidence, parse_expression(part.compute))
    return _reported(evidence, part)


def _reported(evidence: Evidence, part: Part, basis: Basis | None = None) -> Quantity:
    facts = evidence.reported(part, basis)
    here = {fact.unit for fact in facts}
    units = evidence.reporters(part.code)
    absent = tuple(unit.code for unit in units if unit.code not in here)
    if not facts:
        return Quantity(None, absent=absent)
    formula = f"cộng {len(facts)}/{len(units)} đơn vị" if len(units) > 1 else ""
    total = sum((fact.value for fact in facts), Decimal(0))
    return Quantity(total, facts, formula, absent)


@dataclass
class _Terms:
    """Collects what an expression reads."""

    evidence: Evidence
    facts: list[Fact] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    missing: bool = False

    def resolve(self, reference: Reference) -> Decimal:
        part = self.evidence.catalogue.parts[reference.code]
        found = _reported(self.evidence, part, _BASES.get(reference.column))
        self.facts += found.facts
        self.absent += [code for code in found.absent if code not in self.absent]
        self.missing |= found.value is None
        return found.value or Decimal(0)


def _computed(evidence: Evidence, expression: Expression) -> Quantity:
    terms = _Terms(evidence)
    try:
        value: Any = expression.evaluate(
            terms.resolve, functions={"sum": lambda total: total}, constant=_exact
        )
    except (DivisionByZero, InvalidOperation):
        return Quantity(None, tuple(terms.facts), absent=tuple(terms.absent))
    if terms.missing:
        return Quantity(None, tuple(terms.facts), absent=tuple(terms.absent))
    formula = _in_words(evidence, expression)
    return Quantity(value, tuple(terms.facts), formula, tuple(terms.absent))


def _exact(literal: object) -> Decimal:
    return Decimal(str(literal))


def _in_words(evidence: Evidence, expression: Expression) -> str:
    names = {
        reference.code: evidence.catalogue.parts[reference.code].name
        for reference in expression.references
    }
    legend = "; ".join(f"{code}: {name}" for code, name in names.items())
    return f"{expression.text.replace('sum', 'tổng').replace(' * ', ' × ')} ({legend})"


def units_named(evidence: Evidence, codes: Sequence[str]) -> str:
    """Short names of units for a flag; a form that many units fill is named as one."""
    units = [evidence.office.unit(code) for code in codes]
    group = evidence.catalogue.forms[units[0].form].group if units else ""
    if group and len(units) > 3:
        return group
    return ", ".join(unit.short for unit in units)


def group_noun(evidence: Evidence, codes: Sequence[str]) -> str:
    """What one of many units is called where they are counted: «chi bộ», else «đơn vị»."""
    unit = evidence.office.unit(codes[0])
    group = evidence.catalogue.forms[unit.form].group.lower()
    return group.removeprefix("các ") if group else "đơn vị"
