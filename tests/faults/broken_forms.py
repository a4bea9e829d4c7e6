"""Workbooks of ours that lost something, bear another claim, or were rebuilt by a program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO

import pandas as pd
from openpyxl.workbook import Workbook
from tests.faults.books import (
    FIGURES,
    INFO,
    MONTH,
    NOTE,
    WORDS,
    YTD,
    Books,
    cell_of,
    column_of,
    edited,
    row_of,
    typed,
)

from nghiquyet.model.period import Period
from nghiquyet.model.submission import FormTag
from nghiquyet.wording import month_and_year

_TAG = re.compile(r"NQ1:\S+")


def _tagged(tag: FormTag | None, *, sheets: int = 99) -> Callable[[Workbook], None]:
    """Every tag becomes another one, or is lost."""

    def edit(book: Workbook) -> None:
        if "nghiquyet.tag" in book.custom_doc_props.names:
            del book.custom_doc_props["nghiquyet.tag"]
        for sheet in book.worksheets[:sheets]:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and _TAG.search(cell.value):
                        cell.value = None if tag is None else tag.text

    return edit


def _retagged(**claim: object) -> Callable[[Books], bytes]:
    fields = {"office": "ke-sat", "unit": "ubkt", "period": Period(2026, 1), "version": 1, **claim}
    tag = FormTag(**fields)  # type: ignore[arg-type]

    def edit(book: Workbook) -> None:
        _tagged(tag)(book)
        _retyped("01/2026", month_and_year(tag.period))(book)

    return lambda books: books.edited("ubkt", edit)


def _mistyped_tag(book: Workbook) -> None:
    _tagged(None)(book)
    book[INFO]["H1"] = "NQ1:ke-sat:ubkt:2026-01:v1:0000"


def _retyped(old: str, new: str) -> Callable[[Workbook], None]:
    """Everything printed in the upper lines of every page is typed anew by hand."""

    def edit(book: Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows(max_row=9):
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = cell.value.replace(old, new)

    return edit


def _double_header(book: Workbook) -> None:
    book[FIGURES].cell(5, column_of(book[FIGURES], YTD)).value = MONTH


def _linked(book: Workbook) -> None:
    cell_of(book, "UBKT-03", MONTH).value = "=[1]Nhập!A1"
    cell_of(book, "UBKT-04", MONTH).value = "=[1]Nhập!A2"


def _delete_sheet(name: str) -> Callable[[Workbook], None]:
    return lambda book: book.remove(book[name])


def _delete_column(book: Workbook) -> None:
    book[FIGURES].delete_cols(column_of(book[FIGURES], MONTH))


def _rename_column(book: Workbook) -> None:
    book[FIGURES].cell(5, column_of(book[FIGURES], MONTH)).value = "Số tháng 1"


def _delete_rows(book: Workbook) -> None:
    sheet = book[FIGURES]
    for code in ("UBKT-03", "UBKT-04"):
        sheet.delete_rows(row_of(sheet, code))


def _double_code(book: Workbook) -> None:
    sheet = book[FIGURES]
    sheet.cell(row_of(sheet, "UBKT-04"), 1).value = "UBKT-03"


def _other_label(book: Workbook) -> None:
    sheet = book[FIGURES]
    sheet.cell(row_of(sheet, "UBKT-03"), 2).value = "Số đảng viên được các chi bộ giám sát"


def _copy_sheet(book: Workbook) -> None:
    book.copy_worksheet(book[FIGURES]).title = "Số liệu (2)"


def _insert_and_hide(book: Workbook) -> None:
    sheet = book[FIGURES]
    sheet.insert_rows(8)
    sheet.insert_cols(3)
    sheet.row_dimensions[10].hidden = True
    sheet.column_dimensions["D"].hidden = True


def _move_table(book: Workbook) -> None:
    book[FIGURES].insert_rows(1, 7)
    book[FIGURES].insert_cols(1, 2)


def _rename_sheets(book: Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Sheet{number}"


def _sort_rows(book: Workbook) -> None:
    sheet = book[FIGURES]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    rows.sort(key=lambda row: str(row[0] or "~"), reverse=True)
    for number, row in enumerate(rows, 6):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def _decomposed(book: Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and not cell.value.startswith("="):
                    cell.value = unicodedata.normalize("NFD", cell.value)


def _invisible_marks(book: Workbook) -> None:
    sheet = book[FIGURES]
    cell = sheet.cell(row_of(sheet, "UBKT-03"), 1)
    cell.value = "\u200bUBKT\u2011\u200d03\ufeff"


def _strange_extras(book: Workbook) -> None:
    book[FIGURES]["P9"] = "nhớ gọi lại cho chi bộ thôn 3"
    book.create_sheet("Nháp")["B2"] = "số chưa chốt"


def _formula_in_note(book: Workbook) -> None:
    cell = cell_of(book, "UBKT-03", NOTE)
    cell.value = '=HYPERLINK("http://example.invalid","bấm vào đây")'
    cell.data_type = "s"


def _by_pandas(books: Books) -> bytes:
    sheets = pd.read_excel(
        BytesIO(books.filled("ubkt")), sheet_name=None, header=None, engine="openpyxl"
    )
    target = BytesIO()
    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, header=False, index=False)
    return target.getvalue()


def _two_units(books: Books) -> bytes:
    other = FormTag("ke-sat", "ca", Period(2026, 1), 1)
    return books.edited("ubkt", _tagged(other, sheets=2))


def _block_copied(books: Books) -> bytes:
    """The table of figures alone, pasted into a new workbook."""

    def edit(book: Workbook) -> None:
        _tagged(None)(book)
        for name in (INFO, WORDS, "Nhiệm vụ được giao", "Đề xuất tháng sau", "Hướng dẫn"):
            book.remove(book[name])

    return books.edited("ubkt", edit)


def _list_of_people(book: Workbook) -> None:
    sheet = book.create_sheet("Danh sách")
    sheet.append(["TT", "Họ và tên", "Số căn cước", "Ghi chú"])
    for number, letter in enumerate("ABCDEF", 1):
        sheet.append([number, f"Nguyễn Văn {letter}", f"03109900000{number}", ""])


def _column_of_numbers(book: Workbook) -> None:
    sheet = book[FIGURES]
    sheet["N5"] = "Số thẻ đảng viên"
    for row in range(6, 11):
        sheet.cell(row, 14).value = f"31.00012{row}"


BROKEN_FORMS: dict[str, Callable[[Books], bytes]] = {
    "another-workbook": lambda _: edited_new("Bảng lương", [["TT", "Số tiền"], [1, 5000]]),
    "tag-lost": lambda books: books.edited("ubkt", _tagged(None)),
    "tag-mistyped": lambda books: books.edited("ubkt", _mistyped_tag),
    "block-without-tag": _block_copied,
    "unknown-unit": _retagged(unit="chi-bo-moi"),
    "unknown-office": _retagged(office="xa-khac"),
    "another-unit-s-folder": lambda books: books.filled("ca"),
    "future-period": _retagged(period=Period(2030, 5)),
    "closed-period": lambda books: books.filled("ubkt", period="2025-11"),
    "before-the-unit-was": _retagged(period=Period(2024, 3)),
    "titles-of-the-next-month": lambda books: books.edited("ubkt", _retyped("01/2026", "02/2026")),
    "tags-of-the-next-month": lambda books: books.edited(
        "ubkt", _retyped(":2026-01:", ":2026-02:")
    ),
    "older-template": _retagged(version=0),
    "newer-template": _retagged(version=2),
    "two-units-in-one": _two_units,
    "figures-sheet-deleted": lambda books: books.edited("ubkt", _delete_sheet(FIGURES)),
    "words-sheet-deleted": lambda books: books.edited("ubkt", _delete_sheet(WORDS)),
    "info-sheet-deleted": lambda books: books.edited("ubkt", _delete_sheet(INFO)),
    "column-deleted": lambda books: books.edited("ubkt", _delete_column),
    "column-renamed": lambda books: books.edited("ubkt", _rename_column),
    "two-columns-under-one-name": lambda books: books.edited("ubkt", _double_header),
    "digits-turned-round": lambda books: books.edited("ubkt", typed("UBKT-03", MONTH, "\u202e21")),
    "linked-to-another-file": lambda books: books.edited("ubkt", _linked),
    "rows-deleted": lambda books: books.edited("ubkt", _delete_rows),
    "code-twice": lambda books: books.edited("ubkt", _double_code),
    "label-of-another-row": lambda books: books.edited("ubkt", _other_label),
    "sheet-copied": lambda books: books.edited("ubkt", _copy_sheet),
    "rows-inserted-and-hidden": lambda books: books.edited("ubkt", _insert_and_hide),
    "table-moved": lambda books: books.edited("ubkt", _move_table),
    "sheets-renamed": lambda books: books.edited("ubkt", _rename_sheets),
    "rows-sorted": lambda books: books.edited("ubkt", _sort_rows),
    "decomposed-letters": lambda books: books.edited("ubkt", _decomposed),
    "invisible-marks": lambda books: books.edited("ubkt", _invisible_marks),
    "written-outside-the-form": lambda books: books.edited("ubkt", _strange_extras),
    "formula-injected": lambda books: books.edited("ubkt", _formula_in_note),
    "rebuilt-by-pandas": _by_pandas,
    "saved-by-openpyxl": lambda books: books.edited("ubkt", typed("UBKT-03", NOTE, "đã chốt")),
    "list-of-people": lambda books: books.edited("ubkt", _list_of_people),
    "column-of-card-numbers": lambda books: books.edited("ubkt", _column_of_numbers),
}


def edited_new(title: str, rows: list[list[object]]) -> bytes:
    """Some workbook of the unit's own."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    return edited(target.getvalue(), lambda _: None)
