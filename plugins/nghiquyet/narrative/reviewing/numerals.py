"""Numbers as Vietnamese texts write them, with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

_SCALES = {
    "nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9,
    "nghìn tỷ": 12, "trăm triệu": 8,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
NUMERAL = re.compile(
    rf"(?<![\w/.,\-–])(?P<number>{_NUMBER})(?![\d/]|[.,]\d|\w)"
    r"(?:\s+(?P<scale>nghìn tỷ|trăm triệu|nghìn|ngàn|triệu|tỷ|tỉ)\b)?"
    r"(?P<percent>\s?%)?(?:\s+(?P<noun>[^\W\d_]+))?"
)


@dataclass(frozen=True)
class Numeral:
    """A number in a text.

    Attributes:
        start: offset of its first digit.
        end: offset behind it and its scale or sign.
        value: its value in single units.
        ulp: what its last printed place is worth.
        noun: the word behind it.
        is_percent: a number of hundredths.
        is_amount: it was scaled («tỷ», «triệu»), so that it may be rounded.
    """

    start: int
    end: int
    value: Decimal
    ulp: Decimal
    noun: str
    is_percent: bool = False
    is_amount: bool = False

    def agrees_with(self, value: Decimal) -> bool:
        """Whether it is ``value``, rounded or cut off at its last printed place.

        A count is printed whole and must be equal.
        """
        if not (self.is_amount or self.is_percent):
            return self.value == value
        steps = value / self.ulp
        printed = self.value / self.ulp
        return printed in {
            steps.quantize(Decimal(1), ROUND_HALF_UP),
            steps.quantize(Decimal(1), ROUND_DOWN),
        }

    @property
    def span(self) -> tuple[Fraction, Fraction]:
        """The values that it may stand for: itself, or what rounds to it."""
        half = Fraction(self.ulp) / 2 if self.is_amount else Fraction(0)
        return Fraction(self.value) - half, Fraction(self.value) + half


def numerals(text: str) -> Iterator[Numeral]:
    """Every number of a text in order; dates, codes and fractions are no numbers."""
    for match in NUMERAL.finditer(text):
        yield numeral(match)


def numeral(match: re.Match[str]) -> Numeral:
    """The number that a match of :data:`NUMERAL` found."""
    digits = match["number"].replace(".", "").replace(",", ".")
    power = _SCALES.get((match["scale"] or "").casefold(), 0)
    places = len(digits.partition(".")[2])
    end = match.end("percent") if match["percent"] else match.end("scale")
    return Numeral(
        start=match.start(),
        end=max(end, match.end("number")),
        value=Decimal(digits).scaleb(power),
        ulp=Decimal(1).scaleb(power - places),
        noun=(match["noun"] or "").casefold(),
        is_percent=match["percent"] is not None,
        is_amount=bool(match["scale"]),
    )
