"""Which block of a new draft is which of the last one: they are numbered anew in every draft.

Where a paragraph is left out all behind it in their sub-section get other ids. So blocks are
known by what stands in them: their indicators, their tasks and their words without the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from nghiquyet.document.merging.changes import is_one_word
from nghiquyet.document.returned.likeness import likeness
from nghiquyet.model.draft import Block, Draft

_SAME, _SAME_ID_BONUS = 0.5, 0.05
_NEW = "moi_"


@dataclass(frozen=True)
class Pairing:
    """A new draft in the last one's ids.

    Attributes:
        draft: the new draft; each block bears the id of the last draft's block that it is,
            or one of its own.
        names: the ids as the new draft has them, by those.
    """

    draft: Draft
    names: Mapping[str, str]


def pair_drafts(base: Draft, new: Draft) -> Pairing:
    """Give each block of the new draft the id that it had in the last one."""
    pairs = pair_blocks(base.blocks, new.blocks)
    ids = {new_id: old_id for old_id, new_id in pairs.items()}
    ids = {block.id: ids.get(block.id, f"{_NEW}{block.id}") for block in new.blocks}
    draft = with_blocks(new, lambda block: replace(block, id=ids[block.id]))
    return Pairing(draft, {own: name for name, own in ids.items()})


def pair_blocks(before: Sequence[Block], after: Sequence[Block]) -> dict[str, str]:
    """The id that each block of the last draft has in the new one; those left out have none."""
    bare = {block.id: _bare(block) for block in after}
    pairs = {old.id: old.id for old in before if bare.get(old.id) == _bare(old)}
    taken = set(pairs)
    scores = sorted(
        (
            (_sameness(old, new), -abs(place - other), old.id, new.id)
            for place, old in enumerate(before)
            for other, new in enumerate(after)
            if old.id not in pairs and new.id not in pairs
        ),
        reverse=True,
    )
    for score, _, old_id, new_id in scores:
        if score >= _SAME and old_id not in pairs and new_id not in taken:
            pairs[old_id] = new_id
            taken.add(new_id)
    for old in before:  # written anew in its place
        if old.id not in pairs and old.id not in taken and any(n.id == old.id for n in after):
            pairs[old.id] = old.id
            taken.add(old.id)
    return pairs


def with_blocks(draft: Draft, change: Callable[[Block], Block]) -> Draft:
    """The draft with every block changed."""
    sections = tuple(
        replace(
            section,
            sub_sections=tuple(
                replace(part, blocks=tuple(map(change, part.blocks)))
                for part in section.sub_sections
            ),
        )
        for section in draft.sections
    )
    return replace(draft, sections=sections)


def _sameness(old: Block, new: Block) -> float:
    tasks = _overlap((p.id for p in old.proposals), (p.id for p in new.proposals))
    words = likeness(_bare(old), _bare(new))
    bonus = _SAME_ID_BONUS if old.id == new.id else 0.0
    return max(_overlap(old.codes, new.codes), tasks, words) + bonus


def _overlap(first: Iterable[str], second: Iterable[str]) -> float:
    one, other = set(first), set(second)
    return len(one & other) / len(one | other) if one | other else 0.0


def _bare(block: Block) -> str:
    """Its words without the figures."""
    return "".join("#" if is_one_word(span.figure) else span.text for span in block.spans)
