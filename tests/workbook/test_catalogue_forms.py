"""The office's own forms: every cell of every form is written, read back, and watched."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.workbook import CellKey, FormContext, open_workbook, read_form, write_form
from nghiquyet.workbook.layout import BASIS_COLUMNS, choices
from nghiquyet.workbook.places import Places
from nghiquyet.workbook.rule_checks import RuleChecks

ROOT = Path(__file__).parents[2]
FORMS = sorted(path.stem for path in (ROOT / "reports" / "indicators").glob("*.yaml"))


@cache
def catalogue() -> Catalogue:
    return load_catalogue(ROOT)


def context_of(form: str) -> FormContext:
    office = catalogue().office("ke-sat")
    unit = next(unit for unit in office.units if unit.form == form)
    rules = catalogue().rules[form]
    return FormContext(office, unit, Period(2026, 1), catalogue().forms[form], rules)


def sample(part: Part) -> dict[CellKey, object]:
    if not part.type.is_figure:
        answer = (choices(part) or ("một việc",))[0]
        return {(SheetKind.WORDS, part.code, Column.ANSWER): answer}
    value = Decimal("70.69") if part.type is ValueType.PERCENT else Decimal(12)
    return {(SheetKind.FIGURES, part.code, BASIS_COLUMNS[basis]): value for basis in part.bases}


@pytest.mark.parametrize("form", FORMS)
def test_every_cell_of_the_form_comes_back(form: str) -> None:
    context = context_of(form)
    values = {key: value for part in context.form.parts for key, value in sample(part).items()}
    reading = read_form(open_workbook(write_form(context, values)), context.form)
    found = {(c.kind, c.row, c.column): c.value for c in reading.cells if c.value is not None}
    assert found == values
    assert (reading.tags, reading.findings, reading.unused) == ((context.tag,), (), ())


@pytest.mark.parametrize("form", FORMS)
def test_every_declared_rule_that_units_are_told_of_is_watched_in_the_sheet(form: str) -> None:
    context = context_of(form)
    checks = RuleChecks(context, Places(context), {})
    watched = {check.rule for part in context.form.parts for check in checks.for_code(part.code)}
    kinds = ("between", "equal", "greater_than_b")
    declared = {
        rule.id: rule.severity is not Severity.INFO
        for rule in context.rules
        if rule.origin == "declared"
        and rule.type.endswith(kinds)
        and "sum(" not in str(rule.kwargs)
    }
    assert {rule: rule in watched for rule in declared} == declared
