"""Blocks that the new draft has for the first time come to stand where they belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.layout import STYLE_NAMES
from nghiquyet.document.merging.placing import lead_of, new_paragraph, next_mark, number_mark
from nghiquyet.document.package import WordPackage
from nghiquyet.document.returned.likeness import normal
from nghiquyet.document.returned.paragraphs import Paragraph
from nghiquyet.model.draft import Block, Draft, SubSection


class Arrival(NamedTuple):
    """A new block in the file.

    Attributes:
        block: the block.
        paragraph: the paragraph that it has become.
        homeless: title of its sub-section if the file has no heading for that, or empty.
    """

    block: Block
    paragraph: Paragraph
    homeless: str


class Arrivals:
    """Puts new blocks into one file."""

    def __init__(
        self,
        package: WordPackage,
        paragraphs: Sequence[Paragraph],
        standing: Mapping[str, Sequence[Paragraph]],
    ) -> None:
        """Look at the file.

        Args:
            package: its parts.
            paragraphs: all of them.
            standing: the paragraphs of each block that stands in it.
        """
        document = package.document
        self._body = None if document is None else document.find(qn("w:body"))
        self._paragraphs = paragraphs
        self._standing = {block: list(own) for block, own in standing.items()}
        self._mark = next_mark(document)

    def place(self, draft: Draft, wanted: Sequence[str]) -> list[Arrival]:
        """Put the wanted blocks of a draft in, in its order."""
        made = []
        for part in [part for section in draft.sections for part in section.sub_sections]:
            for block in part.blocks:
                if block.id in wanted:
                    made.append(self._place(block, part, draft))
                    self._standing[block.id] = [made[-1].paragraph]
        return made

    def _place(self, block: Block, part: SubSection, draft: Draft) -> Arrival:
        like, text = self._like(block, part, draft)
        lead = lead_of(like, text) if like is not None and block.dashed else ""
        paragraph = new_paragraph(block.id, block.text, lead, like)
        number_mark(paragraph, self._mark)
        self._mark += 1
        is_home = self._insert(paragraph.elements[0], block, part, draft)
        return Arrival(block, paragraph, "" if is_home else part.title)

    def _like(self, block: Block, part: SubSection, draft: Draft) -> tuple[Paragraph | None, str]:
        """A paragraph whose looks the block takes: of its kind, near it if possible."""
        near = [other for other in part.blocks if other.id in self._standing]
        far = [other for other in draft.blocks if other.id in self._standing]
        for other in chain(near, far):
            own = self._standing[other.id][0]
            if other.dashed == block.dashed and not own.in_table:
                return own, other.text
        style = STYLE_NAMES["dashed" if block.dashed else "body"]
        return next((p for p in self._paragraphs if p.style == style), None), ""

    def _insert(self, element: _Element, block: Block, part: SubSection, draft: Draft) -> bool:
        """Put it behind the block before it; tell whether that is its sub-section."""
        ids = [other.id for other in part.blocks]
        at = ids.index(block.id)
        for other in [other for other in reversed(ids[:at]) if other in self._standing]:
            self._standing[other][-1].elements[-1].addnext(element)
            return True
        for other in [other for other in ids[at + 1 :] if other in self._standing]:
            self._standing[other][0].elements[0].addprevious(element)
            return True
        heading = self._heading(part)
        if heading is not None:
            heading.elements[-1].addnext(element)
            return True
        every = [other.id for other in draft.blocks]
        before = every[: every.index(block.id)]
        for other in [other for other in reversed(before) if other in self._standing]:
            self._standing[other][-1].elements[-1].addnext(element)
            return False
        self._append(element)
        return False

    def _append(self, element: _Element) -> None:
        """Put it at the end: nothing that it could stand beside is left."""
        last = None if self._body is None else self._body.find(qn("w:sectPr"))
        if last is not None:
            last.addprevious(element)
        elif self._body is not None:
            self._body.append(element)

    def _heading(self, part: SubSection) -> Paragraph | None:
        """The heading of a sub-section; the later of two alike for the later section."""
        found = [
            paragraph
            for paragraph in self._paragraphs
            if paragraph.heading is not None and normal(paragraph.text).endswith(normal(part.title))
        ]
        is_second = part.code.startswith("II.")
        return found[-1 if is_second else 0] if found else None
