"""The resolution as the office issued it, and what became of the tasks of the month it closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nghiquyet.model.period import Period


class TaskState(StrEnum):
    """How a task ends when the month that it was given for is closed."""

    DONE = "done"
    CARRIED_OVER = "carried_over"
    CANCELLED = "cancelled"


TASK_STATE_LABELS = {
    TaskState.DONE: "Đã xong",
    TaskState.CARRIED_OVER: "Chuyển tháng sau",
    TaskState.CANCELLED: "Không thực hiện",
}


@dataclass(frozen=True)
class TaskOutcome:
    """What became of an assigned task, for good.

    Attributes:
        task_id: id of the task.
        office: office code.
        period: the month that it was given for.
        state: how it ended.
        reason: Vietnamese words: what the units said, or that the office left it out.
        next_task: id of the task of the next month that goes on with it; empty if none does.
    """

    task_id: str
    office: str
    period: Period
    state: TaskState
    reason: str = ""
    next_task: str = ""


@dataclass(frozen=True)
class Resolution:
    """The final file by which the office closed a month.

    Attributes:
        office: office code.
        period: the month assessed; its tasks are those of ``period.next``.
        sha256: hash of the file, under which it is archived.
        draft_id: the draft that the file was made from.
        at: when it was handed in.
        who: who handed it in.
        reason: why it was taken although something in it was open; empty if nothing was.
        dropped: ids of the proposals that the office left out.
    """

    office: str
    period: Period
    sha256: str
    draft_id: str
    at: datetime
    who: str
    reason: str = ""
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class FinalParagraph:
    """A paragraph of the office's final file.

    Attributes:
        sub_section: where it stands, such as ``II.1``.
        text: as the office left it, without the dash before it.
        blocks: ids of the blocks of the draft that it was; none if the office wrote it.
    """

    sub_section: str
    text: str
    blocks: tuple[str, ...] = ()
