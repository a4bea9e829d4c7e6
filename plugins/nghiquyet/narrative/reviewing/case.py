"""A draft with all that a rule may hold it against, and what a rule finds in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from nghiquyet.catalogue.detectors import CodeEntry
from nghiquyet.catalogue.every_form import Anniversary, EveryForm
from nghiquyet.catalogue.proper_names import ProperNames
from nghiquyet.catalogue.style_facts import SuperiorDocument
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.task import TaskStatus
from nghiquyet.narrative.reviewing.passages import Passage


@dataclass(frozen=True)
class Reported:
    """A figure that was reported, and how sentences tell it.

    Attributes:
        code: code of the part, or empty.
        name: what it counts.
        about: what its indicator is about.
        value: the figure; the sum where several units report it.
        unit: its unit of measure.
        also: other values under which it may be told, such as the year to date.
        patterns: words that tell it, with ``{}`` in its place: ``giải quyết {} hồ sơ``.
        reporters: names of the units that report it.
        others: names of all other units.
    """

    code: str
    name: str
    value: Decimal
    unit: str = ""
    about: str = ""
    also: tuple[Decimal, ...] = ()
    patterns: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportedTask:
    """A task of the month assessed, and what units say became of it."""

    text: str
    status: TaskStatus


@dataclass(frozen=True)
class Case:
    """A draft under all rules.

    Attributes:
        passages: its paragraphs.
        office: whose names and terms hold.
        period: the month assessed.
        every_form: the days whose years are counted, and how documents are numbered.
        names: the dictionary of proper names.
        documents: dated documents from above.
        figures: what was reported in figures.
        tasks: what became of the tasks of the month.
    """

    passages: Sequence[Passage]
    office: Office
    period: Period
    every_form: EveryForm = field(default_factory=EveryForm)
    names: ProperNames = field(default_factory=ProperNames)
    documents: Sequence[SuperiorDocument] = ()
    figures: Sequence[Reported] = ()
    tasks: Sequence[ReportedTask] = ()

    @property
    def prose(self) -> Sequence[Passage]:
        """The paragraphs without headings and lists."""
        return [passage for passage in self.passages if passage.prose]

    @property
    def anniversaries(self) -> Sequence[Anniversary]:
        """The days whose years are counted."""
        return self.every_form.anniversaries

    @property
    def codes(self) -> CodeEntry | None:
        """How documents are numbered; None where nobody has said."""
        return next((e for e in self.every_form.entries if isinstance(e, CodeEntry)), None)


@dataclass(frozen=True)
class Hit:
    """Words of a paragraph that a rule speaks of.

    Attributes:
        passage: the paragraph.
        quote: the words.
        start: where they stand in the paragraph.
        expected: what would be right, where that can be said.
        fills: what else the rule's message prints, by placeholder.
    """

    passage: Passage
    quote: str
    start: int
    expected: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=256)
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of whole words, in any case; longer ones are tried first."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE)


def has(words: tuple[str, ...], text: str) -> bool:
    """Whether one of ``words`` stands in ``text``."""
    return bool(words) and any_of(words).search(text) is not None


def ends_with(words: tuple[str, ...], text: str) -> bool:
    """Whether ``text`` ends with one of ``words``."""
    tail = text.rstrip(' (“"')
    return bool(words) and any(found.end() == len(tail) for found in any_of(words).finditer(tail))


def begins_with(words: tuple[str, ...], text: str) -> bool:
    """Whether ``text`` begins with one of ``words``."""
    return bool(words) and any_of(words).match(text.lstrip(' )”",')) is not None


def masked(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    """The text with what ``patterns`` match blanked out, every other letter in its place."""
    for pattern in patterns:
        text = pattern.sub(lambda match: "\x1f" * len(match[0]), text)
    return text
