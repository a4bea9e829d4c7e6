"""One real Airflow: started, asked, given a file, killed, started again, stopped."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from nghiquyet.errors import NghiquyetError
from nghiquyet.machine import live, processes
from nghiquyet.machine.client import Client, Run
from nghiquyet.machine.demo import run_month
from nghiquyet.machine.live import Address
from nghiquyet.settings import PROJECT_ROOT, Settings
from nghiquyet.store.database import ensure_database

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A root with the real DAGs, plugins and declarations, and one DAG that takes its time."""
    root = tmp_path_factory.mktemp("root")
    for name in ("plugins", "reports", "expectations", "sql"):
        (root / name).symlink_to(PROJECT_ROOT / name)
    shutil.copytree(PROJECT_ROOT / "dags", root / "dags")
    shutil.copy(Path(__file__).parent / "slow_dag.py", root / "dags" / "slow_dag.py")
    var = tmp_path_factory.mktemp("var")
    (var / "inbox").mkdir()
    return Settings(root=root, var=var, database_url="", office="ke-sat")


@pytest.fixture(scope="module")
def state(settings: Settings) -> Iterator[Path]:
    path = settings.var / "airflow"
    yield path
    live.down(path)


@pytest.fixture(scope="module")
def metadata(postgres_server: str) -> str:
    return ensure_database(postgres_server, f"airflow_{uuid4().hex}")


@pytest.fixture(scope="module")
def address(state: Path, settings: Settings, metadata: str) -> Address:
    return live.up(state, settings, metadata, progress=silent)


@pytest.fixture(scope="module")
def client(address: Address) -> Client:
    return address.client()


def silent(told: str) -> None:
    """Nobody listens."""


def our_pids(state: Path) -> set[int]:
    known = processes.leaders(state / "run")
    return {pid for leader in known for pid in processes.members(leader)}


def test_every_component_says_that_it_is_well(client: Client) -> None:
    health = client.health()
    assert {name: told["status"] for name, told in health.items()} == dict.fromkeys(
        ("metadatabase", "scheduler", "triggerer", "dag_processor"), "healthy"
    )
    assert client.import_errors() == {}
    assert client.dags() == {path.stem for path in (PROJECT_ROOT / "dags").glob("*.py")} | {
        "slow_dag"
    }


def test_both_accounts_log_in_with_the_passwords_that_are_kept(address: Address) -> None:
    assert address.is_new
    assert stat.S_IMODE(address.accounts_file.stat().st_mode) == 0o600
    assert [account.username for account in address.accounts] == ["admin", "vanphong"]
    for account in address.accounts:
        assert Client(address.url, account.username, account.password).dags()
    with pytest.raises(NghiquyetError, match="401"):
        Client(address.url, "admin", "đoán mò").dags()


def test_strangers_see_nothing(address: Address) -> None:
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(f"{address.url}/api/v2/dags", timeout=10)  # noqa: S310


def test_it_listens_on_loopback_only(address: Address, state: Path) -> None:
    pids = our_pids(state)
    assert len(pids) > 4
    port = int(address.url.rsplit(":", 1)[1])
    assert listening(pids) == {("0100007F", port)}


def listening(pids: set[int]) -> set[tuple[str, int]]:
    """Address and port of every TCP socket on which one of ``pids`` listens."""
    own = {
        target
        for pid in pids
        for link in Path(f"/proc/{pid}/fd").iterdir()
        if (target := readlink(link)).startswith("socket:")
    }
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in own:
                host, _, port = fields[1].rpartition(":")
                found.add((host, int(port, 16)))
    return found


def readlink(link: Path) -> str:
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""


def test_a_second_start_leaves_it_as_it_is(
    address: Address, state: Path, settings: Settings, metadata: str
) -> None:
    before, told = our_pids(state), list[str]()
    again = live.up(state, settings, metadata, progress=told.append)
    assert told == ["Airflow đang chạy sẵn."]
    assert (again.url, again.accounts, again.is_new) == (address.url, address.accounts, False)
    assert before & our_pids(state) == before


def test_a_file_in_the_inbox_is_answered_by_one_run(client: Client, settings: Settings) -> None:
    drop = settings.inbox / "ke-sat" / "ubkt" / "gui" / "thư mời.txt"
    drop.parent.mkdir(parents=True)
    assert client.runs("collect_submissions") == []
    drop.write_text("không phải bảng tính")

    def answered() -> list[Path] | None:
        return sorted(drop.parents[1].glob("tra-loi/*")) or None

    assert client.wait_for(answered, "thư trả lời", 30)
    (run,) = client.runs("collect_submissions")
    assert run.kind == "asset_triggered"
    assert client.wait_for_end(run).state == "success"
    assert client.runs("collect_submissions") == [client.run(run)]
    assert client.asset_events() == [("x-nghiquyet://inbox", None)]


def test_a_run_by_hand_is_followed_to_its_end(client: Client) -> None:
    failed = client.wait_for_end(client.trigger("draft_resolution"), 60)
    assert (failed.state, failed.key, failed.kind) == ("failed", None, "manual")
    assert failed in client.runs()
    assert client.runs("draft_resolution", key="ke-sat|2026-01") == []


def test_what_airflow_refuses_is_told(client: Client) -> None:
    with pytest.raises(NghiquyetError, match="404"):
        client.trigger("không-có")
    with pytest.raises(NghiquyetError, match="Chờ 0 giây chưa thấy việc ấy"):
        client.wait_for(lambda: None, "việc ấy", 0)


def test_a_month_that_cannot_be_opened_stops_the_demonstration(client: Client) -> None:
    telling = run_month(client, "ke-sat", "tháng giêng", [])
    assert next(telling) == "Mở kỳ tháng giêng …"
    with pytest.raises(NghiquyetError, match="open_period"):
        next(telling)


def test_a_task_that_died_with_the_machine_runs_again(
    client: Client, address: Address, state: Path, settings: Settings, metadata: str
) -> None:
    run = client.trigger("slow_dag")
    begun = settings.var / "slow"
    client.wait_for(lambda: begun.exists() or None, "việc dài bắt đầu", 60)
    for pid in our_pids(state):
        os.kill(pid, signal.SIGKILL)
    assert client.health() == {}

    again = live.up(state, settings, metadata, progress=silent)
    assert (again.accounts, again.is_new) == (address.accounts, False)
    ended: Run = again.client().wait_for_end(run, 180)
    assert ended.state == "success"
    assert begun.read_text() == "bắt đầu\nbắt đầu\nxong\n"


def test_down_leaves_no_process_behind(address: Address, state: Path) -> None:
    before = our_pids(state)
    # Two leaders die first, the way a machine short of memory kills them.
    for leader in processes.leaders(state / "run")[:2]:
        if processes.is_alive(leader):
            os.kill(leader.pid, signal.SIGKILL)
    assert live.down(state) > 0
    for pid in before:
        found = processes.read_process(pid)
        assert found is None or found.state == "Z"
    assert processes.leaders(state / "run") == []
    assert live.down(state) == 0


def test_a_start_that_cannot_succeed_says_why_and_leaves_nothing(
    tmp_path: Path, settings: Settings, metadata: str
) -> None:
    with pytest.raises(NghiquyetError, match=r"(?s)no-such-part của Airflow đã dừng.*nhật ký"):
        live.up(
            tmp_path / "one",
            settings,
            metadata,
            components=("no-such-part",),
            progress=silent,
        )
    assert processes.leaders(tmp_path / "one" / "run") == []
    with pytest.raises(NghiquyetError, match=r"(?s)Không chuẩn bị được Airflow.*nhật ký"):
        live.up(tmp_path / "two", settings, f"{metadata}_khong_co", progress=silent)
