"""R10: names of lunar years and numbers of anniversaries that belong to another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from lunar_vn import can_chi, convert_solar_to_lunar

from nghiquyet.catalogue.every_form import Anniversary
from nghiquyet.catalogue.time_entries import AnniversaryEntry, LunarYearEntry
from nghiquyet.model.period import Period
from nghiquyet.validation.detectors.cases import Case, Hit, Passage
from nghiquyet.validation.detectors.words import Mention, mentions
from nghiquyet.wording import matching_key

_STEMS = {"Giáp": 0, "Ất": 1, "Bính": 2, "Đinh": 3, "Mậu": 4, "Kỷ": 5, "Kỉ": 5, "Canh": 6,
          "Tân": 7, "Nhâm": 8, "Quý": 9, "Quí": 9}  # fmt: skip
_BRANCHES = {"Tý": 0, "Tí": 0, "Sửu": 1, "Dần": 2, "Mão": 3, "Mẹo": 3, "Thìn": 4, "Tỵ": 5,
             "Tị": 5, "Ngọ": 6, "Mùi": 7, "Thân": 8, "Dậu": 9, "Tuất": 10, "Hợi": 11}  # fmt: skip
_NAMED_YEAR = re.compile(
    rf"\b(?P<stem>{'|'.join(_STEMS)})\s+(?P<branch>{'|'.join(_BRANCHES)})\b", re.IGNORECASE
)
_FIRST_YEAR = 4  # the year 4 was a Giáp Tý
_COUNTED = re.compile(
    r"\b(?:(?P<years>\d{1,3})\s+năm|lần thứ\s+(?P<ordinal>\d{1,3}))\s+", re.IGNORECASE
)
_BETWEEN = re.compile(r"\(?\s*(?:\d{1,2}/\d{1,2}/)?(\d{4})\s*[-–—]\s*(?:\d{1,2}/\d{1,2}/)?(\d{4})")
_WORDS = re.compile(r"truyền thống|\w+", re.IGNORECASE)
_LONGEST = 16  # words in the name of a day
_LEAD = frozenset({"ngày", "lễ", "truyền thống"})


def lunar_years(entry: LunarYearEntry, case: Case) -> Iterator[Hit]:
    """Can-chi names of a year that is over, or that no year has."""
    for passage in case.passages:
        for match, mention in mentions(_NAMED_YEAR, passage.text, entry.starts):
            if not mention.has_before(entry.said_of):
                continue  # may be a person's name
            festive = mention.has_before(entry.festive)
            allowed = _years_in(case.period, festive=festive)
            position = _position(match["stem"], match["branch"])
            if position in {(year - _FIRST_YEAR) % 60 for year in allowed}:
                continue
            if position is not None and mention.has_before(entry.looking_back):
                continue
            right = year_name(allowed[-1])
            reason = "không có năm nào tên như vậy" if position is None else "là tên năm khác"
            yield Hit(passage.cell, match[0], right, {"reason": reason})


def year_name(year: int) -> str:
    """The can-chi name of a lunar year: ``Bính Ngọ`` for 2026."""
    return str(can_chi.get_year_can_chi(year))


def _position(stem: str, branch: str) -> int | None:
    """The place in the cycle of sixty; None where stem and branch never meet."""
    tens, twelves = _STEMS[stem.capitalize()], _BRANCHES[branch.capitalize()]
    if (tens - twelves) % 2:
        return None
    return next(place for place in range(tens, 60, 10) if place % 12 == twelves)


def _years_in(period: Period, *, festive: bool) -> list[int]:
    """The lunar years that a text of this month may speak of, the likeliest one last.

    At Tết only the new year is greeted: in the last months the next one, before that this one.
    """
    first, last = period.first_day, period.last_day
    if festive:
        return [period.year + 1, period.year] if period.month > 9 else [period.year]
    years = {_lunar_year(first), _lunar_year(last + timedelta(days=31))}
    return sorted(years)


def _lunar_year(day: date) -> int:
    return int(convert_solar_to_lunar(day.day, day.month, day.year).year)


def anniversaries(entry: AnniversaryEntry, case: Case) -> Iterator[Hit]:
    """Anniversaries whose number of years is another year's."""
    for passage in case.passages:
        for match, mention in mentions(_COUNTED, passage.text, ()):
            yield from _miscounted(entry, case, passage, match, mention)


def _miscounted(
    entry: AnniversaryEntry, case: Case, passage: Passage, match: re.Match[str], mention: Mention
) -> Iterator[Hit]:
    told = int(match["years"] or match["ordinal"])
    named = _event(entry, case, mention.after)
    if named is None:
        return
    event, end = named
    right = {year - event.since for year in _celebrated(case.period, event)}
    span = _BETWEEN.search(mention.after)
    if span and int(span[2]) >= case.period.year and int(span[2]) - int(span[1]) == told:
        return
    if told in right or mention.has_before(entry.looking_ahead):
        return
    expected = str(case.period.year - event.since)
    yield Hit(passage.cell, match[0] + mention.after[:end], expected,
              {"event": event.name, "year": str(case.period.year)})  # fmt: skip


def _event(entry: AnniversaryEntry, case: Case, rest: str) -> tuple[Anniversary, int] | None:
    """The day that a text goes on to name, and where its name ends; the longest one that fits."""
    names = {key: event for event in case.anniversaries for key in event.keys}
    words = [each for each in _WORDS.finditer(rest) if each[0].casefold() not in _LEAD][:_LONGEST]
    found, key = None, ""
    for place, word in enumerate(words):
        key += matching_key(word[0])
        if key in names:
            behind = "".join(each[0].casefold() for each in words[place + 1 : place + 2])
            found = None if behind in entry.another_body else (names[key], word.end())
    return found


def _celebrated(period: Period, event: Anniversary) -> set[int]:
    """The years in which it is celebrated, seen from this month: just now, this year, soon."""
    begin, end = period.first_day - timedelta(days=31), period.last_day + timedelta(days=92)
    near = {
        year
        for year in (period.year - 1, period.year + 1)
        if begin <= date(year, event.month, event.day) <= end
    }
    return near | {period.year}
