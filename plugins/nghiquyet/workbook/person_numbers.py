"""Is a number that of a person: an identity card, a telephone, a Party card?

Amounts of money are long numbers too. What is written as no amount ever is, a zero before it or a
point behind its second digit, counts as text; what could be an amount counts only beside names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

CARDS, PHONES, PARTY_CARDS = (
    "số căn cước, chứng minh nhân dân",
    "số điện thoại",
    "số thẻ đảng viên",
)
# Circular 59/2021/TT-BCA: province, century with sex, two digits of the year, six at random.
_PROVINCES = (
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 "
    "036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 "
    "074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"
)
_CITIZEN = re.compile(rf"(?:{'|'.join(_PROVINCES.split())})(?:[01][2-9]\d|[23][0-2]\d)\d{{6}}")
_OLD_CARD = re.compile(r"\d{9}")
_PHONE = re.compile(r"(?:0|84)(?:3[2-9]|5[2569]|7[06-9]|8[1-9]|9\d)\d{7}")
_PARTY_CARD = re.compile(r"\d\d[. ]\d{6}")
_NUMBER = re.compile(r"(?<![\d/.,])\+?\d(?:[ .\-]?\d){7,11}(?![\d/]|[.,]\d)")
_SEPARATORS = re.compile(r"[ .\-+]")
LEAST_NUMBER = 10**7


class Judged(NamedTuple):
    """A long number of a column.

    Attributes:
        row: zero-based row.
        kind: what of a person it may be; empty for nothing.
        is_certain: no amount is written like it.
    """

    row: int
    kind: str
    is_certain: bool


def judge_numbers(column: Iterable[tuple[int, Any]]) -> Iterator[Judged]:
    """Every long number of a column, and what it may be."""
    for row, value in column:
        if isinstance(value, str):
            for written in _numbers(value):
                yield Judged(row, *_of_text(written))
        elif (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and value >= LEAST_NUMBER
        ):
            yield Judged(row, *_of_number(value))


def long_numbers(texts: str) -> int:
    """How many numbers a text holds that are as long as those of persons."""
    return len(_numbers(texts))


def _numbers(text: str) -> list[str]:
    """The long numbers of a text, in common digits and with common blanks between them."""
    return _NUMBER.findall(text if text.isascii() else unicodedata.normalize("NFKC", text))


def _of_text(written: str) -> tuple[str, bool]:
    digits = _SEPARATORS.sub("", written)
    if _CITIZEN.fullmatch(digits):
        return CARDS, True
    if _PHONE.fullmatch(digits):
        return PHONES, True
    if _PARTY_CARD.fullmatch(written):
        return PARTY_CARDS, True
    if _OLD_CARD.fullmatch(written):
        return CARDS, True
    return (PARTY_CARDS, False) if len(written) == 8 and written.isdigit() else ("", False)


def _of_number(value: float) -> tuple[str, bool]:
    """A number has lost the zeros before it, and nothing tells it from an amount of its length."""
    digits = f"{value:.0f}"
    if value % 100 == 0:
        return "", False
    if len(digits) > 9 and _CITIZEN.fullmatch(digits.zfill(12)):
        return CARDS, True
    kind = PHONES if _PHONE.fullmatch(f"0{digits}") else CARDS if len(digits) == 9 else ""
    return (PARTY_CARDS, False) if len(digits) == 8 else (kind, False)
