"""A rule is tried over what was reported before, whatever its standing: whom would it have hit?

What was read as no number at all was never accepted, so history has no wrong types to find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nghiquyet.errors import StoreError
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Rule, SqlRule, Status
from nghiquyet.model.submission import (
    CellReading,
    CellState,
    Column,
    Fact,
    Reading,
    SheetKind,
    Statement,
)
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings
from nghiquyet.validation.detectors.cases import Case
from nghiquyet.validation.every_form import validate_every_form
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate
from nghiquyet.validation.violations import review_line

Progress = Callable[[str], object]


@dataclass(frozen=True)
class Hit:
    """A submission of the past that a rule would have spoken of.

    Attributes:
        period: month reported on.
        unit: code of the unit.
        message: what would have been said.
    """

    period: str
    unit: str
    message: str


@dataclass(frozen=True)
class Trial:
    """What a rule would have done.

    Attributes:
        rule: its id.
        periods: months that were looked at.
        submissions: how many submissions count in them, of the units that the rule looks at.
        hits: whom it would have hit, month by month.
    """

    rule: str
    periods: tuple[str, ...]
    submissions: int
    hits: tuple[Hit, ...]

    @property
    def table(self) -> list[dict[str, str]]:
        """Hits by month and unit, for people."""
        counts = Counter((hit.period, hit.unit) for hit in self.hits)
        return [
            {"kỳ": period, "đơn vị": unit, "số lần": str(count)}
            for (period, unit), count in counts.items()
        ]


def try_rule(
    settings: Settings,
    office: str,
    name: str,
    first: str | None = None,
    last: str | None = None,
    progress: Progress = str,
) -> Trial:
    """Run one rule over the stored months of an office, and store nothing.

    Args:
        settings: folders and addresses.
        office: office code.
        name: the rule's id; one that is off or on trial is run, too, over every month.
        first: earliest month, such as ``2026-01``; the first one stored if None.
        last: latest month.
        progress: told of each month.

    Raises:
        ConfigurationError: if there is no such rule.
    """
    with workshop(settings) as shop:
        rule = shop.catalogue.rule(name)
        whose = shop.catalogue.office(office)
        periods = [
            period
            for period in shop.store.reported_periods(office)
            if (first or "") <= period.key <= (last or "9999-12")
        ]
        if isinstance(rule, SqlRule):
            return _try_across(shop, rule, whose, periods, progress)
        if rule in shop.catalogue.every_form.rules:
            return _try_everywhere(shop, rule, whose, periods, progress)
        return _try_within(shop, rule, whose, periods, progress)


_UNLIMITED: Mapping[str, Any] = {"status": Status.ACTIVE, "since": None, "until": None}


def _try_across(
    shop: Workshop, rule: SqlRule, office: Office, periods: Sequence[Period], progress: Progress
) -> Trial:
    hits, submissions = [], 0
    for period in periods:
        progress(f"{period}: {rule.id}")
        submissions += len(shop.store.received_units(office.code, period))
        for row in violating_rows(shop, rule, office, period):
            line = review_line(rule, row, office, shop.catalogue.parts)
            hits.append(Hit(period.key, line.unit, line.message))
    return Trial(rule.id, tuple(map(str, periods)), submissions, tuple(hits))


def violating_rows(
    shop: Workshop, rule: SqlRule, office: Office, period: Period
) -> list[dict[str, Any]]:
    """The rows that violate a rule across units in a month.

    Raises:
        StoreError: if PostgreSQL refuses the rule; the message names it.
    """
    try:
        return shop.store.violations(
            rule.sql,
            office.code,
            period,
            due=office.clock.due(period),
            roster=[unit.code for unit in office.roster(period)],
        )
    except StoreError as error:
        raise StoreError(f"rule {rule.id} of sql/rules: {error}") from error


def _try_within(
    shop: Workshop, rule: Rule, office: Office, periods: Sequence[Period], progress: Progress
) -> Trial:
    form = next(form for form, rules in shop.catalogue.rules.items() if rule in rules)
    units = {unit.code for unit in office.units if unit.form == form}
    batch: list[Candidate] = []
    for period in periods:
        progress(f"{period}: {rule.id}")
        batch += _reported(shop, office.code, units, period)
    found = validate_batch(shop.catalogue.forms[form], [replace(rule, **_UNLIMITED)], batch)
    return _trial(rule, periods, batch, found)


def _try_everywhere(
    shop: Workshop, rule: Rule, office: Office, periods: Sequence[Period], progress: Progress
) -> Trial:
    """What units said of tasks is not read again: figures, answers and notes are."""
    general = shop.catalogue.every_form
    entry = next(each for each in general.entries if each.id == rule.id)
    cases: list[Case] = []
    for period in periods:
        progress(f"{period}: {rule.id}")
        reported = list(_reported(shop, office.code, {u.code for u in office.units}, period))
        units = [office.unit(item.key.partition("|")[0]) for item in reported]
        past = shop.store.history_of((office.code, unit.code, period) for unit in units)
        for item, unit in zip(reported, units, strict=True):
            known = replace(item, history=past[office.code, unit.code, period])
            form = shop.catalogue.form_of(unit)
            cases.append(Case(known, form, office, general.anniversaries))
    found = validate_every_form([entry.model_copy(update=_UNLIMITED)], cases)
    return _trial(rule, periods, [case.candidate for case in cases], found)


def _trial(
    rule: Rule,
    periods: Sequence[Period],
    batch: Sequence[Candidate],
    found: Mapping[str, Sequence[Finding]],
) -> Trial:
    hits = [
        Hit(str(item.period), item.key.partition("|")[0], finding.message)
        for item in batch
        for finding in found[item.key]
        if finding.rule == rule.id
    ]
    return Trial(rule.id, tuple(map(str, periods)), len(batch), tuple(hits))


def _reported(shop: Workshop, office: str, units: set[str], period: Period) -> Iterator[Candidate]:
    """The submissions of a month that count, as far as a rule needs to read them again."""
    cells: dict[str, list[CellReading]] = {
        unit: [] for unit in shop.store.received_units(office, period) if unit in units
    }
    for fact in shop.store.facts(office, period):
        if fact.unit in cells:
            cells[fact.unit] += _figure_cells(fact)
    for statement in shop.store.statements(office, period):
        if statement.unit in cells:
            cells[statement.unit] += _word_cells(statement)
    previous = shop.store.previous_values_of((office, unit, period) for unit in cells)
    for unit, read in cells.items():
        reading = Reading((), tuple(read))
        yield Candidate(f"{unit}|{period}", period, reading, previous[office, unit, period])


def _figure_cells(fact: Fact) -> Iterator[CellReading]:
    kind, code, column = SheetKind.FIGURES, fact.indicator, Column(fact.basis)
    yield CellReading(kind, code, column, f"{fact.value:f}", fact.value, CellState.OK, "", fact.at)
    if fact.note:
        yield _note(kind, fact)


def _word_cells(statement: Statement) -> Iterator[CellReading]:
    kind, code, text = SheetKind.WORDS, statement.indicator, statement.text
    yield CellReading(kind, code, Column.ANSWER, text, text, CellState.OK, "", statement.at)
    if statement.note:
        yield _note(kind, statement)


def _note(kind: SheetKind, of: Fact | Statement) -> CellReading:
    return CellReading(kind, of.indicator, Column.NOTE, of.note, of.note, CellState.OK, "", of.at)
