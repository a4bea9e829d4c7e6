"""What the workbook that goes back costs, next to loading it once in openpyxl."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

import openpyxl
from tests.benchmarks.intake import read
from tests.benchmarks.january import Books
from tests.benchmarks.measuring import Comparison

from nghiquyet.model.rule import Finding, Rule, Severity
from nghiquyet.model.submission import CellReading, Reading, SheetKind
from nghiquyet.pipeline.opening import form_contexts
from nghiquyet.pipeline.workshop import Workshop
from nghiquyet.workbook import FormContext, write_returned

BOUND = 3.0
FEW = 5
_JUDGED = frozenset({SheetKind.FIGURES, SheetKind.WORDS})


def comparisons(shop: Workshop, books: Books, rounds: int) -> Iterator[Comparison]:
    """The first workbook of each form with nothing marked, a few cells, and all of them."""
    for form, paths in books.items():
        context, reading = received(shop, paths[0])
        for how, findings in findings_of(context, reading).items():
            data = write_returned(context, reading, findings)
            yield Comparison(
                f"Feedback workbook: form {form}, {how} marked",
                partial(write_returned, context, reading, findings),
                partial(load, data),
                BOUND,
                rounds,
            )


def received(shop: Workshop, path: Path) -> tuple[FormContext, Reading]:
    """A workbook that came, and what its form was made from."""
    who, reading = read(shop.catalogue, path)
    (context,) = form_contexts(shop, who.office, who.period, frozenset({who.unit.code}))
    return context, reading


def load(data: bytes) -> openpyxl.Workbook:
    """The plain way to open the same workbook once."""
    return openpyxl.load_workbook(BytesIO(data))


def findings_of(context: FormContext, reading: Reading) -> dict[str, Sequence[Finding]]:
    """Nothing, a few broken rules, and every rule broken with every cell of the wrong type."""
    cells = [cell for cell in reading.cells if cell.kind in _JUDGED]
    rules = [rule for rule in context.rules if rule.origin == "declared"]
    at_rules = [_of_rule(rule, cells) for rule in rules]
    at_cells = [_of_cell(cell) for cell in cells]
    return {
        "none": (),
        "few": (*at_rules, *at_cells)[:FEW],
        "all": (*at_cells, *at_rules),
    }


def _of_rule(rule: Rule, cells: Sequence[CellReading]) -> Finding:
    cell = next(cell for cell in cells if cell.row == rule.cells[0])
    return Finding(rule.id, rule.severity, rule.message, cell.row, at=cell.at, value=cell.raw)


def _of_cell(cell: CellReading) -> Finding:
    rule = f"{cell.row}.kieu-{cell.column}"
    message = f"Ô {cell.at.cell} chưa đúng kiểu; chỉ gõ con số, không gõ chữ."
    column = str(cell.column)
    return Finding(rule, Severity.CRITICAL, message, cell.row, column, cell.at, cell.raw)
