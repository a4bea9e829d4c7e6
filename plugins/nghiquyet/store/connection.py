"""Reading and writing rows: what every verb of the store is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, Executable, RowMapping, Table, literal, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from nghiquyet.errors import StoreError
from nghiquyet.settings import PROJECT_ROOT
from nghiquyet.store.rows import from_row

T = TypeVar("T")


class Connected:
    """Base of the store's parts: one engine, one transaction a verb.

    Attributes:
        engine: the business database.
        measures: folder of the SQL files that the store runs.
    """

    def __init__(self, engine: Engine, root: Path = PROJECT_ROOT) -> None:
        """Use ``engine``; read measures below ``root``."""
        self.engine = engine
        self.measures = root / "sql" / "measures"

    def is_up(self) -> bool:
        """Whether the database answers at all."""
        try:
            self._read(text("SELECT 1"))
        except StoreError:
            return False
        return True

    @contextmanager
    def _transaction(self, *, read_only: bool = False) -> Iterator[Connection]:
        """One transaction; what the database refuses becomes a StoreError."""
        try:
            with (
                self.engine.connect().execution_options(
                    postgresql_readonly=read_only
                ) as connection,
                connection.begin(),
            ):
                yield connection
        except (SQLAlchemyError, psycopg.Error) as error:
            raise StoreError(str(getattr(error, "orig", None) or error)) from error

    def _read(
        self, query: Executable, bound: Mapping[str, Any] | None = None
    ) -> Sequence[RowMapping]:
        with self._transaction(read_only=True) as connection:
            return connection.execute(query, bound or {}).mappings().all()

    def _read_as(self, kind: type[T], query: Executable) -> list[T]:
        return [from_row(kind, row) for row in self._read(query)]

    def _add(self, table: Table, row: Mapping[str, Any]) -> bool:
        """Insert a row unless its key is there; returns whether it was not."""
        added = insert(table).values(row).on_conflict_do_nothing().returning(literal(1))
        with self._transaction() as connection:
            return connection.execute(added).first() is not None

    def _measure(self, name: str) -> str:
        return (self.measures / f"{name}.sql").read_text(encoding="utf-8")


def copy_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Load rows of equal columns with COPY, several times as fast as INSERT."""
    if not rows:
        return
    columns = list(rows[0])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    cursor = cast("psycopg.Cursor[Any]", connection.connection.cursor())
    with cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([row[column] for column in columns])
