"""A resolution typed in another editor: none of our styles, head and foot set by tabs."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from nghiquyet.document.layout import PAGE_NUMBER

FONT = "Times New Roman"


@dataclass
class Typed:
    """The document while it is typed; a test changes it before it is saved."""

    document: Any = field(default_factory=Document)

    def line(self, *pieces: tuple[str, str], size: float = 14, align: ALIGN | None = None) -> Any:
        """A paragraph of pieces, each with its looks: any letters of ``biu``."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        for text, looks in pieces:
            run = paragraph.add_run(text)
            run.font.name, run.font.size = FONT, Pt(size)
            run.font.bold, run.font.italic = "b" in looks, "i" in looks
            run.font.underline = "u" in looks
        return paragraph

    def running(self, text: str, looks: str = "") -> Any:
        """A paragraph or heading of the body."""
        paragraph = self.line((text, looks), align=ALIGN.JUSTIFY)
        shape = paragraph.paragraph_format
        shape.first_line_indent, shape.space_after = Mm(10), Pt(6)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18)
        return paragraph

    def saved(self) -> bytes:
        """The file."""
        buffer = BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


def typed_resolution() -> Typed:
    """A resolution that follows the rules, typed by hand."""
    typed = Typed()
    section = typed.document.sections[0]
    section.page_width, section.page_height, section.gutter = Mm(210), Mm(297), 0
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = ALIGN.CENTER
    for run in PAGE_NUMBER:
        header._p.append(parse_xml(run.format(ns=nsdecls("w"))))
    for run in header.runs:
        run.font.name, run.font.size = FONT, Pt(14)
    head = typed.line(("ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG\t", ""))
    number = head.add_run("ĐẢNG CỘNG SẢN VIỆT NAM")
    number.font.name, number.font.size, number.font.bold = FONT, Pt(15), True
    typed.line(("ĐẢNG ỦY XÃ KẺ SẶT", "b"))
    typed.line(("Số 05-NQ/ĐU\t", ""), ("Kẻ Sặt, ngày 31 tháng 3 năm 2026", "i"))
    typed.line(("NGHỊ QUYẾT", "b"), size=15, align=ALIGN.CENTER)
    typed.line(("về thực hiện nhiệm vụ chính trị tháng 4", "b"), align=ALIGN.CENTER)
    typed.line(("-----", ""), align=ALIGN.CENTER)
    typed.running("I. ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 3", "b")
    typed.running("1. Công tác xây dựng Đảng", "b")
    typed.running("Các chi bộ sinh hoạt đúng quy định; kết nạp 03 đảng viên.")
    typed.running("II. PHƯƠNG HƯỚNG NHIỆM VỤ THÁNG 4", "b")
    typed.running("- Tiếp tục tuyên truyền kết quả bầu cử.")
    typed.running("Nghị quyết này được phổ biến đến các chi bộ.")
    typed.line(("Nơi nhận:", "u"), ("\t", ""), ("T/M BAN THƯỜNG VỤ", "b"))
    last = typed.line(("- Các chi bộ,", ""), size=12)
    title = last.add_run("\tPHÓ BÍ THƯ")
    title.font.name, title.font.size = FONT, Pt(14)
    typed.line(("- Lưu VP.", ""), size=12)
    typed.line(("\tNguyễn Văn A", "b"))
    return typed
