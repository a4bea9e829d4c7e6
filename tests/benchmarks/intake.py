"""What it costs to take in a workbook, next to opening it once in openpyxl."""

from __future__ import annotations

from collections import defaultdict
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
SUBMISSION = Submission(
    id="0" * 32,
    office="ke-sat",
    unit="hcc",
    period=Period(2026, 1),
    version=1,
    status=SubmissionStatus.ACCEPTED,
    sha256="0" * 64,
    file_name="báo cáo.xlsx",
    received_at=RECEIVED,
    template_version=1,
)
LastMonth = Mapping[tuple[str, str, Period], Mapping[tuple[str, Basis], Decimal]]


def comparisons(shop: Workshop, books: Books, rounds: int) -> Iterator[Comparison]:
    """All workbooks together, then five of each form: a batch of the first one."""
    every = [path for paths in books.values() for path in paths]
    last_month = shop.store.previous_values_of(read(shop.catalogue, path)[0].key for path in every)

    def compare(name: str, paths: Sequence[Path], rounds: int) -> Comparison:
        return Comparison(
            name,
            lambda: take_in(shop.catalogue, paths, last_month),
            lambda: [openpyxl.load_workbook(path) for path in paths],
            BOUND,
            rounds,
        )

    yield compare(f"Intake of a workbook: all {len(every)} of January", every, rounds)
    for form, paths in books.items():
        yield compare(f"Intake of a workbook: form {form}", paths[:1] * 5, rounds)


def take_in(catalogue: Catalogue, paths: Sequence[Path], last_month: LastMonth) -> list[Contents]:
    """All that a collection does with a batch of workbooks in its own process.

    The guard looks at each; each is identified and read. The workbooks of a form become a table
    on which every expression of the rules is computed, a row a workbook; their cells become what
    is stored. The database is left out, and Great Expectations, which is asked about the table.

    Raises:
        ValueError: if a workbook is turned away.
    """
    by_form: dict[str, list[Candidate]] = defaultdict(list)
    for path in paths:
        verdict = inspect(path)
        if verdict != ACCEPTED:
            raise ValueError(f"{path.name}: {verdict.message}")
        who, reading = read(catalogue, path)
        previous = last_month[who.key]
        by_form[who.unit.form].append(Candidate(path.name, who.period, reading, previous))
    for form, batch in by_form.items():
        wide_frame(catalogue.forms[form], catalogue.rules[form], batch)
    return [
        extract_contents(candidate.reading, catalogue.forms[form], SUBMISSION)
        for form, batch in by_form.items()
        for candidate in batch
    ]


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
