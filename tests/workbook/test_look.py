"""What makes the workbook fit for an office: page, fonts, locks, drop-downs, readable help."""

from __future__ import annotations

import html
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from tests.workbook.forms import CONTEXT, FORM, TASKS, VALUES

from nghiquyet.model.indicator import Clause, ValueType
from nghiquyet.model.task import TASK_STATUS_LABELS
from nghiquyet.workbook import write_form

TABLES = ("Số liệu", "Kết quả bằng lời", "Nhiệm vụ được giao", "Đề xuất tháng sau")
LANDSCAPE_HEADERS = {
    "Số liệu": "Mã|Chỉ tiêu|ĐVT|Tháng trước|Trong tháng|Lũy kế năm|Kế hoạch năm|Từ ngày|Đến ngày|"
    "Ước/Chính thức|Ghi chú|Máy kiểm tra",
    "Kết quả bằng lời": "Mã|Nội dung|Tháng trước|Kết quả|Câu mẫu|Câu đề nghị ghi vào nghị quyết|"
    "Ghi chú|Máy kiểm tra",
    "Nhiệm vụ được giao": "Mã|Nhiệm vụ|Hạn|Trạng thái|Kết quả|Lý do nếu chậm|Máy kiểm tra",
    "Đề xuất tháng sau": "Mã|Nội dung đề xuất|Chủ trì|Thời hạn|Sản phẩm|Căn cứ, lý do",
}


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_form(CONTEXT, VALUES)


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def test_the_sheets_and_their_columns(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Thông tin", *TABLES, "Hướng dẫn"]
    for name, headers in LANDSCAPE_HEADERS.items():
        assert [cell.value for cell in book[name][5]] == headers.split("|")


def test_every_page_is_a4_one_page_wide(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}
        assert sheet.page_setup.fitToHeight == 0
        orientation = "landscape" if sheet.title in TABLES else "portrait"
        assert sheet.page_setup.orientation == orientation
        assert not sheet.sheet_view.showGridLines
        if sheet.title in TABLES:
            assert sheet.print_title_rows == "$5:$5"


def test_the_footer_names_unit_and_page(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    footer = html.unescape(xml[xml.index("<oddFooter>") : xml.index("</oddFooter>")])
    assert "hành chính công && Văn thư – tháng 01/2026 – Số liệu&R" in footer
    assert footer.endswith("Trang &P/&N")


def test_the_check_column_is_not_printed(book: openpyxl.Workbook) -> None:
    assert book["Số liệu"].print_area == "'Số liệu'!$A$1:$K$19"
    assert book["Đề xuất tháng sau"].print_area == "'Đề xuất tháng sau'!$A$1:$F$20"


def test_every_letter_is_in_the_house_font(data: bytes, book: openpyxl.Workbook) -> None:
    fonts = {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row}
    assert fonts == {"Times New Roman"}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"<scheme" not in archive.read("xl/styles.xml")


def test_rows_still_fit_themselves(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for place in range(1, 6):
            xml = archive.read(f"xl/worksheets/sheet{place}.xml")
            assert b' ht="' in xml
            assert b"customHeight" not in xml


def test_only_what_the_unit_fills_is_open(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert sheet.protection.sort  # locked: true means not permitted
        assert sheet.protection.insertRows
    sheet = book["Số liệu"]
    row = {cell.column_letter: cell for cell in sheet[15]}  # money by month, year and plan
    assert [letter for letter, cell in row.items() if not cell.protection.locked] == list("EFGHIJK")
    row = {cell.column_letter: cell for cell in sheet[6]}  # a month's count
    assert [letter for letter, cell in row.items() if not cell.protection.locked] == list("EHIJK")
    assert (row["E"].fill.fgColor.rgb, row["F"].fill.fgColor.rgb) == ("FFFFFDF3", "FFD9D9D9")


def test_figures_are_shown_as_their_type(book: openpyxl.Workbook) -> None:
    sheet = book["Số liệu"]
    shown = {cell: sheet[cell].number_format for cell in ("E6", "E14", "E15", "E16", "H8", "K8")}
    assert shown == {"E6": "#,##0_)", "E14": "0.00_)", "E15": "#,##0_)", "E16": "#,##0.00_)",
                     "H8": "dd/mm/yyyy", "K8": "@"}  # fmt: skip


def test_last_month_is_printed_for_comparison(book: openpyxl.Workbook) -> None:
    assert [book["Số liệu"][cell].value for cell in ("D6", "D8", "D9")] == [31, 402, None]
    assert book["Kết quả bằng lời"]["C7"].value == "bảo đảm đúng quy trình"


def rules_of(sheet: Worksheet, cell: str) -> list[DataValidation]:
    return [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]


def test_drop_downs_and_bounds_follow_from_the_declarations(book: openpyxl.Workbook) -> None:
    figures, words = book["Số liệu"], book["Kết quả bằng lời"]
    (count,) = rules_of(figures, "E6")
    assert (count.type, count.formula1, count.errorStyle) == ("whole", "0", None)
    (staff,) = rules_of(figures, "E17")
    assert (staff.formula1, staff.formula2) == ("0", "50")
    assert "từ 0 đến 50" in staff.error
    (rate,) = rules_of(figures, "E14")
    assert (rate.type, rate.formula2) == ("decimal", "100")
    assert rules_of(figures, "F6") == []
    (day,) = rules_of(figures, "H8")
    assert (day.type, day.formula1, day.formula2) == ("date", "45992", "46081")
    (status,) = rules_of(figures, "J8")
    assert status.formula1 == '"Ước,Chính thức"'
    (yes,) = rules_of(words, "D6")
    assert yes.formula1 == '"Có,Không"'
    (state,) = rules_of(book["Nhiệm vụ được giao"], "D6")
    assert state.formula1 == f'"{",".join(TASK_STATUS_LABELS.values())}"'
    for sheet in book:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.error or "") <= 255
            assert len(rule.prompt or "") <= 255


def test_choices_with_a_comma_are_listed_on_the_help_page(book: openpyxl.Workbook) -> None:
    (verdict,) = rules_of(book["Kết quả bằng lời"], "D7")
    sheet, area = verdict.formula1.split("!")
    cells = book[sheet.strip("'")][area.replace("$", "")]
    labels = [option.label for part in FORM.parts for option in part.options]
    assert [cell.value for (cell,) in cells] == labels


def test_house_phrases_are_readable(book: openpyxl.Workbook) -> None:
    phrases = [book["Kết quả bằng lời"].cell(row, 5).value for row in range(6, 10)]
    assert phrases == [
        "niêm yết công khai thủ tục hành chính năm 2026",
        "giải quyết hồ sơ [kết quả]",
        "[kết quả]",
        "(chỉ vào phụ lục)",
    ]


def test_every_variable_of_a_phrase_has_a_reading() -> None:
    text = (
        "{don_vi} năm {nam_truoc}, {nam_sau}, tháng {thang} ({thang_nam}) {nk_dang} {nk_hdnd} "
        "{uoc} {n}"
    )
    form = replace(
        FORM,
        indicators=tuple(
            replace(
                each,
                clause=Clause(
                    (text, "… thứ hai"), "đầu: {n}", ("HCC-10",), tail=", đúng hạn {thang}"
                ),
            )
            if each.parts[0].type is ValueType.YES_NO
            else each
            for each in FORM.indicators
        ),
    )
    sheet = openpyxl.load_workbook(BytesIO(write_form(replace(CONTEXT, form=form))))
    assert sheet["Kết quả bằng lời"]["E6"].value == "đầu: [kết quả], thứ hai, đúng hạn 01"
    plain = replace(form, indicators=(replace(form.indicators[9], clause=Clause((text,))),))
    sheet = openpyxl.load_workbook(BytesIO(write_form(replace(CONTEXT, form=plain))))
    assert sheet["Kết quả bằng lời"]["E6"].value == (
        "Trung tâm Hành chính công năm 2025, 2027, tháng 01 (01/2026) 2025–2030 2026–2031 "
        "đạt/ước đạt [kết quả]"
    )


def test_tasks_bear_a_short_code_and_their_deadline(book: openpyxl.Workbook) -> None:
    sheet = book["Nhiệm vụ được giao"]
    lines = [[cell.value for cell in sheet[row][:3]] for row in (6, 7, 8)]
    assert lines == [
        ["NV-1.04", TASKS[0].text, "31/01/2026"],
        ["NV-1.10", TASKS[1].text, None],
        ["NV-2025-12/2.03", TASKS[2].text, None],
    ]


def test_the_help_page_explains_every_value(book: openpyxl.Workbook) -> None:
    sheet = book["Hướng dẫn"]
    lines = {sheet.cell(row, 1).value: sheet.cell(row, 3).value for row in range(14, 32)}
    assert {part.code for part in FORM.parts} <= lines.keys()
    assert lines["HCC-02a"] == "Số nguyên, bắt buộc. Ví dụ: 391"
    assert lines["HCC-07"] == "Số nguyên, từ 0 đến 50."


def test_the_first_page_says_whose_it_is_and_until_when(book: openpyxl.Workbook) -> None:
    sheet = book["Thông tin"]
    lines = {sheet.cell(row, 2).value: sheet.cell(row, 3).value for row in range(1, 20)}
    assert lines["Nơi nhận"] == "Văn phòng Đảng ủy xã Kẻ Sặt"
    assert lines["Đơn vị báo cáo"] == CONTEXT.unit.name
    assert lines["Kỳ báo cáo"] == "Tháng 01/2026"
    assert lines["Hạn gửi"] == "Hết ngày 27/01/2026"
    assert not any("Số điện thoại" in str(label) for label in lines)
