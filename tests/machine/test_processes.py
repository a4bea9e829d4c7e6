from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nghiquyet.machine.processes import (
    Leader,
    is_alive,
    leaders,
    members,
    read_process,
    start,
    stop,
)

# A leader with a child that leaves its process group, as Airflow's tasks do.
FAMILY = """
import os, time
from pathlib import Path
if os.fork() == 0:
    os.setpgid(0, 0)
    Path("child").write_text(str(os.getpid()))
while True:
    time.sleep(60)
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + FAMILY


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    run = tmp_path / "run"
    run.mkdir()
    yield run
    stop(run, patience=0.0)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


def start_family(folder: Path, program: str = FAMILY) -> tuple[Leader, int]:
    command = [sys.executable, "-c", program]
    leader = start("family", command, dict(os.environ), folder, folder.parent / "family.log")
    child = folder.parent / "child"
    wait_until(lambda: child.exists() and child.read_text() != "")
    return leader, int(child.read_text())


def is_gone(pid: int) -> bool:
    found = read_process(pid)
    return found is None or found.state == "Z"


def test_a_component_leads_a_session_of_its_own(folder: Path) -> None:
    leader, child = start_family(folder)
    assert leader.pid == os.getsid(leader.pid) == os.getsid(child) != os.getsid(0)
    assert os.getpgid(child) != os.getpgid(leader.pid)
    assert leaders(folder) == [leader]
    assert set(members(leader)) == {leader.pid, child}
    assert is_alive(leader)


def test_stop_ends_the_whole_session_and_forgets_it(folder: Path) -> None:
    leader, child = start_family(folder)
    assert stop(folder) == 2
    assert is_gone(leader.pid)
    assert is_gone(child)
    assert leaders(folder) == []
    assert stop(folder) == 0


def test_what_its_killed_leader_left_behind_is_stopped(folder: Path) -> None:
    leader, child = start_family(folder)
    os.kill(leader.pid, signal.SIGKILL)
    wait_until(lambda: not is_alive(leader))
    assert members(leader) == [child]
    assert stop(folder) == 1
    assert is_gone(child)


def test_who_does_not_listen_is_killed(folder: Path) -> None:
    leader, child = start_family(folder, STUBBORN)
    assert stop(folder, patience=0.3) == 2
    assert is_gone(leader.pid)
    assert is_gone(child)


def test_several_components_stop_together(folder: Path) -> None:
    start_family(folder)
    start("napper", ["/bin/sleep", "300"], dict(os.environ), folder, folder.parent / "napper.log")
    assert [leader.name for leader in leaders(folder)] == ["family", "napper"]
    assert stop(folder) == 3


def test_a_title_with_spaces_and_brackets_is_read_past(folder: Path) -> None:
    program = folder.parent / "a) S 1 (b"
    shutil.copy("/bin/sleep", program)
    leader = start("odd", [str(program), "300"], dict(os.environ), folder, folder.parent / "log")
    wait_until(lambda: Path(f"/proc/{leader.pid}/comm").read_text() == f"{program.name}\n")
    found = read_process(leader.pid)
    assert found is not None
    assert (found.session, found.started) == (leader.pid, leader.started)
    assert members(leader) == [leader.pid]


@pytest.mark.parametrize("words", ["{pid} 1 {boot}", "{pid} {started} another-boot"])
def test_somebody_elses_process_is_never_taken_for_ours(folder: Path, words: str) -> None:
    """A number that was given away since, by a later process or after a restart."""
    stranger = subprocess.Popen(["/bin/sleep", "300"], start_new_session=True)
    try:
        found = read_process(stranger.pid)
        assert found is not None
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        line = words.format(pid=stranger.pid, started=found.started, boot=boot)
        (folder / "ours.pid").write_text(line)
        (leader,) = leaders(folder)
        assert not is_alive(leader)
        assert members(leader) == []
        assert stop(folder) == 0
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_torn_file_is_nobodys(folder: Path) -> None:
    (folder / "torn.pid").write_text("12")
    assert leaders(folder) == []


def test_output_goes_to_the_log_afresh(folder: Path) -> None:
    log = folder.parent / "echo.log"
    for word in ("một", "hai"):
        shell = ["/bin/sh", "-c", f"echo {word}; echo lỗi >&2"]
        leader = start("echo", shell, dict(os.environ), folder, log)
        wait_until(lambda leader=leader: not is_alive(leader))  # type: ignore[misc]
    assert log.read_text().split() == ["hai", "lỗi"]
