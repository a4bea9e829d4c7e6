"""Documents from above (văn bản chỉ đạo): loaded from a file, or dropped as a register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import groupby
from pathlib import Path

from pydantic import Field

from nghiquyet.catalogue.definitions import Spec, load_definition
from nghiquyet.catalogue.offices import PeriodField
from nghiquyet.catalogue.task_checks import MONTH_VARIABLES, variable_faults
from nghiquyet.catalogue.tasks import ClauseField
from nghiquyet.errors import DefinitionError, DefinitionFault
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Statement
from nghiquyet.model.task import Directive
from nghiquyet.wording import clean_text, month_and_year

REGISTER = "van-ban"
"""The form that is the register of directives: eight documents a workbook, nine rows each."""
_CODE, _ISSUER, _ISSUED, _TITLE, _TASKS, _UNIT, _DUE, _PRODUCT, _UNTIL = "abcdefghi"


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
    due: str = ""
    product: str = ""
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


def registered(office: Office, statements: Iterable[Statement]) -> tuple[Directive, ...]:
    """The documents that the office entered in its register, whenever it dropped it.

    A document entered again, in a later month, replaces what was said of it before.

    Args:
        office: whose register it is.
        statements: answers of the register's workbooks, oldest month first.
    """
    books = {unit.code: unit.name for unit in office.units if unit.form == REGISTER}
    rows = [said for said in statements if said.unit in books]
    found: dict[str, Directive] = {}
    for _, group in groupby(rows, key=lambda said: (said.period, said.unit, said.indicator[:-1])):
        directive = _entered(list(group), books)
        found.pop(directive.code, None)
        found[directive.code] = directive
    return tuple(found.values())


def _entered(rows: list[Statement], books: dict[str, str]) -> Directive:
    """One document of the register; what is left blank is taken as the shortest it can mean."""
    first, said = rows[0], {row.indicator[-1]: row.text.strip() for row in rows}
    month = first.period.next
    title, issuer = said.get(_TITLE, ""), said.get(_ISSUER, "cấp trên")
    place = f"{first.at.sheet}, ô {first.at.cell}"
    return Directive(
        code=said.get(_CODE) or title or f"{first.indicator[:-1]} tháng {first.period}",
        office=first.office,
        issuer=issuer,
        title=title,
        sub_section="",
        tasks=tuple(_lines(said.get(_TASKS, ""))),
        since=month,
        until=max(month, _last_month(said.get(_UNTIL, "")) or month),
        issued=_day(said.get(_ISSUED, "")),
        unit=said.get(_UNIT, ""),
        due=said.get(_DUE, ""),
        product=said.get(_PRODUCT, ""),
        origin=f"{books[first.unit]} tháng {month_and_year(first.period)}, {place}",
    )


def _lines(text: str) -> Iterator[str]:
    """The tasks of a cell, one a line, without the bullets that people type."""
    for line in text.splitlines():
        task = clean_text(line).lstrip("-–•+* ").rstrip(" .;,")
        if task:
            yield task


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _day(text: str) -> date | None:
    with suppress(ValueError):
        day, month, year = _numbers(text)
        return date(year, month, day)
    return None


def _last_month(text: str) -> Period | None:
    with suppress(ValueError):
        month, year = _numbers(text)
        return Period(year, month)
    return None
