"""Whatever a file does to the child that opens it, it has its verdict and the others go on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.sandbox.harm import harmful
from tests.workbook.forms import CONTEXT, FORM, VALUES

from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.verdicts import Fate, Verdict
from nghiquyet.sandbox import Opened, ReaderFault, Sandbox, Tables
from nghiquyet.sandbox.messages import Limits
from nghiquyet.workbook import open_workbook, read_form, write_form

TABLES = Tables({("ke-sat", "hcc"): FORM})
TIGHT = Limits(processor_seconds=1, wall_seconds=3.0)
HARM = {
    "aborts": "TEP-LAM-DUNG-MAY",
    "segfaults": "TEP-LAM-DUNG-MAY",
    "panics": "TEP-LAM-DUNG-MAY",
    "exits": "TEP-LAM-DUNG-MAY",
    "computes": "TEP-QUA-LAU",
    "sleeps": "TEP-QUA-LAU",
    "devours": "TEP-QUA-NANG",
    "devours-slowly": "TEP-QUA-NANG",
    "aborts-when-opened": "TEP-LAM-DUNG-MAY",
    "hangs-up-and-lives": "TEP-LAM-DUNG-MAY",
}


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(TABLES, TIGHT, harmful) as sandbox:
        yield sandbox


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "content"
    path.write_bytes(write_form(CONTEXT, VALUES))
    return path


def child_of(box: Sandbox) -> psutil.Process:
    assert box._child is not None
    return psutil.Process(box._child._process.pid)


def test_a_workbook_is_read_as_without_the_boundary(filled: Path) -> None:
    told: list[Verdict] = []
    with Sandbox(TABLES) as box:
        opened = box.take_in(filled, told.append)
    assert isinstance(opened, Opened)
    assert opened.reading == read_form(open_workbook(filled.read_bytes()), FORM)
    assert [verdict.fate for verdict in told] == [Fate.ACCEPT]


@pytest.mark.parametrize("deed", HARM)
def test_harm_has_its_verdict_and_the_next_file_is_read(
    box: Sandbox, filled: Path, deed: str
) -> None:
    assert isinstance(box.take_in(filled), Opened)
    started = time.monotonic()
    found = box.take_in(filled.with_name(deed))
    assert time.monotonic() - started < 15
    assert isinstance(found, Verdict)
    assert (found.code, found.fate) == (HARM[deed], Fate.QUARANTINE)
    after = box.take_in(filled)
    assert isinstance(after, Opened)
    assert after.reading is not None


def test_an_unexpected_exception_is_ours_and_the_child_goes_on(box: Sandbox, filled: Path) -> None:
    box.take_in(filled)
    first = child_of(box)
    with pytest.raises(ReaderFault, match="nobody expected this"):
        box.take_in(filled.with_name("raises"))
    assert isinstance(box.take_in(filled), Opened)
    assert child_of(box) == first


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), EOFError(), KeyError()])
def test_what_fails_on_the_collector_s_side_is_told_as_what_it_is(
    box: Sandbox, filled: Path, error: Exception
) -> None:
    def fail(_: Verdict) -> None:
        raise error

    started = time.monotonic()
    with pytest.raises(type(error)) as raised:
        box.take_in(filled, fail)
    assert raised.value is error
    assert time.monotonic() - started < 15
    # The next answer is the next file's, and not what the child still had to say of this one.
    after = box.take_in(filled.with_name("leaves-something"))
    assert after == Opened(unreadable="fitted")


def test_many_files_have_one_child_and_a_worn_one_is_replaced(filled: Path) -> None:
    with Sandbox(TABLES, Limits(files=3)) as box:
        children = []
        for _ in range(7):
            box.take_in(filled)
            children.append(child_of(box).pid)
    assert [children.index(pid) // 3 for pid in children] == [0, 0, 0, 1, 1, 1, 2]


def test_what_earlier_files_left_behind_is_not_laid_to_a_file_s_charge(
    box: Sandbox, filled: Path
) -> None:
    assert box.take_in(filled.with_name("leaves-something")) == Opened(unreadable="fitted")
    assert box.take_in(filled.with_name("needs-much")) == Opened(unreadable="fitted")


def test_the_guard_s_verdict_is_told_once_although_a_second_child_looks_again(
    box: Sandbox, filled: Path
) -> None:
    told: list[Verdict] = []
    box.take_in(filled)
    box.take_in(filled.with_name("aborts-when-opened"), told.append)
    assert len(told) == 1


def test_a_child_holds_no_more_than_twice_what_a_sound_file_needs(filled: Path) -> None:
    with Sandbox(TABLES, work=harmful) as box:
        box.take_in(filled)
        process = child_of(box)
        sound = process.memory_info().rss
        allowed = Limits().memory_bytes
        assert process.rlimit(psutil.RLIMIT_DATA)[0] - process.memory_info().data <= allowed
    assert sound + allowed <= 2 * sound


def test_a_file_that_is_gone_is_an_error_of_the_disk(box: Sandbox, filled: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        box.take_in(filled.with_name("gone"))
    assert isinstance(box.take_in(filled), Opened)


def test_the_child_knows_no_address_and_no_password(
    monkeypatch: pytest.MonkeyPatch, filled: Path
) -> None:
    monkeypatch.setenv("NGHIQUYET_DATABASE_URL", "postgresql://secret")
    with Sandbox(TABLES) as box:
        box.take_in(filled)
        assert "secret" not in "".join(child_of(box).environ().values())


def test_a_child_that_cannot_start_is_no_file_s_fault(
    monkeypatch: pytest.MonkeyPatch, filled: Path
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Sandbox(TABLES) as box, pytest.raises(ConfigurationError, match="in a child"):
        box.take_in(filled)


def test_no_child_outlives_its_collector(tmp_path: Path) -> None:
    program = tmp_path / "collector.py"
    program.write_text(
        "import os, signal\n"
        "from nghiquyet.sandbox import Sandbox, Tables\n"
        "box = Sandbox(Tables())\n"
        "box._ready_child()\n"
        "print(box._child._process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n",
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        [sys.executable, str(program)], env=environment, capture_output=True, check=False
    )
    child = int(done.stdout)
    for _ in range(100):
        if not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie":
            return
        time.sleep(0.05)
    pytest.fail("the child is still there")
