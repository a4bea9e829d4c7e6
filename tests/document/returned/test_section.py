"""A section is read back from the office's final file: what stands in it, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from tests.document.conftest import Render
from tests.document.libreoffice import converted
from tests.document.samples import DRAFT

from nghiquyet.document.returned.section import section_paragraphs
from nghiquyet.model.draft import Block, Draft, Section, Span, SubSection
from nghiquyet.model.resolution import FinalParagraph

TITLES = {"II.1": "Công tác xây dựng Đảng", "II.2": "Công tác chính quyền"}
TEXTS = {
    "ii1_01": "Nắm bắt tư tưởng cán bộ, đảng viên. Tuyên truyền các ngày lễ lớn trong tháng.",
    "ii1_02": "Kiểm tra, giám sát chi bộ theo chương trình năm; giải quyết đơn thư phát sinh.",
    "ii2_01": "UBND xã chỉ đạo gieo cấy đúng thời vụ; kiểm tra đồng ruộng, chống hạn.",
}
SECTION = Section(
    "II",
    "PHƯƠNG HƯỚNG NHIỆM VỤ THÁNG 02",
    tuple(
        SubSection(
            code,
            title,
            tuple(
                Block(name, (Span(text),), dashed=True)
                for name, text in TEXTS.items()
                if name.startswith(code.lower().replace(".", ""))
            ),
        )
        for code, title in TITLES.items()
    ),
)
AS_DRAFTED = [
    FinalParagraph("II.1", TEXTS["ii1_01"], ("ii1_01",)),
    FinalParagraph("II.1", TEXTS["ii1_02"], ("ii1_02",)),
    FinalParagraph("II.2", TEXTS["ii2_01"], ("ii2_01",)),
]
Edit = Callable[[Any], None]


@pytest.fixture
def draft() -> Draft:
    return replace(DRAFT, sections=(DRAFT.sections[0], SECTION))


@pytest.fixture
def read(render: Render, draft: Draft) -> Callable[[Edit], list[FinalParagraph]]:
    """Section II of the file after an edit."""

    def edited(edit: Edit) -> list[FinalParagraph]:
        document = Document(BytesIO(render(draft=draft)))
        edit(document)
        buffer = BytesIO()
        document.save(buffer)
        return list(section_paragraphs(buffer.getvalue(), draft, "II"))

    return edited


Read = Callable[[Edit], list[FinalParagraph]]


def find(document: Any, words: str) -> Any:
    return next(each for each in document.paragraphs[::-1] if words in each.text)


def test_as_it_was_drafted(read: Read) -> None:
    assert read(lambda _: None) == AS_DRAFTED


@pytest.mark.system("libreoffice-writer")
def test_after_a_save_by_libreoffice(render: Render, draft: Draft, tmp_path: Path) -> None:
    (saved,) = converted(tmp_path, {"a": render(draft=draft)}, "docx").values()
    assert list(section_paragraphs(saved, draft, "II")) == AS_DRAFTED


def test_section_one_is_not_in_it(read: Read) -> None:
    def add_above(document: Any) -> None:
        find(document, "II. PHƯƠNG HƯỚNG").insert_paragraph_before("Đồng chí viết thêm ở Mục I.")

    assert read(add_above) == AS_DRAFTED


def test_a_paragraph_of_the_office_s_own_stands_where_it_was_written(read: Read) -> None:
    def add(document: Any) -> None:
        find(document, "2. Công tác chính quyền").insert_paragraph_before("- Tổ chức tọa đàm.")

    assert read(add) == [*AS_DRAFTED[:2], FinalParagraph("II.1", "Tổ chức tọa đàm."), AS_DRAFTED[2]]


def test_a_moved_paragraph_belongs_to_the_title_above_it(read: Read) -> None:
    def move(document: Any) -> None:
        moved, target = find(document, TEXTS["ii1_01"]), find(document, TEXTS["ii2_01"])
        target._p.addnext(moved._p)

    assert read(move) == [*AS_DRAFTED[1:], replace(AS_DRAFTED[0], sub_section="II.2")]


def test_titles_that_were_worded_anew_are_titles_still(read: Read) -> None:
    def retitle(document: Any) -> None:
        find(document, "II. PHƯƠNG HƯỚNG").runs[0].text = "II. NHIỆM VỤ TRỌNG TÂM THÁNG 02"
        find(document, "2. Công tác chính quyền").runs[0].text = "2. Công tác của chính quyền xã"
        for words in ("II. NHIỆM VỤ", "2. Công tác của"):
            for run in find(document, words).runs[1:]:
                run.text = ""

    assert read(retitle) == AS_DRAFTED


def test_titles_typed_without_a_style_are_known_by_their_words(read: Read) -> None:
    def strip(document: Any) -> None:
        for words in ("II. PHƯƠNG HƯỚNG", "1. Công tác xây dựng", "2. Công tác chính quyền"):
            title = find(document, words)
            title.insert_paragraph_before(title.text, "Normal")
            title._p.getparent().remove(title._p)

    assert read(strip) == AS_DRAFTED


def test_without_titles_the_blocks_say_where_they_belong(read: Read) -> None:
    def drop(document: Any) -> None:
        for words in ("II. PHƯƠNG HƯỚNG", "1. Công tác xây dựng", "2. Công tác chính quyền"):
            title = find(document, words)
            title._p.getparent().remove(title._p)

    assert read(drop) == AS_DRAFTED


def test_the_closing_paragraph_is_none_of_it(read: Read) -> None:
    def edit(document: Any) -> None:
        closing = find(document, DRAFT.closing)
        closing.runs[0].text = closing.text.replace("Nghị quyết", "Nghị quyết này")
        for run in closing.runs[1:]:
            run.text = ""

    assert read(edit) == AS_DRAFTED


def test_a_split_and_a_joined_paragraph(read: Read) -> None:
    def lay_out(document: Any) -> None:
        first, second = find(document, TEXTS["ii1_01"]), find(document, TEXTS["ii1_02"])
        head, tail = TEXTS["ii1_01"].split(". ")
        first.insert_paragraph_before(f"- {head}.")
        first.runs[0].text = f"{tail} {second.text.lstrip('- ')}"
        for run in first.runs[1:]:
            run.text = ""
        second._p.getparent().remove(second._p)

    found = read(lay_out)

    assert [each.sub_section for each in found] == ["II.1", "II.1", "II.2"]
    assert set(found[0].blocks + found[1].blocks) == {"ii1_01", "ii1_02"}
