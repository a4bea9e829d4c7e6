"""A unit's workbook as a file: blank, filled, or going back with marks. One builder for all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.indicator import Form, Part
from nghiquyet.model.rule import CellRef, Finding
from nghiquyet.model.submission import CellReading, CellState, Column, Reading, SheetKind
from nghiquyet.wording import month_and_year
from nghiquyet.workbook.context import CellKey, FormContext
from nghiquyet.workbook.desk import Desk
from nghiquyet.workbook.layout import (
    ESTIMATED,
    FIGURE_COLUMNS,
    MEND_SHEET,
    SHEET_NAMES,
    TABLES,
    UNUSED_SHEET,
    parts_by_code,
)
from nghiquyet.workbook.look import FONT, NAVY, GrowingSheet, Styles
from nghiquyet.workbook.marks import Review, marks_for
from nghiquyet.workbook.mend_page import write_mend_page
from nghiquyet.workbook.pages import listed_options, write_help, write_info
from nghiquyet.workbook.places import Places, written_values
from nghiquyet.workbook.returned_pages import write_unused_page
from nghiquyet.workbook.tables import all_checks, write_table
from nghiquyet.workbook.telling import tell
from nghiquyet.workbook.ties import Ties
from nghiquyet.workbook.typed_figures import ESTIMATE_REMARK, read_figure

TAG_PROPERTY = "nghiquyet.tag"
"""Custom document property that confirms the printed tag."""

_STORED = re.compile(r"-?\d+(?:,\d+)?")
_Returned: TypeAlias = tuple[Sequence[Finding], tuple[tuple[CellRef, str], ...]]
_PLAIN_STRINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_form(context: FormContext, values: Mapping[CellKey, object] | None = None) -> bytes:
    """The unit's workbook of the month, blank or filled.

    Args:
        context: whose workbook, of which month, asking what.
        values: what is written into the unit's cells: numbers, dates, texts.

    Returns:
        The bytes of the ``.xlsx`` file; the same for the same arguments.
    """
    return _build(context, values or {}, None)


def write_returned(context: FormContext, reading: Reading, findings: Sequence[Finding]) -> bytes:
    """The unit's own values in a fresh workbook, with what was found marked and listed.

    Args:
        context: as for the blank form.
        reading: the workbook as it was received.
        findings: what was found in it; those for the office only are left out.

    Returns:
        The bytes of the ``.xlsx`` file.
    """
    codes = {cell.at: (cell.row, str(cell.column)) for cell in reading.cells}
    placed = [_placed(finding, codes) for finding in findings]
    return _build(context, values_of(reading, context.form), (placed, reading.unused))


def _placed(finding: Finding, codes: Mapping[CellRef, tuple[str, str]]) -> Finding:
    """A finding that names no row but a cell of the form, with the row that the cell is in."""
    if finding.code or finding.at is None or finding.at not in codes:
        return finding
    code, column = codes[finding.at]
    return replace(finding, code=code, column=column)


def _build(
    context: FormContext, values: Mapping[CellKey, object], returned: _Returned | None
) -> bytes:
    target = BytesIO()
    book = _new_book(target)
    _describe(book, context)
    mend = book.add_worksheet(MEND_SHEET) if returned else None
    sheets = {
        kind: book.add_worksheet(name, Worksheet if kind is SheetKind.HELP else None)
        for kind, name in SHEET_NAMES.items()
    }
    places = Places(context)
    desk = Desk(context, places, Styles(book), written_values(values), listed_options(context.form))
    checks = all_checks(desk)
    review = _review(returned, Ties(context, places)) if returned else None
    marks = marks_for(review, places, desk.cells, checks) if review else {}
    red = sum(write_table(sheets[kind], kind, desk, checks, marks) for kind in TABLES)
    write_info(sheets[SheetKind.INFO], desk, red)
    write_help(sheets[SheetKind.HELP], desk)
    sheets[SheetKind.FIGURES].set_tab_color(NAVY)
    if review and mend:
        write_mend_page(mend, desk, review)
        if review.unused:
            write_unused_page(book.add_worksheet(UNUSED_SHEET), desk, review.unused)
    (mend or sheets[SheetKind.INFO]).activate()
    book.close()
    return target.getvalue()


def _review(returned: _Returned, ties: Ties) -> Review:
    findings, unused = returned
    return Review(tell(findings), ties, unused)


def _new_book(target: BytesIO) -> Workbook:
    # A font of the theme would give way to whatever the reader's theme names. XlsxWriter keeps
    # and changes this dictionary, so each book gets its own.
    font = {"font_name": FONT, "font_size": 12, "font_scheme": "none"}
    book = Workbook(target, {**_PLAIN_STRINGS, "default_format_properties": font})
    book.worksheet_class = GrowingSheet
    return book


def _describe(book: Workbook, context: FormContext) -> None:
    """Document properties; the moment is the period's, so that equal forms are equal bytes."""
    created = datetime.combine(context.office.clock.opens(context.period), time(), UTC)
    book.set_properties(
        {
            "title": f"{context.form.title} – tháng {month_and_year(context.period)}",
            "subject": context.unit.name,
            "author": f"Văn phòng Đảng ủy xã {context.office.commune}",
            "created": created,
        }
    )
    book.set_custom_property(TAG_PROPERTY, context.tag.text)


def values_of(reading: Reading, form: Form) -> dict[CellKey, object]:
    """The values of a workbook that was read, as they are written back.

    A figure that was understood is written as a number; «Ước 150» keeps its meaning in the
    column «Ước/Chính thức». What was not understood goes back as it was.
    """
    parts = parts_by_code(form)
    values: dict[CellKey, object] = {}
    for cell in reading.cells:
        values[cell.kind, cell.row, cell.column] = _value(cell, parts.get(cell.row))
    for cell in reading.cells:
        if cell.note == ESTIMATE_REMARK and cell.kind is SheetKind.FIGURES:
            status = (cell.kind, cell.row, Column.STATUS)
            if not values.get(status):
                values[status] = ESTIMATED
            elif values[status] != ESTIMATED:
                values[cell.kind, cell.row, cell.column] = cell.raw
    return values


def _value(cell: CellReading, part: Part | None) -> object:
    if part is None or cell.column not in FIGURE_COLUMNS:
        return cell.value if cell.state is CellState.OK else cell.raw
    if cell.state is not CellState.OK:
        return _as_stored(cell, part)
    # «0,17%» was plain as it was typed; the bare number would be asked about.
    is_plain = read_figure(cell.value, part).value == cell.value
    return cell.value if is_plain else cell.raw


def _as_stored(cell: CellReading, part: Part) -> object:
    """A figure that was not understood, as the number it was stored as if it was one.

    Written back as text, a stored 1,204 would read as 1204 the next time, and the question
    that was asked about it would vanish unanswered.
    """
    if not _STORED.fullmatch(cell.raw):
        return cell.raw
    number = Decimal(cell.raw.replace(",", "."))
    was_number = read_figure(number, part).note == cell.note
    was_text = not was_number and read_figure(cell.raw, part).state is cell.state
    return cell.raw if was_text else number
