"""The review sheet and the annex: every line of the draft, in its place."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

from docx import Document
from tests.document.effective import SCRIPTS, looks_of, part
from tests.document.samples import DRAFT, FLAG, HOSTILE, OFFICE, a_block

from nghiquyet.document.annex import render_annex
from nghiquyet.document.formats import FormatProfile
from nghiquyet.document.review_sheet import render_review_sheet
from nghiquyet.document.text import document_text
from nghiquyet.model.draft import Figure, ReviewLine
from nghiquyet.model.rule import Severity


def tables(data: bytes) -> list[list[list[str]]]:
    """The text of every cell; a cell over several columns once."""
    return [
        [["\n".join(p.text for p in cell.paragraphs) for cell in _cells(row)] for row in table.rows]
        for table in Document(BytesIO(data)).tables
    ]


def _cells(row: Any) -> list[Any]:
    return list({cell._tc: cell for cell in row.cells}.values())


def test_the_sheet_reads_like_a_report_of_appraisal(profile: FormatProfile) -> None:
    text = document_text(render_review_sheet(DRAFT, OFFICE, profile))
    assert text[:4] == [
        "ĐẢNG ỦY XÃ KẺ SẶT",
        "PHIẾU RÀ SOÁT",
        "Dự thảo Nghị quyết tháng 02/2026 (đánh giá tháng 01/2026)",
        "Lập lúc 01:30 28/01/2026",
    ]
    numbered = [line for line in text if line[0] in "123" and line[1:2] == "."]
    assert [line for line in numbered if line[2] == " "] == [
        "1. Thể thức",
        "2. Nội dung và số liệu",
        "3. Đề xuất",
    ]
    assert [line for line in numbered if line[2] != " "] == [
        "2.1. Số liệu, nội dung còn thiếu (01)",
        "2.2. Đơn vị chưa gửi hoặc gửi muộn (01)",
        "2.3. Từ ngữ, chính tả, tên riêng (01)",
        "2.4. Nội dung khác (01)",
        "2.5. Nguồn của từng số liệu",
        "3.1. Nhiệm vụ đề xuất đưa vào Mục II và căn cứ",
        "3.2. Không đề xuất trong tháng này và lý do",
    ]
    assert any("36-HD/VPTW" in line for line in text)


def test_every_review_line_is_told() -> None:
    missing, late, wording, other = tables(render_review_sheet(DRAFT, OFFICE))[:4]
    assert missing[1] == [
        "1",
        "Mục I.1, UBKT-04\nỦy ban Kiểm tra Đảng ủy",
        f"UBKT chưa báo cáo UBKT-04.\nTrong dự thảo: “{FLAG}”",
        "Phải xử lý",
    ]
    assert late[1] == ["1", "Chi bộ thôn 7", "Chi bộ thôn 7 gửi sau hạn.", "Cần xem lại"]
    assert wording[1][1] == "Mục I.1\nW-01"
    assert other[1][2:] == ["Loại chưa từng có.", "Để biết"]


def test_the_urgent_comes_first() -> None:
    lines = tuple(
        ReviewLine("finding", severity, "", severity.value)
        for severity in (Severity.INFO, Severity.CRITICAL, Severity.WARNING)
    )
    (table, *_) = tables(render_review_sheet(replace(DRAFT, review=lines), OFFICE))
    assert [row[2] for row in table[1:]] == ["critical", "warning", "info"]


def test_every_figure_and_all_its_sources() -> None:
    sources = tables(render_review_sheet(DRAFT, OFFICE))[4]
    assert sources[0] == ["Số liệu (mã)", "In tại", "Đơn vị", "Bản", "Trang", "Ô", "Giá trị"]
    assert sources[1] == [
        "391 (HCC-02a)",
        "I.1, đoạn 1",
        "Trung tâm A & B",
        "2",
        "Số liệu",
        "D12",
        "391",
    ]
    assert sources[2][0] == "15 (UBKT-03)\nCách tính: tổng CB-01 của 5 chi bộ"
    each = "; ".join(f"Chi bộ thôn {n}: {n} (bản 2)" for n in range(1, 6))
    assert sources[2][2] == f"Nguồn CB-01, trang “Số liệu”, ô E7 của 5 đơn vị: {each}."
    assert sources[3] == [f"{FLAG} (UBKT-04)", "I.1, đoạn 2", "Chưa có"]
    assert [row[0] for row in sources[4:]] == ["42 tỷ đồng (UBTC-01)"]


def test_a_units_long_words_are_cut_in_the_table_of_sources() -> None:
    words = Figure("f", "", "Dài " * 100, counted=False)
    section = DRAFT.sections[0]
    part_one = replace(section.sub_sections[0], blocks=(a_block("i1_01", words),))
    draft = replace(DRAFT, sections=(replace(section, sub_sections=(part_one,)),), review=())
    (table, *_) = tables(render_review_sheet(draft, OFFICE))
    assert table[1][0].endswith("Dài…")
    assert len(table[1][0]) <= 80


def test_every_task_with_its_reasons_and_what_was_not_proposed() -> None:
    tasks, dropped = tables(render_review_sheet(DRAFT, OFFICE))[5:]
    assert tasks[1:] == [
        ["II.1. Công tác xây dựng Đảng"],
        [
            "1",
            "duy trì tiếp công dân\nChủ trì: Ủy ban Kiểm tra Đảng ủy\n"
            "Thời hạn: 28/02/2026\nSản phẩm: Báo cáo",
            "Thường xuyên\nTheo lịch, thời vụ",
            "Nhiệm vụ hằng tháng. (nhiệm vụ định kỳ: tiep-dan)\n"
            "Bầu cử ngày 15/3/2026. (đợt cao điểm: bau-cu)",
        ],
    ]
    assert dropped[1] == ["1", "lịch: trung-thu", "Trung thu không rơi vào tháng 02."]


def test_a_sheet_with_nothing_to_say_says_so() -> None:
    draft = replace(DRAFT, review=(), not_proposed=(), sections=DRAFT.sections[:1])
    text = document_text(render_review_sheet(draft, OFFICE))
    assert "Không có nội dung nào phải xem lại." in text
    assert "Chưa có nhiệm vụ nào được đề xuất." in text
    assert "Không có." in text


def test_the_annex_compares_each_units_figures() -> None:
    table, _ = tables(render_annex(DRAFT, OFFICE))
    assert [len(row) for row in table] == [10, 1, 10, 4, 10, 1, 10]
    assert table[1] == ["Trung tâm A & B"]
    assert table[2] == [
        *("HCC-02a", "Hồ sơ tiếp nhận", "hồ sơ", "391", "391", "", "402", "-11", "350", ""),
    ]
    assert table[3] == ["HCC-09", "Ý kiến", "", "Câu trả lời dài bằng lời của đơn vị"]
    assert table[4][7] == "0"
    assert table[5] == ["Phòng Kinh tế"]
    assert table[6][1].endswith("\n(ước)")
    assert table[6][5:] == ["247", "22,5", "+19,5", "", ""]


def test_the_annex_lies_across_the_sheet_and_repeats_its_heading() -> None:
    data = render_annex(DRAFT, OFFICE)
    section = Document(BytesIO(data)).sections[0]
    assert section.page_width > section.page_height
    tags = [
        str(element.tag).rpartition("}")[2] for element in part(data, "word/document.xml").iter()
    ]
    assert tags.count("tblHeader") == 2  # figures, then tasks


def test_an_annex_without_figures() -> None:
    data = render_annex(replace(DRAFT, annex=()), OFFICE)
    assert "Chưa có số liệu nào được tiếp nhận." in document_text(data)


def test_the_annex_of_tasks_says_who_until_when_and_for_what() -> None:
    _, table = tables(render_annex(DRAFT, OFFICE))
    assert table[0] == ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Sản phẩm"]
    assert table[1] == ["II.1. Công tác xây dựng Đảng"]
    assert table[2] == [
        *("1", "Duy trì tiếp công dân", "Ủy ban Kiểm tra Đảng ủy", "28/02/2026", "Báo cáo"),
    ]


def test_a_draft_without_tasks_has_no_annex_of_tasks() -> None:
    text = document_text(render_annex(replace(DRAFT, sections=DRAFT.sections[:1]), OFFICE))
    assert "PHỤ LỤC NHIỆM VỤ" not in text


def test_hostile_text_is_only_text() -> None:
    text = f"{HOSTILE}\x0b\x00"
    line = replace(DRAFT.review[0], message=text, place=text)
    annex = replace(DRAFT.annex[0], name=text)
    draft = replace(DRAFT, review=(line,), annex=(annex,))
    for data in (render_review_sheet(draft, OFFICE), render_annex(draft, OFFICE)):
        assert any("A & B <được> {{ 7 * 7 }}" in line for line in document_text(data))


def test_one_typeface_for_all_scripts() -> None:
    for data in (render_review_sheet(DRAFT, OFFICE), render_annex(DRAFT, OFFICE)):
        for _, text, letters, _ in looks_of(data):
            assert letters.fonts == dict.fromkeys(SCRIPTS, "Times New Roman"), text
            assert letters.language == "vi-VN", text
