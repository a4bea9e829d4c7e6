"""The reviewer at work: every rule over a draft, and what becomes lines of the review sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from nghiquyet.catalogue.style import AnyStyle, StyleRules
from nghiquyet.model.draft import ReviewLine, Section
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity
from nghiquyet.narrative.reviewing.almanac import anniversaries, lunar_years
from nghiquyet.narrative.reviewing.capitals import sentence_capitals
from nghiquyet.narrative.reviewing.case import Case, Hit
from nghiquyet.narrative.reviewing.documents import (
    early_summaries,
    later_documents,
    malformed_codes,
)
from nghiquyet.narrative.reviewing.figures import contradicted_figures, denied_figures
from nghiquyet.narrative.reviewing.marks import final_stops, item_dashes, unpaired
from nghiquyet.narrative.reviewing.names import misspelt_names, name_capitals, near_names
from nghiquyet.narrative.reviewing.repetitions import duplicates
from nghiquyet.narrative.reviewing.shares import wrong_shares
from nghiquyet.narrative.reviewing.spelling import misspelt_syllables
from nghiquyet.narrative.reviewing.states import task_states
from nghiquyet.narrative.reviewing.terms import other_terms
from nghiquyet.narrative.reviewing.times import other_months, other_years, school_years
from nghiquyet.narrative.reviewing.words import repeated_words, variants, words

FINDERS: Mapping[str, Callable[[Any, Case], Iterable[Hit]]] = {
    "anniversary": anniversaries,
    "contradicted-figure": contradicted_figures,
    "denied-figure": denied_figures,
    "duplicates": duplicates,
    "early-summary": early_summaries,
    "final-stop": final_stops,
    "item-dash": item_dashes,
    "later-document": later_documents,
    "lunar-year": lunar_years,
    "malformed-code": malformed_codes,
    "misspelt-name": misspelt_names,
    "misspelt-syllable": misspelt_syllables,
    "name-capitals": name_capitals,
    "near-name": near_names,
    "other-month": other_months,
    "other-term": other_terms,
    "other-year": other_years,
    "repeated-words": repeated_words,
    "school-year": school_years,
    "sentence-capitals": sentence_capitals,
    "task-state": task_states,
    "unpaired": unpaired,
    "variants": variants,
    "words": words,
    "wrong-share": wrong_shares,
}


def review_wording(case: Case, rules: StyleRules) -> tuple[ReviewLine, ...]:
    """Everything odd in a draft, rule by rule.

    Of two rules of one kind that speak of the same words only the first one does.
    """
    spoken_of: dict[tuple[str, int], list[range]] = {}
    lines = []
    for rule in rules.rules:
        if rule.since and case.period < Period.parse(rule.since):
            continue
        own = list(_once(FINDERS[rule.finds](rule, case)))
        for hit in own:
            earlier = spoken_of.get((rule.kind, id(hit.passage)), ())
            if not any(_overlap(hit, span) for span in earlier):
                lines.append(_line(rule, hit))
        for hit in own:
            span = range(hit.start, hit.start + len(hit.quote))
            spoken_of.setdefault((rule.kind, id(hit.passage)), []).append(span)
    return tuple(lines)


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Every oddity once, however many ways there are to it."""
    seen: set[tuple[int, int, str]] = set()
    for hit in hits:
        key = (id(hit.passage), hit.start, hit.quote)
        if key not in seen:
            seen.add(key)
            yield hit


def _overlap(hit: Hit, span: range) -> bool:
    return hit.start < span.stop and span.start < hit.start + len(hit.quote)


def _line(rule: AnyStyle, hit: Hit) -> ReviewLine:
    message = rule.message.format(quote=hit.quote, expected=hit.expected, **hit.fills)
    return ReviewLine(
        "wording",
        rule.severity,
        hit.passage.place,
        message,
        rule.id,
        quote=hit.quote,
        block=hit.passage.block,
    )


def review_titles(first: Section, second: Section) -> tuple[ReviewLine, ...]:
    """Sub-sections that the two sections call by different names."""
    return tuple(
        ReviewLine(
            "wording",
            Severity.INFO,
            f"{one.code} và {other.code}",
            f"Hai tên mục khác nhau: “{one.title}” và “{other.title}”. Nên thống nhất một tên.",
            "TEN-MUC",
        )
        for one, other in zip(first.sub_sections, second.sub_sections, strict=False)
        if one.title != other.title
    )
