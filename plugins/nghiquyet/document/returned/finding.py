"""The generated blocks are found again in the file that the office has worked on.

By their bookmarks first; where those are gone by the same wording, as a half of a split
paragraph, within a joined one, by a similar wording between known neighbours, and at last
because only one is missing where only one is new. What remains is said to be new or deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from nghiquyet.document.layout import STYLE_NAMES
from nghiquyet.document.returned.claims import OUTDATED, claims_of
from nghiquyet.document.returned.likeness import (
    contained,
    likeness,
    normal,
    shared,
    words,
)
from nghiquyet.document.returned.matches import BlockMatch, How, Matches, Standing
from nghiquyet.document.returned.paragraphs import Paragraph
from nghiquyet.model.draft import Block

_FRAME_STYLES = frozenset(STYLE_NAMES.values()) - {STYLE_NAMES["body"], STYLE_NAMES["dashed"]}
_LIKE, _NEARBY_BONUS = 0.6, 0.15
_LIKE_ELSEWHERE, _CLEARLY = 0.8, 0.1
_GAIN, _JOINED = 0.6, 0.75


def find_blocks(
    paragraphs: Sequence[Paragraph], blocks: Sequence[Block], frame: Iterable[str] = ()
) -> Matches:
    """Find every block of a draft in the office's file.

    Args:
        paragraphs: those of the file, in one view of tracked changes.
        blocks: as they were generated for this file.
        frame: texts of the draft that are no block, such as the closing.
    """
    search = _Search(paragraphs, blocks, {normal(text) for text in frame})
    search.by_marks()
    search.by_text()
    for _ in range(2):
        search.split_halves()
        search.joined()
        search.by_likeness()
    search.by_gaps()
    return search.matches()


@dataclass
class _Search:
    """What is known so far."""

    paragraphs: Sequence[Paragraph]
    blocks: Sequence[Block]
    frame: Collection[str]
    owner: dict[int, list[str]] = field(default_factory=dict)
    how: dict[str, How] = field(default_factory=dict)
    copies: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Number the blocks and tell the paragraphs that may be one."""
        self.text = {block.id: block.text for block in self.blocks}
        self.place = {block.id: place for place, block in enumerate(self.blocks)}
        self.body = [
            n for n, paragraph in enumerate(self.paragraphs) if self._may_be_block(paragraph)
        ]

    def by_marks(self) -> None:
        """Take the bookmarks at their word, but no copy for a half."""
        claims, self.copies = claims_of(self.paragraphs, self.text)
        for block, made in claims.items():
            first = max(
                made,
                key=lambda claim: (
                    contained(self._words(claim.paragraph), self.text[block]),
                    -claim.paragraph,
                ),
            )
            self._give(first.paragraph, block, How.MARK)
            for claim in made:
                if claim is not first and self._adds(block, claim.paragraph):
                    self._give(claim.paragraph, block, How.MARK)

    def by_text(self) -> None:
        """A paragraph that reads as the block did."""
        free: dict[str, list[int]] = {}
        for number in self._free():
            free.setdefault(normal(self._words(number)), []).append(number)
        for block in self._missing():
            same = free.get(normal(self.text[block]))
            if same:
                self._give(same.pop(0), block, How.TEXT)

    def split_halves(self) -> None:
        """A paragraph beside one of the block that holds what this one lacks."""
        for number in [*self._free(), *reversed(self._free())]:
            for neighbour in self._neighbours(number):
                block = next(iter(self.owner.get(neighbour, ())), None)
                if number not in self.owner and block is not None and self._adds(block, number):
                    self._give(number, block, self.how[block])

    def joined(self) -> None:
        """A block's wording within the paragraph of another one."""
        for block in self._missing():
            wanted = _JOINED * max(len(words(self.text[block])), 1)
            for number in self._owned():
                if self._gain_within(block, number) >= wanted:
                    self._give(number, block, How.JOINED)
                    break

    def _gain_within(self, block: str, number: int) -> int:
        """How many words of the block stand in a paragraph before or behind those it has."""
        here, text = self._words(number), self.text[block]
        others = " ".join(self.text[other] for other in self.owner[number])
        both = max(shared(f"{others} {text}", here), shared(f"{text} {others}", here))
        return both - shared(others, here)

    def by_likeness(self) -> None:
        """The most similar pairs first; elsewhere than between its neighbours nearly the same."""
        while True:
            pairs = (
                (self._score(number, block), -number, block)
                for block in self._missing()
                for number in self._free()
            )
            score, number, block = max(pairs, default=(0.0, 0, ""))
            if score < _LIKE:
                return
            self._give(-number, block, How.LIKE)

    def by_gaps(self) -> None:
        """As many new paragraphs as missing blocks between two known ones: in their order."""
        gaps: dict[tuple[int, int], tuple[list[str], list[int]]] = {}
        for block in self._missing():
            gaps.setdefault(self._known_round(self.place[block]), ([], []))[0].append(block)
        for number in self._free():
            before, behind = self._places_round(number)
            if (before, behind) in gaps:
                gaps[before, behind][1].append(number)
        for missing, free in gaps.values():
            if len(missing) == len(free):
                for block, number in zip(missing, free, strict=True):
                    self._give(number, block, How.GAP if len(missing) == 1 else How.ORDER)

    def matches(self) -> Matches:
        """What was found, and what was not."""
        found = []
        for block in self.blocks:
            how = self.how.get(block.id, How.NOTHING)
            standing = {How.ORDER: Standing.DOUBTFUL, How.NOTHING: Standing.DELETED}
            numbers = tuple(n for n in self._owned() if block.id in self.owner[n])
            found.append(BlockMatch(block, standing.get(how, Standing.FOUND), how, numbers))
        return Matches(tuple(found), tuple(n for n in self.body if n not in self.owner))

    def _may_be_block(self, paragraph: Paragraph) -> bool:
        return not (
            paragraph.is_blank
            or paragraph.in_table
            or paragraph.heading is not None
            or paragraph.style in _FRAME_STYLES
            or normal(paragraph.text) in self.frame
            or any(c.strip() for n, c in paragraph.marks.items() if n.startswith(OUTDATED))
        )

    def _words(self, number: int) -> str:
        return self.paragraphs[number].text

    def _give(self, number: int, block: str, how: How) -> None:
        self.owner.setdefault(number, []).append(block)
        self.how.setdefault(block, how)

    def _owned(self) -> list[int]:
        return sorted(self.owner)

    def _missing(self) -> list[str]:
        return [block.id for block in self.blocks if block.id not in self.how]

    def _free(self) -> list[int]:
        return [n for n in self.body if n not in self.owner and n not in self.copies]

    def _neighbours(self, number: int) -> list[int]:
        at = self.body.index(number)
        return [*self.body[max(at - 1, 0) : at], *self.body[at + 1 : at + 2]]

    def _adds(self, block: str, number: int) -> bool:
        """Whether the paragraph holds of the block what its other paragraphs do not."""
        own = [n for n in self._owned() if block in self.owner[n]]
        alone = " ".join(map(self._words, own))
        with_it = " ".join(map(self._words, sorted([*own, number])))
        gain = shared(self.text[block], with_it) - shared(self.text[block], alone)
        return gain >= max(_GAIN * len(words(self._words(number))), 1)

    def _score(self, number: int, block: str) -> float:
        here, text = self._words(number), self.text[block]
        like = likeness(text, here)
        before, behind = self._places_round(number)
        if before < self.place[block] < behind:
            return like + _NEARBY_BONUS
        if like < _LIKE_ELSEWHERE:
            return 0.0
        others = (likeness(other, here) for name, other in self.text.items() if name != block)
        return like if like - max(others, default=0.0) >= _CLEARLY else 0.0

    def _places_round(self, number: int) -> tuple[int, int]:
        """The places in the draft of the known blocks before and behind a paragraph."""
        before = [n for n in self._owned() if n < number]
        behind = [n for n in self._owned() if n > number]
        return (
            self.place[self.owner[before[-1]][-1]] if before else -1,
            self.place[self.owner[behind[0]][0]] if behind else len(self.blocks),
        )

    def _known_round(self, place: int) -> tuple[int, int]:
        """The places of the known blocks before and behind a place of the draft."""
        known = sorted(self.place[block] for block in self.how)
        before = [other for other in known if other < place]
        behind = [other for other in known if other > place]
        return before[-1] if before else -1, behind[0] if behind else len(self.blocks)
