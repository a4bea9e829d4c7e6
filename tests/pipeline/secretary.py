"""A secretary at work on Section II of a draft: edits by text alone, without any of our code.

Everything done is written down, so that what must come of it is known without reading it back.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from lxml.etree import _Element

_P, _T = qn("w:p"), qn("w:t")
_MARKS = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LONG = 40


@dataclass
class Ledger:
    """What was done to clauses; all else was only laid out anew."""

    struck: list[str] = field(default_factory=list)
    reworded: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    deeds: list[str] = field(default_factory=list)


class Secretary:
    """Edits one file.

    Attributes:
        spared: words of a clause that is neither struck nor reworded.
    """

    def __init__(self, data: bytes, chance: random.Random, spared: str) -> None:
        self.document = Document(BytesIO(data))
        self.chance, self.spared = chance, spared
        self.ledger = Ledger()

    def work(self, times: int) -> bytes:
        """Do what is done before a resolution is signed: each thing once, some more often."""
        deeds = [*DEEDS, *self.chance.choices(DEEDS, k=times)]
        for deed in self.chance.sample(deeds, len(deeds)):
            with suppress(IndexError):  # nothing is left that it could be done to
                deed(self)
                self.ledger.deeds.append(deed.__name__)
        buffer = BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def paragraphs(self) -> list[_Element]:
        """The running text of Section II: all between its title and the closing paragraph."""
        body = [e for e in self.document.element.body.iterchildren(_P) if text_of(e).strip()]
        start = next(n for n, e in enumerate(body) if text_of(e).startswith("II. "))
        return [e for e in body[start + 1 : -1] if not re.match(r"\d\. ", text_of(e))]

    def one(self) -> _Element:
        return self.chance.choice(self.paragraphs())

    def clause(self) -> tuple[_Element, str]:
        """A paragraph, and a clause of it between two semicolons that is as drafted.

        Raises:
            IndexError: if there is none left.
        """
        found = [
            (element, clause)
            for element in self.paragraphs()
            for sentence in re.split(r"(?<=[.])\s", text_of(element))
            for clause in sentence.split("; ")[1:-1]
            if len(clause) > _LONG and self.spared not in clause and clause not in self.touched()
        ]
        return self.chance.choice(found)

    def touched(self) -> list[str]:
        return [*self.ledger.reworded.values(), *self.ledger.added]

    def new_words(self) -> str:
        """Words that no draft holds."""
        return " ".join("".join(self.chance.choices("bdfgjlpwz", k=5)) for _ in range(6))


def text_of(element: _Element) -> str:
    return "".join(node.text or "" for node in element.iter(_T))


def write(element: _Element, text: str) -> None:
    """Type a text over what the paragraph says; its marks stay where they are."""
    first, *others = element.iter(_T)
    first.text = text
    first.set(_SPACE, "preserve")
    for node in others:
        node.text = ""


def strike(office: Secretary) -> None:
    element, clause = office.clause()
    write(element, text_of(element).replace(f"; {clause};", ";", 1))
    office.ledger.struck.append(clause)


def reword(office: Secretary) -> None:
    element, clause = office.clause()
    first, second, *rest = clause.split()
    new = " ".join([first, second, "khẩn trương,", *rest, "ngay trong tháng"])
    write(element, text_of(element).replace(clause, new, 1))
    office.ledger.reworded[clause] = new


def add_clause(office: Secretary) -> None:
    element, words = office.one(), office.new_words()
    write(element, f"{text_of(element).rstrip('. ')}; {words}.")
    office.ledger.added.append(words)


def add_paragraph(office: Secretary) -> None:
    element, words = office.one(), office.new_words()
    new = bare_copy(element)
    write(new, f"- {words.capitalize()}.")
    element.addnext(new)
    office.ledger.added.append(words.capitalize())


def split(office: Secretary) -> None:
    element = office.one()
    sentences = re.split(r"(?<=\.)\s", text_of(element))
    if len(sentences) < 2:
        raise IndexError
    new = bare_copy(element)
    write(element, sentences[0])
    write(new, " ".join(sentences[1:]))
    element.addnext(new)


def join(office: Secretary) -> None:
    element = office.one()
    following = element.getnext()
    if following not in office.paragraphs():
        raise IndexError
    write(element, f"{text_of(element)} {text_of(following).lstrip('- ')}")
    following.getparent().remove(following)  # type: ignore[union-attr]


def move(office: Secretary) -> None:
    element, target = office.one(), office.one()
    if element is not target:
        target.addnext(element)


def retype(office: Secretary) -> None:
    """The same words in a paragraph without a mark."""
    element = office.one()
    element.addprevious(bare_copy(element))
    element.getparent().remove(element)  # type: ignore[union-attr]


def bare_copy(element: _Element) -> _Element:
    twin = deepcopy(element)
    for mark in list(twin.iter(*_MARKS, *map(qn, ("w:commentRangeStart", "w:commentRangeEnd")))):
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    for reference in list(twin.iter(qn("w:commentReference"))):
        reference.getparent().remove(reference)  # type: ignore[union-attr]
    return twin


DEEDS: tuple[Callable[[Secretary], None], ...] = (
    *(strike, reword, add_clause, add_paragraph),
    *(split, join, move, retype),
)
