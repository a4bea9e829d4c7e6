"""The column «Máy kiểm tra»: what it says now, and that LibreOffice computes the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from tests.workbook.conftest import Resave
from tests.workbook.forms import CONTEXT, FEBRUARY, FORM, OVER_ALL_UNITS, RULES, TASKS, VALUES

from nghiquyet.model.indicator import Basis
from nghiquyet.model.rule import Family, Rule, Severity
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.workbook import CellKey, FormContext, open_workbook, write_form

FIGURES, WORDS, TASK_SHEET = SheetKind.FIGURES, SheetKind.WORDS, SheetKind.TASKS
M, Y = Column.MONTH, Column.YTD


def texts(data: bytes) -> dict[str, str]:
    """What the check columns show, by the code of the line."""
    shown = {}
    for sheet in open_workbook(data).sheets:
        header = sheet.rows[4] if len(sheet.rows) > 4 else []
        if "Máy kiểm tra" in header:
            place = header.index("Máy kiểm tra")
            shown |= {row[0]: row[place] for row in sheet.rows[5:] if row[0] and row[place]}
    return shown


def state(data: bytes) -> str:
    info = next(sheet for sheet in open_workbook(data).sheets if sheet.name == "Thông tin")
    return next(str(row[2]) for row in info.rows if row[1] == "Tình trạng")


def changed(**cells: object) -> dict[CellKey, object]:
    """The filled form with some main cells replaced: ``HCC_03a=500``."""
    values = dict(VALUES)
    for name, value in cells.items():
        code, _, column = name.replace("_", "-", 1).partition("_")
        kind = FIGURES if code < "HCC-10" else WORDS
        default = M if kind is FIGURES else Column.ANSWER
        values[kind, code, Column(column) if column else default] = value
    return values


def check_of(code: str, context: FormContext = CONTEXT, **cells: object) -> str:
    return texts(write_form(context, changed(**cells))).get(code, "")


def test_a_good_form_is_silent_but_for_the_task_without_a_state() -> None:
    data = write_form(CONTEXT, VALUES)
    assert texts(data) == {"NV-1.10": "Trạng thái: chưa chọn"}
    assert state(data) == "Còn 1 chỗ máy nhắc: xem cột “Máy kiểm tra”."


def test_the_state_is_good_when_nothing_is_left() -> None:
    values = {**VALUES, (TASK_SHEET, TASKS[1].id, Column.TASK_STATUS): "Đang làm"}
    assert state(write_form(CONTEXT, values)) == "Không còn chỗ nào máy nhắc."


def test_a_blank_form_asks_for_what_is_required() -> None:
    shown = texts(write_form(CONTEXT))
    required = [part.code for part in FORM.parts if part.required]
    assert [code for code in shown if code.startswith("HCC")] == required
    assert shown["HCC-01"] == "Trong tháng: chưa điền; không phát sinh thì ghi 0"


@pytest.mark.parametrize(
    ("cells", "code", "told"),
    [
        ({"HCC_01": "12 đồng chí"}, "HCC-01", "Trong tháng: đang là chữ"),
        ({"HCC_01": 1.5}, "HCC-01", "Trong tháng: cần số nguyên"),
        ({"HCC_01": -1}, "HCC-01", "Trong tháng: không được nhỏ hơn 0"),
        ({"HCC_07": 51}, "HCC-07", "Trong tháng: không được lớn hơn 50"),
        ({"HCC_04": 101}, "HCC-04", "Trong tháng: không được lớn hơn 100"),
        ({"HCC_04": 0.7}, "HCC-04", "Trong tháng: quá nhỏ"),
        ({"HCC_04": 0}, "HCC-04", "Trong tháng: Tỷ lệ đang ghi 0"),
        ({"HCC_05_ytd": 1.5}, "HCC-05", "Lũy kế năm: cần số nguyên"),
        ({"HCC_05_ytd": 41_000_000_000}, "HCC-05",
         "Lũy kế năm: Lũy kế năm (41.000.000.000) nhỏ hơn số trong tháng (42.000.000.000)."),
        ({"HCC_02a_ytd": 400}, "HCC-02a",
         "Lũy kế năm: Lũy kế năm đang ghi 400; tháng 01 mới bắt đầu năm, lũy kế phải bằng số "
         "tháng này, là 391."),
        ({"HCC_03a": 500, "HCC_03a_ytd": 500}, "HCC-03a",
         "Trong tháng: Đã giải quyết 500 hồ sơ, nhiều hơn số tồn kỳ trước cộng số tiếp nhận "
         "(30 + 391 = 421)."),
        ({"HCC_03b": 300}, "HCC-03b",
         "Trong tháng: Đúng hạn cộng quá hạn là 328… kiểm tra 300."),
        ({"HCC_04": "77.5"}, "HCC-04", "Trong tháng: đang là chữ"),
        ({"HCC_04": 77.5}, "HCC-04", "Trong tháng: Tỷ lệ đang ghi 77,5, không khớp với 328"),
        ({"HCC_03c": 5, "HCC_03b": 323}, "HCC-11",
         "Kết quả: Có 5 hồ sơ quá hạn nhưng kết quả lại là “bảo đảm đúng quy trình”."),
        ({"HCC_07": 20}, "HCC-07", "Trong tháng: Số cán bộ thay đổi từ 9 thành 20"),
        ({"HCC_02a_window_from": VALUES[FIGURES, "HCC-02a", Column.WINDOW_TO],
          "HCC_02a_window_to": VALUES[FIGURES, "HCC-02a", Column.WINDOW_FROM]}, "HCC-02a",
         "Đến ngày: đang trước “Từ ngày”"),
        ({"HCC_10": "Có rồi"}, "HCC-10", "Kết quả: chọn một mục trong danh sách"),
        ({"HCC_11": "có vụ việc"}, "HCC-11", "Ghi chú: cần ghi rõ"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(cells: dict[str, object], code: str, told: str) -> None:
    assert check_of(code, **cells).startswith(told)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"HCC_04": 77.9}, "HCC-04"),
        ({"HCC_10": "có"}, "HCC-10"),
        ({"HCC_11": "có vụ việc", "HCC_11_note": "đã chuyển cơ quan điều tra"}, "HCC-11"),
        ({"HCC_01": None, "HCC_02a": None, "HCC_03a": 500, "HCC_03a_ytd": 500}, "HCC-03a"),
        ({"HCC_01": 0, "HCC_02a": 0, "HCC_03a": 0, "HCC_03a_ytd": 0}, "HCC-04"),
    ],
)
def test_what_is_right_or_cannot_be_judged_is_silent(cells: dict[str, object], code: str) -> None:
    assert check_of(code, **cells) == ""


def test_a_late_task_needs_its_reason() -> None:
    values: dict[CellKey, object] = {(TASK_SHEET, TASKS[0].id, Column.TASK_STATUS): "Chưa làm"}
    shown = texts(write_form(CONTEXT, values))
    assert shown["NV-1.04"] == "Lý do nếu chậm: cần ghi lý do"


def test_last_month_s_year_to_date_counts_from_february_on() -> None:
    february = replace(CONTEXT, period=FEBRUARY)
    told = check_of("HCC-02a", february, HCC_02a_ytd=4500)
    assert "cộng số tháng này là 4.511" in told
    assert check_of("HCC-02a", february, HCC_02a_ytd=4511) == ""
    unknown = replace(february, previous={("HCC-02a", Basis.MONTH): Decimal(402)})
    assert check_of("HCC-02a", unknown, HCC_02a_ytd=4500) == ""


def test_what_one_workbook_cannot_know_is_not_checked_in_it() -> None:
    unknown_option = Rule(
        "HCC-R7", "expect_column_values_to_be_between",
        {"column": "HCC-01", "max_value": 1, "row_condition": "month == 2"},
        Severity.WARNING, "?", ("HCC-01",), family=Family.R7,
    )  # fmt: skip
    context = replace(CONTEXT, rules=(*RULES, OVER_ALL_UNITS, unknown_option))
    assert write_form(context, VALUES) == write_form(CONTEXT, VALUES)


def test_a_long_message_is_cut_into_literals_that_excel_accepts() -> None:
    long = Rule(
        "HCC-R8", "expect_column_values_to_be_between", {"column": "HCC-01", "max_value": 1},
        Severity.WARNING, 'Xem lại “số” "này" ' * 30, ("HCC-01",), family=Family.R7,
    )  # fmt: skip
    data = write_form(replace(CONTEXT, rules=(long,)), VALUES)
    assert texts(data)["HCC-01"] == "Trong tháng: " + 'Xem lại “số” "này" ' * 30
    formula = openpyxl.load_workbook(BytesIO(data))["Số liệu"]["L6"].value
    literals = formula.replace('""', "").split('"')[1::2]
    assert max(map(len, literals)) <= 255


FAULTY = changed(
    HCC_01="12 đồng chí", HCC_02b=1.204, HCC_03a=500, HCC_03b=300, HCC_04=0.7, HCC_05_ytd=1.5,
    HCC_07=20, HCC_10="Có rồi", HCC_11="có vụ việc", HCC_03c=7,
)  # fmt: skip


@pytest.mark.system("libreoffice-calc")
@pytest.mark.parametrize(
    "values",
    [
        {},
        VALUES,
        FAULTY,
        changed(HCC_03a=500, HCC_03a_ytd=500, HCC_03b=493, HCC_03c=7, HCC_04=77.5),
        changed(HCC_03a_ytd=300, HCC_05_ytd=41_000_000_000, HCC_06=-1.25, HCC_03b=12),
    ],
    ids=["blank", "good", "faulty", "rules", "cumulative"],
)
def test_libreoffice_computes_what_is_stored(values: dict[CellKey, object], resave: Resave) -> None:
    data = write_form(CONTEXT, values)
    recomputed = resave(data, "xlsx")
    assert texts(recomputed) == texts(data)
    assert state(recomputed) == state(data)


@pytest.mark.system("libreoffice-calc")
def test_libreoffice_really_recomputes(resave: Resave) -> None:
    """The test above would prove nothing if the stored results were only handed through."""
    book = openpyxl.load_workbook(BytesIO(write_form(CONTEXT, VALUES)))
    book["Số liệu"]["E6"] = -5
    target = BytesIO()
    book.save(target)
    told = texts(resave(target.getvalue(), "xlsx"))
    assert told["HCC-01"] == "Trong tháng: không được nhỏ hơn 0"
