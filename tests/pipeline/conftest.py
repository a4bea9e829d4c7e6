"""January 2026 as it stands after collection, once a session; each test gets a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.database import clone
from tests.golden.months import GOLDEN
from tests.pipeline.months import confirm_low_counts, drop

from nghiquyet import pipeline
from nghiquyet.pipeline.filling import load_values
from nghiquyet.settings import Settings

OFFICE = "ke-sat"


@pytest.fixture(scope="session")
def fresh_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return replace(Settings.from_environment({}), var=tmp_path_factory.mktemp("var"))


@pytest.fixture(scope="session")
def january_database(
    postgres_server: str, template_database: str, fresh_settings: Settings
) -> Iterator[str]:
    """Name of a database in which December and January have been collected, nothing compiled.

    Whatever low count about persons they hold may be printed.
    """
    with clone(postgres_server, template_database) as url:
        settings = replace(fresh_settings, database_url=url)
        month = GOLDEN / "2026-01"
        pipeline.load_registers(
            settings, OFFICE, tasks=month / "tasks.yaml", directives=month / "directives.yaml"
        )
        for period in ("2025-12", "2026-01"):
            drop(settings, period, load_values(GOLDEN / period / "values"))
            report = pipeline.collect(settings)
            assert {row["kết quả"] for row in report.rows} <= {"đã nhận", "đã nhận, có lưu ý"}
        confirm_low_counts(settings)
        yield url.rsplit("/", 1)[1].split("?")[0]


@pytest.fixture
def january(
    postgres_server: str, january_database: str, fresh_settings: Settings, tmp_path: Path
) -> Iterator[Settings]:
    """Settings whose database holds December and January; the folders are empty."""
    with clone(postgres_server, january_database) as url:
        yield replace(fresh_settings, var=tmp_path, database_url=url)


@pytest.fixture
def archived(january: Settings, fresh_settings: Settings) -> Settings:
    """The same with the archive of what was collected."""
    shutil.copytree(fresh_settings.archive, january.archive)
    return january


@pytest.fixture
def empty(database_url: str, fresh_settings: Settings, tmp_path: Path) -> Settings:
    """Settings of an installation in which nothing has happened."""
    return replace(fresh_settings, var=tmp_path, database_url=database_url)
