"""The value behind a figure: reported by one unit, summed over units, or computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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

    @property
    def is_partial(self) -> bool:
        """Whether it lacks some of the units that were asked for it."""
        return self.value is not None and bool(self.absent)

    @property
    def coverage(self) -> str:
        """How many of the units that were asked are in it, such as ``28/30``."""
        here = len({fact.unit for fact in self.facts})
        return f"{here}/{here + len(self.absent)}"


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


def _computed(evidence: Evidence, expression: Expression) -> Quantity:
    terms = {each: _referred(evidence, each) for each in expression.references}
    whole = _whole_units(evidence, terms)
    kept = {
        each: tuple(fact for fact in found.facts if fact.unit in whole)
        for each, found in terms.items()
    }
    facts = tuple(fact for own in kept.values() for fact in own)
    absent = tuple(code for code in _asked(evidence, terms) if code not in whole)
    if not all(kept.values()):
        return Quantity(None, facts, absent=absent)

    def total(reference: Reference) -> Decimal:
        return sum((fact.value for fact in kept[reference]), Decimal(0))

    try:
        value: Any = expression.evaluate(
            total, functions={"sum": lambda total: total}, constant=_exact
        )
    except (DivisionByZero, InvalidOperation):
        return Quantity(None, facts, absent=absent)
    return Quantity(value, facts, _in_words(evidence, expression), absent)


def _referred(evidence: Evidence, reference: Reference) -> Quantity:
    part = evidence.catalogue.parts[reference.code]
    return _reported(evidence, part, _BASES.get(reference.column))


def _asked(evidence: Evidence, terms: Mapping[Reference, Quantity]) -> dict[str, None]:
    return dict.fromkeys(unit.code for each in terms for unit in evidence.reporters(each.code))


def _whole_units(evidence: Evidence, terms: Mapping[Reference, Quantity]) -> frozenset[str]:
    """Units that gave every term asked of them: half a rate would distort the whole."""
    lacking = {code for found in terms.values() for code in found.absent}
    return frozenset(_asked(evidence, terms)) - lacking


def _exact(literal: object) -> Decimal:
    return Decimal(str(literal))


def _in_words(evidence: Evidence, expression: Expression) -> str:
    names = {
        reference.code: evidence.catalogue.parts[reference.code].name
        for reference in expression.references
    }
    legend = "; ".join(f"{code}: {name}" for code, name in names.items())
    return f"{expression.text.replace('sum', 'tổng').replace(' * ', ' × ')} ({legend})"


def coverage_remark(evidence: Evidence, found: Quantity) -> str:
    """How many units a sum rests on and which are not in it."""
    return f"Mới có {found.coverage} đơn vị báo cáo; thiếu {units_named(evidence, found.absent)}."


def units_named(evidence: Evidence, codes: Sequence[str]) -> str:
    """Short names of units; all the units of a form that many fill are named as one."""
    units = [evidence.office.unit(code) for code in codes]
    form = evidence.catalogue.forms[units[0].form] if units else None
    if form and form.group and len(units) == len(evidence.units_by_form[form.code]):
        return form.group
    return ", ".join(unit.short for unit in units)


def group_noun(evidence: Evidence, codes: Sequence[str]) -> str:
    """What one of many units is called where they are counted: «chi bộ», else «đơn vị»."""
    unit = evidence.office.unit(codes[0])
    group = evidence.catalogue.forms[unit.form].group.lower()
    return group.removeprefix("các ") if group else "đơn vị"
