"""A passage of the office's file, character by character, so that it can be patched.

Only text that stands in no tracked change, no field and no content control may be changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import NamedTuple

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.merging.changes import Change
from nghiquyet.document.returned.likeness import without_dash
from nghiquyet.document.returned.paragraphs import Paragraph, Piece
from nghiquyet.document.returned.reading import pieces_of

_RUN, _TEXT, _PROPERTIES = qn("w:r"), qn("w:t"), qn("w:rPr")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Character(NamedTuple):
    """Where one character stands: its node, if it may be changed, and its place in it."""

    node: _Element | None
    place: int


@dataclass
class Passage:
    """The paragraphs in which a block, or several that were joined, stand.

    Attributes:
        paragraphs: in the order of the file.
        is_dashed: the dash before the first one is no part of its text.
    """

    paragraphs: Sequence[Paragraph]
    is_dashed: bool = False
    text: str = field(init=False)

    def __post_init__(self) -> None:
        """Look at the characters."""
        self._look([list(paragraph.pieces) for paragraph in self.paragraphs])

    def look_again(self) -> None:
        """The file has changed under the passage."""
        self._look([pieces_of(paragraph.elements) for paragraph in self.paragraphs])

    def can_take(self, change: Change) -> bool:
        """Whether the characters may be changed and no tracked change lies between them."""
        if change.start == change.end:
            return self._gap(change.start) is not None
        nodes = [character.node for character in self._characters[change.start : change.end]]
        return None not in nodes and not any(
            change.start < barrier < change.end for barrier in self._barriers
        )

    def take(self, changes: Sequence[Change]) -> None:
        """Make changes that the passage can take; the looks of the text stay."""
        for change in sorted(changes, key=lambda change: change.start, reverse=True):
            first = self._gap(change.start) if change.start == change.end else None
            if first is None:
                first = self._characters[change.start]
            for character in reversed(self._characters[change.start : change.end]):
                _splice(character, 1, "")
            _splice(first, 0, change.text)
        self.look_again()

    def runs(self, start: int, end: int) -> list[_Element]:
        """The runs that hold exactly these characters, split off where needed.

        Empty if some of the characters may not be changed.
        """
        characters = self._characters[start:end]
        if not characters or any(character.node is None for character in characters):
            return []
        for at in (end, start):
            self._split(at)
        found: dict[_Element, None] = {}
        for node, _ in self._characters[start:end]:
            run = None if node is None else node.getparent()
            if run is not None:
                found[run] = None
        return list(found)

    def _look(self, paragraphs: Sequence[Sequence[Piece]]) -> None:
        self._characters: list[Character] = []
        self._barriers: set[int] = set()
        texts = []
        for number, pieces in enumerate(paragraphs):
            if number:
                self._characters.append(Character(None, 0))
                texts.append("\n")
            for piece in pieces:
                if not piece.text:
                    self._barriers.add(len(self._characters))
                self._characters += [Character(piece.node, at) for at in range(len(piece.text))]
                texts.append(piece.text)
        self.text = "".join(texts)
        if self.is_dashed:
            lead = len(self.text) - len(without_dash(self.text))
            self.text, self._characters = self.text[lead:], self._characters[lead:]
            self._barriers = {barrier - lead for barrier in self._barriers}

    def _gap(self, at: int) -> Character | None:
        """Where an insertion goes: behind the character before it, or before the one behind."""
        if at and self._characters[at - 1].node is not None:
            node, place = self._characters[at - 1]
            return Character(node, place + 1)
        if at < len(self._characters) and self._characters[at].node is not None:
            return self._characters[at]
        return None

    def _split(self, at: int) -> None:
        """Let a run begin with this character."""
        node, place = self._characters[at] if at < len(self._characters) else (None, 0)
        run = None if node is None else node.getparent()
        if node is None or run is None:
            return
        before = [child for child in node.itersiblings(preceding=True) if child.tag != _PROPERTIES]
        if not place and not before:
            return
        behind = run.makeelement(_RUN)
        properties = run.find(_PROPERTIES)
        if properties is not None:
            behind.append(deepcopy(properties))
        text = node.text or ""
        rest = list(node.itersiblings())
        if place:
            tail = run.makeelement(_TEXT, {_SPACE: "preserve"})
            tail.text, node.text = text[place:], text[:place]
            node.set(_SPACE, "preserve")
            behind.append(tail)
        else:
            behind.append(node)
        behind.extend(rest)
        run.addnext(behind)
        self.look_again()


def _splice(at: Character, size: int, text: str) -> None:
    """Replace ``size`` characters of the node by ``text``."""
    if at.node is not None:
        old = at.node.text or ""
        at.node.text = old[: at.place] + text + old[at.place + size :]
        at.node.set(_SPACE, "preserve")
