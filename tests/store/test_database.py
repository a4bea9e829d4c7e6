from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from tests.database import with_driver

from nghiquyet.errors import ConfigurationError, StoreError
from nghiquyet.settings import Settings
from nghiquyet.store import tables
from nghiquyet.store.database import business_url, engine_for, ensure_database, migrate

FOREIGN = Settings(Path(), Path(), "", "ke-sat")


def test_the_code_and_the_migrations_mean_the_same_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours})
        assert compare_metadata(context, tables.metadata) == []


def _ours(_item: object, name: str | None, kind: str, *_: object) -> bool:
    return not (kind == "table" and name == "alembic_version")


@pytest.mark.parametrize("name", sorted(tables.views.tables))
def test_the_code_and_the_views_mean_the_same_columns(engine: Engine, name: str) -> None:
    there = {column["name"] for column in inspect(engine).get_columns(name)}
    assert there == {column.name for column in tables.views.tables[name].columns}


@pytest.mark.parametrize("table", sorted(tables.metadata.tables))
def test_every_key_begins_with_the_office(engine: Engine, table: str) -> None:
    keys = inspect(engine).get_pk_constraint(table)["constrained_columns"]
    assert keys[0] == "office"


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1


@pytest.mark.parametrize(
    "given", ["postgresql://", "postgresql+asyncpg://", "postgresql+psycopg2://"]
)
def test_any_driver_of_a_given_url_becomes_ours(given: str) -> None:
    settings = replace(FOREIGN, database_url=f"{given}u:p%40ss@db.lan:5433/bao-cao?sslmode=require")
    expected = "postgresql+psycopg://u:p%40ss@db.lan:5433/bao-cao?sslmode=require"
    assert business_url(settings) == expected


@pytest.mark.parametrize("url", ["sqlite:///x.db", "mysql://h/d", "no url at all"])
def test_another_database_than_postgresql_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError):
        engine_for(replace(FOREIGN, database_url=url))


def test_an_empty_database_gets_the_newest_tables(postgres_server: str) -> None:
    engine = create_engine(with_driver(ensure_database(postgres_server, "fresh")))
    migrate(engine)
    assert inspect(engine).has_table("submission")
    engine.dispose()


def test_making_a_database_twice_is_once(postgres_server: str) -> None:
    once = ensure_database(postgres_server, "airflow-2")
    assert ensure_database(postgres_server, "airflow-2") == once
    assert "/airflow-2?" in once


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    url = f"postgresql://postgres@/none?host={tmp_path}"
    with pytest.raises(StoreError, match="airflow"):
        ensure_database(url, "airflow")
    with pytest.raises(StoreError):
        migrate(engine_for(replace(FOREIGN, database_url=url)))
