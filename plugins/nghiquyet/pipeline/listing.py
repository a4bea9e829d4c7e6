"""The tasks of a month as a table: who, until when, how far, where from and where to."""

from __future__ import annotations

from collections.abc import Sequence

from nghiquyet.model.period import Period
from nghiquyet.model.resolution import TASK_STATE_LABELS, TaskOutcome
from nghiquyet.model.task import TASK_STATUS_LABELS, AssignedTask, TaskReport
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings
from nghiquyet.wording import short_date

_ORIGINS = {
    "": "văn phòng giao",
    "recurring": "nhiệm vụ thường kỳ",
    "calendar": "lịch công tác năm",
    "campaign": "đợt cao điểm",
    "threshold": "ngưỡng cảnh báo",
    "directive": "văn bản chỉ đạo",
    "proposal": "đơn vị đề xuất",
    "carry_over": "chuyển từ tháng trước",
}


def tasks_table(settings: Settings, office: str, period: str) -> list[dict[str, str]]:
    """The tasks that were given for a month, one row a task, in the resolution's order."""
    month = Period.parse(period)
    with workshop(settings) as shop:
        whose = shop.catalogue.office(office)
        tasks = shop.store.assigned_tasks(office, month)
        outcomes = {one.task_id: one for one in shop.store.task_outcomes(office, month)}
        before = shop.store.task_outcomes(office, month.previous)
        reports = shop.store.task_reports(office, month)
    names = {unit.code: unit.short for unit in whose.units}
    return [
        {
            "mã": task.id,
            "nhiệm vụ": task.text,
            "đơn vị": names.get(task.unit, task.unit),
            "hạn": short_date(task.due) if task.due else "",
            "tình trạng": _state(
                outcomes.get(task.id), [r for r in reports if r.task_id == task.id]
            ),
            "từ": _came_from(task, before),
            "sang": outcomes[task.id].next_task if task.id in outcomes else "",
            "ghi chú": outcomes[task.id].reason if task.id in outcomes else "",
        }
        for task in tasks
    ]


def _state(outcome: TaskOutcome | None, reports: Sequence[TaskReport]) -> str:
    """How a task ended; while its month is open, what its units say."""
    if outcome is not None:
        return TASK_STATE_LABELS[outcome.state]
    said = dict.fromkeys(TASK_STATUS_LABELS[report.status] for report in reports)
    return ", ".join(said) or "Chưa báo cáo"


def _came_from(task: AssignedTask, before: Sequence[TaskOutcome]) -> str:
    """The tasks of last month that it goes on with, else the kind of its source."""
    carried = [one.task_id for one in before if one.next_task == task.id]
    kind = task.origin.partition(":")[0]
    return ", ".join(carried) or _ORIGINS.get(kind, kind)
