"""What is written into a form is what is read from it, whatever was done to the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.workbook.conftest import Resave
from tests.workbook.forms import CONTEXT, FORM, TASKS, VALUES

from nghiquyet.model.rule import CellRef, Severity
from nghiquyet.model.submission import CellReading, CellState, Column, Reading, SheetKind
from nghiquyet.model.task import TaskStatus
from nghiquyet.workbook import CellKey, open_workbook, read_form, write_form

FIGURES, WORDS = SheetKind.FIGURES, SheetKind.WORDS


def read(data: bytes) -> Reading:
    return read_form(open_workbook(data), FORM)


def by_key(reading: Reading) -> dict[CellKey, CellReading]:
    cells = {(cell.kind, cell.row, cell.column): cell for cell in reading.cells}
    assert len(cells) == len(reading.cells)
    return cells


def values_in(reading: Reading) -> dict[CellKey, object]:
    return {key: cell.value for key, cell in by_key(reading).items() if cell.value is not None}


def edited(change: Callable[[openpyxl.Workbook], None], data: bytes | None = None) -> Reading:
    """The reading after somebody else's program changed the file."""
    book = openpyxl.load_workbook(BytesIO(data or write_form(CONTEXT, VALUES)))
    change(book)
    target = BytesIO()
    book.save(target)
    return read(target.getvalue())


@pytest.fixture(scope="module")
def filled() -> bytes:
    return write_form(CONTEXT, VALUES)


def test_every_value_comes_back(filled: bytes) -> None:
    reading = read(filled)
    assert values_in(reading) == VALUES
    assert reading.tags == (CONTEXT.tag,)
    assert reading.findings == ()
    assert reading.unused == ()
    assert {cell.state for cell in reading.cells} == {CellState.OK, CellState.BLANK}


def test_a_blank_form_is_blank_everywhere() -> None:
    reading = read(write_form(CONTEXT))
    assert {cell.state for cell in reading.cells} == {CellState.BLANK}
    wanted = sum(len(part.bases) + 4 for part in FORM.parts if part.type.is_figure)
    wanted += 3 * sum(not part.type.is_figure for part in FORM.parts)
    assert len(reading.cells) == wanted + 3 * len(TASKS) + 5 * 15 + 2


def test_cells_know_their_address(filled: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(filled))
    cell = by_key(read(filled))[FIGURES, "HCC-05", Column.PLAN]
    assert cell.at == CellRef("Số liệu", "G15")
    assert book[cell.at.sheet][cell.at.cell].value == 247_500_000_000


def test_equal_forms_are_equal_bytes(filled: bytes) -> None:
    assert write_form(CONTEXT, VALUES) == filled


def test_values_may_be_plain_numbers_and_states() -> None:
    values: dict[CellKey, object] = {
        (FIGURES, "HCC-01", Column.MONTH): 30,
        (FIGURES, "HCC-06", Column.MONTH): 12.5,
        (FIGURES, "HCC-07", Column.MONTH): None,
        (SheetKind.TASKS, TASKS[0].id, Column.TASK_STATUS): TaskStatus.IN_PROGRESS,
    }
    assert values_in(read(write_form(CONTEXT, values))) == {
        (FIGURES, "HCC-01", Column.MONTH): Decimal(30),
        (FIGURES, "HCC-06", Column.MONTH): Decimal("12.5"),
        (SheetKind.TASKS, TASKS[0].id, Column.TASK_STATUS): "Đang làm",
    }


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84", "@SUM(A1)", "-1", "=cmd|' /C calc'!A0", "http://a.b/c", "=HYPERLINK(\"x\")",
     "{=SUM(A1:A2)}", "mailto:a@b.c", "\t=1", "a & b <c>"],
)  # fmt: skip
def test_a_unit_s_text_is_never_a_formula_or_a_link(text: str) -> None:
    values = {(WORDS, "HCC-12", Column.ANSWER): text}
    data = write_form(CONTEXT, values)
    book = openpyxl.load_workbook(BytesIO(data))
    for sheet in book:
        assert not any(text in str(link.target) for link in sheet._hyperlinks)
    cell = by_key(read(data))[WORDS, "HCC-12", Column.ANSWER]
    assert cell.value == text.strip()
    written = book[cell.at.sheet][cell.at.cell]
    assert (written.data_type, written.value) == ("s", text)


# What happens to files on their way ---------------------------------------------------------


def test_saved_by_openpyxl() -> None:
    assert values_in(edited(lambda _: None)) == VALUES


def test_rows_sorted() -> None:
    def sort(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
        lines.sort(key=lambda line: str(line[1]), reverse=True)
        for row, line in enumerate(lines, 6):
            for column, value in enumerate(line, 1):
                sheet.cell(row, column).value = value

    reading = edited(sort)
    assert values_in(reading) == VALUES
    assert reading.findings == ()


def test_columns_and_rows_inserted_and_hidden() -> None:
    def insert(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        sheet.insert_cols(5)
        sheet.insert_rows(1, 3)
        sheet.column_dimensions["C"].hidden = True
        sheet.row_dimensions[12].hidden = True

    reading = edited(insert)
    assert values_in(reading) == VALUES
    assert reading.unused == ()


def test_sheets_renamed_and_moved() -> None:
    def rename(book: openpyxl.Workbook) -> None:
        book["Số liệu"].title = "Sheet9"
        book["Kết quả bằng lời"].title = "KQ"
        book.move_sheet("Thông tin", 4)

    assert values_in(edited(rename)) == VALUES


def test_headers_retyped_without_accents() -> None:
    def retype(book: openpyxl.Workbook) -> None:
        for cell in book["Số liệu"][5]:
            cell.value = str(cell.value).upper().replace("Đ", "D").replace("Ế", "E") + " "

    assert values_in(edited(retype)) == VALUES


def test_codes_retyped() -> None:
    def retype(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        for row in range(6, 21):
            cell = sheet.cell(row, 1)
            cell.value = str(cell.value).lower().replace("-", "\u2011") + " "

    assert values_in(edited(retype)) == VALUES


def test_the_code_s_header_was_cleared() -> None:
    def clear(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["A5"].value = None

    assert values_in(edited(clear)) == VALUES


@pytest.mark.system("libreoffice-calc")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice(filled: bytes, resave: Resave, kind: str) -> None:
    reading = read(resave(filled, kind))
    assert values_in(reading) == VALUES
    assert reading.tags == (CONTEXT.tag,)
    assert (reading.findings, reading.unused) == ((), ())


# What lies outside the form -----------------------------------------------------------------


def test_what_the_unit_added_is_told() -> None:
    def add(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        sheet["O8"] = "gửi sau"
        sheet["B30"] = "Người lập"
        sheet["F6"] = 31  # a closed cell
        sheet["E7"] = 7  # beside the name of a group
        book["Nhiệm vụ được giao"]["B20"] = "việc khác"
        book.create_sheet("Sheet1")["B2"] = "bảng riêng"
        book.create_sheet("Trống")

    reading = edited(add)
    assert values_in(reading) == VALUES
    assert set(reading.unused) == {
        (CellRef("Số liệu", "O8"), "gửi sau"),
        (CellRef("Số liệu", "B30"), "Người lập"),
        (CellRef("Số liệu", "F6"), "31"),
        (CellRef("Số liệu", "E7"), "7"),
        (CellRef("Nhiệm vụ được giao", "B20"), "việc khác"),
        (CellRef("Sheet1", "A1"), "trang ngoài biểu mẫu, 1 ô có nội dung"),
    }
    assert reading.findings == ()


def test_a_long_list_of_what_is_not_used_names_every_cell_in_a_line() -> None:
    def add(book: openpyxl.Workbook) -> None:
        for row in range(30, 330):
            book["Số liệu"].cell(row, 3, "ghi thêm")

    assert edited(add).unused == (
        (CellRef("Số liệu", "C30"), "ghi thêm (và 299 ô nữa: cột C, dòng 31 đến 329)"),
    )


def test_a_task_s_code_with_a_word_processor_s_hyphen() -> None:
    def retype(book: openpyxl.Workbook) -> None:
        book["Nhiệm vụ được giao"]["A6"] = "nv\u20131.04"

    assert values_in(edited(retype)) == VALUES


def test_a_form_without_tasks_has_nothing_unused() -> None:
    context = CONTEXT.__class__(CONTEXT.office, CONTEXT.unit, CONTEXT.period, FORM)
    reading = read(write_form(context))
    assert (reading.unused, reading.findings) == ((), ())


def test_a_sixteenth_proposal_is_told() -> None:
    def add(book: openpyxl.Workbook) -> None:
        sheet = book["Đề xuất tháng sau"]
        sheet["A21"], sheet["B21"] = "DX16", "Việc thứ mười sáu"

    assert (CellRef("Đề xuất tháng sau", "B21"), "Việc thứ mười sáu") in edited(add).unused


# What is wrong with the form itself ---------------------------------------------------------


def only_finding(reading: Reading) -> tuple[str, Severity, str]:
    (finding,) = reading.findings
    return finding.rule, finding.severity, finding.message


def delete_row(sheet: Worksheet, code: str) -> None:
    row = next(row for row in range(6, 40) if sheet.cell(row, 1).value == code)
    sheet.delete_rows(row)


@pytest.mark.parametrize(
    ("code", "severity"), [("HCC-03a", Severity.CRITICAL), ("HCC-07", Severity.WARNING)]
)
def test_a_missing_row(code: str, severity: Severity) -> None:
    reading = edited(lambda book: delete_row(book["Số liệu"], code))
    rule, found, message = only_finding(reading)
    assert (rule, found) == ("BIEU-DONG", severity)
    assert code in message
    assert (FIGURES, code, Column.MONTH) not in by_key(reading)


def test_missing_rows_that_follow_one_another_are_a_range_and_none_is_left_out() -> None:
    def delete(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        sheet.delete_rows(7, 40)

    _, _, message = only_finding(edited(delete))
    codes = [part.code for part in FORM.parts if part.type.is_figure]
    lost = codes[1:]
    assert f"thiếu {len(lost)} dòng: {lost[0]} đến {lost[-1]} ({len(lost)} dòng). Ghi" in message

    def delete_some(book: openpyxl.Workbook) -> None:
        for code in (codes[0], codes[1], codes[4]):
            delete_row(book["Số liệu"], code)

    _, _, message = only_finding(edited(delete_some))
    assert f"thiếu 3 dòng: {codes[0]}, {codes[1]}, {codes[4]}. Ghi" in message


def test_a_code_that_stands_twice_is_read_once() -> None:
    def double(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        for row in (25, 26):
            sheet.cell(row, 1).value = "HCC-01"
            sheet.cell(row, 5).value = 99

    reading = edited(double)
    rule, severity, message = only_finding(reading)
    assert (rule, severity) == ("BIEU-TRUNG", Severity.CRITICAL)
    assert "dòng 6 và dòng 25" in message
    assert by_key(reading)[FIGURES, "HCC-01", Column.MONTH].value == 30
    assert {(CellRef("Số liệu", f"E{row}"), "99") for row in (25, 26)} <= set(reading.unused)


def test_a_label_that_is_not_the_code_s() -> None:
    def swap(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        sheet["B6"], sheet["B14"] = sheet["B14"].value, sheet["B6"].value

    reading = edited(swap)
    assert [(f.rule, f.code, f.severity) for f in reading.findings] == [
        ("BIEU-NHAN", "HCC-01", Severity.WARNING),
        ("BIEU-NHAN", "HCC-04", Severity.WARNING),
    ]
    assert reading.findings[0].at == CellRef("Số liệu", "B6")


@pytest.mark.parametrize(
    ("header", "severity"),
    [("E5", Severity.CRITICAL), ("G5", Severity.CRITICAL), ("K5", Severity.WARNING)],
)
def test_a_missing_column(header: str, severity: Severity) -> None:
    def clear(book: openpyxl.Workbook) -> None:
        book["Số liệu"][header].value = "?"

    findings = edited(clear).findings
    assert [(finding.rule, finding.severity) for finding in findings] == [("BIEU-COT", severity)]


def test_two_columns_under_one_name_are_told_as_that() -> None:
    def rename(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["F5"].value = "Trong tháng"

    rule, severity, message = only_finding(edited(rename))
    assert (rule, severity) == ("BIEU-COT", Severity.CRITICAL)
    assert "2 cột cùng mang tên “Trong tháng” (ô E5 và F5)" in message
    assert "không còn cột “Lũy kế năm”" in message

    def overwrite(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["D5"].value = "Trong tháng"
        book["Số liệu"]["M5"].value = "Trong tháng"

    rule, severity, message = only_finding(edited(overwrite))
    assert (rule, severity) == ("BIEU-COT", Severity.CRITICAL)
    assert "3 cột cùng mang tên “Trong tháng” (ô D5, E5 và M5), nên" in message


def test_a_second_column_of_notes_is_only_a_warning() -> None:
    def add(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["M5"].value = "Ghi chú"

    reading = edited(add)
    rule, severity, _ = only_finding(reading)
    assert (rule, severity) == ("BIEU-COT", Severity.WARNING)
    assert values_in(reading) == VALUES


@pytest.mark.parametrize(
    ("column", "typed", "severity"),
    [
        ("E", "\u202e193", Severity.CRITICAL),
        ("E", " \u202e193\u202c", Severity.CRITICAL),
        ("K", "tăng \u202e12 hồ sơ", Severity.WARNING),
    ],
)
def test_digits_that_are_shown_turned_round_are_told(
    column: str, typed: str, severity: Severity
) -> None:
    def turn(book: openpyxl.Workbook) -> None:
        book["Số liệu"][f"{column}8"].value = typed

    (finding,) = edited(turn).findings
    assert (finding.rule, finding.severity) == ("BIEU-KY-TU-AN", severity)
    assert finding.at == CellRef("Số liệu", f"{column}8")
    assert finding.message.isprintable()


@pytest.mark.parametrize(
    "typed", ["\u200e391", "\u200f391\u200f", "391\u200b", "\u202d391", "\u202e3"]
)
def test_invisible_marks_that_turn_no_digits_are_told_nobody(typed: str) -> None:
    def mark(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["E8"].value = typed

    assert edited(mark).findings == ()


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("Số liệu", Severity.CRITICAL),
        ("Kết quả bằng lời", Severity.CRITICAL),
        ("Đề xuất tháng sau", Severity.WARNING),
        ("Thông tin", Severity.WARNING),
    ],
)
def test_a_missing_sheet(name: str, severity: Severity) -> None:
    def remove(book: openpyxl.Workbook) -> None:
        del book[name]

    rule, found, message = only_finding(edited(remove))
    assert (rule, found) == ("BIEU-TRANG", severity)
    assert name in message


def test_a_copied_sheet_is_told_and_not_read() -> None:
    def copy(book: openpyxl.Workbook) -> None:
        other = book.copy_worksheet(book["Số liệu"])
        other.title = "Bản cũ"
        other["E6"] = 77
        book.move_sheet(other, -6)

    reading = edited(copy)
    assert only_finding(reading)[0] == "BIEU-BAN-SAO"
    assert by_key(reading)[FIGURES, "HCC-01", Column.MONTH].value == 30


# States of cells ----------------------------------------------------------------------------


def state_of(kind: SheetKind, code: str, column: Column, value: object) -> CellReading:
    reading = read(write_form(CONTEXT, {(kind, code, column): value}))
    return by_key(reading)[kind, code, column]


def test_a_figure_that_is_asked_about() -> None:
    cell = state_of(FIGURES, "HCC-01", Column.MONTH, 1.204)
    assert (cell.state, cell.value, cell.raw) == (CellState.AMBIGUOUS, None, "1,204")


def test_a_status_that_is_not_offered() -> None:
    assert state_of(FIGURES, "HCC-01", Column.STATUS, "uoc").value == "Ước"
    cell = state_of(FIGURES, "HCC-01", Column.STATUS, "tạm")
    assert cell.state is CellState.BAD
    assert "Ước; Chính thức" in cell.note


def test_an_answer_that_is_not_offered_is_kept_for_the_rules() -> None:
    assert state_of(WORDS, "HCC-10", Column.ANSWER, "co").value == "Có"
    assert state_of(WORDS, "HCC-10", Column.ANSWER, "Có rồi").value == "Có rồi"


def test_invisible_marks_are_dropped_and_the_raw_text_is_kept() -> None:
    cell = state_of(WORDS, "HCC-12", Column.ANSWER, "\u202aĐảng\u200b ủy\u202c")
    assert (cell.value, cell.raw) == ("Đảng ủy", "\u202aĐảng\u200b ủy\u202c")


def test_a_date_in_a_column_of_words_stays_as_written() -> None:
    def put(book: openpyxl.Workbook) -> None:
        cell = book["Đề xuất tháng sau"]["D6"]
        cell.value, cell.number_format = date(2026, 3, 25), "dd/mm/yyyy"

    cell = by_key(edited(put))[SheetKind.PROPOSALS, "DX01", Column.DUE]
    assert cell.value == "25/03/2026"


@pytest.mark.parametrize(
    ("value", "note", "asked"),
    [(1.204, "", True), (1.204, "đo lại", False), (1204, "", False), (1250500, "", True)],
)
def test_a_decimal_a_thousand_times_off_last_month_is_asked_about(
    value: float, note: str, asked: bool
) -> None:
    values: dict[CellKey, object] = {
        (FIGURES, "HCC-06", Column.MONTH): value,
        (FIGURES, "HCC-06", Column.NOTE): note,
    }
    cell = by_key(read(write_form(CONTEXT, values)))[FIGURES, "HCC-06", Column.MONTH]
    assert (cell.state is CellState.AMBIGUOUS) is asked
    assert ("có phải" in cell.note) is asked
