"""R8: a figure far from the unit's own past is asked about, slips of the unit are named."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.trials import rounds
from tests.validation.detectors.borders import BORDERS, NOW, case_with
from tests.validation.detectors.texts import catalogue, hits_of

from nghiquyet.catalogue.detectors import SlipEntry
from nghiquyet.validation.detectors.history import Appraisal, Series, appraise


def entry() -> SlipEntry:
    return next(each for each in catalogue().every_form.entries if isinstance(each, SlipEntry))


def series(values: list[float] | np.ndarray[Any, Any]) -> Series:
    """The months before :data:`NOW`, the last value the newest."""
    months, when = [], NOW
    for value in reversed(list(values)):
        when = when.previous
        months.append((when, Decimal(str(round(float(value), 2)))))
    return months[::-1]


def appraised(value: float, past: list[float], *, counted: bool = True) -> Appraisal | None:
    return appraise(Decimal(str(value)), series(past), NOW, entry(), counted=counted)


STABLE = st.lists(st.floats(0.9, 1.1), min_size=6, max_size=24)


@given(st.integers(40, 10**9), STABLE, st.sampled_from([1, 2, 3, 6]), st.booleans())
def test_a_slip_by_a_power_of_ten_is_always_named(
    usual: int, sway: list[float], power: int, down: bool
) -> None:
    past = [usual * 10 * each for each in sway]
    sign = -1 if down else 1
    found = appraised(usual * 10 * 10.0 ** (sign * power), past)
    if down and usual * 10 / 10**power < 0.01:
        return  # less than what a cell holds
    assert found is not None
    assert found.power == sign * power


@given(STABLE, st.floats(0.9, 1.1), st.integers(5, 10**10))
def test_what_sways_by_a_tenth_is_never_odd(sway: list[float], now: float, usual: int) -> None:
    assert appraised(usual * now, [usual * each for each in sway], counted=False) is None


@given(st.lists(st.integers(0, 10**9), max_size=24))
def test_zero_is_never_odd(past: list[int]) -> None:
    assert appraised(0, [float(each) for each in past]) is None


NOISE = {
    **{f"Poisson {mean}": mean for mean in (3, 10, 25, 100, 391)},
    **{f"log-normal {spread}": spread for spread in (0.1, 0.3, 0.5)},
}


@pytest.mark.parametrize("name", NOISE)
def test_noise_alone_alarms_in_less_than_one_of_a_hundred_months(name: str) -> None:
    """Thirteen months of the same level: the last one is appraised beside the twelve before."""
    random, level, tries = np.random.default_rng(2026), NOISE[name], rounds(1500)
    counted, alarms = name.startswith("Poisson"), 0
    for _ in range(tries):
        months = random.poisson(level, 13) if counted else random.lognormal(20, level, 13)
        past = [float(each) for each in months[:-1]]
        alarms += appraised(float(months[-1]), past, counted=counted) is not None
    assert alarms / tries <= 0.01


def test_a_constant_series_does_not_alarm_on_one_more_or_less() -> None:
    assert [appraised(value, [32.0] * 12) for value in (31, 33, 40)] == [None] * 3


def test_a_figure_far_off_that_is_no_slip_is_odd() -> None:
    past = [95.0, 104, 99, 101, 97, 103, 100, 98]
    assert appraised(300, past) == Appraisal(Decimal("99.5"), pytest.approx(3.0, abs=0.1), 0, False)
    assert appraised(130, past) is None


def test_what_was_so_in_the_same_month_last_year_is_no_surprise() -> None:
    year = [5.0] * 12
    gifts = [320.0, *year[1:]]  # January of last year
    assert appraised(330, year) is not None
    assert appraised(330, gifts) is None


def test_months_without_anything_do_not_count() -> None:
    assert appraised(300, [0.0] * 18 + [100.0] * 5) is None
    assert appraised(300, [0.0] * 18 + [100.0] * 6) is not None


@pytest.mark.parametrize(
    ("value", "last", "power"),
    [
        (42_000_000, 42_000_000_000, -3),
        (40_000_000_000_000, 42_000_000_000, 3),
        (27_000_000_000_000, 42_000_000_000, 0),
        (3912, 391, 1),
        (39, 391, -1),
        (39_000, 391, 2),
        (1300, 391, 0),
        (6000, 391, 0),
        (19_000, 391, 0),
        (90, 9, 0),
        (9000, 9, 3),
    ],
)
def test_one_month_is_enough_for_plain_slips(value: float, last: float, power: int) -> None:
    found = appraised(value, [last])
    assert (found.power if found else 0) == power


def test_nothing_is_odd_in_the_first_month() -> None:
    assert appraised(391, []) is None


@pytest.mark.parametrize(
    ("value", "last", "told"),
    [
        (420_000_000, 27_600_000_000, "chỉ bằng khoảng 1/66"),
        (1_520_000_000_000, 27_600_000_000, "gấp khoảng 55 lần"),
        (42_000_000, 42_000_000_000, "chỉ bằng khoảng 1/1.000"),
        (3912, 391, "gấp khoảng 10 lần"),
    ],
)
def test_how_far_off_a_slip_is_is_told_in_words(value: float, last: float, told: str) -> None:
    found = appraised(value, [last])
    assert found is not None
    assert (found.slip, found.ratio, found.than) == (True, told, "số tháng trước")


def test_a_slip_is_told_beside_what_it_is_ten_times_of() -> None:
    growing = [180.0, 190, 175, 185, 200, 180, 170, 412]
    for value, told in ((3910, "gấp khoảng 10 lần"), (391_000, "gấp khoảng 1.000 lần")):
        found = appraised(value, growing)
        assert found is not None
        assert (found.usual, found.ratio, found.than) == (412, told, "số tháng trước")
    level = appraised(1850, growing)
    assert level is not None
    assert (level.ratio, level.than) == ("gấp khoảng 10 lần", "mức thường thấy")


def test_a_small_count_may_well_grow_fiftyfold() -> None:
    assert appraised(55, [1]) is None


def test_however_much_the_past_varies_a_thousandfold_is_asked_about() -> None:
    erratic = [2.0, 900, 15, 400, 3, 70, 1200, 8]
    slip = appraised(42_500, erratic)
    assert slip == Appraisal(Decimal("42.5"), 1000, 3, True)
    assert appraised(5000, erratic) is None


@pytest.mark.parametrize(("value", "past", "rule"), BORDERS)
def test_each_threshold_lies_where_it_is_said_to(
    value: float, past: list[float], rule: str
) -> None:
    assert [name for name, _ in hits_of(case_with(value, past), "R8")] == [rule] * bool(rule)
