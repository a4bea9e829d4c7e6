"""What a paragraph of the office's file holds, piece by piece, with the marks that stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from lxml.etree import _Element


class View(StrEnum):
    """How pending tracked changes are read."""

    ACCEPTED = "accepted"
    """As if all were accepted: the text that the office means."""
    REJECTED = "rejected"
    """As if all were rejected: the text before them."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is one node of the file.

    Attributes:
        text: what it shows; empty where a tracked change hides something.
        node: the ``w:t`` that holds it, if it may be changed: it stands in no tracked change,
            no field and no content control.
    """

    text: str
    node: _Element | None = None


@dataclass
class Paragraph:
    """One paragraph as the office sees it.

    Attributes:
        elements: its ``w:p``; several where the mark between them is deleted and tracked.
        pieces: its text in order.
        style: name of its style.
        heading: level of the heading that it is, from 0; or None.
        is_listed: Word puts a bullet or a number before it, which is no text.
        in_table: it stands in a cell.
        is_tracked: tracked changes are pending in it.
        marks: bookmarks that begin in it or run through it, with the text they cover.
        comments: ids of the comments anchored in it, with the text they cover.
    """

    elements: tuple[_Element, ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    style: str = ""
    heading: int | None = None
    is_listed: bool = False
    in_table: bool = False
    is_tracked: bool = False
    marks: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The text without the label of a list."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not self.text.strip()


@dataclass(frozen=True)
class Comment:
    """A comment in the margin.

    Attributes:
        author: who made it.
        text: what it says; one paragraph a line.
    """

    author: str
    text: str


@dataclass(frozen=True)
class ReturnedDocument:
    """A Word file that came back from the office.

    Attributes:
        paragraphs: in order, as if tracked changes were accepted; those in tables too.
        original: the same as if they were rejected.
        comments: the comments by their ids.
        draft_id: the draft that it was printed from, or empty if the file says nothing.
        variant: which comments it was printed with, or empty.
    """

    paragraphs: tuple[Paragraph, ...]
    original: tuple[Paragraph, ...]
    comments: Mapping[str, Comment]
    draft_id: str = ""
    variant: str = ""
