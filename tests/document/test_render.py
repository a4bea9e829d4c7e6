"""The resolution in Word: every word as it was drafted, nothing evaluated, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from tests.document.conftest import Render
from tests.document.effective import part
from tests.document.samples import (
    DRAFT,
    FLAG,
    HOSTILE,
    HOSTILE_PRINTED,
    OFFICE,
    PRINTED,
    a_block,
)

from nghiquyet.document.properties import set_custom_properties
from nghiquyet.document.render import Variant, template_context
from nghiquyet.document.text import blocks_of, comments_of, document_text
from nghiquyet.errors import DocumentError
from nghiquyet.model.draft import Draft
from nghiquyet.model.period import Period

Edited = Callable[[Callable[[Any], None]], Path]


def with_blocks(*blocks: Any) -> Draft:
    """The sample with other paragraphs in I.1 and no review."""
    section = DRAFT.sections[0]
    changed = replace(section.sub_sections[0], blocks=blocks)
    return replace(DRAFT, sections=(replace(section, sub_sections=(changed,)),), review=())


@pytest.mark.parametrize("variant", Variant)
def test_every_paragraph_is_printed_as_drafted(render: Render, variant: Variant) -> None:
    assert document_text(render(variant=variant)) == PRINTED


def test_a_bookmark_holds_each_block(render: Render) -> None:
    data = render()
    assert list(blocks_of(data)) == [block.id for block in DRAFT.blocks]
    texts = {block.id: block.text.replace(HOSTILE, HOSTILE_PRINTED) for block in DRAFT.blocks}
    texts["ii1_01"] = f"- {texts['ii1_01']}"
    assert blocks_of(data) == texts


def test_a_bookmark_stands_round_all_runs(render: Render) -> None:
    body = part(render(variant=Variant.SOURCED), "word/document.xml")
    starts = list(body.iter(qn("w:bookmarkStart")))
    assert len(starts) == len(DRAFT.blocks)
    assert len({start.get(qn("w:id")) for start in starts}) == len(starts)
    for start in starts:
        children = [child.tag for child in start.getparent()]
        assert children[:2] == [qn("w:pPr"), qn("w:bookmarkStart")]
        assert children[-1] == qn("w:bookmarkEnd")
        assert start.getparent()[-1].get(qn("w:id")) == start.get(qn("w:id"))


def test_only_what_is_missing_is_highlighted(render: Render) -> None:
    for variant in Variant:
        body = part(render(variant=variant), "word/document.xml")
        lit = {
            "".join(run.itertext(qn("w:t"))): run.find(f".//{qn('w:highlight')}").get(qn("w:val"))
            for run in body.iter(qn("w:r"))
            if run.find(f".//{qn('w:highlight')}") is not None
        }
        assert lit == {FLAG: "yellow"}


@pytest.mark.parametrize("text", [HOSTILE, "a\tb\nc\x0b\x00d\ud800", "\ue0007\ue001"])
def test_hostile_text_anywhere_is_only_text(render: Render, text: str) -> None:
    section = replace(DRAFT.sections[1], title=text)
    office = replace(OFFICE, superior=text, recipients=(text, text))
    draft = replace(DRAFT, sections=(DRAFT.sections[0], section), closing=text)
    printed = document_text(render(draft=draft, office=office))
    assert len(printed) == len(PRINTED)
    assert not any("\ue000" in line or "\ue001" in line for line in printed)


def test_breaks_and_control_characters_in_a_block_keep_it_one_paragraph(render: Render) -> None:
    draft = with_blocks(a_block("i1_01", "một\thai\nba\x0bbốn\x00\x1f\ud800\uffff"))
    assert blocks_of(render(draft=draft)) == {"i1_01": "một hai ba bốn"}


def test_the_document_says_which_draft_it_is(render: Render) -> None:
    data = render(variant=Variant.SOURCED)
    custom = {entry.get("name"): entry[0].text for entry in part(data, "docProps/custom.xml")}
    assert custom == {"nghiquyet.draft": DRAFT.id, "nghiquyet.variant": "sourced"}
    properties = Document(BytesIO(data)).core_properties
    assert properties.title == "Dự thảo Nghị quyết tháng 02/2026"
    assert properties.author == OFFICE.issuer


def test_properties_of_the_offices_template_stay(render: Render, edited: Edited) -> None:
    old = {"van_phong": "của Văn phòng", "nghiquyet.draft": "f" * 32}
    data = render(template=edited(lambda document: set_custom_properties(document, old)))
    entries = list(part(data, "docProps/custom.xml"))
    assert {entry.get("name"): entry[0].text for entry in entries} == {
        "van_phong": "của Văn phòng",
        "nghiquyet.draft": DRAFT.id,
        "nghiquyet.variant": "working",
    }
    assert len({entry.get("pid") for entry in entries}) == 3


def test_head_and_title_of_a_december(render: Render) -> None:
    printed = document_text(render(draft=replace(DRAFT, period=Period(2026, 12))))
    assert "Kẻ Sặt, ngày     tháng 12 năm 2026" in printed
    assert "về thực hiện nhiệm vụ chính trị tháng 01" in printed


def test_a_march_is_not_padded(render: Render) -> None:
    printed = document_text(render(draft=replace(DRAFT, period=Period(2026, 3))))
    assert "Kẻ Sặt, ngày     tháng 3 năm 2026" in printed
    assert "về thực hiện nhiệm vụ chính trị tháng 4" in printed


def test_two_blocks_of_one_id_are_refused(render: Render) -> None:
    with pytest.raises(DocumentError, match="two blocks of one id"):
        render(draft=with_blocks(a_block("i1_01", "a"), a_block("i1_01", "b")))


@pytest.mark.parametrize("block_id", ["", "i1-01", "đoạn", "x" * 37])
def test_an_id_that_no_bookmark_can_have_is_refused(render: Render, block_id: str) -> None:
    with pytest.raises(DocumentError, match="no name for a bookmark"):
        render(draft=with_blocks(a_block(block_id, "a")))


def test_the_plain_context_prints_the_same_text(profile: Any) -> None:
    sections = template_context(DRAFT, OFFICE, profile)["cac_muc"]
    texts = [
        block["noi_dung"]
        for section in sections
        for sub_section in section["cac_tieu_muc"]
        for block in sub_section["cac_doan"]
    ]
    assert texts == [block.text for block in DRAFT.blocks]


class TestTheOfficesTemplate:
    """What an office may do to its template in Word, and what it is told if it goes too far."""

    def test_a_missing_file(self, render: Render, tmp_path: Path) -> None:
        with pytest.raises(DocumentError, match=r"gone\.docx"):
            render(template=tmp_path / "gone.docx")

    @pytest.mark.parametrize("cut", [0, 100, 5000])
    def test_no_word_file(self, render: Render, template: Path, tmp_path: Path, cut: int) -> None:
        path = tmp_path / "cut.docx"
        path.write_bytes(template.read_bytes()[:cut])
        with pytest.raises(DocumentError, match="cannot be used as a Word template"):
            render(template=path)

    def test_broken_xml(self, render: Render, template: Path, tmp_path: Path) -> None:
        path = tmp_path / "broken.docx"
        with ZipFile(template) as whole, ZipFile(path, "w") as broken:
            for name in whole.namelist():
                data = whole.read(name)
                broken.writestr(name, data[:-9] if name == "word/document.xml" else data)
        with pytest.raises(DocumentError, match="cannot be used as a Word template"):
            render(template=path)

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("{{ ten_la }}", "ten_la"),
            ("{{ thang", "unexpected"),
            ("{% if %}", "Expected"),
            ("{{ thang.__class__.__mro__ }}", "unsafe"),
            ("{{ thang + 1 }}", "cannot be used"),
            ("{{ 1 / 0 }}", "division by zero"),
        ],
    )
    def test_a_name_that_is_not_there(
        self, render: Render, edited: Edited, text: str, said: str
    ) -> None:
        with pytest.raises(DocumentError, match=said):
            render(template=edited(lambda document: document.add_paragraph(text)))

    def test_a_paragraph_that_is_not_printed(self, render: Render, edited: Edited) -> None:
        def drop(document: Any) -> None:
            for paragraph in document.paragraphs:
                if paragraph.text == "- {{ doan.noi_dung }}":
                    paragraph.text = "-"

        with pytest.raises(DocumentError, match="once each: ii1_01"):
            render(template=edited(drop))

    def test_a_paragraph_that_is_printed_twice(self, render: Render, edited: Edited) -> None:
        def double(document: Any) -> None:
            for paragraph in document.paragraphs:
                if paragraph.text == "- {{ doan.noi_dung }}":
                    paragraph.add_run(" {{ doan.noi_dung }}")

        with pytest.raises(DocumentError, match="once each: ii1_01"):
            render(template=edited(double))

    def test_a_mark_in_the_template(self, render: Render, edited: Edited) -> None:
        with pytest.raises(DocumentError, match="left over in /word/document"):
            render(template=edited(lambda document: document.add_paragraph("a\ue000b")))

    def test_a_style_that_is_gone(self, render: Render, edited: Edited) -> None:
        with pytest.raises(DocumentError, match="«NQ Tiểu mục»"):
            render(template=edited(lambda document: document.styles["NQ Tiểu mục"].delete()))

    def test_words_tabs_and_breaks_round_a_block(self, render: Render, edited: Edited) -> None:
        def dress(document: Any) -> None:
            for paragraph in document.paragraphs:
                if paragraph.text == "- {{ doan.noi_dung }}":
                    paragraph.text = "+\t{{ doan.noi_dung }} (hết)\n"

        block = blocks_of(render(template=edited(dress)))["ii1_01"]
        assert block == "+\tDuy trì tiếp công dân. (hết)\n"

    def test_its_own_bookmarks_and_comments_stay(self, render: Render, edited: Edited) -> None:
        def note(document: Any) -> None:
            paragraph = document.paragraphs[1]
            document.add_comment(paragraph.runs, "Ghi chú của Văn phòng", "VP", "VP")
            start = paragraph._p.makeelement(
                qn("w:bookmarkStart"), {qn("w:id"): "70", qn("w:name"): "vp"}
            )
            paragraph._p.append(start)
            paragraph._p.append(paragraph._p.makeelement(qn("w:bookmarkEnd"), {qn("w:id"): "70"}))

        data = render(template=edited(note))
        remarks = comments_of(data)
        assert remarks[0] == ("VP", "Ghi chú của Văn phòng", "NGHỊ QUYẾT")
        assert len(remarks) == 1 + len(comments_of(render()))
        body = part(data, "word/document.xml")
        ids = [start.get(qn("w:id")) for start in body.iter(qn("w:bookmarkStart"))]
        assert len(set(ids)) == len(ids) == len(DRAFT.blocks) + 1


def test_names_are_text_and_no_markup(render: Render) -> None:
    office = replace(OFFICE, issuer="ĐẢNG ỦY XÃ A & B <c>", recipients=("- Lưu: A & B <được>",))
    text = document_text(render(office=office))
    assert "ĐẢNG ỦY XÃ A & B <c>" in text
    assert "- Lưu: A & B <được>" in text
