"""Dates, choices and words as Vietnamese office staff type them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from nghiquyet.model.period import Period
from nghiquyet.model.submission import CellState
from nghiquyet.wording import clean_text, matching_key, plain_number, short_date

_SPREADSHEET_EPOCH = date(1899, 12, 30)
_SERIALS = range(36526, 73051)  # 2000 to 2099
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_VIETNAMESE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_LATIN = re.compile("[\u0080-\u00ff]")
_LEGACY_BYTES = re.compile("[A-Za-z][\u00a8-\u00ae\u00b5-\u00b8\u00bb-\u00be](?:[A-Za-z ,.]|$)")
_BREAK = re.compile(r"\s*(?:\r\n|\r|\n|_x000D_\n?)\s*")

LEGACY_FONT = re.compile(r"(?:\.Vn|VNI-|VNtimes|VN-)", re.IGNORECASE)
"""Names of the fonts that draw Vietnamese over other letters' codes (TCVN3, VNI)."""


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


def is_legacy(text: str, *, legacy_font: bool) -> bool:
    """Whether a text is written in TCVN3 or VNI, so that its letters are not what they look.

    Args:
        text: as the file holds it.
        legacy_font: the cell is in one of those fonts.
    """
    if _VIETNAMESE.search(text):
        return False
    return bool((legacy_font and _LATIN.search(text)) or _LEGACY_BYTES.search(text))


def choose(text: str, labels: Iterable[str]) -> str:
    """The label that ``text`` means, whatever its case or tone marks; else ``text``."""
    wanted = matching_key(text)
    return next((label for label in labels if matching_key(label) == wanted), text)


def read_day(value: object, period: Period | None) -> tuple[date | None, CellState, str]:
    """Read a date: the day first, and asked about where only the swapped one can be meant.

    Args:
        value: what the file holds.
        period: month of the workbook; None if unknown.

    Returns:
        The date or None, what was made of the cell, and what the unit should do.
    """
    if value is None or (isinstance(value, str) and not clean_text(value)):
        return None, CellState.BLANK, ""
    day = _as_day(value, period)
    if day is None:
        note = f"“{shown(value)[:40]}” không phải là một ngày; gõ ngày/tháng/năm, ví dụ 27/01/2026."
        return None, CellState.BAD, note
    swapped = _swapped(day)
    if period and swapped and not _is_near(day, period) and _is_near(swapped, period):
        note = (
            f"Ngày {short_date(day)} nằm ngoài kỳ báo cáo; có phải {short_date(swapped)}? "
            "Gõ lại theo thứ tự ngày/tháng/năm."
        )
        return None, CellState.AMBIGUOUS, note
    return day, CellState.OK, ""


def _as_day(value: object, period: Period | None) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        is_serial = int(value) in _SERIALS
        return _SPREADSHEET_EPOCH + timedelta(days=int(value)) if is_serial else None
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
