"""What a month's draft is written from: accepted figures and answers, and who sent them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import pandas as pd

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.model.draft import ReviewLine, Source
from nghiquyet.model.indicator import Basis, Part
from nghiquyet.model.office import Office, Unit
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Confirmation, Finding, Waiver
from nghiquyet.model.submission import Fact, Statement, Submission
from nghiquyet.model.task import AssignedTask, TaskReport


@dataclass(frozen=True)
class Evidence:
    """Everything accepted for one office and period.

    Attributes:
        catalogue: the declarations.
        office: the office.
        period: the month assessed.
        facts: figures of the current submissions.
        statements: answers in words of the current submissions.
        submissions: the current submissions by unit code.
        history: long table ``unit, period, indicator, basis, value`` of earlier months.
        findings: warnings that accepted submissions carry, by unit code.
        violations: what the rules across units and months found.
        waivers: warnings that the office has let pass.
        confirmations: low counts about persons that the office lets be printed.
        tasks: the tasks that were given for the month assessed.
        task_reports: what the current submissions say of them.
    """

    catalogue: Catalogue
    office: Office
    period: Period
    facts: Sequence[Fact] = ()
    statements: Sequence[Statement] = ()
    submissions: Mapping[str, Submission] = field(default_factory=dict)
    history: pd.DataFrame = field(default_factory=pd.DataFrame)
    findings: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    violations: Sequence[ReviewLine] = ()
    waivers: Sequence[Waiver] = ()
    confirmations: Sequence[Confirmation] = ()
    tasks: Sequence[AssignedTask] = ()
    task_reports: Sequence[TaskReport] = ()

    @cached_property
    def roster(self) -> tuple[Unit, ...]:
        """Units expected to report for the period."""
        return self.office.roster(self.period)

    @cached_property
    def units_by_form(self) -> Mapping[str, tuple[Unit, ...]]:
        """Expected units by the form they fill."""
        grouped: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.roster:
            grouped[unit.form].append(unit)
        return {form: tuple(units) for form, units in grouped.items()}

    @cached_property
    def _facts(self) -> Mapping[tuple[str, Basis], tuple[Fact, ...]]:
        order = {unit.code: unit.order for unit in self.office.units}
        grouped: dict[tuple[str, Basis], list[Fact]] = defaultdict(list)
        for fact in sorted(self.facts, key=lambda fact: order[fact.unit]):
            grouped[fact.indicator, fact.basis].append(fact)
        return {key: tuple(facts) for key, facts in grouped.items()}

    @cached_property
    def _statements(self) -> Mapping[str, tuple[Statement, ...]]:
        order = {unit.code: unit.order for unit in self.office.units}
        grouped: dict[str, list[Statement]] = defaultdict(list)
        for statement in sorted(self.statements, key=lambda item: order[item.unit]):
            grouped[statement.indicator].append(statement)
        return {code: tuple(items) for code, items in grouped.items()}

    def reported(self, part: Part, basis: Basis | None = None) -> tuple[Fact, ...]:
        """What was reported for a figure, one fact a unit, in the order of the units."""
        return self._facts.get((part.code, basis or part.main_basis), ())

    def answers(self, part: Part) -> tuple[Statement, ...]:
        """What was answered for a part in words, one statement a unit."""
        return self._statements.get(part.code, ())

    def reporters(self, code: str) -> tuple[Unit, ...]:
        """Units that are asked for an indicator or part."""
        indicator = self.catalogue.indicators.get(code) or self.catalogue.indicator_of[code]
        return self.units_by_form.get(indicator.form, ())

    def confirmation(self, code: str, value: Decimal) -> Confirmation | None:
        """Who let a count of persons be printed; None for another count than the confirmed one."""
        for each in self.confirmations:
            if (each.code, each.value) == (code, value):
                return each
        return None

    def silent(self, code: str) -> tuple[Unit, ...]:
        """Units asked for ``code`` that have no accepted submission."""
        return tuple(unit for unit in self.reporters(code) if unit.code not in self.submissions)

    def source(self, item: Fact | Statement, value: str) -> Source:
        """Where a figure or an answer was read."""
        return self.source_at(item.unit, item.indicator, item.at, value)

    def source_at(self, unit: str, code: str, at: CellRef, value: str) -> Source:
        """A cell of what a unit sent.

        Args:
            unit: unit code.
            code: what the cell is about: code of a part or id of a task.
            at: the cell.
            value: what was read there.
        """
        submission = self.submissions[unit]
        return Source(
            indicator=code,
            unit=unit,
            unit_name=self.office.unit(unit).name,
            submission_id=submission.id,
            version=submission.version,
            file_name=submission.file_name,
            sha256=submission.sha256,
            received_at=submission.received_at,
            sheet=at.sheet,
            cell=at.cell,
            value=value,
        )
