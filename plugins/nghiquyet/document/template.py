"""The office's first Word template; afterwards the office edits its copy in Word.

Run once: ``python -m nghiquyet.document.template reports/monthly/resolution.docx``. Every
paragraph has a named style «NQ …», the text between ``{{ }}`` and ``{% %}`` is filled in.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from nghiquyet.document.layout import (
    COMMENT_STYLE_ID,
    STYLE_NAMES,
    Cell,
    add_spacer,
    add_style,
    add_table,
    new_document,
    number_pages,
    set_size,
)
from nghiquyet.document.properties import describe

_RULE = "NQ Đường kẻ"
_HEAD = (88.0, 77.0)
_FOOT = (80.0, 85.0)
_PARTY_WIDTH = 72.7  # «ĐẢNG CỘNG SẢN VIỆT NAM» in 15 pt bold, as long as which the rule is
_SIGNATURE_GAP = 4


def build_template() -> WordDocument:
    """The template as it is before an office has touched it."""
    document = new_document(14)
    document.sections[0].right_margin = Mm(15)
    _add_styles(document)
    number_pages(document, STYLE_NAMES["page_number"])
    add_spacer(document)
    _add_head(document)
    _add_title(document)
    _add_body(document)
    _add_foot(document)
    add_spacer(document)
    describe(document, "Mẫu Nghị quyết tháng", "", datetime(2026, 1, 1, tzinfo=UTC))
    return document


def _add_styles(document: WordDocument) -> None:
    for role, name in STYLE_NAMES.items():
        style = add_style(document, name)
        set_size(style, {"party": 15, "kind": 16, "recipients": 12}.get(role, 14))
        style.font.bold = role in _BOLD or None
        style.font.italic = role == "place_and_date" or None
        style.font.underline = role == "recipients_label" or None
        if role not in _LEFT_SET:
            style.paragraph_format.alignment = ALIGN.CENTER
    for role in ("section", "sub_section", "body", "dashed"):
        _set_running(document.styles[STYLE_NAMES[role]], heading=role.endswith("section"))
    for role, before in (("draft_mark", 4), ("place_and_date", 8), ("kind", 18)):
        document.styles[STYLE_NAMES[role]].paragraph_format.space_before = Pt(before)
    document.styles[STYLE_NAMES["subject_rule"]].paragraph_format.space_after = Pt(10)
    comment = add_style(document, "annotation text")
    comment.element.styleId = COMMENT_STYLE_ID
    set_size(comment, 10)
    rule = add_style(document, _RULE)
    rule.font.size = Pt(2)
    shape = rule.paragraph_format
    shape.left_indent = shape.right_indent = Mm((_HEAD[1] - _PARTY_WIDTH) / 2)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    rule.element.get_or_add_pPr().insert_element_before(
        parse_xml(
            f"<w:pBdr {nsdecls('w')}>"
            '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        ),
        "w:spacing",
        "w:ind",
        "w:jc",
    )


_BOLD = frozenset(
    {"issuer", "draft_mark", "party", "kind", "subject", "section", "sub_section", "authority"}
    | {"signer_name"}
)
_LEFT_SET = frozenset(
    {"section", "sub_section", "body", "dashed", "recipients_label", "recipients"}
)


def _set_running(style: ParagraphStyle, *, heading: bool) -> None:
    shape = style.paragraph_format
    shape.first_line_indent = Mm(10)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
    shape.space_after = Pt(6)
    shape.keep_with_next = heading or None
    shape.alignment = None if heading else ALIGN.JUSTIFY
    if heading:
        level = 0 if style.name == STYLE_NAMES["section"] else 1
        properties = style.element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level}"/>'))


def _add_head(document: WordDocument) -> None:
    name = STYLE_NAMES
    left = [
        ("{{ cap_tren }}", name["superior"]),
        ("{{ co_quan_ban_hanh }}", name["issuer"]),
        ("*", name["number"]),
        ("{{ so_va_ky_hieu }}", name["number"]),
        ("{%p if du_thao_duoi_so %}", name["draft_mark"]),
        ("{{ dau_du_thao }}", name["draft_mark"]),
        ("{%p endif %}", name["draft_mark"]),
    ]
    right = [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", name["party"]),
        ("", _RULE),
        ("{{ dia_danh_va_ngay }}", name["place_and_date"]),
        ("{%p if du_thao_duoi_ngay %}", name["draft_mark"]),
        ("{{ dau_du_thao }}", name["draft_mark"]),
        ("{%p endif %}", name["draft_mark"]),
    ]
    add_table(document, _HEAD, [(Cell(left), Cell(right))], borders=False)


def _add_title(document: WordDocument) -> None:
    document.add_paragraph("NGHỊ QUYẾT", STYLE_NAMES["kind"])
    for line in (
        "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY",
        "về thực hiện nhiệm vụ chính trị tháng {{ thang }}",
    ):
        document.add_paragraph(line, STYLE_NAMES["subject"])
    document.add_paragraph("{{ gach_noi }}", STYLE_NAMES["subject_rule"])


def _add_body(document: WordDocument) -> None:
    for line, role in (
        ("{%p for muc in cac_muc %}", "section"),
        ("{{ muc.tieu_de }}", "section"),
        ("{%p for tieu_muc in muc.cac_tieu_muc %}", "sub_section"),
        ("{{ tieu_muc.tieu_de }}", "sub_section"),
        ("{%p for doan in tieu_muc.cac_doan %}", "body"),
        ("{%p if doan.gach_dau_dong %}", "dashed"),
        ("- {{ doan.noi_dung }}", "dashed"),
        ("{%p else %}", "body"),
        ("{{ doan.noi_dung }}", "body"),
        ("{%p endif %}", "body"),
        ("{%p endfor %}", "body"),
        ("{%p endfor %}", "sub_section"),
        ("{%p endfor %}", "section"),
    ):
        document.add_paragraph(line, STYLE_NAMES[role])
    closing = document.add_paragraph("{{ ket_thuc }}", STYLE_NAMES["body"])
    closing.paragraph_format.keep_with_next = True


def _add_foot(document: WordDocument) -> None:
    name = STYLE_NAMES
    left = [
        ("Nơi nhận:", name["recipients_label"]),
        ("{%p for dong in noi_nhan %}", name["recipients"]),
        ("{{ dong }}", name["recipients"]),
        ("{%p endfor %}", name["recipients"]),
    ]
    right = [
        ("{{ tham_quyen_ky }}", name["authority"]),
        ("{{ chuc_vu_ky }}", name["signer_title"]),
        *[("", name["signer_name"])] * _SIGNATURE_GAP,
        ("{{ ho_ten_ky }}", name["signer_name"]),
    ]
    document.add_paragraph(style=name["recipients"])
    add_table(document, _FOOT, [(Cell(left), Cell(right))], borders=False)


def main(arguments: list[str]) -> None:
    """Write the template to the path given."""
    build_template().save(str(Path(arguments[0])))


if __name__ == "__main__":
    main(sys.argv[1:])
