"""A live Airflow on this machine: up, and down again without a trace in the process list."""

from __future__ import annotations

import fcntl
import json
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nghiquyet.errors import NghiquyetError
from nghiquyet.machine import processes
from nghiquyet.machine.client import Client
from nghiquyet.machine.environment import HOST, airflow_environment, choose_port, write_secret
from nghiquyet.settings import Settings

# Scheduling starts what is due, the triggerer watches the inbox.
EVERY_COMPONENT = ("api-server", "scheduler", "dag-processor", "triggerer")
WITHOUT_INBOX = ("api-server", "scheduler", "dag-processor")
_HEALTH_NAMES = {
    "scheduler": "scheduler",
    "dag-processor": "dag_processor",
    "triggerer": "triggerer",
}
_HEALTHY_SECONDS = 180
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Account:
    """Who may log in: ``admin`` runs the machine, ``vanphong`` is the office."""

    username: str
    password: str
    role: str
    full_name: str


@dataclass(frozen=True)
class Address:
    """Where a live Airflow is found, and how one logs in.

    Attributes:
        url: its pages.
        accounts: who may log in.
        accounts_file: where the passwords are kept.
        is_new: whether the accounts were made just now.
    """

    url: str
    accounts: tuple[Account, ...]
    accounts_file: Path
    is_new: bool

    def client(self) -> Client:
        """Its public API, as the administrator."""
        admin = self.accounts[0]
        return Client(self.url, admin.username, admin.password)


def up(
    state: Path,
    settings: Settings,
    database_url: str,
    *,
    components: Sequence[str] = EVERY_COMPONENT,
    progress: Progress = print,
) -> Address:
    """Start Airflow and wait until it is healthy and has read every DAG file.

    What already runs and is complete is left as it is; a half-dead one is started afresh.

    Args:
        state: folder of everything this Airflow writes besides its database.
        settings: the installation whose DAGs run.
        database_url: PostgreSQL URL of Airflow's own database, which exists.
        components: what to start.
        progress: told what is being done.

    Raises:
        NghiquyetError: if a component dies or is not healthy in time; nothing is left running.
    """
    state = state.resolve()
    (state / "logs").mkdir(parents=True, exist_ok=True)
    (state / "run").mkdir(exist_ok=True)
    with _alone(state):
        if _is_up(state, components):
            progress("Airflow đang chạy sẵn.")
            return _address(state, is_new=False)
        processes.stop(state / "run")
        is_new = not (state / "accounts.json").exists()
        environment = airflow_environment(state, settings, database_url, choose_port(state))
        _prepare(state, environment, progress)
        try:
            address = _start(state, settings, environment, components, is_new, progress)
        except BaseException:
            processes.stop(state / "run")
            raise
    return address


def down(state: Path) -> int:
    """Stop every process of the Airflow of ``state``; its database server is the caller's.

    Returns:
        How many processes there were.
    """
    state = state.resolve()
    if not (state / "run").is_dir():
        return 0
    with _alone(state):
        return processes.stop(state / "run")


def _is_up(state: Path, components: Sequence[str]) -> bool:
    alive = {
        leader.name for leader in processes.leaders(state / "run") if processes.is_alive(leader)
    }
    return alive == set(components)


def _prepare(state: Path, environment: dict[str, str], progress: Progress) -> None:
    """Bring the metadata database up to date; make the accounts on the first start."""
    progress("Chuẩn bị cơ sở dữ liệu của Airflow …")
    accounts_file = state / "accounts.json"
    accounts = [] if accounts_file.exists() else _new_accounts()
    program = Path(environment["AIRFLOW__CORE__PLUGINS_FOLDER"]) / "nghiquyet_setup.py"
    log = state / "logs" / "setup.log"
    with log.open("w") as output:
        done = subprocess.run(
            [sys.executable, str(program)],
            input=json.dumps([_described(account) for account in accounts]),
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode:
        raise NghiquyetError(f"Không chuẩn bị được Airflow.\n{_tail(log)}")
    if accounts:
        write_secret(accounts_file, {"accounts": [vars(account) for account in accounts]})


def _start(
    state: Path,
    settings: Settings,
    environment: dict[str, str],
    components: Sequence[str],
    is_new: bool,
    progress: Progress,
) -> Address:
    progress("Khởi động Airflow …")
    began = datetime.now(UTC)
    for name in components:
        processes.start(name, _command(name), environment, state / "run", _log(state, name))
    address = _address(state, is_new=is_new)
    client = address.client()
    expected = {path.stem for path in (settings.root / "dags").glob("*.py")}
    _wait(state, lambda: _is_healthy(client, components, began), "Airflow sẵn sàng")
    _wait(state, lambda: _has_read(client, expected), "các DAG được nạp")
    progress(f"Airflow sẵn sàng tại {address.url}")
    return address


def _command(component: str) -> list[str]:
    command = [sys.executable, "-m", "airflow", component]
    # Logs are read from the disk; their servers would listen on every interface.
    return [*command, "--skip-serve-logs"] if component in {"scheduler", "triggerer"} else command


def _wait(state: Path, is_so: Callable[[], bool], what: str) -> None:
    """Wait for something, and no longer than every component lives."""
    deadline = time.monotonic() + _HEALTHY_SECONDS
    while not is_so():
        for leader in processes.leaders(state / "run"):
            if not processes.is_alive(leader):
                tail = _tail(_log(state, leader.name))
                raise NghiquyetError(f"Thành phần {leader.name} của Airflow đã dừng.\n{tail}")
        if time.monotonic() > deadline:
            raise NghiquyetError(
                f"Chờ {_HEALTHY_SECONDS} giây chưa thấy {what}; xem nhật ký tại {state / 'logs'}."
            )
        time.sleep(0.25)


def _is_healthy(client: Client, components: Sequence[str], began: datetime) -> bool:
    """Whether every component says so itself: an earlier one's heartbeat counts for 30 seconds."""
    health = client.health()
    if health.get("metadatabase", {}).get("status") != "healthy":
        return False
    return all(
        _beats(health.get(_HEALTH_NAMES[name], {}), _HEALTH_NAMES[name], began)
        for name in components
        if name in _HEALTH_NAMES
    )


def _beats(told: dict[str, str | None], name: str, began: datetime) -> bool:
    beat = told.get(f"latest_{name}_heartbeat")
    return (
        told.get("status") == "healthy"
        and beat is not None
        and datetime.fromisoformat(beat) >= began
    )


def _has_read(client: Client, expected: set[str]) -> bool:
    """Whether Airflow knows every DAG file.

    Raises:
        NghiquyetError: if one cannot be read.
    """
    if faults := client.import_errors():
        told = "\n".join(f"{path}:\n{fault}" for path, fault in sorted(faults.items()))
        raise NghiquyetError(f"Có DAG không nạp được.\n{told}")
    return expected <= client.dags()


def _address(state: Path, *, is_new: bool) -> Address:
    path = state / "accounts.json"
    kept = json.loads(path.read_text(encoding="utf-8"))["accounts"]
    port = (state / "port").read_text().strip()
    accounts = tuple(Account(**each) for each in kept)
    return Address(f"http://{HOST}:{port}", accounts, path, is_new)


def _new_accounts() -> list[Account]:
    return [
        Account("admin", secrets.token_urlsafe(12), "Admin", "Quản trị"),
        Account("vanphong", secrets.token_urlsafe(12), "User", "Văn phòng Đảng ủy"),
    ]


def _described(account: Account) -> dict[str, str]:
    """An account in the words of Airflow's account manager."""
    last_name, _, first_name = account.full_name.partition(" ")
    return {
        "username": account.username,
        "password": account.password,
        "role": account.role,
        "first_name": first_name,
        "last_name": last_name,
        "email": f"{account.username}@localhost",
    }


def _log(state: Path, component: str) -> Path:
    return state / "logs" / f"{component}.log"


def _tail(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()[-20:] if log.exists() else []
    return "\n".join([*lines, f"(nhật ký: {log})"])


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Let one command at a time start or stop the Airflow of ``state``."""
    with (state / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
