"""Mistakes in ``reports/tasks/`` that no schema can see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nghiquyet.catalogue.definitions import Definition, Location
from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.catalogue.outline import GroupSpec, OutlineSpec
from nghiquyet.catalogue.tasks import (
    CalendarFile,
    CampaignSpec,
    EventSpec,
    RecurringFile,
    TaskSpec,
)
from nghiquyet.catalogue.thresholds import ThresholdFile
from nghiquyet.errors import DefinitionFault

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
class Check:
    """Mistakes that the schemas cannot see: names that nobody declares, keys given twice."""

    outline: OutlineSpec
    codes: frozenset[str] | None = None
    parts: frozenset[str] | None = None
    forms: frozenset[str] | None = None
    units: frozenset[str] | None = None

    @classmethod
    def against(cls, outline: OutlineSpec, catalogue: Catalogue | None) -> Check:
        """A check against the names that ``catalogue`` declares."""
        if catalogue is None:
            return cls(outline)
        units = frozenset(u.code for office in catalogue.offices.values() for u in office.units)
        return cls(
            outline,
            frozenset(catalogue.indicators),
            frozenset(code for code, part in catalogue.parts.items() if part.type.is_figure),
            frozenset(catalogue.forms),
            units,
        )

    def places(self, definition: Definition[OutlineSpec]) -> Iterator[DefinitionFault]:
        """Mistakes in ``outline.yaml``."""
        title = self.outline.title
        yield from variable_faults(definition, ("title",), title, MONTH_VARIABLES)
        yield from _unknown(definition, ("settled",), self.outline.settled, self.codes, "indicator")
        groups: list[tuple[tuple[str | int, ...], GroupSpec]] = []
        for place, part in enumerate(self.outline.sub_sections):
            where = ("sub_sections", place)
            yield from _unknown(definition, (*where, "forms"), part.forms, self.forms, "form")
            groups += [
                ((*where, "groups", number), group) for number, group in enumerate(part.groups)
            ]
        yield from _double_keys(definition, groups)
        for at, group in groups:
            yield from _unknown(definition, at, (group.unit,), self.units, "unit", "unit")

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

    def thresholds(self, definition: Definition[ThresholdFile]) -> Iterator[DefinitionFault]:
        """Mistakes in ``thresholds.yaml``."""
        tasks = [(("thresholds", at), one) for at, one in enumerate(definition.value.thresholds)]
        yield from _double_keys(definition, tasks)
        for where, task in tasks:
            yield from self.task(definition, where, task, MONTH_VARIABLES)
            codes = tuple(sorted(task.codes))
            yield from _unknown(definition, where, codes, self.parts, "figure", "value")

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
        yield from variable_faults(definition, (*where, "product"), task.product, variables)
        yield from _unknown(definition, where, (task.unit,), self.units, "unit", "unit")
        yield from _unknown(definition, (*where, "links"), task.links, self.codes, "indicator")


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


def _unknown(
    definition: Definition[Any],
    where: tuple[str | int, ...],
    names: tuple[str, ...],
    known: frozenset[str] | None,
    kind: str,
    key: str = "",
) -> Iterator[DefinitionFault]:
    """Names that nobody declares; nothing is said if what is declared is not known."""
    for place, name in enumerate(names):
        if known is not None and name and name not in known:
            yield definition.fault((*where, key or place), f"no such {kind}: {name}")


def _double_keys(definition: Definition[Any], keyed: list[tuple[Any, Any]]) -> Iterator[Any]:
    seen: set[str] = set()
    for where, item in keyed:
        if item.key in seen:
            yield definition.fault((*where, "key"), f"this key is given twice: {item.key}")
        seen.add(item.key)
