from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from tests.dags.harness import Chain

from nghiquyet.store.database import ensure_database

HERE = Path(__file__).parent
OFFICE = "thu-nghiem"


@dataclass(frozen=True)
class Project:
    """A root with one small office and its drop folders."""

    root: Path

    @property
    def units(self) -> Path:
        return self.root / "reports" / "offices" / OFFICE / "units.yaml"

    def drop(self, unit: str, period: str, text: str = "đúng") -> Path:
        path = self.root / "var" / "inbox" / OFFICE / unit / "gui" / period
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path


@pytest.fixture(scope="session")
def airflow_database(postgres_server: str) -> str:
    """URL of a database of its own for Airflow's metadata."""
    url = ensure_database(postgres_server, f"airflow_{uuid4().hex}")
    return url.replace("postgresql://", "postgresql+psycopg2://", 1)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(HERE / "project", root, dirs_exist_ok=True)
    return Project(root)


@pytest.fixture(scope="session")
def chain(
    airflow_database: str, project: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chain]:
    running = Chain(
        tmp_path_factory.mktemp("home"),
        {
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": airflow_database,
            "NGHIQUYET_ROOT": str(project.root),
            "NGHIQUYET_VAR": str(project.root / "var"),
            "HARNESS_PIPELINE": str(HERE / "stand_in.py"),
        },
    )
    yield running
    running.close()
