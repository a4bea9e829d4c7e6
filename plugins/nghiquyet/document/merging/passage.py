"""A passage of the office's file, character by character, so that it can be patched.

Only text that stands in no tracked change, no field and no content control may be changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.merging.changes import Change
from nghiquyet.document.returned.likeness import without_dash
from nghiquyet.document.returned.paragraphs import Paragraph, Piece
from nghiquyet.document.returned.reading import pieces_of

_RUN, _TEXT, _PROPERTIES = qn("w:r"), qn("w:t"), qn("w:rPr")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


Character = tuple[_Element | None, int]
"""Where one character stands: its node, if it may be changed, and its place in it."""


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
        """Look at the paragraphs as they were read."""
        self._look([paragraph.pieces for paragraph in self.paragraphs])

    def look_again(self) -> None:
        """The file has changed under the passage."""
        self._look([pieces_of(paragraph.elements) for paragraph in self.paragraphs])

    def can_take(self, change: Change) -> bool:
        """Whether the characters may be changed and no tracked change lies between them."""
        if change.start == change.end:
            is_parted = self._is_parted(change.start - 1, change.start + 1)
            return self._gap(change.start) is not None and not is_parted
        nodes = [node for node, _ in self._characters[change.start : change.end]]
        return None not in nodes and not self._is_parted(change.start, change.end)

    def take(self, changes: Sequence[Change]) -> None:
        """Make changes that the passage can take; the looks of the text stay."""
        if not changes:
            return
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
        if not characters or any(node is None for node, _ in characters):
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
        breaks = [[Piece("\n")] for _ in paragraphs[1:]]
        lines = [list(paragraphs[0]), *map(list.__add__, breaks, map(list, paragraphs[1:]))]
        self._pieces = list(chain.from_iterable(lines))
        self.text = "".join(piece.text for piece in self._pieces)
        self._lead = len(self.text) - len(without_dash(self.text)) if self.is_dashed else 0
        self.text = self.text[self._lead :]
        self.__dict__.pop("_characters", None)

    @cached_property
    def _characters(self) -> list[Character]:
        every = [(piece.node, at) for piece in self._pieces for at in range(len(piece.text))]
        return every[self._lead :]

    def _is_parted(self, start: int, end: int) -> bool:
        """Whether something hidden by a tracked change lies between two characters."""
        at = -self._lead
        for piece in self._pieces:
            if not piece.text and piece.node is None and start < at < end:
                return True
            at += len(piece.text)
        return False

    def _gap(self, at: int) -> Character | None:
        """Where an insertion goes: behind the character before it, or before the one behind."""
        if at and self._characters[at - 1][0] is not None:
            node, place = self._characters[at - 1]
            return node, place + 1
        if at < len(self._characters) and self._characters[at][0] is not None:
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
    node, place = at
    if node is not None:
        old = node.text or ""
        node.text = old[:place] + text + old[place + size :]
        node.set(_SPACE, "preserve")
