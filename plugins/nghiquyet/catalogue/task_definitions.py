"""``reports/tasks/`` read and cross-checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nghiquyet.catalogue.definitions import Definition, Location, load_definition
from nghiquyet.catalogue.outline import OutlineSpec
from nghiquyet.catalogue.tasks import (
    CalendarFile,
    CampaignSpec,
    EventSpec,
    RecurringFile,
    TaskSpec,
)
from nghiquyet.errors import DefinitionError, DefinitionFault

MONTH_VARIABLES = frozenset(
    {"thang", "thang_nam", "nam", "nam_truoc", "nam_sau", "xa"}
    | {"nk_dang", "nk_dang_sau", "nk_hdnd", "nk_hdnd_sau", "khoa_hdnd"}
)
"""What any clause may name: the resolution's month, the commune, terms now and next."""
LUNAR_VARIABLES = frozenset({"can_chi", "nam_am"})
"""What a lunar event's clause may name besides: the lunar year, in words and in figures."""
YEARS_VARIABLES = frozenset({"so_nam"})
"""What the clause of an event with a base year may name besides: the years since."""
ROUND_VARIABLES = frozenset({"ky_niem"})
"""What the festivals' ``round_text`` may name besides: the anniversaries of a round year."""

_VARIABLE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class TaskDefinitions:
    """Everything that is declared about tasks.

    Attributes:
        outline: sub-sections and paragraphs.
        recurring: standing tasks, yearly ones and follow-ups of Section I.
        calendar: events, seasons and cycles, and the clause about great days.
        campaigns: by file name.
    """

    outline: OutlineSpec
    recurring: RecurringFile
    calendar: CalendarFile
    campaigns: tuple[CampaignSpec, ...]


def load_tasks(
    folder: Path,
    codes: frozenset[str] | None = None,
    forms: frozenset[str] | None = None,
    units: frozenset[str] | None = None,
) -> TaskDefinitions:
    """Read and cross-check ``reports/tasks/``.

    Args:
        folder: the folder with ``outline.yaml``, ``recurring.yaml``, ``calendar.yaml`` and
            ``campaigns/``.
        codes: codes of all indicators; links are not checked if None.
        forms: codes of all forms; the outline's forms are not checked if None.
        units: codes of all offices' units; tasks' units are not checked if None.

    Raises:
        DefinitionError: with every mistake found, each naming file, line and key.
    """
    outline = load_definition(folder / "outline.yaml", OutlineSpec)
    recurring = load_definition(folder / "recurring.yaml", RecurringFile)
    calendar = load_definition(folder / "calendar.yaml", CalendarFile)
    campaigns = [
        load_definition(path, CampaignSpec)
        for path in sorted((folder / "campaigns").glob("*.yaml"))
    ]
    check = _Check(outline.value, codes, units)
    faults = [
        *_outline_faults(outline, codes, forms),
        *check.recurring(recurring),
        *check.calendar(calendar),
        *(fault for campaign in campaigns for fault in check.campaign(campaign)),
    ]
    if faults:
        raise DefinitionError(faults)
    return TaskDefinitions(
        outline.value,
        recurring.value,
        calendar.value,
        tuple(campaign.value for campaign in campaigns),
    )


@dataclass(frozen=True)
class _Check:
    """Mistakes that the schemas cannot see: names that nobody declares, keys given twice."""

    outline: OutlineSpec
    codes: frozenset[str] | None
    units: frozenset[str] | None

    def recurring(self, definition: Definition[RecurringFile]) -> Iterator[DefinitionFault]:
        """Mistakes in ``recurring.yaml``."""
        tasks = [(("tasks", place), task) for place, task in enumerate(definition.value.tasks)]
        yield from _double_keys(definition, tasks)
        for where, task in tasks:
            yield from self.task(definition, where, task, MONTH_VARIABLES)

    def calendar(self, definition: Definition[CalendarFile]) -> Iterator[DefinitionFault]:
        """Mistakes in ``calendar.yaml``."""
        festivals, events = definition.value.festivals, definition.value.events
        yield from self.task(definition, ("festivals",), festivals, MONTH_VARIABLES)
        where: Location = ("festivals", "round_text")
        names = MONTH_VARIABLES | ROUND_VARIABLES
        yield from variable_faults(definition, where, festivals.round_text, names)
        yield from _double_keys(
            definition, [(("events", place), event) for place, event in enumerate(events)]
        )
        tasks = []
        for place, event in enumerate(events):
            for position, task in enumerate(event.tasks):
                tasks.append((("events", place, "tasks", position), task))
                yield from self.task(definition, tasks[-1][0], task, _event_variables(event))
        yield from _double_keys(definition, tasks)

    def campaign(self, definition: Definition[CampaignSpec]) -> Iterator[DefinitionFault]:
        """Mistakes in one campaign."""
        spec = definition.value
        if definition.path.stem != spec.campaign:
            message = f"the file of campaign {spec.campaign} is {spec.campaign}.yaml"
            yield definition.fault(("campaign",), message)
        tasks: list[tuple[tuple[str | int, ...], TaskSpec]] = [
            (("tasks", place), task) for place, task in enumerate(spec.tasks)
        ]
        for place, milestone in enumerate(spec.milestones):
            for position, step in enumerate(milestone.tasks):
                tasks.append((("milestones", place, "tasks", position), step))
        yield from _double_keys(definition, tasks)
        for where, task in tasks:
            yield from self.task(definition, where, task, MONTH_VARIABLES)

    def task(
        self,
        definition: Definition[Any],
        where: tuple[str | int, ...],
        task: TaskSpec,
        variables: frozenset[str],
    ) -> Iterator[DefinitionFault]:
        """Mistakes in one task."""
        if task.group not in {group.key for group in self.outline.groups}:
            yield definition.fault((*where, "group"), f"no such group: {task.group}")
        yield from variable_faults(definition, (*where, "text"), task.text, variables)
        yield from variable_faults(definition, (*where, "stem"), task.stem, variables)
        if self.units is not None and task.unit and task.unit not in self.units:
            yield definition.fault((*where, "unit"), f"no such unit: {task.unit}")
        yield from _code_faults(definition, (*where, "links"), task.links, self.codes)


def _event_variables(event: EventSpec) -> frozenset[str]:
    names = MONTH_VARIABLES
    if event.lunar is not None:
        names |= LUNAR_VARIABLES
    return names | YEARS_VARIABLES if event.since is not None else names


def variable_faults(
    definition: Definition[Any], where: Location, text: str, names: frozenset[str]
) -> Iterator[DefinitionFault]:
    """Variables in ``text`` that it must not name."""
    for name in _VARIABLE.findall(text):
        if name not in names:
            known = ", ".join(sorted(names))
            yield definition.fault(where, f"no such variable: {{{name}}}; there are: {known}")


def _code_faults(
    definition: Definition[Any],
    where: tuple[str | int, ...],
    links: tuple[str, ...],
    codes: frozenset[str] | None,
) -> Iterator[DefinitionFault]:
    for place, code in enumerate(links):
        if codes is not None and code not in codes:
            yield definition.fault((*where, place), f"no such indicator: {code}")


def _double_keys(definition: Definition[Any], keyed: list[tuple[Any, Any]]) -> Iterator[Any]:
    seen: set[str] = set()
    for where, item in keyed:
        if item.key in seen:
            yield definition.fault((*where, "key"), f"this key is given twice: {item.key}")
        seen.add(item.key)


def _outline_faults(
    definition: Definition[OutlineSpec],
    codes: frozenset[str] | None,
    forms: frozenset[str] | None,
) -> Iterator[DefinitionFault]:
    outline = definition.value
    yield from variable_faults(definition, ("title",), outline.title, MONTH_VARIABLES)
    yield from _code_faults(definition, ("settled",), outline.settled, codes)
    parts = [(("sub_sections", place), part) for place, part in enumerate(outline.sub_sections)]
    groups = [
        ((*where, "groups", place), group)
        for where, part in parts
        for place, group in enumerate(part.groups)
    ]
    yield from _double_keys(definition, groups)
    for where, part in parts:
        for place, form in enumerate(part.forms):
            if forms is not None and form not in forms:
                yield definition.fault((*where, "forms", place), f"no such form: {form}")
