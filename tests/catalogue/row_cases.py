"""What each row of the dictionary is tried with: the files of ``rows/``, one a form.

A row is filled over January's golden values; ``says`` is the clause that must come out of it, by
sub-section, ``annex`` what the annex must print, ``broken`` what violates its checks. A cell is
named like ``HCC-02a`` (the row's main cell), ``HCC-02a.ytd`` or ``BXT-06.note``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from tests.golden.months import values_of

from nghiquyet.catalogue.definitions import Spec, load_definition
from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.model.indicator import Basis, Part
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Column, Reading, SheetKind
from nghiquyet.pipeline.filling import UnitValues, cell_values
from nghiquyet.settings import PROJECT_ROOT
from nghiquyet.validation.frames import Candidate
from nghiquyet.workbook import CellKey, FormContext, open_workbook, read_form, write_form

OFFICE = "ke-sat"
JANUARY = Period(2026, 1)

Cells = Mapping[CellKey, object]
Values = dict[str, int | float | str | None]
"""Values by the name of their cell; None empties it."""


class Broken(Spec):
    """What is changed, and exactly the rules that it hits; none if it lies just within them.

    In a month other than January nothing is known of the month before but ``before``. With
    ``months`` the same is judged in all twelve: in these the rules are hit, in the others not.
    """

    month: int = 1
    months: tuple[int, ...] = ()
    before: Values = {}
    fill: Values
    rules: tuple[str, ...] = ()
    tells: str = ""


class RuleCase(Spec):
    """One rule: its message to the word, in the first workbook that it hits, and further tries."""

    tells: str
    tries: tuple[Broken, ...] = ()


class RowCase(Spec):
    """One row: filled well, then violated.

    Attributes:
        asks: rules to which the well filled row has the unit's own answer beside it.
    """

    before: Values = {}
    fill: Values
    asks: tuple[str, ...] = ()
    also: dict[str, Values] = {}
    says: dict[str, str] = {}
    annex: dict[str, str] = {}
    broken: tuple[Broken, ...] = ()
    across: tuple[Broken, ...] = ()


class FormCases(Spec):
    """One file of ``rows/``.

    Attributes:
        unit: who fills the form.
        base: changes to January's golden values for which no rule has anything to say.
        required: the values that every month must answer.
        rows: by the row's code.
        rules: by the rule's id.
    """

    unit: str
    base: Values = {}
    required: tuple[str, ...]
    rows: dict[str, RowCase]
    rules: dict[str, RuleCase] = {}


@cache
def catalogue() -> Catalogue:
    return load_catalogue(PROJECT_ROOT)


@cache
def cases() -> Mapping[str, FormCases]:
    folder = Path(__file__).parent / "rows"
    return {
        path.stem: load_definition(path, FormCases).value for path in sorted(folder.glob("*.yaml"))
    }


@cache
def golden(period: str) -> Mapping[str, UnitValues]:
    return values_of(period)


def filled(unit: str, *overlays: Values) -> Cells:
    """January's golden values of a unit with some cells changed."""
    cells = dict(cell_values(golden("2026-01")[unit]))
    for overlay in overlays:
        for name, value in overlay.items():
            cells[cell_key(name)] = value
    return {key: value for key, value in cells.items() if value is not None}


def cell_key(name: str) -> CellKey:
    code, _, column = name.partition(".")
    part = catalogue().parts[code]
    kind = SheetKind.FIGURES if part.type.is_figure else SheetKind.WORDS
    return kind, code, Column(column or main_column(part))


def main_column(part: Part) -> str:
    return str(part.main_basis) if part.type.is_figure else "answer"


def candidate(key: str, unit: str, cells: Cells, month: int, before: Values) -> Candidate:
    """The cells written into the unit's workbook and read from it."""
    office = catalogue().office(OFFICE)
    whose, period = office.unit(unit), Period(2026, month)
    previous = {**(december(unit) if month == 1 else {}), **_known(before)}
    form = catalogue().forms[whose.form]
    rules = catalogue().rules[whose.form]
    context = FormContext(office, whose, period, form, rules, previous=previous)
    reading: Reading = read_form(open_workbook(write_form(context, cells)), form)
    return Candidate(key, period, reading, previous)


@cache
def december(unit: str) -> Mapping[tuple[str, Basis], Decimal]:
    figures = golden("2025-12")[unit].figures
    return {
        (code, basis): Decimal(str(value))
        for code, row in figures.items()
        for basis, value in ((Basis.MONTH, row.month), (Basis.YTD, row.ytd), (Basis.PLAN, row.plan))
        if isinstance(value, (int, float))
    }


def _known(before: Values) -> dict[tuple[str, Basis], Decimal]:
    return {
        (code, Basis(column)): Decimal(str(value))
        for (_, code, column), value in ((cell_key(name), value) for name, value in before.items())
    }
