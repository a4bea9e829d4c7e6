"""The Vietnamese calendar: lunar dates (UTC+7), names of lunar years, and when work is due.

A lunar event falls on another solar day every year and sometimes in another solar year than
its number suggests: ông Công, ông Táo of lunar 2025 is in February 2026, Tết 2028 in January.
Only the ordinary month counts, so a leap month never makes an event happen twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lunar_vn import can_chi, convert_lunar_to_solar

from nghiquyet.catalogue.tasks import EventSpec, LunarDay
from nghiquyet.model.period import Period

_WEEK = 6  # days between its first and its last
_SLIVER = 3


@dataclass(frozen=True)
class Occurrence:
    """One time that an event happens.

    Attributes:
        day: the solar day.
        year: the event's own year: lunar for a lunar event.
        years: years since what is commemorated; 0 if nobody counts them.
    """

    day: date
    year: int
    years: int = 0

    @property
    def is_round(self) -> bool:
        """Whether it is a «năm tròn»: a number of years divisible by five."""
        return self.years > 0 and self.years % 5 == 0


def solar_day(lunar: LunarDay, year: int) -> date:
    """The solar day of ``lunar`` in the lunar year ``year``."""
    return convert_lunar_to_solar(lunar.day, lunar.month, year)


def year_name(year: int) -> str:
    """The can-chi name of a lunar year: ``Bính Ngọ`` for 2026."""
    return str(can_chi.get_year_can_chi(year))


def occurrences(event: EventSpec, month: Period) -> Iterator[Occurrence]:
    """When a dated event happens in ``month``'s year and the years beside it.

    A season has no occurrence: it lasts.
    """
    for year in range(month.year - 1, month.year + 2):
        if event.solar is not None:
            years = year - event.since if event.since is not None else 0
            yield Occurrence(date(year, event.solar.month, event.solar.day), year, max(years, 0))
        elif event.lunar is not None:
            yield Occurrence(solar_day(event.lunar, year), year)


def touches(month: Period, first: date, last: date) -> bool:
    """Whether the days from ``first`` to ``last`` reach into ``month``."""
    return first <= month.last_day and last >= month.first_day


def window_touches(
    month: Period, window: tuple[int, int], first: date, last: date | None = None
) -> bool:
    """Whether work counted in days from ``first`` (to ``last``) is work of ``month``.

    Work of a week or more is not the month's for a sliver of it: gifts for a Tết on 2 February
    are given in January.
    """
    begin, end = first + timedelta(days=window[0]), (last or first) + timedelta(days=window[1])
    within = (min(end, month.last_day) - max(begin, month.first_day)).days + 1
    return within >= (_SLIVER if (end - begin).days >= _WEEK else 1)
