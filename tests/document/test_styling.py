"""The format rules as Word applies them: looked up through defaults, styles and runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from tests.document.conftest import Render
from tests.document.effective import SCRIPTS, Looks, looks_of, part
from tests.document.samples import PRINTED

from nghiquyet.document.formats import (
    DraftMark,
    DraftMarkPlace,
    FormatProfile,
    StyleRule,
    load_profiles,
)
from nghiquyet.document.layout import STYLE_NAMES, twips
from nghiquyet.document.render import Variant
from nghiquyet.document.text import document_text

Edited = Callable[[Callable[[Any], None]], Path]
ROLES = {name: role for role, name in STYLE_NAMES.items()}


def holds(rule: StyleRule, font: str, found: Looks) -> None:
    """What the rule says is what Word shows."""
    letters, shape = found.letters, found.shape
    assert letters.fonts == dict.fromkeys(SCRIPTS, font), found
    assert (letters.size, letters.language) == (rule.size.preferred, "vi-VN"), found
    for wanted, is_so in (
        (rule.bold, letters.bold),
        (rule.italic, letters.italic),
        (rule.underlined, letters.underlined),
        (rule.capitals, letters.capitals),
        (rule.align, shape.align),
    ):
        assert wanted in (None, is_so), found
    if rule.first_line is not None:
        assert round(shape.first_line, 1) == rule.first_line.preferred, found
    if rule.space_after is not None:
        assert shape.after == rule.space_after.preferred, found
    if rule.line is not None:
        assert (shape.line, shape.line_rule) == (rule.line.preferred, "exact"), found


@pytest.mark.parametrize("variant", Variant)
def test_every_word_follows_the_rules_in_force(
    render: Render, profile: FormatProfile, variant: Variant
) -> None:
    seen = set()
    for found in looks_of(render(variant=variant)):
        role = ROLES[found.style]
        holds(getattr(profile.styles, role), profile.font, found)
        seen.add(role)
    assert seen == set(STYLE_NAMES) - {"page_number"}


def test_sizes_are_set_for_complex_scripts_too(render: Render) -> None:
    for style in part(render(), "word/styles.xml").iter(qn("w:style")):
        sizes = {size.get(qn("w:val")) for size in style.iter(qn("w:sz"), qn("w:szCs"))}
        if style.find(qn("w:name")).get(qn("w:val")) in ROLES:
            assert len(sizes) == 1


def test_the_sheet(render: Render, profile: FormatProfile) -> None:
    section = part(render(), "word/document.xml").find(f".//{qn('w:sectPr')}")
    margins = section.find(qn("w:pgMar"))
    page = profile.page
    for side in ("top", "bottom", "left", "right"):
        assert abs(int(margins.get(qn(f"w:{side}"))) - twips(getattr(page, side))) <= 1
    assert abs(int(margins.get(qn("w:header"))) - twips(10)) <= 1
    size = section.find(qn("w:pgSz"))
    assert abs(int(size.get(qn("w:w"))) - twips(210)) <= 1
    assert abs(int(size.get(qn("w:h"))) - twips(297)) <= 1
    assert section.find(qn("w:titlePg")) is not None


def test_numbers_of_pages_stand_at_the_top_centre(render: Render, profile: FormatProfile) -> None:
    data = render()
    header = part(data, "word/header1.xml")
    assert "".join(header.itertext(qn("w:instrText"))).strip() == "PAGE"
    style = header.find(f".//{qn('w:pStyle')}").get(qn("w:val"))
    styles = part(data, "word/styles.xml").iter(qn("w:style"))
    found = next(s for s in styles if s.get(qn("w:styleId")) == style)
    assert found.find(qn("w:name")).get(qn("w:val")) == "NQ Số trang"
    assert found.find(f".//{qn('w:jc')}").get(qn("w:val")) == "center"
    assert found.find(f".//{qn('w:sz')}").get(qn("w:val")) == "28"


def test_other_rules_need_no_other_template(render: Render, profile: FormatProfile) -> None:
    body = profile.styles.body
    narrow = StyleRule.model_validate(
        {**body.model_dump(), "size": 13, "line": 20, "first_line": 12.7, "align": "left"}
    )
    changed = profile.model_copy(
        update={
            "page": profile.page.model_copy(
                update={"left": 35.0, "page_number_from_top": 12.0, "number_on_first_page": True}
            ),
            "font": "Arial",
            "subject_rule": "",
            "section_heading": "{so}- {tieu_de}",
            "draft_mark": DraftMark(text="Dự thảo lần 1", place=DraftMarkPlace.UNDER_DATE),
            "styles": profile.styles.model_copy(update={"body": narrow}),
        }
    )
    data = render(profile=changed)
    printed = document_text(data)
    assert "I- ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 01" in printed
    assert "-----" not in printed
    assert printed.index("Dự thảo lần 1") > printed.index("ĐẢNG CỘNG SẢN VIỆT NAM")
    printed_so = [found for found in looks_of(data) if found.style == "NQ Đoạn"]
    assert printed_so
    for found in printed_so:
        holds(narrow, "Arial", found)
    section = part(data, "word/document.xml").find(f".//{qn('w:sectPr')}")
    margins = section.find(qn("w:pgMar"))
    assert abs(int(margins.get(qn("w:left"))) - twips(35)) <= 1
    assert abs(int(margins.get(qn("w:header"))) - twips(12)) <= 1
    assert section.find(qn("w:titlePg")) is None


def test_both_sets_of_rules_print_the_sample(render: Render, project_root: Path) -> None:
    for profile in load_profiles(project_root / "reports/monthly/formats"):
        assert document_text(render(profile=profile)) == PRINTED


class TestTheOfficesOwnHand:
    """What the office changed in Word stays wherever the rules leave it open."""

    @pytest.fixture
    def restyled(self, edited: Edited) -> Path:
        def restyle(document: Any) -> None:
            body = document.styles["NQ Đoạn"]
            body.font.color.rgb = RGBColor(0, 0, 0x80)
            body.font.size = Pt(15)
            body.paragraph_format.line_spacing = Pt(20)
            body.paragraph_format.space_before = Pt(3)
            heading = document.styles["NQ Mục"]
            heading.font.size = Pt(20)
            heading.font.bold = False
            heading.font.name = "Arial"
            heading.paragraph_format.line_spacing = 1.5
            document.sections[0].left_margin = Mm(50)
            document.add_paragraph("Dòng thêm của Văn phòng", "NQ Đoạn")

        return edited(restyle)

    def test_what_the_rules_admit_stays(self, render: Render, restyled: Path) -> None:
        data = render(template=restyled)
        assert document_text(data) == [*PRINTED, "Dòng thêm của Văn phòng"]
        found = next(found for found in looks_of(data) if found.style == "NQ Đoạn")
        assert (found.letters.colour, found.letters.size) == ("000080", 15)
        assert (found.shape.line, found.shape.line_rule) == (20, "exact")
        assert (found.shape.before, found.shape.after) == (3, 6)

    def test_what_they_forbid_is_set_right(self, render: Render, restyled: Path) -> None:
        data = render(template=restyled)
        found = next(found for found in looks_of(data) if found.style == "NQ Mục")
        assert (found.letters.size, found.letters.bold) == (14, True)
        assert found.letters.fonts == dict.fromkeys(SCRIPTS, "Times New Roman")
        assert (found.shape.line, found.shape.line_rule) == (18, "exact")
        margins = part(data, "word/document.xml").find(f".//{qn('w:pgMar')}")
        assert abs(int(margins.get(qn("w:left"))) - twips(30)) <= 1

    def test_an_annex_across_the_sheet_stays_so(self, render: Render, edited: Edited) -> None:
        def add_annex(document: Any) -> None:
            section = document.add_section()
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
            document.add_paragraph("Phụ lục", "NQ Đoạn")

        sizes = [
            int(size.get(qn("w:w")))
            for size in part(render(template=edited(add_annex)), "word/document.xml").iter(
                qn("w:pgSz")
            )
        ]
        assert [round(size * 25.4 / 1440) for size in sizes] == [210, 297]
