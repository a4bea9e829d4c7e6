"""Codes of documents as the Party and the State write them, and documents from the future.

Party: ``57-NQ/TW``, number-TYPE/ISSUER. State: ``09/2019/NĐ-CP``, number/year/TYPE-ISSUER. A law
of the National Assembly: ``117/2025/QH15``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nghiquyet.catalogue.detectors import CodeEntry
from nghiquyet.catalogue.style_facts import EarlySummary, LaterDocument, MalformedCode
from nghiquyet.narrative.reviewing.case import Case, Hit
from nghiquyet.narrative.reviewing.passages import Passage
from nghiquyet.wording import short_date

_DASHES = "-‐‑–—"
_MARK = rf"\s?[{_DASHES}/.]\s?"
_LETTERS = r"[A-Za-zĐđÀ-ỹ]{1,12}\d{0,2}"
_YEAR = r"(?:19|20)\d\d"
_HEAD = rf"(?<![{_DASHES}\w/.])(?P<number>\d{{1,5}})"
_LAW = re.compile(
    rf"{_HEAD}(?P<rest>[{_DASHES}\s/.]{{0,2}}(?:{_YEAR}[{_DASHES}\s/.]{{0,2}})?(?:QH|UBTVQH)"
    rf"[{_DASHES}\s]?\d{{1,2}}(?:[{_DASHES}/]{_YEAR})?)(?!\w)"
)
_RIGHT_LAW = re.compile(rf"\d{{1,4}}/{_YEAR}/(?:QH|UBTVQH)\d{{1,2}}")
_CODE = re.compile(
    rf"{_HEAD}(?P<first>{_MARK})(?:(?P<year>{_YEAR})(?P<second>{_MARK}))?"
    rf"(?P<type>{_LETTERS})(?P<third>{_MARK})(?P<issuer>{_LETTERS}(?:-{_LETTERS})*)(?!\w)"
    rf"(?P<behind>/{_YEAR})?"
)
_GLUED = re.compile(  # «57-NQTW», «57NQ/TW», «57NQ-TW»
    rf"{_HEAD}(?P<first>{_MARK})?(?:(?P<year>{_YEAR})(?P<second>{_MARK}))?"
    rf"(?P<letters>[A-ZĐ][A-Za-zĐ]{{2,12}}|[A-ZĐ][A-Za-zĐ]{{1,4}}(?:{_MARK}|\s)[A-ZĐ][A-Za-zĐ]{{1,8}})(?!\w)"
)
_TYPE_FIRST = re.compile(  # «NQ57-TW»
    rf"(?<!\w)(?P<type>[A-ZĐ][A-Za-zĐ]{{1,4}})\s?{_MARK}?(?P<number>\d{{1,5}}){_MARK}"
    r"(?P<issuer>[A-ZĐ]{2,12})(?!\w)"
)
_KINDS = (
    "(?:Nghị quyết|Chỉ thị|Kết luận|Quyết định|Quy định|Hướng dẫn|Kế hoạch|Thông báo|Công văn"
    "|Chương trình|Công điện)"
)
_WITH_DATE = re.compile(
    rf"(?<![\w/])(?P<code>\d{{1,5}}[{_DASHES}/](?:{_YEAR}/)?[A-ZĐ][{_DASHES}\w/]*|{_KINDS}(?=\s+ngày))"
    r"(?P<lead>[,\s(]*(?:của\s[^.;,()\d]{1,60}?)?[,\s(]*(?:ban hành\s+)?(?:ngày\s+)?)"
    r"(?:(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)"
    r"|(?P<dd>\d{1,2}) tháng (?P<mm>\d{1,2}),? năm (?P<yy>(?:19|20)\d\d))"
)


def malformed_codes(rule: MalformedCode, case: Case) -> Iterator[Hit]:
    """Codes that are neither the Party's nor the State's way of writing one."""
    known = case.codes
    if known is None:
        return
    for passage in case.passages:
        taken: list[range] = []
        for match, right in _readings(passage.text, known):
            if any(match.start() < span.stop and span.start < match.end() for span in taken):
                continue
            taken.append(range(*match.span()))
            if right and _lacks_its_year(rule, right[0]):
                right = [right[0].replace("/", "/…/", 1)]
            if right is not None and _with_hyphens(match[0]) not in right:
                yield Hit(passage, match[0], match.start(), right[0] if right else "")


def _lacks_its_year(rule: MalformedCode, code: str) -> bool:
    kind = re.fullmatch(r"\d+/(\w+)-.*", code)
    return kind is not None and kind[1] in rule.yearly


def _with_hyphens(code: str) -> str:
    """The code with the hyphens that it should have; another dash is a slip of another kind."""
    return re.sub(rf"\s?[{_DASHES}]\s?", "-", code)


def _readings(text: str, known: CodeEntry) -> Iterator[tuple[re.Match[str], list[str] | None]]:
    """Everything that may be a code, with the ways in which it may be written."""
    for match in _LAW.finditer(text):
        yield match, [match[0]] if _RIGHT_LAW.fullmatch(match[0]) else []
    for match in _CODE.finditer(text):
        yield match, _of_whole(match, known)
    for match in _TYPE_FIRST.finditer(text):
        yield match, _right_forms(match["number"], "", match["type"], match["issuer"], known)
    for match in _GLUED.finditer(text):
        right = _of_glued(match, known)
        if right is not None:
            yield match, right


def _of_whole(match: re.Match[str], known: CodeEntry) -> list[str] | None:
    parts = match.groupdict()
    year = parts["year"] or (parts["behind"] or "")[1:]
    right = _right_forms(parts["number"], year, parts["type"], parts["issuer"], known)
    if right is None and match.string[: match.start()].endswith("số "):
        party = parts["issuer"] in known.party
        return [] if party or parts["issuer"] in known.state else None
    return right


def _of_glued(match: re.Match[str], known: CodeEntry) -> list[str] | None:
    """A type and an issuer in one word, or a number grown to its type."""
    letters, year = match["letters"], match["year"] or ""
    pieces = re.split(rf"{_MARK}|\s", letters)
    if len(pieces) == 2:
        kind, issuer = pieces
        apart = not match["first"] or " " in letters
        settled = apart and kind in known.types and issuer in known.issuers
        return _right_forms(match["number"], year, kind, issuer, known) if settled else None
    for kind in known.types:
        issuer = letters[len(kind) :]
        if match["first"] and letters.startswith(kind) and issuer in known.issuers:
            return _right_forms(match["number"], year, kind, issuer, known)
    return None


def _right_forms(
    number: str, year: str, letters: str, sender: str, known: CodeEntry
) -> list[str] | None:
    """The ways in which a code may be written; none if nobody can tell, None if it is no code."""
    kind, issuer = known.type_named(letters), known.issuer_named(sender)
    if kind is None:
        office = known.issuer_named(letters)
        return [f"{number}/{office}-{sender}"] if office and known.is_state(office) else None
    if issuer is None and not sender[:2].isupper():
        return None
    name = issuer or sender
    party = f"{number}-{kind}/{name}"
    state = f"{number}/{year}/{kind}-{name}" if year else f"{number}/{kind}-{name}"
    if known.is_party(name):
        return [party]
    return [state] if known.is_state(name) else [state, party]


def later_documents(_: LaterDocument, case: Case) -> Iterator[Hit]:
    """Documents with a date, a year or a known day of issue behind the month assessed."""
    last = case.period.last_day
    issued = {document.code: document.issued for document in case.documents}
    for passage in case.passages:
        dated = set()
        for match in _WITH_DATE.finditer(passage.text):
            dated.add(match.start())
            day = _day(match)
            if day is not None and day > last:
                yield _later(passage, match[0], match.start(), last)
        for match in (*_CODE.finditer(passage.text), *_LAW.finditer(passage.text)):
            known = issued.get(match[0])
            future = any(int(year) > last.year for year in re.findall(rf"/({_YEAR})/", match[0]))
            if match.start() not in dated and (future or (known is not None and known > last)):
                yield _later(passage, match[0], match.start(), last)


def _later(passage: Passage, quote: str, start: int, last: date) -> Hit:
    return Hit(passage, quote, start, "", {"last": short_date(last)})


def _day(match: re.Match[str]) -> date | None:
    day, month, year = (
        int(match[a] or match[b]) for a, b in (("d", "dd"), ("m", "mm"), ("y", "yy"))
    )
    try:
        return date(year, month, day)
    except ValueError:
        return None


def early_summaries(rule: EarlySummary, case: Case) -> Iterator[Hit]:
    """A «tổng kết» of a document from above that is only some years old."""
    for passage in case.passages:
        for document in case.documents:
            match = re.search(rf"[Tt]ổng kết[^.;]*{re.escape(document.code)}", passage.text)
            age = (case.period.last_day - document.issued).days / 365.25
            if match and age < rule.years:
                fills = {
                    "code": document.code,
                    "issued": short_date(document.issued),
                    "years": str(rule.years),
                }
                yield Hit(passage, match[0], match.start(), "", fills)
