"""What a Word file says: its paragraphs, the blocks in it and the comments on them.

Reads the XML itself: python-docx passes over text inside content controls and hyperlinks.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element

from nghiquyet.errors import DocumentError

_PARAGRAPH, _TEXT, _DELETED = qn("w:p"), qn("w:t"), qn("w:del")
_ID, _NAME = qn("w:id"), qn("w:name")
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_BLOCK = "blk_"


class Remark(NamedTuple):
    """A comment in the margin.

    Attributes:
        author: who made it.
        text: what it says; one paragraph a line.
        quote: the words it is anchored to.
    """

    author: str
    text: str
    quote: str


def document_text(data: bytes) -> list[str]:
    """The text of every paragraph that has any, in order; those in tables too."""
    body = _part(data, "word/document.xml")
    return [text for paragraph in body.iter(_PARAGRAPH) if (text := _text(paragraph)).strip()]


def blocks_of(data: bytes) -> dict[str, str]:
    """The text of each generated paragraph by the id of its block."""
    body = _part(data, "word/document.xml")
    return {
        start.get(_NAME, "").removeprefix(_BLOCK): _text(next(start.iterancestors(_PARAGRAPH)))
        for start in body.iter(qn("w:bookmarkStart"))
        if start.get(_NAME, "").startswith(_BLOCK)
    }


def comments_of(data: bytes) -> list[Remark]:
    """The comments with the words they are anchored to, in the order in which they stand."""
    comments = {
        comment.get(_ID, ""): comment
        for comment in _part(data, "word/comments.xml").iter(qn("w:comment"))
    }
    return [
        Remark(
            comments[number].get(qn("w:author"), ""),
            "\n".join(_text(paragraph) for paragraph in comments[number].iter(_PARAGRAPH)),
            quote,
        )
        for number, quote in _anchored(_part(data, "word/document.xml")).items()
        if number in comments
    ]


def _anchored(body: _Element) -> dict[str, str]:
    quotes: dict[str, str] = {}
    running: set[str] = set()
    for element in body.iter():
        if element.tag == qn("w:commentRangeStart"):
            running.add(element.get(_ID, ""))
            quotes[element.get(_ID, "")] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            running.discard(element.get(_ID, ""))
        elif element.tag == _TEXT:
            for number in running:
                quotes[number] += element.text or ""
    return quotes


def _text(paragraph: _Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in (_DELETED, _PARAGRAPH, qn("w:pPr")):
            yield from _pieces(child)


def _part(data: bytes, name: str) -> _Element:
    try:
        with ZipFile(BytesIO(data)) as archive:
            xml = archive.read(name) if name in archive.namelist() else b"<none/>"
    except BadZipFile as error:
        raise DocumentError(f"no Word document: {error}") from error
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
