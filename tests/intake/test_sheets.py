"""Sheets of an Excel workbook, measured as a reader would lay them out, wherever they hide."""

from __future__ import annotations

import pytest
from tests.intake.conftest import Looks
from tests.intake.workbooks import MAIN, SHEET, a_form, with_parts, with_sheet, with_strings


def _row(cell: str) -> str:
    return f"<row>{cell}</row>"


VALUE = "<v>1</v></c>"
SHEETS = {
    "last-near-cell": (_row(f'<c r="DZ9999" s="1">{VALUE}'), ""),
    "lower-case": (_row(f"<c s='1' r = 'dz12'>{VALUE}"), ""),
    "prefix": (_row(f'<x:c r="A1"><x:v>1</x:v></x:c>'), ""),  # noqa: F541
    "far-but-empty": ('<row r="1048576"/>' + _row('<c r="XFD1048576" s="3"/>'), ""),
    "far-but-empty-pair": (_row('<c r="AMJ20" s="3"></c>'), ""),
    "far-column": (_row(f'<c r="EA1">{VALUE}'), "TEP-O-NGOAI-VUNG"),
    "far-row": (_row(f'<c r="A10000" t="s">{VALUE}'), "TEP-O-NGOAI-VUNG"),
    "far-single-quotes": (_row(f"<c r='XFD1048576'>{VALUE}"), "TEP-O-NGOAI-VUNG"),
    "far-with-prefix": (_row('<x:c r="XFD1"><x:v>1</x:v></x:c>'), "TEP-O-NGOAI-VUNG"),
    "far-after-a-decoy": (_row(f'<c x:r="A1" r="XFD9">{VALUE}'), "TEP-O-NGOAI-VUNG"),
    "far-behind-another-attribute": (_row(f'<c s="1" r="XFD9">{VALUE}'), "TEP-O-NGOAI-VUNG"),
    "far-as-entity": (_row(f'<c r="&#88;FD9">{VALUE}'), "TEP-O-NGOAI-VUNG"),
    "far-behind-a-quoted-bracket": (_row(f'<c s=">" r="XFD9">{VALUE}'), "TEP-O-NGOAI-VUNG"),
    "far-beside-strings": (
        _row(f'<c r="XFD9">{VALUE}') + '<sst uniqueCount="1"/>',
        "TEP-O-NGOAI-VUNG",
    ),
    "far-in-letters-nobody-counts": (_row(f'<c r="ZZZZZZ9">{VALUE}'), "TEP-O-NGOAI-VUNG"),
    "in-a-row-beyond-numbers": (_row(f'<c r="A{"9" * 5000}">{VALUE}'), "TEP-HONG"),
    "without-addresses": (_row(f"<c>{VALUE}" * 130) * 9, ""),
    "too-many-beside-one-another": (_row(f"<c>{VALUE}" * 131), "TEP-O-NGOAI-VUNG"),
    "too-many-below-one-another": ('<row r="9999"/>' + _row(f"<c>{VALUE}"), "TEP-O-NGOAI-VUNG"),
    "after-a-far-one": (_row('<c r="DZ1"/>' + f"<c>{VALUE}"), "TEP-O-NGOAI-VUNG"),
    "behind-a-comment": (_row(f'<!-- --><c r="XFD1">{VALUE}'), "TEP-O-NGOAI-VUNG"),
    "in-the-empty-element-s-clothes": (_row(f'<c r="XFD1" ><f/>{VALUE}'), "TEP-O-NGOAI-VUNG"),
    "formatted-all-over": (_row('<c s="1"/>' * 1000) * 101, "TEP-QUA-NHIEU-O"),
}


@pytest.mark.parametrize("fault", SHEETS)
def test_a_cell_is_held_to_where_forms_are(look: Looks, fault: str) -> None:
    rows, code = SHEETS[fault]
    found = look(with_sheet(rows))
    assert found.code == (code or "DUOC-NHAN")


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ('<mergeCells><mergeCell ref="A1:H1"/><mergeCell ref="$A$2"/></mergeCells>', "DUOC-NHAN"),
        ('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', "TEP-GOP-O"),
        (
            '<mergeCells><mergeCell ref="H9:A1"/>'
            + '<mergeCell ref="A1:Z999"/>' * 8
            + "</mergeCells>",
            "TEP-GOP-O",
        ),
        ("<mergeCells><mergeCell ref='A1:XFD999'/></mergeCells>", "TEP-GOP-O"),
        ('<x:mergeCells><x:mergeCell ref="A1:XFD999"/></x:mergeCells>', "TEP-GOP-O"),
        (
            '<hyperlinks><hyperlink display="a>b" ref="A1" location="x"/></hyperlinks>',
            "DUOC-NHAN",
        ),
        ('<mergeCells><mergeCell ref="A:A"/></mergeCells>', "TEP-GOP-O"),
        ('<hyperlinks><hyperlink r:id="a" ref="A1:XFD99"/></hyperlinks>', "TEP-GOP-O"),
        # These areas no reader of ours lays out.
        ('<conditionalFormatting sqref="A1:XFD1048576"/>', "DUOC-NHAN"),
        ('<dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations>', "DUOC-NHAN"),
    ],
)
def test_merged_ranges_and_links_may_not_spread(look: Looks, after: str, code: str) -> None:
    assert look(with_sheet("", after)).code == code


def test_a_sheet_under_a_false_name_is_looked_at_too(look: Looks) -> None:
    cell = _row(f'<c r="XFD1">{VALUE}')
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{cell}</sheetData></worksheet>'
    assert look(with_parts(a_form(2), {"xl/media/a.png": sheet})).code == "TEP-O-NGOAI-VUNG"


def test_a_text_of_very_many_lines_is_too_much(look: Looks) -> None:
    lines = "".join(f"mật {n}\n" for n in range(120_000))
    assert look(with_strings(f"<t>{lines}</t>")).code == "TEP-O-QUA-DAI"
    runs = "".join(f"<r><t>mật {n}</t></r>" for n in range(120_000))
    assert look(with_strings(runs)).code == "TEP-O-QUA-DAI"


def test_one_long_text_shown_in_very_many_cells_is_too_much(look: Looks) -> None:
    cells = [f'<c r="A{row}" t="s"><v>0</v></c>' for row in range(1, 7001)]
    rows = "".join(map(_row, cells))
    text = f"<sst><si><t>{'dài ' * 20_000}</t></si></sst>"
    data = with_parts(with_sheet(rows), {"xl/sharedStrings.xml": text})
    assert look(data).code == "TEP-O-QUA-DAI"


BROKEN = {
    "unclosed": "<worksheet><sheetData>",
    "cut-off": "<worksheet><sheetData><row><c r=",
    "text-before-it": "x<worksheet><sheetData/></worksheet>",
    "zero-within": f"<worksheet>{' ' * 80}\0<sheetData/></worksheet>",
    "two-roots": "<worksheet/><worksheet/>",
    "deep": "<a>" * 300 + "Ậ" + "</a>" * 300,
    "unknown-entity": "<worksheet>&b;</worksheet>",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_markup_that_readers_would_take_differently_is_damaged(look: Looks, fault: str) -> None:
    assert look(with_parts(a_form(2), {SHEET: BROKEN[fault]})).code == "TEP-HONG"


@pytest.mark.parametrize(
    "start", ["<!-- made by hand -->", "<?mso-application progid='x'?>", "\ufeff", " \n" * 999]
)
def test_a_sheet_that_hides_behind_something_is_looked_at_too(look: Looks, start: str) -> None:
    far = _row(f'<c r="XFD1">{VALUE}')
    sheet = f"{start}<worksheet><sheetData>{far}</sheetData></worksheet>"
    assert look(with_parts(a_form(2), {SHEET: sheet})).code == "TEP-O-NGOAI-VUNG"


def test_a_workbook_may_not_promise_more_texts_than_it_has(look: Looks) -> None:
    """The reader makes room for as many as it is told; this many end its process."""
    sst = f'<sst xmlns="{MAIN}" count="1" uniqueCount="{{}}"><si><t>một</t></si></sst>'
    told = with_parts(a_form(2), {"xl/sharedStrings.xml": sst.format("99999999999")})
    assert look(told).code == "TEP-KHAI-SAI"
    other = sst.replace("uniqueCount", "  uniqueCount ").format("99999999999")
    assert look(with_parts(a_form(2), {"xl/sharedStrings.xml": other})).code == "TEP-KHAI-SAI"
    wrong = with_parts(a_form(2), {"xl/sharedStrings.xml": sst.format("7")})
    assert look(wrong).code == "DUOC-NHAN"


def test_sheets_are_counted_together(look: Looks) -> None:
    far = _row('<c r="DZ9000"><v>1</v></c>')
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{far}</sheetData></worksheet>'
    few = with_parts(a_form(2), {f"xl/worksheets/sheet{n}.xml": sheet for n in range(1, 4)})
    assert look(few).code == "DUOC-NHAN"
    many = with_parts(a_form(2), {f"xl/worksheets/sheet{n}.xml": sheet for n in range(1, 9)})
    assert look(many).code == "TEP-O-NGOAI-VUNG"
