"""Fixtures and the marker that every room's tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, create_engine
from tests.database import clone, migrated_template, shared_server
from tests.system_packages import DATA, PROGRAMS, why_missing
from tests.trials import WHOLE, Evidence

from nghiquyet.store.repository import Store

# Great Expectations would report every run to its makers.
os.environ["GX_ANALYTICS_ENABLED"] = "false"


def pytest_configure(config: pytest.Config) -> None:
    """Keep the evidence of whole trials."""
    if WHOLE:
        config.pluginmanager.register(Evidence())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Install what ``@pytest.mark.system(package)`` names, or skip; under CI fail."""
    for marker in item.iter_markers("system"):
        for package in marker.args:
            if package not in PROGRAMS and package not in DATA:
                pytest.fail(f"unknown package {package}: add it to tests/system_packages.py")
            missing = why_missing(package)
            if missing and os.environ.get("CI", "").lower() in {"1", "true"}:
                pytest.fail(missing)
            if missing:
                pytest.skip(missing)


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> Iterator[str]:
    """URL of the run's embedded PostgreSQL; it stops with the last process that uses it."""
    with shared_server(f"nghiquyet-{testrun_uid}") as url:
        yield url


@pytest.fixture
def server_home() -> Iterator[Path]:
    """An empty folder for a server of the test's own; unlike ``tmp_path`` it stays accessible.

    Every pytest that root starts shuts the folder of all its temporary folders to other users,
    and under root PostgreSQL is another user.
    """
    with TemporaryDirectory(prefix="nghiquyet-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def template_database(postgres_server: str) -> str:
    """Name of the migrated, empty database that tests copy."""
    return migrated_template(postgres_server)


@pytest.fixture
def database_url(postgres_server: str, template_database: str) -> Iterator[str]:
    """SQLAlchemy URL of a migrated database of the test's own."""
    with clone(postgres_server, template_database) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Engine of that database."""
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    """An empty store."""
    return Store(engine)


@pytest.fixture
def project_root() -> Path:
    """The root of the checkout."""
    return Path(__file__).parents[1]
