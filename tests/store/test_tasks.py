from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.store.records import JANUARY, NOON, OFFICE, a_submission

from nghiquyet.model.rule import CellRef
from nghiquyet.model.task import AssignedTask, Directive, TaskReport, TaskStatus
from nghiquyet.store.repository import Store

SHARED = AssignedTask("2026-01/1.01", OFFICE, JANUARY, "II.1", "nắm bắt tư tưởng")
OWNED = AssignedTask(
    "2026-01/1.10", OFFICE, JANUARY, "II.1", "kiểm tra chi bộ", "ubkt", date(2026, 1, 20)
)
OTHER = AssignedTask("2026-01/1.09", OFFICE, JANUARY, "II.2", "lấy nước", "ubnd")
DIRECTIVE = Directive(
    code="05-CT/TW",
    office=OFFICE,
    issuer="Ban Bí thư",
    title="Học tập và làm theo Bác",
    sub_section="II.1",
    tasks=("học tập chuyên đề {nam}", "đăng ký việc đột phá"),
    since=JANUARY,
    until=JANUARY.next.next,
    issued=date(2016, 5, 15),
    unit="bxd",
    due="25/02/2026",
    product="Báo cáo",
    origin="Sổ văn bản, ô D7",
)


def test_tasks_keep_the_order_of_the_resolution(store: Store) -> None:
    store.save_tasks([SHARED, OWNED, OTHER])
    assert store.assigned_tasks(OFFICE, JANUARY) == [SHARED, OWNED, OTHER]
    assert store.assigned_tasks(OFFICE, JANUARY.next) == []


def test_a_unit_is_given_its_own_tasks_and_nobody_the_shared_ones(store: Store) -> None:
    store.save_tasks([SHARED, OWNED, OTHER])
    assert store.assigned_tasks(OFFICE, JANUARY, "ubkt") == [OWNED]
    assert store.assigned_tasks(OFFICE, JANUARY, "") == []


def test_saving_tasks_again_replaces_them(store: Store) -> None:
    store.save_tasks([SHARED, OWNED])
    mended = replace(OWNED, text="kiểm tra hai chi bộ", due=None)
    store.save_tasks([SHARED, mended])
    store.save_tasks([])
    assert store.assigned_tasks(OFFICE, JANUARY) == [SHARED, mended]


def test_reports_on_tasks_are_those_of_the_version_that_counts(store: Store) -> None:
    for status in (TaskStatus.IN_PROGRESS, TaskStatus.DONE):
        sent = a_submission()
        report = TaskReport(OWNED.id, OFFICE, "ubkt", JANUARY, status, "", "", sent.id)
        store.record_submission(sent, task_reports=[report])
    assert [each.status for each in store.task_reports(OFFICE, JANUARY)] == [TaskStatus.DONE]


def test_a_report_keeps_its_cell_if_it_is_known(store: Store) -> None:
    sent = a_submission()
    at = CellRef("Nhiệm vụ được giao", "E5")
    reports = [
        TaskReport(task, OFFICE, "ubkt", JANUARY, TaskStatus.DONE, "", "", sent.id, cell)
        for task, cell in ((SHARED.id, None), (OWNED.id, at))
    ]
    store.record_submission(sent, task_reports=reports)
    assert store.task_reports(OFFICE, JANUARY) == reports


def test_a_directive_is_proposed_in_its_months_only(store: Store) -> None:
    store.save_directives([DIRECTIVE])
    for period, expected in [
        (JANUARY.previous, []),
        (JANUARY, [DIRECTIVE]),
        (DIRECTIVE.until, [DIRECTIVE]),
        (DIRECTIVE.until.next, []),
    ]:
        assert store.directives(OFFICE, period) == expected
    assert store.directives("other", JANUARY) == []


def test_saving_a_directive_again_replaces_it(store: Store) -> None:
    mended = replace(DIRECTIVE, tasks=("một việc",), issued=None)
    store.save_directives([DIRECTIVE])
    store.save_directives([mended])
    assert store.directives(OFFICE, JANUARY) == [mended]


def test_a_month_opens_once_and_closes_for_good(store: Store) -> None:
    assert not store.is_open(OFFICE, JANUARY)
    assert not store.close_period(OFFICE, JANUARY, NOON)
    assert store.open_period(OFFICE, JANUARY, NOON)
    assert not store.open_period(OFFICE, JANUARY, NOON + timedelta(1))
    assert store.is_open(OFFICE, JANUARY)
    assert store.closed_periods(OFFICE) == set()
    assert store.close_period(OFFICE, JANUARY, NOON + timedelta(9))
    assert not store.close_period(OFFICE, JANUARY, NOON + timedelta(10))
    assert not store.open_period(OFFICE, JANUARY, NOON + timedelta(11))
    assert not store.is_open(OFFICE, JANUARY)
    assert store.closed_periods(OFFICE) == {JANUARY}
