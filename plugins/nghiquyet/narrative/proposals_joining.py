"""Near-duplicates among proposals: joined, with the reasons of both kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from nghiquyet.model.task import Proposal
from nghiquyet.wording import matching_key

THRESHOLD = 0.6
"""Above every pair of the catalogue that means two things, below every pair that means one."""
_LEAST_PAIRS = 4
_DECLARED = ("recurring", "calendar", "campaign", "directive")
_LEAST_WANTED = "carry_over"


@lru_cache(maxsize=8192)
def syllables(text: str) -> tuple[str, ...]:
    """The text's syllables without case, tone marks and punctuation."""
    return tuple(key for key in map(matching_key, re.findall(r"\w+", text)) if key)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring syllables, because most Vietnamese words have two."""
    return frozenset(pairwise(syllables(text)))


def similarity(one: str, other: str) -> float:
    """How much of the shorter clause the longer one says, from 0 to 1.

    Clauses of a few syllables say too little to be compared: they are alike only if equal.
    """
    shorter, longer = sorted((_pairs(one), _pairs(other)), key=len)
    if len(shorter) < _LEAST_PAIRS:
        return float(syllables(one) == syllables(other))
    return len(shorter & longer) / len(shorter)


def join_near_duplicates(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Join proposals of one sub-section that say the same; sorted by their place.

    What one file declares as two tasks is meant as two and is never joined with itself.
    """
    kept: list[Proposal] = []
    for proposal in proposals:
        place = _twin(kept, proposal)
        if place is None:
            kept.append(proposal)
        else:
            kept[place] = _joined(kept[place], proposal)
    return tuple(sorted(kept, key=lambda one: (one.sub_section, one.order)))


def _twin(kept: list[Proposal], proposal: Proposal) -> int | None:
    likeness = {
        place: similarity(one.text, proposal.text)
        for place, one in enumerate(kept)
        if one.sub_section == proposal.sub_section and not _declared_together(one, proposal)
    }
    best = max(likeness, key=lambda place: likeness[place], default=None)
    return best if best is not None and likeness[best] >= THRESHOLD else None


def _kind(proposal: Proposal) -> str:
    return proposal.id.partition(":")[0]


def _declared_together(one: Proposal, other: Proposal) -> bool:
    return _kind(one) == _kind(other) and _kind(one) in _DECLARED


def _joined(known: Proposal, new: Proposal) -> Proposal:
    """Both as one: the more specific wording, a declared place, every reason."""
    worded = new if _is_more_specific(new, known) else known
    placed = worded if _kind(worded) in _DECLARED[:3] else known
    result = replace(
        placed,
        reasons=tuple(dict.fromkeys(known.reasons + new.reasons)),
        unit=known.unit or new.unit,
        due=known.due or new.due,
        product=known.product or new.product,
    )
    return result if worded is placed else _reworded(result, worded)


def _is_more_specific(one: Proposal, other: Proposal) -> bool:
    if _LEAST_WANTED in (_kind(one), _kind(other)):
        return _kind(other) == _LEAST_WANTED != _kind(one)
    return len(_pairs(one.text)) > len(_pairs(other.text))


def _reworded(placed: Proposal, worded: Proposal) -> Proposal:
    """``placed`` with another's wording; a unit's own words stand in a sentence of their own."""
    free = _kind(worded) not in _DECLARED
    return replace(placed, text=worded.text, stem="", sentence="" if free else placed.sentence)
