"""The page «Cần sửa»: one message said once, links, folds, related cells, explanations."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.workbook.forms import CONTEXT, VALUES
from tests.workbook.test_checks import changed
from tests.workbook.test_returned import (
    CRITICAL,
    FINDINGS,
    INFO,
    WARNING,
    WORDS,
    finding,
    received,
)
from tests.workbook.test_round_trip import by_key, read

from nghiquyet.model.rule import CellRef, Finding
from nghiquyet.model.submission import CellState, Column, Reading, SheetKind, SubmissionStatus
from nghiquyet.pipeline.receipts import receipt
from nghiquyet.workbook import write_returned
from nghiquyet.workbook.places import Places
from nghiquyet.workbook.ties import Ties

BLANK = "Ô này đang trống. Ghi số liệu; không phát sinh thì ghi 0."
BLANKS = tuple(
    finding(code, BLANK, WARNING, rule=f"{code}.bat-buoc")
    for code in ("HCC-03c", "HCC-01", "HCC-02b", "HCC-03b")
)


def returned(*findings: Finding, reading: Reading | None = None) -> openpyxl.Workbook:
    data = write_returned(CONTEXT, reading or received(VALUES), findings)
    return openpyxl.load_workbook(BytesIO(data))


def lines(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=6)]


def test_one_message_about_many_cells_is_said_once_above_them() -> None:
    sheet = returned(*BLANKS)["Cần sửa"]
    assert sheet["A1"].value == "ĐÃ NHẬN – NÊN XEM LẠI: 1 ĐIỂM, Ở 4 Ô"
    assert lines(sheet)[0] == [1, "4 ô cùng một lời nhắc", BLANK, None, None]
    assert [line[:2] for line in lines(sheet)[1:]] == [
        ["1.1", "Số liệu · E6"], ["1.2", "Số liệu · E9"],
        ["1.3", "Số liệu · E12"], ["1.4", "Số liệu · E13"],
    ]  # fmt: skip
    assert [line[4] for line in lines(sheet)[1:]] == [None] * 4
    assert [bool(sheet.cell(row, 2).hyperlink) for row in range(6, 11)] == [False, *[True] * 4]


def test_a_group_folds_into_the_line_above_it_and_is_open_at_first() -> None:
    sheet = returned(*BLANKS)["Cần sửa"]
    levels = [sheet.row_dimensions[row].outlineLevel for row in range(6, 11)]
    assert levels == [0, 1, 1, 1, 1]
    assert not any(sheet.row_dimensions[row].hidden for row in range(6, 11))
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert not sheet.protection.sheet  # Excel folds nothing on a protected sheet


def test_nothing_is_capped() -> None:
    """Every finding is on the list, however many there are."""
    cells = [cell for cell in received(VALUES).cells if cell.kind is SheetKind.FIGURES]
    many = [
        finding(cell.row, f"Lý do {n % 2}.", column=str(cell.column))
        for n, cell in enumerate(cells)
    ]
    sheet = returned(*many)["Cần sửa"]
    links = {cell.hyperlink.location for cell in sheet["B"] if cell.hyperlink}
    assert len(links) == len(cells) > 60
    assert sheet["A1"].value == f"CẦN SỬA: 2 ĐIỂM, Ở {len(cells)} Ô"


def test_a_cell_found_wrong_twice_is_two_points_in_one_cell() -> None:
    twice = (finding("HCC-01", "Chỉ gõ con số."), finding("HCC-01", "Không được âm.", rule="khác"))
    sheet = returned(*twice)["Cần sửa"]
    assert sheet["A1"].value == "CẦN SỬA: 2 ĐIỂM, Ở 1 Ô"
    assert [[line[0], line[4]] for line in lines(sheet)] == [
        [1, "Chỉ gõ con số."], [2, "Không được âm."],
    ]  # fmt: skip


def test_one_fault_that_two_rules_tell_alike_is_told_once() -> None:
    twice = (finding("HCC-01", "Không được âm."), finding("HCC-01", "Không được âm.", rule="khác"))
    sheet = returned(*twice)["Cần sửa"]
    assert sheet["A1"].value == "CẦN SỬA: 1 ĐIỂM, Ở 1 Ô"
    assert len(lines(sheet)) == 1


def test_a_point_bears_one_number_in_the_receipt_and_in_the_workbook() -> None:
    answered = finding("HCC-09", "Tăng nhiều.", WARNING, column="plan", explanation="Đúng.")
    twice = (finding("HCC-01", "Không được âm."), finding("HCC-02a", "Không được âm."))
    findings = [*FINDINGS, *BLANKS[1:3], answered, *twice]
    text = receipt(
        "a.xlsx", SubmissionStatus.RETURNED, findings, received_at=datetime(2026, 1, 27, tzinfo=UTC)
    )
    in_receipt = dict(re.findall(r"^(\d+)\. \[.*?\] (.*)$", text, re.MULTILINE))
    on_page = {
        str(line[0]): line[4] or line[2]
        for line in lines(returned(*findings)["Cần sửa"])
        if isinstance(line[0], int)
    }
    assert list(in_receipt) == list(on_page) == [str(n) for n in range(1, 11)]
    for number, told in on_page.items():
        assert str(told).split("\n")[0] in in_receipt[number]


R1 = finding("HCC-03a", "Giải quyết nhiều hơn số phải giải quyết.", value="500", rule="HCC-R1")


def test_the_cells_that_a_rule_ties_together_are_marked_and_named() -> None:
    book = returned(R1, reading=received(changed(HCC_03a=500)))
    figures, page = book["Số liệu"], book["Cần sửa"]
    told = "Máy kiểm tra: Liên quan: ô E11 – Giải quyết nhiều hơn số phải giải quyết."
    assert {cell: figures[cell].comment.text for cell in ("E6", "E8")} == {"E6": told, "E8": told}
    assert lines(page)[0][4].split("\n")[1] == "Liên quan: ô E6, E8."
    areas = {str(each.sqref): each.rules[0] for each in figures.conditional_formatting}
    fills = {cell: areas[cell].dxf.fill.bgColor.rgb for cell in ("E11", "E6", "E12")}
    assert fills == {"E11": "FFFFC7CE", "E6": "FFFFEBEE", "E12": "FFEEF3FA"}
    assert areas["E6"].formula == areas["E11"].formula  # both go when the rule holds


def test_cells_that_other_rules_tie_to_those_are_named_apart() -> None:
    """Who mends HCC-03a alone contradicts HCC-03b, HCC-04 and the year to date."""
    book = returned(R1, reading=received(changed(HCC_03a=500)))
    assert lines(book["Cần sửa"])[0][4].split("\n")[2] == (
        "Sửa xong, ô nào chuyển xanh nhạt thì xem lại: ô F8, F11, E12, E13, E14, Kết quả bằng "
        "lời · D7."
    )
    told = {
        "E12": "sửa ô E11 thì xem lại ô này; tổng phải bằng các số thành phần cộng lại.",
        "E14": "sửa ô E11 thì xem lại ô này; tỷ lệ phải tính lại theo số mới.",
        "F11": "sửa ô E11 thì xem lại ô này; lũy kế phải gồm cả số của tháng này.",
    }
    for cell, text in told.items():
        assert book["Số liệu"][cell].comment.text == f"Máy kiểm tra: Liên quan: {text}"
    assert book["Kết quả bằng lời"]["D7"].comment.text == (
        "Máy kiểm tra: Liên quan: sửa ô Số liệu · E13 thì xem lại ô này; kết quả bằng lời phải "
        "khớp với con số."
    )


def test_a_part_drags_its_whole_along_but_not_its_sisters_nor_what_only_bounds_it() -> None:
    """Of R2 the whole HCC-03a follows; of R1, a bound, nothing does; of a verdict no figure."""
    part = finding("HCC-03c", "Quá nhiều.", rule="HCC-R4", related=())
    ties = Ties(CONTEXT, Places(CONTEXT))
    followers = {key[1:]: link.cause[1] for key, link in ties.chained(part).items()}
    assert followers == {
        ("HCC-03a", Column.MONTH): "HCC-03c",
        ("HCC-03a", Column.YTD): "HCC-03a",
        ("HCC-04", Column.MONTH): "HCC-03a",
    }


def test_what_follows_another_cell_is_green_only_where_it_no_longer_fits() -> None:
    sheet = returned(R1, reading=received(changed(HCC_03a=500)))["Số liệu"]
    areas = {str(area.sqref): area.rules[0].formula[0] for area in sheet.conditional_formatting}
    assert areas["E12"] == areas["E13"]  # the sum itself, which does not hold after the mending
    assert "$E$12+$E$13" in areas["E12"]
    assert areas["F11"] != areas["E11"]


def test_a_cell_wrong_in_itself_ties_no_others() -> None:
    wrong = finding("HCC-03a", "Chỉ gõ con số.", rule="HCC-03a.kieu-month")
    book = returned(wrong)
    comments = [cell.coordinate for row in book["Số liệu"] for cell in row if cell.comment]
    assert comments == ["E11"]


def test_rows_that_a_finding_names_are_related_too() -> None:
    across = finding("HCC-08", "Không khớp.", WARNING, column="ytd", related=("HCC-09", "LẠ-01"))
    book = returned(across)
    assert book["Số liệu"]["G19"].comment.text == "Máy kiểm tra: Liên quan: ô F18 – Không khớp."
    assert lines(book["Cần sửa"])[0][4] == "Không khớp.\nLiên quan: ô G19."


def test_what_was_explained_is_shown_apart_and_not_marked() -> None:
    reason = "Tiếp nhận 11 đồng chí từ xã cũ & =1+1"
    explained = finding("HCC-07", "Số cán bộ tăng nhiều.", WARNING, explanation=reason, value="20")
    book = returned(explained, finding("HCC-01", "Xem lại.", WARNING))
    page = book["Cần sửa"]
    assert page["A1"].value == "ĐÃ NHẬN – NÊN XEM LẠI: 1 ĐIỂM, Ở 1 Ô"
    assert lines(page)[1][0] == "ĐÃ GIẢI TRÌNH: 1 ĐIỂM, Ở 1 Ô (không phải sửa)"
    assert lines(page)[2][4] == f"Số cán bộ tăng nhiều.\nĐã giải trình: {reason}"
    assert page["E8"].data_type == "s"
    assert book["Số liệu"]["E17"].comment is None
    alone = returned(explained)["Cần sửa"]
    assert alone["A1"].value == "ĐÃ NHẬN: KHÔNG CÓ ĐIỂM NÀO CẦN SỬA"


def test_a_finding_that_names_only_a_cell_gets_its_link() -> None:
    reading = received(VALUES)
    named = next(cell for cell in reading.cells if cell.row == "HCC-12")
    found = Finding("CA-NHAN", CRITICAL, "Có số căn cước; xóa đi.", at=named.at)
    sheet = returned(found, reading=reading)["Cần sửa"]
    assert sheet["B6"].hyperlink.location == "'Kết quả bằng lời'!D8"
    assert sheet["C6"].value == "HCC-12 – Việc nổi bật (Kết quả)"


def test_a_long_text_is_quoted_in_part_and_it_is_said_so() -> None:
    text = "Hội nghị tổng kết. " * 60
    key = (WORDS, "HCC-12", Column.ANSWER)
    long = finding("HCC-12", f"Đang ghi “{text}”.", column="answer", value=text)
    book = returned(long, reading=received({**VALUES, key: text}))
    page = book["Cần sửa"]
    assert page["D6"].value.endswith(f"… (còn {len(text) - 300} ký tự, xem trong ô)")
    assert len(page["E6"].value) < 400
    assert book["Kết quả bằng lời"]["D8"].value.strip() == text.strip()


def test_no_row_is_taller_and_no_comment_smaller_than_a_program_can_show() -> None:
    long = finding("HCC-01", "Phải sửa cho khớp với các số khác. " * 300)
    data = write_returned(CONTEXT, received(VALUES), [long, finding("HCC-03a", "Ngắn.")])
    book = openpyxl.load_workbook(BytesIO(data))
    assert book["Cần sửa"].row_dimensions[6].height == pytest.approx(409, abs=1)
    assert book["Số liệu"]["E6"].comment.text.endswith("(đọc hết ở trang “Cần sửa”)")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        drawing = archive.read("xl/drawings/vmlDrawing1.vml").decode()
    heights = [float(height) for height in re.findall(r"height:([\d.]+)pt", drawing)]
    assert max(heights) > 6 * min(heights)


def test_a_unit_named_with_an_ampersand_prints_as_it_is_called() -> None:
    unit = replace(CONTEXT.unit, name="&" * 20 + " Văn thư " + "& lưu trữ " * 14)
    data = write_returned(replace(CONTEXT, unit=unit), received(VALUES), FINDINGS)
    footer = openpyxl.load_workbook(BytesIO(data))["Cần sửa"].oddFooter
    assert footer.right.text == "Trang &P/&N"
    assert footer.left.text.count("&") % 2 == 0


def test_returned_twice_in_a_row_the_second_is_like_the_first() -> None:
    """Our own pages, comments and colours are not taken for the unit's."""
    first = write_returned(CONTEXT, received(changed(HCC_03a=500)), FINDINGS)
    book = openpyxl.load_workbook(BytesIO(first))
    saved = BytesIO()
    book.save(saved)
    for data in (first, saved.getvalue()):
        again = read(data)
        assert (again.unused, again.findings) == ((), ())
        assert write_returned(CONTEXT, again, FINDINGS) == first


def test_marks_of_the_first_return_are_gone_from_the_second() -> None:
    first = read(write_returned(CONTEXT, received(changed(HCC_03a=500)), FINDINGS))
    book = openpyxl.load_workbook(BytesIO(write_returned(CONTEXT, first, FINDINGS[:1])))
    comments = {cell.coordinate for row in book["Số liệu"] for cell in row if cell.comment}
    assert comments == {"E17"}
    assert len(lines(book["Cần sửa"])) == 1


def test_a_share_typed_with_its_sign_is_as_plain_when_it_comes_again() -> None:
    """«0,17%» is plain; written back as the number 0,17 it would be asked about."""
    key = (SheetKind.FIGURES, "HCC-04", Column.MONTH)
    before = received({key: "0,17%"})
    after = read(write_returned(CONTEXT, before, ()))
    assert by_key(before)[key].state is CellState.OK
    assert by_key(after)[key].value == by_key(before)[key].value


def test_no_formula_is_made_of_what_a_unit_wrote() -> None:
    hostile = ("=1+1", "+84", "@SUM(A1)", '=HYPERLINK("http://x","bấm")', "{=1}", "-2+3")
    findings = [
        finding(part.code, f"Đang ghi {text}.", WARNING, column="note", value=text, explanation=why)
        for part, text in zip(CONTEXT.form.parts, hostile, strict=False)
        for why in ("", text)
    ]
    values = {
        (SheetKind.FIGURES, part.code, Column.NOTE): text
        for part, text in zip(CONTEXT.form.parts, hostile, strict=False)
    }
    unused = tuple((CellRef("Số liệu", f"O{n}"), text) for n, text in enumerate(hostile, 6))
    book = returned(*findings, reading=replace(received(values), unused=unused))
    live = {
        (sheet.title, cell.column_letter)
        for sheet in book
        for row in sheet
        for cell in row
        if cell.data_type == "f"
    }
    assert live == {
        ("Thông tin", "C"), ("Số liệu", "L"), ("Kết quả bằng lời", "H"), ("Nhiệm vụ được giao", "G")
    }  # fmt: skip
    assert [cell.hyperlink for cell in book["Phần không dùng"]["D"] if cell.hyperlink] == []


def test_equal_arguments_are_equal_bytes() -> None:
    reading = received(changed(HCC_03a=500))
    assert len({write_returned(CONTEXT, reading, [*FINDINGS, *BLANKS]) for _ in range(2)}) == 1


def test_what_is_for_the_office_only_leaves_no_trace() -> None:
    secret = finding("HCC-09", "Hỏi lại đơn vị.", INFO, column="plan", related=("HCC-08",))
    assert write_returned(CONTEXT, received(VALUES), [secret]) == write_returned(
        CONTEXT, received(VALUES), []
    )
