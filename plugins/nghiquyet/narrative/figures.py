"""Figures and answers as they stand in a clause, with what each of them rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Any

from nghiquyet import wording
from nghiquyet.model.draft import Figure, Source, Span
from nghiquyet.model.indicator import Part
from nghiquyet.model.pattern import Placeholder
from nghiquyet.model.submission import Statement
from nghiquyet.narrative.answers import said
from nghiquyet.narrative.disclosure import confirmed_by, is_withheld, who_confirmed
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.quantities import (
    Quantity,
    coverage_remark,
    group_noun,
    quantity,
    units_named,
)

_HUNDREDTH = Decimal("0.01")


def _to_hundredths(value: Decimal) -> str:
    """``70.6911`` as ``70,69%``; a whole percent stays whole: ``100%``."""
    return wording.percent(value.quantize(_HUNDREDTH, ROUND_HALF_UP))


def _to_whole(value: Decimal) -> str:
    """``17.004`` as ``17%``; what is under half a percent is not made nothing."""
    return wording.percent(value, 0) if value >= Decimal("0.5") else _to_hundredths(value)


PRINTED: dict[str, Callable[[Decimal], str]] = {
    "dem": wording.padded_count,
    "so": wording.plain_number,
    "pt": wording.percent,
    "pt0": _to_whole,
    "pt2": _to_hundredths,
    "ty": wording.money,
    "trieu": wording.millions,
    "tien": wording.money,
}


@dataclass
class FigureWriter:
    """Writes the figures of one assessment and numbers them."""

    evidence: Evidence
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def number(self, part: Part, piece: Placeholder, *, whole: bool = False) -> Span | None:
        """A figure as the pattern prints it; None if it is zero or was not due.

        Args:
            part: the figure.
            piece: how it is printed.
            whole: whether a flag in its place stands for a whole clause.
        """
        found = quantity(self.evidence, part)
        if found.value is None:
            return self.missing(part, found.absent or self._unit_codes(part), whole=whole)
        if found.value == 0:
            return None
        text = PRINTED.get(piece.format, wording.plain_number)(found.value)
        withheld = is_withheld(self.evidence, part, found.value)
        if withheld:
            text = f"[CHỜ XÁC NHẬN – {units_named(self.evidence, self._unit_codes(part))}]"
        figure = self._figure(
            part,
            text,
            sources=self._sources(found),
            estimated=found.estimated,
            partial=found.is_partial,
            sensitive=part.sensitive,
            withheld=withheld,
            confirmed_by=confirmed_by(self.evidence, part, found.value),
            formula=found.formula,
            remark=self._remark(part, found),
        )
        return Span(text, figure)

    def words(self, part: Part) -> Span | None:
        """An answer as it is printed; None if it says that there was nothing."""
        statements = self.evidence.answers(part)
        if not statements:
            return self.missing(part, self._unit_codes(part), whole=True)
        statement = statements[0]
        text = said(part, statement)
        return None if text is None else self._answer(part, statement, text)

    def own_wording(self, parts: Sequence[Part]) -> Span | None:
        """The clause as the unit worded it, without the final stop."""
        for part in parts:
            for statement in self.evidence.answers(part):
                if statement.wording and said(part, statement) is not None:
                    return self._answer(part, statement, statement.wording.rstrip(" .;"))
        return None

    def coverage(self, part: Part) -> Span:
        """`` (28/30 chi bộ báo cáo)`` behind a sum that lacks some units; else nothing."""
        found = quantity(self.evidence, part)
        if not found.is_partial:
            return Span("")
        text = f" ({found.coverage} {group_noun(self.evidence, found.absent)} báo cáo)"
        counted = "đếm các đơn vị đã báo cáo"
        return Span(text, self._figure(part, text, sources=self._sources(found), formula=counted))

    def missing(self, part: Part, absent: Sequence[str], *, whole: bool) -> Span | None:
        """A flag, if the value was due: it is required, or its unit has not reported at all.

        One that stands for a ``whole`` clause says what the clause is about.
        """
        indicator = self.evidence.catalogue.indicator_of[part.code]
        unheard = [code for code in absent if code not in self.evidence.submissions]
        expected = indicator.core and indicator.falls_into(self.evidence.period) and unheard
        if not absent or not (part.required or expected):
            return None
        who = units_named(self.evidence, absent)
        # What stands in brackets tells the unit how to fill the row, not the office what it is.
        name = indicator.name.partition(" (")[0]
        what = "SỐ LIỆU" if part.type.is_figure else "NỘI DUNG"
        text = f"[CHƯA CÓ {what} – {who}: {name}]" if whole else f"[CHƯA CÓ {what} – {who}]"
        remark = f"Chưa có {part.code} “{part.name}” của {who}."
        return Span(text, self._figure(part, text, missing=True, remark=remark))

    def _answer(self, part: Part, statement: Statement, text: str) -> Span:
        cell = statement.wording.rstrip(" .;") if statement.wording else statement.text
        source = self.evidence.source(statement, cell)
        return Span(text, self._figure(part, text, sources=(source,), counted=False))

    def _sources(self, found: Quantity) -> tuple[Source, ...]:
        return tuple(
            self.evidence.source(fact, wording.plain_number(fact.value)) for fact in found.facts
        )

    def _remark(self, part: Part, found: Quantity) -> str:
        remarks = [coverage_remark(self.evidence, found)] if found.is_partial else []
        if part.sensitive and found.value is not None:
            remarks.append(who_confirmed(self.evidence, part, found.value))
        return " ".join(remarks)

    def _unit_codes(self, part: Part) -> tuple[str, ...]:
        return tuple(unit.code for unit in self.evidence.reporters(part.code))

    def _figure(self, part: Part, text: str, **details: Any) -> Figure:
        return Figure(id=f"f{next(self._numbers):03d}", code=part.code, text=text, **details)
