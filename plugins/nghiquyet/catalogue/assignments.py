"""A resolution's tasks written as a file: what units report on before the first resolution."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field

from nghiquyet.catalogue.definitions import Spec, load_definition
from nghiquyet.catalogue.offices import PeriodField
from nghiquyet.errors import DefinitionError
from nghiquyet.model.office import Office
from nghiquyet.model.task import AssignedTask


class AssignmentSpec(Spec):
    """One task, and the unit that reports on it."""

    id: str = Field(pattern=r"^\d{4}-\d{2}/NV\d{2}$")
    sub_section: str = Field(pattern=r"^II\.[1-4]$")
    text: str
    unit: str
    due: date | None = None


class AssignmentFile(Spec):
    """The tasks of one month."""

    period: PeriodField
    tasks: tuple[AssignmentSpec, ...] = Field(min_length=1)


def load_assignments(path: Path, office: Office) -> tuple[AssignedTask, ...]:
    """Read a month's tasks.

    Raises:
        DefinitionError: if the file does not fit its schema or names an unknown unit.
    """
    definition = load_definition(path, AssignmentFile)
    units = {unit.code for unit in office.units}
    faults = [
        definition.fault(("tasks", place, "unit"), f"{office.code} has no unit {task.unit}")
        for place, task in enumerate(definition.value.tasks)
        if task.unit not in units
    ]
    if faults:
        raise DefinitionError(faults)
    period = definition.value.period
    return tuple(
        AssignedTask(**dict(task), office=office.code, period=period)
        for task in definition.value.tasks
    )
