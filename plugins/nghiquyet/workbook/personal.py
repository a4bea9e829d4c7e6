"""Does a column look like a list of persons? Units send sums, never lists of people.

A column is judged by its header («Họ và tên», «Số CCCD» … above some content) and by what stands
in it: numbers of identity cards, or full names. Both are patterns: amounts of money are long
numbers too, so a number counts only where most of the column's long numbers look like it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nghiquyet.wording import clean_text

Entry = tuple[int, Any]
"""Zero-based row and value of a cell of one column."""

NAMES, CARDS, PARTY_CARDS = "họ tên", "số căn cước, chứng minh nhân dân", "số thẻ đảng viên"
_HEADERS = {
    NAMES: "ho va ten|ho ten|ho dem va ten|ten dang vien|ten hoi vien|ten cong dan|ten chu ho",
    CARDS: "cccd|cmnd|cmtnd|can cuoc|can cuoc cong dan|chung minh nhan dan|chung minh thu"
    "|dinh danh|dinh danh ca nhan|ho chieu",
    PARTY_CARDS: "the dang|the dang vien",
    "ngày sinh": "ngay sinh|ngay thang nam sinh|nam sinh",
    "số điện thoại": "dien thoai|dien thoai di dong|sdt|so dt|dt di dong",
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
_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,11}(?!\d)")
_SEPARATORS = re.compile(r"[ .\-]")
_CITIZEN = re.compile(r"0\d\d[0-3]\d{8}")
"""Number of a citizen: province, century with sex, year of birth, six more digits."""
_LEAST_CARD = 10**8
_LEAST_CARDS, _LEAST_NAMES = 3, 5
_MOST = 0.8

_FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Vương Trịnh "
    "Trương Lâm Phùng Mai Tô Hà Cao Lưu Chu Tạ Quách La Thái Kiều Tống Triệu Doãn Nghiêm Đinh "
    "Lương Hứa Thân Tăng Ninh Khổng Nguyen Tran Pham Hoang Huynh Phan Bui Vu Vo"
)
_FAMILY_NAMES = frozenset([*_FAMILIES.split(), *_FAMILIES.upper().split()])
_NUMBERING = re.compile(r"^(?:\d+[.)\s]\s*|[-+•]\s*)?(?:(?:đ/c|đồng chí|ông|bà|anh|chị)\s+)?", re.I)
_PIECES = re.compile(r"[\n;,]")


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
    long = sum(1 for value in values if isinstance(value, (int, float)) and value >= _LEAST_CARD)
    return long + _long_numbers(texts) >= _LEAST_CARDS or _may_tell_of_persons(texts)


def _long_numbers(texts: str) -> int:
    return len(_LONG_NUMBER.findall(texts))


@lru_cache(maxsize=128)
def _may_tell_of_persons(texts: str) -> bool:
    """Whether the texts of a sheet hold a header or names; many units' pages are the same."""
    short = bare("\n".join([line for line in texts.split("\n") if len(line) <= _SHORT]))
    short = short.replace(" ", "")
    if any(phrase in short for phrase in _PHRASES):
        return True
    words = unicodedata.normalize("NFC", texts).split()
    return sum(map(_FAMILY_NAMES.__contains__, words)) >= _LEAST_NAMES


def find_personal(column: Sequence[Entry]) -> PersonalColumn | None:
    """Say whether a column looks like a list of persons; its cells from top to bottom."""
    kinds = {kind: row for row, kind in _headed(column)}
    for kind, rows in ((CARDS, _card_rows(column)), (NAMES, _name_rows(column))):
        if rows and kind not in kinds:
            kinds[kind] = rows[0]
    return PersonalColumn(tuple(kinds), min(kinds.values())) if kinds else None


def _headed(column: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    for place, (row, value) in enumerate(column[:-1]):
        for kind in _header_kinds(value) if isinstance(value, str) else ():
            if kind not in _NEEDS_DIGITS or _has_digits(column[place + 1 :]):
                yield row, kind


_NEEDS_DIGITS = frozenset(_HEADERS) - {NAMES, "địa chỉ"}


def _has_digits(below: Sequence[Entry]) -> bool:
    """Whether a header of numbers stands above any, and not in a list of words."""
    return any(not isinstance(value, str) or re.search(r"\d", value) for _, value in below)


def _header_kinds(text: str) -> list[str]:
    """What a short cell says that its column tells of persons, and nothing else."""
    if len(text) > _SHORT:
        return []
    rest = re.sub(r"[^a-z0-9]+", " ", bare(text))
    kinds = []
    for kind, pattern in _KINDS.items():
        rest, found = pattern.subn(" ", rest)
        kinds += [kind] * bool(found)
    return [] if _ABOUT.sub(" ", rest).strip() else kinds


def _card_rows(column: Sequence[Entry]) -> list[int]:
    found = [(row, is_card) for row, value in column for is_card in _cards(value)]
    rows = [row for row, is_card in found if is_card]
    return rows if len(rows) >= max(_LEAST_CARDS, _MOST * len(found)) else []


def _cards(value: Any) -> Iterator[bool]:
    """For each long number of a cell whether it looks like an identity card's."""
    if isinstance(value, str):
        for match in _LONG_NUMBER.findall(value):
            digits = _SEPARATORS.sub("", match)
            yield bool(_CITIZEN.fullmatch(digits)) or (len(digits) == 9 and digits == match)
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 10**6:
        digits = f"{value:.0f}"
        is_citizen = len(digits) in {10, 11} and _CITIZEN.fullmatch(digits.zfill(12)) is not None
        yield (is_citizen or len(digits) == 9) and value % 100 != 0


def _name_rows(column: Sequence[Entry]) -> list[int]:
    names: dict[str, int] = {}
    for row, value in column:
        for piece in _PIECES.split(value) if isinstance(value, str) else ():
            if _is_full_name(piece):
                names.setdefault(piece.strip(), row)
    return list(names.values()) if len(names) >= _LEAST_NAMES else []


def _is_full_name(piece: str) -> bool:
    words = _NUMBERING.sub("", clean_text(piece)).split()
    return (
        3 <= len(words) <= 5
        and words[0] in _FAMILY_NAMES
        and all(word.isalpha() and word[0].isupper() for word in words)
    )
