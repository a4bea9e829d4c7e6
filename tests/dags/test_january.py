"""January 2026 as the office lives it: the real DAGs on the real pipeline, from asset events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from tests.dags.conftest import start_chain
from tests.dags.harness import ROOT, Chain, Ran

from nghiquyet import pipeline
from nghiquyet.pipeline.filling import UnitValues, cell_values, load_values
from nghiquyet.settings import Settings

OFFICE, PERIOD = "ke-sat", "2026-01"
KEY = f"{OFFICE}|{PERIOD}"
MONTH = ROOT / "tests" / "golden" / PERIOD
COMPILED_AND_DRAFTED = [
    Ran("compile_assessment", KEY, "success"),
    Ran("draft_resolution", KEY, "success"),
]


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(root=ROOT, var=tmp_path / "var", database_url=database_url, office=OFFICE)


@pytest.fixture
def january(postgres_server: str, settings: Settings, tmp_path: Path) -> Iterator[Chain]:
    running = start_chain(
        postgres_server,
        tmp_path / "home",
        {
            "NGHIQUYET_ROOT": str(settings.root),
            "NGHIQUYET_VAR": str(settings.var),
            "NGHIQUYET_DATABASE_URL": settings.database_url,
        },
    )
    yield running
    running.close()


def send(settings: Settings, values: dict[str, UnitValues], units: Iterable[str]) -> None:
    cells = {unit: cell_values(values[unit]) for unit in units}
    for unit, (name, data) in pipeline.fill_workbooks(settings, OFFICE, PERIOD, cells).items():
        pipeline.drop_workbook(settings, OFFICE, unit, name, data)


def delivered(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.outbox / OFFICE / PERIOD).glob("lan-*"))


def one_more_received(values: dict[str, UnitValues]) -> dict[str, UnitValues]:
    """The public-service centre found one more file that came online."""
    found = values["hcc"].figures
    received, online = (found[code].month for code in ("HCC-02a", "HCC-02b"))
    assert isinstance(received, int)
    assert isinstance(online, int)
    more = {"month": received + 1, "ytd": received + 1}
    corrected = {
        "HCC-02a": found["HCC-02a"].model_copy(update=more),
        "HCC-02b": found["HCC-02b"].model_copy(update={"month": online + 1}),
    }
    changed = values["hcc"].model_copy(update={"figures": {**found, **corrected}})
    return {**values, "hcc": changed}


@pytest.mark.slow
def test_january_is_drafted_when_the_last_unit_is_in_and_again_after_a_correction(
    january: Chain, settings: Settings
) -> None:
    right = load_values(MONTH / "values")
    wrong = load_values(MONTH / "first-drop")
    (mistaken,) = wrong
    assert january.run("open_period", PERIOD).state == "success"
    (written,) = january.returned("open_period", "write_workbooks")
    assert written == {OFFICE: len(right)}

    send(settings, {**right, **wrong}, right)
    assert january.run("collect_submissions").state == "success"
    assert january.settle() == []
    waiting = january.waiting("compile_assessment")[KEY]
    assert january.completed_by(KEY) - set(waiting) == {f"{OFFICE}|{mistaken}|{PERIOD}"}

    send(settings, right, wrong)
    assert january.run("collect_submissions").state == "success"
    assert january.settle() == COMPILED_AND_DRAFTED
    first = january.returned("compile_assessment", "assess")[-1]
    assert delivered(settings) == ["lan-01"]

    assert january.run("cut_off", PERIOD).state == "success"
    assert january.settle() == []

    send(settings, one_more_received(right), ["hcc"])
    assert january.run("collect_submissions").state == "success"
    assert january.settle() == COMPILED_AND_DRAFTED
    assert january.returned("compile_assessment", "assess")[-1] != first
    assert delivered(settings) == ["lan-01", "lan-02"]
