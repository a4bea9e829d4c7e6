"""Section II, first half: which tasks to propose for the month, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from nghiquyet.catalogue.outline import OutlineSpec
from nghiquyet.catalogue.task_definitions import TaskDefinitions
from nghiquyet.model.draft import ReviewLine
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity
from nghiquyet.model.task import (
    AssignedTask,
    Directive,
    Proposal,
    Reason,
    TaskReport,
    UnitProposal,
)
from nghiquyet.narrative.proposals_declared import (
    Found,
    from_calendar,
    from_campaign,
    from_recurring,
)
from nghiquyet.narrative.proposals_joining import join_near_duplicates
from nghiquyet.narrative.proposals_month import TaskMonth
from nghiquyet.narrative.proposals_received import from_directives, from_undone, from_units
from nghiquyet.narrative.proposals_thresholds import Measured, from_thresholds


@dataclass(frozen=True)
class ProposalResult:
    """The tasks proposed for a month.

    Attributes:
        proposals: in the order of Section II, each with its reasons.
        not_proposed: records that gave no task this month, and why.
        questions: what the office must decide: does an item of Section I go on?
        outline: where the tasks stand.
    """

    proposals: tuple[Proposal, ...]
    not_proposed: tuple[Reason, ...]
    questions: tuple[ReviewLine, ...]
    outline: OutlineSpec


def propose_tasks(
    office: Office,
    period: Period,
    definitions: TaskDefinitions,
    *,
    reported: Collection[str] = (),
    measured: Iterable[Measured] = (),
    directives: Iterable[Directive] = (),
    unit_proposals: Iterable[UnitProposal] = (),
    task_reports: Iterable[TaskReport] = (),
    previous_tasks: Iterable[AssignedTask] = (),
    names: Mapping[str, str] | None = None,
) -> ProposalResult:
    """The tasks of the resolution of ``period.next``.

    Args:
        office: who resolves.
        period: the month assessed.
        definitions: what is declared about tasks.
        reported: indicators with a positive answer in ``period``.
        measured: the thresholds, held against the figures of ``period``.
        directives: the register of documents from above.
        unit_proposals: what units propose for the next month.
        task_reports: what units report on the tasks of ``period``.
        previous_tasks: the tasks of ``period``.
        names: names of indicators by code; the code stands in for a missing one.
    """
    known = names or {}
    said = {code: known.get(code, code) for code in reported}
    month = TaskMonth(office, period, definitions.outline, said)
    tasks = [task for task in previous_tasks if task.office == office.code]
    reports = [report for report in task_reports if report.office == office.code]
    documents = [one for one in directives if one.office == office.code]
    found: list[Found] = list(
        chain(
            from_recurring(month, definitions.recurring.tasks),
            from_calendar(month, definitions.calendar),
            *(from_campaign(month, campaign) for campaign in definitions.campaigns),
            from_directives(month, documents),
            from_units(month, _of_period(unit_proposals, office, period)),
            from_undone(month, tasks, reports),
            from_thresholds(month, measured),
        )
    )
    joined = join_near_duplicates(one for one in found if isinstance(one, Proposal))
    proposals = tuple(map(month.completed, joined))
    questions = (
        *_open_items(month, proposals),
        *_untold_tasks(month, tasks, reports),
        *_without_tasks(month, documents),
    )
    not_proposed = tuple(one for one in found if isinstance(one, Reason))
    return ProposalResult(proposals, not_proposed, questions, definitions.outline)


def _of_period(
    proposals: Iterable[UnitProposal], office: Office, period: Period
) -> Iterator[UnitProposal]:
    for proposal in proposals:
        if (proposal.office, proposal.period) == (office.code, period) and proposal.text.strip():
            yield proposal


def _open_items(month: TaskMonth, proposals: Iterable[Proposal]) -> Iterator[ReviewLine]:
    """Items of Section I that no task continues and that are not complete in themselves."""
    continued = {reason.record for one in proposals for reason in one.reasons}
    for code, name in month.reported.items():
        if code not in continued and code not in month.outline.settled:
            message = (
                f"«{name}» ({code}) có trong Mục I nhưng Mục II chưa có nhiệm vụ tiếp theo: "
                "đã xong, bỏ hay tiếp tục?"
            )
            yield ReviewLine("question", Severity.INFO, "Mục II", message)


def _untold_tasks(
    month: TaskMonth, tasks: Iterable[AssignedTask], reports: Iterable[TaskReport]
) -> Iterator[ReviewLine]:
    """Tasks that were given to a unit which says nothing of them."""
    told = {report.task_id for report in reports}
    for task in tasks:
        if task.unit and task.id not in told:
            message = (
                f"{month.unit_name(task.unit)} chưa báo cáo kết quả nhiệm vụ «{task.text}»: "
                "đã xong, bỏ hay tiếp tục?"
            )
            yield ReviewLine("question", Severity.INFO, "Mục II", message, unit=task.unit)


def _without_tasks(month: TaskMonth, documents: Iterable[Directive]) -> Iterator[ReviewLine]:
    """Documents from above that were entered without a task."""
    for one in documents:
        if not one.tasks and one.since <= month.month <= one.until:
            message = (
                f"{one.code} của {one.issuer} đã vào sổ nhưng chưa ghi nhiệm vụ cho xã: "
                "ghi nhiệm vụ hay bỏ?"
            )
            yield ReviewLine("question", Severity.INFO, "Mục II", message)
