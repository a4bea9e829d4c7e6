"""What the reviewer reads: a draft's paragraphs, their sentences and clauses, what is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nghiquyet.model.draft import Block, Section
from nghiquyet.model.office import Office

_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")
_CLAUSE_END = re.compile(r"[;:!?…]+|\.(?=\s|$)")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")


@dataclass(frozen=True)
class Passage:
    """A paragraph under review.

    Attributes:
        place: where it stands, such as ``I.1`` or ``Nơi nhận``.
        text: its text.
        block: id of its block, or empty.
        prose: a sentence or more, that ends with a stop.
        dashed: printed as an item that begins with a dash.
        flags: what stands in it for missing figures: has lines of its own on the review sheet.
        printed: begin and end of the figures that the machine printed from what was reported.
    """

    place: str
    text: str
    block: str = ""
    prose: bool = True
    dashed: bool = False
    flags: tuple[str, ...] = ()
    printed: tuple[tuple[int, int], ...] = ()

    @property
    def assesses(self) -> bool:
        """Whether it speaks of the month assessed (Section I) and not of the next one."""
        return self.place == "I" or self.place.startswith("I.")

    @property
    def orders(self) -> bool:
        """Whether it is part of Section II: what is to be done."""
        return self.place.startswith("II")

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Begin and end of every sentence."""
        return _parts(_SENTENCE_END, self.text)

    @cached_property
    def clauses(self) -> Sequence[tuple[int, int]]:
        """Begin and end of every clause: what stands between semicolons and stops."""
        return _parts(_CLAUSE_END, self.text)

    @cached_property
    def quoted(self) -> Sequence[tuple[int, int]]:
        """Begin and end of titles and sayings in quotation marks: words of others."""
        return [match.span() for match in _QUOTED.finditer(self.text)]

    def is_quoted(self, start: int) -> bool:
        """Whether the letter at ``start`` stands in quotation marks."""
        return any(begin <= start < end for begin, end in self.quoted)

    def is_within_title(self, start: int, end: int) -> bool:
        """Whether words are part of what is quoted; an app's name alone is no title."""
        return any(
            begin <= start < close and (begin, close) != (start - 1, end + 1)
            for begin, close in self.quoted
        )

    def sentence_at(self, start: int) -> str:
        """The sentence in which the letter at ``start`` stands."""
        return self.text[slice(*_around(self.sentences, start, len(self.text)))]

    def clause_at(self, start: int) -> str:
        """The clause in which the letter at ``start`` stands."""
        return self.text[slice(*_around(self.clauses, start, len(self.text)))]

    def around(self, match: re.Match[str]) -> tuple[str, str]:
        """The clause of what was found: what stands before it and what behind."""
        begin, end = _around(self.clauses, match.start(), len(self.text))
        return self.text[begin : match.start()], self.text[match.end() : max(end, match.end())]


def _parts(ends: re.Pattern[str], text: str) -> Sequence[tuple[int, int]]:
    parts, begin = [], 0
    for match in ends.finditer(text):
        parts.append((begin, match.end()))
        begin = match.end()
    return [*parts, (begin, len(text))] if begin < len(text) else parts


def _around(parts: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    return next((part for part in parts if part[0] <= start < part[1]), (0, end))


def passages_of(sections: Sequence[Section], closing: str, office: Office) -> list[Passage]:
    """Every paragraph of a draft with its headings, as the reviewer reads it."""
    recipients = [Passage("Nơi nhận", line, prose=False) for line in office.recipients]
    body = [passage for section in sections for passage in _of_section(section)]
    return [*body, Passage("Đoạn kết", closing), *recipients]


def _of_section(section: Section) -> Iterator[Passage]:
    yield Passage(section.code, section.title, prose=False)
    for sub in section.sub_sections:
        yield Passage(sub.code, sub.title, prose=False)
        for block in sub.blocks:
            flags = tuple(figure.text for figure in block.figures if figure.missing)
            yield Passage(
                sub.code, block.text, block.id, True, block.dashed, flags, tuple(_printed(block))
            )


def _printed(block: Block) -> Iterator[tuple[int, int]]:
    start = 0
    for span in block.spans:
        if span.figure is not None and span.figure.counted:
            yield start, start + len(span.text)
        start += len(span.text)
