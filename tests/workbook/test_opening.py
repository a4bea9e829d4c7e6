"""What calamine hides, and files that are no workbooks."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from python_calamine import CalamineWorkbook
from tests.workbook.forms import CONTEXT, FEBRUARY, FORM, VALUES
from tests.workbook.test_round_trip import by_key, edited, read

from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import CellState, Column, FormTag, SheetKind
from nghiquyet.workbook import UnreadableWorkbook, open_workbook, write_form

FIGURES, WORDS = SheetKind.FIGURES, SheetKind.WORDS
OTHER_TAG = FormTag("ke-sat", "ubkt", FEBRUARY, 1)


def patched(old: bytes, new: bytes, member: str = "xl/worksheets/sheet2.xml") -> bytes:
    """A filled form with some bytes of a member replaced."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(write_form(CONTEXT, VALUES))) as source,
        zipfile.ZipFile(target, "w") as archive,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == member:
                assert data.count(old) == 1
                data = data.replace(old, new)
            archive.writestr(name, data)
    return target.getvalue()


def cell_xml(address: str) -> bytes:
    with zipfile.ZipFile(BytesIO(write_form(CONTEXT, VALUES))) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml")
    start = xml.index(f'<c r="{address}"'.encode())
    return xml[start : xml.index(b"</c>", start) + 4]


def test_an_error_cell_is_not_a_blank() -> None:
    data = patched(cell_xml("E6"), b'<c r="E6" s="5" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    cell = by_key(read(data))[FIGURES, "HCC-01", Column.MONTH]
    assert (cell.state, cell.raw, cell.value) == (CellState.BAD, "#DIV/0!", None)
    assert "#DIV/0!" in cell.note


@pytest.mark.parametrize("result", [b"", b"<v></v>", b"<v/>"])
def test_a_formula_without_its_result_is_not_a_blank(result: bytes) -> None:
    data = patched(cell_xml("E6"), b'<c r="E6" s="5"><f>SUM(A1:A2)</f>' + result + b"</c>")
    cell = by_key(read(data))[FIGURES, "HCC-01", Column.MONTH]
    assert (cell.state, cell.raw) == (CellState.BAD, "=SUM(A1:A2)")
    assert "không lưu kết quả" in cell.note


def test_a_formula_with_its_result_is_a_value() -> None:
    data = patched(cell_xml("E6"), b'<c r="E6" s="5"><f>15+15</f><v>30</v></c>')
    assert by_key(read(data))[FIGURES, "HCC-01", Column.MONTH].value == 30


@pytest.mark.parametrize(
    ("number_format", "value"), [("0.00%", 70.69), ("0%", 70.69), ('0.00"%"', None)]
)
def test_a_percent_format_is_seen(number_format: str, value: float | None) -> None:
    def put(book: openpyxl.Workbook) -> None:
        cell = book["Số liệu"]["E14"]
        cell.value, cell.number_format = (0.7069 if value else 0.7), number_format

    cell = by_key(edited(put))[FIGURES, "HCC-04", Column.MONTH]
    if value is None:
        assert (cell.state, cell.raw) == (CellState.AMBIGUOUS, "0,7")
    else:
        assert (float(str(cell.value)), cell.raw) == (value, "70,69%")


def test_a_figure_that_excel_made_a_date_is_told() -> None:
    def put(book: openpyxl.Workbook) -> None:
        cell = book["Số liệu"]["E6"]
        cell.value, cell.number_format = date(2026, 2, 3), "dd/mm/yyyy"

    cell = by_key(edited(put))[FIGURES, "HCC-01", Column.MONTH]
    assert (cell.state, cell.raw) == (CellState.BAD, "03/02/2026")


def test_a_unit_s_comment_is_told_as_unused() -> None:
    def put(book: openpyxl.Workbook) -> None:
        book["Số liệu"]["E6"].comment = Comment("số này của tháng 12 & 1", "Ba")

    reading = edited(put)
    assert reading.unused == (
        (CellRef("Số liệu", "E6"), "ghi chú gắn vào ô: số này của tháng 12 & 1"),
    )


# Identity -----------------------------------------------------------------------------------


def test_the_tag_is_printed_on_every_sheet() -> None:
    book = openpyxl.load_workbook(BytesIO(write_form(CONTEXT)))
    for sheet in book:
        texts = [cell.value for cell in sheet[1] if isinstance(cell.value, str)]
        assert CONTEXT.tag.text in texts, sheet.title
    (noted,) = list(book.custom_doc_props.props)
    assert noted.value == CONTEXT.tag.text


def _tags_after(change: str) -> tuple[FormTag, ...]:
    book = openpyxl.load_workbook(BytesIO(write_form(CONTEXT)))
    if change != "printed":
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
    sheets = {"printed": list(book), "one": [book["Số liệu"]], "none": []}[change]
    for sheet in sheets:
        for cell in sheet[1]:
            if cell.value == CONTEXT.tag.text:
                cell.value = f"mã {OTHER_TAG.text}." if change == "one" else None
    target = BytesIO()
    book.save(target)
    return open_workbook(target.getvalue()).tags


def test_the_property_fills_in_where_no_tag_is_printed() -> None:
    assert _tags_after("printed") == (CONTEXT.tag,)


def test_the_printed_tags_need_no_property() -> None:
    assert _tags_after("none") == (CONTEXT.tag,)


def test_tags_that_disagree_are_all_told_most_frequent_first() -> None:
    assert _tags_after("one") == (CONTEXT.tag, OTHER_TAG)


def test_a_property_that_disagrees_comes_last() -> None:
    new = OTHER_TAG.text.encode()
    data = patched(CONTEXT.tag.text.encode(), new, "docProps/custom.xml")
    assert open_workbook(data).tags == (CONTEXT.tag, OTHER_TAG)


# No workbook --------------------------------------------------------------------------------


def _zip(**members: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"Ma;Chi tieu;30",
        b"PK\x03\x04 cut off",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        _zip(a=b"x"),
        _zip(xl__workbook=b"x"),
    ],
)
def test_what_is_no_workbook_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableWorkbook):
        open_workbook(data)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_damaged_workbook_is_told(cut: float) -> None:
    data = write_form(CONTEXT, VALUES)
    with pytest.raises(UnreadableWorkbook):
        open_workbook(data[: int(len(data) * cut)])


def test_a_damaged_member_is_told() -> None:
    data = bytearray(write_form(CONTEXT, VALUES))
    middle = len(data) // 2
    data[middle : middle + 400] = bytes(400)
    with pytest.raises(UnreadableWorkbook):
        open_workbook(bytes(data))


def test_another_workbook_has_none_of_the_form() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Danh sách"
    target = BytesIO()
    book.save(target)
    reading = read(target.getvalue())
    assert (reading.tags, reading.cells) == ((), ())
    assert {finding.rule for finding in reading.findings} == {"BIEU-TRANG"}
    assert FORM.parts


def test_a_panic_of_the_reader_is_told() -> None:
    """A panic is a BaseException: uncaught, one bad file would end the whole collection."""
    data = (Path(__file__).parent / "panics-the-reader.xls").read_bytes()
    with pytest.raises(UnreadableWorkbook, match="gave up"):
        open_workbook(data)


def test_only_a_panic_is_taken_for_a_bad_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C during the reading must stop the program and blame no unit."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(CalamineWorkbook, "from_filelike", interrupted, raising=True)
    with pytest.raises(KeyboardInterrupt):
        open_workbook(b"PK")
