"""What an entry of ``expectations/every-form.yaml`` may say: the schema of each detector.

Thresholds and words are data; ``nghiquyet.validation.detectors`` holds the functions.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from nghiquyet.catalogue.entries import Entry, Words
from nghiquyet.catalogue.time_entries import (
    AnniversaryEntry,
    CongressEntry,
    FutureMonthEntry,
    LunarYearEntry,
    MonthEntry,
    TermEntry,
    YearEntry,
)
from nghiquyet.model.rule import Scope
from nghiquyet.wording import matching_key


class HistoryEntry(Entry):
    """A figure beside the unit's own past.

    Attributes:
        threshold: robust z-score from which a figure is odd.
        floor: least deviation that counts as usual, as a share of the usual figure.
        caution: how much wider the deviation is taken when few months are known: 1 + caution/n.
        months_needed: months with figures from which there is a usual one.
        band: how far (as a factor) a ratio may lie from a power of ten to be named a slip.
    """

    looks: ClassVar = Scope.HISTORY
    threshold: float = Field(gt=0)
    floor: float = Field(gt=0, lt=1)
    caution: float = Field(ge=0)
    months_needed: int = Field(ge=3, le=24)
    band: float = Field(gt=1, lt=3.16)


class OutlierEntry(HistoryEntry):
    """Far from the usual figure."""

    fills: ClassVar = frozenset({"usual", "way"})
    detector: Literal["outlier"]


class SlipEntry(HistoryEntry):
    """A power of ten from the usual figure or from last month's, whichever is nearer to one.

    Attributes:
        always_from: power of ten from which it is asked about however much the past varies.
        tight_from: least figure of last month that is taken for the usual one of a short past.
        beyond: with such a figure, so many times more or less is asked about in any case.
    """

    fills: ClassVar = frozenset({"usual", "ratio", "than"})
    detector: Literal["slip"]
    always_from: int = Field(ge=2, le=9)
    tight_from: int = Field(ge=1)
    beyond: float = Field(gt=1)


class PlanEntry(Entry):
    """A plan of the year that is another one than before."""

    fills: ClassVar = frozenset({"month"})
    looks: ClassVar = Scope.HISTORY
    detector: Literal["changed-plan"]


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


class UnfinishedEntry(Entry):
    """Documents whose number or day is still to be filled in.

    Attributes:
        types: as in other entries.
        blanks: letters that hold the place of a number still to come, two or more of them;
            «…» and nothing at all do as well.
    """

    detector: Literal["unfinished-code"]
    types: Words = Field(min_length=1)
    blanks: str = Field(min_length=1)


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


class CapitalEntry(Entry):
    """Names of which every syllable bears a capital.

    Attributes:
        names: such names, beside the places of ``names`` in ``office.yaml``.
    """

    detector: Literal["wrong-capitals"]
    names: Words = ()


AnyEntry = Annotated[
    OutlierEntry | SlipEntry | PlanEntry | YearEntry | MonthEntry | FutureMonthEntry | TermEntry
    | CongressEntry | LunarYearEntry | AnniversaryEntry | CodeEntry | UnfinishedEntry | DateEntry
    | MisspeltEntry | NearNameEntry | CapitalEntry,
    Field(discriminator="detector"),
]  # fmt: skip
