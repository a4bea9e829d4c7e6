"""The papers that go with a draft: one look for the review sheet and the annex."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from nghiquyet.document.layout import (
    Cell,
    add_spacer,
    add_style,
    add_table,
    new_document,
    number_pages,
    set_size,
)
from nghiquyet.document.marks import plain
from nghiquyet.document.packing import packed
from nghiquyet.document.properties import DRAFT_ID, describe, set_custom_properties
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import OFFICE_ZONE, Office

TITLE, SUBTITLE, HEADING, SUB_HEADING = "Tên tài liệu", "Phụ đề", "Đề mục", "Tiểu mục"
LINE = "Dòng"
TABLE_HEAD, TABLE_TEXT, TABLE_NUMBER = "Đầu bảng", "Chữ trong bảng", "Số trong bảng"
TABLE_GROUP = "Nhóm trong bảng"
_PAGE_NUMBER = "Số trang"


def new_companion(
    draft: Draft, office: Office, title: str, lines: Iterable[str], *, landscape: bool = False
) -> WordDocument:
    """A paper with its styles, its title and the lines below the title."""
    document = new_document(12, landscape=landscape)
    _add_styles(document)
    number_pages(document, _PAGE_NUMBER)
    document.add_paragraph(plain(office.issuer), SUBTITLE)
    document.add_paragraph(title, TITLE)
    for line in lines:
        document.add_paragraph(plain(line), SUBTITLE)
    describe(document, title.capitalize(), office.issuer, draft.created_at)
    set_custom_properties(document, {DRAFT_ID: draft.id})
    return document


def _add_styles(document: WordDocument) -> None:
    for name, size, bold, alignment in (
        (TITLE, 15, True, ALIGN.CENTER),
        (SUBTITLE, 12, None, ALIGN.CENTER),
        (HEADING, 13, True, None),
        (SUB_HEADING, 12, True, None),
        (LINE, 12, None, ALIGN.JUSTIFY),
        (TABLE_HEAD, 10, True, ALIGN.CENTER),
        (TABLE_GROUP, 10, True, None),
        (TABLE_TEXT, 10, None, None),
        (TABLE_NUMBER, 10, None, ALIGN.RIGHT),
        (_PAGE_NUMBER, 12, None, ALIGN.CENTER),
    ):
        style = add_style(document, name)
        set_size(style, size)
        style.font.bold = bold
        style.paragraph_format.alignment = alignment
    for name, before, after in ((TITLE, 6, 2), (HEADING, 14, 4), (SUB_HEADING, 8, 4), (LINE, 0, 3)):
        shape = document.styles[name].paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        shape.keep_with_next = name != LINE
    document.styles[LINE].paragraph_format.first_line_indent = Mm(10)
    for name in (TABLE_HEAD, TABLE_GROUP, TABLE_TEXT, TABLE_NUMBER):
        shape = document.styles[name].paragraph_format
        shape.space_before = shape.space_after = Pt(2)


def cell(text: str, style: str = TABLE_TEXT, *, span: int = 1) -> Cell:
    """A cell whose lines are all set alike."""
    lines = [(plain(line), style) for line in text.split("\n")]
    return Cell(lines, span, shaded=style in (TABLE_HEAD, TABLE_GROUP))


def add_listing(
    document: WordDocument,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Sequence[Cell]],
) -> None:
    """A table with a heading row that is repeated on every page."""
    head = [cell(title, TABLE_HEAD) for title, _ in columns]
    add_table(document, [width for _, width in columns], [head, *rows], heading_rows=1)


def finish(document: WordDocument) -> bytes:
    """The paper as a .docx file."""
    add_spacer(document)
    return packed(document)


def local_time(moment: datetime) -> str:
    """``14:05 27/01/2026`` on the office's clock."""
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M %d/%m/%Y}"
