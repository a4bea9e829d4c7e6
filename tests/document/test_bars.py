"""A row of bars shows thirteen months; the one reported on is dark."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from PIL import Image

from nghiquyet.document.bars import bars

_BAR = 14


def drawn(*values: int | None) -> Image.Image:
    series = [None if value is None else Decimal(value) for value in values]
    return Image.open(BytesIO(bars(series))).convert("RGB")


def height(picture: Image.Image, number: int) -> int:
    """How many points of a bar's middle are not white, without the line below."""
    column = number * _BAR + 5
    return sum(
        picture.getpixel((column, row)) != (255, 255, 255) for row in range(picture.height - 1)
    )


def test_bars_are_as_high_as_their_values() -> None:
    picture = drawn(10, 5, 20)

    first, second, third = (height(picture, number) for number in range(3))
    assert third > first > second
    assert abs(first - 2 * second) <= 2
    assert abs(third - 2 * first) <= 2


def test_the_last_month_is_dark_and_an_unknown_one_is_a_gap() -> None:
    picture = drawn(10, None, 10)

    bottom = picture.height - 4
    assert picture.getpixel((_BAR + 5, bottom)) == (255, 255, 255)
    assert picture.getpixel((5, bottom)) != picture.getpixel((2 * _BAR + 5, bottom))


def test_nothing_but_zeros_is_a_line() -> None:
    assert max(height(drawn(0, 0, 0), number) for number in range(3)) <= 2


def test_a_loss_hangs_below_the_line() -> None:
    picture = drawn(-10, 10, 10)

    assert picture.getpixel((5, 4)) == (255, 255, 255)
    assert picture.getpixel((5, picture.height - 5)) != (255, 255, 255)
    assert picture.getpixel((_BAR + 5, 4)) != (255, 255, 255)


def test_equal_values_are_equal_bytes() -> None:
    series = [Decimal(3), None, Decimal("4.5")]
    assert bars(series) == bars(list(series))
