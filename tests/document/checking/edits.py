"""What an office does to the format of a document, one fault at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

Edit = Callable[[Any], object]
BODY, DASHED = "Tiếp nhận 391 hồ sơ", "- Duy trì tiếp công dân."
SECTION, SUB_SECTION = "I. ĐÁNH GIÁ", "2. Công tác chính quyền"
NUMBER, DATE = "Số        -NQ/ĐU", "Kẻ Sặt, ngày"


def paragraphs(document: Any) -> Iterator[Any]:
    """Those of the text, in and out of tables."""
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            for cell in item.rows[0].cells:
                yield from cell.paragraphs
        else:
            yield item


def find(document: Any, start: str) -> Any:
    return next(p for p in paragraphs(document) if p.text.startswith(start))


def edited(data: bytes, edit: Edit) -> bytes:
    document = Document(BytesIO(data))
    edit(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def section(**measures: Any) -> Edit:
    def edit(document: Any) -> None:
        for name, value in measures.items():
            setattr(document.sections[0], name, value)

    return edit


def letters(start: str, **looks: Any) -> Edit:
    def edit(document: Any) -> None:
        for run in find(document, start).runs:
            for name, value in looks.items():
                setattr(run.font, name, value)

    return edit


def shape(start: str, **measures: Any) -> Edit:
    def edit(document: Any) -> None:
        for name, value in measures.items():
            setattr(find(document, start).paragraph_format, name, value)

    return edit


def rewrite(start: str, text: str) -> Edit:
    def edit(document: Any) -> None:
        paragraph = find(document, start)
        paragraph.runs[0].text = text
        for run in paragraph.runs[1:]:
            run.text = ""

    return edit


def remove(*starts: str) -> Edit:
    def edit(document: Any) -> None:
        for start in starts:
            element = find(document, start)._p
            element.getparent().remove(element)

    return edit


def in_style(name: str, edit: Edit) -> Edit:
    return lambda document: edit(document.styles[name])


def header(edit: Edit) -> Edit:
    return lambda document: edit(document.sections[0].header.paragraphs[0])


def move_number_down(document: Any) -> None:
    number = document.sections[0].header.paragraphs[0]._p
    document.sections[0].footer.is_linked_to_previous = False
    document.sections[0].footer.paragraphs[0]._p.getparent().append(number)


def swap_superior_and_issuer(document: Any) -> None:
    find(document, "ĐẢNG ỦY XÃ")._p.addnext(find(document, "ĐẢNG BỘ")._p)


def move_mark_up(document: Any) -> None:
    find(document, "*")._p.addprevious(find(document, "DỰ THẢO")._p)


def put_closing_first(document: Any) -> None:
    find(document, SECTION)._p.addprevious(find(document, "T/M BAN")._p)


def paste_normal(document: Any) -> None:
    """A sentence pasted from elsewhere, in Word's standard style."""
    pasted = find(document, BODY).insert_paragraph_before(style="Normal")
    run = pasted.add_run("Trung tâm Chính trị mở 02 lớp bồi dưỡng.")
    run.font.name, run.font.size = "Times New Roman", Pt(14)


def theme_font(style: Any) -> None:
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for script in ("asciiTheme", "hAnsiTheme"):
        fonts.set(qn(f"w:{script}"), "minorHAnsi")


def first_half_in_arial(document: Any) -> None:
    paragraph = find(document, "Tiếp tục học tập")
    (run,) = paragraph.runs
    run.text = "Tiếp tục "
    paragraph.add_run("học tập.").font.name = "Arial"


def contextual(document: Any) -> None:
    """«Không chèn khoảng cách giữa các đoạn cùng kiểu» between two paragraphs of the body."""
    find(document, BODY)._p.get_or_add_pPr().append(OxmlElement("w:contextualSpacing"))


def show_first_number(document: Any) -> None:
    document.sections[0].different_first_page_header_footer = False


def number_of_two_parts(document: Any) -> None:
    find(document, "II. PHƯƠNG HƯỚNG").runs[0].text = "III. PHƯƠNG HƯỚNG NHIỆM VỤ"


def off(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, False)


FAULTS: list[tuple[Edit, str, str, str]] = [
    (section(page_width=Mm(216)), "page", "width", ""),
    (section(page_height=Mm(279)), "page", "height", ""),
    (section(top_margin=Mm(25)), "page", "top", ""),
    (section(bottom_margin=Mm(25)), "page", "bottom", ""),
    (section(left_margin=Mm(25)), "page", "left", ""),
    (section(gutter=Mm(5)), "page", "left", ""),
    (section(right_margin=Mm(20)), "page", "right", ""),
    (section(header_distance=Mm(12.7)), "page_number", "page_number_from_top", ""),
    (show_first_number, "page_number", "number_on_first_page", ""),
    (header(lambda p: p.clear()), "page_number", "page_number", ""),
    (move_number_down, "page_number", "page_number", ""),
    (in_style("NQ Số trang", lambda s: setattr(s.font, "size", Pt(12))), "page_number", "size", ""),
    (header(lambda p: setattr(p, "alignment", ALIGN.RIGHT)), "page_number", "align", ""),
    (letters(BODY, name="Arial"), "body", "font", BODY),
    (first_half_in_arial, "body", "font", "Tiếp tục học tập"),
    (in_style("NQ Mục", theme_font), "section", "font", ""),
    (letters(BODY, size=Pt(13)), "body", "size", BODY),
    (letters("Nơi nhận", size=Pt(12)), "recipients_label", "size", "Nơi nhận"),
    (letters("- Lưu VP.", size=Pt(14)), "recipients", "size", "- Lưu VP."),
    (letters("ĐẢNG ỦY XÃ", bold=False), "issuer", "bold", "ĐẢNG ỦY XÃ"),
    (letters("ĐẢNG BỘ", bold=True), "superior", "bold", "ĐẢNG BỘ"),
    (letters("PHÓ BÍ THƯ", bold=True), "signer_title", "bold", "PHÓ BÍ THƯ"),
    (letters("Nguyễn Văn A", bold=False), "signer_name", "bold", "Nguyễn Văn A"),
    (letters(DATE, italic=False), "place_and_date", "italic", DATE),
    (letters("- Lưu VP.", italic=True), "recipients", "italic", "- Lưu VP."),
    (letters("Nơi nhận", underline=False), "recipients_label", "underlined", "Nơi nhận"),
    (
        lambda d: (rewrite(SECTION, "I. Đánh giá")(d), letters("I. Đánh", all_caps=False)(d)),
        "section",
        "capitals",
        "I. Đánh giá",
    ),
    (shape("về thực hiện", alignment=ALIGN.LEFT), "subject", "align", "về thực hiện"),
    (shape(BODY, alignment=ALIGN.LEFT), "body", "align", BODY),
    (shape(BODY, first_line_indent=Mm(0)), "body", "first_line", BODY),
    (shape(DASHED, left_indent=Mm(6)), "dashed", "left", DASHED),
    (shape(BODY, line_spacing=1.5), "body", "line", BODY),
    (shape(BODY, line_spacing=Pt(16)), "body", "line", BODY),
    (shape(BODY, space_after=Pt(0)), "body", "space", BODY),
    (shape(SUB_SECTION, space_after=Pt(24)), "sub_section", "space", SUB_SECTION),
    (contextual, "body", "space", BODY),
    (remove("ĐẢNG CỘNG SẢN"), "party", "absent", ""),
    (remove("ĐẢNG BỘ"), "superior", "absent", ""),
    (remove("NGHỊ QUYẾT"), "kind", "absent", ""),
    (remove("- Các chi bộ", "- Lưu VP."), "recipients", "absent", ""),
    (remove("T/M BAN"), "authority", "absent", ""),
    (remove("-----"), "subject_rule", "absent", ""),
    (swap_superior_and_issuer, "issuer", "order", "ĐẢNG ỦY XÃ"),
    (move_mark_up, "draft_mark", "order", "DỰ THẢO"),
    (rewrite(NUMBER, "Số: 05-NQ/ĐU"), "number", "wording", "Số: 05-NQ/ĐU"),
    (rewrite(NUMBER, "Số 5-NQ/ĐU"), "number", "padding", "Số 5-NQ/ĐU"),
    (
        rewrite(DATE, "Kẻ Sặt, ngày 5 tháng 02 năm 2026"),
        "place_and_date",
        "padding",
        "Kẻ Sặt, ngày 5",
    ),
    (
        rewrite(DATE, "Kẻ Sặt, ngày 31 tháng 03 năm 2026"),
        "place_and_date",
        "padding",
        "Kẻ Sặt, ngày 31",
    ),
    (
        rewrite(DATE, "Kẻ Sặt, ngày 27 tháng 5 năm 2026"),
        "place_and_date",
        "profile",
        "Kẻ Sặt, ngày 27",
    ),
    (rewrite(SECTION, "I- ĐÁNH GIÁ"), "section", "wording", "I- ĐÁNH GIÁ"),
    (number_of_two_parts, "section", "numbering", "III. PHƯƠNG HƯỚNG"),
    (rewrite(SUB_SECTION, "3. Công tác"), "sub_section", "numbering", "3. Công tác"),
    (rewrite("Trên đây", "Trên đây là Nghị quyết./."), "body", "end_mark", "Trên đây"),
]
