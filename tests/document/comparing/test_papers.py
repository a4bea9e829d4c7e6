"""The difference between two drafts and the erratum, as papers that the office reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from tests.document.conftest import Render
from tests.document.samples import DRAFT, FILES, OFFICE, a_block, a_source

from nghiquyet.document.comparing.changes import ChangeKind, changes_between
from nghiquyet.document.comparing.corrections import affected_sentences
from nghiquyet.document.comparing.difference import render_difference
from nghiquyet.document.comparing.erratum import render_erratum
from nghiquyet.document.text import document_text
from nghiquyet.model.draft import Block, Draft

CORRECTED = replace(
    FILES, text="395", sources=(a_source("HCC-02a", "hcc", "Trung tâm A & B", "395", "E8"),)
)


def redrafted(**blocks: tuple[Block, ...]) -> Draft:
    """The sample drafted again, with other blocks in the sub-sections named (``i_1``)."""
    sections = tuple(
        replace(
            section,
            sub_sections=tuple(
                replace(part, blocks=blocks.get(part.code.replace(".", "_").lower(), part.blocks))
                for part in section.sub_sections
            ),
        )
        for section in DRAFT.sections
    )
    later = DRAFT.created_at + timedelta(hours=2)
    return replace(DRAFT, id="f" * 32, created_at=later, sections=sections)


def blocks(code: str) -> tuple[Block, ...]:
    return next(part.blocks for s in DRAFT.sections for part in s.sub_sections if part.code == code)


FIGURE_CHANGED = a_block("i1_01", "Tiếp nhận ", CORRECTED, " hồ sơ; thành lập Trạm Y tế xã Kè Sắt.")
AFTER = redrafted(
    i_1=(FIGURE_CHANGED, blocks("I.1")[1], a_block("i1_03", "Đoạn mới hoàn toàn.")),
    i_2=(blocks("I.2")[0],),
)


def kinds(before: Draft, after: Draft) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.place) for change in changes_between(before, after)]


def runs(data: bytes, mark: str) -> list[str]:
    body = Document(BytesIO(data)).element.body
    found: list[Any] = [
        run for run in body.iter(qn("w:r")) if run.find(f".//{qn(mark)}") is not None
    ]
    return ["".join(run.itertext(qn("w:t"))) for run in found]


class TestChanges:
    def test_changed_new_and_dropped(self) -> None:
        assert kinds(DRAFT, AFTER) == [
            (ChangeKind.CHANGED, "Mục I.1, đoạn 1"),
            (ChangeKind.NEW, "Mục I.1, đoạn 3"),
            (ChangeKind.DROPPED, "Mục I.2, đoạn 2"),
        ]

    def test_a_paragraph_put_in_between_leaves_the_others_alone(self) -> None:
        first, last = blocks("I.1")
        renamed = (first, a_block("i1_02", "Chen vào giữa."), replace(last, id="i1_03"))
        assert kinds(DRAFT, redrafted(i_1=renamed)) == [(ChangeKind.NEW, "Mục I.1, đoạn 2")]

    def test_a_paragraph_in_another_sub_section_was_moved(self) -> None:
        first, last = blocks("I.1")
        after = redrafted(i_1=(first,), i_2=(*blocks("I.2"), last))
        assert kinds(DRAFT, after) == [(ChangeKind.MOVED, "Mục I.2, đoạn 3")]

    def test_headings_and_closing_count_too(self) -> None:
        section = replace(DRAFT.sections[0], title="ĐÁNH GIÁ THÁNG 01")
        after = replace(DRAFT, sections=(section, DRAFT.sections[1]), closing="Hết.")
        assert kinds(DRAFT, after) == [
            (ChangeKind.CHANGED, "Tên Mục I"),
            (ChangeKind.CHANGED, "Đoạn kết"),
        ]


class TestDifference:
    def test_it_says_how_much_changed_and_what(self) -> None:
        text = document_text(render_difference(DRAFT, AFTER, OFFICE))
        assert text[:4] == [
            "ĐẢNG ỦY XÃ KẺ SẶT",
            "BẢN SO SÁNH HAI DỰ THẢO",
            "Nghị quyết tháng 02/2026 (đánh giá tháng 01/2026)",
            "Bản trước lập lúc 01:30 28/01/2026; bản này lập lúc 03:30 28/01/2026",
        ]
        assert text[4] == "Đoạn có thay đổi: 01; đoạn mới: 01; đoạn đã bỏ: 01; giữ nguyên: 10."
        assert "Tiếp nhận 391 hồ sơ; thành lập Trạm Y tế xã Kè Sắt." in text
        assert "Tiếp nhận 395 hồ sơ; thành lập Trạm Y tế xã Kè Sắt." in text
        assert "HCC-02a: 391 → 395 (Trung tâm A & B, bản 2, trang “Số liệu”, ô E8)" in text

    def test_only_the_changed_words_are_marked(self) -> None:
        data = render_difference(DRAFT, AFTER, OFFICE)
        assert runs(data, "w:strike") == ["391"]
        assert runs(data, "w:u") == ["395"]

    def test_marks_in_outside_text_are_harmless(self) -> None:
        hostile = a_block("i1_01", "Tiếp nhận \ue00203\ue004 hồ sơ & <b> thành lập Trạm.")
        data = render_difference(DRAFT, redrafted(i_1=(hostile, blocks("I.1")[1])), OFFICE)
        assert "Tiếp nhận 03 hồ sơ & <b> thành lập Trạm." in document_text(data)

    def test_nothing_changed(self) -> None:
        text = document_text(render_difference(DRAFT, DRAFT, OFFICE))
        assert text[-1] == "Hai dự thảo giống nhau từng chữ."


class TestErratum:
    def test_a_line_quotes_no_more_than_the_clause(self) -> None:
        (sentence,) = affected_sentences(DRAFT, redrafted(i_1=(FIGURE_CHANGED, blocks("I.1")[1])))
        assert sentence.before.startswith("Tiếp nhận 391 hồ sơ; thành lập")
        assert sentence.after.startswith("Tiếp nhận 395 hồ sơ; thành lập")
        assert sentence.errata == (
            "Tại Mục I.1, đoạn 1, dòng ……: đã in “Tiếp nhận 391 hồ sơ”, "
            "nay sửa là “Tiếp nhận 395 hồ sơ”.",
        )
        assert len(sentence.figures) == 1

    def test_a_line_names_the_place_in_what_was_printed(self) -> None:
        added = a_block("i1_00", "Đoạn chen lên đầu.")
        after = redrafted(i_1=(added, FIGURE_CHANGED, blocks("I.1")[1]))
        places = [sentence.place for sentence in affected_sentences(DRAFT, after)]
        assert places == ["Mục I.1, đoạn 1", "Mục I.1, đoạn 1"]
        assert changes_between(DRAFT, after)[1].place == "Mục I.1, đoạn 2"

    def test_every_affected_sentence_has_its_lines(self) -> None:
        text = document_text(render_erratum(DRAFT, AFTER, OFFICE))
        assert "1. Nội dung đề nghị đính chính" in text
        assert (
            "1. Tại Mục I.1, đoạn 1, dòng ……: đã in “Tiếp nhận 391 hồ sơ”, nay sửa là “Tiếp nhận "
            "395 hồ sơ”."
        ) in text
        assert "2. Tại Mục I.1, đoạn 3, dòng ……: nay thêm “Đoạn mới hoàn toàn”." in text
        assert any(line.startswith("3. Tại Mục I.2, đoạn 2") and "nay bỏ" in line for line in text)

    def test_what_the_office_rewrote_before_it_was_issued_is_pointed_out(
        self, render: Render
    ) -> None:
        after = redrafted(i_1=(FIGURE_CHANGED, blocks("I.1")[1]))
        told = "Câu này không còn nguyên văn trong bản đã ban hành"
        same = document_text(render_erratum(DRAFT, after, OFFICE, render()))
        assert not [line for line in same if line.startswith(told)]
        rewritten = redrafted(i_1=(a_block("i1_01", "Đã nhận 391 hồ sơ."), blocks("I.1")[1]))
        other = document_text(render_erratum(DRAFT, after, OFFICE, render(draft=rewritten)))
        assert [line for line in other if line.startswith(told)]

    def test_a_long_paragraph_that_falls_away_is_quoted_by_its_ends(self) -> None:
        long = a_block("i1_01", f"{' '.join(f'từ{n}' for n in range(40))}.")
        (sentence,) = affected_sentences(redrafted(i_1=(long,)), redrafted(i_1=()))
        (line,) = sentence.errata
        assert line.endswith(
            "đã in từ “từ0 từ1 từ2 từ3 từ4 từ5 từ6 từ7” đến “từ32 từ33 từ34 từ35 "
            "từ36 từ37 từ38 từ39”, nay bỏ."
        )

    def test_nothing_to_correct(self) -> None:
        assert document_text(render_erratum(DRAFT, DRAFT, OFFICE))[-1] == (
            "Không có câu nào phải đính chính."
        )
