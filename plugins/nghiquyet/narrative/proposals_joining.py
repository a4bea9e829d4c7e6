"""Near-duplicates among proposals: joined, with the reasons of both kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nghiquyet.model.task import Proposal
from nghiquyet.narrative.proposals_likeness import THRESHOLD, closeness, similarity, told

_PLACED = frozenset({"recurring", "calendar", "campaign", "threshold"})
_WRITTEN_TOGETHER = frozenset({"recurring", "calendar", "campaign", "directive", "carry_over"})
_LEAST_WANTED = "carry_over"


def join_near_duplicates(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Join proposals of one sub-section that say the same; sorted by their place.

    What one file or resolution writes as two tasks is meant as two and never joined with itself.
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
        place: (similarity(one.text, proposal.text), closeness(one.text, proposal.text))
        for place, one in enumerate(kept)
        if one.sub_section == proposal.sub_section and not _written_together(one, proposal)
    }
    best = max(likeness, key=lambda place: likeness[place], default=None)
    return best if best is not None and likeness[best][0] >= THRESHOLD else None


def _kind(proposal: Proposal) -> str:
    return proposal.id.partition(":")[0]


def _written_together(one: Proposal, other: Proposal) -> bool:
    return _kind(one) == _kind(other) and _kind(one) in _WRITTEN_TOGETHER


def _joined(known: Proposal, new: Proposal) -> Proposal:
    """Both as one: the more specific wording, a declared place, every reason."""
    worded, other = (new, known) if _is_more_specific(new, known) else (known, new)
    placed = worded if _kind(worded) in _PLACED else known
    result = replace(
        placed,
        reasons=tuple(dict.fromkeys(known.reasons + new.reasons)),
        unit=known.unit or new.unit,
        due=worded.due or other.due,
        product=worded.product or other.product,
    )
    return result if worded is placed else _reworded(result, worded)


def _is_more_specific(one: Proposal, other: Proposal) -> bool:
    if _LEAST_WANTED in (_kind(one), _kind(other)):
        return _kind(other) == _LEAST_WANTED != _kind(one)
    return told(one.text) > told(other.text)


def _reworded(placed: Proposal, worded: Proposal) -> Proposal:
    """``placed`` with another's wording; a unit's own words stand in a sentence of their own."""
    free = _kind(worded) not in _PLACED | {"directive"}
    return replace(placed, text=worded.text, stem="", sentence="" if free else placed.sentence)
