"""Every way of typing a figure that form.md and domain.md §6 speak of."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.model.indicator import Part, Per, ValueType
from nghiquyet.model.submission import CellState
from nghiquyet.wording import plain_number
from nghiquyet.workbook.magnitudes import is_thousandfold, money_scale
from nghiquyet.workbook.typed_figures import read_figure

OK, ASK, BAD, BLANK = CellState.OK, CellState.AMBIGUOUS, CellState.BAD, CellState.BLANK
COUNT = Part("AB-01", "Hồ sơ", ValueType.INTEGER, measure_unit="hồ sơ")
PEOPLE = Part("AB-02", "Đảng viên", ValueType.INTEGER, measure_unit="đảng viên")
AREA = Part("AB-03", "Diện tích", ValueType.DECIMAL, measure_unit="ha")
RATE = Part("AB-04", "Tỷ lệ", ValueType.PERCENT, measure_unit="%")
DONG = Part("AB-05", "Thu", ValueType.MONEY, measure_unit="đồng")
BARE = Part("AB-07", "Số lượng", ValueType.INTEGER)
MILLIONS = Part("AB-06", "Thu", ValueType.MONEY, measure_unit="triệu đồng")


@pytest.mark.parametrize(
    ("typed", "part", "value"),
    [
        # whole numbers: the decimal reading is removed
        ("1204", COUNT, "1204"),
        ("1.204", COUNT, "1204"),
        ("1,204", COUNT, "1204"),
        ("1 204", COUNT, "1204"),
        ("1\u00a0204", COUNT, "1204"),
        ("1.204.500", COUNT, "1204500"),
        ("1.000", COUNT, "1000"),
        ("12,0", COUNT, "12"),
        ("03", COUNT, "3"),
        ("0", COUNT, "0"),
        ("-3", COUNT, "-3"),
        ("−3", COUNT, "-3"),
        ("+3", COUNT, "3"),
        (" 12 ", COUNT, "12"),
        ("12.", COUNT, "12"),
        ("'12", COUNT, "12"),
        ("đạt 12", COUNT, "12"),
        ("12\u200b", COUNT, "12"),
        ("١٢", COUNT, "12"),
        ("１２", COUNT, "12"),
        ("１．２０４", COUNT, "1204"),
        (1204.0, COUNT, "1204"),
        (1204, COUNT, "1204"),
        (0.0, COUNT, "0"),
        (-0.0, COUNT, "0"),
        # signs, blanks and marks that nobody sees
        ("-0", COUNT, "0"),
        ("0,0", COUNT, "0"),
        ("0.0", AREA, "0"),
        ("00391", COUNT, "391"),
        ("+5", COUNT, "5"),
        ("٣", COUNT, "3"),
        ("1\u202f204", COUNT, "1204"),
        ("1\u3000204", COUNT, "1204"),
        ("1\u202a2\u202c", COUNT, "12"),
        ("\u202e12", COUNT, "12"),
        ("1\u00ad2", COUNT, "12"),
        ("12_x000D_", COUNT, "12"),
        ("12_x000d_\n", COUNT, "12"),
        ("\x0012\x07", COUNT, "12"),
        ("12\ud800", COUNT, "12"),
        ("12\r\n", COUNT, "12"),
        ("1.234,56", AREA, "1234.56"),
        # units of measure
        ("12 hồ sơ", COUNT, "12"),
        ("12 Hồ Sơ", COUNT, "12"),
        ("12hồ sơ", COUNT, "12"),
        ("12 ho so", COUNT, "12"),
        (unicodedata.normalize("NFD", "12 hồ sơ"), COUNT, "12"),
        ("12 đồng chí", PEOPLE, "12"),
        ("12 đ/c", PEOPLE, "12"),
        ("2.041,5 ha", AREA, "2041.5"),
        # decimals
        ("15,6", AREA, "15.6"),
        ("15.6", AREA, "15.6"),
        ("0.500", AREA, "0.5"),
        ("0,500", AREA, "0.5"),
        ("1,5620", AREA, "1.562"),
        ("2.041,5", AREA, "2041.5"),
        ("2,041.5", AREA, "2041.5"),
        ("1 562,25", AREA, "1562.25"),
        ("1.204.500", AREA, "1204500"),
        (1.204, AREA, "1.204"),
        (0.1 + 0.2, AREA, "0.3"),
        # percents are kept in points
        ("70,69", RATE, "70.69"),
        ("70.69", RATE, "70.69"),
        ("70,69%", RATE, "70.69"),
        ("70,69 %", RATE, "70.69"),
        ("70，69％", RATE, "70.69"),
        ("0,7069", RATE, "70.69"),
        ("0.7069", RATE, "70.69"),
        ("0,7%", RATE, "0.7"),
        ("0,70%", RATE, "0.7"),
        ("70.690", RATE, "70.69"),
        ("71", RATE, "71"),
        ("100", RATE, "100"),
        ("105%", RATE, "105"),
        (0.7069, RATE, "70.69"),
        (70.69, RATE, "70.69"),
        (71, RATE, "71"),
        (0, RATE, "0"),
        (851 / 1204, RATE, "70.6810631229236"),
        # money: amounts in đồng are whole
        ("42000000000", DONG, "42000000000"),
        ("42.000.000.000", DONG, "42000000000"),
        ("1.289.895.000 đồng", DONG, "1289895000"),
        ("42 tỷ", DONG, "42000000000"),
        ("42 tỉ", DONG, "42000000000"),
        ("42 tỷ đồng", DONG, "42000000000"),
        ("42tỷ", DONG, "42000000000"),
        ("1,3 tỷ", DONG, "1300000000"),
        ("250 triệu", DONG, "250000000"),
        ("250 tr", DONG, "250000000"),
        ("250 nghìn đồng", DONG, "250000"),
        ("250.000đ", DONG, "250000"),
        ("42.000", DONG, "42000"),
        (42e9, DONG, "42000000000"),
        ("1.500 triệu đồng", MILLIONS, None),
        ("250 triệu đồng", MILLIONS, "250"),
        ("42 tỷ", MILLIONS, "42000"),
        ("250000000 đồng", MILLIONS, "250"),
        ("12,5", MILLIONS, "12.5"),
    ],
)
def test_one_reading_is_taken(typed: object, part: Part, value: str | None) -> None:
    figure = read_figure(typed, part)
    if value is None:
        assert figure.state is ASK
    else:
        assert (figure.state, figure.value, figure.note) == (OK, Decimal(value), "")


@pytest.mark.parametrize(
    ("typed", "part", "state", "told"),
    [
        ("-", COUNT, ASK, "bằng 0 hay chưa có số liệu"),
        ("–", COUNT, ASK, "bằng 0 hay chưa có số liệu"),
        ("không", COUNT, ASK, "bằng 0 hay chưa có số liệu"),
        ("Không có", COUNT, ASK, "bằng 0 hay chưa có số liệu"),
        ("không phát sinh", COUNT, ASK, "bằng 0 hay chưa có số liệu"),
        ("N/A", COUNT, ASK, "bằng 0 hay chưa có số liệu"),
        ("x", COUNT, ASK, "bằng 0 hay chưa có số liệu"),
        (1.204, COUNT, ASK, "có phải 1.204"),
        (1.2, COUNT, BAD, "số hồ sơ phải là số nguyên. Gõ lại đủ con số, không dấu chấm"),
        (2.5, PEOPLE, BAD, "số đảng viên phải là số nguyên. Gõ lại đủ con số, không dấu chấm"),
        (2.5, BARE, BAD, "chỉ tiêu này phải là số nguyên"),
        ("2,5", PEOPLE, BAD, "Ô ghi “2,5”; số đảng viên phải là số nguyên. Gõ lại đủ con số"),
        (1.204, DONG, ASK, "có phải 1.204"),
        (12.3456, COUNT, BAD, "phải là số nguyên"),
        ("1.2", COUNT, BAD, "phải là số nguyên"),
        ("12,50", COUNT, BAD, "phải là số nguyên"),
        ("42,5", DONG, BAD, "số tiền tính bằng đồng phải là số nguyên"),
        ("1.562", AREA, ASK, "là 1.562 hay 1,562"),
        ("1,562", AREA, ASK, "là 1.562 hay 1,562"),
        ("1.562 ha", AREA, ASK, "là 1.562 hay 1,562"),
        ("1.3 tỷ", DONG, ASK, "1.300.000.000"),
        ("1.300 tỷ", DONG, ASK, "1.300.000.000.000 hay 1.300.000.000"),
        ("1.500 triệu", DONG, ASK, "1.500.000.000 hay 1.500.000"),
        ("3 nghìn", COUNT, ASK, "đơn vị tính là hồ sơ"),
        ("12 cuộc", COUNT, ASK, "đơn vị tính là hồ sơ"),
        ("12 đồng chí", COUNT, ASK, "đơn vị tính là hồ sơ"),
        ("391²", COUNT, ASK, "chỉ gõ con số"),
        ("12%", COUNT, ASK, "chỉ gõ con số"),
        ("12 usd", DONG, ASK, "đơn vị tính là đồng"),
        ("hơn 150", COUNT, ASK, "con số cụ thể"),
        ("0,7", RATE, ASK, "0,7% hay 70%"),
        ("0.7", RATE, ASK, "0,7% hay 70%"),
        (0.7, RATE, ASK, "0,7% hay 70%"),
        (1, RATE, ASK, "1% hay 100%"),
        (7069.0, RATE, ASK, "quá lớn"),
        ("7069", RATE, ASK, "quá lớn"),
        ("7069%", RATE, ASK, "quá lớn"),
        ("70 điểm", RATE, ASK, "70,69%"),
        ("12/15", COUNT, BAD, "không phải là một con số"),
        ("12 15", COUNT, BAD, "Dấu chấm, dấu phẩy"),
        ("1.20.4", AREA, BAD, "Dấu chấm, dấu phẩy"),
        ("1.2.2026", AREA, BAD, "Dấu chấm, dấu phẩy"),
        ("1,20,4.5", AREA, BAD, "Dấu chấm, dấu phẩy"),
        ("20:15", COUNT, BAD, "không phải là một con số"),
        ("mười hai", COUNT, BAD, "không phải là một con số"),
        ("(3)", COUNT, BAD, "không phải là một con số"),
        ("=1+1", COUNT, BAD, "không phải là một con số"),
        ("9" * 50, COUNT, BAD, "không phải là một con số"),
        ("#DIV/0!", AREA, BAD, "lỗi công thức"),
        (True, COUNT, BAD, "TRUE/FALSE"),
        # neither a number nor far from one
        ("1e3", COUNT, ASK, "chỉ gõ con số"),
        ("1E+05", DONG, ASK, "chỉ gõ con số"),
        ("0x1F", COUNT, ASK, "chỉ gõ con số"),
        ("1/2", COUNT, BAD, "không phải là một con số"),
        ("3-4", COUNT, ASK, "chỉ gõ con số"),
        ("12 (mười hai)", COUNT, ASK, "chỉ gõ con số"),
        ("½", COUNT, BAD, "không phải là một con số"),
        ("1½", DONG, ASK, "đơn vị tính là đồng"),
        ("5²", DONG, ASK, "đơn vị tính là đồng"),
        ("12-", DONG, ASK, "đơn vị tính là đồng"),
        ("5%", DONG, ASK, "đơn vị tính là đồng"),
        ("1½", BARE, ASK, "chỉ gõ con số"),
        ("Ⅻ", COUNT, BAD, "không phải là một con số"),
        ("∞", COUNT, BAD, "không phải là một con số"),
        ("NaN", AREA, BAD, "không phải là một con số"),
        ("12\n13", COUNT, BAD, "không phải là một con số"),
        ("@12", COUNT, BAD, "không phải là một con số"),
        ("-5 người", BARE, ASK, "chỉ gõ con số"),
        # what no commune can have
        (1e30, COUNT, ASK, "lớn bất thường"),
        (-1e30, COUNT, ASK, "lớn bất thường"),
        (1e308, DONG, ASK, "lớn bất thường"),
        ("9" * 40, COUNT, ASK, "lớn bất thường"),
        (1_000_000_001, COUNT, ASK, "lớn bất thường"),
        (1_000_000_000.5, AREA, ASK, "lớn bất thường"),
        (2 * 10**15, DONG, ASK, "lớn bất thường"),
        (10**9 + 1, MILLIONS, ASK, "lớn bất thường"),
        ("1.100.000 tỷ", DONG, ASK, "lớn bất thường"),
        (1e-30, AREA, ASK, "nhỏ bất thường"),
        (5e-324, RATE, ASK, "nhỏ bất thường"),
        (10**400, COUNT, BAD, "không chứa một con số"),
        (date(2026, 2, 3), COUNT, BAD, "thành ngày"),
        (datetime(2026, 2, 3), COUNT, BAD, "thành ngày"),  # noqa: DTZ001 - as calamine gives it
        (float("inf"), COUNT, BAD, "không chứa một con số"),
        (float("nan"), AREA, BAD, "không chứa một con số"),
    ],
)
def test_what_is_not_sure_is_asked(typed: object, part: Part, state: CellState, told: str) -> None:
    figure = read_figure(typed, part)
    assert (figure.state, figure.value) == (state, None)
    assert told in figure.note
    assert figure.note[0].isupper() or figure.note[0] in "“0123456789"
    assert figure.note.endswith((".", "?", ")"))


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("NaN", AREA), ("Mười Hai", COUNT), ("12 USD", DONG), ("1.3 Tỷ", DONG), ("70 Điểm", RATE),
        ("Đạt 1.562 Ha", AREA), ("Ước 1.20.4", AREA), ("Hơn 150", COUNT), ("KHÔNG", COUNT),
        ("5 Hồ sơ mới", COUNT), ("Khoảng １２,5", PEOPLE),
    ],
)  # fmt: skip
def test_what_was_typed_is_quoted_as_it_was_typed(typed: str, part: Part) -> None:
    assert f"“{typed}”" in read_figure(typed, part).note


@pytest.mark.parametrize(
    ("value", "part"), [(10**9, COUNT), (10**15, DONG), (10**9, MILLIONS), (0.000001, AREA)]
)
def test_the_largest_and_the_smallest_that_a_commune_can_have(value: float, part: Part) -> None:
    assert read_figure(value, part).state is OK


def test_where_the_form_declares_a_bound_its_own_rule_speaks() -> None:
    part = Part("AB-08", "Số", ValueType.INTEGER, maximum=Decimal(5000))
    assert read_figure(1e30, part).value == Decimal("1e30")


def test_a_long_number_is_told_in_brief() -> None:
    for value in (1e300, 1e-300, "9" * 40):
        for part in (COUNT, AREA, RATE, DONG):
            note = read_figure(value, part).note
            assert len(note) < 200
            assert "…" in note or not note


@pytest.mark.parametrize("typed", [None, "", "  ", "\u200b", "…", "...", "."])
def test_blank_is_not_zero(typed: object) -> None:
    assert read_figure(typed, COUNT).state is BLANK


@pytest.mark.parametrize("typed", ["Ước 150", "ước đạt 150", "khoảng 150", "~150", "Ước tính 150"])
def test_an_estimate_is_the_number_with_a_remark(typed: str) -> None:
    figure = read_figure(typed, COUNT)
    assert (figure.value, figure.state, figure.note) == (Decimal(150), OK, "ước")


def test_an_estimate_that_is_no_number_keeps_its_question() -> None:
    assert read_figure("ước 12/15", COUNT).state is BAD


@pytest.mark.parametrize(
    ("stored", "part", "value"),
    [(0.7069, RATE, "70.69"), (0.7, RATE, "70"), (1, RATE, "100"), (0.12, COUNT, None)],
)
def test_a_percent_format_tells_what_was_meant(
    stored: float, part: Part, value: str | None
) -> None:
    figure = read_figure(stored, part, percent_format=True)
    assert figure.value == (Decimal(value) if value else None)
    assert figure.state is (OK if value else ASK)


def test_points_typed_under_a_percent_format_are_asked_about() -> None:
    assert read_figure(70.69, RATE, percent_format=True).state is ASK


@pytest.mark.parametrize(
    ("unit", "scale"),
    [("đồng", 1), ("nghìn đồng", 1000), ("triệu đồng", 10**6), ("tỷ đồng", 10**9), ("", 1)],
)
def test_money_scale(unit: str, scale: int) -> None:
    assert money_scale(unit) == scale


@pytest.mark.parametrize(
    ("value", "reference", "suspicious"),
    [
        ("1.204", "1198", True),
        ("1204", "1.198", True),
        ("1.2", "1198", True),
        ("1204", "1198", False),
        ("1.20456", "1198", False),
        ("12", "0.012", False),
        ("0", "1198", False),
        ("5", "0", False),
    ],
)
def test_thousandfold(value: str, reference: str, suspicious: bool) -> None:
    assert is_thousandfold(Decimal(value), Decimal(reference)) is suspicious


@given(st.integers(min_value=0, max_value=10**16))
def test_whole_numbers_in_vietnamese_style_are_read_back(number: int) -> None:
    most = {COUNT.code: 10**9, DONG.code: 10**15}
    for part in (COUNT, DONG):
        figure = read_figure(plain_number(Decimal(number)), part)
        if number <= most[part.code]:
            assert figure.value == number
        else:
            assert (figure.value, figure.state) == (None, ASK)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_decimal_is_read_back_or_asked_about_never_another_number(number: Decimal) -> None:
    figure = read_figure(plain_number(number), AREA)
    assert figure.value == number or figure.state is ASK


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    for part in (COUNT, AREA, RATE, DONG, MILLIONS):
        figure = read_figure(text, part)
        assert (figure.value is not None) == (figure.state is OK)
        assert figure.note or figure.state in {OK, BLANK}


def test_zero_is_not_advised_where_it_is_refused() -> None:
    assert "Không phát sinh thì ghi 0" in read_figure("không", COUNT).note
    plan = replace(COUNT, per=Per.YEAR, minimum=Decimal(1))
    assert "ghi 0" not in read_figure("không", plan).note
