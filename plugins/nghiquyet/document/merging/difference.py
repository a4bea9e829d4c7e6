"""The difference between two drafts, and the sentences that a correction of data touches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from nghiquyet.document.merging.changes import changes_of, kept_of, tokens_of
from nghiquyet.document.merging.pairing import pair_drafts
from nghiquyet.model.draft import Block, Draft

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\W*[A-ZĐÀ-Ỹ0-9])")


class Difference(Enum):
    """How a block of one draft stands to the other; the value is how the office reads it."""

    CHANGED = "Đã đổi"
    ADDED = "Thêm mới"
    DROPPED = "Không còn"


@dataclass(frozen=True)
class BlockDifference:
    """A block that the two drafts do not print alike.

    Attributes:
        block: its id in the new draft; in the old one if it was dropped.
        kind: what has happened to it.
        before: its text in the old draft, or empty.
        after: its text in the new one, or empty.
    """

    block: str
    kind: Difference
    before: str
    after: str


@dataclass(frozen=True)
class AffectedSentence:
    """A sentence that reads otherwise now.

    Attributes:
        block: id of its block, as in :class:`BlockDifference`.
        before: as it was, or empty; several sentences if one has become of them.
        after: as it is, or empty.
    """

    block: str
    before: str
    after: str


def differences(base: Draft, new: Draft) -> list[BlockDifference]:
    """What differs between two drafts, in the order of the new one, what was dropped last."""
    pairing = pair_drafts(base, new)
    before = {block.id: block for block in base.blocks}
    after = {block.id: block for block in pairing.draft.blocks}
    found = []
    for own, block in after.items():
        old = before.get(own)
        if old is None or old.text != block.text:
            kind = Difference.ADDED if old is None else Difference.CHANGED
            found.append(BlockDifference(pairing.names[own], kind, _text(old), block.text))
    dropped = [block for own, block in before.items() if own not in after]
    found += [BlockDifference(b.id, Difference.DROPPED, b.text, "") for b in dropped]
    return found


def affected_sentences(base: Draft, new: Draft) -> list[AffectedSentence]:
    """Each sentence that new data have changed, before and after."""
    return [
        AffectedSentence(difference.block, before, after)
        for difference in differences(base, new)
        for before, after in _sentence_pairs(difference.before, difference.after)
    ]


def _sentence_pairs(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The sentences between two places at which both texts end one and go on alike."""
    kept = kept_of(tokens_of(before), tokens_of(after))
    old_ends, new_ends = _ends(before), set(_ends(after))
    start = other = 0
    for end in old_ends:
        same = next((k for k in kept if k.first < end <= k.first + k.size), None)
        new_end = len(after) if end == len(before) else None
        if new_end is None and same is not None:
            new_end = same.second + end - same.first
        if new_end is None or not (new_end in new_ends or new_end == len(after)):
            continue
        old, new = before[start:end].strip(), after[other:new_end].strip()
        if old != new:
            yield old, new
        start, other = end, new_end


def _ends(text: str) -> list[int]:
    """Offsets behind the sentences of a text, their gaps included."""
    return [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]


def differing_words(before: str, after: str) -> list[tuple[str, str]]:
    """What differs between two wordings, word by word: for showing it in colours."""
    kept = kept_of(tokens_of(before), tokens_of(after))
    return [(change.old, change.text) for change in changes_of(kept, before, after)]


def _text(block: Block | None) -> str:
    return "" if block is None else block.text
