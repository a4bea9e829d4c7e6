"""What an entry of ``expectations/every-form.yaml`` may say: the schema of each detector.

Thresholds and words are data; ``nghiquyet.validation.detectors`` holds the functions.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from nghiquyet.catalogue.definitions import Spec
from nghiquyet.catalogue.register import RegisterSpec
from nghiquyet.model.rule import Rule, Scope
from nghiquyet.wording import matching_key

Words = tuple[str, ...]


class Entry(RegisterSpec):
    """What every entry says.

    ``fills`` is what its message may print besides what was found and what would be right.
    """

    fills: ClassVar[frozenset[str]] = frozenset()
    looks: ClassVar[Scope] = Scope.CELL

    id: str = Field(pattern=r"^R\d{1,2}-[A-Z0-9-]+$")

    @model_validator(mode="after")
    def _prints_what_the_detector_finds(self) -> Entry:
        known = {"quote", "expected", *self.fills}
        try:
            self.message.format(**dict.fromkeys(known, ""))
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"message: {error}; there are {sorted(known)}") from error
        return self

    @property
    def rule(self) -> Rule:
        """The expectation: no hit in the workbook."""
        return Rule(
            id=self.id,
            type="expect_column_values_to_be_between",
            kwargs={"column": self.id, "max_value": 0},
            origin="general",
            **self.entry(self.looks),
        )


class HistoryEntry(Entry):
    """A figure beside the unit's own past.

    Attributes:
        threshold: robust z-score from which a figure is odd.
        floor: least deviation that counts as usual, as a share of the usual figure.
        caution: how much wider the deviation is taken when few months are known: 1 + caution/n.
        months_needed: months with figures from which there is a usual one.
        wide_band: how far (as a factor) a figure may lie from a power of ten to be named a slip.
    """

    looks: ClassVar = Scope.HISTORY
    threshold: float = Field(gt=0)
    floor: float = Field(gt=0, lt=1)
    caution: float = Field(ge=0)
    months_needed: int = Field(ge=3, le=24)
    wide_band: float = Field(gt=1, lt=3.16)


class OutlierEntry(HistoryEntry):
    """Far from the usual figure."""

    fills: ClassVar = frozenset({"usual", "way"})
    detector: Literal["outlier"]


class SlipEntry(HistoryEntry):
    """A power of ten from the usual figure, or from last month's where no usual one is known.

    Attributes:
        always_from: power of ten from which it is asked about however much the past varies.
        tight_band: ``wide_band`` where only last month's figure is known.
        tight_from: least figure of last month that is taken for the usual one.
        beyond: with such a figure, so many times more or less is asked about in any case.
    """

    fills: ClassVar = frozenset({"usual", "ratio"})
    detector: Literal["slip"]
    always_from: int = Field(ge=2, le=9)
    tight_band: float = Field(gt=1, lt=3.16)
    tight_from: int = Field(ge=1)
    beyond: float = Field(gt=1)


class PlanEntry(Entry):
    """A plan of the year that is another one than before."""

    fills: ClassVar = frozenset({"month"})
    looks: ClassVar = Scope.HISTORY
    detector: Literal["changed-plan"]


class TimeEntry(Entry):
    """A time of which an older workbook spoke.

    Attributes:
        starts: verbs and nouns with which, behind a comma or «và», something new begins.
        looking_back: words anywhere before it that make the time just past right.
        looking_on: words anywhere behind it that do.
        directly_behind: words directly before it that make any earlier time right.
        directly_before: words directly behind it that do.
    """

    starts: Words = ()
    looking_back: Words = ()
    looking_on: Words = ()
    directly_behind: Words = ()
    directly_before: Words = ()


class YearEntry(TimeEntry):
    """Another year.

    Attributes:
        years_back: how many years before are asked about; older ones are history.
        bare_after: words behind which a bare number is a year.
    """

    detector: Literal["stale-year"]
    years_back: int = Field(ge=1, le=20)
    bare_after: Words = ()


class MonthEntry(TimeEntry):
    """Another month.

    Attributes:
        reporting: words directly before a month's number that report on it.
        looking_ahead: words before «tháng 12» that in January mean the next one.
    """

    detector: Literal["stale-month"]
    reporting: Words
    looking_ahead: Words


class TermEntry(TimeEntry):
    """A term that is over."""

    fills: ClassVar = frozenset({"party", "council"})
    detector: Literal["past-term"]


class LunarYearEntry(Entry):
    """Another lunar year.

    Attributes:
        starts: as in other entries.
        said_of: words before it without which it may be a name.
        festive: those that greet the new year.
        looking_back: words that make an earlier year right.
    """

    fills: ClassVar = frozenset({"reason"})
    detector: Literal["lunar-year"]
    starts: Words = ()
    said_of: Words = Field(min_length=1)
    festive: Words = Field(min_length=1)
    looking_back: Words = ()


class MoreDay(Spec):
    """A day that the calendar of tasks does not know."""

    name: str
    since: int = Field(ge=1, le=2100)
    day: int = Field(ge=1, le=31)
    month: int = Field(ge=1, le=12)


class AnniversaryEntry(Entry):
    """Another number of years.

    Attributes:
        also: short ways of naming a day of ``reports/tasks/calendar.yaml``, by its key.
        more: days that are not in it.
        looking_ahead: words before the number that speak of a year to come.
        another_body: words behind a name that make it another one: «thành lập Đảng bộ».
    """

    fills: ClassVar = frozenset({"event", "year"})
    detector: Literal["anniversary"]
    also: dict[str, Words] = {}
    more: tuple[MoreDay, ...] = ()
    looking_ahead: Words = ()
    another_body: Words = ()


class CodeEntry(Entry):
    """Codes of documents.

    Attributes:
        types: abbreviations of the types of documents, as they are written.
        party: issuers of the Party: number-TYPE/ISSUER.
        state: issuers of the State: number/TYPE-ISSUER.
    """

    fills: ClassVar = frozenset({"hint"})
    detector: Literal["document-code"]
    types: Words = Field(min_length=1)
    party: Words = Field(min_length=1)
    state: Words = Field(min_length=1)

    @cached_property
    def issuers(self) -> frozenset[str]:
        """Every issuer."""
        return frozenset({*self.party, *self.state})

    @cached_property
    def _types(self) -> dict[str, str]:
        return _by_key(self.types)

    @cached_property
    def _issuers(self) -> dict[str, str]:
        return _by_key((*self.party, *self.state))

    def type_named(self, letters: str) -> str | None:
        """The type that letters mean, whatever their case or missing bars."""
        return letters if letters in self.types else self._types.get(matching_key(letters))

    def issuer_named(self, letters: str) -> str | None:
        """The issuer that letters mean."""
        return letters if letters in self.issuers else self._issuers.get(matching_key(letters))

    def is_party(self, issuer: str) -> bool:
        """Whether the issuer is of the Party."""
        return issuer in self.party

    def is_state(self, issuer: str) -> bool:
        """Whether the issuer is of the State."""
        return issuer in self.state


def _by_key(words: Words) -> dict[str, str]:
    """Words by their matching key; the first one of several is meant."""
    return {matching_key(word): word for word in reversed(words)}


class DateEntry(Entry):
    """Dates that cannot be.

    Attributes:
        documents: kinds of documents; a date behind one of them is the document's.
    """

    fills: ClassVar = frozenset({"reason"})
    detector: Literal["document-date"]
    documents: Words


class MisspeltEntry(Entry):
    """Spellings of ``proper_names`` in ``office.yaml``."""

    detector: Literal["misspelt-name"]


class NearNameEntry(Entry):
    """Names one slip away from an official one.

    Attributes:
        names: official names that every office shares; its own stand in ``office.yaml``.
    """

    detector: Literal["near-name"]
    names: Words = ()


AnyEntry = Annotated[
    OutlierEntry | SlipEntry | PlanEntry | YearEntry | MonthEntry | TermEntry | LunarYearEntry
    | AnniversaryEntry | CodeEntry | DateEntry | MisspeltEntry | NearNameEntry,
    Field(discriminator="detector"),
]  # fmt: skip
