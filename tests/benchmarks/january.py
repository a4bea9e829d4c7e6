"""January 2026 as the benchmarks find it: collected, its workbooks at hand, its draft written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from tests.database import clone, migrated_template, shared_server
from tests.golden.months import GOLDEN, values_of

from nghiquyet import pipeline
from nghiquyet.model.draft import Draft
from nghiquyet.model.period import Period
from nghiquyet.pipeline.filling import UnitValues, cell_values
from nghiquyet.pipeline.gathering import gather
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.pipeline.writing import write_draft
from nghiquyet.settings import Settings

OFFICE = "ke-sat"
PERIOD = Period(2026, 1)

Books = Mapping[str, tuple[Path, ...]]
"""Workbooks by form."""


@dataclass(frozen=True)
class January:
    """What the benchmarks work on.

    Attributes:
        shop: the steps' tools; the store holds December and January.
        books: January's workbooks by form.
        draft: the draft of February's resolution.
    """

    shop: Workshop
    books: Books
    draft: Draft


@contextmanager
def january() -> Iterator[January]:
    """Collect December and January through the pipeline, in a database of its own."""
    with (
        TemporaryDirectory(prefix="nghiquyet-bench-", ignore_cleanup_errors=True) as folder,
        shared_server(f"nghiquyet-bench-{os.getpid()}") as server,
        clone(server, migrated_template(server)) as url,
    ):
        settings = replace(
            Settings.from_environment({}), var=Path(folder) / "var", database_url=url
        )
        registers = GOLDEN / str(PERIOD)
        pipeline.load_registers(
            settings,
            OFFICE,
            tasks=registers / "tasks.yaml",
            directives=registers / "directives.yaml",
        )
        _collect(settings, str(PERIOD.previous))
        with workshop(settings) as shop:
            books = fill(shop, values_of(str(PERIOD)), Path(folder))
            _collect(settings, str(PERIOD))
            material = gather(shop, shop.catalogue.office(OFFICE), PERIOD)
            yield January(shop, books, write_draft(material, uuid4().hex, datetime.now(UTC)))


def _collect(settings: Settings, period: str) -> None:
    cells = {unit: cell_values(values) for unit, values in values_of(period).items()}
    for unit, book in pipeline.fill_workbooks(settings, OFFICE, period, cells).items():
        pipeline.drop_workbook(settings, OFFICE, unit, *book)
    pipeline.collect(settings)


def fill(shop: Workshop, values: Mapping[str, UnitValues], folder: Path) -> Books:
    """Write the workbooks that units send for January."""
    cells = {unit: cell_values(filled) for unit, filled in values.items()}
    books: dict[str, tuple[Path, ...]] = {}
    office = shop.catalogue.office(OFFICE)
    for unit, (name, data) in pipeline.fill_workbooks(
        shop.settings, OFFICE, str(PERIOD), cells
    ).items():
        path = folder / name
        path.write_bytes(data)
        form = office.unit(unit).form
        books[form] = (*books.get(form, ()), path)
    return books
