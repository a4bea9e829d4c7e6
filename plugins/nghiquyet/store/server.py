"""The embedded PostgreSQL: one data directory, one server, any number of processes.

Whoever needs the server *borrows* it: the kernel keeps a shared lock for every borrower and
drops it when the process dies, however it dies. The last borrower stops the server, unless
somebody asked for a server that stays (:func:`start_server`), as a live Airflow does.

The wheel's own ``cleanup_mode="stop"`` is not used: it counts process ids in a file, so a
killed process keeps the server up for ever, and a server that was started to stay is stopped
under Airflow's feet by the first command that ends.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nghiquyet.store import postgres

_KEPT = "kept"


@dataclass
class _Loan:
    """The lock by which this process uses the server of one data directory."""

    users: int
    pid: int


_loans: dict[Path, _Loan] = {}
_thread_lock = threading.RLock()


def borrow_server(path: Path) -> str:
    """Make sure the server of ``path`` runs for as long as this process needs it.

    The last process that borrowed it stops it at its end, unless it was started to stay.

    Args:
        path: data directory; created if missing.

    Returns:
        URL of its database ``postgres``, on a Unix socket.

    Raises:
        StoreError: if the server cannot be started.
    """
    path = path.resolve()
    with _gate(path):
        url = _ensure_running(path)
        _take_loan(path)
    return url


def return_server(path: Path) -> None:
    """Give the server of ``path`` back; stops it if nobody else uses or keeps it."""
    path = path.resolve()
    if not path.parent.exists():
        return
    with _gate(path):
        loan = _loans.pop(path, None)
        if loan is None or loan.pid != os.getpid():
            return  # a forked child must not give back what its parent uses
        try:
            fcntl.flock(loan.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # somebody else uses it and will stop it
        else:
            if _mark(path).read_text() != _KEPT:
                postgres.stop(path)
        finally:
            os.close(loan.users)


def start_server(path: Path) -> str:
    """Start the server of ``path`` to stay until :func:`stop_server`, whoever comes and goes.

    Returns:
        URL of its database ``postgres``, on a Unix socket.

    Raises:
        StoreError: if the server cannot be started.
    """
    path = path.resolve()
    with _gate(path):
        url = _ensure_running(path)
        _mark(path).write_text(_KEPT)
    return url


def stop_server(path: Path) -> bool:
    """Stop the server of ``path``, whoever still uses it; its data stay.

    Returns:
        Whether there was one to stop.
    """
    path = path.resolve()
    if not path.exists():
        return False
    with _gate(path):
        _mark(path).write_text("")
        return postgres.stop(path)


def is_running(path: Path) -> bool:
    """Whether the server of ``path`` answers on its socket."""
    return postgres.socket_folder(path.resolve()) is not None


@contextmanager
def _gate(path: Path) -> Iterator[None]:
    """Let one process at a time start, borrow, give back or stop the server of ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _thread_lock, path.with_name(f"{path.name}.gate").open("a") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        _mark(path).touch()
        yield


def _mark(path: Path) -> Path:
    """The file whose content says whether the server is to stay; also the users' lock."""
    return path.with_name(f"{path.name}.users")


def _take_loan(path: Path) -> None:
    held = _loans.get(path)
    if held is not None and held.pid == os.getpid():
        return
    users = os.open(_mark(path), os.O_RDONLY)
    fcntl.flock(users, fcntl.LOCK_SH)
    _loans[path] = _Loan(users, os.getpid())
    atexit.register(return_server, path)


def _ensure_running(path: Path) -> str:
    folder = postgres.socket_folder(path)
    if folder is None:
        postgres.clear_predecessor(path)
        folder = postgres.socket_folder(path)
    if folder is None:
        _mark(path).write_text("")  # what kept an earlier server went down with it
        folder = postgres.start(path)
    return f"postgresql://postgres@/postgres?host={quote(str(folder))}"
