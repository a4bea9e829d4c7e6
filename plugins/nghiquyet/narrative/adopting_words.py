"""The words of Section II's paragraphs: clauses, and what holds them together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from nghiquyet.model.draft import Block
from nghiquyet.model.task import Proposal
from nghiquyet.narrative.proposals_likeness import syllables

_SENTENCE_END = re.compile(r"(?<!\bTP)(?<!\bTp)[.!?]\s+|\n+")
_CLAUSE_END = re.compile(rf";\s*|[.!?]\s*$|{_SENTENCE_END.pattern}")
_LIST_END = re.compile(rf",\s*|\bvà\b|{_CLAUSE_END.pattern}")
_FEWEST = 2


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph: a proposal, or words that are not known to be one yet.

    Attributes:
        start: offset in the paragraph.
        text: the words; a proposal's own where they stand there unchanged.
        proposal: what it is.
    """

    start: int
    text: str
    proposal: Proposal | None = None


def plain(text: str) -> str:
    """NFC and single blanks; lines are kept, because they part sentences."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def key(text: str) -> str:
    """The words of a text without what programs and typists change in passing."""
    return " ".join(re.findall(r"\w+", plain(text).casefold()))


def printed(proposal: Proposal, text: str) -> str:
    """The proposal's words as ``text`` prints them: without the stem that a neighbour printed."""
    words, stem = plain(proposal.text), plain(proposal.stem)
    if stem and words.casefold() not in text.casefold() and stem.casefold() in text.casefold():
        return words.removeprefix(stem).strip()
    return words


def glue(block: Block) -> Iterator[str]:
    """What a drafted paragraph says besides its proposals: subjects and stems."""
    left = plain(block.text)
    for proposal in sorted(block.proposals, key=lambda one: len(one.text), reverse=True):
        words = re.escape(printed(proposal, left))
        left = re.sub(rf"(?<!\w){words}(?!\w)", ";", left, count=1, flags=re.IGNORECASE)
    yield from re.split(r"[;.,]", left)
    yield from (proposal.stem for proposal in block.proposals)


def clauses(piece: Piece) -> Iterator[Piece]:
    """What stands between semicolons and full stops."""
    start = 0
    for end in [*_CLAUSE_END.finditer(piece.text), None]:
        stop = len(piece.text) if end is None else end.start()
        text = piece.text[start:stop]
        bare = text.strip(" ,;.-–\n")
        if bare:
            yield Piece(piece.start + start + text.index(bare), bare)
        start = stop if end is None else end.end()


def is_nothing(text: str) -> bool:
    """Whether the words are too few for a task: «và», «(nếu có)» cut in two."""
    return len(syllables(text)) < _FEWEST


def sentence(text: str, start: int) -> str:
    """The sentence within which a piece begins, from its first word on."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    return text[ends[-1] if ends else 0 :].lstrip(" ,;-–")


def find_clause(
    words: str, text: str, held: frozenset[str], *, in_list: bool
) -> tuple[int, int] | None:
    """Where ``words`` are a whole clause of ``text``; None where the office wrote more of it.

    Args:
        words: what is looked for.
        text: where.
        held: keys of what may stand before the words in their clause, such as a subject.
        in_list: commas and «và» end a clause, too, because neighbours share a stem.
    """
    end_mark = _LIST_END if in_list else _CLAUSE_END
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE):
        before = [end.end() for end in end_mark.finditer(text, 0, match.start())]
        start = before[-1] if before else 0
        behind = text[match.end() :].lstrip()
        is_whole = not behind or end_mark.match(behind)
        if is_whole and key(text[start : match.start()]) in held | {""}:
            return start, match.end()
    return None
