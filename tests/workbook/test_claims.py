"""Where a workbook says whose it is: found by labels and headings, wherever they stand."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Book
from tests.faults.books import FIGURES, INFO, Edit, edited
from tests.workbook.forms import CONTEXT, VALUES

from nghiquyet.wording import month_and_year
from nghiquyet.workbook import open_workbook, write_form
from nghiquyet.workbook.claims import claims_of

MONTH = month_and_year(CONTEXT.period)
FILLED = write_form(CONTEXT, VALUES)


def said(edit: Edit) -> dict[str, str]:
    return {
        f"{at.sheet}!{at.cell}": text for at, text in claims_of(open_workbook(edited(FILLED, edit)))
    }


def address(book: Book, text: str) -> str:
    return next(c.coordinate for row in book[INFO].iter_rows() for c in row if c.value == text)


def test_a_form_says_its_unit_and_month_on_every_page() -> None:
    claims = said(lambda _: None)
    book = openpyxl.load_workbook(BytesIO(FILLED))
    heading = f"{CONTEXT.unit.name} – tháng {MONTH}"
    assert claims[f"{INFO}!{address(book, f'Tháng {MONTH}')}"] == f"Tháng {MONTH}"
    assert claims[f"{INFO}!{address(book, CONTEXT.unit.name)}"] == CONTEXT.unit.name
    assert claims[f"{FIGURES}!A2"] == heading
    assert list(claims.values()).count(CONTEXT.tag.text) == len(book.sheetnames)
    assert set(claims.values()) == {heading, CONTEXT.tag.text, CONTEXT.unit.name, f"Tháng {MONTH}"}


def relabelled(book: Book) -> None:
    book[INFO][address(book, f"Tháng {MONTH}")].value = datetime(2026, 2, 1)  # noqa: DTZ001 - a day as Excel has it
    book[FIGURES].insert_rows(1, 3)
    book[FIGURES]["A5"].value = "UBKT - Tháng 2/2026"


def test_a_heading_is_found_where_it_moved_and_a_day_is_its_month() -> None:
    claims = said(relabelled)
    assert "Tháng 02/2026" in claims.values()
    assert claims[f"{FIGURES}!A5"] == "UBKT - Tháng 2/2026"


def noted(book: Book) -> None:
    book[FIGURES]["B40"].value = "So với UBKT – tháng 12/2025"
    book[INFO]["C12"].value = "Tháng 02/2026 sẽ gửi bổ sung"
    book.create_sheet("Số cũ")["A1"].value = "UBKT – tháng 12/2025"


@pytest.mark.parametrize("edit", [noted])
def test_what_a_unit_writes_elsewhere_is_no_claim(edit: Edit) -> None:
    assert said(edit) == said(lambda _: None)


def test_a_tag_that_was_edited_is_a_claim_all_the_same() -> None:
    def retyped(book: Book) -> None:
        for sheet in book:
            for row in sheet.iter_rows(max_row=1):
                for cell in row:
                    if cell.value == CONTEXT.tag.text:
                        cell.value = "nq1:ke-sat:hcc:2026-12:v1:0000"

    assert "nq1:ke-sat:hcc:2026-12:v1:0000" in said(retyped).values()
