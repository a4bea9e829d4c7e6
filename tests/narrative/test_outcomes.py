"""Every task of a month ends in exactly one state, whatever the units say of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.narrative import section_two

from nghiquyet.model.resolution import TaskOutcome, TaskState
from nghiquyet.model.task import AssignedTask, Proposal, Reason, TaskClass, TaskReport, TaskStatus
from nghiquyet.narrative.adopting import Adopted
from nghiquyet.narrative.outcomes import conclude_tasks

JANUARY = section_two.JANUARY
OFFICE = section_two.office()
TASK = AssignedTask(
    "2026-01/2.07", "ke-sat", JANUARY, "II.2", "lắp đặt camera tại nhà văn hóa các thôn", "ca"
)
DONE, CANCELLED, OPEN = TaskStatus.DONE, TaskStatus.CANCELLED, TaskStatus.IN_PROGRESS


def report(status: TaskStatus, unit: str = "ca", reason: str = "", result: str = "") -> TaskReport:
    return TaskReport(TASK.id, "ke-sat", unit, JANUARY, status, result, reason, "0" * 32)


def following(text: str, number: int = 1, continues: str = "", part: str = "II.2") -> Adopted:
    task = AssignedTask(f"2026-02/2.{number:02d}", "ke-sat", JANUARY.next, part, text)
    reason = Reason(TaskClass.CARRY_OVER, "carry_over", continues, "chưa xong")
    proposed = Proposal(f"carry_over:{continues}", part, "g", 1, text, (reason,))
    return Adopted(task, proposed if continues else None)


SAME = following("tiếp tục lắp đặt camera tại nhà văn hóa các thôn")
OTHER = following("tiêm phòng cho đàn lợn, đàn gia cầm toàn xã", 2)
CONTINUED = following("hoàn chỉnh hệ thống giám sát", 3, TASK.id)


def ended(reports: Sequence[TaskReport], *adopted: Adopted) -> TaskOutcome:
    (outcome,) = conclude_tasks(OFFICE, [TASK], reports, adopted)
    assert (outcome.task_id, outcome.period) == (TASK.id, JANUARY)
    return outcome


DIFFERENT = [
    ([report(DONE)], TaskState.DONE),
    ([report(DONE), report(DONE, "qs")], TaskState.DONE),
    ([report(CANCELLED)], TaskState.CANCELLED),
    ([report(CANCELLED), report(CANCELLED, "qs")], TaskState.CANCELLED),
    ([report(OPEN)], TaskState.CARRIED_OVER),
    ([report(TaskStatus.NOT_STARTED)], TaskState.CARRIED_OVER),
    ([report(TaskStatus.CARRIED_OVER)], TaskState.CARRIED_OVER),
    ([report(DONE), report(OPEN, "qs")], TaskState.CARRIED_OVER),
    ([report(DONE), report(CANCELLED, "qs")], TaskState.CARRIED_OVER),
    ([], TaskState.CARRIED_OVER),
]


@pytest.mark.parametrize(("reports", "state"), DIFFERENT)
def test_the_state_where_the_resolution_goes_on_with_it(
    reports: list[TaskReport], state: TaskState
) -> None:
    outcome = ended(reports, OTHER, SAME)
    assert outcome.state is state
    assert outcome.next_task == (SAME.task.id if state is TaskState.CARRIED_OVER else "")


@pytest.mark.parametrize(("reports", "state"), DIFFERENT)
def test_the_state_where_the_resolution_leaves_it_out(
    reports: list[TaskReport], state: TaskState
) -> None:
    outcome = ended(reports, OTHER)
    left_out = state is TaskState.CARRIED_OVER
    assert outcome.state is (TaskState.CANCELLED if left_out else state)
    assert outcome.next_task == ""
    assert outcome.reason.startswith("Nghị quyết tháng sau không tiếp tục") is left_out


def test_the_task_proposed_as_its_continuation_comes_before_one_that_is_alike() -> None:
    assert ended([report(OPEN)], SAME, OTHER, CONTINUED).next_task == CONTINUED.task.id


def test_a_task_of_another_sub_section_is_no_continuation_by_its_words() -> None:
    elsewhere = following(SAME.task.text, part="II.1")
    assert ended([report(OPEN)], elsewhere).state is TaskState.CANCELLED


def test_of_several_alike_the_closest_goes_on_with_it() -> None:
    longer = following(f"{TASK.text}, nhà trường, trạm y tế và chợ trung tâm xã", 4)
    assert ended([], longer, SAME).next_task == SAME.task.id


def test_the_reason_is_what_the_units_said() -> None:
    told = [report(CANCELLED, reason="Cấp trên đã làm"), report(CANCELLED, "qs")]
    short = {unit.code: unit.short for unit in OFFICE.units}
    expected = f"{short['ca']}: Không thực hiện – Cấp trên đã làm; {short['qs']}: Không thực hiện"
    assert ended(told).reason == expected
    assert ended([]).reason.endswith("đơn vị không báo cáo")


STATUSES = st.lists(st.sampled_from(TaskStatus), max_size=4)


@given(st.lists(STATUSES, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_opened_is_done_and_carried_over_and_cancelled(
    said: list[list[TaskStatus]], continued: list[bool]
) -> None:
    tasks = [
        AssignedTask(f"2026-01/2.{n:02d}", "ke-sat", JANUARY, "II.2", f"việc thứ {n} của xã")
        for n in range(len(said))
    ]
    reports = [
        TaskReport(task.id, "ke-sat", f"u{n}", JANUARY, status, "", "", "0")
        for task, statuses in zip(tasks, said, strict=True)
        for n, status in enumerate(statuses)
    ]
    adopted = [
        following("làm tiếp việc ấy", n, task.id) for n, task in enumerate(tasks) if continued[n]
    ]

    outcomes = conclude_tasks(OFFICE, tasks, reports, adopted)

    assert [outcome.task_id for outcome in outcomes] == [task.id for task in tasks]
    for outcome, statuses, goes_on in zip(outcomes, said, continued, strict=False):
        assert outcome.state in TaskState
        assert (outcome.next_task != "") is (outcome.state is TaskState.CARRIED_OVER)
        if set(statuses) not in ({DONE}, {CANCELLED}):
            assert (outcome.state is TaskState.CARRIED_OVER) is goes_on
