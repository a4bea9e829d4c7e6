"""Sentences: clauses put together so that leaving one out leaves correct Vietnamese.

A section template is the office's skeleton: clauses by code with the marks between them. The
strongest mark among those around an omitted clause stays; a sentence begins with a capital;
a paragraph of which nothing is left is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from nghiquyet.model.draft import Span
from nghiquyet.narrative.clauses import ClauseWriter
from nghiquyet.wording import capitalised

CODE_MARK = "\ue010{}\ue011"
_TOKEN = re.compile("\ue010([^\ue011]*)\ue011")
_JOINT = re.compile(
    r"^(?P<before>\s*và\s+|[.;,]?\s+|[.;,]?$)?(?P<words>.*?)(?P<after>\s*và\s+|[.;,]?\s*)$", re.S
)
_STRENGTH = (".", ";", ",", "và", "")


@dataclass
class _Paragraph:
    spans: list[Span] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    in_sentence: list[str] = field(default_factory=list)
    joint: str = ""

    def meet(self, joint: str) -> None:
        """Keep the strongest mark since the last clause that was printed."""
        if _rank(joint) < _rank(self.joint):
            self.joint = joint

    def say(self, spans: list[Span], code: str = "") -> None:
        if self.joint.startswith("."):
            self.in_sentence = []
        starts = not self.spans or self.joint.startswith(".")
        if self.spans:
            self.spans.append(Span(self.joint))
        self.spans += _capitalised(spans) if starts else spans
        self.joint = " "
        if code:
            self.codes.append(code)
            self.in_sentence.append(code)


def _rank(joint: str) -> int:
    mark = joint.strip()[:1] if joint.strip() != "và" else "và"
    return _STRENGTH.index(mark)


def write_paragraph(skeleton: str, writer: ClauseWriter) -> tuple[list[Span], list[str]]:
    """Fill one paragraph of a section template.

    Args:
        skeleton: its text, with clauses marked by :data:`CODE_MARK`.
        writer: writes the clauses.

    Returns:
        The spans, and the codes that were printed; both empty if nothing is to be said.
    """
    paragraph = _Paragraph()
    printed_before: set[str] = set()
    for kind, text in _tokens(skeleton):
        if kind == "joint":
            paragraph.meet(text)
        elif kind == "words":
            paragraph.say([Span(text)])
        else:
            clause = writer.evidence.catalogue.indicators[text].clause
            needs_met = clause is None or not clause.needs or clause.needs in printed_before
            starts = paragraph.joint.startswith(".")
            said = [] if starts else paragraph.in_sentence
            spans = writer.write(text, said, needs_met=needs_met)
            if spans:
                paragraph.say(spans, text)
                printed_before.add(text)
    if paragraph.spans:
        paragraph.spans.append(Span("."))
    return paragraph.spans, paragraph.codes


def _tokens(skeleton: str) -> Iterator[tuple[str, str]]:
    """Clauses, the marks between them, and words that the template itself says."""
    for place, piece in enumerate(_TOKEN.split(" ".join(skeleton.split()))):
        if place % 2:
            yield "code", piece
            continue
        match = _JOINT.match(piece)
        if match is None or not piece:
            continue
        if match["before"]:
            yield "joint", match["before"]
        if match["words"]:
            yield "words", match["words"]
        if match["after"]:
            yield "joint", match["after"]


def _capitalised(spans: list[Span]) -> list[Span]:
    head, *rest = spans
    text = capitalised(head.text)
    figure = replace(head.figure, text=text) if head.figure else None
    return [Span(text, figure), *rest]
