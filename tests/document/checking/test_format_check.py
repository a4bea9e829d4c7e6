"""The machine check of format: one fault at a time, each at its place and nowhere else."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from tests.document.checking.edits import (
    BODY,
    DASHED,
    DATE,
    FAULTS,
    NUMBER,
    SECTION,
    Edit,
    edited,
    find,
    first_half_in_arial,
    letters,
    paragraphs,
    paste_normal,
    remove,
    shape,
)
from tests.document.conftest import Render
from tests.document.libreoffice import converted
from tests.document.samples import DRAFT
from tests.document.typed import typed_resolution

from nghiquyet.document.checking.faults import FormatFault
from nghiquyet.document.checking.format_check import check_format, profile_of
from nghiquyet.document.formats import FormatProfile, load_profiles
from nghiquyet.document.render import Variant
from nghiquyet.document.text import document_text
from nghiquyet.errors import DocumentError
from nghiquyet.model.period import Period


def places(faults: tuple[FormatFault, ...]) -> set[tuple[str, str]]:
    return {(fault.role, fault.kind) for fault in faults}


@pytest.mark.parametrize(
    ("edit", "role", "kind", "words"),
    FAULTS,
    ids=[f"{n:02d} {role} {kind}" for n, (_, role, kind, _) in enumerate(FAULTS, 1)],
)
def test_one_fault_is_found_at_its_place_and_no_other(
    render: Render, profile: FormatProfile, edit: Edit, role: str, kind: str, words: str
) -> None:
    data = edited(render(), edit)
    faults = check_format(data, profile)
    assert places(faults) == {(role, kind)}
    text = document_text(data)
    for fault in faults:
        assert fault.words.rstrip("…").startswith(words[:39])
        if fault.paragraph:
            assert text[fault.paragraph - 1].startswith(fault.words.rstrip("…"))
            assert f"Đoạn {fault.paragraph} “{fault.words}”" in fault.message
        assert fault.found in fault.message
        assert fault.wanted in fault.message
        assert fault.message.endswith(".")


def test_the_sentence_says_what_to_do(render: Render, profile: FormatProfile) -> None:
    data = edited(render(), letters(BODY, size=Pt(13)))
    (fault,) = check_format(data, profile)
    assert fault.message == (
        "Đoạn 14 “Tiếp nhận 391 hồ sơ; thành lập Trạm Y t…” (đoạn văn): cỡ chữ là 13 pt, "
        "quy định từ 14 đến 15 pt; đặt cỡ chữ 14."
    )


def test_only_the_stretch_that_differs_is_named(render: Render, profile: FormatProfile) -> None:
    (fault,) = check_format(edited(render(), first_half_in_arial), profile)
    assert "tại “học tập.”" in fault.message


def test_pasted_text_in_the_standard_style_is_judged_as_body(
    render: Render, profile: FormatProfile
) -> None:
    faults = check_format(edited(render(), paste_normal), profile)
    assert {fault.words for fault in faults} == {"Trung tâm Chính trị mở 02 lớp bồi dưỡng."}
    assert places(faults) == {("body", kind) for kind in ("align", "first_line", "line", "space")}


def test_a_heading_in_the_style_of_the_body_is_still_a_heading(
    render: Render, profile: FormatProfile
) -> None:
    def restyle(document: Any) -> None:
        find(document, SECTION).style = "NQ Đoạn"

    faults = check_format(edited(render(), restyle), profile)
    assert places(faults) == {("section", "bold")}


@pytest.mark.parametrize("variant", Variant)
def test_what_we_print_has_no_fault_under_the_rules_of_its_date(
    render: Render, project_root: Path, variant: Variant
) -> None:
    for profile in load_profiles(project_root / "reports/monthly/formats"):
        month = 1 if profile.holds_on(date(2026, 1, 31)) else 6
        draft = replace(DRAFT, period=Period(2026, month))
        data = render(draft=draft, profile=profile, variant=variant)
        assert check_format(data, profile) == ()
        assert profile_of(data, load_profiles(project_root / "reports/monthly/formats")) == profile


def test_the_office_s_own_choice_within_the_rules_is_no_fault(
    render: Render, profile: FormatProfile
) -> None:
    def restyle(document: Any) -> None:
        body = document.styles["NQ Đoạn"]
        body.font.size = Pt(15)
        body.paragraph_format.line_spacing = Pt(20)
        find(document, BODY).add_run(" Thêm một câu.").font.bold = True
        find(document, DASHED).insert_paragraph_before("- Thêm một việc.", "NQ Gạch đầu dòng")
        find(document, NUMBER).runs[0].text = "Số 05-NQ/ĐU"
        find(document, DATE).runs[0].text = "Kẻ Sặt, ngày 05 tháng 02 năm 2026"
        find(document, "DỰ THẢO")._p.getparent().remove(find(document, "DỰ THẢO")._p)

    assert check_format(edited(render(), restyle), profile) == ()


def test_a_table_in_the_text_is_not_judged(render: Render, profile: FormatProfile) -> None:
    def add_table(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "Chỉ tiêu"
        table.cell(1, 1).text = "391"
        find(document, BODY)._p.addnext(table._tbl)

    assert check_format(edited(render(), add_table), profile) == ()


def test_an_annex_across_the_sheet_is_not_judged(render: Render, profile: FormatProfile) -> None:
    def add_annex(document: Any) -> None:
        annex = document.add_section()
        annex.page_width, annex.page_height = Mm(297), Mm(210)
        document.add_paragraph("PHỤ LỤC SỐ LIỆU")

    assert check_format(edited(render(), add_annex), profile) == ()


class TestTypedElsewhere:
    """A document that has none of our styles is judged by its words and places."""

    def test_one_that_follows_the_rules(self, profile: FormatProfile) -> None:
        assert check_format(typed_resolution().saved(), profile) == ()

    @pytest.mark.parametrize(
        ("start", "looks", "role", "kind"),
        [
            ("ĐẢNG ỦY XÃ", {"bold": False}, "issuer", "bold"),
            ("NGHỊ QUYẾT", {"size": Pt(14)}, "kind", "size"),
            ("về thực hiện", {"bold": False}, "subject", "bold"),
            ("II. PHƯƠNG", {"bold": False}, "section", "bold"),
            ("1. Công tác", {"bold": False}, "sub_section", "bold"),
            ("Các chi bộ", {"name": "Arial"}, "body", "font"),
            ("- Tiếp tục", {"size": Pt(16)}, "dashed", "size"),
            ("- Lưu VP.", {"size": Pt(14)}, "recipients", "size"),
            ("\tNguyễn", {"bold": False}, "signer_name", "bold"),
        ],
    )
    def test_a_fault(
        self, profile: FormatProfile, start: str, looks: dict[str, Any], role: str, kind: str
    ) -> None:
        typed = typed_resolution()
        letters(start, **looks)(typed.document)
        (fault,) = check_format(typed.saved(), profile)
        assert (fault.role, fault.kind) == (role, kind)
        assert fault.words.startswith(start.strip())

    def test_what_stands_between_tabs_is_judged_alone(self, profile: FormatProfile) -> None:
        typed = typed_resolution()
        find(typed.document, "ĐẢNG BỘ").runs[1].font.size = Pt(14)  # behind the tab
        (fault,) = check_format(typed.saved(), profile)
        assert (fault.role, fault.kind, fault.words) == ("party", "size", "ĐẢNG CỘNG SẢN VIỆT NAM")
        assert fault.paragraph == 1

    def test_title_and_subject_in_one_paragraph(self, profile: FormatProfile) -> None:
        typed = typed_resolution()
        kind, subject = find(typed.document, "NGHỊ QUYẾT"), find(typed.document, "về thực hiện")
        kind.runs[0].add_break(WD_BREAK.LINE)
        for run in subject.runs:
            kind._p.append(run._r)
        subject._p.getparent().remove(subject._p)
        assert check_format(typed.saved(), profile) == ()

    def test_numbers_that_word_set_by_itself_count(self, profile: FormatProfile) -> None:
        typed = typed_resolution()
        numbering = typed.document.part.numbering_part.element
        starts = {"I. ": "upperRoman", "II. ": "upperRoman", "1. ": "decimal", "- ": "bullet"}
        for number, way in enumerate(dict.fromkeys(starts.values()), 70):
            sign = "-" if way == "bullet" else "%1."
            numbering.insert(
                0,
                parse_xml(
                    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:lvl w:ilvl="0">'
                    f'<w:start w:val="1"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{sign}"/>'
                    "</w:lvl></w:abstractNum>"
                ),
            )
            numbering.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{number}">'
                    f'<w:abstractNumId w:val="{number}"/></w:num>'
                )
            )
        for start, way in starts.items():
            paragraph = find(typed.document, start)
            paragraph.runs[0].text = paragraph.runs[0].text.removeprefix(start)
            number = 70 + list(dict.fromkeys(starts.values())).index(way)
            mark = (
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            )
            paragraph._p.get_or_add_pPr().append(parse_xml(mark))
        assert check_format(typed.saved(), profile) == ()

    def test_letters_and_their_marks_may_be_typed_apart(self, profile: FormatProfile) -> None:
        typed = typed_resolution()
        for paragraph in paragraphs(typed.document):
            for run in paragraph.runs:
                run.text = unicodedata.normalize("NFD", run.text)
        assert check_format(typed.saved(), profile) == ()

    def test_a_page_without_anything_lacks_every_part(self, profile: FormatProfile) -> None:
        buffer = BytesIO()
        Document().save(buffer)
        absent = {f.role for f in check_format(buffer.getvalue(), profile) if f.kind == "absent"}
        assert absent >= {"superior", "issuer", "party", "kind", "subject", "section", "body"}
        assert absent >= {"recipients", "authority", "signer_title", "signer_name"}

    def test_what_is_no_word_file_is_said_so(self, profile: FormatProfile) -> None:
        with pytest.raises(DocumentError, match="không phải văn bản Word"):
            check_format(b"PK no", profile)


def test_no_rules_can_be_chosen_where_no_date_is_written(
    render: Render, project_root: Path
) -> None:
    profiles = load_profiles(project_root / "reports/monthly/formats")
    with pytest.raises(DocumentError, match="ngày, tháng"):
        profile_of(edited(render(), remove(DATE)), profiles)


@pytest.mark.slow
@pytest.mark.system("libreoffice-writer", "fonts-liberation2")
def test_no_false_alarm_after_libreoffice_has_saved_it(
    render: Render, profile: FormatProfile, tmp_path: Path
) -> None:
    wrong = edited(
        render(), lambda d: (letters(BODY, size=Pt(13))(d), shape(BODY, space_after=0)(d))
    )
    files = {
        "working": render(),
        "sourced": render(variant=Variant.SOURCED),
        "typed": typed_resolution().saved(),
        "wrong": wrong,
    }
    saved = converted(tmp_path, files, "docx")
    odt = converted(tmp_path, {"odt": saved["working"]}, "odt")
    saved |= converted(tmp_path, odt, "docx", ending="odt")
    for name in ("working", "sourced", "typed", "odt"):
        assert [fault.message for fault in check_format(saved[name], profile)] == [], name
    assert places(check_format(saved["wrong"], profile)) == {("body", "size"), ("body", "space")}
