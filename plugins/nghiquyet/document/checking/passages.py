"""The passages of a Word file: its paragraphs as they are printed, numbered as a reader counts.

Many an office sets head and signature of a document by tabs and line breaks in one paragraph;
such a paragraph is several passages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from unicodedata import normalize

from docx.oxml.ns import qn
from lxml.etree import _Element

from nghiquyet.wording import shortened

_PARAGRAPH, _RUN = qn("w:p"), qn("w:r")
_GONE = {qn("w:del"), qn("w:moveFrom")}
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_WORDS = 40


@dataclass(frozen=True)
class Stretch:
    """Letters of one look: what one run prints between two breaks."""

    run: _Element
    text: str


@dataclass(frozen=True)
class Passage:
    """A paragraph, or what stands between the tabs of one.

    Attributes:
        number: number of its paragraph among those with text, from 1.
        paragraph: the paragraph.
        stretches: its letters in order.
        whole: whether it is all of its paragraph.
        label: the number or dash that Word sets before it.
    """

    number: int
    paragraph: _Element
    stretches: tuple[Stretch, ...]
    whole: bool = True
    label: str = ""

    @property
    def text(self) -> str:
        """What it prints."""
        text = "".join(stretch.text for stretch in self.stretches)
        return normalize("NFC", f"{self.label} {text}").strip()

    @property
    def words(self) -> str:
        """Its first words, by which a reader finds it."""
        return shortened(self.text, _WORDS)

    def split(self) -> Iterator[Passage]:
        """Its parts between tabs and line breaks that have text."""
        if not any(sign in self.text for sign in "\t\n"):
            yield self
            return
        part: list[Stretch] = []
        for stretch in (*self._cut(), None):
            if stretch is not None and stretch.text not in "\t\n":
                part.append(stretch)
                continue
            passage = Passage(self.number, self.paragraph, tuple(part), whole=False)
            if passage.text:
                yield passage
            part = []

    def _cut(self) -> Iterator[Stretch]:
        for stretch in self.stretches:
            text = stretch.text
            while text:
                end = next((at for at, sign in enumerate(text) if sign in "\t\n"), len(text))
                yield Stretch(stretch.run, text[: end or 1])
                text = text[end or 1 :]


def passages_of(document: _Element) -> list[Passage]:
    """Every paragraph that has text, in order; those in tables and text boxes too."""
    numbers = count(1)
    found: list[Passage] = []
    for paragraph in document.iter(_PARAGRAPH):
        stretches = tuple(_stretches(paragraph))
        if not any(stretch.text.strip() for stretch in stretches):
            continue
        if not any(True for _ in paragraph.iterancestors(_COPY)):
            found.append(Passage(next(numbers), paragraph, stretches))
    return found


def _stretches(paragraph: _Element) -> Iterator[Stretch]:
    for run in paragraph.iter(_RUN):
        home = next(run.iterancestors(_PARAGRAPH))
        if home is paragraph and not any(a.tag in _GONE for a in run.iterancestors()):
            text = "".join(_pieces(run))
            if text:
                yield Stretch(run, text)


def _pieces(run: _Element) -> Iterator[str]:
    for child in run:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
