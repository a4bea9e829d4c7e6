"""What it costs to take in a workbook, next to opening it once in openpyxl."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
from tests.benchmarks.january import Books
from tests.benchmarks.measuring import Comparison

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.intake.guard import inspect
from nghiquyet.intake.identity import Identity, identify
from nghiquyet.intake.verdicts import ACCEPTED
from nghiquyet.model.indicator import Basis
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Reading, Submission, SubmissionStatus
from nghiquyet.pipeline.extracting import Contents, extract_contents
from nghiquyet.pipeline.workshop import Workshop
from nghiquyet.validation.frames import Candidate, wide_frame
from nghiquyet.workbook.opening import open_workbook
from nghiquyet.workbook.reading import read_form

BOUND = 0.5
RECEIVED = datetime(2026, 1, 27, 1, tzinfo=UTC)
LastMonth = Mapping[tuple[str, str, Period], Mapping[tuple[str, Basis], Decimal]]


def comparisons(shop: Workshop, books: Books, rounds: int) -> Iterator[Comparison]:
    """All workbooks together, then the first one of each form, five times a round."""
    every = [path for paths in books.values() for path in paths]
    last_month = shop.store.previous_values_of(read(shop.catalogue, path)[0].key for path in every)

    def compare(name: str, paths: Sequence[Path], rounds: int) -> Comparison:
        return Comparison(
            name,
            lambda: [take_in(shop.catalogue, path, last_month) for path in paths],
            lambda: [openpyxl.load_workbook(path) for path in paths],
            BOUND,
            rounds,
        )

    yield compare(f"Intake of a workbook: all {len(every)} of January", every, rounds)
    for form, paths in books.items():
        yield compare(f"Intake of a workbook: form {form}", paths[:1] * 5, rounds)


def take_in(catalogue: Catalogue, path: Path, last_month: LastMonth) -> Contents:
    """All that a collection does with one workbook, but for what it does once a batch.

    The guard looks at it; it is identified, read and made a row on which every expression of
    the rules is computed; its cells become what is stored. The database is left out, and Great
    Expectations, which is asked about a whole batch of such rows.
    """
    verdict = inspect(path)
    if verdict != ACCEPTED:
        raise ValueError(f"{path.name}: {verdict.message}")
    who, reading = read(catalogue, path)
    form = catalogue.form_of(who.unit)
    candidate = Candidate(path.name, who.period, reading, last_month[who.key])
    wide_frame(form, catalogue.rules[form.code], [candidate])
    submission = Submission(
        id="0" * 32,
        office=who.office.code,
        unit=who.unit.code,
        period=who.period,
        version=1,
        status=SubmissionStatus.ACCEPTED,
        sha256="0" * 64,
        file_name=path.name,
        received_at=RECEIVED,
        template_version=who.version,
    )
    return extract_contents(reading, form, submission)


def read(catalogue: Catalogue, path: Path) -> tuple[Identity, Reading]:
    """Whose workbook it is, and its cells.

    Raises:
        ValueError: if nobody can tell whose it is.
    """
    workbook = open_workbook(path.read_bytes())
    who = identify(
        workbook.tags,
        folder=None,
        offices=catalogue.offices,
        forms=catalogue.forms,
        closed=lambda _: (),
        today=RECEIVED.date(),
    )
    if not isinstance(who, Identity):
        raise ValueError(f"{path.name}: {who.message}")
    return who, read_form(workbook, catalogue.form_of(who.unit))
