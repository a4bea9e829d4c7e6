"""Entries of ``every-form.yaml`` that look for times: months, years, terms, anniversaries."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from nghiquyet.catalogue.definitions import Spec
from nghiquyet.catalogue.entries import Entry, Words


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


class FutureMonthEntry(Entry):
    """A month that is still to come, told as if it were over.

    Attributes:
        starts: as in other entries.
        reporting: words directly before a month's number that report on it.
        during: words directly before it that say when something happened.
        done: words in the same clause that say that it has.
        planning: words of that clause that speak of what is to come.
    """

    detector: Literal["future-month"]
    starts: Words = ()
    reporting: Words
    during: Words
    done: Words
    planning: Words


class CongressEntry(TimeEntry):
    """Another congress of the Party.

    Attributes:
        current: number of the congress whose term it is.
        past: numbers of those before.
    """

    detector: Literal["past-congress"]
    current: str = Field(pattern=r"^[IVX]+$")
    past: Words = Field(min_length=1)


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
