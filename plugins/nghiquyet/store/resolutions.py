"""Resolutions as the office issued them: with one, a month closes and the next one's tasks open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from nghiquyet.model.period import Period
from nghiquyet.model.resolution import Resolution, TaskOutcome
from nghiquyet.model.task import AssignedTask
from nghiquyet.store import tables
from nghiquyet.store.connection import Connected
from nghiquyet.store.journal import add_event
from nghiquyet.store.records import Event
from nghiquyet.store.rows import to_row


class Resolutions(Connected):
    """What was issued, what it orders, and what became of the orders before it."""

    def issue(
        self,
        resolution: Resolution,
        tasks: Sequence[AssignedTask],
        outcomes: Sequence[TaskOutcome],
        event: Event,
    ) -> bool:
        """Close a month: all of it is kept, or nothing.

        Args:
            resolution: what was issued.
            tasks: what it orders, in its order.
            outcomes: what became of the tasks of the month that it assesses.
            event: the line of the log.

        Returns:
            Whether the month had no resolution until now; nothing is kept if it had one.
        """
        row = to_row(resolution)
        with self._transaction() as connection:
            added = insert(tables.resolution).values(row).on_conflict_do_nothing()
            if connection.execute(added.returning(literal(1))).first() is None:
                return False
            placed = [to_row(task, place=place) for place, task in enumerate(tasks, 1)]
            if placed:
                connection.execute(tables.assigned_task.insert(), placed)
            if outcomes:
                connection.execute(tables.task_outcome.insert(), [to_row(one) for one in outcomes])
            _close(connection, row)
            add_event(connection, event)
        return True

    def resolution(self, office: str, period: Period) -> Resolution | None:
        """What was issued to close ``period``."""
        table = tables.resolution
        query = select(table).where(table.c.office == office, table.c.period == period.key)
        return next(iter(self._read_as(Resolution, query)), None)

    def task_outcomes(self, office: str, period: Period) -> list[TaskOutcome]:
        """What became of the tasks of a month, by their ids; nothing while it is open."""
        table = tables.task_outcome
        query = select(table).where(table.c.office == office, table.c.period == period.key)
        return self._read_as(TaskOutcome, query.order_by(table.c.task_id))


def _close(connection: Connection, row: dict[str, Any]) -> None:
    """Close the month, also if nobody ever opened it; one that is closed keeps its moment."""
    table = tables.reporting_period
    closing = insert(table).values(
        office=row["office"], period=row["period"], opened_at=row["at"], closed_at=row["at"]
    )
    kept = func.coalesce(table.c.closed_at, closing.excluded.closed_at)
    connection.execute(
        closing.on_conflict_do_update(index_elements=["office", "period"], set_={"closed_at": kept})
    )
