"""Where a workbook says in plain sight whose it is, and of which month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from nghiquyet.model.rule import CellRef
from nghiquyet.wording import clean_text
from nghiquyet.workbook.cells import Spot
from nghiquyet.workbook.found_tables import find_form
from nghiquyet.workbook.layout import text_key
from nghiquyet.workbook.opening import SheetContent, Workbook
from nghiquyet.workbook.places import INFO_PRINTED

Claim: TypeAlias = tuple[CellRef, str]
"""A cell and what it says."""

_UNIT, _PERIOD = text_key(INFO_PRINTED[1]), text_key(INFO_PRINTED[3])
_HEADING = re.compile(r"[–—-]\s*tháng\s*\d{1,2}\s*[/.-]\s*\d{4}$", re.IGNORECASE)
_TAG = re.compile(r"^\s*NQ\d\s*:", re.IGNORECASE)


def claims_of(workbook: Workbook) -> tuple[Claim, ...]:
    """What the form prints of its unit and month, wherever it stands now.

    On «Thông tin» beside their labels; the heading above each table; the tags, also such as no
    longer bear their check code. What units write elsewhere says nothing.
    """
    found = find_form(workbook)
    claims = list(_beside_labels(found.info)) if found.info is not None else []
    for table in found.tables.values():
        claims += _matching(table.sheet, _HEADING, table.header_row)
    for sheet in workbook.sheets:
        claims += _matching(sheet, _TAG, len(sheet.rows))
    return tuple(claims)


def _beside_labels(sheet: SheetContent) -> Iterator[Claim]:
    for place, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and text_key(value) in {_UNIT, _PERIOD}:
                spot = Spot(sheet, place, column + 1)
                said = _said(spot.value)
                if said:
                    yield spot.at, said


def _said(value: Any) -> str:
    """What a cell says; a program may have made a day of the month that was typed."""
    if isinstance(value, date):
        return f"Tháng {value:%m/%Y}"
    return clean_text(value) if isinstance(value, str) else ""


def _matching(sheet: SheetContent, pattern: re.Pattern[str], rows: int) -> Iterator[Claim]:
    for place, row in enumerate(sheet.rows[:rows]):
        for column, value in enumerate(row):
            if isinstance(value, str) and pattern.search(value):
                yield Spot(sheet, place, column).at, clean_text(value)
