"""What dots, commas and blanks between digits can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class SeparatorReading:
    """One number that digits with separators can mean.

    Attributes:
        value: the number.
        grouped: the separators group thousands.
        dot_decimal: the decimal mark is a dot, which Vietnamese does not use.
    """

    value: Decimal
    grouped: bool
    dot_decimal: bool = False


def separator_readings(digits: str) -> list[SeparatorReading]:
    """Every well-formed reading of the separators."""
    if " " in digits:  # 1 204 500,5
        if not re.fullmatch(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?", digits):
            return []
        return [SeparatorReading(Decimal(digits.replace(" ", "").replace(",", ".")), True)]
    marks = [letter for letter in digits if letter in ".,"]
    if not marks:
        return [SeparatorReading(Decimal(digits), False)]
    if len(set(marks)) == 2:
        return _both_marks(digits, decimal=marks[-1], group=marks[0])
    mark = marks[0]
    found = []
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+", digits):
        found.append(SeparatorReading(Decimal(digits.replace(mark, "")), True))
    if re.fullmatch(rf"\d+\{mark}\d+", digits):
        found.append(SeparatorReading(Decimal(digits.replace(mark, ".")), False, mark == "."))
    return found


def _both_marks(digits: str, *, decimal: str, group: str) -> list[SeparatorReading]:
    if not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+\{decimal}\d+", digits):
        return []
    return [SeparatorReading(Decimal(digits.replace(group, "").replace(decimal, ".")), True)]
