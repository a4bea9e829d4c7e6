"""The settings that make an Airflow one machine's own: on loopback, on two cores, silent."""

from __future__ import annotations

import base64
import json
import os
import secrets
import socket
from itertools import chain
from pathlib import Path
from typing import Any

from nghiquyet.errors import ConfigurationError
from nghiquyet.settings import Settings

HOST = "127.0.0.1"
_PORTS = range(8080, 8180)
_FAB = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"


def airflow_environment(
    state: Path, settings: Settings, database_url: str, port: int
) -> dict[str, str]:
    """Environment of every Airflow process of the machine whose state lies in ``state``."""
    keys = _keys(state / "keys.json")
    address = f"http://{HOST}:{port}"
    ours = {
        "AIRFLOW_HOME": str(state),
        "AIRFLOW__CORE__DAGS_FOLDER": str(settings.root / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(settings.root / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__PARALLELISM": str(max(2, min(8, os.cpu_count() or 2))),
        "AIRFLOW__CORE__AUTH_MANAGER": _FAB,
        "AIRFLOW__CORE__FERNET_KEY": keys["fernet_key"],
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{address}/execution/",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": airflow_url(database_url),
        "AIRFLOW__API__HOST": HOST,
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": address,
        "AIRFLOW__API__INSTANCE_NAME": "Nghị quyết tháng",
        "AIRFLOW__API__SECRET_KEY": keys["secret_key"],
        "AIRFLOW__API_AUTH__JWT_SECRET": keys["jwt_secret"],
        "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_STORAGE_PATH": str(state / "bundles"),
        "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "60",
        **_PROMPT,
        **_SELF_HEALING,
        **_SILENCE,
    }
    inherited = {key: value for key, value in os.environ.items() if key not in _UNWANTED}
    return {**inherited, **_project(settings), **ours}


# A chain of short tasks is mostly waiting: for the scheduler's next look, and for the supervisor of
# a task that was skipped, which notices the task's end at its next heartbeat only.
_PROMPT = {
    "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.3",
    "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
}
# A task whose machine was switched off is noticed within a minute and runs again.
_SELF_HEALING = {
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "30",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
}
# Nothing leaves the machine, and what stays on it passes no proxy.
_SILENCE = {
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    "SCARF_ANALYTICS": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "NO_PROXY": f"{HOST},localhost",
    "no_proxy": f"{HOST},localhost",
}
# It doubles every start.
_UNWANTED = frozenset({"PYTHONDONTWRITEBYTECODE"})


def airflow_url(database_url: str) -> str:
    """The metadata database's URL with the driver that Airflow wants, whatever driver it names.

    Raises:
        ConfigurationError: if it is not one of PostgreSQL.
    """
    scheme, separator, rest = database_url.partition("://")
    if not separator or scheme.partition("+")[0] not in {"postgresql", "postgres"}:
        raise ConfigurationError("Cơ sở dữ liệu của Airflow phải là PostgreSQL.")
    return f"postgresql+psycopg2://{rest}"


def choose_port(state: Path) -> int:
    """The port of this machine's pages: the one it had, else 8080, else the next free one.

    Raises:
        ConfigurationError: if none of a hundred is free.
    """
    kept = state / "port"
    had: list[int] = [int(kept.read_text())] if kept.exists() else []
    for port in chain(had, _PORTS):
        if _is_free(port):
            kept.write_text(f"{port}\n")
            return port
    raise ConfigurationError(f"Không còn cổng trống từ {_PORTS[0]} đến {_PORTS[-1]}.")


def write_secret(path: Path, content: dict[str, Any]) -> None:
    """Keep ``content`` where only this user can read it."""
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")


def _keys(path: Path) -> dict[str, str]:
    """The keys that sign sessions and tokens: made once, so that log-ins survive a restart."""
    if not path.exists():
        fernet_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        own = {name: secrets.token_urlsafe(48) for name in ("secret_key", "jwt_secret")}
        write_secret(path, {"fernet_key": fernet_key, **own})
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _project(settings: Settings) -> dict[str, str]:
    return {
        "NGHIQUYET_ROOT": str(settings.root),
        "NGHIQUYET_VAR": str(settings.var),
        "NGHIQUYET_DATABASE_URL": settings.database_url,
        "NGHIQUYET_OFFICE": settings.office,
    }


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
