"""One rule, one test of the same name: what passes it, what fails it, what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import create_engine
from tests.catalogue.judging import judged, workbooks
from tests.catalogue.row_cases import OFFICE, cases, catalogue
from tests.database import clone
from tests.rules.across import across, keep_tries, rows_of
from tests.rules.page import PAGE, kind_of, render, severity_of
from tests.validation.test_every_form import RULES

from nghiquyet.model.rule import Rule, SqlRule
from nghiquyet.store.repository import Store
from nghiquyet.validation.violations import violation

WITHIN = {rule.id: form for form, rules in catalogue().rules.items() for rule in rules}
ACROSS = [rule.id for rule in catalogue().sql_rules]
TOLD = {rule: case.tells for form in cases().values() for rule, case in form.rules.items()}


@pytest.fixture(scope="module")
def tries(postgres_server: str, template_database: str) -> Iterator[Store]:
    """A store that holds every try of the rules across units."""
    with clone(postgres_server, template_database) as url:
        engine = create_engine(url)
        store = Store(engine)
        keep_tries(store)
        yield store
        engine.dispose()


@pytest.mark.parametrize("name", WITHIN)
def test_rule(name: str) -> None:
    rule, form = catalogue().rule(name), WITHIN[name]
    assert isinstance(rule, Rule)
    passed, failed = [], []
    for key, workbook in workbooks(form).items():
        if not workbook.tells_of(name):
            continue
        findings = [finding for finding in judged(form)[key] if finding.rule == name]
        assert bool(findings) == (name in workbook.hits), key
        (failed if findings else passed).append(key)
        for finding in findings:
            assert (finding.severity, finding.code) == (severity_of(name), rule.cells[0])
    assert passed, "no workbook passes it"
    assert failed, "no workbook fails it"
    first = next(each for each in judged(form)[failed[0]] if each.rule == name)
    assert TOLD.get(name, first.message) == first.message


@pytest.mark.parametrize("name", ACROSS)
def test_rule_across_units(name: str, tries: Store) -> None:
    rule, case = catalogue().rule(name), across()[name]
    assert isinstance(rule, SqlRule)
    for number, tried in enumerate(case.tries):
        assert rows_of(tries, rule.sql, name, number) == frozenset(tried.rows), number
    assert {bool(tried.rows) for tried in case.tries} == {True, False}
    keys = ("unit", "indicator", "value", "expected", "difference")
    row = dict(zip(keys, case.tries[0].rows[0], strict=True))
    shown = {key: Decimal(value) if type(value) is int else value for key, value in row.items()}
    line = violation(rule, shown, catalogue().office(OFFICE), catalogue().parts).line
    assert line.message == case.tells
    assert line.severity == severity_of(name)


def test_every_rule_has_a_case_and_no_case_is_of_a_rule_that_is_gone() -> None:
    assert set(across()) == set(ACROSS)
    assert set(TOLD) <= set(WITHIN)
    declared = {
        rule.id for rule in catalogue().register if getattr(rule, "origin", "") == "declared"
    }
    assert declared <= set(TOLD) | set(ACROSS)
    kinds = {kind_of(name) for name in set(WITHIN) - declared}
    assert kinds == {kind_of(name) for name in set(TOLD) - declared}


def test_each_rule_of_the_register_has_exactly_one_test_of_its_name() -> None:
    tested = Counter([*WITHIN, *ACROSS, *RULES])
    assert tested == Counter(rule.id for rule in catalogue().register)
    assert set(tested.values()) == {1}


def test_the_page_is_the_register() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(catalogue())
