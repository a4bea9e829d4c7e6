"""What became of the generated blocks in the office's hands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nghiquyet.model.draft import Block


class Standing(StrEnum):
    """Whether a block still stands in the office's file."""

    FOUND = "found"
    DOUBTFUL = "doubtful"
    """Something stands in its place, but nobody can tell for certain that it is this block."""
    DELETED = "deleted"


class How(StrEnum):
    """By what a block was recognised."""

    MARK = "mark"
    """Its bookmark."""
    TEXT = "text"
    """Its wording, unchanged."""
    JOINED = "joined"
    """Its wording within the paragraph of another block."""
    LIKE = "like"
    """A similar wording between the neighbours that it had."""
    GAP = "gap"
    """The only new paragraph where only it is missing."""
    ORDER = "order"
    """One of several new paragraphs where as many are missing."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class BlockMatch:
    """One block and where it stands.

    Attributes:
        block: as it was generated.
        standing: whether it is there.
        how: by what it was recognised.
        paragraphs: numbers of its paragraphs in the file; several after a split. A paragraph
            belongs to one block, or to those that the office joined in it.
    """

    block: Block
    standing: Standing
    how: How
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Matches:
    """Every block, and every paragraph that is none.

    Attributes:
        blocks: in the draft's order.
        new: numbers of the paragraphs that the office wrote or copied.
    """

    blocks: tuple[BlockMatch, ...]
    new: tuple[int, ...]
