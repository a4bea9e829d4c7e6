"""Drafts as they were printed, and the log of who did what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, literal, select, text

from nghiquyet.model.draft import Draft
from nghiquyet.model.office import OFFICE_ZONE
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Confirmation, Waiver
from nghiquyet.store import tables
from nghiquyet.store.connection import Connected
from nghiquyet.store.records import Event, StoredDraft
from nghiquyet.store.rows import to_row


class Journal(Connected):
    """What was printed and what happened: added to, never changed."""

    def save_draft(self, draft: Draft, sha256: str, file_names: Sequence[str] = ()) -> None:
        """Keep a draft as it was printed; saving it again changes nothing.

        Args:
            draft: all that was printed.
            sha256: hash of the working Word file.
            file_names: what was delivered.
        """
        row = {
            "office": draft.office,
            "period": draft.period.key,
            "id": draft.id,
            "created_at": draft.created_at,
            "sha256": sha256,
            "printed": _adapter().dump_python(draft, mode="json"),
            "file_names": list(file_names),
        }
        self._add(tables.draft, row)

    def drafts(self, office: str, period: Period) -> list[StoredDraft]:
        """The drafts that assess ``period``, oldest first."""
        table = tables.draft
        query = (
            select(table)
            .where(table.c.office == office, table.c.period == period.key)
            .order_by(table.c.created_at, table.c.id)
        )
        return [_stored(row) for row in self._read(query)]

    def draft(self, office: str, draft_id: str) -> StoredDraft | None:
        """The draft with that id."""
        table = tables.draft
        query = select(table).where(table.c.office == office, table.c.id == draft_id)
        return next((_stored(row) for row in self._read(query)), None)

    def latest_draft(self, office: str, period: Period) -> StoredDraft | None:
        """The draft of ``period`` that was made last."""
        return next(reversed(self.drafts(office, period)), None)

    def record_event(self, event: Event) -> None:
        """Add a line to the log."""
        with self._transaction() as connection:
            add_event(connection, event)

    def is_logged(self, office: str, what: str, file: str) -> bool:
        """Whether a line of the log says that of the held file with this id."""
        table = tables.event
        query = select(literal(1)).where(
            table.c.office == office, table.c.what == what, table.c.detail["file"].astext == file
        )
        return bool(self._read(query.limit(1)))

    def unannounced(self) -> list[tuple[str, str]]:
        """Accepted submissions of which nobody has been told: key and id, in the log's order.

        A key is ``office|unit|period``.
        """
        rows = self._read(text(self._measure("unannounced")))
        return [(f"{row['office']}|{row['unit']}|{row['period']}", row["id"]) for row in rows]

    def waive(self, waiver: Waiver) -> bool:
        """Keep that the office lets a warning pass; returns False if it did so before.

        Raises:
            StoreError: if it names nobody, or no reason.
        """
        return self._add(tables.waiver, to_row(waiver))

    def waivers(self, office: str, period: Period) -> list[Waiver]:
        """What the office has let pass for a month, in the order of time."""
        table = tables.waiver
        query = select(table).where(table.c.office == office, table.c.period == period.key)
        return self._read_as(Waiver, query.order_by(table.c.at))

    def confirm(self, confirmation: Confirmation) -> bool:
        """Keep that a low count may be printed; returns False if that was known before.

        Raises:
            StoreError: if it names nobody, or no reason.
        """
        return self._add(tables.confirmation, to_row(confirmation))

    def confirmations(self, office: str, period: Period) -> list[Confirmation]:
        """The low counts of a month that may be printed, in the order of time."""
        table = tables.confirmation
        query = select(table).where(table.c.office == office, table.c.period == period.key)
        return self._read_as(Confirmation, query.order_by(table.c.at, table.c.code))

    def events(
        self, office: str, period: Period | None = None, unit: str | None = None
    ) -> list[Event]:
        """The log, oldest line first.

        Args:
            office: office code.
            period: only lines about this month.
            unit: only lines about this unit.
        """
        table = tables.event
        query = select(table).where(table.c.office == office)
        if period is not None:
            query = query.where(table.c.period == period.key)
        if unit is not None:
            query = query.where(table.c.unit == unit)
        return [_event(row) for row in self._read(query.order_by(table.c.number))]


def add_event(connection: Connection, event: Event) -> None:
    """Add a line to the log within a transaction that is under way."""
    row = to_row(event)
    row["period"] = row["period"] or ""
    row["detail"] = dict(event.detail)
    connection.execute(tables.event.insert(), row)


@cache
def _adapter() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)


def _stored(row: RowMapping) -> StoredDraft:
    return StoredDraft(
        _adapter().validate_python(row["printed"]), row["sha256"], tuple(row["file_names"])
    )


def _event(row: RowMapping) -> Event:
    return Event(
        office=row["office"],
        at=row["at"].astimezone(OFFICE_ZONE),
        who=row["who"],
        what=row["what"],
        unit=row["unit"],
        period=Period.parse(row["period"]) if row["period"] else None,
        hash=row["hash"],
        detail=row["detail"],
    )
