"""Blocks that must be merged together: those that the office joined share a passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nghiquyet.document.merging.changes import kept_of, tokens_of
from nghiquyet.document.merging.passage import Passage
from nghiquyet.document.returned.matches import BlockMatch, Standing
from nghiquyet.document.returned.paragraphs import Paragraph
from nghiquyet.model.draft import Block


@dataclass
class Group:
    """A passage of the file with the blocks that stand in it.

    Attributes:
        ids: the blocks' ids, in the order in which they stand there.
        before: the blocks as generated last; None for one that was not.
        after: the same as generated now; None for one that is not any more.
        numbers: numbers of the passage's paragraphs.
        passage: the passage.
        is_doubtful: nobody can tell whether it is this block.
    """

    ids: list[str]
    before: list[Block | None]
    after: list[Block | None]
    numbers: list[int]
    passage: Passage
    is_doubtful: bool = False

    def remarks(self) -> list[str]:
        """What the office has done to the paragraphs themselves."""
        told = []
        if len(self.numbers) > 1:
            told.append(f"Văn phòng đã tách thành {len(self.numbers)} đoạn.")
        if len(self.ids) > 1:
            told.append(f"Văn phòng đã nhập {len(self.ids)} đoạn làm một.")
        if any(paragraph.is_tracked for paragraph in self.passage.paragraphs):
            told.append("Còn sửa đổi đang theo dõi (Track Changes) chưa chấp nhận.")
        return told


def group_blocks(
    matches: Iterable[BlockMatch], after: Mapping[str, Block], paragraphs: Sequence[Paragraph]
) -> list[Group]:
    """Put the blocks that stand in the file into groups, in its order."""
    sets: list[tuple[set[int], list[BlockMatch]]] = []
    for match in matches:
        if match.standing is Standing.DELETED:
            continue
        numbers, members = set(match.paragraphs), [match]
        for other in [other for other in sets if other[0] & numbers]:
            sets.remove(other)
            numbers, members = numbers | other[0], [*other[1], *members]
        sets.append((numbers, members))
    groups = [_group(sorted(numbers), members, after, paragraphs) for numbers, members in sets]
    return sorted(groups, key=lambda group: group.numbers)


def returning_group(block: Block, number: int, paragraph: Paragraph) -> Group:
    """A block that is generated again, where the file still has its bookmark."""
    return Group([block.id], [None], [block], [number], Passage([paragraph], block.dashed))


def _group(
    numbers: list[int],
    members: list[BlockMatch],
    after: Mapping[str, Block],
    paragraphs: Sequence[Paragraph],
) -> Group:
    own = [paragraphs[number] for number in numbers]
    text = "\n".join(paragraph.text for paragraph in own)
    if len(members) > 1:
        members = sorted(members, key=lambda match: _place(match.block, text))
    ids = [match.block.id for match in members]
    return Group(
        ids,
        [match.block for match in members],
        [after.get(name) for name in ids],
        numbers,
        Passage(own, members[0].block.dashed),
        any(match.standing is Standing.DOUBTFUL for match in members),
    )


def _place(block: Block, text: str) -> int:
    """Where the longest stretch of a block stands in a text."""
    kept = kept_of(tokens_of(block.text), tokens_of(text))
    return max(kept, key=lambda run: run.size).second if kept else len(text)
