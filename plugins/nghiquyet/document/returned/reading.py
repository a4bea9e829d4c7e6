"""A Word file is read: its paragraphs in two views of tracked changes, its marks and comments.

What was learnt: LibreOffice leaves bookmarks without an end and names pasted ones
``…_Copy_1``; a deleted paragraph mark joins what stands before and behind it; a mark that
begins inside deleted text still tells where its paragraph was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.package import WordPackage
from nghiquyet.document.properties import DRAFT_ID, VARIANT
from nghiquyet.document.returned.limits import Limits
from nghiquyet.document.returned.paragraphs import (
    Comment,
    Paragraph,
    Piece,
    ReturnedDocument,
    View,
)
from nghiquyet.document.returned.styles import Styles

_ID, _PROPERTIES = qn("w:id"), qn("w:pPr")
_TEXT, _RUN, _PARAGRAPH = qn("w:t"), qn("w:r"), qn("w:p")
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:ptab"): "\t"}
_INSERTED = frozenset({qn("w:ins"), qn("w:moveTo")})
_DELETED = frozenset({qn("w:del"), qn("w:moveFrom")})
_OPEN_TO_CHANGES = frozenset({qn("w:hyperlink"), qn("w:smartTag")})
_WRAPPERS = frozenset(
    qn(f"w:{name}")
    for name in ("sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", "tbl", "tr", "tc")
)
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def read_document(data: bytes) -> ReturnedDocument:
    """Read a Word file that came back from the office.

    Raises:
        DocumentError: if it is no Word file or damaged; says in Vietnamese what to do.
    """
    return read_package(WordPackage(data))


def read_package(package: WordPackage) -> ReturnedDocument:
    """The same for a file that is open; the paragraphs' elements are those of the package."""
    said = _custom_properties(package)
    return ReturnedDocument(
        tuple(read_paragraphs(package, View.ACCEPTED)),
        tuple(read_paragraphs(package, View.REJECTED)),
        _comments(package),
        said.get(DRAFT_ID, ""),
        said.get(VARIANT, ""),
    )


def read_paragraphs(package: WordPackage, view: View) -> list[Paragraph]:
    """The paragraphs of the file's body, in one view of tracked changes."""
    root = package.document
    styles = Styles(package.one("styles"))
    if root is None:
        return []
    hidden = _INSERTED if view is View.REJECTED else _DELETED
    reading = _Reading(styles, hidden, view, Limits(root))
    for body in root.findall(qn("w:body")):
        reading.read_blocks(body, in_table=False)
    return reading.paragraphs


def pieces_of(elements: Sequence[_Element]) -> list[Piece]:
    """The text of one paragraph once more, after it was changed."""
    paragraph = Paragraph()
    for number, element in enumerate(elements):
        if number:
            paragraph.pieces.append(Piece(""))
        reading = _Reading(Styles(None), _DELETED, View.ACCEPTED, Limits(element))
        reading.read_inline(element, paragraph, is_open=True)
    return paragraph.pieces


@dataclass
class _Reading:
    """The state of one pass over the body."""

    styles: Styles
    hidden: frozenset[str]
    view: View
    limits: Limits
    paragraphs: list[Paragraph] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)
    _unfinished: Paragraph | None = None

    def read_blocks(self, parent: _Element, *, in_table: bool) -> None:
        """Read what stands beside one another: paragraphs, tables, wrappers round them."""
        for child in parent:
            if child.tag == _PARAGRAPH:
                self._read_paragraph(child, in_table=in_table)
            elif child.tag in self.hidden or self._is_hidden_row(child):
                continue
            elif child.tag in _WRAPPERS or child.tag in _INSERTED | _DELETED:
                self.read_blocks(child, in_table=in_table or child.tag == qn("w:tc"))
            else:
                self.limits.see(child, None)

    def _is_hidden_row(self, element: _Element) -> bool:
        mark = "w:ins" if self.view is View.REJECTED else "w:del"
        return element.tag == qn("w:tr") and (
            element.find(f"{qn('w:trPr')}/{qn(mark)}") is not None
        )

    def _read_paragraph(self, element: _Element, *, in_table: bool) -> None:
        properties = element.find(_PROPERTIES)
        paragraph = self._unfinished
        if paragraph is None:
            paragraph = Paragraph(in_table=in_table)
            self.limits.enter(paragraph)
            self.paragraphs.append(paragraph)
        else:
            paragraph.pieces.append(Piece(""))  # the deleted mark between them
        paragraph.elements += (element,)
        self.read_inline(element, paragraph, is_open=True)
        self._unfinished = paragraph if self._joins_next(properties, paragraph) else None
        if self._unfinished is None:  # Word gives joined paragraphs the looks of the last one
            paragraph.style = self.styles.name(properties)
            paragraph.heading = self.styles.heading(properties)
            paragraph.is_listed = self.styles.is_listed(properties)

    def _joins_next(self, properties: _Element | None, paragraph: Paragraph) -> bool:
        marks = None if properties is None else properties.find(qn("w:rPr"))
        if properties is not None and properties.find(qn("w:pPrChange")) is not None:
            paragraph.is_tracked = True
        tags = {mark.tag for mark in (() if marks is None else marks)}
        if tags & (_INSERTED | _DELETED):
            paragraph.is_tracked = True
        return bool(tags & self.hidden)

    def read_inline(self, parent: _Element, paragraph: Paragraph, *, is_open: bool) -> None:
        """Read what stands within a paragraph."""
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._read_run(child, paragraph, is_open=is_open)
            elif tag in _INSERTED | _DELETED:
                paragraph.is_tracked = True
                if tag in self.hidden:
                    self._pass_over(child, paragraph)
                else:
                    self.read_inline(child, paragraph, is_open=False)
            elif tag in _OPEN_TO_CHANGES:
                self.read_inline(child, paragraph, is_open=is_open)
            elif tag in _WRAPPERS:
                self.read_inline(child, paragraph, is_open=False)
            elif tag == _ALTERNATIVES:
                choice = child.find(_CHOICE)
                self.read_inline(child if choice is None else choice, paragraph, is_open=False)
            else:
                self.limits.see(child, paragraph)

    def _read_run(self, run: _Element, paragraph: Paragraph, *, is_open: bool) -> None:
        properties = run.find(qn("w:rPr"))
        if properties is not None:
            if properties.find(qn("w:rPrChange")) is not None:
                paragraph.is_tracked = True
            if _is_on(properties.find(qn("w:vanish"))):
                return
        for child in run:
            if child.tag == qn("w:fldChar"):
                self._see_field(child.get(qn("w:fldCharType"), ""))
            elif "code" not in self._fields:
                self._read_sign(child, paragraph, is_open=is_open and not self._fields)

    def _read_sign(self, element: _Element, paragraph: Paragraph, *, is_open: bool) -> None:
        if element.tag == _TEXT:
            self._add(paragraph, Piece(element.text or "", element if is_open else None))
        elif element.tag == qn("w:delText") and self.view is View.REJECTED:
            self._add(paragraph, Piece(element.text or ""))
        elif element.tag in _SIGNS:
            self._add(paragraph, Piece(_SIGNS[element.tag]))
        elif element.tag == qn("w:br") and element.get(qn("w:type")) in (None, "textWrapping"):
            self._add(paragraph, Piece("\n"))
        elif element.tag == qn("w:sym"):
            self._add(paragraph, Piece("□"))

    def _see_field(self, kind: str) -> None:
        """Between begin and separate stands a field's code, then until its end what it shows."""
        if kind == "begin":
            self._fields.append("code")
        elif self._fields:
            self._fields[-1:] = ["shown"] if kind == "separate" else []

    def _add(self, paragraph: Paragraph, piece: Piece) -> None:
        paragraph.pieces.append(piece)
        self.limits.cover(paragraph, piece.text)

    def _pass_over(self, change: _Element, paragraph: Paragraph) -> None:
        """A hidden change shows no text, but limits inside it count."""
        paragraph.pieces.append(Piece(""))
        for element in change.iter():
            self.limits.see(element, paragraph)


def _is_on(toggle: _Element | None) -> bool:
    return toggle is not None and toggle.get(qn("w:val"), "1") not in ("0", "false", "off")


def _comments(package: WordPackage) -> dict[str, Comment]:
    root = package.one("comments")
    return {
        comment.get(_ID, ""): Comment(
            comment.get(qn("w:author"), ""), "\n".join(comment_lines(comment))
        )
        for comment in (() if root is None else root.iter(qn("w:comment")))
    }


def comment_lines(comment: _Element) -> Iterator[str]:
    """The paragraphs of a comment."""
    for paragraph in comment.iter(_PARAGRAPH):
        yield "".join(
            (node.text or "") if node.tag == _TEXT else _SIGNS[node.tag]
            for node in paragraph.iter(_TEXT, *_SIGNS)
        )


def _custom_properties(package: WordPackage) -> dict[str, str]:
    root = package.one("custom-properties", "")
    return {
        entry.get("name", ""): "".join(str(text) for text in entry.itertext())
        for entry in (() if root is None else root)
        if isinstance(entry.tag, str)
    }
