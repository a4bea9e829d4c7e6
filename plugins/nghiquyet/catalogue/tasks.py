"""What Section II can be made of: the schemas of ``reports/tasks/``.

The outline says where tasks stand; recurring tasks, the calendar and the campaigns say which
there are. ``catalogue/task_definitions.py`` reads and cross-checks them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from nghiquyet.catalogue.definitions import Spec
from nghiquyet.model.task import TaskClass

_KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _clause(text: str) -> str:
    if text != text.strip() or not text or text[-1] in ".;,":
        raise ValueError("a clause has no final stop, semicolon or comma and no outer blanks")
    return text


ClauseField = Annotated[str, AfterValidator(_clause)]
Key = Annotated[str, Field(pattern=_KEY)]
Month = Annotated[int, Field(ge=1, le=12)]
Due = Literal["cuoi-thang"] | Annotated[int, Field(ge=1, le=31)]
"""A deadline as a rule: the month's last day, or one of its days."""
ALL_MONTHS = tuple(range(1, 13))


class TaskSpec(Spec):
    """A clause of Section II: what it says, where it stands, what it continues.

    Attributes:
        key: name of the task within its file.
        group: group (paragraph) of the outline.
        order: place within the group.
        sentence: clauses of a group with the same key share a sentence.
        stem: beginning that neighbours with the same stem print once; ``text`` goes on.
        text: the clause in mid-sentence form.
        unit: code of the unit that leads; the group's if empty.
        due: deadline; if None the end of the work's window, or of the month.
        product: what is to come out, printed in the annex only; the group's if empty.
        links: indicators of Section I that the task continues.
    """

    key: Key
    group: str
    order: int = Field(default=50, ge=0, le=999)
    sentence: str = ""
    stem: str = ""
    text: ClauseField
    unit: str = ""
    due: Due | None = None
    product: str = ""
    links: tuple[str, ...] = ()


class RecurringSpec(TaskSpec):
    """A standing task (S), a yearly one (Y), or one that only follows up Section I (C)."""

    task_class: Literal[TaskClass.STANDING, TaskClass.YEARLY, TaskClass.CARRY_OVER] = Field(
        default=TaskClass.STANDING, alias="class"
    )
    months: tuple[Month, ...] = ALL_MONTHS

    @model_validator(mode="after")
    def _follows_something(self) -> RecurringSpec:
        if self.task_class is TaskClass.CARRY_OVER and not self.links:
            raise ValueError("a task of class C needs links: it is proposed if one was reported")
        return self


class RecurringFile(Spec):
    """``recurring.yaml``."""

    tasks: tuple[RecurringSpec, ...] = Field(min_length=1)


class DatedTaskSpec(TaskSpec):
    """A task that belongs to a date.

    Attributes:
        window: first and last day of the work, counted from the date; the task is proposed
            in every month that the window touches.
    """

    window: tuple[int, int] = (0, 0)

    @model_validator(mode="after")
    def _runs_forward(self) -> DatedTaskSpec:
        if self.window[0] > self.window[1]:
            raise ValueError("the window ends before it begins")
        return self


class SolarDay(Spec):
    """A date of every year."""

    day: int = Field(ge=1, le=31)
    month: Month

    @model_validator(mode="after")
    def _is_in_every_year(self) -> SolarDay:
        try:
            date(2001, self.month, self.day)
        except ValueError:
            raise ValueError("no such day in every year") from None
        return self


class LunarDay(Spec):
    """A date of the Vietnamese lunar year; day 30 is not in every month, so it is refused."""

    day: int = Field(ge=1, le=29)
    month: Month


class EventSpec(Spec):
    """An event, a season or a yearly cycle: exactly one of ``solar``, ``lunar``, ``months``.

    Attributes:
        since: year of what is commemorated; gives the number of years.
        festival: one of the great days that the month's propaganda is about.
        task_class: class of its tasks.
        tasks: what it gives rise to.
    """

    key: Key
    name: str
    solar: SolarDay | None = None
    lunar: LunarDay | None = None
    months: tuple[Month, ...] = ()
    since: int | None = Field(default=None, ge=1, le=2100)
    festival: bool = False
    task_class: Literal[TaskClass.CALENDAR, TaskClass.YEARLY] = Field(
        default=TaskClass.CALENDAR, alias="class"
    )
    tasks: tuple[DatedTaskSpec, ...] = ()

    @model_validator(mode="after")
    def _has_one_kind_of_date(self) -> EventSpec:
        if (self.solar is not None) + (self.lunar is not None) + bool(self.months) != 1:
            raise ValueError("an event has exactly one of solar, lunar, months")
        if self.months and any(task.window != (0, 0) for task in self.tasks):
            raise ValueError("a season's months are its window")
        if self.since is not None and self.solar is None:
            raise ValueError("only a solar event counts its years: since")
        if not self.tasks and not self.festival:
            raise ValueError("an event has tasks or is a festival")
        return self


class FestivalSpec(TaskSpec):
    """The one clause about the month's great days; ``round_text`` in a round year.

    ``round_text`` names the anniversaries divisible by five as ``{ky_niem}``.
    """

    round_text: ClauseField


class CalendarFile(Spec):
    """``calendar.yaml``."""

    festivals: FestivalSpec
    events: tuple[EventSpec, ...] = Field(min_length=1)


class CampaignTaskSpec(TaskSpec):
    """A task of the whole campaign, or of the part from ``since`` to ``until``."""

    since: date | None = None
    until: date | None = None


class MilestoneSpec(Spec):
    """A dated step of a campaign; ``until`` if it takes more than a day."""

    key: Key
    name: str
    day: date
    until: date | None = None
    tasks: tuple[DatedTaskSpec, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _runs_forward(self) -> MilestoneSpec:
        if self.until is not None and self.until < self.day:
            raise ValueError("the milestone ends before it begins")
        return self


class CampaignSpec(Spec):
    """``campaigns/<campaign>.yaml``: a campaign (đợt cao điểm) with its milestones."""

    campaign: Key
    name: str
    since: date
    until: date
    tasks: tuple[CampaignTaskSpec, ...] = ()
    milestones: tuple[MilestoneSpec, ...] = ()

    @property
    def every_task(self) -> tuple[TaskSpec, ...]:
        """Tasks of the whole length and of its milestones."""
        return (*self.tasks, *(task for step in self.milestones for task in step.tasks))

    @model_validator(mode="after")
    def _runs_forward(self) -> CampaignSpec:
        if self.until < self.since:
            raise ValueError("the campaign ends before it begins")
        for step in self.milestones:
            if not self.since <= step.day <= self.until:
                raise ValueError(f"the milestone {step.key} lies outside the campaign")
        return self
