"""R11: codes of documents as the Party and the State write them, and their dates.

Party: ``57-NQ/TW``, number-TYPE/ISSUER. State: ``09/2019/NĐ-CP``, number/year/TYPE-ISSUER.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from nghiquyet.catalogue.detectors import CodeEntry, DateEntry, UnfinishedEntry
from nghiquyet.validation.detectors.cases import Case, Hit
from nghiquyet.wording import matching_key, short_date

_DASHES = "-‐‑–—"
_MARK = rf"\s?[{_DASHES}/.]\s?"
_LETTERS = r"[A-Za-zĐđÀ-ỹ]{1,12}\d{0,2}"
_CODE = re.compile(
    rf"(?<![\w/.{_DASHES}])(?P<number>\d{{1,5}})(?P<first>{_MARK})"
    rf"(?:(?P<year>(?:19|20)\d\d)(?P<second>{_MARK}))?"
    rf"(?P<type>{_LETTERS})(?P<third>{_MARK})(?P<issuer>{_LETTERS}(?:-{_LETTERS})*)(?!\w)"
)
_GLUED = re.compile(  # «57-NQTW», «57NQ/TW»
    rf"(?<![\w/.{_DASHES}])(?P<number>\d{{1,5}})(?P<first>{_MARK})?"
    rf"(?P<letters>[A-ZĐ][A-Za-zĐ]{{2,12}}|[A-ZĐ][A-Za-zĐ]{{1,4}}{_MARK}[A-ZĐ]{{2,8}})(?!\w)"
)
_TYPE_FIRST = re.compile(  # «NQ57-TW»
    rf"\b(?P<type>[A-ZĐ][A-Za-zĐ]{{1,4}})\s?(?P<number>\d{{1,5}})(?P<third>{_MARK})"
    r"(?P<issuer>[A-ZĐ]{2,12})(?!\w)"
)
_LAW = re.compile(r"(?P<number>\d{1,3})/(?P<year>\d{4})/(?:QH|UBTVQH)\d{1,2}(?!\w)")
_DATE = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})\s?[/.]\s?(?P<m>\d{1,2})\s?[/.]\s?(?P<y>(?:19|20)\d\d)(?!\d)"
    r"|ngày\s+(?P<dd>\d{1,2})\s+tháng\s+(?P<mm>\d{1,2}),?\s+năm\s+(?P<yy>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s,(]*(?:của\s[^.;,()\d]{1,60}?\s?)?[,(]?\s*(?:ban hành\s)?(?:ngày\s)?\(?$")


@dataclass(frozen=True)
class _Code:
    """A code taken apart, whatever stands between its parts."""

    number: str
    year: str
    type: str
    issuer: str


def malformed_codes(entry: CodeEntry, case: Case) -> Iterator[Hit]:
    """Codes of documents that are written as no office writes them."""
    for passage in case.passages:
        if not any(letter.isdigit() for letter in passage.text):
            continue
        for quote, code in _codes(passage.text, entry):
            right = _right_forms(code, entry)
            if right is not None and quote not in right:
                suggestion = right[0] if right else ""
                hint = f"; có phải là {suggestion}?" if suggestion else "."
                yield Hit(passage.cell, quote, suggestion, {"hint": hint})


def _codes(text: str, entry: CodeEntry) -> Iterator[tuple[str, _Code]]:
    taken: list[range] = [range(*match.span()) for match in _LAW.finditer(text)]
    for pattern, read in ((_CODE, _whole), (_TYPE_FIRST, _whole), (_GLUED, _glued)):
        for match in pattern.finditer(text):
            code = None if _overlaps(taken, match) else read(match, entry)
            if code is not None:
                taken.append(range(*match.span()))
                yield match[0], code


def _overlaps(taken: list[range], match: re.Match[str]) -> bool:
    return any(match.start() < span.stop and span.start < match.end() for span in taken)


def _whole(match: re.Match[str], _: CodeEntry) -> _Code:
    parts = match.groupdict()
    return _Code(parts["number"], parts.get("year") or "", parts["type"], parts["issuer"])


def _glued(match: re.Match[str], entry: CodeEntry) -> _Code | None:
    """A type and an issuer that are written as one word, or a number grown to its type."""
    letters = match["letters"]
    pieces = re.split(_MARK, letters)
    if len(pieces) == 2:
        return None if match["first"] else _Code(match["number"], "", *pieces)
    for kind in entry.types:
        issuer = letters[len(kind) :]
        if match["first"] and letters.startswith(kind) and issuer in entry.issuers:
            return _Code(match["number"], "", kind, issuer)
    return None


def _right_forms(code: _Code, entry: CodeEntry) -> list[str] | None:
    """The ways in which the code may be written; none if nobody can tell, None if it is no code.

    A known issuer settles whether it is the Party's or the State's form.
    """
    kind, issuer = entry.type_named(code.type), entry.issuer_named(code.issuer)
    if kind is None and (issuer is None or len(code.type) > 5):
        return None
    if kind is None:
        return _departments(code, entry)
    head = f"{code.number}/{code.year}" if code.year else code.number
    name = issuer or code.issuer
    if issuer is None and not _may_issue(code.issuer):
        return None
    party, state = f"{code.number}-{kind}/{name}", f"{head}/{kind}-{name}"
    if entry.is_party(name):
        return [party]
    return [state] if entry.is_state(name) else [state, party]


def _departments(code: _Code, entry: CodeEntry) -> list[str] | None:
    """«124/UBND-VP»: a letter of the State names its sender where others name their type."""
    sender = entry.issuer_named(code.type)
    if sender is None:
        return []
    return [f"{code.number}/{sender}-{code.issuer}"] if entry.is_state(sender) else []


def _may_issue(letters: str) -> bool:
    """Whether letters look like the abbreviation of some office."""
    return letters[:2].isupper()


def unfinished_codes(entry: UnfinishedEntry, case: Case) -> Iterator[Hit]:
    """Documents that are named before they have their number or their day."""
    pattern = _unfinished(entry.types, entry.blanks)
    for passage in case.passages:
        for match in pattern.finditer(passage.text):
            yield Hit(passage.cell, match[0].strip(), "")


@lru_cache(maxsize=16)
def _unfinished(types: tuple[str, ...], blanks: str) -> re.Pattern[str]:
    """A code or a day with something left out: «số …-KH/ĐU», «số -KH/ĐU», «ngày /01/2026»."""
    one = f"[…{re.escape(blanks)}]"
    blank = rf"(?:{one}(?:\s?{one})+|…)"
    known = "|".join(sorted(map(re.escape, types), key=len, reverse=True))
    mark = rf"\s?[{_DASHES}/]\s?"
    kind = rf"{mark}(?:\d{{4}}{mark})?(?:{known})"
    issuer = rf"{mark}{_LETTERS}"
    of = rf"(?:{blank}|\d{{1,2}})"
    return re.compile(
        rf"(?:\b(?i:số)\s*|(?<!\w)){blank}{kind}(?:{issuer})?(?!\w)|\b(?i:số){kind}{issuer}(?!\w)"
        rf"|\b(?i:ngày)\s*{blank}?\s*(?:/\s*{of}\s*/\s*|tháng\s*{of}?,?\s*năm\s*)(?:\d{{4}}|{blank})"
        rf"|\b(?i:ngày)\s+\d{{1,2}}\s*/\s*{blank}\s*/\s*\d{{4}}"
    )


def wrong_dates(entry: DateEntry, case: Case) -> Iterator[Hit]:
    """Dates that no calendar has, and documents dated after the month reported on."""
    last = case.period.last_day
    for passage in case.passages:
        for match in _DATE.finditer(passage.text):
            day = _day(match)
            if day is None:
                reason = "ngày này không có trong lịch"
            elif day > last and _dates_a_document(entry, passage.text[: match.start()]):
                reason = f"sau ngày cuối của kỳ báo cáo ({short_date(last)})"
            else:
                continue
            yield Hit(passage.cell, match[0], "", {"reason": reason})
        for match in _CODE.finditer(passage.text):
            if int(match["year"] or 0) > case.period.year:
                reason = f"năm của văn bản sau năm báo cáo ({case.period.year})"
                yield Hit(passage.cell, match[0], "", {"reason": reason})


def _day(match: re.Match[str]) -> date | None:
    day, month, year = (
        int(match[a] or match[b]) for a, b in (("d", "dd"), ("m", "mm"), ("y", "yy"))
    )
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dates_a_document(entry: DateEntry, before: str) -> bool:
    """Whether a date stands directly behind the code or the name of a document."""
    lead = _BEHIND.search(before)
    head = before[: lead.start()] if lead else before
    if re.search(r"[\d][-/][\w/Đ-]*$", head):
        return True
    words = head.split()[-6:]
    return any(matching_key(name) == matching_key(" ".join(words[-len(name.split()) :]))
               for name in entry.documents)  # fmt: skip
