"""``reports/tasks/`` read and cross-checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nghiquyet.catalogue.definitions import Spec, load_definition
from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.catalogue.outline import OutlineSpec
from nghiquyet.catalogue.task_checks import Check
from nghiquyet.catalogue.tasks import CalendarFile, CampaignSpec, RecurringFile
from nghiquyet.catalogue.thresholds import ThresholdFile, ThresholdSpec
from nghiquyet.errors import DefinitionError, DefinitionFault


@dataclass(frozen=True)
class TaskDefinitions:
    """Everything that is declared about tasks.

    Attributes:
        outline: sub-sections and paragraphs.
        recurring: standing tasks, yearly ones and follow-ups of Section I.
        calendar: events, seasons and cycles, and the clause about great days.
        campaigns: by file name.
        thresholds: bounds of figures.
    """

    outline: OutlineSpec
    recurring: RecurringFile
    calendar: CalendarFile
    campaigns: tuple[CampaignSpec, ...]
    thresholds: tuple[ThresholdSpec, ...] = ()

    @cached_property
    def records(self) -> Mapping[tuple[str, str], Spec]:
        """What is declared, by source and record as a :class:`Reason` names them."""
        found: dict[tuple[str, str], Spec] = {}
        for standing in self.recurring.tasks:
            found["recurring", standing.key] = standing
        for event in self.calendar.events:
            found["calendar", event.key] = event
            for dated in event.tasks:
                found["calendar", f"{event.key}/{dated.key}"] = dated
        for campaign in self.campaigns:
            found["campaign", campaign.campaign] = campaign
            for task in campaign.every_task:
                found["campaign", f"{campaign.campaign}/{task.key}"] = task
        return found | {("threshold", one.key): one for one in self.thresholds}


def load_tasks(root: Path, catalogue: Catalogue | None = None) -> TaskDefinitions:
    """Read and cross-check ``reports/tasks/``.

    Args:
        root: the project's root.
        catalogue: what tasks may link to; indicators, forms and units go unchecked if None.

    Raises:
        DefinitionError: with every mistake found, each naming file, line and key.
    """
    try:
        return _load(root / "reports" / "tasks", catalogue)
    except DefinitionError as error:
        raise DefinitionError([relative(fault, root) for fault in error.faults]) from error


def _load(folder: Path, catalogue: Catalogue | None) -> TaskDefinitions:
    outline = load_definition(folder / "outline.yaml", OutlineSpec)
    recurring = load_definition(folder / "recurring.yaml", RecurringFile)
    calendar = load_definition(folder / "calendar.yaml", CalendarFile)
    thresholds = load_definition(folder / "thresholds.yaml", ThresholdFile)
    paths = sorted((folder / "campaigns").glob("*.yaml"))
    campaigns = [load_definition(path, CampaignSpec) for path in paths]
    check = Check.against(outline.value, catalogue)
    faults = [
        *check.places(outline),
        *check.recurring(recurring),
        *check.calendar(calendar),
        *(fault for campaign in campaigns for fault in check.campaign(campaign)),
        *check.thresholds(thresholds),
    ]
    if faults:
        raise DefinitionError(faults)
    return TaskDefinitions(
        outline.value,
        recurring.value,
        calendar.value,
        tuple(campaign.value for campaign in campaigns),
        thresholds.value.thresholds,
    )


def relative(fault: DefinitionFault, root: Path) -> DefinitionFault:
    """``fault`` with its file named from the project's root."""
    path = fault.path.relative_to(root) if fault.path.is_relative_to(root) else fault.path
    return DefinitionFault(path, fault.line, fault.key, fault.message)
