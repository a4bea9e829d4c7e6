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
from tests.document.effective import SCRIPTS, Formatting, part
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


def expected(rule: StyleRule, font: str) -> dict[str, str]:
    """What the rule means in WordprocessingML."""
    half_points = f"{rule.size.preferred * 2:g}"
    wanted = {f"rFonts.{script}": font for script in SCRIPTS}
    wanted |= {"sz": half_points, "szCs": half_points, "lang.val": "vi-VN"}
    if rule.align is not None:
        wanted["jc"] = rule.align.value
    if rule.first_line is not None:
        wanted["ind.firstLine"] = str(twips(rule.first_line.preferred))
    if rule.space_after is not None:
        wanted["spacing.after"] = f"{rule.space_after.preferred * 20:g}"
    if rule.line is not None:
        wanted |= {
            "spacing.line": f"{rule.line.preferred * 20:g}",
            "spacing.lineRule": "exact",
        }
    return wanted


def switches(rule: StyleRule) -> dict[str, bool]:
    wanted = {"b": rule.bold, "i": rule.italic, "u": rule.underlined, "caps": rule.capitals}
    return {key: value for key, value in wanted.items() if value is not None}


@pytest.mark.parametrize("variant", Variant)
def test_every_word_follows_the_rules_in_force(
    render: Render, profile: FormatProfile, variant: Variant
) -> None:
    seen = set()
    for style, text, found in Formatting(render(variant=variant)).paragraphs():
        role = ROLES[style]
        rule = getattr(profile.styles, role)
        wanted = expected(rule, profile.font)
        assert {key: found.get(key) for key in wanted} == wanted, (style, text)
        for key, on in switches(rule).items():
            assert (found.get(key, "0") not in ("0", "none")) == on, (style, text, key)
        seen.add(role)
    assert seen == set(STYLE_NAMES) - {"page_number"}


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
    found = Formatting(data).styles[style]
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
    formats = [found for style, _, found in Formatting(data).paragraphs() if style == "NQ Đoạn"]
    assert formats
    for found in formats:
        assert {key: found[key] for key in expected(narrow, "Arial")} == expected(narrow, "Arial")
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
        (found, *_) = [f for style, _, f in Formatting(data).paragraphs() if style == "NQ Đoạn"]
        assert (found["color"], found["sz"], found["szCs"]) == ("000080", "30", "30")
        assert (found["spacing.line"], found["spacing.lineRule"]) == ("400", "exact")
        assert (found["spacing.before"], found["spacing.after"]) == ("60", "120")

    def test_what_they_forbid_is_set_right(self, render: Render, restyled: Path) -> None:
        data = render(template=restyled)
        (found, *_) = [f for style, _, f in Formatting(data).paragraphs() if style == "NQ Mục"]
        assert (found["sz"], found["szCs"]) == ("28", "28")
        assert found["b"] == "1"
        assert {found[f"rFonts.{script}"] for script in SCRIPTS} == {"Times New Roman"}
        assert (found["spacing.line"], found["spacing.lineRule"]) == ("360", "exact")
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
