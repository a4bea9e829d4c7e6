"""Comments in the margin: what they say and which words they are anchored to."""

from __future__ import annotations

from dataclasses import replace

from docx.oxml.ns import qn
from tests.document.conftest import Render
from tests.document.effective import part
from tests.document.samples import BUDGET, DRAFT, FILES, FLAG, HOSTILE, MISSING, a_block, a_sum

from nghiquyet.document.notes import sourced_notes, working_notes
from nghiquyet.document.render import Variant
from nghiquyet.document.text import comments_of
from nghiquyet.model.draft import Figure, ReviewLine
from nghiquyet.model.rule import Severity


def a_line(message: str, quote: str, block: str = "i1_01") -> ReviewLine:
    return ReviewLine("wording", Severity.INFO, "", message, quote=quote, block=block)


def test_the_working_copy_speaks_only_of_what_needs_a_look(render: Render) -> None:
    said = [(remark.quote, remark.text) for remark in comments_of(render())]
    assert said == [
        ("thành lập Trạm Y tế xã Kè Sắt", "Kiểm tra tên riêng."),
        (
            FLAG,
            "Chưa có số liệu (UBKT-04): đề nghị bổ sung hoặc bỏ nội dung này.\n"
            "UBKT chưa báo cáo UBKT-04.",
        ),
        (
            "42 tỷ đồng",
            "Số liệu ước (UBTC-01): đối chiếu lại khi có số liệu chính thức.\n"
            "Giảm 19,5 tỷ đồng so với tháng trước.",
        ),
    ]


def test_the_sourced_variant_speaks_of_every_figure(render: Render) -> None:
    remarks = comments_of(render(variant=Variant.SOURCED))
    figures = [figure for block in DRAFT.blocks for figure in block.figures]
    assert [remark.quote for remark in remarks] == [figure.text for figure in figures]
    assert remarks[0].text == (
        "Nguồn HCC-02a: Trung tâm A & B, tệp hcc.xlsx, bản 2, nhận 15:02 27/01/2026, "
        "trang “Số liệu”, ô D12; giá trị: 391."
    )
    assert remarks[2].text.startswith("Chưa có số liệu (UBKT-04)")
    assert remarks[3].text.split("\n")[-1].startswith("Nguồn UBTC-01: Phòng Kinh tế, tệp ub-tc")


def test_a_sum_of_many_units_lists_them_in_one_paragraph(render: Render) -> None:
    formula, sources = comments_of(render(variant=Variant.SOURCED))[1].text.split("\n")
    assert formula == "Cách tính: tổng CB-01 của 5 chi bộ"
    assert sources.startswith("Nguồn CB-01, trang “Số liệu”, ô E7 của 5 đơn vị: Chi bộ thôn 1: 1 (")
    for number in range(1, 6):
        assert f"Chi bộ thôn {number}: {number} (tệp cb-{number:02d}.xlsx, bản 2" in sources


def test_a_sum_over_two_cells_names_both() -> None:
    moved = replace(a_sum(5).sources[0], cell="E9", unit_name="Chi bộ chuyển ô")
    figure = replace(a_sum(5), sources=(*a_sum(5).sources[1:], moved))
    (note,) = sourced_notes(a_block("b", figure))
    assert "ô E7 của 4 đơn vị" in note.text
    assert "ô E9 của 1 đơn vị: Chi bộ chuyển ô: 1" in note.text


def test_author_and_local_time(render: Render) -> None:
    comments = part(render(), "word/comments.xml")
    assert {comment.get(qn("w:author")) for comment in comments} == {"Hệ thống dự thảo"}
    # 18:30 on the 27th in UTC is the next day in Viet Nam
    assert {comment.get(qn("w:date")) for comment in comments} == {"2026-01-28T01:30:00Z"}


def test_every_comment_has_its_anchor_and_reference(render: Render) -> None:
    data = render(variant=Variant.SOURCED)
    ids = [comment.get(qn("w:id")) for comment in part(data, "word/comments.xml")]
    body = part(data, "word/document.xml")
    for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        assert sorted(mark.get(qn("w:id")) for mark in body.iter(qn(tag))) == sorted(ids)


def test_a_quote_that_crosses_a_figure(render: Render) -> None:
    line = a_line("Xem lại.", "nhận 391 hồ")
    remarks = comments_of(render(draft=replace(DRAFT, review=(line,))))
    assert ("Hệ thống dự thảo", "Xem lại.", "nhận 391 hồ") in remarks


def test_quotes_that_overlap_keep_their_own_words(render: Render) -> None:
    lines = (a_line("Một.", "Tiếp nhận 391"), a_line("Hai.", "391 hồ sơ"))
    remarks = comments_of(render(draft=replace(DRAFT, review=lines)))
    assert [(text, quote) for _, text, quote in remarks][:2] == [
        ("Một.", "Tiếp nhận 391"),
        ("Hai.", "391 hồ sơ"),
    ]


def test_a_quote_that_is_not_there_any_more_marks_the_paragraph() -> None:
    block = a_block("i1_01", "Tiếp nhận ", FILES, " hồ sơ.")
    (note,) = working_notes(block, [a_line("Xem lại.", "câu đã sửa")])
    assert block.text[note.start : note.end] == block.text


def test_a_line_that_names_no_block_finds_the_words(render: Render) -> None:
    line = a_line("Xem lại.", "Tiếp tục học tập", block="")
    remarks = comments_of(render(draft=replace(DRAFT, review=(line,))))
    assert remarks[-1].quote == "Tiếp tục học tập"


def test_a_line_whose_words_or_block_are_nowhere_is_left_to_the_review_sheet(
    render: Render,
) -> None:
    lines = (a_line("a", "không có ở đâu", block=""), a_line("b", "hồ sơ", block="i9_99"))
    changed = replace(DRAFT, review=lines)
    assert len(comments_of(render(draft=changed))) == 2  # the figures' own


def test_one_comment_for_one_stretch_of_words() -> None:
    block = a_block("b", "Thu ", BUDGET, ".")
    (note,) = working_notes(
        block, [a_line(BUDGET.remark, BUDGET.text), a_line("Hai.", BUDGET.text)]
    )
    assert note.text.split("\n")[1:] == [BUDGET.remark, "Hai."]


def test_a_remark_stands_for_the_plain_words() -> None:
    figure = replace(MISSING, remark="UBKT chưa gửi báo cáo.")
    (note,) = working_notes(a_block("b", figure), [])
    assert note.text == "UBKT chưa gửi báo cáo."


def test_hostile_text_in_a_comment(render: Render) -> None:
    figure = Figure("f", "X-01", "7", remark=HOSTILE)
    section = DRAFT.sections[0]
    first = replace(section.sub_sections[0], blocks=(a_block("i1_01", figure),))
    draft = replace(DRAFT, sections=(replace(section, sub_sections=(first,)),), review=())
    (remark,) = comments_of(render(draft=draft))
    assert remark.text == HOSTILE.replace("\ue000", "").replace("\ue001", "")
