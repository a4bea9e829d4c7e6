"""Workbooks as they come back from people and other programs, cell by cell and sheet by sheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.workbook.conftest import Resave
from tests.workbook.forms import CONTEXT, FORM, VALUES
from tests.workbook.test_opening import OTHER_TAG, cell_xml, patched
from tests.workbook.test_round_trip import by_key, edited, only_finding, read, values_in

from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import CellReading, CellState, Column, Reading, SheetKind
from nghiquyet.workbook import open_workbook, read_form, write_form, write_returned

FIGURES, WORDS = SheetKind.FIGURES, SheetKind.WORDS
OK, ASK, BAD, BLANK = CellState.OK, CellState.AMBIGUOUS, CellState.BAD, CellState.BLANK
MONTH = (FIGURES, "HCC-01", Column.MONTH)
NOTE = (FIGURES, "HCC-02a", Column.NOTE)
FROM = (FIGURES, "HCC-02a", Column.WINDOW_FROM)


def saved(book: openpyxl.Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def filled() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(write_form(CONTEXT, VALUES)))


def with_xml(address: str, xml: str) -> dict[object, CellReading]:
    """The cells after one was replaced by hand-made XML; its style is kept out."""
    return dict(by_key(read(patched(cell_xml(address), xml.encode()))))


# Cells as other programs leave them -----------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "state", "raw"),
    [
        ('<c r="E6" t="e"><v>#REF!</v></c>', BAD, "#REF!"),
        ('<c r="E6" t="e"><f>A1/0</f><v>#DIV/0!</v></c>', BAD, "#DIV/0!"),
        ('<c r="E6" t="e"><v>#N/A</v></c>', BAD, "#N/A"),
        ('<c r="E6" t="e"/>', BLANK, ""),
        ('<c r="E6" t="str"><f>A1</f><v>#N/A</v></c>', BAD, "#N/A"),
        ('<c r="E6" t="inlineStr"><is><t>#NAME?</t></is></c>', BAD, "#NAME?"),
        ('<c r="E6"><f>SUM(E7:E8)</f></c>', BAD, "=SUM(E7:E8)"),
        ('<c r="E6"><f t="shared" si="0"/></c>', BAD, "="),
        ('<c r="E6" t="b"><v>1</v></c>', BAD, "TRUE"),
        ('<c r="E6" t="d"><v>2026-01-03</v></c>', BAD, "03/01/2026"),
        ('<c r="E6"><v>1e30</v></c>', ASK, "1000000000000000000000000000000"),
        ('<c r="E6"><v>-0</v></c>', OK, "-0"),
        ('<c r="E6"><v>30.000000000000004</v></c>', OK, "30"),
        ('<c r="E6" t="inlineStr"><is><t>１２\u200b</t></is></c>', OK, "１２\u200b"),
        ('<c r="E6" t="inlineStr"><is><t>không</t></is></c>', ASK, "không"),
        ('<c r="E6" t="inlineStr"><is><t>-</t></is></c>', ASK, "-"),
        ('<c r="E6" t="inlineStr"><is><t></t></is></c>', BLANK, ""),
        ('<c r="E6" t="inlineStr"><is><t xml:space="preserve"> </t></is></c>', BLANK, " "),
        ('<c r="E6"/>', BLANK, ""),
        ('<c r="E6"><v>0</v></c>', OK, "0"),
    ],
)
def test_a_figure_s_cell_as_other_programs_write_it(xml: str, state: CellState, raw: str) -> None:
    cell = with_xml("E6", xml)[MONTH]
    assert (cell.state, cell.raw) == (state, raw)


@pytest.mark.parametrize("number", ["NaN", "INF", "1e999", "-1e999"])
def test_what_is_no_number_at_all_is_told(number: str) -> None:
    cell = with_xml("E6", f'<c r="E6"><v>{number}</v></c>')[MONTH]
    assert (cell.state, cell.value) == (BAD, None)
    assert "không chứa một con số" in cell.note


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("gửi_x000D_\nsau", "gửi\nsau"),
        ("gửi&#13;&#10;sau", "gửi\nsau"),
        ("gửi\u2028sau", "gửi\nsau"),
        ("\u202egửi\u202c sau\u00ad", "gửi sau"),
        ("gửi&#7; sau", "gửi sau"),
        (unicodedata.normalize("NFD", "gửi sau"), "gửi sau"),
        ("gửi\u00a0\u3000sau", "gửi sau"),
    ],
)
def test_words_come_without_what_nobody_sees(text: str, value: str) -> None:
    cell = with_xml("K8", f'<c r="K8" t="inlineStr"><is><t>{text}</t></is></c>')[NOTE]
    assert cell.value == value


def test_a_text_longer_than_a_cell_holds_is_told_and_goes_back_with_an_ellipsis() -> None:
    data = patched(
        cell_xml("K8"), f'<c r="K8" t="inlineStr"><is><t>{"ệ" * 40_000}</t></is></c>'.encode()
    )
    reading = read(data)
    cell = by_key(reading)[NOTE]
    assert (cell.state, len(cell.raw), cell.raw[-1]) == (BAD, 32_767, "…")
    assert "32.767" in cell.note
    back = by_key(read(write_returned(CONTEXT, reading, ())))[NOTE]
    assert back.raw == cell.raw


def test_a_long_text_outside_the_form_is_quoted_with_an_ellipsis() -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["O8"] = "a" * 5000
        book["Số liệu"]["E6"].comment = Comment("b" * 5000, "x")

    texts = [text for _, text in edited(put).unused]
    assert all(len(text) < 1100 and text.endswith("…") for text in texts)
    assert len(texts) == 2


# Dates ---------------------------------------------------------------------------------------


def days_from_1904() -> openpyxl.Workbook:
    book = filled()
    book.epoch = CALENDAR_MAC_1904
    return book


def test_a_workbook_of_an_old_mac_counts_its_days_from_1904() -> None:
    book = days_from_1904()
    book["Số liệu"]["H8"].value = date(2026, 1, 1)
    assert by_key(read(saved(book)))[FROM].value == date(2026, 1, 1)


def test_a_bare_number_of_days_counts_from_1904_too() -> None:
    book = days_from_1904()
    cell = book["Số liệu"]["H8"]
    cell.value, cell.number_format = 44561, "General"
    assert by_key(read(saved(book)))[FROM].value == date(2026, 1, 1)
    plain = filled()
    cell = plain["Số liệu"]["H8"]
    cell.value, cell.number_format = 46023, "General"
    assert by_key(read(saved(plain)))[FROM].value == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("value", "state", "day"),
    [
        (date(2026, 1, 5), OK, date(2026, 1, 5)),
        (date(2026, 5, 1), ASK, None),  # 01/05 typed on an English machine
        (datetime(2026, 1, 5, 23, 59), OK, date(2026, 1, 5)),  # noqa: DTZ001 - as calamine gives it
        ("5/1/2026", OK, date(2026, 1, 5)),
        ("5\u00a0/1/2026", BAD, None),
        ("\u200e5/1/2026", OK, date(2026, 1, 5)),
        ("5 tháng 1", BAD, None),
        (True, BAD, None),
    ],
)
def test_dates_as_they_are_typed(value: object, state: CellState, day: date | None) -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["H8"].value = value

    cell = by_key(edited(put))[FROM]
    assert (cell.state, cell.value) == (state, day)


# Sheets, rows and headers ---------------------------------------------------------------------


def test_a_table_that_was_moved_to_another_place_is_found() -> None:
    def move(book: openpyxl.Workbook) -> None:
        book["Số liệu"].move_range("A1:L21", rows=7, cols=3)

    reading = edited(move)
    assert values_in(reading) == VALUES
    assert reading.findings == ()


def test_a_header_split_over_two_rows_is_read() -> None:
    def split(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        for cell in list(sheet[5]):
            first, _, rest = str(cell.value).partition(" ")
            if rest:
                sheet.cell(4, cell.column, first)
                cell.value = rest

    assert values_in(edited(split)) == VALUES


def test_a_header_that_was_merged_keeps_what_it_still_shows() -> None:
    def merge(book: openpyxl.Workbook) -> None:
        book["Số liệu"].merge_cells("H5:I5")

    reading = edited(merge)
    rule, severity, message = only_finding(reading)
    assert (rule, severity) == ("BIEU-COT", Severity.WARNING)
    assert "Đến ngày" in message
    lost = {key for key in VALUES if key[2] is Column.WINDOW_TO}
    assert values_in(reading) == {key: value for key, value in VALUES.items() if key not in lost}


def test_a_header_that_cannot_be_found_is_explained() -> None:
    def break_up(book: openpyxl.Workbook) -> None:
        for cell in book["Số liệu"][5]:
            cell.value = None

    rule, severity, message = only_finding(edited(break_up))
    assert (rule, severity) == ("BIEU-TIEU-DE", Severity.CRITICAL)
    assert "hàng tiêu đề" in message
    assert "gộp ô" in message


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: "\u202a" + "\u200b".join(text) + "\u202c",
        lambda text: text.replace(" ", "\u00a0").upper(),
        lambda text: text.replace(" ", "_x000D_\n"),
    ],
)
def test_headers_and_codes_with_what_nobody_sees(change: Callable[[str], str]) -> None:
    def retype(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        for cell in [*sheet[5], *(row[0] for row in sheet.iter_rows(min_row=6, max_row=20))]:
            cell.value = change(str(cell.value))

    assert values_in(edited(retype)) == VALUES


def test_two_units_sheets_in_one_workbook_show_both_tags() -> None:
    book = filled()
    sheet = book.copy_worksheet(book["Số liệu"])
    for cell in sheet[1]:
        if cell.value == CONTEXT.tag.text:
            cell.value = OTHER_TAG.text
    workbook = open_workbook(saved(book))
    assert workbook.tags == (CONTEXT.tag, OTHER_TAG)
    assert [finding.rule for finding in read_form(workbook, FORM).findings] == ["BIEU-BAN-SAO"]


# Files written anew by other programs ----------------------------------------------------------


@pytest.mark.parametrize("engine", ["openpyxl", "xlsxwriter"])
@pytest.mark.parametrize("header", [None, 0])
def test_every_sheet_written_anew_by_pandas(engine: str, header: int | None) -> None:
    """Its property, its formats and its sheets' looks are gone; texts with «=» become formulas."""
    wanted = {**VALUES, (WORDS, "HCC-12", Column.ANSWER): "niêm yết công khai"}
    data = BytesIO(write_form(CONTEXT, wanted))
    sheets = pd.read_excel(data, sheet_name=None, header=header, engine="openpyxl")
    target = BytesIO()
    with pd.ExcelWriter(target, engine=engine) as writer:  # type: ignore[call-overload]
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, index=False, header=header is not None)
    reading = read(target.getvalue())
    assert reading.tags == (CONTEXT.tag,)
    assert values_in(reading) == wanted
    assert reading.findings == ()


@pytest.mark.system("libreoffice-calc")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_hard_values_survive_libreoffice(resave: Resave, kind: str) -> None:
    book = filled()
    sheet = book["Số liệu"]
    sheet["E6"] = "1.234"
    sheet["E14"] = "70,69%"
    sheet["E15"] = "42 tỷ"
    sheet["E17"] = "không"
    sheet["K8"] = unicodedata.normalize("NFD", "số chốt gửi sau")
    cells = by_key(read(resave(saved(book), kind)))
    assert cells[MONTH].value == 1234
    assert cells[FIGURES, "HCC-04", Column.MONTH].value == Decimal("70.69")
    assert cells[FIGURES, "HCC-05", Column.MONTH].value == 42_000_000_000
    assert cells[FIGURES, "HCC-07", Column.MONTH].state is ASK
    assert cells[NOTE].value == "số chốt gửi sau"


# What goes back is never alive -----------------------------------------------------------------

HOSTILE = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://x\")", "{=1+1}", "=DDE(\"a\";\"b\";\"c\")", "＝1+1", "http://a.b/c",
    "file:///c:/x", "internal:Sheet1!A1", "mailto:a@b.c",
)  # fmt: skip


def formulas_and_links(data: bytes) -> set[tuple[str, str]]:
    book = openpyxl.load_workbook(BytesIO(data))
    alive = {(sheet.title, str(cell.value)) for sheet in book for row in sheet.iter_rows()
             for cell in row if cell.data_type == "f"}  # fmt: skip
    links = {(sheet.title, str(link.target)) for sheet in book for link in sheet._hyperlinks
             if link.target}  # fmt: skip
    return alive | links


def hostile_workbook(text: str) -> bytes:
    """The text in every place that a unit can write into, written so that it stays a text."""
    book = filled()
    places = {
        "Số liệu": ["E6", "H8", "J8", "K6", "O8", "B30"],
        "Kết quả bằng lời": ["D6", "D8", "F8", "G8"],
        "Nhiệm vụ được giao": ["D6", "E6", "F6"],
        "Đề xuất tháng sau": ["B6", "C6", "D6", "E6", "F6"],
        "Thông tin": ["C11", "C12"],
    }
    for sheet, addresses in places.items():
        for address in addresses:
            book[sheet][address].value = text
            book[sheet][address].data_type = "s"
    book["Số liệu"]["E8"].comment = Comment(text, text)
    name = "".join(letter for letter in text if letter not in "[]:*?/\\\r\t")[:25]
    book.create_sheet(f"{name}x")["A1"] = "thêm"
    return saved(book)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_a_unit_wrote_comes_alive_in_what_goes_back(text: str) -> None:
    reading = read(hostile_workbook(text))
    findings = [*reading.findings, *(_told(cell) for cell in reading.cells if cell.note)]
    data = write_returned(CONTEXT, reading, findings)
    blank = formulas_and_links(write_form(CONTEXT, VALUES))
    own = {(sheet, formula.split("(")[0]) for sheet, formula in blank}
    assert {(sheet, formula.split("(")[0]) for sheet, formula in formulas_and_links(data)} <= own
    assert not any(text in formula for _, formula in formulas_and_links(data))
    unused = [content for _, content in reading.unused]
    assert any(text.strip() in content for content in unused)


def _told(cell: CellReading) -> Finding:
    return Finding("X", Severity.CRITICAL, cell.note, cell.row, cell.column, cell.at, cell.raw)


def test_a_real_formula_goes_back_as_the_text_it_was_asked_about() -> None:
    reading = read(patched(cell_xml("E6"), b'<c r="E6"><f>HYPERLINK("x")</f></c>'))
    data = write_returned(CONTEXT, reading, ())
    cell = openpyxl.load_workbook(BytesIO(data))["Số liệu"]["E6"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")')


def test_a_sheet_by_another_writer_needs_no_style_of_ours() -> None:
    """A table typed anew by a script: headers and codes are enough."""
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("bảng của tôi")
        for column, header in enumerate(["Mã", "Chỉ tiêu", "ĐVT", "Tháng trước", "Trong tháng",
                                         "Lũy kế năm", "Kế hoạch năm", "Ghi chú"]):  # fmt: skip
            sheet.write_string(2, column + 1, header)
        sheet.write_string(3, 1, "HCC-01")
        sheet.write_string(3, 5, "1.234")
    reading: Reading = read(target.getvalue())
    cell = by_key(reading)[MONTH]
    assert (cell.value, cell.at) == (1234, CellRef("bảng của tôi", "F4"))


def test_the_texts_that_tell_whose_workbook_it_may_be() -> None:
    texts = list(open_workbook(write_form(CONTEXT)).printed_texts())
    assert CONTEXT.unit.name in texts
    assert "Tháng 01/2026" in texts
    assert f"{CONTEXT.unit.name} – tháng 01/2026" in texts
    assert "Số liệu" in texts
    assert all(len(text) <= 120 for text in texts)
