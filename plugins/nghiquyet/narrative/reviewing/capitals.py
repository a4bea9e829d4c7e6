"""Capitals where a sentence begins, and where none does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nghiquyet.catalogue.style_entries import SMALL, SentenceCapitals
from nghiquyet.narrative.reviewing.case import Case, Hit

_SMALL_START = re.compile(
    rf"(?:^|(?<=[\w”)%][.?])\s+)(?P<quote>{SMALL}[^\s.;,]*(?:\s[^\s.;,]+){{0,2}})"
)
_ABBREVIATED = re.compile(r"(?:\bv\.v|\bTP|\bTS|\bThS|\bđ/c|\bsố|\bSt|\b[A-ZĐ])\.\s*$")


def sentence_capitals(rule: SentenceCapitals, case: Case) -> Iterator[Hit]:
    """Sentences that begin small, and clauses within one that begin with a capital verb."""
    verbs = "|".join(map(re.escape, rule.verbs))
    capital = re.compile(rf"(?<=[;,])\s+(?P<quote>(?:{verbs})(?!\w|\s+số)(?:\s[^\W\d_]+)?)")
    for passage in case.prose:
        for match in _SMALL_START.finditer(passage.text):
            if not _ABBREVIATED.search(passage.text[: match.start("quote")]):
                yield Hit(passage, match["quote"], match.start("quote"))
        for match in capital.finditer(passage.text):
            if not passage.is_quoted(match.start("quote")):
                yield Hit(passage, match["quote"], match.start("quote"))
