"""What stands outside the form is named, whatever the count."""

from __future__ import annotations

import re

from nghiquyet.model.rule import CellRef
from nghiquyet.workbook.outside import named_places


def outside(*cells: str) -> list[tuple[CellRef, str]]:
    return [(CellRef("Số liệu", cell), f"ghi {cell}") for cell in cells]


def test_a_few_places_are_named_one_by_one() -> None:
    few = outside(*(f"K{row}" for row in range(5, 205)))
    assert named_places(few) == tuple(few)


def test_many_cells_of_a_column_are_one_line_that_names_them_all() -> None:
    rows = [*range(5, 301), 310, 320, 321]
    cells = [f"{column}{row}" for row in rows for column in ("K", "AB")]
    assert named_places(outside(*cells, "D7")) == (
        (CellRef("Số liệu", "K5"),
         "ghi K5 (và 298 ô nữa: cột K, dòng 6 đến 300, 310, 320 đến 321)"),
        (CellRef("Số liệu", "AB5"),
         "ghi AB5 (và 298 ô nữa: cột AB, dòng 6 đến 300, 310, 320 đến 321)"),
        (CellRef("Số liệu", "D7"), "ghi D7"),
    )  # fmt: skip


def test_a_first_cell_that_stands_alone_is_not_named_twice() -> None:
    lines = named_places(outside("K5", *(f"K{row}" for row in range(10, 300))))
    assert lines == ((CellRef("Số liệu", "K5"), "ghi K5 (và 290 ô nữa: cột K, dòng 10 đến 299)"),)


def test_comments_are_named_apart_from_cells() -> None:
    cells = outside(*(f"K{row}" for row in range(5, 300)))
    comments = [(at, f"ghi chú gắn vào ô: {text}") for at, text in cells[:2]]
    _, (at, text) = named_places([*cells, *comments])
    assert (at.cell, text) == ("K5", "ghi chú gắn vào ô: ghi K5 (và 1 ô nữa: cột K, dòng 6)")


def test_a_chequered_sheet_is_named_cell_by_cell_in_lines_that_a_page_can_hold() -> None:
    rows = range(1, 9999, 2)
    lines = named_places(outside(*(f"K{row}" for row in rows)))
    told = [int(at.cell[1:]) for at, _ in lines]
    for _, text in lines:
        told += map(int, re.findall(r"\d+", text.partition("dòng")[2]))
    assert sorted(told) == list(rows)
    assert max(len(text) for _, text in lines) < 400
