"""The sheet and its building blocks: what looks the same in Word and in LibreOffice.

Written as XML where python-docx has no word for it or takes long over it. What was learnt:
fonts must be named for all four scripts, theme fonts removed; a body neither begins nor
ends with a table; a table needs its width three times (table, grid, cell).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from lxml.etree import _Element, tostring

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
SPACER = "NQ Mốc"
COMMENT_STYLE_ID = "CommentText"
STYLE_NAMES = {
    "superior": "NQ Cấp trên",
    "issuer": "NQ Cơ quan ban hành",
    "number": "NQ Số và ký hiệu",
    "draft_mark": "NQ Dấu dự thảo",
    "party": "NQ Tiêu đề Đảng",
    "place_and_date": "NQ Địa danh, ngày",
    "kind": "NQ Tên loại",
    "subject": "NQ Trích yếu",
    "subject_rule": "NQ Gạch nối trích yếu",
    "section": "NQ Mục",
    "sub_section": "NQ Tiểu mục",
    "body": "NQ Đoạn",
    "dashed": "NQ Gạch đầu dòng",
    "recipients_label": "NQ Nơi nhận",
    "recipients": "NQ Danh sách nơi nhận",
    "authority": "NQ Thẩm quyền ký",
    "signer_title": "NQ Chức vụ ký",
    "signer_name": "NQ Họ tên ký",
    "page_number": "NQ Số trang",
}
"""The style of the Word template for each kind of paragraph of a format profile."""

_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_KEPT_STYLES = frozenset(
    {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Header", "HeaderChar"}
)


def twips(millimetres: float) -> int:
    """Millimetres as the twentieths of a point in which Word measures."""
    return round(millimetres * 1440 / 25.4)


def put(parent: _Element, tag: str, **attributes: object) -> _Element:
    """Set the child ``tag`` of ``parent``, which has it once, to ``attributes`` (all ``w:``).

    A new child is put at the end: only for parents that hold their children in any order
    or get them in the right one.
    """
    child = parent.find(qn(tag))
    if child is None:
        child = OxmlElement(tag)
        parent.append(child)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), str(value))
    return child


def name_font(properties: _Element, font: str) -> None:
    """Name the typeface for the four scripts, or LibreOffice falls back to another one."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        style = properties.find(qn("w:rStyle"))
        properties.insert(0 if style is None else 1, fonts)
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), font)
    for theme in _THEME:
        fonts.attrib.pop(qn(f"w:{theme}"), "")


_AFTER_SIZE_CS = (
    *("w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:fitText", "w:vertAlign", "w:rtl"),
    *("w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish", "w:oMath"),
)


def set_size(style: ParagraphStyle, points: float) -> None:
    """Set the size of a style's letters, for complex scripts too."""
    style.font.size = Pt(points)
    properties = style.element.get_or_add_rPr()
    size = properties.find(qn("w:szCs"))
    if size is None:
        size = OxmlElement("w:szCs")
        properties.insert_element_before(size, *_AFTER_SIZE_CS)
    size.set(qn("w:val"), str(round(points * 2)))


def set_defaults(document: WordDocument, font: str, language: str) -> None:
    """Set typeface and language for everything that no style speaks of."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    properties = put(defaults, "w:rPr")
    name_font(properties, font)
    put(properties, "w:lang", val=language, eastAsia=language)
    name_font(document.styles["Normal"].element.get_or_add_rPr(), font)


def new_document(size: float, *, landscape: bool = False) -> WordDocument:
    """An empty A4 document of the office: its typeface, margins and no foreign styles."""
    document = Document()
    _drop_ballast(document)
    styles = document.styles
    for style in list(styles):
        if style.style_id not in _KEPT_STYLES:
            style.delete()
    set_defaults(document, FONT, LANGUAGE)
    normal = styles["Normal"]
    set_size(normal, size)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.widow_control = True
    spacer = add_style(document, SPACER)
    spacer.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacer.paragraph_format.line_spacing = Pt(1)
    section = document.sections[0]
    short, long = Mm(210), Mm(297)
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(20 if landscape else 30)
    section.header_distance = section.footer_distance = Mm(10)
    section.gutter = 0
    return document


def _drop_ballast(document: WordDocument) -> None:
    """Leave behind what python-docx's own template carries: a picture of it, lists, old styles."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _BALLAST:
                del relations[key]


_BALLAST = frozenset({"stylesWithEffects", "customXml", "thumbnail", "numbering"})


def add_style(document: WordDocument, name: str, base: str = "Normal") -> ParagraphStyle:
    """A named paragraph style, shown in Word's gallery."""
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    style.quick_style = True
    return style


def add_spacer(document: WordDocument) -> None:
    """The paragraph of one point with which a body begins and ends beside its tables."""
    document.add_paragraph(style=SPACER)


PAGE_NUMBER = (
    '<w:r {ns}><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r {ns}><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
    '<w:r {ns}><w:fldChar w:fldCharType="separate"/></w:r>',
    "<w:r {ns}><w:t>2</w:t></w:r>",
    '<w:r {ns}><w:fldChar w:fldCharType="end"/></w:r>',
)


def number_pages(document: WordDocument, style: str) -> None:
    """Page numbers at the top centre, from the second page on."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.style = document.styles[style]
    for run in PAGE_NUMBER:
        paragraph._p.append(parse_xml(run.format(ns=nsdecls("w"))))
    section.first_page_header.paragraphs[0].style = document.styles[style]


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes:
        lines: its paragraphs: text and name of the style, Normal if empty.
        span: how many columns it covers.
        shaded: whether it is a heading's.
        picture: a PNG that fills the cell's width below its lines, or nothing.
        picture_style: style of the picture's paragraph, Normal if empty.
    """

    lines: Sequence[tuple[str, str]]
    span: int = 1
    shaded: bool = False
    picture: bytes = b""
    picture_style: str = ""


def add_table(
    document: WordDocument,
    widths: Sequence[float],
    rows: Iterable[Sequence[Cell]],
    *,
    borders: bool = True,
    heading_rows: int = 0,
) -> None:
    """A table of fixed widths (millimetres); heading rows are repeated on every page."""
    ids = {style.name or "": style.style_id for style in document.styles}
    edge = f'w:val="{"single" if borders else "nil"}" w:sz="4" w:space="0" w:color="auto"'
    edges = "".join(f"<w:{side} {edge}/>" for side in _SIDES)
    margin = f'w:w="{twips(_PADDING) if borders else 0}" w:type="dxa"'
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    body = "".join(
        _row(document, ids, widths, row, heading=number < heading_rows)
        for number, row in enumerate(rows)
    )
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar><w:left {margin}/><w:right {margin}/></w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )
    document.element.body._insert_tbl(table)


_PADDING = 1.5
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _row(
    document: WordDocument,
    ids: Mapping[str, str],
    widths: Sequence[float],
    cells: Sequence[Cell],
    *,
    heading: bool,
) -> str:
    parts = ["<w:tr><w:trPr><w:cantSplit/>", "<w:tblHeader/>" if heading else "", "</w:trPr>"]
    column = 0
    for cell in cells:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' if cell.shaded else ""
        parts += [
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{span}{shade}</w:tcPr>',
            *(_paragraph(text, ids.get(style, "")) for text, style in cell.lines),
            _picture(document, cell, width, ids) if cell.picture else "",
            "</w:tc>",
        ]
    return "".join([*parts, "</w:tr>"])


def _picture(document: WordDocument, cell: Cell, width: float, ids: Mapping[str, str]) -> str:
    size = Mm(width - 2 * _PADDING)
    inline = document.part.new_pic_inline(BytesIO(cell.picture), width=size)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # LibreOffice takes three millimetres where nothing is said
    drawing = tostring(inline, encoding="unicode")
    return _holding(f"<w:r><w:drawing>{drawing}</w:drawing></w:r>", ids.get(cell.picture_style, ""))


def _paragraph(text: str, style_id: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return _holding(run, style_id)


def _holding(run: str, style_id: str) -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>' if style_id else ""
    return f"<w:p>{mark}{run}</w:p>"
