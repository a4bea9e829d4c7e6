"""Tasks from what the office declares: recurring ones, the calendar, campaigns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from nghiquyet.catalogue.tasks import (
    CalendarFile,
    CampaignSpec,
    CampaignTaskSpec,
    EventSpec,
    FestivalSpec,
    MilestoneSpec,
    RecurringSpec,
)
from nghiquyet.model.task import Proposal, Reason, TaskClass
from nghiquyet.narrative.calendar_vn import (
    Occurrence,
    occurrences,
    touches,
    window_touches,
    year_name,
)
from nghiquyet.narrative.proposals_month import TaskMonth
from nghiquyet.wording import joined, month_number, short_date

Found = Proposal | Reason
"""A task, or a record that gives none this month and why."""


def from_recurring(month: TaskMonth, tasks: Iterable[RecurringSpec]) -> Iterator[Found]:
    """Standing tasks, tasks of the year's months, follow-ups of Section I."""
    for task in tasks:
        if month.month.month not in task.months:
            text = f"Chỉ đề xuất trong {_months(task.months)}"
            yield Reason(task.task_class, "recurring", task.key, text)
        elif task.task_class is not TaskClass.CARRY_OVER:
            text = _standing_text(task)
            reason = Reason(task.task_class, "recurring", task.key, text)
            yield month.propose(f"recurring:{task.key}", task, (reason,))
        elif month.continued(task.links):
            yield month.propose(f"recurring:{task.key}", task, ())
        else:
            codes = ", ".join(task.links)
            text = f"Chỉ đề xuất khi Mục I có kết quả của {codes}; kỳ này không có"
            yield Reason(TaskClass.CARRY_OVER, "recurring", task.key, text)


def _standing_text(task: RecurringSpec) -> str:
    if task.task_class is TaskClass.STANDING:
        return "Nhiệm vụ thường xuyên"
    return f"Nhiệm vụ theo chu kỳ năm, {_months(task.months)}"


def _months(months: Iterable[int]) -> str:
    return f"tháng {joined(month_number(month) for month in months)}"


def from_calendar(month: TaskMonth, calendar: CalendarFile) -> Iterator[Proposal]:
    """Tasks of the events, seasons and cycles that touch the month."""
    for event in calendar.events:
        yield from _of_season(month, event) if event.months else _of_event(month, event)
    great = [
        (event, happening)
        for event in calendar.events
        if event.festival
        for happening in occurrences(event, month.month)
        if touches(month.month, happening.day, happening.day)
    ]
    if great:
        yield _of_festivals(month, calendar.festivals, great)


def _of_season(month: TaskMonth, event: EventSpec) -> Iterator[Proposal]:
    if month.month.month in event.months:
        for task in event.tasks:
            record = f"{event.key}/{task.key}"
            text = f"{event.name} ({_months(event.months)})"
            reason = Reason(event.task_class, "calendar", record, text)
            yield month.propose(f"calendar:{record}", task, (reason,))


def _of_event(month: TaskMonth, event: EventSpec) -> Iterator[Proposal]:
    happenings = tuple(occurrences(event, month.month))
    for task in event.tasks:
        for happening in happenings:
            if window_touches(month.month, task.window, happening.day):
                record = f"{event.key}/{task.key}"
                text = describe(event, happening)
                reason = Reason(event.task_class, "calendar", record, text)
                yield month.propose(
                    f"calendar:{record}",
                    task,
                    (reason,),
                    ends=happening.day + timedelta(days=task.window[1]),
                    **_event_words(event, happening),
                )
                break


def _event_words(event: EventSpec, happening: Occurrence) -> dict[str, str]:
    words = {}
    if event.lunar is not None:
        words = {"can_chi": year_name(happening.year), "nam_am": str(happening.year)}
    if event.since is not None:
        words["so_nam"] = str(happening.years)
    return words


def describe(event: EventSpec, happening: Occurrence) -> str:
    """An event with its date, as the review sheet names it."""
    name = f"{event.name} ({short_date(happening.day)}"
    if event.lunar is not None:
        name += (
            f", ngày {event.lunar.day} tháng {event.lunar.month} năm {year_name(happening.year)}"
        )
    if happening.years:
        name += f", kỷ niệm {happening.years} năm"
    return name + (", năm tròn)" if happening.is_round else ")")


def _of_festivals(
    month: TaskMonth, spec: FestivalSpec, great: list[tuple[EventSpec, Occurrence]]
) -> Proposal:
    """One clause for all great days of the month; those of a round year are named."""
    reasons = tuple(
        Reason(TaskClass.CALENDAR, "calendar", event.key, describe(event, happening))
        for event, happening in great
    )
    named = [
        f"kỷ niệm {happening.years} năm {event.name}"
        for event, happening in great
        if happening.is_round
    ]
    if named:
        spec = spec.model_copy(update={"text": spec.round_text})
    ends = max(happening.day for _, happening in great)
    return month.propose(f"calendar:{spec.key}", spec, reasons, ends=ends, ky_niem=joined(named))


def from_campaign(month: TaskMonth, campaign: CampaignSpec) -> Iterator[Found]:
    """Tasks of a campaign's whole length and of the milestones that touch the month."""
    if not touches(month.month, campaign.since, campaign.until):
        span = f"từ {short_date(campaign.since)} đến {short_date(campaign.until)}"
        text = f"{campaign.name}: đợt chỉ kéo dài {span}"
        yield Reason(TaskClass.CALENDAR, "campaign", campaign.campaign, text)
        return
    for task in campaign.tasks:
        first, last = _span(campaign, task)
        if touches(month.month, first, last):
            record = f"{campaign.campaign}/{task.key}"
            days = f"{short_date(first)} đến {short_date(last)}"
            text = f"{campaign.name} ({days})"
            reason = Reason(TaskClass.CALENDAR, "campaign", record, text)
            yield month.propose(f"campaign:{record}", task, (reason,), ends=last)
    for milestone in campaign.milestones:
        yield from _of_milestone(month, campaign, milestone)


def _span(campaign: CampaignSpec, task: CampaignTaskSpec) -> tuple[date, date]:
    return task.since or campaign.since, task.until or campaign.until


def _of_milestone(
    month: TaskMonth, campaign: CampaignSpec, milestone: MilestoneSpec
) -> Iterator[Proposal]:
    last = milestone.until or milestone.day
    days = short_date(milestone.day)
    if last != milestone.day:
        days += f" đến {short_date(last)}"
    for task in milestone.tasks:
        if window_touches(month.month, task.window, milestone.day, last):
            record = f"{campaign.campaign}/{task.key}"
            text = f"{campaign.name}: {milestone.name} ({days})"
            reason = Reason(TaskClass.CALENDAR, "campaign", record, text)
            ends = last + timedelta(days=task.window[1])
            yield month.propose(f"campaign:{record}", task, (reason,), ends=ends)
