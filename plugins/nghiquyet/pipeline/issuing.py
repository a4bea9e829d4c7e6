"""The office hands in the final file: its tasks are ordered, the month's own tasks end."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nghiquyet.document.cleaning.flags import remaining_flags
from nghiquyet.document.returned.section import section_paragraphs
from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.archive import keep
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.resolution import Resolution, TaskOutcome, TaskState
from nghiquyet.model.task import AssignedTask
from nghiquyet.narrative.adopting import Adoption, adopt_tasks
from nghiquyet.narrative.outcomes import conclude_tasks
from nghiquyet.pipeline.gathering import draft_of_file
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings

ISSUED = "issued"
_SECTION = "II"
_SHOWN = 10


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
        is_new = False
        if shop.store.resolution(office, month) is None:
            draft = _drafted(shop, whose, month, path, data)
            adoption = _adopted(whose, draft, path, data)
            reason = _reason(path, data, force.strip())
            if keep(path, settings) != sha256:
                raise ConfigurationError(f"{path.name} vừa thay đổi. Lưu, đóng tệp rồi chạy lại.")
            resolution = Resolution(
                office, month, sha256, draft.id, datetime.now(UTC), who.strip(), reason,
                tuple(one.id for one in adoption.dropped),
            )  # fmt: skip
            is_new = _close(shop, whose, resolution, adoption)
        known = shop.store.resolution(office, month)
        if known is None or known.sha256 != sha256:
            raise ConfigurationError(
                f"Kỳ {period} đã ban hành bằng một tệp khác nên không nhận {path.name}. Chỉ đưa "
                "lại đúng tệp đã ban hành."
            )
        tasks = shop.store.assigned_tasks(office, month.next)
        return Issued(known, tuple(tasks), tuple(shop.store.task_outcomes(office, month)), is_new)


def _close(shop: Workshop, office: Office, resolution: Resolution, adoption: Adoption) -> bool:
    """Keep the resolution and all that follows from it; False if another was quicker."""
    month = resolution.period
    outcomes = conclude_tasks(
        office,
        shop.store.assigned_tasks(office.code, month),
        shop.store.task_reports(office.code, month),
        adoption.tasks,
    )
    event = shop.event(
        office.code,
        ISSUED,
        month,
        who=resolution.who,
        sha256=resolution.sha256,
        draft=resolution.draft_id,
        reason=resolution.reason,
        tasks=len(adoption.tasks),
        dropped=len(adoption.dropped),
    )
    tasks = [each.task for each in adoption.tasks]
    return shop.store.issue(resolution, tasks, outcomes, event)


def _adopted(office: Office, draft: Draft, path: Path, data: bytes) -> Adoption:
    """What the file's Section II orders."""
    (section,) = (each for each in draft.sections if each.code == _SECTION)
    blocks = [block for part in section.sub_sections for block in part.blocks]
    paragraphs = section_paragraphs(data, draft, _SECTION)
    if not paragraphs:
        raise ConfigurationError(
            f"{path.name} không còn nội dung nào ở Mục II. Kiểm tra có đúng tệp cần ban hành không."
        )
    return adopt_tasks(office, draft.period, blocks, paragraphs)


def _drafted(shop: Workshop, office: Office, month: Period, path: Path, data: bytes) -> Draft:
    """The draft that the file was made from, of a month that is not closed."""
    if month in shop.store.closed_periods(office.code):
        raise ConfigurationError(f"Kỳ {month} đã đóng, không ban hành được nữa.")
    draft = draft_of_file(shop, office.code, path.name, data)
    if draft.period != month:
        raise ConfigurationError(
            f"{path.name} là dự thảo đánh giá kỳ {draft.period}, không phải kỳ {month}."
        )
    return draft


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
