"""The format profile in force, applied to whatever template the office has."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle

from nghiquyet.document.formats import Alignment, FormatProfile, Page, StyleRule
from nghiquyet.document.layout import STYLE_NAMES, name_font, set_defaults, set_size
from nghiquyet.errors import DocumentError

T = TypeVar("T")
_ALIGNMENTS = {
    Alignment.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Alignment.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Alignment.JUSTIFIED: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def apply_profile(document: WordDocument, profile: FormatProfile) -> None:
    """Make page and styles follow the rules; what the rules leave open stays the office's.

    Raises:
        DocumentError: if the template lacks one of the styles «NQ …».
    """
    _set_page(document, profile.page)
    set_defaults(document, profile.font, profile.language)
    styles = {style.name: style for style in document.styles}
    for role, name in STYLE_NAMES.items():
        style = styles.get(name)
        if not isinstance(style, ParagraphStyle):
            raise DocumentError(f"the Word template has no paragraph style «{name}»")
        _set_letters(style, getattr(profile.styles, role), profile.font)
        _set_shape(style, getattr(profile.styles, role))


def _set_page(document: WordDocument, page: Page) -> None:
    for section in document.sections:
        if section.orientation == WD_ORIENT.LANDSCAPE:
            continue  # an annex that the office added for itself
        section.page_width, section.page_height = Mm(page.width), Mm(page.height)
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
        section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
        section.header_distance = Mm(page.page_number_from_top)
        section.different_first_page_header_footer = not page.number_on_first_page


def _set_letters(style: ParagraphStyle, rule: StyleRule, font: str) -> None:
    name_font(style.element.get_or_add_rPr(), font)
    set_size(style, rule.size.settle(_points(_inherited(style, lambda level: level.font.size))))
    if rule.bold is not None:
        style.font.bold = rule.bold
    if rule.italic is not None:
        style.font.italic = rule.italic
    if rule.underlined is not None:
        style.font.underline = rule.underlined
    if rule.capitals is not None:
        style.font.all_caps = rule.capitals


def _set_shape(style: ParagraphStyle, rule: StyleRule) -> None:
    shape = style.paragraph_format
    if rule.align is not None:
        shape.alignment = _ALIGNMENTS[rule.align]
    if rule.first_line is not None:
        indent = _inherited(style, lambda level: level.paragraph_format.first_line_indent)
        shape.first_line_indent = Mm(rule.first_line.settle(indent.mm if indent else None))
    if rule.space_after is not None:
        space = _inherited(style, lambda level: level.paragraph_format.space_after)
        shape.space_after = Pt(rule.space_after.settle(_points(space)))
    if rule.line is not None:
        exact = shape.line_spacing_rule == WD_LINE_SPACING.EXACTLY
        present = shape.line_spacing if exact else None
        points = rule.line.settle(present.pt if isinstance(present, Length) else None)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)


def _points(length: Length | None) -> float | None:
    return None if length is None else length.pt


def _inherited(style: ParagraphStyle, read: Callable[[ParagraphStyle], T | None]) -> T | None:
    """What the style says, or the style it is based on, up to the root."""
    level: object = style
    while isinstance(level, ParagraphStyle):
        found = read(level)
        if found is not None:
            return found
        level = level.base_style
    return None
