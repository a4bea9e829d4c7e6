"""How a workbook looks: fonts, colours, formats, row heights and the printed page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.model.rule import Severity
from nghiquyet.model.submission import Column
from nghiquyet.wording import shortened
from nghiquyet.workbook.layout import DATE_COLUMNS, FIGURE_COLUMNS
from nghiquyet.workbook.magnitudes import is_whole

FONT = "Times New Roman"
NAVY, GREY, PALE_GREY = "#1F3864", "#595959", "#A6A6A6"
CREAM, LOCKED, CLOSED, SECTION = "#FFFDF3", "#F2F2F2", "#D9D9D9", "#D9E2F3"
RED, RED_FILL, AMBER, AMBER_FILL = "#9C0006", "#FFC7CE", "#7F6000", "#FFE699"
BORDER = {"border": 1, "border_color": PALE_GREY}

GREEN, GREEN_FILL = "#375623", "#E2EFDA"

FILLS = {Severity.CRITICAL: (RED_FILL, RED), Severity.WARNING: (AMBER_FILL, AMBER)}
RELATED_FILLS = {Severity.CRITICAL: ("#FFEBEE", RED), Severity.WARNING: ("#FFF8E1", AMBER)}
"""A cell that is not wrong in itself but may be the one to mend."""
CHAINED_FILLS = dict.fromkeys(FILLS, ("#EEF3FA", NAVY))
"""A cell to look at again once those are mended."""
TO_FILL = ("#FFF2CC", AMBER)
"""A cell that must be filled and is still blank."""

_LINE_HEIGHT = 16.5
_TALLEST = 409
"""Points: a taller row is a damaged file to Excel."""
_NOTE_WIDTH, _LONG_NOTE = 300, 500
_NOTE_LETTER, _NOTE_LINE = 7.5, 19
_LONGEST_FOOTER = 150
_A4 = 9
_PERMISSIONS = {"select_locked_cells": True, "format_columns": True, "format_rows": True}
_DATES = "dd/mm/yyyy"


class GrowingSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose rows start at an estimated height and still fit themselves while typed in.

    XlsxWriter marks every height as fixed by hand; without that mark, spreadsheet programs
    adapt the row to its text, and those that do not compute heights have a good first one.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row":
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def _prepare_formula(self, formula: str, *_: object) -> str:
        """Our formulas hold none of the new functions that XlsxWriter looks for in each of them.

        It would search every formula a hundred times, which took a third of all the writing.
        """
        return formula.removeprefix("=")


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        """Make formats for ``book``."""
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self._fills: dict[str, Format] = {}

    def __call__(self, **properties: Any) -> Format:
        """The format with these properties on top of the house font."""
        full = {"font_name": FONT, "font_size": 12, "valign": "vcenter", **properties}
        key = tuple(sorted(full.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(full)
        return self._made[key]

    def fill(self, bg_color: str, font_color: str) -> Format:
        """The colours of a conditional format, over whatever the cell looks like."""
        if bg_color not in self._fills:
            look = {"bg_color": bg_color, "font_color": font_color}
            self._fills[bg_color] = self._book.add_format(look)
        return self._fills[bg_color]

    @property
    def title(self) -> Format:
        """The sheet's title."""
        return self(bold=True, font_size=15, font_color=NAVY)

    @property
    def subtitle(self) -> Format:
        """Whose sheet it is, and of which month."""
        return self(bold=True)

    @property
    def hint(self) -> Format:
        """One line on how to fill the sheet."""
        return self(italic=True, font_size=11, font_color=GREY)

    @property
    def tag(self) -> Format:
        """The identity, small and out of the way."""
        return self(font_size=8, font_color=PALE_GREY, align="right", valign="top")

    @property
    def header(self) -> Format:
        """A table's header."""
        return self(bold=True, bg_color=NAVY, font_color="#FFFFFF", align="center",
                    text_wrap=True, border=1, border_color="#FFFFFF")  # fmt: skip

    @property
    def section(self) -> Format:
        """The line that names an indicator above its parts."""
        return self(
            bold=True, bg_color=SECTION, font_color=NAVY, text_wrap=True, indent=1, **BORDER
        )

    @property
    def section_code(self) -> Format:
        """The code on such a line."""
        return self(font_size=10, bg_color=SECTION, font_color=NAVY, align="center", **BORDER)

    @property
    def code(self) -> Format:
        """The code of a line."""
        return self(font_size=10, font_color=GREY, align="center", bg_color=LOCKED, **BORDER)

    @property
    def locked(self) -> Format:
        """Text that is printed for the unit."""
        return self(text_wrap=True, indent=1, bg_color=LOCKED, **BORDER)

    @property
    def locked_centre(self) -> Format:
        """Short text that is printed for the unit."""
        return self(text_wrap=True, align="center", bg_color=LOCKED, **BORDER)

    @property
    def house(self) -> Format:
        """The office's own phrase."""
        return self(text_wrap=True, indent=1, italic=True, font_size=11, font_color=GREY,
                    bg_color=LOCKED, **BORDER)  # fmt: skip

    @property
    def closed(self) -> Format:
        """A cell that nothing is asked in."""
        return self(bg_color=CLOSED, **BORDER)

    @property
    def check(self) -> Format:
        """What the sheet itself noticed."""
        return self(font_size=10, italic=True, font_color=RED, text_wrap=True, indent=1, **BORDER)

    def locked_figure(self, part: Part) -> Format:
        """Last month's figure."""
        return self(num_format=figure_format(part), font_color=GREY, bg_color=LOCKED, **BORDER)

    def input(self, column: Column, part: Part | None, **more: Any) -> Format:
        """A cell that the unit fills."""
        look: dict[str, Any] = {"locked": False, "bg_color": CREAM, **BORDER}
        if column in FIGURE_COLUMNS and part is not None:
            look |= {"num_format": figure_format(part), "align": "right"}
        elif column in DATE_COLUMNS:
            look |= {"num_format": _DATES, "align": "center"}
        elif column in {Column.STATUS, Column.TASK_STATUS}:
            look |= {"align": "center", "text_wrap": True}
        else:
            look |= {"num_format": "@", "text_wrap": True, "indent": 1}
        return self(**{**look, **more})


def figure_format(part: Part) -> str:
    """How a figure is shown; the gap before the border survives LibreOffice, an indent does not."""
    if part.type is ValueType.PERCENT:
        return "0.00_)"
    return "#,##0_)" if is_whole(part) else "#,##0.00_)"


def row_height(texts: Iterable[tuple[object, float]], least: float = 21) -> float:
    """A start height from the texts of a row and the widths of their columns."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    return min(max(least, lines * _LINE_HEIGHT + 6), _TALLEST)


def _lines(text: object, width: float) -> int:
    if not isinstance(text, str):
        return 1
    per_line = max(1, int(width * 1.15))
    return sum(max(1, -(-len(line) // per_line)) for line in text.split("\n"))


def note_size(text: str) -> dict[str, float]:
    """Size of a cell's comment in pixels, so that all of its text is seen."""
    width = _NOTE_WIDTH if len(text) < _LONG_NOTE else 2 * _NOTE_WIDTH
    lines = _lines(text, width / _NOTE_LETTER)
    return {"width": width, "height": lines * _NOTE_LINE + 16}


def set_page(
    sheet: Worksheet,
    footer: str,
    *,
    portrait: bool = False,
    header_row: int | None = None,
    folds: bool = False,
) -> None:
    """A4, one page wide, with the header repeated and a footer; protected without a password.

    Args:
        sheet: the sheet to set up.
        footer: text at the bottom left.
        portrait: upright page, for what is read and not filled in columns.
        header_row: zero-based row that is repeated on each page.
        folds: lines can be folded away, which Excel refuses on a protected sheet.
    """
    (sheet.set_portrait if portrait else sheet.set_landscape)()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    text = shortened(footer, _LONGEST_FOOTER).replace("&", "&&")
    sheet.set_footer(f'&L&"{FONT},Italic"&9{text}&R&"{FONT},Regular"&9Trang &P/&N')
    if header_row is not None:
        sheet.repeat_rows(header_row)
    if not folds:
        sheet.protect("", _PERMISSIONS)
