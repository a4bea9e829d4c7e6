"""What became of the tasks of a month, once the next resolution is issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nghiquyet.model.office import Office
from nghiquyet.model.resolution import TaskOutcome, TaskState
from nghiquyet.model.task import TASK_STATUS_LABELS, AssignedTask, TaskReport, TaskStatus
from nghiquyet.narrative.adopting import Adopted
from nghiquyet.narrative.proposals_likeness import THRESHOLD, closeness, similarity

_LEFT_OUT = "Nghị quyết tháng sau không tiếp tục nhiệm vụ này"
_UNTOLD = "đơn vị không báo cáo"


def conclude_tasks(
    office: Office,
    tasks: Iterable[AssignedTask],
    reports: Iterable[TaskReport],
    adopted: Sequence[Adopted],
) -> tuple[TaskOutcome, ...]:
    """How each task ends: in exactly one state.

    Done or cancelled if every unit that reports on it says so. In every other case, also where
    nobody reports or units contradict one another, the office's resolution decides: the task
    goes on as the task that continues it, or it is cancelled because none does.

    Args:
        office: whose tasks they are.
        tasks: the tasks of the month assessed.
        reports: what units say of them.
        adopted: the tasks of the next month.
    """
    told: dict[str, list[TaskReport]] = {}
    for report in reports:
        told.setdefault(report.task_id, []).append(report)
    names = {unit.code: unit.short for unit in office.units}
    return tuple(
        _outcome(task, told.get(task.id, []), adopted, _said(told.get(task.id, []), names))
        for task in tasks
    )


def _outcome(
    task: AssignedTask, reports: Sequence[TaskReport], adopted: Sequence[Adopted], why: str
) -> TaskOutcome:
    said = {report.status for report in reports}
    if said == {TaskStatus.DONE}:
        return TaskOutcome(task.id, task.office, task.period, TaskState.DONE, why)
    if said == {TaskStatus.CANCELLED}:
        return TaskOutcome(task.id, task.office, task.period, TaskState.CANCELLED, why)
    following = _continued_by(task, adopted)
    if following is not None:
        return TaskOutcome(
            task.id, task.office, task.period, TaskState.CARRIED_OVER, why, following.id
        )
    reason = f"{_LEFT_OUT}; {why}"
    return TaskOutcome(task.id, task.office, task.period, TaskState.CANCELLED, reason)


def _said(reports: Sequence[TaskReport], names: Mapping[str, str]) -> str:
    """What the units say, one after the other."""
    words = (
        f"{names.get(report.unit, report.unit)}: {TASK_STATUS_LABELS[report.status]}"
        + (f" – {why}" if (why := report.reason or report.result) else "")
        for report in sorted(reports, key=lambda report: report.unit)
    )
    return "; ".join(words) or _UNTOLD


def _continued_by(task: AssignedTask, adopted: Sequence[Adopted]) -> AssignedTask | None:
    """The task that was proposed as its continuation, else the one that says the same."""
    for each in adopted:
        reasons = each.proposal.reasons if each.proposal else ()
        if any((one.source, one.record) == ("carry_over", task.id) for one in reasons):
            return each.task
    alike = [
        (similarity(task.text, each.task.text), closeness(task.text, each.task.text), -number)
        for number, each in enumerate(adopted)
        if each.task.sub_section == task.sub_section
    ]
    best = max(alike, default=(0.0, 0.0, 0))
    return adopted[-best[2]].task if best[0] >= THRESHOLD else None
