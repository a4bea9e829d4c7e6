"""A real PostgreSQL for tests: one server a test run, one clone of a migrated template a test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import create_engine, make_url

from nghiquyet.store.database import ensure_database, migrate
from nghiquyet.store.server import borrow_server, is_running, return_server

TEMPLATE = "template_nghiquyet"
# Nothing that a test stores need outlive a power cut.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def shared_server(name: str) -> Iterator[str]:
    """URL of the run's server: workers of pytest-xdist share it, the last one removes it."""
    folder = Path(tempfile.gettempdir()) / name
    data = folder / "postgres"
    url = borrow_server(data)
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in _CARELESS:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield url
    return_server(data)
    if not is_running(data):
        shutil.rmtree(folder, ignore_errors=True)


def migrated_template(server_url: str) -> str:
    """Name of a database with the newest tables and nothing in them."""
    url = ensure_database(server_url, TEMPLATE)
    engine = create_engine(with_driver(url))
    migrate(engine)
    engine.dispose()
    return TEMPLATE


@contextmanager
def clone(server_url: str, template: str) -> Iterator[str]:
    """A fresh copy of ``template``, dropped afterwards; yields its SQLAlchemy URL."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield with_driver(make_url(server_url).set(database=name).render_as_string())
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)
