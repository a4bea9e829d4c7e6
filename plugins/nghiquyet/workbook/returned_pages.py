"""What the pages of a returned workbook have in common, and the one of what was not used."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.rule import CellRef
from nghiquyet.workbook.desk import Desk
from nghiquyet.workbook.layout import UNUSED_SHEET
from nghiquyet.workbook.look import AMBER, BORDER, row_height, set_page

HEADER_LINE = 4
"""Zero-based line of the headers; the list begins below it."""

_HEADERS = (("TT", 6), ("Trang", 26), ("Ô", 10), ("Nội dung", 90))
_HINT = (
    "Những phần này nằm ngoài biểu mẫu nên không được đưa vào báo cáo; nếu cần, hãy ghi vào đúng "
    "ô hoặc cột Ghi chú."
)


def write_top(
    sheet: Worksheet, desk: Desk, title: str, headers: Sequence[tuple[str, float]], colour: str
) -> None:
    """The headline, whose workbook it is, its tag, and the headers of the list."""
    styles = desk.styles
    for place, (header, width) in enumerate(headers):
        sheet.set_column(place, place, width)
        sheet.write_string(HEADER_LINE, place, header, styles.header)
    sheet.write_string(0, 0, title, styles(bold=True, font_size=15, font_color=colour))
    sheet.write_string(1, 0, desk.heading, styles.subtitle)
    sheet.write_string(0, len(headers) - 1, desk.context.tag.text, styles.tag)
    sheet.set_row(0, 26)
    sheet.set_row(HEADER_LINE, 24)
    sheet.freeze_panes(HEADER_LINE + 1, 0)


def write_unused_page(sheet: Worksheet, desk: Desk, unused: Sequence[tuple[CellRef, str]]) -> None:
    """The list of what the unit wrote outside the form."""
    styles = desk.styles
    write_top(sheet, desk, "PHẦN KHÔNG DÙNG TỚI", _HEADERS, AMBER)
    sheet.write_string(2, 0, _HINT, styles.hint)
    text = styles(text_wrap=True, indent=1, num_format="@", **BORDER)
    for place, (where, content) in enumerate(unused):
        line = HEADER_LINE + 1 + place
        sheet.write_number(line, 0, place + 1, styles(align="center", **BORDER))
        sheet.write_string(line, 1, where.sheet, text)
        sheet.write_string(line, 2, where.cell, text)
        sheet.write_string(line, 3, content, text)
        sheet.set_row(line, row_height([(content, 90), (where.sheet, 26)], 22))
    sheet.print_area(0, 0, HEADER_LINE + len(unused), len(_HEADERS) - 1)
    set_page(sheet, desk.footer(UNUSED_SHEET), header_row=HEADER_LINE)
