"""What it costs to have workbooks opened in a child, next to the same work in-process."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from tests.benchmarks.january import Books
from tests.benchmarks.measuring import Comparison

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.pipeline.receiving import tables_of
from nghiquyet.sandbox import Opened, Sandbox
from nghiquyet.sandbox.work import take_in

BOUND = 1.3


def comparisons(catalogue: Catalogue, books: Books, rounds: int) -> Iterator[Comparison]:
    """All workbooks together, in a child that has been started as a collection starts it.

    The clock on the wall counts, because the work is another process's.

    Raises:
        ValueError: if a workbook is not read there.
    """
    paths = [path for form in books.values() for path in form]
    tables = tables_of(catalogue)
    with Sandbox(tables) as box:
        for path in paths:
            opened = box.take_in(path)
            if not isinstance(opened, Opened) or opened.reading is None:
                raise ValueError(f"{path.name}: {opened}")
        yield Comparison(
            f"Sandbox, a file of a batch: all {len(paths)} of January",
            lambda: [box.take_in(path) for path in paths],
            lambda: [list(take_in(path, tables)) for path in paths],
            BOUND,
            rounds,
            clock=perf_counter,
        )
