"""How one wording of a passage differs from another, a figure always as one word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from nghiquyet.document.returned.likeness import matching_runs
from nghiquyet.model.draft import Block, Figure

_TOKEN = re.compile(r"[^\W\d_]*\d(?:\w|[.,/](?=\d))*%?|\w+|\s+|[^\w\s]")
_WORDLESS = re.compile(r"\W*")

Token = tuple[str, str]
"""A word as printed, and the code of the figure that it is."""


@dataclass(frozen=True)
class Change:
    """Characters of a text that give way to others.

    Attributes:
        start: offset of the first character.
        end: offset behind the last one.
        text: what stands there instead.
        old: what stood there.
    """

    start: int
    end: int
    text: str
    old: str


@dataclass(frozen=True)
class Kept:
    """Characters that both texts have.

    Attributes:
        first: their offset in the first text.
        second: in the second one.
        size: how many.
    """

    first: int
    second: int
    size: int


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words, gaps and signs of a text."""
    return tuple((word, "") for word in _TOKEN.findall(text))


def text_of(blocks: Sequence[Block | None]) -> str:
    """The text of several blocks, a line each."""
    return "\n".join("" if block is None else block.text for block in blocks)


def tokens_of_blocks(blocks: Sequence[Block | None]) -> list[Token]:
    """The same of blocks, a line each; a figure is one word and no other figure is the same."""
    found: list[Token] = []
    for number, block in enumerate(blocks):
        if number:
            found.append(("\n", ""))
        for span in block.spans if block is not None else ():
            if is_one_word(span.figure):
                found.append((span.text, span.figure.code if span.figure else ""))
            else:
                found += tokens_of(span.text)
    return [token for token in found if token[0]]


def is_one_word(figure: Figure | None) -> bool:
    """Whether a figure changes as a whole; a unit's own sentence does so by its words."""
    return figure is not None and (figure.counted or figure.is_flag)


def kept_of(first: Sequence[Token], second: Sequence[Token]) -> list[Kept]:
    """What two texts have in common, in order."""
    starts, others = _offsets(first), _offsets(second)
    return [
        Kept(starts[a], others[b], starts[a + size] - starts[a])
        for a, b, size in matching_runs(first, second)
    ]


def changes_of(kept: Sequence[Kept], first: str, second: str) -> Iterator[Change]:
    """What lies between: how the first text becomes the second."""
    at = other = 0
    for run in [*kept, Kept(len(first), len(second), 0)]:
        if at < run.first or other < run.second:
            yield Change(at, run.first, second[other : run.second], first[at : run.first])
        at, other = run.first + run.size, run.second + run.size


def generated_changes(
    before: Sequence[Block | None], after: Sequence[Block | None]
) -> list[Change]:
    """How a new draft changes a passage; changes with no word between them are one."""
    first, second = text_of(before), text_of(after)
    if first == second:
        return []
    old, new = tokens_of_blocks(before), tokens_of_blocks(after)
    joined: list[Change] = []
    for change in changes_of(kept_of(old, new), first, second):
        last = joined[-1] if joined else None
        if last is not None and _is_wordless(first[last.end : change.start]):
            gap = first[last.end : change.start]
            joined[-1] = Change(
                last.start, change.end, last.text + gap + change.text, last.old + gap + change.old
            )
        else:
            joined.append(change)
    return joined


def _is_wordless(text: str) -> bool:
    return "\n" not in text and _WORDLESS.fullmatch(text) is not None


def _offsets(tokens: Sequence[Token]) -> list[int]:
    return [0, *accumulate(len(text) for text, _ in tokens)]
