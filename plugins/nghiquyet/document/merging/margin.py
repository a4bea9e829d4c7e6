"""The comments of the office's file: ours are put in and taken out, the office's stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from lxml.etree import _Element

from nghiquyet.document.layout import COMMENT_STYLE_ID
from nghiquyet.document.marks import AUTHOR, INFORMING, INITIALS, plain
from nghiquyet.document.merging.passage import Passage
from nghiquyet.document.notes import Note
from nghiquyet.document.package import WordPackage
from nghiquyet.document.returned.paragraphs import Paragraph
from nghiquyet.document.returned.reading import comment_lines
from nghiquyet.model.office import OFFICE_ZONE

_ID, _RUN, _PROPERTIES = qn("w:id"), qn("w:r"), qn("w:pPr")
_START, _END, _REFERENCE = (
    qn("w:commentRangeStart"),
    qn("w:commentRangeEnd"),
    qn("w:commentReference"),
)
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"

Meant = Callable[[str, str], bool]
"""Tells by its text and the words it is anchored to whether a comment is meant."""


class Margin:
    """The margin of one file.

    Attributes:
        texts: what our own comments say, by their ids.
    """

    def __init__(self, package: WordPackage, moment: datetime) -> None:
        """Look at the comments; new ones are made at ``moment``."""
        self._package = package
        self._moment = f"{moment.astimezone(OFFICE_ZONE):%Y-%m-%dT%H:%M:%S}Z"
        self._root = package.one("comments")
        self._by_id = {c.get(_ID, ""): c for c in (() if self._root is None else self._root)}
        answered = self._answered()
        self.texts = {
            number: "\n".join(comment_lines(comment))
            for number, comment in self._by_id.items()
            if comment.get(qn("w:author")) == AUTHOR and not answered & _para_ids(comment)
        }
        self._last = max((int(n) for n in self._by_id if n.isdecimal()), default=0)

    def says(self, paragraphs: Iterable[Paragraph], is_meant: Meant) -> bool:
        """Whether one of our comments on the paragraphs is meant."""
        return any(
            is_meant(self.texts[number], covered)
            for paragraph in paragraphs
            for number, covered in paragraph.comments.items()
            if number in self.texts
        )

    def take_out(self, paragraphs: Iterable[Paragraph], is_meant: Meant) -> None:
        """Take out those of our comments on the paragraphs that are meant."""
        for paragraph in paragraphs:
            for number, covered in list(paragraph.comments.items()):
                if number in self.texts and is_meant(self.texts[number], covered):
                    self._take_out(number)
                    del paragraph.comments[number]

    def put_on(self, passage: Passage, note: Note) -> None:
        """Comment on characters of a passage, or on all of it where that is not possible."""
        runs = passage.runs(note.start, note.end)
        if not runs:
            self.put_on_all(passage.paragraphs, note.text, informs=note.informs)
            return
        number = self._write(note.text, informs=note.informs)
        runs[0].addprevious(_limit(_START, number))
        runs[-1].addnext(_limit(_END, number))
        runs[-1].getnext().addnext(_reference(number))  # type: ignore[union-attr]
        passage.look_again()

    def put_on_all(
        self, paragraphs: Iterable[Paragraph], text: str, *, informs: bool = False
    ) -> None:
        """Comment on whole paragraphs, each of which gets the same comment once."""
        for paragraph in paragraphs:
            if not any(self.texts.get(number) == text for number in paragraph.comments):
                number = self._write(text, informs=informs)
                paragraph.comments[number] = paragraph.text
                first, last = paragraph.elements[0], paragraph.elements[-1]
                at = 0 if first.find(_PROPERTIES) is None else 1
                first.insert(at, _limit(_START, number))
                last.append(_limit(_END, number))
                last.append(_reference(number))

    def _write(self, text: str, *, informs: bool) -> str:
        root = self._comments()
        self._last += 1
        number = str(self._last)
        comment = etree.SubElement(
            root,
            qn("w:comment"),
            {
                _ID: number,
                qn("w:author"): AUTHOR,
                qn("w:initials"): INFORMING if informs else INITIALS,
                qn("w:date"): self._moment,
            },
        )
        for line in text.split("\n"):
            paragraph = etree.SubElement(comment, qn("w:p"))
            properties = etree.SubElement(paragraph, _PROPERTIES)
            etree.SubElement(properties, qn("w:pStyle"), {qn("w:val"): COMMENT_STYLE_ID})
            run = etree.SubElement(paragraph, _RUN)
            etree.SubElement(run, qn("w:t")).text = plain(line)
        self._by_id[number], self.texts[number] = comment, text
        return number

    def _comments(self) -> _Element:
        if self._root is None:
            name = self._package.free_name("word/comments.xml")
            self._root = parse_xml(f"<w:comments {nsdecls('w')}/>")
            self._package.add(
                name,
                CONTENT_TYPE.WML_COMMENTS,
                RELATIONSHIP_TYPE.COMMENTS,
                self._root,
                self._package.main,
            )
        return self._root

    def _take_out(self, number: str) -> None:
        document = self._package.document
        for element in list(() if document is None else document.iter(_START, _END, _REFERENCE)):
            if element.get(_ID) == number:
                _drop(element)
        comment = self._by_id.pop(number)
        extended = self._package.one("commentsExtended")
        for entry in list(() if extended is None else extended):
            if entry.get(f"{{{_WORD_2012}}}paraId") in _para_ids(comment):
                extended.remove(entry)  # type: ignore[union-attr]
        comment.getparent().remove(comment)  # type: ignore[union-attr]
        del self.texts[number]

    def _answered(self) -> set[str]:
        """Paragraphs of comments that somebody has answered: the answer needs its question."""
        extended = self._package.one("commentsExtended")
        return {
            entry.get(f"{{{_WORD_2012}}}paraIdParent", "")
            for entry in (() if extended is None else extended)
        } - {""}


def _para_ids(comment: _Element) -> set[str]:
    return {paragraph.get(_PARA_ID, "") for paragraph in comment.iter(qn("w:p"))} - {""}


def _limit(tag: str, number: str) -> _Element:
    return etree.Element(tag, {_ID: number})


def _reference(number: str) -> _Element:
    run = etree.Element(_RUN)
    etree.SubElement(run, _REFERENCE, {_ID: number})
    return run


def _drop(element: _Element) -> None:
    """Take an element out, and the run that held nothing else."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == _RUN and all(child.tag == qn("w:rPr") for child in parent):
        home = parent.getparent()
        if home is not None:
            home.remove(parent)
