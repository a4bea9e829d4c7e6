"""Workbooks as LibreOffice writes them: which are read, and which would hurt a reader."""

from __future__ import annotations

import pytest
from tests.intake.conftest import Looks
from tests.intake.workbooks import ODS, a_form, an_open_document, with_parts

from nghiquyet.intake.guard import Fate
from nghiquyet.workbook.opening import open_workbook

VALUE = '<table:table-cell office:value-type="float" office:value="1"{}/>'
EMPTY = "<table:table-cell{}/>"


def columns(times: int) -> str:
    return f' table:number-columns-repeated="{times}"'


def a_row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


ACCEPTED = {
    "plain": a_row(VALUE.format("")),
    "empty-to-the-last-cell": a_row(VALUE.format("") + EMPTY.format(columns(16383)))
    + a_row(EMPTY.format(columns(16384)), 1048575),
    "as-far-as-forms-reach": a_row(EMPTY.format(columns(129)) + VALUE.format("")),
    "as-far-down-as-forms-reach": a_row(EMPTY.format(""), 9998) + a_row(VALUE.format("")),
    "covered": a_row(
        VALUE.format(' table:number-columns-spanned="8"') + "<table:covered-table-cell/>" * 7
    ),
}
FORMATTED = "".join(
    a_row("".join(EMPTY.format(f' table:style-name="{row * column}"') for column in range(317)))
    for row in range(317)
)
CELLS = {
    "the-same-value-over-a-whole-row": (a_row(VALUE.format(columns(16384))), "TEP-O-NGOAI-VUNG"),
    "the-same-row-over-a-whole-sheet": (
        a_row(VALUE.format(columns(100)), 1048576),
        "TEP-QUA-NHIEU-O",
    ),
    "a-word-over-a-whole-row": (
        a_row(
            '<table:table-cell office:value-type="string"'
            f"{columns(16000)}><text:p>x</text:p></table:table-cell>"
        )
        * 9,
        "TEP-QUA-NHIEU-O",
    ),
    "one-value-behind-empty-columns": (
        a_row(EMPTY.format(columns(16000)) + VALUE.format("")),
        "TEP-O-NGOAI-VUNG",
    ),
    "one-value-below-empty-rows": (
        a_row(EMPTY.format(""), 1000000) + a_row(VALUE.format("")),
        "TEP-O-NGOAI-VUNG",
    ),
    "a-formula-far-out": (
        a_row(EMPTY.format(columns(200)) + EMPTY.format(' table:formula="of:=1"')),
        "TEP-O-NGOAI-VUNG",
    ),
    "merged-all-over": (
        a_row(
            VALUE.format(
                ' table:number-columns-spanned="16384" table:number-rows-spanned="1048576"'
            )
        ),
        "TEP-GOP-O",
    ),
    "formatted-all-over": (FORMATTED, "TEP-QUA-NHIEU-O"),
    "repeated-beyond-numbers": (a_row(VALUE.format(columns(int("9" * 60)))), "TEP-QUA-NHIEU-O"),
    "repeated-a-word-s-times": (
        a_row('<table:table-cell table:number-columns-repeated="x"/>'),
        "TEP-HONG",
    ),
}


@pytest.mark.parametrize("habit", ACCEPTED)
def test_what_libreoffice_writes_is_accepted_and_read(look: Looks, habit: str) -> None:
    data = an_open_document(ACCEPTED[habit])
    assert look(data).code == "DUOC-NHAN"
    (sheet,) = open_workbook(data).sheets
    assert [value for row in sheet.rows for value in row if value != ""] == [1]


@pytest.mark.parametrize("fault", CELLS)
def test_repeated_content_is_counted_as_a_reader_would_lay_it_out(look: Looks, fault: str) -> None:
    rows, code = CELLS[fault]
    assert look(an_open_document(rows)).code == code


def test_many_sheets_are_counted_together(look: Looks) -> None:
    corner = a_row(EMPTY.format(columns(129)) + VALUE.format(""))
    sheet = a_row(EMPTY.format(""), 9000) + corner
    more = sheet + '</table:table><table:table table:name="b">' + sheet
    assert look(an_open_document(more)).code == "DUOC-NHAN"
    many = '</table:table><table:table table:name="b">'.join([sheet] * 9)
    assert look(an_open_document(many)).code == "TEP-O-NGOAI-VUNG"


CHART = '<x xmlns:office="o"><office:chart/></x>'
ACTING = {
    "password": (
        {"META-INF/manifest.xml": '<m:m xmlns:m="m"><m:encryption-data/></m:m>'},
        "TEP-CO-MAT-KHAU",
    ),
    "password-of-today": ({"encrypted-package": b"\x01\x02"}, "TEP-CO-MAT-KHAU"),
    "macro": ({"Basic/Standard/Module1.xml": "<x/>"}, "TEP-CO-MACRO"),
    "script": ({"Scripts/python/a.py": "x"}, "TEP-CO-MACRO"),
    "event": ({"content.xml": '<x xmlns:s="s"><s:event-listener/></x>'}, "TEP-CO-MACRO"),
    "embedded-document": ({"Object 1/content.xml": "<x/>"}, "TEP-CO-NHUNG"),
    "embedded-file": ({"Object 2": b"\xd0\xcf"}, "TEP-CO-NHUNG"),
    "applet": ({"content.xml": '<x xmlns:d="d"><d:applet/></x>'}, "TEP-CO-NHUNG"),
    "linked-sheet": ({"content.xml": '<x xmlns:t="t"><t:table-source/></x>'}, "TEP-CO-LIEN-KET"),
    "conversation": ({"content.xml": '<x xmlns:o="o"><o:dde-source/></x>'}, "TEP-CO-LIEN-KET"),
    "doctype": ({"content.xml": "<!DOCTYPE x><x/>"}, "TEP-XML-KHAI-BAO"),
    "utf-16": ({"content.xml": "<x/>".encode("utf-16")}, "TEP-XML-BANG-MA"),
    "excel-s-own-beside-it": (
        {"xl/_rels/workbook.xml.rels": "<x/>", "[Content_Types].xml": "<x/>"},
        "TEP-KHAI-SAI",
    ),
    "chart": ({"Object 3/content.xml": CHART, "Object 3/styles.xml": "<x/>"}, "DUOC-NHAN"),
    "picture-of-an-object": ({"ObjectReplacements/Object 3": b"\x89PNG"}, "DUOC-NHAN"),
}


@pytest.mark.parametrize("thing", ACTING)
def test_what_could_act_is_refused_as_in_excel_s_own(look: Looks, thing: str) -> None:
    parts, code = ACTING[thing]
    assert look(an_open_document(a_row(VALUE.format("")), more=parts)).code == code


@pytest.mark.parametrize(
    "formula",
    [
        "of:=['file:///C:/a.ods'#$'Số liệu'.A1]",
        'of:=WEBSERVICE("http://a")',
        'of:=DDE("a";"b";"c")',
    ],
)
def test_a_formula_that_asks_another_file_is_refused(look: Looks, formula: str) -> None:
    escaped = formula.replace('"', "&quot;")
    cell = VALUE.format(f' table:formula="{escaped}"')
    assert look(an_open_document(a_row(cell))).code == "TEP-CO-LIEN-KET"


def test_an_excel_workbook_that_says_it_is_libreoffice_s_is_put_aside(look: Looks) -> None:
    """Readers try one format after the other; which one is read must not be open."""
    found = look(with_parts(a_form(2), {"mimetype": ODS}))
    assert (found.code, found.fate) == ("TEP-KHAI-SAI", Fate.QUARANTINE)
