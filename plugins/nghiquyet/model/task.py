"""Tasks: what a resolution orders, where a proposal comes from, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef


class TaskClass(StrEnum):
    """Why a task stands in Section II (domain.md §1.5)."""

    CARRY_OVER = "C"
    STANDING = "S"
    CALENDAR = "K"
    YEARLY = "Y"
    DIRECTIVE = "D"
    NEW = "N"


class TaskStatus(StrEnum):
    """What a unit says of a task it was given."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    CARRIED_OVER = "carried_over"
    CANCELLED = "cancelled"


TASK_STATUS_LABELS = {
    TaskStatus.DONE: "Đã xong",
    TaskStatus.IN_PROGRESS: "Đang làm",
    TaskStatus.NOT_STARTED: "Chưa làm",
    TaskStatus.CARRIED_OVER: "Chuyển tháng sau",
    TaskStatus.CANCELLED: "Không thực hiện",
}


@dataclass(frozen=True)
class AssignedTask:
    """A task of the resolution of ``period``, pre-printed in its owner's workbook.

    Attributes:
        id: stable id such as ``2026-01/1.04``.
        office: office code.
        period: the month in which it is to be done.
        sub_section: ``II.1`` to ``II.4``.
        text: as the resolution words it.
        unit: code of the unit that reports on it; empty if nobody in particular.
        due: deadline, if one was set.
        origin: id of the proposal that it was drafted as; empty if the office wrote it itself.
    """

    id: str
    office: str
    period: Period
    sub_section: str
    text: str
    unit: str = ""
    due: date | None = None
    origin: str = ""


@dataclass(frozen=True)
class TaskReport:
    """What a unit reports on one assigned task.

    Attributes:
        task_id: id of the task.
        status: how far it is.
        result: what came out, as written; may be empty.
        reason: why it is not done, as written; may be empty.
        at: cell of the result, of the status where there is none; None in what was stored before
            it was kept.
    """

    task_id: str
    office: str
    unit: str
    period: Period
    status: TaskStatus
    result: str
    reason: str
    submission_id: str
    at: CellRef | None = None


@dataclass(frozen=True)
class UnitProposal:
    """A task that a unit proposes for next month, as it was written.

    Attributes:
        row: row on the sheet, such as ``DX01``.
        text: the task.
        owner: who should do it.
        due: deadline, as written.
        product: what is to come out.
        grounds: why.
    """

    row: str
    office: str
    unit: str
    period: Period
    text: str
    submission_id: str
    owner: str = ""
    due: str = ""
    product: str = ""
    grounds: str = ""


@dataclass(frozen=True)
class Directive:
    """A document from above that the office entered in its register (văn bản chỉ đạo).

    Attributes:
        code: number and sign, such as ``05-CT/TW``.
        issuer: who issued it.
        issued: date of issue, if known.
        title: what it is about.
        sub_section: where its tasks belong; empty if their leader or their words say it.
        tasks: clauses of tasks that follow from it; may hold placeholders of the month.
        since: first month in which the tasks are proposed.
        until: last month in which the tasks are proposed.
        unit: code or name of the unit that leads.
        due: deadline that it sets, as written.
        product: what it asks for, as written.
        origin: where it was entered: workbook, sheet and cell; empty if loaded from a file.
    """

    code: str
    office: str
    issuer: str
    title: str
    sub_section: str
    tasks: tuple[str, ...]
    since: Period
    until: Period
    issued: date | None = None
    unit: str = ""
    due: str = ""
    product: str = ""
    origin: str = ""


_DECLARED_IN = {
    "recurring": "reports/tasks/recurring.yaml",
    "calendar": "reports/tasks/calendar.yaml",
    "threshold": "reports/tasks/thresholds.yaml",
}


@dataclass(frozen=True)
class Reason:
    """Why a task is proposed: resolves to a stored record.

    Attributes:
        task_class: class of the task.
        source: kind of record: ``recurring``, ``calendar``, ``campaign``, ``threshold``
            (declared), ``directive``, ``proposal`` (sent), or ``carry_over``.
        record: the record's key within its kind: ``task``, ``event/task``, ``campaign/task``,
            a threshold's key; a directive's code, ``period/unit/row`` of a proposal; the id of
            a task of last month, or the code of an indicator of Section I.
        text: Vietnamese sentence for the review sheet.
    """

    task_class: TaskClass
    source: str
    record: str
    text: str

    @property
    def declared_in(self) -> str:
        """The file that declares the record, from the project's root; empty if people sent it."""
        if self.source == "campaign":
            return f"reports/tasks/campaigns/{self.record.partition('/')[0]}.yaml"
        return _DECLARED_IN.get(self.source, "")


@dataclass(frozen=True)
class Proposal:
    """A task proposed for Section II.

    Attributes:
        id: stable within a draft, such as ``recurring:ban-35``.
        sub_section: ``II.1`` to ``II.4``.
        group: key of the paragraph (dash) it is joined into.
        order: place within the sub-section.
        text: the clause, mid-sentence form without a final stop.
        reasons: at least one; several when near-duplicates were joined.
        unit: code of the unit that leads; empty if the office has none for it.
        due: deadline; printed in the annex only.
        product: what is to come out; printed in the annex only.
        sentence: clauses of one group with the same key share a sentence; empty: one of its own.
        stem: beginning of ``text`` that neighbours in the sentence share and print once.
    """

    id: str
    sub_section: str
    group: str
    order: int
    text: str
    reasons: tuple[Reason, ...]
    unit: str = ""
    due: str = ""
    product: str = ""
    sentence: str = ""
    stem: str = ""
