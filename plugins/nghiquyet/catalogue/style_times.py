"""What an entry of ``reports/monthly/wording.yaml`` may say of months, years and anniversaries."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from nghiquyet.catalogue.style_entries import StyleEntry, Words


class TimeEntry(StyleEntry):
    """A time that is not the draft's.

    Attributes:
        looking_back: words anywhere before it in its clause that make the time just past right.
        looking_ahead: words before it that make a time to come right.
        directly_behind: words directly before it that make any other time right.
        directly_before: words directly behind it that do.
    """

    looking_back: Words = ()
    looking_ahead: Words = ()
    directly_behind: Words = ()
    directly_before: Words = ()


class OtherMonth(TimeEntry):
    """Another month than the one assessed or the one of the resolution.

    Attributes:
        reporting: words directly before a month that report on it, or order for it.
    """

    finds: Literal["other-month"]
    reporting: Words


class OtherYear(TimeEntry):
    """Another year.

    Attributes:
        bare_after: words behind which a number without «năm» is a year: «Xuân 2026».
        review: words of the yearly review: in November and December it is this year's.
        result: words behind it that in January and February tell what last year came to.
        due: words directly before the day by which something is to be done.
    """

    finds: Literal["other-year"]
    bare_after: Words = ()
    review: Words = ()
    result: Words = ()
    due: Words = ()


class SchoolYear(TimeEntry):
    """Another school year."""

    finds: Literal["school-year"]


class OtherTerm(TimeEntry):
    """Another term of office than the one that began last.

    Attributes:
        council: words before it that speak of the People's Council.
        party: words before it that speak of the Party Committee.
        short: words before it whose terms may be shorter than five years.
    """

    finds: Literal["other-term"]
    council: Words
    party: Words
    short: Words = ()


class LunarYearName(StyleEntry):
    """Another lunar year: ``{reason}`` says why it cannot be.

    Attributes:
        said_of: words before it without which it may be a person's name.
        looking_back: words that make an earlier year right.
    """

    fills: ClassVar = frozenset({"reason"})
    finds: Literal["lunar-year"]
    said_of: Words = Field(min_length=1)
    looking_back: Words = ()


class AnniversaryYears(StyleEntry):
    """Another number of years since a day.

    Attributes:
        since_by_name: years since which further days are counted, by how texts name them.
    """

    finds: Literal["anniversary"]
    since_by_name: dict[str, int] = {}
