"""Clauses that say nearly the same, and how alike two clauses are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from viet_text_tools import normalize_diacritics

from nghiquyet.catalogue.style_entries import CAPITAL, Duplicates
from nghiquyet.narrative.reviewing.case import Case, Hit, any_of
from nghiquyet.narrative.reviewing.passages import Passage

_MARKS = re.compile(rf"\b\d{{1,2}}/\d{{1,2}}\b|\bthứ \w+|\b(?!20\d\d)\d+\b|\bNgày {CAPITAL}\w+")
"""What tells two like things apart: «đợt 03/2», «lần thứ hai», «Ngày Pháp luật Việt Nam»."""
_OCCASION = re.compile(r"(?:Tết|Xuân)(?!\w)[^,;.]*?20\d\d")
_CLAUSE = re.compile(r"[^;.!?:]+(?:\.\d+[^;.!?:]*)*")
_FEW = 3


@dataclass(frozen=True)
class _Clause:
    """A clause: where it stands, in which sentence of which paragraph, and what it says."""

    passage: Passage
    text: str
    start: int
    sentence: int


def likeness(one: str, other: str, stock: tuple[str, ...]) -> float:
    """How much of the shorter clause the longer one says, from 0 to 1.

    Different rounds or dates make different things; a clause that says next to nothing is never
    like another one.
    """
    if (mine := _marks(one)) and (others := _marks(other)) and mine.isdisjoint(others):
        return 0.0
    shorter, longer = sorted((_pairs(one, stock), _pairs(other, stock)), key=len)
    both = len(shorter & longer)
    enough = both >= _FEW or (both > 1 and shorter == longer)
    return both / len(shorter) if enough else 0.0


def share_told(task: str, clause: str, stock: tuple[str, ...]) -> float:
    """How much of a task a clause speaks of, from 0 to 1."""
    pairs = _pairs(task, stock)
    return len(pairs & _pairs(clause, stock)) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=8192)
def _marks(text: str) -> frozenset[str]:
    return frozenset(_MARKS.findall(text))


@lru_cache(maxsize=8192)
def _pairs(text: str, stock: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Neighbouring syllables, because most Vietnamese words have two; stock words part them."""
    told = _OCCASION.sub(",", text)
    spelt = " ".join(normalize_diacritics(word) for word in told.casefold().split(" "))
    parts = any_of(stock).split(spelt) if stock else [spelt]
    pieces = (piece for part in parts for piece in re.split(r"[,;()“”]", part))
    return frozenset(pair for piece in pieces for pair in pairwise(re.findall(r"\w+", piece)))


def duplicates(rule: Duplicates, case: Case) -> Iterator[Hit]:
    """The later one of two clauses of a sub-section that say nearly the same."""
    by_place: dict[str, list[_Clause]] = {}
    for passage in case.prose:
        by_place.setdefault(passage.place, []).extend(_clauses(passage))
    for clauses in by_place.values():
        for one, other in combinations(clauses, 2):
            if _is_asked(rule, one, other) and (
                likeness(one.text, other.text, rule.stock) >= rule.above
            ):
                yield Hit(other.passage, other.text, other.start, "", {"first": one.text})


def _is_asked(rule: Duplicates, one: _Clause, other: _Clause) -> bool:
    """Two tasks, where the rule is about tasks: sentences of Section II; else all other pairs."""
    apart = one.passage is not other.passage or one.sentence != other.sentence
    return rule.tasks == (one.passage.orders and apart)


def _clauses(passage: Passage) -> Sequence[_Clause]:
    found = []
    for number, (begin, end) in enumerate(passage.sentences):
        for match in _CLAUSE.finditer(passage.text, begin, end):
            text = match[0].strip()
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(_Clause(passage, text, start, number))
    return found
