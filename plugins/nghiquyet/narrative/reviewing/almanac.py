"""Names of lunar years and numbers of anniversaries that belong to another year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from lunar_vn import convert_solar_to_lunar

from nghiquyet.catalogue.style_times import AnniversaryYears, LunarYearName
from nghiquyet.model.period import Period
from nghiquyet.narrative.calendar_vn import year_name
from nghiquyet.narrative.reviewing.case import Case, Hit, has
from nghiquyet.wording import matching_key

_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Kỉ", "Canh", "Tân", "Nhâm", "Quý", "Quí")
_BRANCHES = (
    "Tý", "Tí", "Sửu", "Dần", "Mão", "Mẹo", "Thìn", "Tỵ", "Tị", "Ngọ", "Mùi", "Thân", "Dậu",
    "Tuất", "Hợi",
)  # fmt: skip
_BARE_BRANCHES = frozenset(map(matching_key, _BRANCHES))
_NAMED = re.compile(
    rf"(?<!\w)(?P<stem>{'|'.join(_STEMS)})\s+(?P<branch>[^\W\d_]{{2,5}})(?!\w)"
    r"(?:\s*[-–(]?\s*(?P<year>(?:19|20)\d\d)(?![/\d])\)?)?"
)
_DAY_BEHIND = re.compile(r"\s*\(?(?:ngày\s+|tức\s+)*(\d{1,2})/(\d{1,2})/(\d{4})")
_YEAR_BEFORE = re.compile(r"(?P<year>(?:19|20)\d\d)\s*[-–(,]?\s*$")
_LOOKING_ON = timedelta(days=100)

_COUNTED = re.compile(
    r"(?<!\w)(?:(?P<years>\d{1,3})\s+năm|lần thứ\s+(?P<ordinal>\d{1,3}))\s*,?\s+(?=\w)", re.I
)
_SPAN = re.compile(
    r"\((?:\s*ngày)?\s*(?:\d{1,2}/\d{1,2}/)?(?P<since>\d{4})"
    r"(?:\s*[-–—]\s*(?:\d{1,2}/\d{1,2}/)?(?P<now>\d{4}))?\s*\)"
)
_LEAD = re.compile(r"(?:kỷ niệm|ngày|lễ|truyền thống|lực lượng)\s+", re.I)
_NEXT = re.compile(r"[;.]\s|\d+\s+năm\s")
_WORDS = re.compile(r"\w+")
_LONGEST = 16  # words in the name of a day
_Since = tuple[int, int]
"""The year since which years are counted, and the month of the day; 0 if nobody has said."""


def lunar_years(rule: LunarYearName, case: Case) -> Iterator[Hit]:
    """Names of a year that is over, that the number beside it contradicts, or that no year has."""
    for passage in case.passages:
        for match in _NAMED.finditer(passage.text):
            before, after = passage.around(match)
            if matching_key(match["branch"]) not in _BARE_BRANCHES:
                continue
            if not (match["year"] or has(rule.said_of, before)):
                continue  # may be a person's name
            named = _named_year(match, before, after)
            festive = has(("Tết", "Xuân", "Nguyên đán"), before[-25:])
            allowed = [named] if named else _spoken_of(case.period, festive=festive)
            name = f"{match['stem']} {match['branch']}"
            if any(_is_name(name, year) for year in allowed):
                continue
            if not named and has(rule.looking_back, before) and _exists(name, case.period.year):
                continue
            reason = (
                "không phải tên của năm này"
                if _exists(name, case.period.year)
                else ("không có năm nào tên như vậy")
            )
            yield Hit(passage, match[0], match.start(), year_name(allowed[-1]), {"reason": reason})


def _named_year(match: re.Match[str], before: str, after: str) -> int:
    """The lunar year that a number or a day beside the name says; 0 if nothing does."""
    if match["year"]:
        return int(match["year"])
    if day := _DAY_BEHIND.match(after):
        try:
            return _lunar_year(date(int(day[3]), int(day[2]), int(day[1])))
        except ValueError:
            return 0
    number = _YEAR_BEFORE.search(before)
    return int(number["year"]) if number else 0


def _spoken_of(period: Period, *, festive: bool) -> list[int]:
    """The lunar years that a text of this month may speak of, the likeliest one last.

    At Tết only the new year is greeted; the old one may be seen off until then.
    """
    old, new = _lunar_year(period.first_day), _lunar_year(period.last_day + _LOOKING_ON)
    return [new] if festive and new > old else sorted({old, new})


def _lunar_year(day: date) -> int:
    return int(convert_solar_to_lunar(day.day, day.month, day.year).year)


def _is_name(name: str, year: int) -> bool:
    """Whether a year bears the name; «Tị» is «Tỵ», «Quí» is «Quý»."""
    return _one_way(name) == _one_way(year_name(year))


def _exists(name: str, year: int) -> bool:
    return any(_is_name(name, other) for other in range(year - 30, year + 30))


def _one_way(name: str) -> str:
    marks = unicodedata.normalize("NFD", name.casefold().replace("mẹo", "mão"))
    return unicodedata.normalize("NFC", re.sub(r"y(?=[\u0300-\u036f]*(?:\s|$))", "i", marks))


def anniversaries(rule: AnniversaryYears, case: Case) -> Iterator[Hit]:
    """Numbers of years that do not lie between the day and its celebration."""
    since = _since_by_key(rule, case)
    for passage in case.passages:
        for match in _COUNTED.finditer(passage.text):
            rest = passage.text[match.end() :]
            told = int(match["years"] or match["ordinal"])
            right = _right_numbers(rest, since, case.period)
            if right and told not in right:
                yield Hit(passage, match[0].strip(" ,"), match.start(), str(right[0]))


def _right_numbers(rest: str, since: Mapping[str, _Since], period: Period) -> list[int]:
    """The numbers of years that may stand before ``rest``, the likeliest one first."""
    span = _SPAN.search(_NEXT.split(rest)[0])
    name = _event(_LEAD.sub("", rest), since)
    if not name and not span:
        return []
    year, month = since[name] if name else (int(span["since"]), 0) if span else (0, 0)
    if span and span["now"] and int(span["now"]) >= period.year:
        return [int(span["now"]) - (year or int(span["since"]))]
    return [celebrated - year for celebrated in _celebrated(period, month)]


def _celebrated(period: Period, month: int) -> list[int]:
    """The years in which a day of ``month`` is celebrated, seen from this month."""
    begin, end = period.first_day - timedelta(days=45), period.last_day + _LOOKING_ON
    near = [
        year
        for year in (period.year - 1, period.year + 1)
        if month and begin <= date(year, month, 28) and date(year, month, 1) <= end
    ]
    return [period.year, *(near if month else {period.next.year} - {period.year})]


def _since_by_key(rule: AnniversaryYears, case: Case) -> dict[str, _Since]:
    more = {matching_key(name): (year, 0) for name, year in rule.since_by_name.items()}
    known = {key: (event.since, event.month) for event in case.anniversaries for key in event.keys}
    return more | known


def _event(rest: str, since: Mapping[str, _Since]) -> str:
    """The day that a text goes on to name; the longest name that fits."""
    found, key = "", ""
    for word in _WORDS.findall(rest)[:_LONGEST]:
        key += matching_key(word)
        found = key if key in since else found
    return found
