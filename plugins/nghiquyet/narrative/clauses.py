"""Clauses: an indicator's sentence pattern filled with what was reported.

Zero omits its clause, «không» and a silent verdict too; what is missing prints a flag that
names the unit. A clause that the unit worded itself is printed as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nghiquyet import wording
from nghiquyet.model.draft import Span
from nghiquyet.model.indicator import Clause, Indicator, Part
from nghiquyet.model.pattern import COVERAGE, HANGING, Placeholder, parse_pattern
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.figures import FigureWriter
from nghiquyet.narrative.quantities import quantity

_REACHES = re.compile(r"(?:đạt|còn|bằng|được) $")
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass
class ClauseWriter:
    """Writes the clauses of one assessment and numbers their figures."""

    evidence: Evidence
    figures: FigureWriter = field(init=False)

    def __post_init__(self) -> None:
        self.figures = FigureWriter(self.evidence)

    def write(self, code: str, printed: Sequence[str], *, needs_met: bool = True) -> list[Span]:
        """The clause of an indicator in mid-sentence form.

        Args:
            code: the indicator.
            printed: codes printed earlier in the same sentence.
            needs_met: whether the clause it hangs on was printed.

        Returns:
            Its spans; empty if nothing is to be said.
        """
        indicator = self.evidence.catalogue.indicators[code]
        clause = indicator.clause
        if clause is None or not needs_met:
            return []
        own = self.figures.own_wording(indicator.parts)
        if own:
            return [own]
        in_full = not set(clause.after) & set(printed)
        spans = self._said(indicator, clause, in_full=in_full)
        whole_flag = bool(spans) and _is_flag(spans[0])
        if clause.subject and in_full and spans and not whole_flag:
            spans.insert(0, Span(f"{clause.subject} "))
        praised = spans and not _is_flagged(spans)
        if praised and clause.tail and not (clause.unless and self._is_positive(clause.unless)):
            spans.append(Span(clause.tail))
        return spans

    def _said(self, indicator: Indicator, clause: Clause, *, in_full: bool) -> list[Span]:
        """The texts of a clause that have something to say, joined by commas."""
        spans: list[Span] = []
        before: list[Span] = []
        for place, text in enumerate(clause.texts):
            hangs = text.startswith(HANGING)
            pattern = clause.lead if clause.lead and in_full and place == 0 else text
            own = [] if hangs and not before else self._fill(indicator, pattern, hangs=hangs)
            before = [] if place and _is_flagged(own) else own
            spans += [Span(", "), *before] if spans and before else before
        return spans

    def _is_positive(self, code: str) -> bool:
        value = quantity(self.evidence, self.evidence.catalogue.parts[code]).value
        return value is not None and value > 0

    def _fill(self, indicator: Indicator, pattern: str, *, hangs: bool) -> list[Span]:
        pieces = parse_pattern(pattern.removeprefix(HANGING))
        named = [
            indicator.part(piece.name)
            for piece in pieces
            if isinstance(piece, Placeholder) and not piece.is_variable
        ]
        flag = self._flag(indicator, named)
        if flag is not None:
            return [flag] if flag.text else []
        hedged = Placeholder("uoc") in pieces or self._is_under_a_hedge(indicator, hangs=hangs)
        spans: list[Span] = []
        for piece in pieces:
            span = Span(piece) if isinstance(piece, str) else self._value(indicator, piece, named)
            if span is None:
                return []
            if span.figure and span.figure.estimated and not span.figure.withheld and not hedged:
                _hedge(spans)
            spans += [span] if span.text else []
        return spans

    def _is_under_a_hedge(self, indicator: Indicator, *, hangs: bool) -> bool:
        """Whether «ước» before a figure that this one stands behind speaks for both."""
        clause = indicator.clause
        if clause is not None and clause.needs:
            carrier = self.evidence.catalogue.indicators[clause.needs]
        elif hangs:
            carrier = indicator
        else:
            return False
        first = next(part for part in carrier.parts if part.type.is_figure)
        return quantity(self.evidence, first).estimated

    def _flag(self, indicator: Indicator, named: Sequence[Part]) -> Span | None:
        """What stands for a clause whose words are missing, or that nothing is said of.

        A missing figure is flagged in its place; missing words flag the whole clause, and so
        does what is missing behind a house phrase that prints no value at all.

        Returns:
            None if the clause is printed, a flag, or an empty span if it is omitted.
        """
        for part in [part for part in named if not part.type.is_figure] or (
            [] if named else indicator.parts[:1]
        ):
            if part.type.is_figure:
                span = self.figures.number(part, Placeholder("n"), whole=True)
            else:
                span = self.figures.words(part)
            if span is None:
                return Span("")
            if span.figure is not None and span.figure.missing:
                return span
        return None

    def _value(
        self, indicator: Indicator, piece: Placeholder, named: Sequence[Part]
    ) -> Span | None:
        if piece.name == COVERAGE:
            return self.figures.coverage(_first_figure(named, indicator))
        if piece.is_variable:
            return Span(self._variable(piece.name, indicator, named))
        part = indicator.part(piece.name)
        if part.type.is_figure:
            return self.figures.number(part, piece)
        return self.figures.words(part)

    def _variable(self, name: str, indicator: Indicator, named: Sequence[Part]) -> str:
        period, office = self.evidence.period, self.evidence.office
        match name:
            case "don_vi":
                units = self.evidence.reporters(indicator.code)
                return (units[0].in_text or units[0].name) if units else ""
            case "uoc":
                first = _first_figure(named, indicator)
                return wording.reaches(quantity(self.evidence, first).estimated)
            case "nam" | "nam_tuyen_quan":
                return self._named_year(indicator) or wording.period_words(period)[name]
            case "nk_dang":
                return office.party_term
            case "nk_hdnd":
                return office.council_term
        return wording.period_words(period)[name]

    def _named_year(self, indicator: Indicator) -> str:
        """The year that the unit's answer names, if it is one of the two that may be meant.

        In December a programme may be the next year's already; an older year is a stale form's.
        """
        answers = [item.text for part in indicator.parts for item in self.evidence.answers(part)]
        years = {year for text in answers for year in _YEAR.findall(text)}
        this = self.evidence.period.year
        meant = years & {str(this), str(this + 1)}
        return meant.pop() if len(meant) == 1 else ""


def _first_figure(named: Sequence[Part], indicator: Indicator) -> Part:
    return next((part for part in named if part.type.is_figure), indicator.parts[0])


def _hedge(spans: list[Span]) -> None:
    """Put «ước» before an estimate: before the verb that leads to it, or before the number."""
    before = spans[-1].text if spans and spans[-1].figure is None else ""
    verb = _REACHES.search(before)
    if verb is None:
        spans.append(Span("ước "))
    else:
        spans[-1] = Span(f"{before[: verb.start()]}ước {verb[0]}")


def _is_flag(span: Span) -> bool:
    return span.figure is not None and span.figure.missing


def _is_flagged(spans: Sequence[Span]) -> bool:
    return any(_is_flag(span) for span in spans)
