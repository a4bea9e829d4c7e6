from __future__ import annotations

import base64
import socket
import stat
from pathlib import Path

import pytest

from nghiquyet.errors import ConfigurationError
from nghiquyet.machine.environment import (
    HOST,
    airflow_environment,
    airflow_url,
    choose_port,
    write_secret,
)
from nghiquyet.settings import Settings

SOCKET_URL = "postgresql://postgres@/airflow?host=/tmp/x"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path / "gốc", var=tmp_path / "var", database_url="", office="ke-sat")


def test_an_airflow_knows_its_project_and_listens_on_loopback(
    tmp_path: Path, settings: Settings
) -> None:
    environment = airflow_environment(tmp_path, settings, SOCKET_URL, 8099)
    assert Settings.from_environment(environment) == settings
    assert environment["AIRFLOW__CORE__DAGS_FOLDER"] == str(settings.root / "dags")
    assert environment["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert environment["AIRFLOW__API__PORT"] == "8099"
    assert environment["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"].startswith(
        "http://127.0.0.1:8099/"
    )
    assert environment["AIRFLOW__CORE__AUTH_MANAGER"].endswith("FabAuthManager")
    assert 2 <= int(environment["AIRFLOW__CORE__PARALLELISM"]) <= 8


def test_nothing_is_told_to_anybody(tmp_path: Path, settings: Settings) -> None:
    environment = airflow_environment(tmp_path, settings, SOCKET_URL, 8080)
    for name in (
        "GX_ANALYTICS_ENABLED",
        "SCARF_ANALYTICS",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED",
    ):
        assert environment[name].lower() == "false"


def test_bytecode_is_written_and_loopback_needs_no_proxy(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("NO_PROXY", "nowhere")
    environment = airflow_environment(tmp_path, settings, SOCKET_URL, 8080)
    assert "PYTHONDONTWRITEBYTECODE" not in environment
    assert HOST in environment["NO_PROXY"]


def test_keys_are_made_once_and_for_this_user_only(tmp_path: Path, settings: Settings) -> None:
    names = (
        "AIRFLOW__CORE__FERNET_KEY",
        "AIRFLOW__API__SECRET_KEY",
        "AIRFLOW__API_AUTH__JWT_SECRET",
    )
    first, second = (airflow_environment(tmp_path, settings, SOCKET_URL, 8080) for _ in range(2))
    assert [first[name] for name in names] == [second[name] for name in names]
    assert len({first[name] for name in names}) == 3
    assert len(base64.urlsafe_b64decode(first["AIRFLOW__CORE__FERNET_KEY"])) == 32
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    other = tmp_path / "other"
    other.mkdir()
    assert airflow_environment(other, settings, SOCKET_URL, 8080)[names[0]] != first[names[0]]


def test_a_secret_that_was_open_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "secret.json"
    path.write_text("{}")
    path.chmod(0o644)
    write_secret(path, {"a": "b"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_airflow_gets_the_driver_it_wants(scheme: str) -> None:
    assert airflow_url(f"{scheme}://u:p@h/airflow") == "postgresql+psycopg2://u:p@h/airflow"


@pytest.mark.parametrize("url", ["sqlite:///airflow.db", "", "mysql://h/airflow"])
def test_no_other_database_will_do(url: str) -> None:
    with pytest.raises(ConfigurationError, match="PostgreSQL"):
        airflow_url(url)


def listen(port: int) -> socket.socket:
    listening = socket.create_server((HOST, port))
    listening.listen()
    return listening


def test_a_machine_keeps_its_port_while_it_is_free(tmp_path: Path) -> None:
    had = choose_port(tmp_path)
    assert 8080 <= had < 8180
    assert choose_port(tmp_path) == had
    with listen(had):
        other = choose_port(tmp_path)
    assert other != had
    assert choose_port(tmp_path) == other
