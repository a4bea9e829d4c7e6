"""A blank or a wrong type silences every rule that looks at the cell; it is told by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.catalogue.judging import workbooks
from tests.catalogue.row_cases import cases, catalogue

from nghiquyet.catalogue.rules import columns_of
from nghiquyet.model.expression import Reference, parse_expression
from nghiquyet.model.indicator import Basis
from nghiquyet.model.rule import Rule
from nghiquyet.model.submission import CellState
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate


@pytest.mark.parametrize("form", cases())
def test_what_a_rule_does_not_know_silences_it(form: str) -> None:
    rules = [rule for rule in catalogue().rules[form] if _references(rule)]
    batch = {item.key: item for rule in rules for item in _unknowing(form, rule)}
    found = validate_batch(catalogue().forms[form], rules, list(batch.values()))
    assert {key.partition(" ")[0] for key in batch} == {rule.id for rule in rules}
    for key, findings in found.items():
        rule = key.partition(" ")[0]
        assert rule not in {finding.rule for finding in findings}, key


def _references(rule: Rule) -> list[Reference]:
    """What a rule looks at; what the reader made of a cell is always known."""
    texts = [text for text in columns_of(rule) if "#" not in text]
    return [each for text in texts for each in parse_expression(text).references]


def _unknowing(form: str, rule: Rule) -> Iterator[Candidate]:
    """The first workbook that hits a rule, with one value after the other unknown."""
    hit = next(
        book.candidate
        for book in workbooks(form).values()
        if rule.id in book.hits and book.tells_of(rule.id)
    )
    for number, reference in enumerate(_references(rule)):
        for state in (CellState.BLANK, CellState.BAD):
            changed = _without(hit, reference, state)
            if changed is not None:
                yield replace(changed, key=f"{rule.id} {number} {state}")


def _without(candidate: Candidate, reference: Reference, state: CellState) -> Candidate | None:
    part = catalogue().parts[reference.code]
    if reference.column.startswith("prev"):
        basis = Basis.YTD if reference.column == "prev_ytd" else part.main_basis
        if candidate.period.month == 1 and basis is Basis.YTD and reference.column == "prev_ytd":
            return None  # nothing has been counted before January, and that is known
        rest = {key: value for key, value in candidate.previous.items()
                if key != (reference.code, basis)}  # fmt: skip
        return replace(candidate, previous=rest)
    column = reference.column or (str(part.main_basis) if part.type.is_figure else "answer")
    cells = tuple(
        replace(cell, value=None, state=state)
        if (cell.row, cell.column) == (reference.code, column)
        else cell
        for cell in candidate.reading.cells
    )
    return replace(candidate, reading=replace(candidate.reading, cells=cells))
