"""Does a sheet hold a list of persons? Units send sums, never lists of people.

A column is judged by its header («Họ và tên», «Số CCCD» … above some content) and by what stands
in it: names one below the other, numbers of identity cards, telephones or Party cards. Family and
given names may stand in two columns, and a number that could be an amount counts beside names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from nghiquyet.workbook.person_names import (
    EVERY_FAMILY,
    Likeness,
    listed_names,
    mentioned_names,
)
from nghiquyet.workbook.person_numbers import (
    CARDS,
    LEAST_NUMBER,
    PARTY_CARDS,
    PHONES,
    judge_numbers,
    long_numbers,
)

Entry = tuple[int, Any]
"""Zero-based row and value of a cell of one column."""

NAMES = "họ tên"
_HEADERS = {
    NAMES: "ho va ten|ho ten|ho dem va ten|ho dem|ho va dem|ho va ten dem|ho lot|ten dang vien"
    "|ten hoi vien|ten cong dan|ten chu ho",
    CARDS: "cccd|cmnd|cmtnd|can cuoc|can cuoc cong dan|chung minh nhan dan|chung minh thu"
    "|dinh danh|dinh danh ca nhan|ho chieu",
    PARTY_CARDS: "the dang|the dang vien",
    "ngày sinh": "ngay sinh|ngay thang nam sinh|nam sinh",
    PHONES: "dien thoai|dien thoai di dong|sdt|so dt|dt di dong",
    "địa chỉ": "dia chi|dia chi thuong tru|noi thuong tru|ho khau thuong tru|que quan",
}
_KINDS = {
    kind: re.compile(rf"\b(?:{'|'.join(sorted(phrases.split('|'), key=len, reverse=True))})\b")
    for kind, phrases in _HEADERS.items()
}
_ABOUT = re.compile(
    r"\b(?:stt|tt|so|ma|va|hoac|cua|the|nguoi|dang vien|can bo|cong chuc|hoi vien|doan vien|chu ho"
    r"|cong dan|hoc vien|dong chi|doi tuong|nam|nu|ngay cap|noi cap|noi o|hien nay|neu co)\b"
)
_SHORT = 60
_PHRASES = tuple(
    phrase.replace(" ", "") for phrases in _HEADERS.values() for phrase in phrases.split("|")
)
_OTHER_NUMBERS = re.compile(
    r"\b(?:tien|kinh phi|dong|vnd|gia tri|du toan|quyet toan|ngan sach|von|doanh thu|thu|chi|so du"
    r"|ma so thue|mst|ma ho so|tai khoan|seri|so hieu|van ban|kinh do|vi do|toa do|thua dat)\b"
)
"""Headers of long numbers that are not those of persons."""
_LEAST_CARDS, _LEAST_NAMES, _LEAST_MENTIONED = 3, 3, 5
_LEAST_BESIDE = {CARDS: 2, PARTY_CARDS: 2, PHONES: 3}
_APART, _PART = 3, 30
"""A list may leave lines blank; names further apart are no list."""
_MOST = 0.8


@dataclass(frozen=True)
class PersonalColumn:
    """A column that looks like a list of persons.

    Attributes:
        kinds: what it tells of them.
        row: zero-based row of its header or first cell.
    """

    kinds: tuple[str, ...]
    row: int


def bare(text: str) -> str:
    """A text in small letters without marks, words kept apart."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d").replace("\xa0", " "))
    return plain.encode("ascii", "ignore").decode()


def may_be_personal(values: Sequence[Any]) -> bool:
    """Whether a sheet's values are worth a closer look: cheap, for nearly none are."""
    texts = "\n".join([value for value in values if isinstance(value, str)])
    long = sum(1 for value in values if isinstance(value, (int, float)) and value >= LEAST_NUMBER)
    return long + long_numbers(texts) >= _LEAST_CARDS - 1 or _may_tell_of_persons(texts)


@lru_cache(maxsize=128)
def _may_tell_of_persons(texts: str) -> bool:
    """Whether the texts of a sheet hold a header or names; many units' pages are the same."""
    short = bare("\n".join([line for line in texts.split("\n") if len(line) <= _SHORT]))
    short = short.replace(" ", "")
    if any(phrase in short for phrase in _PHRASES):
        return True
    return sum(map(_count_names, texts.split("\n"))) > 1


def _count_names(line: str) -> int:
    is_family = line.strip().casefold() in EVERY_FAMILY  # its given name stands in the next column
    return max(len(listed_names(line)), len(mentioned_names(line)), is_family)


def find_personal(columns: Mapping[int, Sequence[Entry]]) -> dict[int, PersonalColumn]:
    """The columns of a sheet that look like a list of persons.

    Args:
        columns: the cells of each column from top to bottom.
    """
    named = {row for column in columns.values() for row in _named_rows(column)}
    found: dict[int, dict[str, int]] = {place: {} for place in columns}
    for place, column in columns.items():
        for kind, row in (*_headed(column), *_numbers(column, named), *_list_of_names(column)):
            found[place].setdefault(kind, row)
    for place, both in _joined(columns):
        for kind, row in _list_of_names(both):
            found[place].setdefault(kind, row)
            found[place + 1].setdefault(kind, row)
    return {
        place: PersonalColumn(tuple(kinds), min(kinds.values()))
        for place, kinds in found.items()
        if kinds
    }


def _headed(column: Sequence[Entry]) -> Iterator[tuple[str, int]]:
    for place, (row, value) in enumerate(column[:-1]):
        for kind in _header_kinds(value) if isinstance(value, str) else ():
            if kind not in _NEEDS_DIGITS or _has_digits(column[place + 1 :]):
                yield kind, row


_NEEDS_DIGITS = frozenset(_HEADERS) - {NAMES, "địa chỉ"}


def _has_digits(below: Sequence[Entry]) -> bool:
    """Whether a header of numbers stands above any, and not in a list of words."""
    return any(not isinstance(value, str) or re.search(r"\d", value) for _, value in below)


@lru_cache(maxsize=4096)
def _header_kinds(text: str) -> tuple[str, ...]:
    """What a short cell says that its column tells of persons, and nothing else."""
    if len(text) > _SHORT:
        return ()
    rest = re.sub(r"[^a-z0-9]+", " ", bare(text))
    kinds: list[str] = []
    for kind, pattern in _KINDS.items():
        rest, found = pattern.subn(" ", rest)
        kinds += [kind] * bool(found)
    return () if _ABOUT.sub(" ", rest).strip() else tuple(kinds)


def _numbers(column: Sequence[Entry], named: set[int]) -> Iterator[tuple[str, int]]:
    """Kinds of numbers that fill the column, or stand in it beside names, with their first rows."""
    judged = list(judge_numbers(column))
    if not judged or any(_OTHER_NUMBERS.search(text) for text in _short_texts(column)):
        return
    for kind, least_beside in _LEAST_BESIDE.items():
        alike = [each for each in judged if each.kind == kind]
        certain = [each.row for each in alike if each.is_certain]
        beside = [each.row for each in alike if each.row in named]
        if len(certain) >= max(_LEAST_CARDS, _MOST * len(judged)):
            yield kind, certain[0]
        elif len(beside) >= least_beside:
            yield kind, beside[0]


def _short_texts(column: Sequence[Entry]) -> Iterator[str]:
    for _, value in column:
        if isinstance(value, str) and len(value) <= _SHORT:
            yield bare(value)


def _named_rows(column: Sequence[Entry]) -> Iterator[int]:
    for row, value in column:
        if isinstance(value, str) and Likeness.SURE in listed_names(value).values():
            yield row


def _list_of_names(column: Sequence[Entry]) -> Iterator[tuple[str, int]]:
    """Where names begin to stand one below the other, or one of very many that are mentioned."""
    mentioned: dict[str, int] = {}
    run: dict[str, Likeness] = {}
    start = last = -1
    for row, value in column:
        text = value if isinstance(value, str) else ""
        names = listed_names(text)
        if not run or not names or row - last > _APART:
            run, start = {}, row
        run, last = {**run, **names}, row
        mentioned = {**dict.fromkeys(mentioned_names(text), row), **mentioned}
        sure = [*run.values()].count(Likeness.SURE)
        if len(run) >= _LEAST_NAMES and 2 * sure > len(run):
            yield NAMES, start
            return
    if len(mentioned) >= _LEAST_MENTIONED:
        yield NAMES, min(mentioned.values())


def _joined(columns: Mapping[int, Sequence[Entry]]) -> Iterator[tuple[int, list[Entry]]]:
    """Neighbouring columns of a word or two as one: «Nguyễn Văn» and «A» are one name."""
    for left, right in pairwise(sorted(columns)):
        names = {row: value for row, value in columns[right] if _is_part(value)}
        both = [
            (row, f"{value} {names[row]}")
            for row, value in columns[left]
            if row in names and _is_part(value)
        ]
        if right == left + 1 and len(both) >= _LEAST_NAMES:
            yield left, both


def _is_part(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _PART and value.replace(" ", "").isalpha()
