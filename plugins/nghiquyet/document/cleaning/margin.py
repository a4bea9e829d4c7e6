"""The comments of a Word file: who made them, where, and whether they are dealt with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.marks import AUTHOR, INFORMING
from nghiquyet.document.package import WordPackage

_ID, _OFF = qn("w:id"), ("0", "false", "off")
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_EXTENDED = "{http://schemas.microsoft.com/office/word/2012/wordml}"
ANCHORS = tuple(map(qn, ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")))


@dataclass(frozen=True)
class Comment:
    """A comment that stands in the margin.

    Attributes:
        element: its text, in the part of comments.
        anchor: the element of the document where it starts.
        quote: the words it is about.
        resolved: whether somebody ticked it, or the comment that it answers, as done.
    """

    element: _Element
    anchor: _Element
    quote: str
    resolved: bool

    @property
    def id(self) -> str:
        """The number that ties text and anchor."""
        return self.element.get(_ID, "")

    @property
    def author(self) -> str:
        """Who made it."""
        return self.element.get(qn("w:author"), "")

    @property
    def ours(self) -> bool:
        """Whether the draft was printed with it."""
        return self.author == AUTHOR

    @property
    def informs(self) -> bool:
        """Whether it is ours and asks for nothing."""
        return self.ours and self.element.get(qn("w:initials")) == INFORMING

    @property
    def text(self) -> str:
        """What it says."""
        paragraphs = self.element.iter(qn("w:p"))
        lines = ("".join(t.text or "" for t in p.iter(qn("w:t"))).strip() for p in paragraphs)
        return " ".join(filter(None, lines))


def comments_in(package: WordPackage) -> list[Comment]:
    """The comments in the order in which they stand; those without a place are not shown."""
    listed = package.one("comments")
    if listed is None:
        return []
    elements = {comment.get(_ID, ""): comment for comment in listed.iter(qn("w:comment"))}
    done = _resolved(package)
    return [
        Comment(elements[number], anchor, quote, _paragraph_ids(elements[number]) & done != set())
        for number, (anchor, quote) in _anchored(package.document).items()
        if number in elements
    ]


def _anchored(document: _Element) -> dict[str, tuple[_Element, str]]:
    """Where each comment starts, and the words between its ends."""
    anchors: dict[str, _Element] = {}
    quotes: dict[str, str] = {}
    running: set[str] = set()
    for element in document.iter(*ANCHORS, qn("w:t")):
        number = element.get(_ID, "")
        if element.tag == qn("w:t"):
            for open_comment in running:
                quotes[open_comment] += element.text or ""
            continue
        anchors.setdefault(number, element)
        quotes.setdefault(number, "")
        if element.tag == ANCHORS[0]:
            running.add(number)
        else:
            running.discard(number)
    return {number: (anchor, quotes[number].strip()) for number, anchor in anchors.items()}


def _resolved(package: WordPackage) -> set[str]:
    """The paragraphs of comments that are ticked as done, and of the answers to them."""
    extended = package.one("commentsExtended")
    entries = [] if extended is None else list(extended)
    done = {
        entry.get(f"{_EXTENDED}paraId", "")
        for entry in entries
        if entry.get(f"{_EXTENDED}done", "0") not in _OFF
    }
    answers = {
        entry.get(f"{_EXTENDED}paraId", "")
        for entry in entries
        if entry.get(f"{_EXTENDED}paraIdParent") in done
    }
    return done | answers


def _paragraph_ids(comment: _Element) -> set[str]:
    return {p.get(_PARAGRAPH_ID, "") for p in comment.iter(qn("w:p"))} - {""}


def anchors_of(package: WordPackage, ids: set[str]) -> Iterator[_Element]:
    """Every element of the text that ties it to one of those comments."""
    for element in package.document.iter(*ANCHORS):
        if element.get(_ID, "") in ids:
            yield element
