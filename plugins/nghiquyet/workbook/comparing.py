"""Figures that look like last month's with the separator misread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.model.submission import CellReading, CellState, Column
from nghiquyet.wording import plain_number
from nghiquyet.workbook.cells import Spot
from nghiquyet.workbook.found_tables import FoundTable
from nghiquyet.workbook.layout import FIGURE_COLUMNS, Locked
from nghiquyet.workbook.magnitudes import is_thousandfold, is_whole


def compare_with_last_month(
    cells: list[CellReading], part: Part, table: FoundTable, row: int
) -> list[CellReading]:
    """Ask about decimal figures that look like last month's with the separator misread.

    A written note answers the question beforehand.
    """
    if not part.type.is_figure or part.type is ValueType.PERCENT or is_whole(part):
        return cells
    if any(cell.column is Column.NOTE and cell.state is CellState.OK for cell in cells):
        return cells
    references = list(_references(cells, table, row))
    return [_asked(cell, references) for cell in cells]


def _references(cells: Iterable[CellReading], table: FoundTable, row: int) -> Iterator[Decimal]:
    previous = Spot(table.sheet, row, table.columns.get(Locked.PREVIOUS, 10**6)).value
    if isinstance(previous, (int, float)):
        yield Decimal(format(previous, ".15g"))
    for cell in cells:
        if cell.column is Column.PLAN and isinstance(cell.value, Decimal):
            yield cell.value


def _asked(cell: CellReading, references: Iterable[Decimal]) -> CellReading:
    value = cell.value
    if cell.column not in FIGURE_COLUMNS or not isinstance(value, Decimal):
        return cell
    for reference in references:
        if is_thousandfold(value, reference):
            other = value / 1000 if value == value.to_integral_value() else value * 1000
            note = (
                f"Ô đang ghi {plain_number(value)}, so với {plain_number(reference)} của tháng "
                f"trước hoặc kế hoạch; có phải {plain_number(other)}? Sửa lại, hoặc ghi rõ ở cột "
                "Ghi chú."
            )
            return replace(cell, value=None, state=CellState.AMBIGUOUS, note=note)
    return cell
