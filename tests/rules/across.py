"""The rules across units: what they are tried with, and slightly wrong ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml
from tests.catalogue.row_cases import JANUARY, OFFICE, catalogue
from tests.rules.scoring import Score
from tests.store.records import NOON, a_fact, a_submission

from nghiquyet.catalogue.definitions import Spec
from nghiquyet.catalogue.sql_rules import figures_asked
from nghiquyet.model.indicator import Basis
from nghiquyet.model.office import Unit
from nghiquyet.model.period import Period
from nghiquyet.store.repository import Store

Cell = int | str | date
Rows = frozenset[tuple[Cell, ...]]

DUE = catalogue().office(OFFICE).clock.due(JANUARY)


class Try(Spec):
    """One office's January, and the rows that the rule must return.

    ``roster`` says which form each unit fills; figures of units that are not on it were sent all
    the same.
    """

    figures: dict[str, dict[str, int]]
    received: datetime = NOON
    roster: dict[str, str] = {}
    silent: tuple[str, ...] = ()  # reported the month before, and not this one
    rows: tuple[tuple[str, str, date | int, date | int, int], ...] = ()


class AcrossCase(Spec):
    """One rule: its message on the first row, and its tries."""

    tells: str
    tries: tuple[Try, ...]


@cache
def across() -> Mapping[str, AcrossCase]:
    path = Path(__file__).with_name("across.yaml")
    return {
        name: AcrossCase.model_validate(case)
        for name, case in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    }


def office_of(rule: str, number: int) -> str:
    return f"{rule.lower()}-{number}"


def keep_tries(store: Store) -> None:
    """Store every try of every rule, each as an office of its own."""
    for rule, case in across().items():
        for number, tried in enumerate(case.tries):
            office = office_of(rule, number)
            for unit, figures in tried.figures.items():
                _keep(store, office, JANUARY, unit, figures, tried.received)
            later = tried.received + timedelta(days=30)
            for unit in (*tried.figures, *tried.silent):
                # What was reported before must not count.
                before = {code: value + 100 for code, value in tried.figures.get(unit, {}).items()}
                _keep(store, office, JANUARY.previous, unit, before, later)


def _keep(
    store: Store,
    office: str,
    period: Period,
    unit: str,
    figures: Mapping[str, int],
    received: datetime,
) -> None:
    sent = a_submission(unit, office=office, period=period, received_at=received)
    facts = [
        a_fact(sent, code, str(value + more), basis=basis)
        for code, value in figures.items()
        for basis, more in ((Basis.MONTH, 0), (Basis.YTD, 1000))
    ]
    store.record_submission(sent, facts=facts)


def rows_of(store: Store, sql: str, rule: str, number: int, period: Period = JANUARY) -> Rows:
    """What a rule returns for one of its tries."""
    roster = across()[rule].tries[number].roster
    units = [Unit(code, code, code, form, 0, JANUARY) for code, form in roster.items()]
    found = store.violations(
        sql,
        office_of(rule, number),
        period,
        due=DUE,
        roster=roster,
        asked=figures_asked(units, catalogue().forms),
    )
    return frozenset(tuple(row.values()) for row in found)


def score_across(store: Store) -> Score:
    """Run every mutant of every rule across units over the rule's tries."""
    killed, survivors = 0, []
    for rule in catalogue().sql_rules:
        tries = range(len(across()[rule.id].tries))
        right = [rows_of(store, rule.sql, rule.id, number) for number in tries]
        for name, sql in {**dict(sql_mutants(rule.sql)), "removed": ""}.items():
            wrong = [rows_of(store, sql, rule.id, n) if sql else frozenset() for n in tries]
            if wrong == right:
                survivors.append(f"{rule.id}~{name}")
            else:
                killed += 1
    return Score("sql/rules", killed, tuple(survivors))


_SWAPS = (
    ("<>", "<"), ("<>", ">"), ("<>", "="), (" < ", " <= "), (" < ", " > "), (" > ", " >= "),
    (" > ", " < "), ("SUM", "MAX"), ("SUM", "MIN"), ("NOT EXISTS", "EXISTS"),
    ("LEFT JOIN", "JOIN"), (") = COUNT", ") <= COUNT"), (") = COUNT", ") < COUNT"),
    (".value - ", ".value + "), ("'month'", "'ytd'"), ("Asia/Ho_Chi_Minh", "UTC"),
    ("AS date) - CAST", "AS date) - 1 - CAST"),
)  # fmt: skip


def sql_mutants(sql: str) -> Iterator[tuple[str, str]]:
    """The rule with one operator or function exchanged, or one condition dropped."""
    body = re.sub(r"^--.*\n", "", sql, flags=re.M)
    for old, new in _SWAPS:
        if old in body:
            yield f"{old.strip()} as {new.strip()}", body.replace(old, new)
    for line in re.findall(r"^ *(?:AND|HAVING) .*$", body, re.M):
        yield f"without {line.strip()}", body.replace(line + "\n", "\n").replace(line, "")
