"""The office hands in the final file: its tasks are ordered, the month's own tasks end."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nghiquyet.document.cleaning.flags import remaining_flags
from nghiquyet.document.properties import draft_id_of
from nghiquyet.document.returned.section import section_paragraphs
from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.archive import keep
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.resolution import TASK_STATE_LABELS, Resolution, TaskOutcome, TaskState
from nghiquyet.model.task import TASK_STATUS_LABELS, AssignedTask, TaskReport
from nghiquyet.narrative.adopting import adopt_tasks
from nghiquyet.narrative.outcomes import conclude_tasks
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings
from nghiquyet.wording import short_date

ISSUED = "issued"
_SECTION = "II"
_SHOWN = 10
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


@dataclass(frozen=True)
class Issued:
    """What came of handing in a final file.

    Attributes:
        resolution: what was issued.
        tasks: what it orders.
        outcomes: what became of the tasks of the month that it closes.
        is_new: whether it was not known before.
    """

    resolution: Resolution
    tasks: tuple[AssignedTask, ...]
    outcomes: tuple[TaskOutcome, ...]
    is_new: bool

    @property
    def ended(self) -> Counter[TaskState]:
        """How many tasks ended in each state."""
        return Counter(outcome.state for outcome in self.outcomes)


def issue_resolution(
    settings: Settings, office: str, period: str, path: Path, *, who: str, force: str = ""
) -> Issued:
    """Close ``period`` with the office's final file; handing it in again changes nothing.

    Args:
        settings: folders and addresses.
        office: office code.
        period: the month assessed.
        path: the .docx file as it is issued.
        who: name of the person who hands it in.
        force: why it is taken although something in it is open; empty if it must not be.

    Raises:
        ConfigurationError: if nobody is named, the file is no draft of this month, something in
            it is open, or the month is closed with another file; says what to do.
        DocumentError: if it is no Word file.
    """
    if not who.strip():
        raise ConfigurationError("Phải ghi rõ họ tên người ban hành.")
    month, data = Period.parse(period), path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    with workshop(settings) as shop:
        whose = shop.catalogue.office(office)
        is_new = shop.store.resolution(office, month) is None and _conclude(
            shop, whose, month, path, data, who=who.strip(), force=force.strip()
        )
        known = shop.store.resolution(office, month)
        if known is None or known.sha256 != sha256:
            raise ConfigurationError(
                f"Kỳ {period} đã ban hành bằng một tệp khác nên không nhận {path.name}. Chỉ đưa "
                "lại đúng tệp đã ban hành."
            )
        tasks = shop.store.assigned_tasks(office, month.next)
        return Issued(known, tuple(tasks), tuple(shop.store.task_outcomes(office, month)), is_new)


def _conclude(
    shop: Workshop, office: Office, month: Period, path: Path, data: bytes, *, who: str, force: str
) -> bool:
    """Keep the file and all that follows from it; False if another was quicker."""
    if month in shop.store.closed_periods(office.code):
        raise ConfigurationError(f"Kỳ {month} đã đóng, không ban hành được nữa.")
    draft = _drafted(shop, office, month, path, data)
    reason = _reason(path, data, force)
    (section,) = (each for each in draft.sections if each.code == _SECTION)
    blocks = [block for part in section.sub_sections for block in part.blocks]
    paragraphs = section_paragraphs(data, draft, _SECTION)
    if not paragraphs:
        raise ConfigurationError(
            f"{path.name} không còn nội dung nào ở Mục II. Kiểm tra có đúng tệp cần ban hành không."
        )
    adoption = adopt_tasks(office, month, blocks, paragraphs)
    sha256 = keep(path, shop.settings)
    resolution = Resolution(
        office=office.code,
        period=month,
        sha256=sha256,
        draft_id=draft.id,
        at=datetime.now(UTC),
        who=who,
        reason=reason,
        dropped=tuple(one.id for one in adoption.dropped),
    )
    outcomes = conclude_tasks(
        office,
        shop.store.assigned_tasks(office.code, month),
        shop.store.task_reports(office.code, month),
        adoption.tasks,
    )
    told: dict[str, str | int] = {
        "draft": draft.id,
        "reason": reason,
        "tasks": len(adoption.tasks),
        "dropped": len(adoption.dropped),
    }
    event = shop.event(office.code, ISSUED, month, who=who, sha256=sha256, **told)
    tasks = [each.task for each in adoption.tasks]
    return shop.store.issue(resolution, tasks, outcomes, event)


def _drafted(shop: Workshop, office: Office, month: Period, path: Path, data: bytes) -> Draft:
    """The draft that the file was made from."""
    number = draft_id_of(data)
    stored = shop.store.draft(office.code, number) if number else None
    if stored is None:
        raise ConfigurationError(
            f"{path.name} không phải tệp sửa từ dự thảo do hệ thống lập cho {office.code}. Dùng "
            "tệp dự thảo trong hộp thư đi của văn phòng (hoặc tệp lưu lại từ tệp ấy)."
        )
    if stored.draft.period != month:
        raise ConfigurationError(
            f"{path.name} là dự thảo đánh giá kỳ {stored.draft.period}, không phải kỳ {month}."
        )
    return stored.draft


def _reason(path: Path, data: bytes, force: str) -> str:
    """Why the file is taken with what is open in it; empty if nothing is."""
    flags = remaining_flags(data)
    if flags and not force:
        shown = [f"- {flag.message}" for flag in flags[:_SHOWN]]
        more = [f"- và {len(flags) - _SHOWN} chỗ khác"] if len(flags) > _SHOWN else []
        raise ConfigurationError(
            "\n".join(
                [
                    f"{path.name} còn {len(flags):02d} chỗ chưa xử lý, chưa ban hành được:",
                    *shown,
                    *more,
                    "Xử lý xong thì chạy lại; nếu vẫn phải ban hành thì thêm --force LÝ DO.",
                ]
            )
        )
    return force if flags else ""


def tasks_table(settings: Settings, office: str, period: str) -> list[dict[str, str]]:
    """The tasks of a month: who, until when, how far, where from and where to; one row a task."""
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
