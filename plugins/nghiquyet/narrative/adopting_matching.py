"""Which words of the final file are which proposal.

What stands there word for word is found first, in its own paragraph and then anywhere; what
is left is cut into clauses, and a clause is the proposal that it is most like. So an edit of
one clause leaves the others what they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import chain

from nghiquyet.model.draft import Block
from nghiquyet.model.resolution import FinalParagraph
from nghiquyet.model.task import Proposal
from nghiquyet.narrative.adopting_words import (
    Piece,
    clauses,
    find_clause,
    glue,
    is_nothing,
    key,
    plain,
    printed,
)
from nghiquyet.narrative.proposals_likeness import (
    THRESHOLD,
    are_told_apart,
    similarity,
    syllables,
)

_REWORDED = 0.6
_LONG_ENOUGH = 4


@dataclass
class Matching:
    """What is known so far; each step turns words into proposals.

    Attributes:
        blocks: Section II as it was drafted.
        paragraphs: Section II as it was issued.
        open: proposals that were not found, by their ids.
        pieces: what each paragraph consists of.
    """

    blocks: Sequence[Block]
    paragraphs: Sequence[FinalParagraph]
    open: dict[str, Proposal] = field(default_factory=dict)
    pieces: list[list[Piece]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nothing is matched: every paragraph is one piece of words."""
        self.open = {one.id: one for block in self.blocks for one in block.proposals}
        self._by_id = {block.id: block for block in self.blocks}
        self.paragraphs = [replace(each, text=plain(each.text)) for each in self.paragraphs]
        self.pieces = [[Piece(0, each.text)] for each in self.paragraphs]

    def run(self) -> None:
        """Match from the surest to the least sure."""
        for number in range(len(self.paragraphs)):
            self._unchanged(number)
        for is_own in (True, False):
            for number in range(len(self.paragraphs)):
                self._verbatim(number, is_own=is_own)
        self._cut()
        for is_own in (True, False):
            self._alike(is_own=is_own)
        self._mend()

    def ordered(self) -> Iterator[tuple[FinalParagraph, Piece]]:
        """The pieces with their paragraphs, in the order of the file."""
        for paragraph, pieces in zip(self.paragraphs, self.pieces, strict=True):
            yield from ((paragraph, piece) for piece in pieces)

    def proposals_of(self, paragraph: FinalParagraph) -> tuple[Proposal, ...]:
        """The proposals of the blocks that the paragraph was, found or not."""
        return tuple(chain.from_iterable(block.proposals for block in self._was(paragraph)))

    def _was(self, paragraph: FinalParagraph) -> list[Block]:
        return [self._by_id[block] for block in paragraph.blocks if block in self._by_id]

    def _unchanged(self, number: int) -> None:
        """A paragraph as it was printed is its proposals as they were proposed."""
        paragraph = self.paragraphs[number]
        before = " ".join(block.text for block in self._was(paragraph))
        if before and key(before) == key(paragraph.text):
            self.pieces[number] = [
                Piece(0, one.text, self.open.pop(one.id))
                for one in self.proposals_of(paragraph)
                if one.id in self.open
            ]

    def _verbatim(self, number: int, *, is_own: bool) -> None:
        """Proposals that are whole clauses of a paragraph, longest first."""
        paragraph = self.paragraphs[number]
        held = self._held(paragraph)
        known = self._candidates(number, is_own=is_own)
        for one in sorted(known, key=lambda one: len(one.text), reverse=True):
            words = printed(one, paragraph.text) if is_own else plain(one.text)
            if is_own or len(syllables(words)) >= _LONG_ENOUGH:
                self._take(number, words, one, held)

    def _take(self, number: int, words: str, proposal: Proposal, held: frozenset[str]) -> None:
        for place, piece in enumerate(self.pieces[number]):
            if piece.proposal is not None:
                continue
            found = find_clause(words, piece.text, held, in_list=bool(proposal.stem))
            if found is not None:
                start, end = found
                self.pieces[number][place : place + 1] = [
                    Piece(piece.start, piece.text[:start]),
                    Piece(piece.start + start, proposal.text, self.open.pop(proposal.id)),
                    Piece(piece.start + end, piece.text[end:]),
                ]
                return

    def _held(self, paragraph: FinalParagraph) -> frozenset[str]:
        """What held the proposals of a paragraph together when it was drafted."""
        return frozenset(key(words) for block in self._was(paragraph) for words in glue(block))

    def _cut(self) -> None:
        """Cut what is left into clauses; what only held proposals together is none."""
        for number, paragraph in enumerate(self.paragraphs):
            held = self._held(paragraph)
            self.pieces[number] = [
                clause
                for piece in self.pieces[number]
                for clause in ([piece] if piece.proposal else clauses(piece))
                if clause.proposal or not (is_nothing(clause.text) or key(clause.text) in held)
            ]

    def _alike(self, *, is_own: bool) -> None:
        """The most similar pairs first."""
        pairs = [
            (likeness, number, place, one.id)
            for number, pieces in enumerate(self.pieces)
            for place, piece in enumerate(pieces)
            if piece.proposal is None
            for one in self._candidates(number, is_own=is_own)
            if (likeness := _likeness(piece.text, one, is_own=is_own)) >= THRESHOLD
        ]
        for _, number, place, proposal in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
            piece = self.pieces[number][place]
            if piece.proposal is None and proposal in self.open:
                self.pieces[number][place] = replace(piece, proposal=self.open.pop(proposal))

    def _candidates(self, number: int, *, is_own: bool) -> list[Proposal]:
        own = {one.id for one in self.proposals_of(self.paragraphs[number])}
        return [one for one in self.open.values() if (one.id in own) is is_own]

    def _mend(self) -> None:
        """A proposal of several clauses, of which some were edited, is one task all the same."""
        for number, pieces in enumerate(self.pieces):
            mended: list[Piece] = []
            for piece in pieces:
                last = mended[-1] if mended else None
                if last and (_belongs(piece, last) or _belongs(last, piece)):
                    whole = last.proposal or piece.proposal
                    mended[-1] = Piece(last.start, f"{last.text}; {piece.text}", whole)
                else:
                    mended.append(piece)
            self.pieces[number] = mended


def _likeness(clause: str, proposal: Proposal, *, is_own: bool) -> float:
    """How much a clause is a proposal; in its own paragraph it may be reworded more freely."""
    if are_told_apart(clause, proposal.text):
        return 0.0
    alike = similarity(clause, proposal.text)
    if is_own and alike < THRESHOLD:
        behind_stem = proposal.text.removeprefix(proposal.stem)
        ratio = max(_ratio(clause, proposal.text), _ratio(clause, behind_stem))
        return THRESHOLD if ratio >= _REWORDED else alike
    return alike


def _ratio(clause: str, text: str) -> float:
    return SequenceMatcher(None, syllables(clause), syllables(text), autojunk=False).ratio()


def _belongs(piece: Piece, other: Piece) -> bool:
    """Whether words that are no proposal of their own are a part of the one beside them."""
    whole = other.proposal
    return (
        whole is not None
        and piece.proposal is None
        and key(other.text) != key(whole.text)
        and len(list(clauses(Piece(0, plain(whole.text))))) > 1
        and similarity(piece.text, whole.text) >= THRESHOLD
    )
