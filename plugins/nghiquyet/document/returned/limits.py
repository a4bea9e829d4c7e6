"""Bookmarks and anchors of comments: where they begin and end, as programs really leave them."""

from __future__ import annotations

from collections import Counter

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.document.returned.paragraphs import Paragraph

_ID = qn("w:id")
_MARK, _MARK_END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_ANCHOR, _ANCHOR_END = qn("w:commentRangeStart"), qn("w:commentRangeEnd")
_ENDS = {_MARK: _MARK_END, _ANCHOR: _ANCHOR_END}


class Limits:
    """What runs where the reader stands.

    LibreOffice leaves starts without an end and gives one name to two starts after a
    paragraph was split: a start whose end does not follow marks its paragraph and covers nothing.
    """

    def __init__(self, root: _Element) -> None:
        """Look for the ends in the whole file."""
        ends = root.iter(*_ENDS.values())
        self._to_come = Counter((end.tag, end.get(_ID, "")) for end in ends)
        self._running: dict[tuple[str, str], str] = {}

    def enter(self, paragraph: Paragraph) -> None:
        """A paragraph begins within what runs."""
        self.cover(paragraph, "")

    def cover(self, paragraph: Paragraph, text: str) -> None:
        """``text`` of the paragraph stands within what runs."""
        for (end, _), name in self._running.items():
            covered = paragraph.marks if end == _MARK_END else paragraph.comments
            covered[name] = covered.get(name, "") + text

    def see(self, element: _Element, paragraph: Paragraph | None) -> None:
        """Note it if ``element`` is a start or an end."""
        number = element.get(_ID, "") if isinstance(element.tag, str) else ""
        if element.tag in _ENDS:
            end = (_ENDS[element.tag], number)
            name = element.get(qn("w:name"), "") if element.tag == _MARK else number
            if paragraph is not None:
                covered = paragraph.marks if element.tag == _MARK else paragraph.comments
                covered.setdefault(name, "")
            if self._to_come[end]:
                self._running[end] = name
        elif element.tag in _ENDS.values():
            self._to_come[element.tag, number] -= 1
            self._running.pop((element.tag, number), None)
