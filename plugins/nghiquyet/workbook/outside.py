"""What stands outside the form, named cell by cell, or by lines of a column where it is much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from nghiquyet.model.rule import CellRef

COMMENT = "ghi chú gắn vào ô: "
"""Begins what is said of a comment."""

_SINGLY = 200  # as many as a person would read one by one
_RANGES = 40  # in one line

Unused: TypeAlias = tuple[CellRef, str]


def named_places(unused: Sequence[Unused]) -> tuple[Unused, ...]:
    """Every place in a line of its own, or all of a column in one; none is left out."""
    if len(unused) <= _SINGLY:
        return tuple(unused)
    columns: dict[tuple[str, int, bool], list[tuple[int, Unused]]] = {}
    for at, text in unused:
        row, column = xl_cell_to_rowcol(at.cell)
        key = (at.sheet, column, text.startswith(COMMENT))
        columns.setdefault(key, []).append((row + 1, (at, text)))
    return tuple(
        line
        for (_, column, _), places in columns.items()
        for line in _lines(xl_col_to_name(column), sorted(places, key=lambda place: place[0]))
    )


def _lines(column: str, places: Sequence[tuple[int, Unused]]) -> Iterator[Unused]:
    """A column's places, each line with the content of its first cell and where the others are."""
    found = list(_ranges(places))
    for start in range(0, len(found), _RANGES):
        ranges = found[start : start + _RANGES]
        (first, (at, text)), *others = [place for one in ranges for place in one]
        if not others:
            yield at, text
            continue
        rows = ", ".join(_named([row for row, _ in one if row != first]) for one in ranges)
        yield at, f"{text} (và {len(others)} ô nữa: cột {column}, dòng {rows.removeprefix(', ')})"


def _ranges(places: Sequence[tuple[int, Unused]]) -> Iterator[list[tuple[int, Unused]]]:
    """Places in lines that follow one another."""
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1][0] - pair[0]):
        yield [place for _, place in run]


def _named(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    return str(rows[0]) if len(rows) == 1 else f"{rows[0]} đến {rows[-1]}"
