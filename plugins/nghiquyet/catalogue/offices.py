"""The offices: one folder of ``reports/offices/`` each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from nghiquyet.catalogue.definitions import Definition, Spec, load_definition
from nghiquyet.errors import DefinitionFault
from nghiquyet.model.office import Clock, Office, Signer, Unit
from nghiquyet.model.period import Period
from nghiquyet.wording import matching_key

_CODE = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


def _period(value: Any) -> Any:
    return Period.parse(value) if isinstance(value, str) else value


PeriodField = Annotated[Period, BeforeValidator(_period)]


def _in_every_month(days: tuple[int, ...]) -> tuple[int, ...]:
    if any(not 1 <= day <= 28 for day in days):
        raise ValueError("days lie between 1 and 28, which every month has")
    return days


def _names_the_month_only(text: str) -> str:
    try:
        text.format(thang_nam="")
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError(f"{{thang_nam}} is the only placeholder: {error}") from error
    return text


Day = Annotated[int, Field(ge=1, le=28)]


class ClockSpec(Spec):
    """The office's days."""

    open_day: Day = 20
    due_day: Day = 27
    reminder_days: Annotated[tuple[int, ...], AfterValidator(_in_every_month)] = (25, 27)
    cut_off_day: Day = 28
    cut_off_time: time = time(8, 0)

    @model_validator(mode="after")
    def _in_order(self) -> ClockSpec:
        if not self.open_day <= self.due_day <= self.cut_off_day:
            raise ValueError("the month opens, is due and is cut off in this order")
        return self


class SignerSpec(Spec):
    """Who signs."""

    authority: str
    title: str
    name: str


class OfficeSpec(Spec):
    """``office.yaml``."""

    code: str = Field(pattern=_CODE)
    commune: str
    superior: str
    issuer: str
    place: str
    number_sign: str
    party_term: str = Field(pattern=r"^\d{4}–\d{4}$")
    council_term: str = Field(pattern=r"^\d{4}–\d{4}$")
    council_number: str = Field(pattern=r"^[IVXL]+$")
    signer: SignerSpec
    recipients: tuple[str, ...]
    closing: Annotated[str, AfterValidator(_names_the_month_only)]
    clock: ClockSpec = ClockSpec()
    proper_names: dict[str, str] = {}
    names: tuple[str, ...] = ()


class UnitSpec(Spec):
    """One unit of ``units.yaml``."""

    code: str = Field(pattern=_CODE)
    name: str
    short: str
    form: str
    since: PeriodField
    until: PeriodField | None = None
    in_text: str = ""
    aliases: tuple[str, ...] = ()
    book: bool = False


class UnitsSpec(Spec):
    """``units.yaml``: its order is the order of every list."""

    units: tuple[UnitSpec, ...] = Field(min_length=1)


def load_office(folder: Path) -> tuple[Office, Definition[OfficeSpec], Definition[UnitsSpec]]:
    """Read one office and its units.

    Raises:
        DefinitionError: if a file does not fit its schema.
    """
    head = load_definition(folder / "office.yaml", OfficeSpec)
    body = load_definition(folder / "units.yaml", UnitsSpec)
    units = tuple(Unit(**dict(unit), order=order) for order, unit in enumerate(body.value.units, 1))
    values = head.value.model_dump()
    values["clock"] = Clock(**values["clock"])
    values["signer"] = Signer(**values["signer"])
    return Office(**values, units=units), head, body


def check_office(
    office: Office,
    head: Definition[OfficeSpec],
    body: Definition[UnitsSpec],
    forms: frozenset[str],
) -> Iterator[DefinitionFault]:
    """Mistakes that the schemas cannot see."""
    if head.path.parent.name != office.code:
        yield head.fault(("code",), f"the folder of office {office.code} has its code as name")
    yield from _name_faults(office, head)
    codes: set[str] = set()
    names: dict[str, str] = {}
    for place, unit in enumerate(office.units):
        where = ("units", place)
        if unit.form not in forms:
            yield body.fault((*where, "form"), f"no such form: {unit.form}")
        if unit.code in codes:
            yield body.fault((*where, "code"), f"this code is given twice: {unit.code}")
        codes.add(unit.code)
        if unit.until is not None and unit.until < unit.since:
            yield body.fault((*where, "until"), "the unit ends before it begins")
        for name in {matching_key(name) for name in (unit.name, unit.short, *unit.aliases)}:
            if names.setdefault(name, unit.code) != unit.code:
                yield body.fault((*where, "name"), f"{names[name]} is called so, too: {name}")


def _name_faults(office: Office, head: Definition[OfficeSpec]) -> Iterator[DefinitionFault]:
    for wrong in office.proper_names:
        if wrong in office.names:
            yield head.fault(("proper_names", wrong), f"this name is right as well: {wrong}")
    for place, name in enumerate(office.names):
        if name in office.names[:place]:
            yield head.fault(("names", place), f"this name is given twice: {name}")
