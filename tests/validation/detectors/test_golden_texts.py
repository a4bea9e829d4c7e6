"""What units and the office really wrote: nothing is asked about that is right."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from tests.golden.months import GOLDEN, issued_resolution, values_of
from tests.validation.detectors.texts import case_of, catalogue, hits_of, words

from nghiquyet.model.period import Period
from nghiquyet.model.submission import CellReading, Column, SheetKind
from nghiquyet.pipeline.filling import cell_values

MISSPELT = "R12-TEN-RIENG"  # «Kè Sắt» stands in the issued resolution and in what it came from


def asked(cells: list[CellReading], period: Period, form: str = "bxd-t") -> list[tuple[str, str]]:
    return [(rule, hit.quote) for rule, hit in hits_of(case_of(*cells, period=period, form=form))]


def texts_of(period: str, unit: str) -> list[CellReading]:
    return [
        words(value, row, column, kind)
        for (kind, row, column), value in cell_values(values_of(period)[unit]).items()
        if isinstance(value, str)
    ]


def test_every_text_of_the_golden_months_is_left_in_peace() -> None:
    told, count = [], 0
    for period in ("2025-12", "2026-01"):
        for unit in values_of(period):
            form = catalogue().office("ke-sat").unit(unit).form
            cells = texts_of(period, unit)
            count += len(cells)
            told += asked(cells, Period.parse(period), form)
    assert count > 100
    assert told == [(MISSPELT, "Kè Sắt")] * 2


def paragraphs() -> Iterator[tuple[str, SheetKind]]:
    """What was done stands in Section I, what is planned in Section II."""
    done, _, planned = issued_resolution().partition("II. PHƯƠNG HƯỚNG")
    yield from ((line, SheetKind.WORDS) for line in done.splitlines())
    yield from ((line, SheetKind.PROPOSALS) for line in planned.splitlines())


def test_every_paragraph_of_the_issued_resolution_is_left_in_peace() -> None:
    lines = [(line, kind) for line, kind in paragraphs() if line.strip()]
    cells = [
        words(line, f"DX{place:02d}", Column.ANSWER, kind)
        for place, (line, kind) in enumerate(lines)
    ]
    assert len(cells) > 40
    assert asked(cells, Period(2026, 1)) == [(MISSPELT, "Kè Sắt")] * 2


def test_every_task_and_directive_of_the_golden_month_is_left_in_peace() -> None:
    month = GOLDEN / "2026-01"
    tasks = yaml.safe_load((month / "tasks.yaml").read_text("utf-8"))["tasks"]
    papers = yaml.safe_load((month / "directives.yaml").read_text("utf-8"))["directives"]
    done = [words(task["text"], task["id"], Column.RESULT, SheetKind.TASKS) for task in tasks]
    planned = [
        words(text, f"DX{n:02d}.{m}", Column.PROPOSAL, SheetKind.PROPOSALS)
        for n, paper in enumerate(papers)
        for m, text in enumerate([paper["code"], paper["title"], *paper["tasks"]])
    ]
    assert min(len(done), len(planned)) >= 9
    assert asked([*done, *planned], Period(2026, 1)) == []
