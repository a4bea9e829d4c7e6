"""Months, years and terms that are not the draft's: what was left over from another one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nghiquyet.catalogue.style_times import OtherMonth, OtherYear, SchoolYear
from nghiquyet.model.period import Period
from nghiquyet.narrative.reviewing.case import Case, Hit, ends_with, has, masked
from nghiquyet.narrative.reviewing.contexts import (
    CODE,
    DATE,
    LAW,
    RANGE,
    is_meant,
    is_to_come,
)
from nghiquyet.narrative.reviewing.passages import Passage
from nghiquyet.wording import month_and_year

MONTH = re.compile(
    r"(?<!\d )(?<!\w)(?:tháng)\s+(?P<month>1[0-2]|0?[1-9])(?![\d.,]*\d)(?!\s*/\s*\d{1,2}(?!\d))"
    r"(?:\s*[/.-]\s*(?P<year>20\d\d)|,?\s+năm\s+(?P<named>20\d\d))?",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:từ\s+)?tháng\s+\d{1,2}(?:\s*/\s*\d{4})?\s*(?:,|-|–|và|đến|tới|hết)\s*(?:hết\s+)?"
    r"tháng\s+\d{1,2}(?:\s*/\s*\d{4})?|Cách mạng tháng \d+",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"(?<!\w)(?:lũy kế|luỹ kế)\s+(?:từ đầu năm\s+)?(?P<count>\d{1,2}) tháng", re.I
)
_ROUND = re.compile(
    r"(?<!\w)đợt (?:0?3(?=/2)|19(?=/5)|0?2(?=/9)|0?7(?=/11))/(?P<month>\d{1,2})(?![\d/])"
)
_YEAR = re.compile(
    r"(?:(?<!\w)(?P<unit>năm\s+|quý\s+(?:I{1,3}|IV|[1-4])\s*(?:/\s*|năm\s+))|(?<![\w/.,–-]))"
    r"(?P<year>20\d\d)(?!\w)(?!\s*[/–-]\s*\d)(?![.,]\d)",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"năm học\s+(?P<first>20\d\d)\s*[-–—/]\s*(?P<last>20\d\d)", re.IGNORECASE)
_DUE = re.compile(r"(?<![\d/])\d{1,2}/(?P<month>\d{1,2})/(?P<year>20\d\d)(?!\d)")
_NEAR = 13  # months; what lies further back is history


def other_months(rule: OtherMonth, case: Case) -> Iterator[Hit]:
    """Months that a heading, a report or an order cannot mean."""
    for passage in case.passages:
        right = case.period if passage.assesses else case.period.next
        text = masked(passage.text, (DATE, _SPAN))
        for match in MONTH.finditer(text):
            if _is_other_month(rule, passage, match, right):
                expected = month_and_year(right)
                yield Hit(passage, match[0], match.start(), expected)
        for match in _ROUND.finditer(passage.text):
            ahead = (int(match["month"]) - case.period.month) % 12
            if 4 < ahead < 11 and not is_meant(rule, passage, match, last=True):
                yield Hit(passage, match[0], match.start(), month_and_year(right))
        for match in _RUNNING.finditer(text) if passage.assesses else ():
            if int(match["count"]) != right.month:
                yield Hit(passage, match[0], match.start(), f"{right.month} tháng")


def _is_other_month(
    rule: OtherMonth, passage: Passage, match: re.Match[str], right: Period
) -> bool:
    year, month = match["year"] or match["named"], int(match["month"])
    if month == right.month and (not year or int(year) == right.year or passage.prose):
        return False  # of another year: that is other_years' business
    if not passage.prose or match.string[: match.start()].endswith("Nghị quyết "):
        return True
    named = Period(int(year or right.year), month)
    if not year and abs(named.month - right.month) > 1:
        return _is_reported(rule, passage, match) and not is_meant(rule, passage, match, last=True)
    distance = _months(right) - _months(named)
    if distance < 0:
        ahead = passage.orders or is_to_come(rule, passage, match)
        return not ahead and (bool(year) or _is_reported(rule, passage, match))
    return distance <= _NEAR and not is_meant(rule, passage, match, last=True)


def _is_reported(rule: OtherMonth, passage: Passage, match: re.Match[str]) -> bool:
    return ends_with(rule.reporting, passage.around(match)[0])


def _months(period: Period) -> int:
    return 12 * period.year + period.month


def other_years(rule: OtherYear, case: Case) -> Iterator[Hit]:
    """Years before or behind the draft's, where nothing says that they are meant."""
    for passage in case.passages:
        if "20" not in passage.text:
            continue
        right = case.period if passage.assesses else case.period.next
        text = masked(passage.text, (DATE,))
        for match in MONTH.finditer(text):
            year = match["year"] or match["named"]
            if year and int(match["month"]) == right.month and int(year) != right.year:
                last = int(year) == right.year - 1
                if not (
                    is_meant(rule, passage, match, last=last) or is_to_come(rule, passage, match)
                ):
                    yield Hit(passage, match[0], match.start(), month_and_year(right))
        for match in _YEAR.finditer(masked(text, (CODE, RANGE, LAW, MONTH))):
            if _is_other_year(rule, passage, match, right):
                yield Hit(passage, match[0].strip(), match.start(), str(right.year))
        yield from _overdue(rule, passage, right)


def _is_other_year(rule: OtherYear, passage: Passage, match: re.Match[str], right: Period) -> bool:
    year = int(match["year"])
    if not match["unit"] and not ends_with(rule.bare_after, passage.around(match)[0]):
        return False
    if right.year - 3 <= year < right.year:
        last = year == right.year - 1
        before, after = passage.around(match)
        if last and right.month >= 11 and has(rule.review, before):
            return True
        told = last and right.month <= 2 and has(rule.result, after)
        return not (told or is_meant(rule, passage, match, last=last))
    soon = right.month >= 9 and year == right.year + 1
    later = right.year < year <= right.year + 2 and not soon
    return later and not is_to_come(rule, passage, match)


def _overdue(rule: OtherYear, passage: Passage, right: Period) -> Iterator[Hit]:
    """Days by which something is to be done that are a year or more behind."""
    for match in _DUE.finditer(passage.text):
        year, month = int(match["year"]), int(match["month"])
        due = ends_with(rule.due, passage.around(match)[0])
        if due and passage.orders and (year, month) < (right.year, 1) and year >= right.year - 3:
            yield Hit(passage, match[0], match.start(), str(right.year))


def school_years(rule: SchoolYear, case: Case) -> Iterator[Hit]:
    """School years that are over, have not been planned yet, or span no single year."""
    for passage in case.passages:
        right = case.period if passage.assesses else case.period.next
        begins = {right.year - (right.month < 8), right.year - (right.month < 5)}
        for match in _SCHOOL.finditer(passage.text):
            first, last = int(match["first"]), int(match["last"])
            meant = last < right.year + (right.month > 7) and is_meant(
                rule, passage, match, last=True
            )
            if last != first + 1 or (first not in begins and not meant):
                year = max(begins)
                yield Hit(passage, match[0], match.start(), f"{year}–{year + 1}")
