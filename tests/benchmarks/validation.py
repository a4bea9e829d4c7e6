"""What Great Expectations costs over sixty units, next to one unit of the same form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import cycle, islice

from tests.benchmarks.intake import read
from tests.benchmarks.january import PERIOD, Books
from tests.benchmarks.measuring import Comparison

from nghiquyet.model.rule import Finding
from nghiquyet.model.submission import Reading
from nghiquyet.pipeline.workshop import Workshop
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate

BOUND = 2.0
UNITS = 60
Findings = dict[str, list[Finding]]


def comparisons(shop: Workshop, books: Books, rounds: int) -> Iterator[Comparison]:
    """The form that most units fill and the one with most rules, filled right and wrong."""
    widest = max(books, key=lambda form: len(books[form]))
    strictest = max(books, key=lambda form: len(shop.catalogue.rules[form]))
    for form in dict.fromkeys((widest, strictest)):
        right = [read(shop.catalogue, path)[1] for path in books[form]]
        wrong = [_with_wrong(reading) for reading in right]
        told = f"GX over {UNITS} units, one unit: form {form}"
        yield _compare(shop, form, told, right, right, rounds)
        yield _compare(shop, form, f"{told}, all wrong", wrong, wrong, rounds)
        mixed = [_with_wrong(right[0], figures=1), *islice(cycle(right), UNITS - 1)]
        yield _compare(shop, form, f"{told}, one wrong figure", mixed, right, rounds)


def _compare(
    shop: Workshop,
    form: str,
    name: str,
    many: Sequence[Reading],
    one: Sequence[Reading],
    rounds: int,
) -> Comparison:
    return Comparison(
        name,
        lambda: judge(shop, form, islice(cycle(many), UNITS)),
        lambda: judge(shop, form, one[:1]),
        BOUND,
        rounds,
    )


def judge(shop: Workshop, form: str, readings: Iterable[Reading]) -> Findings:
    """One GX run over as many units as there are readings."""
    batch = [Candidate(str(place), PERIOD, reading) for place, reading in enumerate(readings)]
    return validate_batch(shop.catalogue.forms[form], shop.catalogue.rules[form], batch)


def _with_wrong(reading: Reading, figures: int | None = None) -> Reading:
    """The same workbook with a negative number in its first figures, or in all of them."""
    chosen = [cell for cell in reading.cells if isinstance(cell.value, Decimal)][:figures]
    wrong = {cell.at for cell in chosen}
    cells = (
        replace(cell, value=Decimal(-1)) if cell.at in wrong else cell for cell in reading.cells
    )
    return replace(reading, cells=tuple(cells))
