"""Where things lie and which database is used: read from the environment, once a call.

Light on purpose (standard library only): DAG files import it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Settings:
    """Folders and addresses of one installation.

    Attributes:
        root: the project's root: holds ``reports/``, ``expectations/`` and ``sql/``.
        var: everything that is written: inbox, archive, quarantine, outbox, database.
        database_url: SQLAlchemy URL of the business database; empty means the embedded
            PostgreSQL below ``var``.
        office: code of the office that commands mean when none is named.
    """

    root: Path
    var: Path
    database_url: str
    office: str

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read ``NGHIQUYET_ROOT``, ``_VAR``, ``_DATABASE_URL`` and ``_OFFICE``."""
        env = os.environ if environ is None else environ
        root = Path(env.get("NGHIQUYET_ROOT", PROJECT_ROOT)).resolve()
        return cls(
            root=root,
            var=Path(env.get("NGHIQUYET_VAR", root / "var")).resolve(),
            database_url=env.get("NGHIQUYET_DATABASE_URL", ""),
            office=env.get("NGHIQUYET_OFFICE", "ke-sat"),
        )

    @property
    def inbox(self) -> Path:
        """Drop folders: ``inbox/<office>/<unit>/{bieu-mau,gui,tra-loi}``."""
        return self.var / "inbox"

    @property
    def archive(self) -> Path:
        """Every file that was dropped, unchanged, under its SHA-256."""
        return self.var / "archive"

    @property
    def quarantine(self) -> Path:
        """Files that no unit could be found for or that are dangerous to open."""
        return self.var / "quarantine"

    @property
    def failures(self) -> Path:
        """Files over which our own code failed, by failure id, until they are run again."""
        return self.var / "failures"

    @property
    def outbox(self) -> Path:
        """What the office receives: ``outbox/<office>/<period>/``."""
        return self.var / "outbox"

    @property
    def data_docs(self) -> Path:
        """What Great Expectations found in the last collections, as pages for a browser."""
        return self.var / "data-docs"

    @property
    def postgres(self) -> Path:
        """Data directory of the embedded PostgreSQL."""
        return self.var / "postgres"
