from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text
from tests.document.samples import DRAFT
from tests.store.records import JANUARY, NOON, OFFICE

from nghiquyet.errors import StoreError
from nghiquyet.model.resolution import Resolution, TaskOutcome, TaskState
from nghiquyet.model.task import AssignedTask
from nghiquyet.store.records import Event
from nghiquyet.store.repository import Store

SHA256 = "c" * 64
RESOLUTION = Resolution(
    OFFICE, JANUARY, SHA256, DRAFT.id, NOON, "Chánh Văn phòng", "họp gấp", ("recurring:ban-35",)
)
OLD = AssignedTask("2026-01/1.01", OFFICE, JANUARY, "II.1", "nắm bắt tư tưởng", "bxd-t")
NEW = [
    AssignedTask(
        f"2026-02/1.{n:02d}", OFFICE, JANUARY.next, "II.1", f"việc {n}", origin="recurring:ban-35"
    )
    for n in (2, 1)
]
OUTCOME = TaskOutcome(OLD.id, OFFICE, JANUARY, TaskState.CARRIED_OVER, "đang làm", NEW[0].id)
ISSUED = Event(OFFICE, NOON, "Chánh Văn phòng", "issued", "", JANUARY, SHA256)


@pytest.fixture
def month(store: Store) -> Store:
    """A store with a month that is drafted and has a task."""
    store.save_draft(replace(DRAFT, office=OFFICE), "a" * 64)
    store.save_tasks([OLD])
    return store


def test_a_resolution_closes_its_month_and_opens_the_tasks_of_the_next(month: Store) -> None:
    assert month.issue(RESOLUTION, NEW, [OUTCOME], ISSUED)

    assert month.resolution(OFFICE, JANUARY) == RESOLUTION
    assert month.assigned_tasks(OFFICE, JANUARY.next) == NEW
    assert month.task_outcomes(OFFICE, JANUARY) == [OUTCOME]
    assert month.closed_periods(OFFICE) == {JANUARY}
    assert month.events(OFFICE, JANUARY) == [ISSUED]
    assert month.resolution(OFFICE, JANUARY.next) is None


def test_a_month_has_one_resolution(month: Store) -> None:
    month.issue(RESOLUTION, NEW, [OUTCOME], ISSUED)
    other = replace(RESOLUTION, sha256="d" * 64)

    assert not month.issue(other, [replace(NEW[0], id="2026-02/1.09")], [], ISSUED)

    assert month.resolution(OFFICE, JANUARY) == RESOLUTION
    assert month.assigned_tasks(OFFICE, JANUARY.next) == NEW
    assert len(month.events(OFFICE, JANUARY)) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        replace(OUTCOME, task_id="2026-01/9.99"),
        replace(OUTCOME, state=TaskState.DONE),
        replace(OUTCOME, next_task=""),
    ],
)
def test_all_is_kept_or_nothing(month: Store, wrong: TaskOutcome) -> None:
    with pytest.raises(StoreError):
        month.issue(RESOLUTION, NEW, [wrong], ISSUED)

    assert month.resolution(OFFICE, JANUARY) is None
    assert month.assigned_tasks(OFFICE, JANUARY.next) == []
    assert month.closed_periods(OFFICE) == set()
    assert month.events(OFFICE, JANUARY) == []


def test_a_task_has_one_outcome(month: Store) -> None:
    with pytest.raises(StoreError):
        month.issue(RESOLUTION, NEW, [OUTCOME, replace(OUTCOME, reason="khác")], ISSUED)


def test_a_month_that_was_closed_keeps_its_moment(month: Store, engine: Engine) -> None:
    month.open_period(OFFICE, JANUARY, NOON.replace(day=1))
    month.close_period(OFFICE, JANUARY, NOON.replace(day=2))
    month.issue(RESOLUTION, NEW, [OUTCOME], ISSUED)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT opened_at, closed_at FROM reporting_period"))
        assert [tuple(row) for row in rows] == [(NOON.replace(day=1), NOON.replace(day=2))]


def test_nobody_issues_nothing(month: Store) -> None:
    with pytest.raises(StoreError):
        month.issue(replace(RESOLUTION, who=""), NEW, [], ISSUED)
