"""Killed at any step, a collection that is begun again ends as if nothing had happened."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.database import clone
from tests.golden.months import GOLDEN, values_of
from tests.intake.workbooks import an_archive
from tests.pipeline.crashes import collect_and_die, holdings, steps_of
from tests.pipeline.months import OFFICE, changed
from tests.trials import WHOLE, record

from nghiquyet import pipeline
from nghiquyet.pipeline.filling import cell_values, load_values
from nghiquyet.settings import Settings

JANUARY = "2026-01"
POINTS = 6  # in `make test`; the whole trial takes every one
KILLED = -9
Dropped = dict[str, tuple[str, bytes]]
Installation = Callable[..., AbstractContextManager[Settings]]


@pytest.fixture(scope="module")
def dropped(postgres_server: str, template_database: str, fresh_settings: Settings) -> Dropped:
    """One file of every kind of end, by its name: the unit and the bytes."""
    golden = values_of(JANUARY)
    wrong = load_values(GOLDEN / JANUARY / "first-drop")["hcc"]
    secret = changed(golden["ca"], {"CA-01": "MẬT"})
    with clone(postgres_server, template_database) as url:
        settings = replace(fresh_settings, database_url=url)
        filled = {
            name: pipeline.fill_workbooks(settings, OFFICE, JANUARY, {unit: cell_values(values)})
            for name, unit, values in (
                ("tot.xlsx", "ubkt", golden["ubkt"]),
                ("sai.xlsx", "hcc", wrong),
                ("mat.xlsx", "ca", secret),
            )
        }
    files = {name: (unit, data) for name, by in filled.items() for unit, (_, data) in by.items()}
    files["lai.xlsx"] = files["lai-nua.xlsx"] = files["tot.xlsx"]
    files["pdf.xlsx"] = ("qs", b"%PDF-1.7 \n")
    files["hai-lan.xlsx"] = ("qs", an_archive(**{"[Content_Types].xml": "<!DOCTYPE x>"}))
    return files


@pytest.fixture
def installation(
    postgres_server: str,
    template_database: str,
    fresh_settings: Settings,
    tmp_path: Path,
    dropped: Dropped,
) -> Installation:
    """A fresh installation, by a name of its own, into which the files have just been dropped."""

    @contextmanager
    def fresh(name: str, without: Sequence[str] = ()) -> Iterator[Settings]:
        with clone(postgres_server, template_database) as url:
            own = replace(fresh_settings, var=tmp_path / name, database_url=url)
            for file, (unit, data) in dropped.items():
                if file not in without:
                    pipeline.drop_workbook(own, OFFICE, unit, file, data)
            yield own

    return fresh


def points(steps: int) -> list[int]:
    """The steps before which a collection is killed: all, or one of each stretch."""
    if WHOLE:
        return list(range(1, steps + 1))
    chosen = random.Random(2026)
    stretch = steps / POINTS
    return [int(place * stretch) + chosen.randrange(int(stretch)) + 1 for place in range(POINTS)]


@pytest.mark.long
def test_a_killed_collection_begun_again_ends_as_an_undisturbed_one(
    installation: Installation,
) -> None:
    with installation("whole") as settings:
        steps = steps_of(settings)
        undisturbed = holdings(settings)
    assert len(undisturbed["versions"]) == 2
    assert len(undisturbed["answers"]) == 8
    assert steps > 100
    for step in points(steps):
        with installation(str(step)) as settings:
            assert collect_and_die(settings, step) == KILLED
            if WHOLE and step % 3 == 0:
                collect_and_die(settings, step // 3)  # and once more while it recovers
            pipeline.collect(settings)
            assert holdings(settings) == undisturbed, f"killed before step {step} of {steps}"
    record("Collections killed before a step and begun again", len(points(steps)), {"equal": steps})


def test_two_collectors_at_once_never_lose_or_double_a_file(installation: Installation) -> None:
    # Which of two equal files is the repeated one would be left to chance.
    repeated = ("lai.xlsx", "lai-nua.xlsx")
    with installation("one", without=repeated) as settings:
        pipeline.collect(settings)
        alone = holdings(settings)
    with installation("two", without=repeated) as settings:
        child = os.fork()
        if child == 0:
            try:
                pipeline.collect(settings)
            finally:
                os._exit(0)
        pipeline.collect(settings)
        os.waitpid(child, 0)
        assert holdings(settings) == alone


def test_collecting_again_changes_nothing(installation: Installation) -> None:
    with installation("again") as settings:
        pipeline.collect(settings)
        first = holdings(settings)
        assert pipeline.collect(settings).rows == []
        assert holdings(settings) == first
