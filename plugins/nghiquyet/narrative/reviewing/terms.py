"""Terms of office: of the council, of the Party Committee, of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nghiquyet.catalogue.style_times import OtherTerm
from nghiquyet.narrative.reviewing.case import Case, Hit, any_of
from nghiquyet.narrative.reviewing.contexts import is_meant
from nghiquyet.narrative.reviewing.passages import Passage

_TERM = re.compile(
    r"nhiệm kỳ\s*(?:\w+\s*)?\(?\s*(?P<years>(?P<first>20\d\d)\s*[-–—]\s*(?P<last>20\d\d))",
    re.IGNORECASE,
)


def other_terms(rule: OtherTerm, case: Case) -> Iterator[Hit]:
    """Terms that are over, or that whoever is spoken of does not have."""
    for passage in case.passages:
        for match in _TERM.finditer(passage.text):
            right = _right_term(rule, case, passage, match)
            if right and not is_meant(rule, passage, match, last=True):
                yield Hit(passage, match["years"], match.start("years"), right)


def _right_term(rule: OtherTerm, case: Case, passage: Passage, match: re.Match[str]) -> str:
    """The term that would be right; empty if the one told may be."""
    before = passage.around(match)[0]
    office, first, last = case.office, int(match["first"]), int(match["last"])
    whose = max(
        (found.end(), kind)
        for kind, words in (
            ("", ()), ("council", rule.council), ("party", rule.party), ("short", rule.short)
        )
        for found in (any_of(words).finditer(before) if words else [re.match("", before)])
        if found
    )[1]  # fmt: skip
    if whose in ("council", "party"):
        right = office.council_term if whose == "council" else office.party_term
        return right if f"{first}–{last}" != right else ""
    wrong_span = last - first > 5 if whose == "short" else last - first != 5
    if last < case.period.year or wrong_span:
        return f"{office.party_term}; {office.council_term}"
    return ""
