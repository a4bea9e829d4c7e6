"""Dates, choices and texts as they are typed."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from tests.workbook.forms import FEBRUARY, JANUARY

from nghiquyet.model.submission import CellState
from nghiquyet.workbook.typed_words import choose, read_day, read_words, shown

OK, ASK, BAD = CellState.OK, CellState.AMBIGUOUS, CellState.BAD


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (date(2026, 1, 20), date(2026, 1, 20)),
        (datetime(2026, 1, 20, 8), date(2026, 1, 20)),  # noqa: DTZ001 - as calamine gives it
        ("20/01/2026", date(2026, 1, 20)),
        ("20-1-26", date(2026, 1, 20)),
        ("20.1.2026", date(2026, 1, 20)),
        ("2026-01-20", date(2026, 1, 20)),
        ("3/1", date(2026, 1, 3)),
        (46042, date(2026, 1, 20)),
        (46042.5, date(2026, 1, 20)),
        ("01/01/2026", date(2026, 1, 1)),
        ("25/12/2025", date(2025, 12, 25)),
    ],
)
def test_the_day_comes_first(typed: object, day: date) -> None:
    assert read_day(typed, JANUARY) == (day, OK, "")


@pytest.mark.parametrize("typed", [date(2026, 5, 1), "01/05/2026", datetime(2026, 5, 1)])  # noqa: DTZ001
def test_a_date_that_only_fits_swapped_is_asked_about(typed: object) -> None:
    day, state, note = read_day(typed, JANUARY)
    assert (day, state) == (None, ASK)
    assert "có phải 05/01/2026" in note


def test_a_date_is_kept_where_swapping_does_not_help() -> None:
    assert read_day("31/08/2026", JANUARY)[1] is OK
    assert read_day("01/05/2026", None)[1] is OK
    assert read_day("03/02/2026", FEBRUARY) == (date(2026, 2, 3), OK, "")


@pytest.mark.parametrize("typed", ["32/01/2026", "tháng 1", 12, True, "31/02/2026", "1/2/3/4"])
def test_what_is_no_date_is_told(typed: object) -> None:
    day, state, note = read_day(typed, JANUARY)
    assert (day, state) == (None, BAD)
    assert "ngày/tháng/năm" in note


def test_a_day_without_a_year_needs_the_period() -> None:
    assert read_day("3/1", None)[1] is BAD


@pytest.mark.parametrize("typed", [None, "", "  ", "\u200b"])
def test_no_date(typed: object) -> None:
    assert read_day(typed, JANUARY)[1] is CellState.BLANK


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (unicodedata.normalize("NFD", "Đảng ủy"), "Đảng ủy"),
        ("\u202aĐảng\u200b  ủy\u00a0xã \u202c", "Đảng ủy xã"),
        ("một \r\n hai\rba", "một\nhai\nba"),
        (35.0, "35"),
        (1204.5, "1204,5"),
        (date(2026, 3, 25), "25/03/2026"),
        (None, ""),
        ("=1+1", "=1+1"),
    ],
)
def test_texts_are_nfc_without_invisible_marks(value: object, text: str) -> None:
    assert read_words(value) == text


@pytest.mark.parametrize("value", [None, True, 1.5, "abc"])
def test_what_a_cell_shows(value: object) -> None:
    assert shown(value) == {None: "", True: "TRUE", 1.5: "1,5", "abc": "abc"}[value]


@pytest.mark.parametrize("typed", ["có", "CÓ", "Co", " Có ", unicodedata.normalize("NFD", "Có")])
def test_a_choice_is_its_label_however_it_is_written(typed: str) -> None:
    assert choose(typed, ("Có", "Không")) == "Có"


def test_another_answer_is_kept() -> None:
    assert choose("Có rồi", ("Có", "Không")) == "Có rồi"
