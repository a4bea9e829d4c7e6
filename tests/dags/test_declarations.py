from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.dags.harness import ROOT, Chain, airflow_environment

DAG_IDS = {
    "open_period",
    "collect_submissions",
    "cut_off",
    "compile_assessment",
    "draft_resolution",
}


def test_every_file_is_one_dag_of_its_name(chain: Chain) -> None:
    assert chain.import_errors() == {}
    assert set(chain.dags()) == DAG_IDS == {path.stem for path in (ROOT / "dags").glob("*.py")}


@pytest.mark.parametrize("dag_id", sorted(DAG_IDS))
def test_an_admin_finds_name_help_and_tags_in_vietnamese(chain: Chain, dag_id: str) -> None:
    dag = chain.dags()[dag_id]
    for text in (dag["display_name"], dag["description"], dag["doc"]):
        assert not text.isascii()
    assert "**Khi nào chạy:**" in dag["doc"]
    assert "**Chạy tay:**" in dag["doc"]
    assert "nghị quyết" in dag["tags"]
    assert len(dag["tags"]) > 1


@pytest.mark.parametrize("dag_id", sorted(DAG_IDS))
def test_a_dag_begins_awake_runs_one_at_a_time_and_ends(chain: Chain, dag_id: str) -> None:
    dag = chain.dags()[dag_id]
    assert dag["paused"] is False
    assert dag["catchup"] is False
    assert dag["max_active_runs"] == 1
    assert dag["dagrun_timeout"] is not None


def test_every_task_is_named_owned_retried_and_timed(chain: Chain) -> None:
    tasks = [task for dag in chain.dags().values() for task in dag["tasks"].values()]
    assert len(tasks) == 7
    for task in tasks:
        assert not task["display_name"].isascii()
        assert task["owner"] == "Văn phòng Đảng ủy"
        assert task["retries"] >= 1
        assert task["backoff"] > 1
        assert task["timeout"] is not None


def test_assets_tie_the_dags(chain: Chain) -> None:
    emitted = {
        uri
        for dag in chain.dags().values()
        for task in dag["tasks"].values()
        for uri in task["outlets"]
    }
    assert emitted == {
        f"x-nghiquyet://{name}" for name in ("submission", "correction", "cut-off", "assessment")
    }


@pytest.mark.parametrize(
    ("dag_id", "after", "runs_at", "key"),
    [
        # 07:00 and 08:00 in Việt Nam are 00:00 and 01:00 UTC.
        ("open_period", (2026, 1, 1), (2026, 1, 20, 0), "2026-01"),
        ("open_period", (2026, 1, 21), (2026, 2, 20, 0), "2026-02"),
        ("open_period", (2026, 12, 21), (2027, 1, 20, 0), "2027-01"),
        ("cut_off", (2026, 1, 1), (2026, 1, 28, 1), "2026-01"),
        ("cut_off", (2026, 2, 1), (2026, 2, 28, 1), "2026-02"),
        ("cut_off", (2026, 12, 1), (2026, 12, 28, 1), "2026-12"),
    ],
)
def test_the_clock_gives_the_month_assessed(
    chain: Chain,
    dag_id: str,
    after: tuple[int, int, int],
    runs_at: tuple[int, int, int, int],
    key: str,
) -> None:
    assert chain.next_run(dag_id, datetime(*after, tzinfo=UTC)) == (
        datetime(*runs_at, tzinfo=UTC),
        key,
    )


MEASURE = """
import json, runpy, sys, time
sys.path.insert(0, "plugins")
began = time.perf_counter()
import airflow.sdk
from airflow.sdk import *
bare, before = time.perf_counter() - began, set(sys.modules)
began = time.perf_counter()
for path in sys.argv[1:]:
    runpy.run_path(path)
ours, added = time.perf_counter() - began, sorted(set(sys.modules) - before)
print(json.dumps({"bare": bare, "ours": ours, "added": added}))
"""


def test_dag_files_add_little_to_the_sdk(tmp_path: Path) -> None:
    """All DAG files together, against one import of ``airflow.sdk`` in the same process."""
    paths = sorted(map(str, (ROOT / "dags").glob("*.py")))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", MEASURE, *paths],
        cwd=ROOT,
        env={
            **os.environ,
            **airflow_environment(tmp_path),
            "NGHIQUYET_ROOT": str(Path(__file__).parent / "project"),
        },
        check=True,
        capture_output=True,
        text=True,
    )
    measured = json.loads(done.stdout.splitlines()[-1])
    assert measured["ours"] < 0.15 * measured["bare"]
    own = {name for name in measured["added"] if name.startswith("nghiquyet.")}
    assert own == {
        "nghiquyet.model",
        "nghiquyet.model.office",
        "nghiquyet.model.period",
        "nghiquyet.settings",
    }
    foreign = {name.split(".")[0] for name in measured["added"]}
    assert not foreign & {"great_expectations", "pandas", "docx", "docxtpl", "xlsxwriter", "flask"}
