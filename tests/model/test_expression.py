from __future__ import annotations

from decimal import Decimal

import pytest

from nghiquyet.model.expression import Reference, parse_expression, step

VALUES = {"HCC-01": Decimal(25), "HCC-02a": Decimal(391), "HCC-03a": Decimal(328)}


def value(text: str, **variables: object) -> object:
    return parse_expression(text).evaluate(
        lambda reference: VALUES[reference.code],
        variables=dict(variables),
        functions={"sum": lambda total: total},
        constant=lambda literal: Decimal(str(literal)),
    )


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("HCC-01", 25),
        ("HCC-01 + HCC-02a", 416),
        ("HCC-01 + HCC-02a - HCC-03a", 88),
        ("-HCC-01", -25),
        ("abs(HCC-01 - HCC-02a)", 366),
        ("100 * HCC-03a / (HCC-01 + HCC-02a)", Decimal(32800) / Decimal(416)),
        ("sum(HCC-01) * 2", 50),
        ("(HCC-01 > 20) * HCC-02a", 391),
        ("(HCC-01 == 20) * HCC-02a", 0),
        ("HCC-01 * 0.5", Decimal("12.5")),
    ],
)
def test_expressions_are_exact_over_decimals(text: str, result: object) -> None:
    assert value(text) == result


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("70.69", "0.01"), ("70.7", "0.1"), ("70", "1"), ("70.00", "1"), ("0", "1"),
     ("70.691090757", "0.0001"), ("-3.25", "0.01")],
)  # fmt: skip
def test_a_step_is_one_unit_of_the_last_decimal_that_was_typed(typed: str, unit: str) -> None:
    assert step(Decimal(typed)) == Decimal(unit)


def test_comparisons_add_up() -> None:
    assert value("(HCC-01 > 20) + (HCC-02a > 20) - (HCC-03a > 900)") == 2


def test_codes_may_name_a_column() -> None:
    expression = parse_expression("UBTC-02a@ytd - UBTC-02a@prev_ytd + UBTC-02a")
    assert expression.references == (
        Reference("UBTC-02a", "ytd"),
        Reference("UBTC-02a", "prev_ytd"),
        Reference("UBTC-02a"),
    )


def test_a_code_alone_is_recognised() -> None:
    assert parse_expression("HCC-03a@ytd").sole_reference == Reference("HCC-03a", "ytd")
    assert parse_expression("HCC-03a + 0").sole_reference is None
    assert parse_expression("month").sole_reference is None


def test_the_period_is_a_variable() -> None:
    assert value("(month == 1) * HCC-01", month=1) == 25
    assert value("(month == 1) * HCC-01", month=2) == 0


@pytest.mark.parametrize(
    "text",
    ["", "HCC-01 +", "HCC-01 ** 2", "open('x')", "HCC-01.real", "x", "[HCC-01]", "HCC-01 < 1 < 2",
     "abs(HCC-01, 2)", "lambda: 1", "True", "HCC-01 and 1", "HCC-01 // 2", "not HCC-01"],
)  # fmt: skip
def test_nothing_else_is_an_expression(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        parse_expression(text)
