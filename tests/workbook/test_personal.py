"""Lists of persons are refused wherever they stand, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from tests.golden.months import values_of
from tests.workbook.forms import CONTEXT, FORM
from tests.workbook.old_writing import in_tcvn3
from tests.workbook.test_catalogue_forms import FORMS, catalogue, context_of
from tests.workbook.test_round_trip import edited, read, values_in

from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import Reading
from nghiquyet.pipeline.filling import cell_values
from nghiquyet.workbook import FormContext, open_workbook, read_form, write_form, write_returned
from nghiquyet.workbook.personal import find_personal

PEOPLE = ("Nguyễn Văn A", "Trần Thị B", "Lê Văn C", "Phạm Thị Thu D", "HOÀNG VĂN E")
CARDS = ("034085001234", "034190004321", "001204000111")
Put = Callable[[openpyxl.Workbook], None]


def found(reading: Reading) -> list[Finding]:
    return [finding for finding in reading.findings if finding.rule == "BIEU-CA-NHAN"]


def places(reading: Reading) -> list[str]:
    return [str(finding.at) for finding in found(reading)]


def column(sheet: str, address: str, *values: object) -> Put:
    """Values one below the other, on a sheet of the form or on a new one."""

    def put(book: openpyxl.Workbook) -> None:
        target = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
        start = target[address]
        for place, value in enumerate(values):
            target.cell(start.row + place, start.column, value)

    return put


@pytest.mark.parametrize(
    "header",
    ["Họ và tên", "HỌ TÊN", "Ho va ten dang vien", "Họ  và\u00a0tên:", "Số CCCD", "CCCD/CMND",
     "Số căn cước công dân", "Số định danh cá nhân", "Số thẻ đảng", "Số thẻ Đảng viên",
     "Ngày sinh", "Ngày, tháng, năm sinh", "Số điện thoại", "SĐT", "Địa chỉ thường trú",
     "Quê quán", "STT, họ và tên"],
)  # fmt: skip
@pytest.mark.parametrize("place", [("Sheet1", "B3"), ("Số liệu", "O5"), ("Số liệu", "B40")])
def test_a_header_above_some_content_is_enough(header: str, place: tuple[str, str]) -> None:
    sheet, address = place
    reading = edited(column(sheet, address, header, "Nguyễn Văn A, 034085001234"))
    (finding,) = found(reading)
    assert (finding.severity, finding.at) == (Severity.CRITICAL, CellRef(sheet, address))
    assert "Chỉ gửi số tổng hợp, không gửi danh sách" in finding.message
    assert "xóa cột" in finding.message
    assert "Nguyễn" not in finding.message + finding.value


@pytest.mark.parametrize(
    "values",
    [
        ("Họ và tên",),
        ("Ngày sinh Chủ tịch Hồ Chí Minh", "19/5"),
        ("Kỷ niệm ngày sinh của Bác", "19/5"),
        ("Số thẻ đảng", "Số thẻ căn cước", "Cộng"),
        ("Số hồ sơ cấp căn cước", 12),
        ("Tuyệt đối không ghi họ và tên, số căn cước, số điện thoại của từng người vào đây", "x"),
        ("Người lập", "Nguyễn Văn A"),
        ("Nơi họp", "Nhà văn hóa thôn 3"),
    ],
)
def test_words_that_only_sound_like_it_are_no_list(values: tuple[object, ...]) -> None:
    assert found(edited(column("Sheet1", "B3", *values))) == []


@pytest.mark.parametrize(
    "values",
    [
        CARDS,
        ("034 085 001 234", "034.190.004.321", "001-204-000-111"),
        (34085001234, 34190004321, 1204000111),
        ("142345678", "142345679", "141234567"),
        ("\n".join(CARDS),),
        tuple(f"Ông số {card}" for card in CARDS),
    ],
)
def test_three_identity_cards_are_enough(values: tuple[object, ...]) -> None:
    reading = edited(column("Chi tiết", "C2", "Số", *values))
    assert places(reading) == ["Chi tiết!C3"]
    assert "căn cước" in found(reading)[0].message


@pytest.mark.parametrize(
    "values",
    [
        CARDS[:2],
        (247500000000, 120300500000, 42000000000),
        (150000000, 160000000, 123000000),
        (123456789, 42000000, 1204500, 9999999),
        ("42.000.000.000", "120.300.500.000", "99.000.000.000"),
        ("1.289.895.000 đồng", "2.289.895.000 đồng", "3.289.895.000 đồng"),
        (46042, 46043, 46044),
        ("0912345678",),
    ],
)
def test_amounts_are_no_identity_cards(values: tuple[object, ...]) -> None:
    assert found(edited(column("Chi tiết", "C2", "Số tiền", *values))) == []


@pytest.mark.parametrize(
    "values",
    [
        PEOPLE,
        tuple(f"{number}. Đ/c {name}" for number, name in enumerate(PEOPLE, 1)),
        ("; ".join(PEOPLE),),
        ("\n".join(f"- {name}" for name in PEOPLE),),
        ("Nguyen Van A", "Tran Thi B", "Pham Van C", "Hoang Thi D", "Bui Van E"),
    ],
)
def test_five_full_names_are_enough(values: tuple[str, ...]) -> None:
    reading = edited(column("Chi tiết", "C2", *values))
    assert places(reading) == ["Chi tiết!C2"]
    assert "họ tên" in found(reading)[0].message


@pytest.mark.parametrize(
    "values",
    [
        PEOPLE[:2],
        PEOPLE[:1] * 8,
        ("Đảng ủy xã", "Đoàn thanh niên", "Hội phụ nữ", "Mặt trận Tổ quốc", "Hội nông dân"),
        ("Lê Lợi", "Trần Phú", "Nguyễn Trãi", "Hà Nội", "Cao Bằng", "Thái Bình"),
        ("Đảng Bộ Xã", "Chi Bộ Thôn", "Ban Xây Dựng Đảng", "Hội Cựu Chiến Binh", "Công An Xã"),
    ],
)
def test_offices_streets_and_few_names_are_no_list(values: tuple[str, ...]) -> None:
    assert found(edited(column("Chi tiết", "C2", *values))) == []


def test_names_in_an_old_font_are_seen_too() -> None:
    def put(book: openpyxl.Workbook) -> None:
        column("Chi tiết", "C2", *(in_tcvn3(name.title()) for name in PEOPLE))(book)
        for row in range(2, 7):
            book["Chi tiết"].cell(row, 3).font = Font(name=".VnTime")

    assert places(edited(put)) == ["Chi tiết!C2"]


@pytest.mark.parametrize(
    ("sheet", "address", "at", "code"),
    [
        ("Số liệu", "K6", "Số liệu!K6", "HCC-01"),
        ("Kết quả bằng lời", "D8", "Kết quả bằng lời!D8", "HCC-12"),
        ("Thông tin", "C12", "Thông tin!C12", "ghi-chu"),
        ("Hướng dẫn", "E3", "Hướng dẫn!E3", ""),
    ],
)
def test_a_list_in_one_cell_of_the_form_is_marked_there(
    sheet: str, address: str, at: str, code: str
) -> None:
    (finding,) = found(edited(column(sheet, address, "\n".join(PEOPLE))))
    assert (str(finding.at), finding.code) == (at, code)
    assert ("xóa phần đó" if code else "xóa cột") in finding.message


def test_a_list_in_the_comments_is_seen() -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["E6"].comment = Comment(", ".join(CARDS), "x")

    reading = edited(put)
    assert places(reading) == ["Số liệu!E6"]
    assert reading.unused == ()


def test_each_column_is_told_once_with_all_that_it_tells() -> None:
    def put(book: openpyxl.Workbook) -> None:
        column("Danh sách", "A1", "STT", 1, 2, 3, 4, 5)(book)
        column("Danh sách", "B1", "Họ và tên", *PEOPLE)(book)
        column("Danh sách", "C1", "Số CCCD", *CARDS)(book)
        column("Danh sách", "D1", "Kết quả", "đạt", "đạt", "đạt")(book)

    assert places(edited(put)) == ["Danh sách!B1", "Danh sách!C1"]


def test_nothing_personal_goes_back_to_be_refused_again() -> None:
    reading = edited(column("Số liệu", "O5", "Họ và tên", *PEOPLE))
    assert reading.unused == ()
    back = write_returned(CONTEXT, reading, reading.findings)
    assert found(read(back)) == []
    assert not any(name.encode() in back for name in PEOPLE)
    assert values_in(read(back)) == values_in(reading)


def test_a_page_of_its_own_is_still_told_as_unused() -> None:
    reading = edited(column("Danh sách", "A1", "Họ và tên", *PEOPLE))
    assert reading.unused == (
        (CellRef("Danh sách", "A1"), "trang ngoài biểu mẫu, 6 ô có nội dung"),
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("period", ["2025-12", "2026-01"])
def test_no_form_as_units_fill_it_in_looks_like_a_list_of_persons(form: str, period: str) -> None:
    blank = context_of(form)
    month = Period.parse(period)
    for code, values in values_of(period).items():
        unit = blank.office.unit(code)
        if unit.form == form:
            context = FormContext(blank.office, unit, month, blank.form, blank.rules)
            data = write_form(context, cell_values(values))
            reading = read_form(open_workbook(data), catalogue().forms[form])
            assert found(reading) == []
            again = write_returned(context, reading, reading.findings)
            assert found(read_form(open_workbook(again), blank.form)) == []


def test_the_form_s_own_figures_are_no_identity_cards() -> None:
    book = openpyxl.load_workbook(BytesIO(write_form(CONTEXT)))
    for row, card in zip((6, 8, 11, 15), [*CARDS, "142345678"], strict=True):
        book["Số liệu"].cell(row, 5, int(card))
    target = BytesIO()
    book.save(target)
    assert found(read_form(open_workbook(target.getvalue()), FORM)) == []


def test_an_empty_column_is_no_list() -> None:
    assert find_personal({0: []}) == {}
