"""The workbook that goes back: the unit's own values, marked, listed, and read again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.workbook.conftest import Resave
from tests.workbook.forms import CONTEXT, FORM, TASKS, VALUES
from tests.workbook.test_checks import FAULTY, changed
from tests.workbook.test_round_trip import by_key, read, values_in

from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import CellState, Column, Reading, SheetKind
from nghiquyet.workbook import write_form, write_returned
from nghiquyet.workbook.layout import SHEET_NAMES
from nghiquyet.workbook.places import Places
from nghiquyet.workbook.ties import Ties

FIGURES, WORDS = SheetKind.FIGURES, SheetKind.WORDS
CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO


TIES = Ties(CONTEXT, Places(CONTEXT))


def received(values: dict[tuple[SheetKind, str, Column], object]) -> Reading:
    return read(write_form(CONTEXT, values))


def finding(code: str, message: str, severity: Severity = CRITICAL, **more: object) -> Finding:
    options: dict[str, object] = {"rule": f"{code}.x", "code": code, "column": "month", **more}
    found = Finding(severity=severity, message=message, **options)  # type: ignore[arg-type]
    key = TIES.own(found)
    if found.at or key is None:
        return found
    return replace(found, at=CellRef(SHEET_NAMES[key[0]], TIES.places.address(*key)))


FINDINGS = (
    finding("HCC-07", "Số cán bộ tăng nhiều; xem lại.", WARNING, value="20", rule="HCC-R5"),
    finding("HCC-01", "Chỉ gõ con số.", value="12 đồng chí"),
    finding("HCC-01", "Nhắc thêm.", WARNING),
    finding("HCC-03a", "Giải quyết nhiều hơn số phải giải quyết.", value="500", rule="HCC-R1"),
    finding("HCC-10", "Chọn trong danh sách.", column="answer", value="Có rồi"),
    finding("HCC-08", "Chỉ để văn phòng biết.", INFO, column="ytd"),
    Finding("BIEU-DONG", CRITICAL, "Thiếu dòng HCC-99."),
    finding(TASKS[1].id, "Chưa chọn trạng thái.", WARNING, column="task_status"),
)


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(write_returned(CONTEXT, received(FAULTY), FINDINGS)))


def column(sheet: Worksheet, letter: str) -> list[object]:
    return [cell.value for cell in sheet[letter][5:] if cell.value is not None]


def test_the_unit_s_values_are_kept() -> None:
    for values in (VALUES, FAULTY):
        before = received(values)
        after = read(write_returned(CONTEXT, before, ()))
        assert [replace(cell, at=before.cells[0].at) for cell in after.cells] == [
            replace(cell, at=before.cells[0].at) for cell in before.cells
        ]
        assert (after.findings, after.unused) == ((), ())


def test_what_was_asked_is_asked_again_until_it_is_answered() -> None:
    """Stored 1,204 must not come back as the text that reads as 1204."""
    stored: list[object] = [1.204, 1.5, 12.3456, "1.2", "12 đồng chí", "-", True, "#REF!"]
    for value in stored:
        before = received({(FIGURES, "HCC-01", Column.MONTH): value})
        after = read(write_returned(CONTEXT, before, ()))
        key = (FIGURES, "HCC-01", Column.MONTH)
        assert by_key(before)[key].state in {CellState.AMBIGUOUS, CellState.BAD}
        assert by_key(after)[key].state is by_key(before)[key].state
        assert by_key(after)[key].raw == by_key(before)[key].raw


def test_a_decimal_that_was_asked_about_stays_the_number_it_was() -> None:
    before = received({(FIGURES, "HCC-06", Column.MONTH): 1.204})
    after = by_key(read(write_returned(CONTEXT, before, ())))[FIGURES, "HCC-06", Column.MONTH]
    assert (after.state, after.raw) == (CellState.AMBIGUOUS, "1,204")


@pytest.mark.parametrize(
    ("status", "month", "shown"),
    [("", Decimal(150), "Ước"), ("Ước", Decimal(150), "Ước"), ("Chính thức", None, "Chính thức")],
)
def test_an_estimate_in_the_cell_moves_to_its_column(
    status: str, month: Decimal | None, shown: str
) -> None:
    """«Ước 150» beside «Chính thức» contradicts itself and goes back as it was."""
    key = (FIGURES, "HCC-01", Column.MONTH)
    before = received({key: "Ước 150", (FIGURES, "HCC-01", Column.STATUS): status})
    data = write_returned(CONTEXT, before, ())
    written = openpyxl.load_workbook(BytesIO(data))["Số liệu"]
    assert written["E6"].value == (150 if month else "Ước 150")
    assert written["J6"].value == shown


def test_the_list_of_what_to_mend(book: openpyxl.Workbook) -> None:
    """Must-fix first, what is about the whole file before the cells, these in the form's order."""
    assert book.sheetnames[0] == "Cần sửa"
    sheet = book["Cần sửa"]
    assert book.active is sheet
    assert sheet["A1"].value == "CẦN SỬA: 4 ĐIỂM, Ở 3 Ô"
    headers = ["TT", "Ô", "Dòng", "Đang ghi", "Cần sửa thế nào"]
    assert [cell.value for cell in sheet[5]][:5] == headers
    assert column(sheet, "A") == [
        1, 2, 3, 4, "NÊN XEM LẠI: 3 ĐIỂM, Ở 3 Ô (sửa, hoặc ghi lý do ở cột Ghi chú)", 5, 6, 7,
    ]  # fmt: skip
    assert column(sheet, "B") == [
        "cả tệp", "Số liệu · E6", "Số liệu · E11", "Kết quả bằng lời · D6",
        "Số liệu · E6", "Số liệu · E17", "Nhiệm vụ được giao · D7",
    ]  # fmt: skip
    assert sheet["C7"].value == "HCC-01 – Hồ sơ tồn kỳ trước chuyển sang (Trong tháng)"
    assert column(sheet, "C")[-1] == "NV-1.10 – Kiểm tra công tác trực Tết (Trạng thái)"
    assert [sheet["D7"].value, sheet["D13"].value] == ["12 đồng chí", "(trống)"]
    assert sheet["E6"].value == "Thiếu dòng HCC-99."
    assert "văn phòng" not in " ".join(map(str, column(sheet, "E")))


def test_links_lead_to_the_cells(book: openpyxl.Workbook) -> None:
    links = {cell.value: cell.hyperlink for cell in book["Cần sửa"]["B"] if cell.hyperlink}
    assert links["Số liệu · E6"].location == "'Số liệu'!E6"
    assert links["Nhiệm vụ được giao · D7"].location == "'Nhiệm vụ được giao'!D7"


def test_marked_cells_bear_every_message(book: openpyxl.Workbook) -> None:
    comment = book["Số liệu"]["E6"].comment
    assert comment.text == (
        "Máy kiểm tra: Chỉ gõ con số.\nNhắc thêm.\n"
        "Liên quan: ô E11 – Giải quyết nhiều hơn số phải giải quyết."
    )
    assert book["Số liệu"]["F18"].comment is None
    assert book["Nhiệm vụ được giao"]["D7"].comment.text == "Máy kiểm tra: Chưa chọn trạng thái."


def test_colours_go_when_the_cell_is_mended(book: openpyxl.Workbook) -> None:
    """A fixed fill would stay red after the mending."""
    formats = book["Số liệu"].conditional_formatting
    rules = {str(area.sqref): area.rules[0].formula[0] for area in formats}
    assert rules["E6"].startswith('OR(EXACT(LEFT(E6,200),"12 đồng chí"),IF(')
    assert "$E$6+$E$8" in rules["E11"]  # the rule itself: another cell may be the one to mend
    assert "$E$17-$D$17" in rules["E17"]
    assert book["Số liệu"]["E6"].fill.fgColor.rgb == "FFFFFDF3"


@pytest.mark.parametrize(
    ("value", "condition"),
    [
        (Decimal(30), "E6=30"),
        (Decimal("1.204"), "E6=1.204"),
        (None, "ISBLANK(E6)"),
        ("a" * 300, f'EXACT(LEFT(E6,200),"{"a" * 200}")'),
        ('"', 'EXACT(LEFT(E6,200),"""")'),
    ],
)
def test_a_colour_asks_whether_the_value_is_unchanged(value: object, condition: str) -> None:
    reading = received({(FIGURES, "HCC-01", Column.MONTH): value})
    data = write_returned(CONTEXT, reading, [finding("HCC-01", "?")])
    formats = openpyxl.load_workbook(BytesIO(data))["Số liệu"].conditional_formatting
    rules = {str(area.sqref): area.rules[0].formula[0] for area in formats}
    assert rules["E6"] == f"OR({condition})"


def test_an_accepted_form_says_so() -> None:
    reading = received(VALUES)
    warned = [finding("HCC-07", "Xem lại.", WARNING)]
    for findings, title in (
        (warned, "ĐÃ NHẬN – NÊN XEM LẠI: 1 ĐIỂM, Ở 1 Ô"),
        ([], "ĐÃ NHẬN: KHÔNG CÓ ĐIỂM NÀO CẦN SỬA"),
    ):
        data = write_returned(CONTEXT, reading, findings)
        assert openpyxl.load_workbook(BytesIO(data))["Cần sửa"]["A1"].value == title


def test_what_was_not_used_is_listed_last() -> None:
    unused = ((CellRef("Số liệu", "O8"), "=1+1"), (CellRef("Sheet1", "A1"), "trang ngoài"))
    reading = replace(received(VALUES), unused=unused)
    data = write_returned(CONTEXT, reading, ())
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames[-1] == "Phần không dùng"
    sheet = book["Phần không dùng"]
    assert [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=6)] == [
        [1, "Số liệu", "O8", "=1+1"],
        [2, "Sheet1", "A1", "trang ngoài"],
    ]
    assert sheet["D6"].data_type == "s"
    again = read(data)
    assert again.unused == ()
    assert values_in(again) == VALUES


def test_a_finding_about_a_line_the_form_lacks_is_listed_without_a_link() -> None:
    lost = finding("HCC-99", "Không rõ dòng nào.", at=CellRef("Số liệu", "E40"))
    data = write_returned(CONTEXT, received(VALUES), [lost])
    sheet = openpyxl.load_workbook(BytesIO(data))["Cần sửa"]
    assert (sheet["B6"].value, sheet["B6"].hyperlink) == (
        "Số liệu · E40 (trong tệp đã gửi)",
        None,
    )


def mend(sheet: Worksheet) -> None:
    sheet["E6"], sheet["E9"], sheet["E14"] = 30, 0, 77.91


def test_the_mended_workbook_is_read_again() -> None:
    faulty = changed(HCC_01="12 đồng chí", HCC_02b=1.204, HCC_04=0.7)
    reading = received(faulty)
    data = write_returned(CONTEXT, reading, [finding("HCC-01", "Chỉ gõ con số.")])
    book = openpyxl.load_workbook(BytesIO(data))
    mend(book["Số liệu"])
    target = BytesIO()
    book.save(target)
    again = read(target.getvalue())
    assert values_in(again) == VALUES
    assert (again.unused, again.findings) == ((), ())
    assert again.tags == (CONTEXT.tag,)


@pytest.mark.system("libreoffice-calc")
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_returned_workbook_survives_libreoffice(resave: Resave, kind: str) -> None:
    """Our own comments are not taken for the unit's, whoever saved them."""
    data = resave(write_returned(CONTEXT, received(VALUES), FINDINGS), kind)
    again = read(data)
    assert values_in(again) == VALUES
    assert (again.unused, again.findings) == ((), ())


def test_a_returned_form_has_every_row_of_the_blank_one() -> None:
    blank = openpyxl.load_workbook(BytesIO(write_form(CONTEXT)))
    returned = openpyxl.load_workbook(BytesIO(write_returned(CONTEXT, received(VALUES), ())))
    for sheet in blank:
        same = returned[sheet.title]
        assert sheet.dimensions == same.dimensions
        assert [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)] == [
            same.cell(row, 1).value for row in range(1, same.max_row + 1)
        ]
    assert len(FORM.parts) == 16
