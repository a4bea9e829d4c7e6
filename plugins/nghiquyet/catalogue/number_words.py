"""Numbers behind a name that are written in words or in Roman digits: «thôn hai», «thôn IV»."""

from __future__ import annotations

from functools import cache

from nghiquyet.wording import matching_key

_DIGITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ROMAN_TENS = ("", "X", "XX", "XXX")
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_LAST, _LONGEST = 39, 3


def in_digits(name: str) -> str:
    """A name with the number at its end in digits; the name itself if it ends with none."""
    words = name.split()
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        number = _numbers().get(matching_key("".join(words[-length:])))
        if number:
            return " ".join([*words[:-length], str(number)])
    return name


@cache
def _numbers() -> dict[str, int]:
    return {matching_key(way): number for number in range(1, _LAST + 1) for way in _ways(number)}


def _ways(number: int) -> list[str]:
    """``mười lăm`` and ``XV``; after «mươi» also ``mốt`` and ``tư``."""
    tens, ones = divmod(number, 10)
    before = ("", "mười", *(f"{digit} mươi" for digit in _DIGITS[2:]))[tens]
    last = "lăm" if tens and ones == 5 else _DIGITS[ones]
    ways = [f"{before} {last}", _ROMAN_TENS[tens] + _ROMAN_ONES[ones]]
    if tens > 1:
        ways += [f"{before} {other}" for digit, other in ((1, "mốt"), (4, "tư")) if ones == digit]
    return ways
