"""Cells in the fonts of before Unicode: read with a warning, or asked about where in doubt."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from tests.workbook.conftest import Resave
from tests.workbook.forms import CONTEXT, VALUES
from tests.workbook.old_writing import in_tcvn3, in_tcvn3_capitals, in_vni
from tests.workbook.test_round_trip import by_key, edited, read, values_in

from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import CellReading, CellState, Column, Reading, SheetKind
from nghiquyet.workbook import CellKey, write_form, write_returned
from nghiquyet.workbook.old_fonts import OldFont
from nghiquyet.workbook.open_document_fonts import find_open_document_fonts

FIGURES, WORDS, TASKS = SheetKind.FIGURES, SheetKind.WORDS, SheetKind.TASKS
Put = Callable[[openpyxl.Workbook], None]


def typed(sheet: str, address: str, text: object, font: str = "Times New Roman") -> Put:
    def put(book: openpyxl.Workbook) -> None:
        cell = book[sheet][address]
        cell.value, cell.font = text, Font(name=font)

    return put


def told(reading: Reading) -> list[tuple[str, Severity, CellRef | None]]:
    return [(finding.rule, finding.severity, finding.at) for finding in reading.findings]


WHERE: dict[CellKey, tuple[str, str]] = {
    (FIGURES, "HCC-01", Column.NOTE): ("Số liệu", "K6"),
    (WORDS, "HCC-12", Column.ANSWER): ("Kết quả bằng lời", "D8"),
    (WORDS, "HCC-12", Column.WORDING): ("Kết quả bằng lời", "F8"),
    (TASKS, "2026-01/1.04", Column.RESULT): ("Nhiệm vụ được giao", "E6"),
    (SheetKind.PROPOSALS, "DX01", Column.PROPOSAL): ("Đề xuất tháng sau", "B6"),
    (SheetKind.INFO, "ghi-chu", Column.INFO_VALUE): ("Thông tin", "C12"),
}


@pytest.mark.parametrize("key", WHERE)
@pytest.mark.parametrize(
    ("font", "text", "meant"),
    [
        (".VnTime", in_tcvn3("cán bộ điều động"), "cán bộ điều động"),
        (".VnTimeH", in_tcvn3_capitals("cán bộ"), "CÁN BỘ"),
        ("VNI-Times", in_vni("Cán bộ xã"), "Cán bộ xã"),
        ("Times New Roman", in_tcvn3("cán bộ điều động"), "cán bộ điều động"),
    ],
)
def test_a_certain_text_is_converted_with_a_warning(
    key: CellKey, font: str, text: str, meant: str
) -> None:
    sheet, address = WHERE[key]
    reading = edited(typed(sheet, address, text, font))
    cell = by_key(reading)[key]
    assert (cell.state, cell.value, cell.raw) == (CellState.OK, meant, meant)
    assert told(reading) == [("BIEU-PHONG-CU", Severity.WARNING, CellRef(sheet, address))]
    (finding,) = reading.findings
    assert (finding.code, finding.column, finding.value) == (cell.row, cell.column, meant)
    assert f"“{meant}”" in finding.message
    assert "Times New Roman" in finding.message


@pytest.mark.parametrize(
    ("font", "text"), [(".VnTime", "có"), ("VNI-Times", "Hoà bình"), (".VnTime", "Café"),
                       ("Times New Roman", "C¸n bé xyzw©q")],
)  # fmt: skip
def test_a_doubtful_text_is_refused_with_the_reason(font: str, text: str) -> None:
    reading = edited(typed("Kết quả bằng lời", "D8", text, font))
    cell = by_key(reading)[WORDS, "HCC-12", Column.ANSWER]
    assert (cell.state, cell.value, cell.raw) == (CellState.BAD, None, text)
    assert "phông cũ" in cell.note
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [
        (".VnTimeH", in_tcvn3_capitals("chưa tổng hợp"), "CHƯA TỔNG HỢP"),
        (".VnTimeH", in_tcvn3_capitals("năm"), "NĂM"),
        (".VnTime", in_tcvn3("chưa có"), "chưa có"),
        ("VNI-Times", in_vni("Chưa tổng hợp"), "Chưa tổng hợp"),
        (".VnTime", "C¸n bé xyzw©q", "(chữ phông cũ, máy không đọc chắc được)"),
        (".VnTime", "12 Café", "12 Café"),
    ],
)
def test_what_is_written_is_listed_as_its_font_shows_it(font: str, text: str, shown: str) -> None:
    reading = edited(typed("Số liệu", "E6", text, font))
    cell = by_key(reading)[FIGURES, "HCC-01", Column.MONTH]
    told_of = Finding("x", Severity.CRITICAL, "Gõ số.", "HCC-01", "month", cell.at, cell.raw)
    book = openpyxl.load_workbook(BytesIO(write_returned(CONTEXT, reading, [told_of])))
    assert book["Cần sửa"]["D6"].value == shown


@pytest.mark.parametrize("text", ["Café", "São Paulo", "10 m²", "25°C", "Hoà bình"])
def test_today_s_text_stays_as_it_is(text: str) -> None:
    reading = edited(typed("Kết quả bằng lời", "D8", text))
    assert by_key(reading)[WORDS, "HCC-12", Column.ANSWER].value == text
    assert reading.findings == ()


def test_a_choice_from_the_list_is_unicode_whatever_the_sheet_s_font() -> None:
    """Somebody marks the whole sheet and sets .VnTime: the list still fills in «Có»."""
    reading = edited(typed("Kết quả bằng lời", "D6", "Có", ".VnTime"))
    assert by_key(reading)[WORDS, "HCC-10", Column.ANSWER].value == "Có"
    assert reading.findings == ()


def test_a_choice_typed_in_an_old_font_is_settled_by_the_list() -> None:
    reading = edited(typed("Kết quả bằng lời", "D6", "Cã", ".VnTime"))
    cell = by_key(reading)[WORDS, "HCC-10", Column.ANSWER]
    assert (cell.state, cell.value, cell.raw) == (CellState.OK, "Có", "Cã")
    assert [finding.expected for finding in reading.findings] == ["Có"]


def test_a_whole_workbook_set_in_an_old_font_loses_nothing() -> None:
    def set_font(book: openpyxl.Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    cell.font = Font(name=".VnTime")

    values = {key: value for key, value in VALUES.items() if key[1] != "HCC-12"}
    reading = edited(set_font, write_form(CONTEXT, values))
    states = {cell.state for cell in by_key(reading).values()}
    assert states == {CellState.OK, CellState.BLANK}
    assert values_in(reading) == values
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("42 tû", Decimal(42_000_000_000)), ("42 tû ®ång", Decimal(42_000_000_000))],
)
def test_a_figure_with_words_in_an_old_font(text: str, value: Decimal) -> None:
    reading = edited(typed("Số liệu", "E15", text, ".VnTime"))
    cell = by_key(reading)[FIGURES, "HCC-05", Column.MONTH]
    assert cell.value == value
    assert [finding.rule for finding in reading.findings] == ["BIEU-PHONG-CU"]


def test_headers_labels_and_choices_retyped_in_an_old_font_are_found() -> None:
    def retype(book: openpyxl.Workbook) -> None:
        sheet = book["Số liệu"]
        for cell in [*sheet[5], sheet["B6"], sheet["J8"]]:
            cell.value, cell.font = in_tcvn3(str(cell.value).lower()), Font(name=".VnTime")

    reading = edited(retype)
    assert values_in(reading) == VALUES
    assert told(reading) == [("BIEU-PHONG-CU", Severity.WARNING, CellRef("Số liệu", "J8"))]


def rich(text: CellRichText) -> Put:
    return typed("Kết quả bằng lời", "D8", text)


def stretch(font: str, text: str) -> TextBlock:
    return TextBlock(InlineFont(rFont=font), text)


def cell_of(put: Put) -> CellReading:
    return by_key(edited(put))[WORDS, "HCC-12", Column.ANSWER]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (CellRichText("Đảng ủy: ", stretch(".VnTime", "c¸n bé")), "Đảng ủy: cán bộ"),
        (CellRichText(stretch("VNI-Times", "caùn "), stretch("VNI-Times", "boä")), "cán bộ"),
        (CellRichText(stretch(".VnTimeH", "c¸n "), stretch(".VnTime", "bé")), "CÁN bộ"),
        (CellRichText(stretch("Arial", "Đảng ủy xã"), " khóa II"), "Đảng ủy xã khóa II"),
    ],
)
def test_stretches_in_an_old_font_are_read_in_their_own(text: CellRichText, meant: str) -> None:
    cell = cell_of(rich(text))
    assert (cell.state, cell.value) == (CellState.OK, meant)


def test_stretches_written_inside_the_sheet_are_seen() -> None:
    """Some programs write texts into the sheet instead of the table of strings."""
    target = BytesIO()
    book = openpyxl.load_workbook(BytesIO(write_form(CONTEXT, VALUES)))
    rich(CellRichText(stretch(".VnTime", "cã"), stretch(".VnTime", " 2 c¸n bé")))(book)
    book.save(target)
    data, moved = target.getvalue(), BytesIO()
    inline = (
        '<is><r><rPr><rFont val=".VnTime"/></rPr><t>cã</t></r>'
        '<r><rPr><rFont val=".VnTime"/></rPr><t xml:space="preserve"> 2 c¸n bé</t></r></is>'
    ).encode()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(moved, "w") as archive:
        for name in source.namelist():
            xml = source.read(name)
            if name == "xl/worksheets/sheet3.xml":
                start = xml.index(b'<c r="D8"')
                end = xml.index(b"</c>", start)
                xml = xml[:start] + b'<c r="D8" t="inlineStr">' + inline + xml[end:]
            archive.writestr(name, xml)
    cell = by_key(read(moved.getvalue()))[WORDS, "HCC-12", Column.ANSWER]
    assert (cell.state, cell.value) == (CellState.OK, "có 2 cán bộ")


def test_the_workbook_that_goes_back_holds_the_converted_text() -> None:
    reading = edited(typed("Kết quả bằng lời", "D8", "C¸n bé ®iÒu ®éng", ".VnTime"))
    back = read(write_returned(CONTEXT, reading, reading.findings))
    cell = by_key(back)[WORDS, "HCC-12", Column.ANSWER]
    assert (cell.value, cell.raw) == ("Cán bộ điều động", "Cán bộ điều động")
    assert back.findings == ()


def test_what_was_refused_goes_back_as_it_was_and_is_asked_again() -> None:
    reading = edited(typed("Kết quả bằng lời", "D8", "C¸n bé xyzw©q"))
    back = read(write_returned(CONTEXT, reading, ()))
    assert by_key(back)[WORDS, "HCC-12", Column.ANSWER].state is CellState.BAD


@pytest.mark.system("libreoffice-calc")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_an_old_font_survives_libreoffice(resave: Resave, kind: str) -> None:
    """An .xls shows the reader no fonts, so that only the letters speak there."""
    book = openpyxl.load_workbook(BytesIO(write_form(CONTEXT, VALUES)))
    typed("Kết quả bằng lời", "D8", "C¸n bé ®iÒu ®éng", ".VnTime")(book)
    target = BytesIO()
    book.save(target)
    reading = read(resave(target.getvalue(), kind))
    assert by_key(reading)[WORDS, "HCC-12", Column.ANSWER].value == "Cán bộ điều động"


@pytest.mark.system("libreoffice-calc")
def test_the_font_itself_is_seen_in_an_open_document(resave: Resave) -> None:
    """Only .VnTimeH shows «c¸n bé» as capitals, and only a font tells what one word says."""
    book = openpyxl.load_workbook(BytesIO(write_form(CONTEXT, VALUES)))
    typed("Kết quả bằng lời", "D8", in_tcvn3_capitals("cán bộ"), ".VnTimeH")(book)
    typed("Số liệu", "K6", in_tcvn3("sửa"), ".VnTime")(book)
    target = BytesIO()
    book.save(target)
    cells = by_key(read(resave(target.getvalue(), "ods")))
    assert cells[WORDS, "HCC-12", Column.ANSWER].value == "CÁN BỘ"
    assert cells[FIGURES, "HCC-01", Column.NOTE].value == "sửa"


def test_fonts_of_an_open_document_come_from_cells_rows_and_columns() -> None:
    style = '<style:style style:name="{}" style:family="table-cell">{}</style:style>'
    text = '<style:text-properties style:font-name="F1"/>'
    cell = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    sheet = (
        '<table:table table:name="A &amp; B">'
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="old"/>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/>'
        + cell.format(' table:style-name="old"') + cell.format("") + "</table:table-row>"
        '<table:table-row table:default-cell-style-name="old">'
        + cell.format(' table:style-name="new"') + cell.format(' table:number-columns-repeated="2"')
        + "</table:table-row></table:table>"
    )  # fmt: skip
    face = '<style:font-face style:name="F1" svg:font-family="&apos;.VnTime&apos;"/>'
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        styles = '<style:style style:name="bare"/>' + style.format("old", text)
        archive.writestr("content.xml", face + styles + style.format("new", "") + sheet)
    (found,) = find_open_document_fonts(target.getvalue()).items()
    assert found == ("A & B", dict.fromkeys(("B1", "C1", "B2", "C2", "B3", "C3"), OldFont.TCVN3))
    assert find_open_document_fonts(b"content.xml") == {}
