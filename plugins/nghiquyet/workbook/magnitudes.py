"""How large figures are: what their measure units stand for, and what cannot be."""

from __future__ import annotations

from decimal import Decimal

from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.wording import matching_key, plain_number, shortened

_MOST_COUNTED = Decimal(10**9)
_MOST_DONG = Decimal(10**15)
_LEAST_DECIMAL = Decimal("0.000001")
SCALES = {
    "nghin": Decimal(1000), "ngan": Decimal(1000),
    "trieu": Decimal(10**6), "tr": Decimal(10**6),
    "ty": Decimal(10**9), "ti": Decimal(10**9),
}  # fmt: skip
"""Words that multiply an amount."""
_LONGEST = 40


def money_scale(measure_unit: str) -> Decimal:
    """How many đồng the measure unit of an amount stands for: 1 for «đồng»."""
    key = matching_key(measure_unit)
    for word, scale in SCALES.items():
        if key in {word, f"{word}dong"}:
            return scale
    return Decimal(1)


def is_whole(part: Part) -> bool:
    """Whether the value admits no decimals: counts, and amounts in đồng."""
    is_money = part.type is ValueType.MONEY
    return part.type is ValueType.INTEGER or (is_money and money_scale(part.measure_unit) == 1)


def is_thousandfold(value: Decimal, reference: Decimal) -> bool:
    """Whether a decimal figure looks like ``reference`` with its separator misread.

    ``1,204`` where last month was 1.198 was probably typed ``1.204``, and the other way round.
    """
    if value == 0 or reference == 0:
        return False
    whole = value == value.to_integral_value()
    if whole:
        return Decimal("0.5") <= value / 1000 / reference <= 2 and value >= 1000
    has_three_decimals = value * 1000 == (value * 1000).to_integral_value()
    return has_three_decimals and Decimal("0.5") <= value * 1000 / reference <= 2


def in_brief(value: Decimal) -> str:
    """A number for a message; one with a hundred digits is cut."""
    return shortened(plain_number(value), _LONGEST)


def size_question(value: Decimal, part: Part) -> str:
    """What to ask about what no commune can have, or nothing.

    It is asked only where the form itself declares no bound.
    """
    if not value or _LEAST_DECIMAL <= abs(value) <= _most(part):
        return ""
    size = "nhỏ" if abs(value) < _LEAST_DECIMAL else "lớn"
    unit = f" ({part.measure_unit})" if part.measure_unit else ""
    return (
        f"Ô ghi {in_brief(value)}, {size} bất thường; kiểm tra lại đơn vị tính{unit} rồi gõ lại "
        "con số."
    )


def _most(part: Part) -> Decimal:
    if part.maximum is not None or part.type is ValueType.PERCENT:
        return Decimal("Infinity")  # the rules and the percents have bounds of their own
    if part.type is ValueType.MONEY:
        return _MOST_DONG / money_scale(part.measure_unit)
    return _MOST_COUNTED
