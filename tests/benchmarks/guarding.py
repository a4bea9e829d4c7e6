"""What the guard's look at a workbook costs, next to opening it once in openpyxl."""

from __future__ import annotations

from collections.abc import Iterator

import openpyxl
from tests.benchmarks.january import Books
from tests.benchmarks.measuring import Comparison

from nghiquyet.intake.guard import Fate, inspect

BOUND = 0.25


def comparisons(books: Books, rounds: int) -> Iterator[Comparison]:
    """All workbooks together.

    Raises:
        ValueError: if the guard turns one of them away: that would be no full look.
    """
    paths = [path for form in books.values() for path in form]
    for path in paths:
        if inspect(path).fate is not Fate.ACCEPT:
            raise ValueError(f"{path.name}: {inspect(path).message}")
    yield Comparison(
        f"Guard's look at a workbook: all {len(paths)} of January",
        lambda: [inspect(path) for path in paths],
        lambda: [openpyxl.load_workbook(path) for path in paths],
        BOUND,
        rounds,
    )
