"""R10: months, years and terms of another time, left over from an older workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nghiquyet.catalogue.time_entries import (
    CongressEntry,
    FutureMonthEntry,
    MonthEntry,
    TermEntry,
    TimeEntry,
    YearEntry,
)
from nghiquyet.model.period import Period
from nghiquyet.model.submission import SheetKind
from nghiquyet.validation.detectors.cases import Case, Hit
from nghiquyet.validation.detectors.words import Mention, masked, mentions
from nghiquyet.wording import month_and_year

_RANGE = re.compile(r"\b(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d\b")
_DAY = re.compile(
    r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)\d\d\b"
    r"|\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:,?\s+năm\s+\d{4})?",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b\d{1,5}\s*/\s*(?:19|20)\d\d\s*[/-]\s*[A-ZĐ][\w-]*")
_LAW = re.compile(
    r"\b(?:Bộ luật|Luật|Pháp lệnh|Hiến pháp|Nghị định|Thông tư)\b[^.;:,\n]*?\b(?:19|20)\d\d\b"
)
_SPAN = re.compile(
    r"tháng\s+\d{1,2}(?:\s*/\s*\d{4})?\s*(?:,|-|–|và|đến|tới|hết)\s*(?:hết\s+)?tháng\s+\d{1,2}"
    r"(?:\s*/\s*\d{4})?",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?<!\d )\btháng\s+(?P<month>1[0-2]|0?[1-9])\b(?!\s*[/.-]\s*\d{1,2}\b(?!\d))"
    r"(?:\s*[/.-]\s*(?P<year>20\d\d)|,?\s+năm\s+(?P<named>20\d\d))?",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?:\b(?P<unit>(?:tháng (?:đầu|cuối) )?năm\s+|quý\s+(?:I{1,3}|IV|[1-4])\s*(?:/\s*|năm\s+))"
    r"|(?<![\w/.,–-]))(?P<year>20\d\d)\b(?!\s*[/–-]\s*\d)(?![.,]\d)",
    re.IGNORECASE,
)
_CONGRESS = re.compile(
    r"\b(?i:Đại hội\s+(?:đại biểu\s+)?(?:Đảng\s+)?(?:toàn quốc\s+)?(?:lần thứ\s+)?)"
    r"(?P<number>[IVX]+)\b"
    # of the Party, and not of one of its organisations, of the Youth Union or another body
    r"(?:\s+(?:của\s+)?Đảng\b(?!\s+(?:bộ|ủy|uỷ))|(?!\s+(?:của\b|[A-ZĐÀ-Ỹ])))"
)
_TERM = re.compile(
    r"nhiệm kỳ\s*(?:\w+\s*)?\(?\s*(?P<first>20\d\d)\s*[-–—]\s*(?P<last>20\d\d)", re.IGNORECASE
)


def stale_years(entry: YearEntry, case: Case) -> Iterator[Hit]:
    """Years before the one reported on, where nothing says that they are meant."""
    for passage in case.passages:
        if "20" not in passage.text:
            continue
        part = case.parts.get(passage.cell.row)
        if part is not None and part.names_year and str(case.period.year) not in passage.text:
            continue  # the form's own rule speaks
        text = masked(passage.text, (_CODE, _DAY, _RANGE, _LAW, _MONTH))
        for match, mention in mentions(_YEAR, text, entry.starts):
            if _is_stale_year(entry, case.period, match, mention):
                yield Hit(passage.cell, match[0].strip(), str(case.period.year))


def _is_stale_year(
    entry: YearEntry, period: Period, match: re.Match[str], mention: Mention
) -> bool:
    year = int(match["year"])
    if not period.year - entry.years_back <= year < period.year:
        return False
    if not match["unit"] and not _reads_as_year(entry, mention):
        return False
    return not _is_meant(entry, mention, last=year == period.year - 1)


def _reads_as_year(entry: YearEntry, mention: Mention) -> bool:
    """Whether a number without «năm» is a year: «Tết 2025», «Kế hoạch đào tạo cán bộ 2025»."""
    ends = not mention.after.strip(' .,)”"')
    return mention.follows(entry.bare_after) or (ends and mention.has_before(entry.bare_after))


def _is_meant(entry: TimeEntry, mention: Mention, *, last: bool) -> bool:
    """Whether the words around say that an earlier time is meant; ``last`` if the one before."""
    if mention.follows(entry.directly_behind) or mention.precedes(entry.directly_before):
        return True
    looks_back = mention.has_before(entry.looking_back) or mention.has_after(entry.looking_on)
    return last and looks_back


def stale_months(entry: MonthEntry, case: Case) -> Iterator[Hit]:
    """Months before the one reported on, where nothing says that they are meant."""
    for passage in case.passages:
        if "tháng" not in passage.text.casefold():
            continue
        text = masked(passage.text, (_DAY, _SPAN))
        if any(_means(match, case.period) for match in _MONTH.finditer(text)):
            continue  # the month reported on is named as well: the other one is compared with it
        for match, mention in mentions(_MONTH, text, entry.starts):
            if _is_stale_month(entry, case.period, match, mention):
                proposed = passage.cell.kind is SheetKind.PROPOSALS
                right = case.period.next if proposed else case.period
                yield Hit(passage.cell, match[0], month_and_year(right))


def _means(match: re.Match[str], period: Period) -> bool:
    year = match["year"] or match["named"]
    return int(match["month"]) == period.month and (not year or int(year) == period.year)


def _is_stale_month(
    entry: MonthEntry, period: Period, match: re.Match[str], mention: Mention
) -> bool:
    year, month = match["year"] or match["named"], int(match["month"])
    if year:
        stale = Period(int(year), month) < period
        last = Period(int(year), month) == period.previous
    else:
        last = month == period.previous.month
        stale = last or (month < period.month and mention.follows(entry.reporting))
        if stale and period.month == 1 and mention.has_before(entry.looking_ahead):
            return False  # next December
    return stale and not _is_meant(entry, mention, last=last)


def future_months(entry: FutureMonthEntry, case: Case) -> Iterator[Hit]:
    """Months after the one reported on that are told as if they were over.

    What is proposed for next month is none of it.
    """
    for passage in case.passages:
        if passage.cell.kind is SheetKind.PROPOSALS or "tháng" not in passage.text.casefold():
            continue
        text = masked(passage.text, (_DAY, _SPAN))
        for match, mention in mentions(_MONTH, text, entry.starts):
            if _is_to_come(match, case.period) and _is_told_as_done(entry, mention):
                yield Hit(passage.cell, match[0], month_and_year(case.period))


def _is_to_come(match: re.Match[str], period: Period) -> bool:
    """Whether it lies after the month reported on; without a year, whether it is the next one."""
    year, month = match["year"] or match["named"], int(match["month"])
    if year:
        return Period(int(year), month) > period
    return month == period.month + 1


def _is_told_as_done(entry: FutureMonthEntry, mention: Mention) -> bool:
    if mention.has_before(entry.planning) or mention.has_after(entry.planning):
        return False
    happened = mention.has_after(entry.done) or (
        mention.follows(entry.during) and mention.has_before(entry.done)
    )
    return happened or mention.follows(entry.reporting)


def past_congresses(entry: CongressEntry, case: Case) -> Iterator[Hit]:
    """Congresses of the Party before the one whose term it is, where nobody means them."""
    for passage in case.passages:
        for match, mention in mentions(_CONGRESS, passage.text, entry.starts):
            past = match["number"] in entry.past
            if past and not _is_meant(entry, mention, last=True):
                yield Hit(passage.cell, match[0], entry.current)


def past_terms(entry: TermEntry, case: Case) -> Iterator[Hit]:
    """Terms of office that have ended, where nothing says that they are meant."""
    for passage in case.passages:
        if "nhiệm kỳ" not in passage.text.casefold():
            continue
        for match, mention in mentions(_TERM, passage.text, entry.starts):
            ended = int(match["last"]) < case.period.year
            if ended and not _is_meant(entry, mention, last=True):
                first, last = case.office.party_term, case.office.council_term
                yield Hit(passage.cell, match[0], f"{first}; {last}",
                          {"party": first, "council": last})  # fmt: skip
