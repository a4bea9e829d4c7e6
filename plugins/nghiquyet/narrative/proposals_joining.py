"""Near-duplicates among proposals: joined, with the reasons of both kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from nghiquyet.model.task import Proposal
from nghiquyet.wording import matching_key

THRESHOLD = 0.6
"""Above every pair of the catalogue that means two things, below every pair that means one."""
_FEW_PAIRS = 4
_PLACED = frozenset({"recurring", "calendar", "campaign"})
_WRITTEN_TOGETHER = _PLACED | {"directive", "carry_over"}
_LEAST_WANTED = "carry_over"
_MARKS = re.compile(r"\b\d{1,2}/\d{1,2}\b|\bthứ \w+")
"""What tells two like things apart: «đợt 03/2» and «đợt 19/5», «lần thứ hai» and «thứ ba»."""
_STOCK = re.compile(
    r"\b(tiếp tục|tăng cường|đẩy mạnh|duy trì|thường xuyên|chủ động|tập trung|kịp thời|triển khai"
    r"|thực hiện|tổ chức|hoàn thiện|hoàn thành|tuyên truyền|hướng dẫn|chỉ đạo|phối hợp|nâng cao"
    r"|hiệu quả|công tác|theo quy định)\b",
    re.IGNORECASE,
)
"""Words that begin or end any task and say nothing of what it is about."""


@lru_cache(maxsize=8192)
def syllables(text: str) -> tuple[str, ...]:
    """The text's syllables without case, tone marks and punctuation."""
    return tuple(key for key in map(matching_key, re.findall(r"\w+", text)) if key)


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring syllables, because most Vietnamese words have two; stock words part them."""
    told = _STOCK.split(unicodedata.normalize("NFC", text))[::2]
    return frozenset(pair for piece in told for pair in pairwise(syllables(piece)))


def similarity(one: str, other: str) -> float:
    """How much of the shorter clause the longer one says, from 0 to 1.

    A clause that says only a little must be said whole and without much besides, one that says
    next to nothing must be equal. Different rounds or dates make different tasks.
    """
    marks = [set(_MARKS.findall(text.casefold())) for text in (one, other)]
    if all(marks) and marks[0].isdisjoint(marks[1]):
        return 0.0
    shorter, longer = sorted((_pairs(one), _pairs(other)), key=len)
    if len(shorter) < 2:
        return float(syllables(one) == syllables(other))
    if len(shorter) < _FEW_PAIRS:
        return float(shorter <= longer and len(longer) < 2 * len(shorter))
    return len(shorter & longer) / len(shorter)


def _closeness(one: str, other: str) -> float:
    """How much of what either clause says both say: decides between several twins."""
    both = _pairs(one) | _pairs(other)
    return len(_pairs(one) & _pairs(other)) / len(both) if both else 1.0


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
        place: (similarity(one.text, proposal.text), _closeness(one.text, proposal.text))
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
    return len(_pairs(one.text)) > len(_pairs(other.text))


def _reworded(placed: Proposal, worded: Proposal) -> Proposal:
    """``placed`` with another's wording; a unit's own words stand in a sentence of their own."""
    free = _kind(worded) not in _PLACED | {"directive"}
    return replace(placed, text=worded.text, stem="", sentence="" if free else placed.sentence)
