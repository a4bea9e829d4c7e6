"""The office's numbers: every rule of domain.md §0.3 and §1.4, over its whole range."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nghiquyet import wording
from nghiquyet.model.indicator import Part, Per, ValueType
from nghiquyet.model.period import Period


@pytest.mark.parametrize("count", range(10))
def test_counts_below_ten_are_padded(count: int) -> None:
    assert wording.padded_count(Decimal(count)) == f"0{count}"


@pytest.mark.parametrize("count", range(10, 1000))
def test_counts_from_ten_are_not_padded(count: int) -> None:
    assert wording.padded_count(Decimal(count)) == str(count)


@pytest.mark.parametrize("value", ["-1", "0.5", "3.14"])
def test_a_count_is_a_whole_number_from_zero_up(value: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        wording.padded_count(Decimal(value))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0", None, "0"),
        ("6", None, "6"),
        ("391", None, "391"),
        ("1204", None, "1.204"),
        ("1289895000", None, "1.289.895.000"),
        ("70.69", None, "70,69"),
        ("70.690", None, "70,69"),
        ("1E+3", None, "1.000"),
        ("-12.5", None, "-12,5"),
        ("70.685", 2, "70,69"),
        ("70.684", 2, "70,68"),
        ("16.5", 0, "17"),
        ("70", 2, "70,00"),
    ],
)
def test_plain_numbers(value: str, places: int | None, text: str) -> None:
    assert wording.plain_number(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("70.69", 2, "70,69%"), ("17.004", 0, "17%"), ("6", 0, "6%"), ("62.7", None, "62,7%")],
)
def test_percents_are_attached_and_never_padded(value: str, places: int | None, text: str) -> None:
    assert wording.percent(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("42000000000", "42 tỷ đồng"),
        ("6000000000", "6 tỷ đồng"),
        ("35300000000", "35,3 tỷ đồng"),
        ("1000000000", "1 tỷ đồng"),
        ("999999999", "1.000 triệu đồng"),
        ("690000000", "690 triệu đồng"),
        ("8500000", "8,5 triệu đồng"),
        ("500000", "500.000 đồng"),
        ("0", "0 đồng"),
    ],
)
def test_money_in_the_unit_that_reads_best(amount: str, text: str) -> None:
    assert wording.money(Decimal(amount)) == text


def test_amounts_are_never_padded() -> None:
    assert [wording.billions(Decimal(n) * wording.BILLION) for n in (1, 9, 10)] == [
        "1 tỷ đồng",
        "9 tỷ đồng",
        "10 tỷ đồng",
    ]
    assert wording.millions(Decimal(250_000_000)) == "250 triệu đồng"


def test_months_are_padded_for_one_and_two_only() -> None:
    months = [wording.month_number(month) for month in range(1, 13)]
    assert months == ["01", "02", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]


@pytest.mark.parametrize("day", range(1, 32))
def test_days_below_ten_are_padded(day: int) -> None:
    text = wording.long_date(date(2026, 3, day))
    assert text == f"ngày {'0' if day < 10 else ''}{day} tháng 3 năm 2026"


def test_month_and_year_in_running_text() -> None:
    assert wording.month_and_year(Period(2026, 1)) == "01/2026"
    assert wording.month_and_year(Period(2026, 3)) == "3/2026"
    assert wording.short_date(date(2026, 1, 27)) == "27/01/2026"


def test_estimates_say_so() -> None:
    assert wording.reaches(estimated=True) == "ước đạt"
    assert wording.reaches(estimated=False) == "đạt"


@pytest.mark.parametrize(
    ("text", "capital"),
    [
        ("điều động", "Điều động"),
        ("“sổ tay”", "“Sổ tay”"),
        ("ước đạt", "Ước đạt"),
        ("UBND xã", "UBND xã"),
        ("03 cán bộ", "03 cán bộ"),
        ("[CHƯA CÓ SỐ LIỆU – UBKT] đảng viên", "[CHƯA CÓ SỐ LIỆU – UBKT] đảng viên"),
        ("", ""),
    ],
)
def test_sentences_begin_with_a_capital(text: str, capital: str) -> None:
    assert wording.capitalised(text) == capital


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")],
)
def test_lists_end_with_va(items: list[str], text: str) -> None:
    assert wording.joined(items) == text


def test_texts_are_cleaned_of_what_nobody_sees() -> None:
    decomposed = "Đảng u\u0309y\u200b \u00a0 xa\u0303\u202c "
    assert wording.clean_text(decomposed) == "Đảng ủy xã"


@pytest.mark.parametrize(
    "spelling",
    ["Ủy ban Kiểm tra", "Uỷ ban kiểm tra", "UY BAN KIEM TRA", "ủy  ban – kiểm tra.",
     "U\u0309y ban Kie\u0302\u0309m tra"],
)  # fmt: skip
def test_names_match_however_they_are_written(spelling: str) -> None:
    assert wording.matching_key(spelling) == "uybankiemtra"


@pytest.mark.parametrize(
    "text",
    [
        "Không", "không", "KHÔNG.", "Không có", "Không phát sinh", "Không phát sinh trong tháng",
        "Trong tháng không thực hiện.", "Chưa phát sinh", "Không ban hành mới", "Không tổ chức",
        "Không có vụ việc nào", "Trong kỳ báo cáo chưa có",
    ],
)  # fmt: skip
def test_there_are_many_ways_to_say_that_nothing_happened(text: str) -> None:
    assert wording.is_nil(text)


@pytest.mark.parametrize(
    "text",
    [
        "Không gian văn hóa Hồ Chí Minh", "Chưa hoàn thành kế hoạch", "Có", "Tổ chức 02 lớp", "",
        "Không để xảy ra cháy nổ", "Trong tháng tổ chức 01 hội nghị",
    ],
)  # fmt: skip
def test_what_only_begins_so_says_something(text: str) -> None:
    assert not wording.is_nil(text)


@pytest.mark.parametrize(("month", "so_far"), [(1, ""), (2, "lũy kế đạt "), (12, "lũy kế đạt ")])
def test_after_january_a_share_of_the_year_s_plan_is_what_has_come_together(
    month: int, so_far: str
) -> None:
    assert wording.period_words(Period(2026, month))["luy_ke"] == so_far


@pytest.mark.parametrize(
    ("part", "advice"),
    [
        (Part("X-01", "", ValueType.INTEGER), "không phát sinh thì ghi 0"),
        (Part("X-01", "", ValueType.INTEGER, per=Per.STOCK), "không có thì ghi 0"),
        (Part("X-01", "", ValueType.MONEY, per=Per.STOCK, minimum=Decimal(1)), ""),
        (Part("X-01", "", ValueType.MONEY, minimum=Decimal(1)), ""),
        (Part("X-01", "", ValueType.MONEY, per=Per.YEAR), ""),
    ],
)
def test_zero_is_advised_only_where_it_can_be_true(part: Part, advice: str) -> None:
    assert wording.nil_advice(part) == advice


def test_in_january_nothing_is_carried_over_from_december() -> None:
    assert "tháng trước" in wording.carried_to_date(Period(2026, 2))
    assert "tháng trước" not in wording.carried_to_date(Period(2026, 1))
