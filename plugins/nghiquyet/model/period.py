"""A reporting period: the calendar month that is assessed."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_KEY = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True)
class Period:
    """The month assessed; its resolution is the one of :attr:`next`.

    Attributes:
        year: four-digit year.
        month: 1 to 12.
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        """Refuse a month that no calendar has.

        Raises:
            ValueError: if ``month`` is not 1 to 12 or ``year`` not 1900 to 2100.
        """
        if not (1 <= self.month <= 12 and 1900 <= self.year <= 2100):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def parse(cls, key: str) -> Period:
        """Read a key such as ``2026-01``.

        Raises:
            ValueError: if ``key`` is not of the form ``YYYY-MM`` or names no month.
        """
        match = _KEY.fullmatch(key)
        if match is None:
            raise ValueError(f"a period is written like 2026-01, not {key!r}")
        return cls(int(match[1]), int(match[2]))

    @property
    def key(self) -> str:
        """The key used in files, tables and asset partitions, such as ``2026-01``."""
        return f"{self.year:04d}-{self.month:02d}"

    def __str__(self) -> str:
        return self.key

    @property
    def next(self) -> Period:
        """The month after this one: the month of the resolution."""
        return Period(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def year_before(self) -> tuple[Period, ...]:
        """The twelve months before this one, oldest first."""
        months = [self.previous]
        while len(months) < 12:
            months.append(months[-1].previous)
        return tuple(reversed(months))

    @property
    def previous(self) -> Period:
        """The month before this one."""
        return Period(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    @property
    def first_day(self) -> date:
        """The first calendar day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last calendar day of the month."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])
