"""Tasks from records of the month: directives, units' proposals, what was left undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nghiquyet.catalogue.outline import SubSectionSpec
from nghiquyet.model.task import (
    TASK_STATUS_LABELS,
    AssignedTask,
    Directive,
    Proposal,
    Reason,
    TaskClass,
    TaskReport,
    TaskStatus,
    UnitProposal,
)
from nghiquyet.narrative.proposals_declared import Found
from nghiquyet.narrative.proposals_month import TaskMonth, best_sub_section
from nghiquyet.wording import clean_text, month_and_year, short_date

_OPEN = frozenset({TaskStatus.IN_PROGRESS, TaskStatus.NOT_STARTED, TaskStatus.CARRIED_OVER})
_GOES_ON = "tiếp tục "


def from_directives(month: TaskMonth, directives: Iterable[Directive]) -> Iterator[Found]:
    """Tasks that documents from above set for the month."""
    for directive in directives:
        if not directive.since <= month.month <= directive.until:
            span = f"{month_and_year(directive.since)} đến {month_and_year(directive.until)}"
            text = f"{directive.code} chỉ có nhiệm vụ từ tháng {span}"
            yield Reason(TaskClass.DIRECTIVE, "directive", directive.code, text)
            continue
        issued = f" ngày {short_date(directive.issued)}" if directive.issued else ""
        text = f"{directive.code}{issued} của {directive.issuer}: {directive.title}".rstrip(": ")
        if directive.origin:
            text += f" ({directive.origin})"
        reason = Reason(TaskClass.DIRECTIVE, "directive", directive.code, text)
        for number, task in enumerate(directive.tasks, 1):
            leader = month.unit_called(directive.unit)
            proposal = month.propose_freely(
                f"directive:{directive.code}/{number}",
                _sub_section_of_directive(month, directive, leader, task),
                month.outline.free_order.directive + number,
                month.fill(task),
                (reason,),
            )
            yield replace(
                proposal,
                unit=leader,
                due=directive.due,
                product=directive.product,
            )


def from_units(month: TaskMonth, proposals: Iterable[UnitProposal]) -> Iterator[Proposal]:
    """Tasks that units propose, as they wrote them."""
    for number, proposal in enumerate(proposals):
        record = f"{proposal.period}/{proposal.unit}/{proposal.row}"
        text = f"{month.unit_name(proposal.unit)} đề xuất (dòng {proposal.row})"
        if proposal.grounds:
            text += f"; căn cứ: {proposal.grounds}"
        reason = Reason(TaskClass.NEW, "proposal", record, text)
        found = month.propose_freely(
            f"proposal:{record}",
            _sub_section_of_unit(month, proposal.unit),
            min(month.outline.free_order.proposal + number, 999),
            _without_stop(proposal.text),
            (reason,),
        )
        yield replace(
            found, unit=_owner(month, proposal), due=proposal.due, product=proposal.product
        )


def from_undone(
    month: TaskMonth, tasks: Iterable[AssignedTask], reports: Iterable[TaskReport]
) -> Iterator[Found]:
    """Tasks of the month assessed that some unit has not finished."""
    by_task: dict[str, list[TaskReport]] = {}
    for report in reports:
        by_task.setdefault(report.task_id, []).append(report)
    for number, task in enumerate(tasks):
        told = by_task.get(task.id, [])
        undone = [report for report in told if report.status in _OPEN]
        if undone:
            yield _carried(month, task, number, undone)
        elif told:
            states = ", ".join(sorted({TASK_STATUS_LABELS[one.status] for one in told}))
            text = f"Kết quả kỳ trước: {states}"
            yield Reason(TaskClass.CARRY_OVER, "carry_over", task.id, text)


def _carried(
    month: TaskMonth, task: AssignedTask, number: int, undone: list[TaskReport]
) -> Proposal:
    found = month.propose_freely(
        f"carry_over:{task.id}",
        _sub_section(month, task.sub_section),
        min(month.outline.free_order.carry_over + number, 999),
        _continued(month, _without_stop(task.text)),
        tuple(
            Reason(TaskClass.CARRY_OVER, "carry_over", task.id, _undone_text(month, report))
            for report in undone
        ),
    )
    return replace(found, unit=month.known_unit(task.unit))


def _continued(month: TaskMonth, text: str) -> str:
    """«Hoàn thiện hồ sơ» goes on as «tiếp tục hoàn thiện hồ sơ»; a text with a subject stays."""
    first, *_ = text.split()
    names = {name for unit in month.office.units for name in (unit.name, unit.in_text) if name}
    if first.isupper() or text.lower().startswith(_GOES_ON) or text.startswith(tuple(names)):
        return text
    return _GOES_ON + text[0].lower() + text[1:]


def _undone_text(month: TaskMonth, report: TaskReport) -> str:
    text = f"Kỳ trước {month.unit_name(report.unit)} báo cáo «{TASK_STATUS_LABELS[report.status]}»"
    why = report.reason or report.result
    return f"{text}: {why}" if why else text


def _sub_section(month: TaskMonth, code: str) -> SubSectionSpec:
    parts = month.outline.sub_sections
    return next((one for one in parts if one.code == code), parts[0])


def _sub_section_of_directive(
    month: TaskMonth, directive: Directive, leader: str, task: str
) -> SubSectionSpec:
    """As the register says, else as its leader's form, else as the task's words say."""
    if directive.sub_section:
        return _sub_section(month, directive.sub_section)
    if leader:
        return _sub_section_of_unit(month, leader)
    return best_sub_section(month.outline, task)


def _sub_section_of_unit(month: TaskMonth, unit: str) -> SubSectionSpec:
    """Where a unit's proposals belong: by its form; in the first sub-section if nobody says."""
    form = next((one.form for one in month.office.units if one.code == unit), "")
    parts = month.outline.sub_sections
    return next((one for one in parts if form in one.forms), parts[0])


def _owner(month: TaskMonth, proposal: UnitProposal) -> str:
    return month.unit_called(proposal.owner) or month.known_unit(proposal.unit)


def _without_stop(text: str) -> str:
    """The words as written, on one line, without a bullet before or a stop behind them."""
    return " ".join(clean_text(text).split()).lstrip("-–•+ ").rstrip(" .;,")
