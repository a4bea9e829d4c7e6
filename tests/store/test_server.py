"""The embedded server across real processes: who stops it, who must not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from nghiquyet.settings import Settings
from nghiquyet.store.database import engine_for
from nghiquyet.store.server import (
    borrow_server,
    is_running,
    return_server,
    start_server,
    stop_server,
)

BORROWER = """
import sys
from pathlib import Path
from nghiquyet.store.server import borrow_server
print(borrow_server(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


class Borrower:
    """Another process that uses the server until told to end."""

    def __init__(self, data: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", BORROWER, str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()

    def end(self) -> None:
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0

    def close(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)


Starts = Callable[[], Borrower]


@pytest.fixture
def data(server_home: Path) -> Iterator[Path]:
    folder = server_home / "máy chủ" / "postgres"  # blanks are usual on people's machines
    yield folder
    stop_server(folder)


@pytest.fixture
def borrower(data: Path) -> Iterator[Starts]:
    """Starts another process that uses the server; none of them outlives the test."""
    with ExitStack() as running:
        yield lambda: running.enter_context(closing(Borrower(data)))


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_a_command_stops_the_server_that_it_had_to_start(data: Path, borrower: Starts) -> None:
    command = borrower()
    assert _answers(command.url)
    command.end()
    assert not is_running(data)


def test_the_last_of_several_commands_stops_it(data: Path, borrower: Starts) -> None:
    first = borrower()
    second = borrower()
    assert second.url == first.url
    first.end()
    assert _answers(second.url)
    second.end()
    assert not is_running(data)


def test_a_server_started_to_stay_outlives_commands(data: Path, borrower: Starts) -> None:
    url = start_server(data)
    borrower().end()
    assert _answers(url)
    assert stop_server(data)
    assert not is_running(data)


def test_a_server_may_be_made_to_stay_while_a_command_uses_it(data: Path, borrower: Starts) -> None:
    command = borrower()
    start_server(data)
    command.end()
    assert _answers(command.url)


def test_a_killed_command_does_not_keep_the_server_for_ever(data: Path, borrower: Starts) -> None:
    borrower().close()
    assert is_running(data)
    borrower().end()
    assert not is_running(data)


def test_a_killed_server_starts_again_and_need_not_stay(data: Path, borrower: Starts) -> None:
    start_server(data)
    os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    command = borrower()
    assert _answers(command.url)
    command.end()
    assert not is_running(data)


def test_a_pid_file_that_names_a_stranger_is_a_dead_one(data: Path, borrower: Starts) -> None:
    start_server(data)
    stop_server(data)
    lines = [str(os.getpid()), str(data), "1", "5432", str(data), "", " 1 1", "ready"]
    (data / "postmaster.pid").write_text("\n".join(lines) + "\n")
    command = borrower()
    assert _answers(command.url)
    command.end()


def test_a_forked_child_does_not_give_back_what_its_parent_uses(data: Path) -> None:
    url = borrow_server(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python minds the test's threads
        child = os.fork()
    if child == 0:
        return_server(data)
        os._exit(0)
    os.waitpid(child, 0)
    assert _answers(url)
    return_server(data)
    assert not is_running(data)


def test_borrowing_twice_in_one_process_is_once(data: Path) -> None:
    assert borrow_server(data) == borrow_server(data)
    return_server(data)
    assert not is_running(data)
    return_server(data)


def test_stopping_what_does_not_run_is_no_error(data: Path) -> None:
    assert not stop_server(data)
    assert not stop_server(data)


def test_without_a_url_the_embedded_database_is_made(server_home: Path, project_root: Path) -> None:
    settings = Settings(project_root, server_home / "var", "", "ke-sat")
    engine = engine_for(settings)
    with engine.connect() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
    engine.dispose()
    return_server(settings.postgres)
    assert name == "nghiquyet"
    assert not is_running(settings.postgres)


def test_a_path_too_long_for_a_socket_is_served_elsewhere(server_home: Path) -> None:
    data = server_home / ("d" * 100) / "postgres"
    url = borrow_server(data)
    folder = Path(url.partition("host=")[2])
    assert _answers(url)
    assert folder != data
    return_server(data)
    assert not is_running(data)
    assert not folder.exists()
