"""Dates, choices and words as Vietnamese office staff type them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from nghiquyet.model.period import Period
from nghiquyet.model.submission import CellState
from nghiquyet.wording import clean_text, matching_key, plain_number, short_date, shortened

_SPREADSHEET_EPOCH = date(1899, 12, 30)
_SERIALS = range(36526, 73051)  # 2000 to 2099
_DAYS_TO_1904 = 1462
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BREAK = re.compile(r"\s*(?:\r\n|\r|\n|_x000[DA]_\n?|[\v\f\u2028\u2029])\s*", re.IGNORECASE)


def shown(value: object) -> str:
    """What a cell holds, as text a person recognises."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return plain_number(Decimal(format(value, ".15g"))).replace(".", "")
    if isinstance(value, date):
        return short_date(value)
    return str(value)


def read_words(value: object) -> str:
    """A text as it was meant: each line NFC, without invisible marks and spare blanks."""
    lines = (clean_text(line) for line in _BREAK.split(shown(value)))
    return "\n".join(line for line in lines if line)


def choose(text: str, labels: Iterable[str]) -> str:
    """The label that ``text`` means, whatever its case or tone marks; else ``text``."""
    wanted = matching_key(text)
    return next((label for label in labels if matching_key(label) == wanted), text)


def read_day(
    value: object, period: Period | None, *, starts_in_1904: bool = False
) -> tuple[date | None, CellState, str]:
    """Read a date: the day first, and asked about where only the swapped one can be meant.

    Args:
        value: what the file holds.
        period: month of the workbook; None if unknown.
        starts_in_1904: a bare number counts the days from 1904, as old programs for Mac did.

    Returns:
        The date or None, what was made of the cell, and what the unit should do.
    """
    if value is None or (isinstance(value, str) and not clean_text(value)):
        return None, CellState.BLANK, ""
    day = _as_day(value, period, _DAYS_TO_1904 if starts_in_1904 else 0)
    if day is None:
        note = (
            f"“{shortened(shown(value), 40)}” không phải là một ngày; gõ ngày/tháng/năm, ví dụ "
            "27/01/2026."
        )
        return None, CellState.BAD, note
    swapped = _swapped(day)
    if period and swapped and not _is_near(day, period) and _is_near(swapped, period):
        note = (
            f"Ngày {short_date(day)} nằm ngoài kỳ báo cáo; có phải {short_date(swapped)}? "
            "Gõ lại theo thứ tự ngày/tháng/năm."
        )
        return None, CellState.AMBIGUOUS, note
    return day, CellState.OK, ""


def _as_day(value: object, period: Period | None, late: int) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        serial = int(value) + late
        return _SPREADSHEET_EPOCH + timedelta(days=serial) if serial in _SERIALS else None
    return _typed_day(clean_text(value), period) if isinstance(value, str) else None


def _typed_day(text: str, period: Period | None) -> date | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = _DAY_FIRST.fullmatch(text)
    if match is None or (match[3] is None and period is None):
        return None
    year = int(match[3]) if match[3] else period.year if period else 0
    return _date(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _swapped(day: date) -> date | None:
    return _date(day.year, day.day, day.month) if day.day != day.month else None


def _is_near(day: date, period: Period) -> bool:
    """From the month before, or the year's beginning, to the month's end and the next one."""
    first = min(period.previous.first_day, date(period.year, 1, 1))
    return first <= day <= period.next.last_day
