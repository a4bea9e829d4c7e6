"""A register of directives (văn bản chỉ đạo) written as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field

from nghiquyet.catalogue.definitions import Spec, load_definition
from nghiquyet.catalogue.offices import PeriodField
from nghiquyet.catalogue.task_checks import MONTH_VARIABLES, variable_faults
from nghiquyet.catalogue.tasks import ClauseField
from nghiquyet.errors import DefinitionError, DefinitionFault
from nghiquyet.model.task import Directive


class DirectiveSpec(Spec):
    """One document of the register (văn bản chỉ đạo)."""

    code: str = Field(min_length=1)
    issuer: str
    title: str
    issued: date | None = None
    sub_section: str = Field(pattern=r"^II\.[1-4]$")
    since: PeriodField
    until: PeriodField
    unit: str = ""
    tasks: tuple[ClauseField, ...] = Field(min_length=1)


class DirectiveFile(Spec):
    """A register of directives written as a file."""

    directives: tuple[DirectiveSpec, ...]


def load_directives(path: Path, office: str) -> tuple[Directive, ...]:
    """Read the register of directives of ``office``.

    Raises:
        DefinitionError: if the file does not fit its schema or names unknown variables.
    """
    definition = load_definition(path, DirectiveFile)
    faults: list[DefinitionFault] = []
    for place, spec in enumerate(definition.value.directives):
        for position, text in enumerate(spec.tasks):
            where = ("directives", place, "tasks", position)
            faults += variable_faults(definition, where, text, MONTH_VARIABLES)
        if spec.until < spec.since:
            where_until = ("directives", place, "until")
            faults.append(definition.fault(where_until, "the directive ends before it begins"))
    if faults:
        raise DefinitionError(faults)
    return tuple(Directive(**dict(spec), office=office) for spec in definition.value.directives)
