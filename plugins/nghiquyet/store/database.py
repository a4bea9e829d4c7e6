"""Which database is meant, and how its tables come to be as the code expects them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from nghiquyet.errors import ConfigurationError, StoreError
from nghiquyet.settings import PROJECT_ROOT, Settings
from nghiquyet.store import server

BUSINESS_DATABASE = "nghiquyet"
_DRIVER = "postgresql+psycopg"
_MIGRATION_LOCK = 0x4E514D  # «NQM»: one migration at a time, whoever starts it


def business_url(settings: Settings) -> str:
    """SQLAlchemy URL of the business database, which exists afterwards.

    Without ``NGHIQUYET_DATABASE_URL`` it is the embedded PostgreSQL, borrowed by this process
    until its end (see :mod:`nghiquyet.store.server`).

    Raises:
        ConfigurationError: if the URL given is not one of PostgreSQL.
        StoreError: if the embedded server cannot be started.
    """
    if settings.database_url:
        return _checked(settings.database_url)
    socket_url = server.borrow_server(settings.postgres)
    return _checked(ensure_database(socket_url, BUSINESS_DATABASE))


def engine_for(settings: Settings) -> Engine:
    """Engine of the business database; connects on first use.

    Raises:
        ConfigurationError: if the URL given is not one of PostgreSQL.
        StoreError: if the embedded server cannot be started.
    """
    return create_engine(business_url(settings), pool_pre_ping=True)


def ensure_database(server_url: str, name: str) -> str:
    """Create the database ``name`` on a server unless it is there.

    Args:
        server_url: plain PostgreSQL URL of any database on that server.
        name: the database wanted.

    Returns:
        ``server_url`` with that database in place of its own.
    """
    # SQLAlchemy would write a blank in the host as «+», which PostgreSQL's library reads as one.
    wanted = urlunsplit(urlsplit(server_url)._replace(path=f"/{quote(name)}"))
    try:
        with psycopg.connect(server_url, autocommit=True) as connection:
            known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
            if known.rowcount == 0:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
                        sql.Identifier(name)
                    )
                )
    except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
        pass  # another process was quicker
    except psycopg.Error as error:
        raise StoreError(f"database {name} cannot be made: {error}") from error
    return wanted


def migrate(engine: Engine, root: Path = PROJECT_ROOT) -> None:
    """Bring the tables up to the newest of ``sql/migrations``; does nothing if they are.

    Raises:
        StoreError: if the database cannot be reached.
    """
    config = Config()
    config.set_main_option("script_location", str(root / "sql" / "migrations").replace("%", "%%"))
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except OperationalError as error:
        raise StoreError(f"the database does not answer: {error.orig}") from error


def _checked(url: str) -> str:
    """``url`` with our driver, whatever driver it names."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigurationError("NGHIQUYET_DATABASE_URL is not a database URL") from error
    if parsed.get_backend_name() not in {"postgresql", "postgres"}:
        raise ConfigurationError(
            f"NGHIQUYET_DATABASE_URL must be one of PostgreSQL, not of {parsed.get_backend_name()}"
        )
    return parsed.set(drivername=_DRIVER).render_as_string(hide_password=False)
