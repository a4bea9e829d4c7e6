"""Tasks, directives, and the months themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.dialects.postgresql import insert

from nghiquyet.model.period import Period
from nghiquyet.model.task import AssignedTask, Directive, TaskReport, UnitProposal
from nghiquyet.store import tables
from nghiquyet.store.connection import Connected
from nghiquyet.store.rows import to_row


class Tasks(Connected):
    """What was ordered, what units say of it and what they propose."""

    def save_tasks(self, tasks: Iterable[AssignedTask]) -> None:
        """Keep tasks of a resolution in their order; one saved before is replaced."""
        rows = [to_row(task, place=place) for place, task in enumerate(tasks, 1)]
        self._save(tables.assigned_task, rows)

    def assigned_tasks(
        self, office: str, period: Period, unit: str | None = None
    ) -> list[AssignedTask]:
        """The tasks of a month in the resolution's order.

        Args:
            office: office code.
            period: the month in which they are to be done.
            unit: only those of this unit; those of nobody in particular are not among them.
        """
        table = tables.assigned_task
        query = select(table).where(table.c.office == office, table.c.period == period.key)
        if unit is not None:
            query = query.where(table.c.unit == unit, table.c.unit != "")
        return self._read_as(AssignedTask, query.order_by(table.c.place, table.c.id))

    def task_reports(self, office: str, period: Period) -> list[TaskReport]:
        """What the submissions that count say of assigned tasks, by unit and task."""
        table = tables.task_report
        query = _counting(table, office, period).order_by(table.c.unit, table.c.task_id)
        return self._read_as(TaskReport, query)

    def unit_proposals(self, office: str, period: Period) -> list[UnitProposal]:
        """The tasks that the submissions that count propose, by unit and row."""
        table = tables.unit_proposal
        query = _counting(table, office, period).order_by(table.c.unit, table.c.row)
        return self._read_as(UnitProposal, query)

    def save_directives(self, directives: Iterable[Directive]) -> None:
        """Keep documents of the office's register; one saved before is replaced."""
        self._save(tables.directive, [to_row(directive) for directive in directives])

    def directives(self, office: str, period: Period) -> list[Directive]:
        """The documents whose tasks are proposed for ``period``, oldest first."""
        table = tables.directive
        query = select(table).where(
            table.c.office == office, table.c.since <= period.key, table.c.until >= period.key
        )
        return self._read_as(Directive, query.order_by(table.c.since, table.c.code))

    def open_period(self, office: str, period: Period, at: datetime) -> bool:
        """Open a month for reports; returns whether it was not open yet."""
        row = {"office": office, "period": period.key, "opened_at": at}
        return self._add(tables.reporting_period, row)

    def close_period(self, office: str, period: Period, at: datetime) -> bool:
        """Close an open month for good; returns whether it was open until now."""
        table = tables.reporting_period
        statement = (
            update(table)
            .where(
                table.c.office == office, table.c.period == period.key, table.c.closed_at.is_(None)
            )
            .values(closed_at=at)
        )
        with self._transaction() as connection:
            return connection.execute(statement).rowcount == 1

    def is_open(self, office: str, period: Period) -> bool:
        """Whether the month was opened and not closed since."""
        table = tables.reporting_period
        query = select(table).where(
            table.c.office == office, table.c.period == period.key, table.c.closed_at.is_(None)
        )
        return bool(self._read(query))

    def closed_periods(self, office: str) -> frozenset[Period]:
        """The months that are closed for good."""
        table = tables.reporting_period
        query = select(table.c.period).where(
            table.c.office == office, table.c.closed_at.is_not(None)
        )
        return frozenset(Period.parse(row["period"]) for row in self._read(query))

    def _save(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        statement = insert(table)
        keys = [column.name for column in table.primary_key]
        changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
        statement = statement.on_conflict_do_update(index_elements=keys, set_=changed)
        with self._transaction() as connection:
            connection.execute(statement, rows)


def _counting(table: Table, office: str, period: Period) -> Any:
    """Rows of ``table`` that belong to submissions that count."""
    current = tables.current_submission
    return (
        select(table)
        .join(
            current,
            (current.c.office == table.c.office)
            & (current.c.unit == table.c.unit)
            & (current.c.period == table.c.period)
            & (current.c.id == table.c.submission_id),
        )
        .where(table.c.office == office, table.c.period == period.key)
    )
