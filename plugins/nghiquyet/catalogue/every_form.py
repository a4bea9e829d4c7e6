"""Rules that hold for every form: ``expectations/every-form.yaml``.

An entry names a **detector**, a function of ``nghiquyet.validation.detectors``; the days whose
years are counted come from the calendar of tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from nghiquyet.catalogue.definitions import Definition, Spec, load_definition
from nghiquyet.catalogue.detectors import AnyEntry
from nghiquyet.catalogue.entries import Words
from nghiquyet.catalogue.tasks import CalendarFile
from nghiquyet.catalogue.time_entries import AnniversaryEntry
from nghiquyet.errors import DefinitionError, DefinitionFault
from nghiquyet.model.rule import Rule
from nghiquyet.wording import matching_key


@dataclass(frozen=True)
class Anniversary:
    """A day whose years are counted.

    Attributes:
        name: its official name.
        since: the year from which they are counted.
        day: day of the month.
        month: 1 to 12.
        keys: what the ways of naming it begin with, as matching keys.
    """

    name: str
    since: int
    day: int
    month: int
    keys: tuple[str, ...]


SUITE = "every-form"
FILE_NAME = f"{SUITE}.yaml"


class EveryFormSpec(Spec):
    """``expectations/every-form.yaml``."""

    suite: Literal["every-form"]
    rules: tuple[AnyEntry, ...]


@dataclass(frozen=True)
class EveryForm:
    """What holds for every form.

    Attributes:
        entries: the rules with their thresholds and words, in the order of the file.
        anniversaries: the days whose years are counted.
    """

    entries: tuple[AnyEntry, ...] = ()
    anniversaries: tuple[Anniversary, ...] = ()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The same as expectations: no hit in the workbook."""
        return tuple(entry.rule for entry in self.entries)


def load_every_form(root: Path) -> EveryForm:
    """Read the rules that hold for every form; a project without the file has none.

    Raises:
        DefinitionError: if it does not fit its schema, or names days that the calendar of tasks
            does not count.
    """
    path = root / "expectations" / FILE_NAME
    if not path.exists():
        return EveryForm()
    definition = load_definition(path, EveryFormSpec)
    entries = definition.value.rules
    counting = [entry for entry in entries if isinstance(entry, AnniversaryEntry)]
    events = _counted_events(root) if counting else {}
    faults = [*_double_ids(definition), *_unknown_days(definition, events)]
    if faults:
        raise DefinitionError(faults)
    also = {key: ways for entry in counting for key, ways in entry.also.items()}
    days = [_anniversary(*event, also.get(key, ())) for key, event in events.items()]
    more = (day for entry in counting for day in entry.more)
    days += [_anniversary(day.name, day.since, day.day, day.month, ()) for day in more]
    return EveryForm(entries, tuple(days))


def _unknown_days(
    definition: Definition[EveryFormSpec], events: Mapping[str, object]
) -> Iterator[DefinitionFault]:
    for place, entry in enumerate(definition.value.rules):
        for key in entry.also if isinstance(entry, AnniversaryEntry) else ():
            if key not in events:
                where = ("rules", place, "also", key)
                yield definition.fault(where, f"the calendar counts no years of {key}")


def _double_ids(definition: Definition[EveryFormSpec]) -> Iterator[DefinitionFault]:
    seen: set[str] = set()
    for place, entry in enumerate(definition.value.rules):
        if entry.id in seen:
            where = ("rules", place, "id")
            yield definition.fault(where, f"this id is given twice: {entry.id}")
        seen.add(entry.id)


def _counted_events(root: Path) -> dict[str, tuple[str, int, int, int]]:
    """Name, base year, day and month of the calendar's days that count their years, by key."""
    path = root / "reports" / "tasks" / "calendar.yaml"
    return {
        event.key: (event.name, event.since, event.solar.day, event.solar.month)
        for event in load_definition(path, CalendarFile).value.events
        if event.since is not None and event.solar is not None
    }


def _anniversary(name: str, since: int, day: int, month: int, also: Words) -> Anniversary:
    bare = name.removeprefix("Ngày ").removeprefix("truyền thống ")
    return Anniversary(name, since, day, month, tuple(map(matching_key, (bare, *also))))
