"""Components that outlive the command that started them, and how all of each is stopped.

A component leads a session of its own. Its tasks leave the process group and rewrite their
titles, but they stay in the session: the session is what is stopped. A leader is remembered in
a file by process id, start time and boot, so that nobody else's process is ever taken for it,
even after a crash.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nghiquyet.errors import NghiquyetError

_POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Process:
    """What ``/proc`` tells of a process."""

    pid: int
    state: str
    session: int
    started: int


@dataclass(frozen=True)
class Leader:
    """A component's first process, as its file remembers it.

    Attributes:
        name: the component.
        pid: its process id, which is its session's too.
        started: its start time, in clock ticks after the boot.
        boot: which boot that was.
    """

    name: str
    pid: int
    started: int
    boot: str


def start(
    name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path
) -> Leader:
    """Start a component in a session of its own and remember it in ``folder``.

    Its output goes to ``log``, which begins afresh.
    """
    writing = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    pid = os.posix_spawn(
        command[0],
        list(command),
        environment,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(log), writing, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    found = read_process(pid)
    leader = Leader(name, pid, found.started if found else 0, _boot())
    (folder / f"{name}.pid").write_text(f"{leader.pid} {leader.started} {leader.boot}\n")
    return leader


def leaders(folder: Path) -> list[Leader]:
    """The components remembered in ``folder``, running or not."""
    found = []
    for path in sorted(folder.glob("*.pid")):
        words = path.read_text().split()
        if len(words) == 3:
            found.append(Leader(path.stem, int(words[0]), int(words[1]), words[2]))
    return found


def is_alive(leader: Leader) -> bool:
    """Whether the component's first process still runs."""
    _reap(leader.pid)
    found = read_process(leader.pid)
    return found is not None and found.state != "Z" and _is(leader, found)


def members(leader: Leader) -> list[int]:
    """Every process that still runs in the component's session, its leader dead or alive."""
    _reap(leader.pid)
    if leader.boot != _boot():
        return []
    found = read_process(leader.pid)
    if found is not None and not _is(leader, found):
        return []  # the number was given to somebody else, so the session is gone
    return [
        process.pid
        for process in _processes()
        if process.session == leader.pid and process.state != "Z"
    ]


def stop(folder: Path, patience: float = 10.0) -> int:
    """Stop every process of every component of ``folder`` and forget them.

    Asks first and, after ``patience`` seconds, kills.

    Returns:
        How many processes there were.

    Raises:
        NghiquyetError: if a process outlives even that.
    """
    known = leaders(folder)
    running = len(_all_members(known))
    if not _end(known, signal.SIGTERM, patience) and not _end(known, signal.SIGKILL, 5.0):
        raise NghiquyetError(f"Không dừng được các tiến trình {_all_members(known)}.")
    for leader in known:
        (folder / f"{leader.name}.pid").unlink(missing_ok=True)
    return running


def read_process(pid: int) -> Process | None:
    """What ``/proc`` tells of ``pid``; None if there is no such process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The title stands in brackets and may itself hold spaces and brackets.
    fields = text.rpartition(")")[2].split()
    return Process(pid, state=fields[0], session=int(fields[3]), started=int(fields[19]))


def _end(known: list[Leader], order: signal.Signals, seconds: float) -> bool:
    """Send ``order`` to all, also to those born meanwhile; whether all are gone in time."""
    told: set[int] = set()
    deadline = time.monotonic() + seconds
    while True:
        left = _all_members(known)
        if not left:
            return True
        if time.monotonic() > deadline:
            return False
        for pid in left - told:
            _signal(pid, order)
        told |= left
        time.sleep(_POLL_SECONDS)


def _signal(pid: int, order: signal.Signals) -> None:
    try:
        os.kill(pid, order)
    except ProcessLookupError:
        return


def _all_members(known: list[Leader]) -> set[int]:
    return {pid for leader in known for pid in members(leader)}


def _is(leader: Leader, found: Process) -> bool:
    return leader.started == found.started and leader.boot == _boot()


def _reap(pid: int) -> None:
    """Take note of the end of our own child, which would else stay as a zombie."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return


def _processes() -> Iterator[Process]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (found := read_process(int(entry.name))) is not None:
            yield found


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
