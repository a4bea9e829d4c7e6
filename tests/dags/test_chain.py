"""When things run: the real DAGs and the scheduler's own evaluation, each test in its own month."""

from __future__ import annotations

import pytest
from tests.dags.conftest import OFFICE, Project
from tests.dags.harness import Chain, Ran

COMPILE, DRAFT = "compile_assessment", "draft_resolution"


def month(period: str) -> str:
    return f"{OFFICE}|{period}"


def compiled_and_drafted(period: str) -> list[Ran]:
    return [Ran(COMPILE, month(period), "success"), Ran(DRAFT, month(period), "success")]


def collect(chain: Chain, project: Project, period: str, *units: str, text: str = "đúng") -> None:
    for unit in units:
        project.drop(unit, period, text)
    assert chain.run("collect_submissions").state == "success"


def test_a_month_from_its_opening_to_its_draft(chain: Chain, project: Project) -> None:
    assert chain.run("open_period", "2026-01") == Ran("open_period", "2026-01", "success")
    assert chain.returned("open_period", "write_workbooks")[-1] == {OFFICE: 1}
    assert chain.settle() == []

    collect(chain, project, "2026-01", "ubkt")
    assert chain.settle() == []
    assert chain.waiting(COMPILE) == {month("2026-01"): [f"{OFFICE}|ubkt|2026-01"]}

    collect(chain, project, "2026-01", "hcc")
    assert chain.settle() == compiled_and_drafted("2026-01")
    assert chain.returned(COMPILE, "assess")[-1] == "hcc+ubkt"
    assert chain.returned(DRAFT, "draft")[-1] == f"{OFFICE}/2026-01"
    assert chain.waiting(COMPILE) == {}


def test_a_returned_submission_does_not_count(chain: Chain, project: Project) -> None:
    collect(chain, project, "2026-02", "ubkt")
    collect(chain, project, "2026-02", "hcc", text="sai")
    assert chain.settle() == []
    collect(chain, project, "2026-02", "hcc")
    assert chain.settle() == compiled_and_drafted("2026-02")


def test_nothing_new_tells_the_assets_nothing(chain: Chain, project: Project) -> None:
    before = chain.events()
    collect(chain, project, "2026-02")
    assert chain.events() == before
    assert chain.task_states("collect_submissions")[-1] == {
        "collect": "success",
        "announce_submissions": "skipped",
        "announce_corrections": "skipped",
    }


def test_a_key_sent_twice_before_completion_counts_once(chain: Chain, project: Project) -> None:
    collect(chain, project, "2025-08", "ubkt", "hcc")
    collect(chain, project, "2025-08", "ubkt")
    assert chain.settle() == []
    collect(chain, project, "2025-08", "cu")
    assert chain.settle() == compiled_and_drafted("2025-08")


def test_the_cut_off_compiles_with_what_there_is(chain: Chain, project: Project) -> None:
    collect(chain, project, "2025-09", "hcc")
    assert chain.settle() == []
    assert chain.run("cut_off", "2025-09").state == "success"
    assert chain.settle() == compiled_and_drafted("2025-09")
    assert chain.returned(COMPILE, "assess")[-1] == "hcc"


def test_the_cut_off_of_an_empty_month_still_gives_a_draft(chain: Chain) -> None:
    assert chain.run("cut_off", "2025-10").state == "success"
    assert chain.settle() == compiled_and_drafted("2025-10")


def test_the_cut_off_of_a_complete_month_does_nothing(chain: Chain, project: Project) -> None:
    collect(chain, project, "2025-11", "ubkt", "hcc", "cu")
    assert chain.settle() == compiled_and_drafted("2025-11")
    before = chain.events()
    assert chain.run("cut_off", "2025-11").state == "success"
    assert chain.task_states("cut_off")[-1] == {"close_figures": "skipped"}
    assert chain.events() == before
    assert chain.settle() == []


def test_a_late_first_submission_has_the_month_compiled_again(
    chain: Chain, project: Project
) -> None:
    chain.run("cut_off", "2025-12")
    assert chain.settle() == compiled_and_drafted("2025-12")
    collect(chain, project, "2025-12", "ubkt")
    assert chain.settle() == compiled_and_drafted("2025-12")
    assert chain.returned(COMPILE, "assess")[-1] == "ubkt"
    assert chain.waiting(COMPILE) == {}


def test_a_correction_has_the_month_compiled_again(chain: Chain, project: Project) -> None:
    collect(chain, project, "2026-04", "ubkt", "hcc", "moi")
    assert chain.settle() == compiled_and_drafted("2026-04")
    collect(chain, project, "2026-04", "hcc")
    assert chain.settle() == compiled_and_drafted("2026-04")
    assert chain.waiting(COMPILE) == {}


def test_two_months_wait_apart(chain: Chain, project: Project) -> None:
    collect(chain, project, "2026-05", "ubkt", "moi")
    collect(chain, project, "2026-06", "hcc")
    assert chain.settle() == []
    collect(chain, project, "2026-05", "hcc")
    assert chain.settle() == compiled_and_drafted("2026-05")
    assert chain.waiting(COMPILE) == {month("2026-06"): [f"{OFFICE}|hcc|2026-06"]}
    collect(chain, project, "2026-06", "moi", "ubkt")
    assert chain.settle() == compiled_and_drafted("2026-06")


def test_a_unit_that_leaves_the_roster_is_not_waited_for(chain: Chain, project: Project) -> None:
    collect(chain, project, "2026-07", "ubkt", "hcc")
    assert chain.settle() == []
    before = project.units.read_text(encoding="utf-8")
    project.units.write_text(before.replace('since: "2026-03"', 'since: "2026-08"'))
    try:
        assert chain.settle() == compiled_and_drafted("2026-07")
    finally:
        project.units.write_text(before)


def test_a_unit_that_joins_the_roster_is_waited_for(chain: Chain, project: Project) -> None:
    before = project.units.read_text(encoding="utf-8")
    collect(chain, project, "2025-07", "ubkt", "hcc")
    project.units.write_text(before.replace('since: "2026-03"', 'since: "2025-07"'))
    try:
        collect(chain, project, "2025-07", "cu")
        assert chain.settle() == []
        collect(chain, project, "2025-07", "moi")
        assert chain.settle() == compiled_and_drafted("2025-07")
    finally:
        project.units.write_text(before)


@pytest.mark.parametrize(
    "key",
    [
        f"{OFFICE}|không-có|2026-09",
        f"{OFFICE}|cu|2026-09",
        "xã-khác|ubkt|2026-09",
        f"{OFFICE}|ubkt|2026-13",
        f"{OFFICE}|ubkt",
        "",
    ],
)
def test_a_key_that_nobody_waits_for_leaves_nothing_waiting(chain: Chain, key: str) -> None:
    chain.emit("x-nghiquyet://submission", key)
    assert chain.waiting(COMPILE) == {}
    assert chain.settle() == []


@pytest.mark.parametrize("dag_id", ["open_period", "cut_off", COMPILE, DRAFT])
def test_a_run_by_hand_without_a_key_fails_at_once(chain: Chain, dag_id: str) -> None:
    assert chain.run(dag_id) == Ran(dag_id, None, "failed")
    assert set(chain.task_states(dag_id)[-1].values()) == {"failed"}


def test_a_run_by_hand_with_a_key_reads_the_data_of_that_month(
    chain: Chain, project: Project
) -> None:
    collect(chain, project, "2026-10", "hcc")
    assert chain.run(COMPILE, month("2026-10")).state == "success"
    assert chain.returned(COMPILE, "assess")[-1] == "hcc"
    assert chain.settle() == [Ran(DRAFT, month("2026-10"), "success")]
