"""Clauses: an indicator's sentence pattern filled with what was reported.

Zero omits its clause, «không» and a silent verdict too; what is missing prints a flag that
names the unit. A clause that the unit worded itself is printed as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

from nghiquyet import wording
from nghiquyet.model.draft import Figure, Span
from nghiquyet.model.indicator import Clause, Indicator, Part
from nghiquyet.model.pattern import COVERAGE, Placeholder, parse_pattern
from nghiquyet.model.rule import Confirmation
from nghiquyet.narrative.answers import said
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.quantities import Quantity, group_noun, quantity, units_named

_PRINTED: dict[str, Callable[[Decimal], str]] = {
    "dem": wording.padded_count,
    "so": wording.plain_number,
    "pt": wording.percent,
    "pt0": lambda value: wording.percent(value, 0),
    "pt2": lambda value: wording.percent(value, 2),
    "ty": wording.billions,
    "trieu": wording.millions,
    "tien": wording.money,
}


FEW_PERSONS = 5
"""Fewer could point at a person: the usual bound of statistical offices for small cells."""


@dataclass
class ClauseWriter:
    """Writes the clauses of one assessment and numbers their figures."""

    evidence: Evidence
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

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
        own = self._own_wording(indicator)
        if own:
            return [own]
        first, *further = self._texts(clause, printed)
        texts = [self._fill(indicator, first)]
        texts += [
            spans for text in further if not _is_flagged(spans := self._fill(indicator, text))
        ]
        spans = _comma_joined([spans for spans in texts if spans])
        praised = spans and not _is_flagged(spans)
        if praised and clause.tail and not (clause.unless and self._is_positive(clause.unless)):
            spans.append(Span(clause.tail))
        return spans

    def _texts(self, clause: Clause, printed: Sequence[str]) -> tuple[str, ...]:
        if clause.lead and not set(clause.after) & set(printed):
            return (clause.lead, *clause.texts[1:])
        return clause.texts

    def _own_wording(self, indicator: Indicator) -> Span | None:
        """The clause as the unit worded it, without the final stop."""
        for part in indicator.parts:
            for statement in self.evidence.answers(part):
                if statement.wording and said(part, statement) is not None:
                    text = statement.wording.rstrip(" .;")
                    source = self.evidence.source(statement, text)
                    return Span(text, self._figure(part, text, sources=(source,), counted=False))
        return None

    def _is_positive(self, code: str) -> bool:
        value = quantity(self.evidence, self.evidence.catalogue.parts[code]).value
        return value is not None and value > 0

    def _fill(self, indicator: Indicator, pattern: str) -> list[Span]:
        pieces = parse_pattern(pattern)
        named = [
            indicator.part(piece.name)
            for piece in pieces
            if isinstance(piece, Placeholder) and not piece.is_variable
        ]
        flag = self._flag(indicator, named)
        if flag is not None:
            return [flag] if flag.text else []
        spans: list[Span] = []
        for piece in pieces:
            span = Span(piece) if isinstance(piece, str) else self._value(indicator, piece, named)
            if span is None:
                return []
            spans += [span] if span.text else []
        return spans

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
                span = self._number(part, Placeholder("n"), whole=True)
            else:
                span = self._words(part)
            if span is None:
                return Span("")
            if span.figure is not None and span.figure.missing:
                return span
        return None

    def _value(
        self, indicator: Indicator, piece: Placeholder, named: Sequence[Part]
    ) -> Span | None:
        if piece.name == COVERAGE:
            return self._coverage(indicator, named)
        if piece.is_variable:
            return Span(self._variable(piece.name, indicator, named))
        part = indicator.part(piece.name)
        return self._number(part, piece) if part.type.is_figure else self._words(part)

    def _number(self, part: Part, piece: Placeholder, *, whole: bool = False) -> Span | None:
        """A figure as the pattern prints it; None if it is zero or was not due."""
        found = quantity(self.evidence, part)
        if found.value is None:
            return self._missing(part, found.absent or self._unit_codes(part), whole=whole)
        if found.value == 0:
            return None
        text = _PRINTED.get(piece.format, wording.plain_number)(found.value)
        given = self._confirmation(part, found.value)
        withheld = part.sensitive and found.value < FEW_PERSONS and given is None
        if withheld:
            text = f"[CHỜ XÁC NHẬN – {units_named(self.evidence, self._unit_codes(part))}]"
        figure = self._figure(
            part,
            text,
            sources=tuple(
                self.evidence.source(fact, wording.plain_number(fact.value)) for fact in found.facts
            ),
            estimated=found.estimated,
            partial=_is_partial(found),
            sensitive=part.sensitive,
            withheld=withheld,
            confirmed_by=given.who if given is not None else "",
            formula=found.formula,
            remark=self._remark(part, found),
        )
        return Span(text, figure)

    def _remark(self, part: Part, found: Quantity) -> str:
        remarks = []
        if _is_partial(found):
            here = len({fact.unit for fact in found.facts})
            remarks.append(
                f"Mới có {here}/{here + len(found.absent)} đơn vị báo cáo; "
                f"thiếu {units_named(self.evidence, found.absent)}."
            )
        if part.sensitive and found.value is not None:
            remarks.append(self._who_confirmed(part, found.value))
        return " ".join(remarks)

    def _confirmation(self, part: Part, value: Decimal) -> Confirmation | None:
        return self.evidence.confirmation(part.code, value) if part.sensitive else None

    def _who_confirmed(self, part: Part, value: Decimal) -> str:
        given = self._confirmation(part, value)
        if given is not None:
            return f"Số liệu nhạy cảm; {given.who} đã xác nhận: {given.reason.rstrip('.')}."
        if value < FEW_PERSONS:
            return (
                f"Số liệu nhạy cảm ({part.code} “{part.name}”: {wording.plain_number(value)}), có "
                "thể chỉ rõ một người: chỉ in sau khi Văn phòng xác nhận."
            )
        return "Số liệu nhạy cảm: cân nhắc trước khi đưa vào văn bản."

    def _coverage(self, indicator: Indicator, named: Sequence[Part]) -> Span:
        """`` (28/30 chi bộ báo cáo)`` behind a sum that lacks some units; else nothing."""
        part = next((part for part in named if part.type.is_figure), indicator.parts[0])
        found = quantity(self.evidence, part)
        if not _is_partial(found):
            return Span("")
        here = len({fact.unit for fact in found.facts})
        whose = group_noun(self.evidence, found.absent)
        text = f" ({here}/{here + len(found.absent)} {whose} báo cáo)"
        sources = tuple(
            self.evidence.source(fact, wording.plain_number(fact.value)) for fact in found.facts
        )
        counted = "đếm các đơn vị đã báo cáo"
        return Span(text, self._figure(part, text, sources=sources, formula=counted))

    def _words(self, part: Part) -> Span | None:
        statements = self.evidence.answers(part)
        if not statements:
            return self._missing(part, self._unit_codes(part), whole=True)
        statement = statements[0]
        text = said(part, statement)
        if text is None:
            return None
        source = self.evidence.source(statement, statement.text)
        return Span(text, self._figure(part, text, sources=(source,), counted=False))

    def _unit_codes(self, part: Part) -> tuple[str, ...]:
        return tuple(unit.code for unit in self.evidence.reporters(part.code))

    def _missing(self, part: Part, absent: Sequence[str], *, whole: bool) -> Span | None:
        """A flag, if the value was due: it is required, or its unit has not reported at all.

        One that stands for a ``whole`` clause says what the clause is about.
        """
        core = self.evidence.catalogue.indicator_of[part.code].core
        unheard = [code for code in absent if code not in self.evidence.submissions]
        if not absent or not (part.required or (core and unheard)):
            return None
        who = units_named(self.evidence, absent)
        # What stands in brackets tells the unit how to fill the row, not the office what it is.
        name = self.evidence.catalogue.indicator_of[part.code].name.partition(" (")[0]
        what = "SỐ LIỆU" if part.type.is_figure else "NỘI DUNG"
        text = f"[CHƯA CÓ {what} – {who}: {name}]" if whole else f"[CHƯA CÓ {what} – {who}]"
        remark = f"Chưa có {part.code} “{part.name}” của {who}."
        return Span(text, self._figure(part, text, missing=True, remark=remark))

    def _variable(self, name: str, indicator: Indicator, named: Sequence[Part]) -> str:
        period, office = self.evidence.period, self.evidence.office
        match name:
            case "don_vi":
                units = self.evidence.reporters(indicator.code)
                return (units[0].in_text or units[0].name) if units else ""
            case "uoc":
                first = next(part for part in named if part.type.is_figure)
                return wording.reaches(quantity(self.evidence, first).estimated)
        return {
            "nam": str(period.year),
            "nam_truoc": str(period.year - 1),
            "nam_sau": str(period.year + 1),
            "thang": wording.month_number(period.month),
            "thang_nam": wording.month_and_year(period),
            "nk_dang": office.party_term,
            "nk_hdnd": office.council_term,
        }[name]

    def _figure(self, part: Part, text: str, **details: Any) -> Figure:
        return Figure(id=f"f{next(self._numbers):03d}", code=part.code, text=text, **details)


def _is_partial(found: Quantity) -> bool:
    return found.value is not None and bool(found.absent)


def _is_flagged(spans: Sequence[Span]) -> bool:
    return any(span.figure is not None and span.figure.missing for span in spans)


def _comma_joined(texts: Sequence[list[Span]]) -> list[Span]:
    spans: list[Span] = []
    for text in texts:
        spans += [Span(", "), *text] if spans else text
    return spans
