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


def start_chain(server: str, home: Path, environment: dict[str, str]) -> Chain:
    """A harness with a metadata database of its own on the server at URL ``server``."""
    url = ensure_database(server, f"airflow_{uuid4().hex}")
    driven = url.replace("postgresql://", "postgresql+psycopg2://", 1)
    return Chain(home, {"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": driven, **environment})


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(HERE / "project", root, dirs_exist_ok=True)
    return Project(root)


@pytest.fixture(scope="session")
def chain(
    postgres_server: str, project: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chain]:
    running = start_chain(
        postgres_server,
        tmp_path_factory.mktemp("home"),
        {
            "NGHIQUYET_ROOT": str(project.root),
            "NGHIQUYET_VAR": str(project.root / "var"),
            "HARNESS_PIPELINE": str(HERE / "stand_in.py"),
        },
    )
    yield running
    running.close()
