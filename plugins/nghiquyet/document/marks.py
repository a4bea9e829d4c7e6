"""Blocks in a rendered document: text, bookmark, highlight and the anchors of comments.

The template prints a mark of private-use characters where a block stands, and one pass
puts the block there. So no text of a block ever passes through the template engine, and
the office's template stays free of bookmarks, which Word cannot draw inside a loop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import SubElement, _Element, tostring

from nghiquyet.document.layout import COMMENT_STYLE_ID
from nghiquyet.document.notes import Note, placed_figures
from nghiquyet.errors import DocumentError
from nghiquyet.model.draft import Block, Span
from nghiquyet.model.office import OFFICE_ZONE

AUTHOR, INITIALS = "Hệ thống dự thảo", "HTDT"
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_NOT_TEXT = re.compile(f"[{_OPEN}{_CLOSE}\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]")
_BLOCK_ID = re.compile(r"\w{1,36}", re.ASCII)
_TEXT, _RUN, _PARAGRAPH = qn("w:t"), qn("w:r"), qn("w:p")
_ID, _SPACE = qn("w:id"), "{http://www.w3.org/XML/1998/namespace}space"


def plain(text: str) -> str:
    """Text from outside without what Word cannot hold and without our own marks."""
    return _BREAKS.sub(" ", _NOT_TEXT.sub("", text))


def plain_block(block: Block) -> Block:
    """The block with :func:`plain` text in every span."""
    spans = tuple(Span(plain(span.text), span.figure) for span in block.spans)
    return replace(block, spans=spans)


def mark(number: int) -> str:
    """What the template prints where block ``number`` stands."""
    return f"{_OPEN}{number}{_CLOSE}"


@dataclass
class Marker:
    """Puts the blocks of one draft into the document that its template gave.

    Attributes:
        document: the rendered document.
        blocks: the draft's blocks with the comments on them.
        moment: when the comments were made.
    """

    document: WordDocument
    blocks: Sequence[tuple[Block, Sequence[Note]]]
    moment: datetime

    def __post_init__(self) -> None:
        """Number bookmarks and comments behind those that the office's template has."""
        body = self.document.element.body
        self._bookmark = _next_id(body.iter(qn("w:bookmarkStart")))
        self._first_comment = _next_id(self.document.part._comments_part.element)
        self._comments: list[str] = []

    def place_blocks(self) -> None:
        """Replace every mark by its block.

        Raises:
            DocumentError: if the template does not print every block exactly once.
        """
        body = self.document.element.body
        open_marks = [text for text in body.iter(_TEXT) if _OPEN in (text.text or "")]
        placed = [number for text in open_marks for number in self._place(text)]
        wrong = [
            block.id for number, (block, _) in enumerate(self.blocks) if placed.count(number) != 1
        ]
        if wrong:
            raise DocumentError(f"the Word template does not print once each: {', '.join(wrong)}")
        _refuse_left_over(self.document)
        self._write_comments()

    def _place(self, text: _Element) -> list[int]:
        """Put the blocks that ``text`` marks in its place; give their numbers."""
        run = next(text.iterancestors(_RUN))
        paragraph = next(run.iterancestors(_PARAGRAPH))
        pieces = _MARK.split(text.text or "")
        numbers = [int(number) for number in pieces[1::2]]
        prototype = _without_text(run)
        _set_aside_rest(run, text, prototype)
        for place, piece in enumerate(pieces):
            if place % 2:
                self._write_block(run, prototype, int(piece))
            elif piece:
                _add_run(run, prototype, piece)
        run.remove(text)
        if len(run) == len(prototype):
            next(run.iterancestors()).remove(run)
        for number in numbers:
            self._bookmark_block(paragraph, self.blocks[number][0].id)
        return numbers

    def _write_block(self, run: _Element, prototype: _Element, number: int) -> None:
        block, notes = self.blocks[number]
        flags = [(start, end) for start, end, figure in placed_figures(block) if figure.is_flag]
        cuts = {0, len(block.text), *(cut for pair in flags for cut in pair)}
        cuts.update(cut for note in notes for cut in (note.start, note.end))
        ids = {note: self._comment(note.text) for note in notes}
        for start, end in pairwise(sorted(cuts)):
            for note in notes:
                if note.start == start:
                    _add_before(run, "w:commentRangeStart", ids[note])
            lit = any(first <= start < last for first, last in flags)
            _add_run(run, prototype, block.text[start:end], lit=lit)
            for note in notes:
                if note.end == end:
                    _add_before(run, "w:commentRangeEnd", ids[note])
                    _add_reference(run, ids[note])

    def _comment(self, text: str) -> int:
        number = self._first_comment + len(self._comments)
        style = f'<w:pPr><w:pStyle w:val="{COMMENT_STYLE_ID}"/></w:pPr>'
        paragraphs = "".join(
            f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(plain(line))}</w:t></w:r></w:p>'
            for line in text.split("\n")
        )
        moment = f"{self.moment.astimezone(OFFICE_ZONE):%Y-%m-%dT%H:%M:%S}Z"
        self._comments.append(
            f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}"'
            f' w:date="{moment}">{paragraphs}</w:comment>'
        )
        return number

    def _write_comments(self) -> None:
        if self._comments:
            tree = parse_xml(f"<w:comments {nsdecls('w')}>{''.join(self._comments)}</w:comments>")
            self.document.part._comments_part.element.extend(tree)

    def _bookmark_block(self, paragraph: _Element, block_id: str) -> None:
        """One bookmark round all runs of the paragraph."""
        if not _BLOCK_ID.fullmatch(block_id):
            raise DocumentError(f"no name for a bookmark: {block_id!r}")
        start = paragraph.makeelement(
            qn("w:bookmarkStart"), {_ID: str(self._bookmark), qn("w:name"): f"blk_{block_id}"}
        )
        properties = paragraph.find(qn("w:pPr"))
        paragraph.insert(0 if properties is None else 1, start)
        SubElement(paragraph, qn("w:bookmarkEnd"), {_ID: str(self._bookmark)})
        self._bookmark += 1


def _next_id(elements: Iterable[_Element]) -> int:
    return max((int(element.get(_ID, "0")) for element in elements), default=0) + 1


def _without_text(run: _Element) -> _Element:
    """An empty run that looks like ``run``."""
    copy = run.makeelement(_RUN)
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        copy.append(deepcopy(properties))
    return copy


def _set_aside_rest(run: _Element, text: _Element, prototype: _Element) -> None:
    """Move what stands before ``text`` in its run, such as a tab, to a run of its own."""
    before = [child for child in text.itersiblings(preceding=True) if child.tag != qn("w:rPr")]
    if before:
        own = deepcopy(prototype)
        own.extend(reversed(before))
        run.addprevious(own)


def _add_run(run: _Element, prototype: _Element, text: str, *, lit: bool = False) -> None:
    new = deepcopy(prototype)
    if lit:
        properties = new.get_or_add_rPr()  # type: ignore[attr-defined]
        properties.highlight_val = WD_COLOR_INDEX.YELLOW
    SubElement(new, _TEXT, {_SPACE: "preserve"}).text = text
    run.addprevious(new)


def _add_before(run: _Element, tag: str, number: int) -> None:
    run.addprevious(run.makeelement(qn(tag), {_ID: str(number)}))


def _add_reference(run: _Element, number: int) -> None:
    holder = run.makeelement(_RUN)
    SubElement(holder, qn("w:commentReference"), {_ID: str(number)})
    run.addprevious(holder)


def _refuse_left_over(document: WordDocument) -> None:
    for part in document.part.package.iter_parts():
        if isinstance(part, XmlPart):
            text = tostring(part.element, encoding="unicode", method="text")
            if _OPEN in text or _CLOSE in text:
                raise DocumentError(f"a mark is left over in {part.partname}")
