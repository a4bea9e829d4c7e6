"""What the writers of the sheets share: places, formats and values, and how a cell is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.indicator import Part
from nghiquyet.model.submission import Column
from nghiquyet.wording import month_and_year
from nghiquyet.workbook.checks import Cells
from nghiquyet.workbook.context import FormContext
from nghiquyet.workbook.look import Styles
from nghiquyet.workbook.magnitudes import is_whole
from nghiquyet.workbook.places import Places


@dataclass(frozen=True)
class Desk:
    """What the writers of the sheets work with.

    Attributes:
        context: whose workbook of which month.
        places: where its cells stand.
        styles: its formats.
        cells: the values that are written.
        options: where the help sheet lists the choices of a value, by code.
    """

    context: FormContext
    places: Places
    styles: Styles
    cells: Cells
    options: Mapping[str, str]

    @property
    def heading(self) -> str:
        """Whose workbook, of which month."""
        return f"{self.context.unit.name} – tháng {month_and_year(self.context.period)}"

    def footer(self, title: str) -> str:
        """The line at the foot of each page."""
        return f"{self.heading} – {title}"


def write_cell(sheet: Worksheet, line: int, place: int, value: object, style: Format) -> None:
    """Write one cell; a text stays a text, whatever it looks like, and nothing is a blank."""
    if value is None or value == "":
        sheet.write_blank(line, place, None, style)
    elif isinstance(value, Decimal):
        sheet.write_number(line, place, float(value), style)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, style)
    else:
        sheet.write_string(line, place, str(value), style)


def input_style(value: object, column: Column, part: Part | None, styles: Styles) -> Format:
    """The format of a cell that the unit fills; a count with a fraction is shown with it."""
    is_odd = isinstance(value, Decimal) and value != value.to_integral_value()
    if is_odd and part is not None and is_whole(part):
        return styles.input(column, part, num_format="General")
    return styles.input(column, part)
