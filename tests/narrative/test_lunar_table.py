"""The Vietnamese lunar calendar, 2024 to 2035: a table, the sky, and what the product says."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
import yaml
from tests.golden.months import GOLDEN
from tests.narrative.moon import lunar_months

from nghiquyet.catalogue.tasks import LunarDay
from nghiquyet.narrative.calendar_vn import solar_day, year_name

TABLE = yaml.safe_load((GOLDEN / "lunar-2024-2035.yaml").read_text(encoding="utf-8"))["years"]
YEARS = range(2024, 2036)

# As printed on every wall calendar.
TET = [
    "2024-02-10",
    "2025-01-29",
    "2026-02-17",
    "2027-02-06",
    "2028-01-26",
    "2029-02-13",
    "2030-02-02",
    "2031-01-23",
    "2032-02-11",
    "2033-01-31",
    "2034-02-19",
    "2035-02-08",
]
NAMES = [
    "Giáp Thìn",
    "Ất Tỵ",
    "Bính Ngọ",
    "Đinh Mùi",
    "Mậu Thân",
    "Kỷ Dậu",
    "Canh Tuất",
    "Tân Hợi",
    "Nhâm Tý",
    "Quý Sửu",
    "Giáp Dần",
    "Ất Mão",
]
LEAP = {2025: 6, 2028: 5, 2031: 3, 2033: 11}


def table_of(year: int) -> list[tuple[int, bool, date]]:
    """Number, whether it is the leap one, and first day of every month of the table's year."""
    leap, days = TABLE[year]["leap"], TABLE[year]["months"]
    ordinary = list(range(1, 13))
    if leap:
        ordinary.insert(leap, leap)
    leaps = [bool(leap) and place == leap for place in range(len(days))]
    return list(zip(ordinary, leaps, days, strict=True))


def test_the_table_says_what_every_wall_calendar_says() -> None:
    assert list(TABLE) == list(YEARS)
    assert [str(TABLE[year]["months"][0]) for year in YEARS] == TET
    assert {year: TABLE[year]["leap"] for year in YEARS if TABLE[year]["leap"]} == LEAP
    for year in YEARS:
        starts = [*TABLE[year]["months"], *TABLE.get(year + 1, {"months": []})["months"][:1]]
        lengths = {(after - day).days for day, after in itertools.pairwise(starts)}
        assert lengths <= {29, 30}, year


@pytest.mark.parametrize("year", YEARS)
def test_the_table_is_what_the_sky_says(year: int) -> None:
    assert table_of(year) == list(lunar_months(year))


@pytest.mark.parametrize("year", YEARS)
def test_every_lunar_day_falls_where_the_table_says(year: int) -> None:
    for month, is_leap, first in table_of(year):
        if not is_leap:
            for day in range(1, 30):
                expected = first + timedelta(days=day - 1)
                assert solar_day(LunarDay(day=day, month=month), year) == expected


def test_the_kitchen_gods_go_a_week_before_the_new_year() -> None:
    """23/12 belongs to the lunar year that ends, whichever solar year it falls in."""
    for year, tet in zip(YEARS, TET, strict=True):
        gods = solar_day(LunarDay(day=23, month=12), year - 1)
        assert (date.fromisoformat(tet) - gods).days in {7, 8}
        assert gods.year == year


def test_years_bear_their_names() -> None:
    assert [year_name(year) for year in YEARS] == NAMES


def test_viet_nam_keeps_its_own_day_where_china_has_another() -> None:
    """The new moon of Tết 2030 falls at 16:07 UTC: still 2 February here, 3 February there."""
    assert solar_day(LunarDay(day=1, month=1), 2030) == date(2030, 2, 2)
