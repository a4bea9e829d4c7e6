"""What the merge answers to each kind of edit, as ``docs/decisions/0017`` lists it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from tests.document.conftest import Render
from tests.document.merging.drafts import with_each_block, with_parts
from tests.document.samples import BUDGET, DRAFT, FILES, MISSING, a_block

from nghiquyet.document.marks import AUTHOR
from nghiquyet.document.merging.report import BlockReport, MergeResult, Outcome
from nghiquyet.document.merging.three_way import OTHER_DRAFT, merge
from nghiquyet.document.text import blocks_of, comments_of, document_text
from nghiquyet.errors import DocumentError
from nghiquyet.model.draft import Block, Draft, Span, SubSection

LATER = datetime(2026, 1, 29, 2, 0, tzinfo=UTC)
Edit = Callable[[Any], None]


def with_figure(draft: Draft, code: str, text: str, **changes: Any) -> Draft:
    """The draft with another value of a figure."""

    def change(block: Block) -> Block:
        return replace(block, spans=tuple(map(shown, block.spans)))

    def shown(span: Span) -> Span:
        if span.figure is None or span.figure.code != code:
            return span
        return Span(text, replace(span.figure, text=text, **changes))

    return replace(with_each_block(draft, change), id="f" * 32, created_at=LATER)


def with_blocks(draft: Draft, code: str, change: Callable[[list[Block]], list[Block]]) -> Draft:
    """The draft with other blocks in a sub-section."""

    def part_of(part: SubSection) -> SubSection:
        return replace(part, blocks=tuple(change(list(part.blocks)))) if part.code == code else part

    return replace(with_parts(draft, part_of), id="f" * 32, created_at=LATER)


NEW = with_figure(DRAFT, "HCC-02a", "1.400")


def edited(data: bytes, *edits: Edit) -> bytes:
    document = Document(BytesIO(data))
    for edit in edits:
        edit(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paragraph(document: Any, words: str) -> Any:
    return next(p for p in document.paragraphs if words in p.text)


def typing(words: str, others: str) -> Edit:
    """Replace words within the run in which they stand."""

    def edit(document: Any) -> None:
        run = next(r for p in document.paragraphs for r in p.runs if words in r.text)
        run.text = run.text.replace(words, others)

    return edit


def line(result: MergeResult, block: str) -> BlockReport:
    return next(line for line in result.report.blocks if line.block == block)


def ours(data: bytes) -> dict[str, str]:
    return {c.text: c.quote for c in comments_of(data) if c.author == AUTHOR}


def said(data: bytes, words: str) -> str:
    """The words to which our comment that says this is anchored."""
    (quote,) = [quote for text, quote in ours(data).items() if words in text]
    return quote


def test_a_changed_figure_is_put_in_and_commented(render: Render) -> None:
    result = merge(render(), DRAFT, NEW)
    assert blocks_of(result.data)["i1_01"] == NEW.blocks[0].text
    assert said(result.data, "trước đây ghi “391”.") == "1.400"
    assert line(result, "i1_01").outcome is Outcome.UPDATED
    assert {report.outcome for report in result.report.blocks} == {
        Outcome.UPDATED, Outcome.UNCHANGED
    }  # fmt: skip
    assert result.report.lines({"i1_01": "I.1, đoạn 1"}) == [
        "I.1, đoạn 1: Đã cập nhật theo số liệu mới."
    ]


def test_everything_but_the_changed_words_keeps_its_bytes(render: Render) -> None:
    data = render()
    merged = merge(data, DRAFT, NEW).data
    with ZipFile(BytesIO(data)) as old, ZipFile(BytesIO(merged)) as new:
        differ = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert differ == {"word/document.xml", "word/comments.xml", "docProps/custom.xml"}


def test_an_edit_beside_a_changed_figure_is_kept_with_it(render: Render) -> None:
    data = edited(render(), typing("Tiếp nhận ", "Một cửa tiếp nhận được "))
    result = merge(edited(data, typing(" hồ sơ; ", " bộ hồ sơ; ")), DRAFT, NEW)
    text = "Một cửa tiếp nhận được 1.400 bộ hồ sơ; thành lập Trạm Y tế xã Kè Sắt."
    assert blocks_of(result.data)["i1_01"] == text
    assert line(result, "i1_01").outcome is Outcome.MERGED


def test_a_figure_changed_on_both_sides_stays_and_the_comment_has_the_new_sentence(
    render: Render,
) -> None:
    data = edited(render(), typing("Tiếp nhận 391", "Tiếp nhận 395"))
    result = merge(data, DRAFT, NEW)
    assert blocks_of(result.data)["i1_01"].startswith("Tiếp nhận 395 hồ sơ")
    advice = f"giữ nguyên; đề nghị sửa theo câu mới: “{NEW.blocks[0].text}”"
    told = f"“391” thành “1.400”. Câu của Văn phòng được {advice}"
    assert said(result.data, told).startswith("Tiếp nhận 395")
    report = line(result, "i1_01")
    assert (report.outcome, report.before, report.after) == (
        Outcome.CONFLICT, DRAFT.blocks[0].text, NEW.blocks[0].text
    )  # fmt: skip
    assert report.office == report.merged


def test_what_is_typed_into_a_figure_with_its_unit_of_measure_stays(render: Render) -> None:
    data = edited(render(), typing("42 tỷ đồng", "42 (bốn mươi hai) tỷ đồng"))
    result = merge(data, DRAFT, with_figure(DRAFT, "UBTC-01", "50 tỷ đồng"))
    assert "42 (bốn mươi hai) tỷ đồng" in blocks_of(result.data)["i2_01"]
    assert said(result.data, "“42 tỷ đồng” thành “50 tỷ đồng”")


def test_what_the_office_has_corrected_itself_is_no_conflict(render: Render) -> None:
    result = merge(edited(render(), typing("391", "1.400")), DRAFT, NEW)
    assert line(result, "i1_01").outcome is Outcome.AGREED
    assert not any("Số liệu đã đổi" in text for text in ours(result.data))


def test_a_conflict_is_renewed_by_later_data_and_ends_when_the_office_agrees(
    render: Render,
) -> None:
    first = merge(edited(render(), typing("391", "395")), DRAFT, NEW).data
    newer = replace(with_figure(NEW, "HCC-02a", "1.500"), id="e" * 32)
    second = merge(first, NEW, newer).data
    told = [text for text in ours(second) if "Số liệu đã đổi" in text]
    assert len(told) == 1
    assert "1.500" in told[0]
    settled = merge(edited(second, typing("395", "1.500")), newer, newer).data
    assert not any("Số liệu đã đổi" in text for text in ours(settled))


def test_merging_twice_changes_nothing_more(render: Render) -> None:
    merged = merge(edited(render(), typing("391", "395")), DRAFT, NEW).data
    assert merge(merged, NEW, NEW).data == merged
    assert merge(merged, DRAFT, NEW).data == merged
    assert merge(merged, DRAFT, NEW).report.lines({}) == [
        "i1_01: Giữ câu của Văn phòng, số liệu không đổi."
    ]


def test_a_file_of_another_draft_is_refused(render: Render) -> None:
    with pytest.raises(DocumentError, match=OTHER_DRAFT):
        merge(render(), replace(DRAFT, id="0" * 32), NEW)


def test_a_missing_figure_that_came_in_loses_flag_light_and_comment(render: Render) -> None:
    new = with_figure(DRAFT, "UBKT-04", "07", missing=False)
    base, new = replace(DRAFT, review=()), replace(new, review=())
    result = merge(render(draft=base), base, new)
    assert blocks_of(result.data)["i1_02"] == "Các chi bộ kiểm tra 15, giám sát 07."
    (run,) = [
        r for p in Document(BytesIO(result.data)).paragraphs for r in p.runs if r.text == "07"
    ]
    assert run.font.highlight_color is None
    assert not any("Chưa có số liệu" in text for text in ours(result.data))


def test_a_figure_that_went_missing_is_lit(render: Render) -> None:
    flag = "[CHƯA CÓ SỐ LIỆU – TTPVHCC]"
    result = merge(render(), DRAFT, with_figure(DRAFT, "HCC-02a", flag, missing=True))
    runs = [r for p in Document(BytesIO(result.data)).paragraphs for r in p.runs if r.text == flag]
    assert [run.font.highlight_color is not None for run in runs] == [True]
    assert said(result.data, "Chưa có số liệu (HCC-02a)") == flag


def test_what_is_odd_about_a_new_figure_is_commented(render: Render) -> None:
    new = with_figure(DRAFT, "HCC-02a", "1.400", remark="Tăng gấp ba.")
    assert said(merge(render(), DRAFT, new).data, "Tăng gấp ba.") == "1.400"


def test_a_comment_that_was_dealt_with_comes_back_only_with_a_new_figure(render: Render) -> None:
    data = render()
    for text in ("Số liệu ước (UBTC-01)", "Kiểm tra tên riêng"):
        data = without_comment(data, text)
    merged = merge(data, DRAFT, with_figure(NEW, "UBTC-01", "50 tỷ đồng")).data
    assert said(merged, "Số liệu ước (UBTC-01)") == "50 tỷ đồng"
    assert not any("Kiểm tra tên riêng" in text for text in ours(merged))


def without_comment(data: bytes, words: str) -> bytes:
    def take_out(document: Any) -> None:
        comment = next(c for c in document.comments if words in c.text)
        for element in list(document.element.body.iter()):
            if element.get(qn("w:id")) == str(comment.comment_id) and "comment" in element.tag:
                element.getparent().remove(element)
        comment._comment_elm.getparent().remove(comment._comment_elm)

    return edited(data, take_out)


def test_the_looks_of_the_text_stay(render: Render) -> None:
    def embolden(document: Any) -> None:
        run = paragraph(document, "42 tỷ").runs
        next(r for r in run if "42" in r.text).font.size = Pt(20)

    new = with_figure(DRAFT, "UBTC-01", "50 tỷ đồng")
    merged = Document(BytesIO(merge(edited(render(), embolden), DRAFT, new).data))
    (run,) = [r for p in merged.paragraphs for r in p.runs if r.text == "50 tỷ đồng"]
    assert run.font.size == Pt(20)


def test_comments_of_the_office_stay(render: Render) -> None:
    def comment(document: Any) -> None:
        document.add_comment(paragraph(document, "391").runs[0], "Xem lại", "Chánh VP", "VP")

    merged = merge(edited(render(), comment), DRAFT, NEW).data
    assert ("Chánh VP", "Xem lại") in [(c.author, c.text) for c in comments_of(merged)]


NEW_BLOCK = a_block("i1_02", "Tổ chức 03 lớp học cho đảng viên mới.")


def added(blocks: list[Block]) -> list[Block]:
    """A block in the middle; the one behind it gets another id, as in every new draft."""
    return [blocks[0], NEW_BLOCK, replace(blocks[1], id="i1_03")]


def test_a_new_block_stands_where_it_belongs_and_looks_like_its_neighbours(
    render: Render,
) -> None:
    new = with_blocks(DRAFT, "I.1", added)
    result = merge(render(), DRAFT, new)
    lines = document_text(result.data)
    at = lines.index(NEW_BLOCK.text)
    assert lines[at - 1 : at + 2] == [block.text for block in new.blocks[:3]]
    assert blocks_of(result.data) == {
        b.id: t for b, t in zip(new.blocks, _printed(new), strict=True)
    }
    assert said(result.data, "Mới: ") == NEW_BLOCK.text
    styles = {p.text: p.style.name for p in Document(BytesIO(result.data)).paragraphs}
    assert styles[NEW_BLOCK.text] == "NQ Đoạn"
    assert line(result, "i1_02").outcome is Outcome.INSERTED
    assert line(result, "i1_03").outcome is Outcome.UNCHANGED


def _printed(draft: Draft) -> list[str]:
    texts = [f"- {block.text}" if block.dashed else block.text for block in draft.blocks]
    return [text.replace("\ue0000\ue001", "0") for text in texts]


def test_a_new_item_gets_the_dash_of_its_neighbours(render: Render) -> None:
    item = a_block("ii1_02", "Chuẩn bị bầu cử.", dashed=True)
    new = with_blocks(DRAFT, "II.1", lambda b: [b[0], item, replace(b[1], id="ii1_03")])
    assert blocks_of(merge(render(), DRAFT, new).data)["ii1_02"] == "- Chuẩn bị bầu cử."


def test_a_new_block_without_a_heading_of_its_own_says_where_it_belongs(render: Render) -> None:
    part = SubSection("I.3", "Hoạt động của Mặt trận", (a_block("i3_01", "Vận động quyên góp."),))
    first = replace(DRAFT.sections[0], sub_sections=(*DRAFT.sections[0].sub_sections, part))
    new = replace(DRAFT, id="f" * 32, sections=(first, DRAFT.sections[1]))
    assert said(merge(render(), DRAFT, new).data, "tiểu mục “Hoạt động của Mặt trận”")


def test_a_block_that_is_generated_no_more_goes_if_nobody_has_touched_it(render: Render) -> None:
    new = with_blocks(DRAFT, "I.1", lambda blocks: blocks[1:])
    result = merge(render(), DRAFT, new)
    assert not any("391" in text for text in document_text(result.data))
    assert line(result, "i1_01").outcome is Outcome.REMOVED


def _embolden(document: Any) -> None:
    paragraph(document, "391").runs[0].bold = True


def _comment(document: Any) -> None:
    document.add_comment(paragraph(document, "391").runs[0], "Xem lại", "Chánh VP", "VP")


@pytest.mark.parametrize("edit", [typing("Tiếp nhận", "Đã tiếp nhận"), _embolden, _comment])
def test_it_stays_with_a_comment_if_the_office_has(render: Render, edit: Edit) -> None:
    new = with_blocks(DRAFT, "I.1", lambda blocks: blocks[1:])
    result = merge(edited(render(), edit), DRAFT, new)
    assert "iếp nhận 391" in said(result.data, "đề nghị bỏ.")
    assert line(result, "i1_01").outcome is Outcome.KEPT
    assert merge(result.data, new, new).data == result.data


def test_a_kept_block_that_is_generated_again_is_no_second_paragraph(render: Render) -> None:
    without = with_blocks(DRAFT, "I.1", lambda blocks: blocks[1:])
    kept = merge(edited(render(), typing("Tiếp nhận", "Đã tiếp nhận")), DRAFT, without).data
    again = replace(NEW, id="d" * 32)
    result = merge(kept, without, again)
    assert sum("tiếp nhận" in text.lower() for text in document_text(result.data)) == 1
    assert "Đã tiếp nhận 391" in said(result.data, f"“{again.blocks[0].text}”")
    assert not any("đề nghị bỏ." in text for text in ours(result.data))


def test_blocks_in_another_order_stay_where_they_are_and_it_is_said(render: Render) -> None:
    new = with_blocks(
        DRAFT, "I.1", lambda b: [replace(b[1], id="i1_01"), replace(b[0], id="i1_02")]
    )
    result = merge(render(), DRAFT, new)
    assert document_text(result.data) == document_text(render())
    assert any("Thứ tự trong bản mới đã khác" in text for text in result.report.lines({}))
    assert set(blocks_of(result.data)) == set(blocks_of(render()))
    assert blocks_of(result.data)["i1_02"] == DRAFT.blocks[0].text


def test_what_the_office_deleted_stays_deleted(render: Render) -> None:
    def delete(document: Any) -> None:
        element = paragraph(document, "391")._p
        element.getparent().remove(element)

    result = merge(edited(render(), delete), DRAFT, NEW)
    assert not any("1.400" in text for text in document_text(result.data))
    assert line(result, "i1_01").outcome is Outcome.DELETED_CHANGED
    assert line(merge(edited(render(), delete), DRAFT, DRAFT), "i1_01").outcome is Outcome.DELETED


def _track(document: Any, words: str, change: str, *, whole: bool = False) -> None:
    """Strike out the run with these words, or show it as inserted."""
    element = next(p for p in document.paragraphs if words in p.text)
    for run in [r._r for r in element.runs if whole or words in r.text]:
        holder = parse_xml(f'<w:{change} {nsdecls("w")} w:id="77" w:author="VP"/>')
        run.addprevious(holder)
        holder.append(run)
        if change == "del":
            for text in run.iter(qn("w:t")):
                text.tag = qn("w:delText")


@pytest.mark.parametrize("change", ["ins", "del"])
def test_a_tracked_change_of_the_figure_is_left_alone_and_commented(
    render: Render, change: str
) -> None:
    new = with_figure(DRAFT, "UBTC-01", "50 tỷ đồng")
    data = edited(render(), lambda document: _track(document, "42 tỷ", change))
    result = merge(data, DRAFT, new)
    xml = ZipFile(BytesIO(result.data)).read("word/document.xml").decode()
    assert "42 tỷ đồng" in xml
    assert "50 tỷ đồng" not in xml
    assert said(result.data, "“42 tỷ đồng” thành “50 tỷ đồng”") is not None
    assert line(result, "i2_01").outcome is Outcome.CONFLICT


def test_a_tracked_change_elsewhere_does_not_stand_in_the_way(render: Render) -> None:
    new = with_figure(DRAFT, "UBTC-01", "50 tỷ đồng")

    def insert(document: Any) -> None:
        first = paragraph(document, "42 tỷ").runs[0]._r
        change = parse_xml(f'<w:ins {nsdecls("w")} w:id="77" w:author="VP"/>')
        change.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>Tính chung, </w:t></w:r>"))
        first.addprevious(change)

    result = merge(edited(render(), insert), DRAFT, new)
    assert line(result, "i2_01").merged == "Tính chung, Tổng thu ước đạt 50 tỷ đồng."
    assert line(result, "i2_01").outcome is Outcome.MERGED
    assert "Track Changes" in line(result, "i2_01").remarks[0]


def test_a_paragraph_struck_out_is_commented_for_it_may_come_back(render: Render) -> None:
    data = edited(render(), lambda document: _track(document, "391", "del", whole=True))
    result = merge(data, DRAFT, NEW)
    assert line(result, "i1_01").outcome is Outcome.DELETED_CHANGED
    assert said(result.data, f"“{NEW.blocks[0].text}”") is not None


def test_a_paragraph_struck_out_and_replaced_by_another_is_commented_too(render: Render) -> None:
    def replace_it(document: Any) -> None:
        struck = paragraph(document, "391")
        text = f"<w:p {nsdecls('w')}><w:r><w:t>Câu khác hẳn của Văn phòng.</w:t></w:r></w:p>"
        struck._p.addnext(parse_xml(text))
        _track(document, "391", "del", whole=True)

    merged = merge(edited(render(), replace_it), DRAFT, NEW).data
    body = ZipFile(BytesIO(merged)).read("word/document.xml").decode()
    assert "commentRangeStart" in next(p for p in body.split("<w:p>") if "391" in p)
    assert any("còn số cũ: “391”" in comment.text for comment in comments_of(merged))


def test_both_halves_of_a_split_paragraph_are_brought_up_to_date(render: Render) -> None:
    def split(document: Any) -> None:
        first = paragraph(document, "giám sát")
        second = parse_xml(f"<w:p {nsdecls('w')}/>")
        first._p.addnext(second)
        runs = list(first._p.iter(qn("w:r")))
        for run in runs[1:]:
            second.append(run)

    new = with_figure(DRAFT, "UBKT-04", "07", missing=False)
    new = with_figure(new, "UBKT-03", "16")
    data = edited(render(), split)
    result = merge(data, DRAFT, new)
    assert line(result, "i1_02").merged.replace("\n", "") == new.blocks[1].text
    assert "tách" in " ".join(line(result, "i1_02").remarks)


def test_joined_paragraphs_are_brought_up_to_date_together(render: Render) -> None:
    def join(document: Any) -> None:
        first, second = paragraph(document, "391")._p, paragraph(document, "giám sát")._p
        first.append(parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"> </w:t></w:r>'))
        for child in list(second):
            if child.tag != qn("w:pPr"):
                first.append(child)
        second.getparent().remove(second)

    new = with_figure(with_figure(DRAFT, "UBKT-03", "16"), "HCC-02a", "1.400")
    result = merge(edited(render(), join), DRAFT, new)
    assert line(result, "i1_01").merged == f"{new.blocks[0].text} {new.blocks[1].text}"
    assert "nhập" in " ".join(line(result, "i1_02").remarks)


def test_a_moved_paragraph_is_brought_up_to_date_where_it_is(render: Render) -> None:
    def move(document: Any) -> None:
        paragraph(document, "Tiếp tục học tập")._p.addnext(paragraph(document, "391")._p)

    result = merge(edited(render(), move), DRAFT, NEW)
    lines = document_text(result.data)
    assert lines.index(NEW.blocks[0].text) > lines.index("Tiếp tục học tập.")
    assert "Văn phòng đã chuyển chỗ đoạn này." in line(result, "i1_01").remarks


def test_a_copy_keeps_its_text_and_its_old_figure_is_commented(render: Render) -> None:
    def copy(document: Any) -> None:
        twin = parse_xml(
            f"<w:p {nsdecls('w')}><w:r><w:t>Tóm lại, tiếp nhận 391 hồ sơ.</w:t></w:r></w:p>"
        )
        paragraph(document, "Tiếp tục học tập")._p.addnext(twin)

    result = merge(edited(render(), copy), DRAFT, NEW)
    assert said(result.data, "ở đây còn số cũ: “391”") == "Tóm lại, tiếp nhận 391 hồ sơ."
    (place,) = result.report.stale
    assert (place.figures, place.block) == (("391",), "i1_01")
    assert result.report.own == ("Tóm lại, tiếp nhận 391 hồ sơ.",)
    newer = replace(with_figure(NEW, "HCC-02a", "1.500"), id="e" * 32)
    renewed = merge(result.data, NEW, newer).data
    assert said(renewed, f"“{newer.blocks[0].text}”") == "Tóm lại, tiếp nhận 391 hồ sơ."


def test_a_rewritten_paragraph_is_never_patched(render: Render) -> None:
    def rewrite(document: Any) -> None:
        first = paragraph(document, "391")
        first.runs[0].text = "Bộ phận một cửa phục vụ tốt 391 lượt người dân."
        for run in first.runs[1:]:
            run.text = ""

    result = merge(edited(render(), rewrite), DRAFT, NEW)
    assert blocks_of(result.data)["i1_01"] == "Bộ phận một cửa phục vụ tốt 391 lượt người dân."
    assert line(result, "i1_01").outcome is Outcome.CONFLICT
    assert said(result.data, f"“{NEW.blocks[0].text}”")


def test_several_rewritten_ones_are_doubtful_and_asked_about(render: Render) -> None:
    def rewrite(document: Any) -> None:
        for words in ("391", "giám sát"):
            element = paragraph(document, words)._p
            text = f"Câu viết mới thay cho {len(words)}."
            element.addnext(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{text}</w:t></w:r></w:p>"))
            element.getparent().remove(element)

    result = merge(edited(render(), rewrite), DRAFT, NEW)
    assert line(result, "i1_01").outcome is Outcome.DOUBTFUL
    assert said(result.data, f"“{NEW.blocks[0].text}”") == "Câu viết mới thay cho 3."


def test_an_answer_to_our_comment_keeps_it(render: Render) -> None:
    """Its text is known again, but somebody has answered: the answer needs its question."""
    word_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"
    with ZipFile(BytesIO(render())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/comments.xml"] = parts["word/comments.xml"].replace(
        b"<w:p>",
        b'<w:p xmlns:n="http://schemas.microsoft.com/office/word/2010/wordml" n:paraId="1">',
    )
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="x1" Type="http://schemas.microsoft.com/office/2011/relationships/'
        b'commentsExtended" Target="more.xml"/></Relationships>',
    )
    parts["word/more.xml"] = (
        f'<e:x xmlns:e="{word_2012}"><e:commentEx e:paraId="2" e:paraIdParent="1"/></e:x>'.encode()
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    without = replace(with_figure(DRAFT, "UBKT-04", "07", missing=False), review=())
    assert ours(merge(render(), DRAFT, without).data).keys() < ours(render()).keys() | {
        "Cập nhật theo số liệu mới; trước đây ghi “[CHƯA CÓ SỐ LIỆU – UBKT]”."
    }
    assert ours(render()).keys() < ours(merge(buffer.getvalue(), DRAFT, without).data).keys()


def test_sample_figures_are_what_these_tests_think() -> None:
    assert (FILES.text, BUDGET.text, MISSING.missing) == ("391", "42 tỷ đồng", True)
