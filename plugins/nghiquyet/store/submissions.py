"""Submissions: versions that only grow, and which of them counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select, text

from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding
from nghiquyet.model.submission import CellReading, Fact, Statement, Submission
from nghiquyet.model.task import TaskReport, UnitProposal
from nghiquyet.store import tables
from nghiquyet.store.connection import Connected, copy_rows
from nghiquyet.store.journal import add_event
from nghiquyet.store.records import CellDifference, Event, Withdrawal
from nghiquyet.store.rows import from_row, to_row


class Submissions(Connected):
    """What units sent, version by version."""

    def record_submission(
        self,
        submission: Submission,
        *,
        facts: Sequence[Fact] = (),
        statements: Sequence[Statement] = (),
        task_reports: Sequence[TaskReport] = (),
        proposals: Sequence[UnitProposal] = (),
        findings: Sequence[Finding] = (),
        cells: Sequence[CellReading] = (),
        event: Event | None = None,
    ) -> Submission:
        """Store a submission as the next version of its unit and period.

        Recording again what is stored already stores nothing: the same id, or the newest one of
        that unit and period once more, with the same bytes and the same outcome.

        Args:
            submission: as collected; its ``version`` is not looked at.
            facts: its figures.
            statements: its answers in words.
            task_reports: what it says of assigned tasks.
            proposals: the tasks it proposes.
            findings: what validation found.
            cells: everything that was read in it, accepted or not.
            event: line of the log that says so, without the version; written with it or not
                at all.

        Returns:
            The submission as stored, with its version: another one if it was known already.

        Raises:
            StoreError: if the database refuses it; nothing is stored then.
        """
        with self._transaction() as connection:
            _lock(connection, submission)
            known = _known(connection, submission)
            if known is not None:
                return known
            stored = replace(submission, version=_next_version(connection, submission))
            connection.execute(tables.submission.insert(), to_row(stored))
            whose = to_row(stored)
            place = {key: whose[key] for key in ("office", "unit", "period")}
            copy_rows(connection, tables.fact, [to_row(fact) for fact in facts])
            copy_rows(connection, tables.statement, [to_row(each) for each in statements])
            copy_rows(connection, tables.task_report, [to_row(each) for each in task_reports])
            copy_rows(connection, tables.unit_proposal, [to_row(each) for each in proposals])
            copy_rows(
                connection,
                tables.finding,
                [
                    to_row(each, **place, submission_id=stored.id, number=number)
                    for number, each in enumerate(findings, 1)
                ],
            )
            copy_rows(
                connection, tables.cell, _cell_rows(cells, {**place, "submission_id": stored.id})
            )
            if event is not None:
                detail = {**event.detail, "version": stored.version}
                add_event(connection, replace(event, detail=detail))
            return stored

    def submission(self, submission_id: str) -> Submission | None:
        """The submission with that id."""
        query = select(tables.submission).where(tables.submission.c.id == submission_id)
        return next(iter(self._read_as(Submission, query)), None)

    def newest_submission(self, office: str, unit: str, period: Period) -> Submission | None:
        """The last version of that unit and period, accepted or not, unless it was withdrawn."""
        return next(iter(self._read_as(Submission, _newest(office, unit, period))), None)

    def differences(self, older_id: str, newer_id: str) -> list[CellDifference]:
        """The cells in which two versions of a unit's workbook differ, in the form's order."""
        bound = {"older": older_id, "newer": newer_id}
        rows = self._read(text(self._measure("version_difference")), bound)
        return [from_row(CellDifference, row) for row in rows]

    def cells(self, submission_id: str) -> dict[tuple[str, str], str]:
        """What a submission holds by row and column; blank cells are left out."""
        table = tables.cell
        query = select(table).where(table.c.submission_id == submission_id)
        return {(row["row"], row["column"]): row["raw"] for row in self._read(query)}

    def cells_before(
        self, office: str, unit: str, period: Period, submission_id: str
    ) -> list[dict[tuple[str, str], str]]:
        """What the versions before a submission hold by row and column, newest first.

        One that is not stored yet comes after all of them.
        """
        bound = {"office": office, "unit": unit, "period": period.key, "id": submission_id}
        rows = self._read(text(self._measure("cells_before")), bound)
        versions: dict[int, dict[tuple[str, str], str]] = {}
        for row in rows:
            versions.setdefault(row["version"], {})[row["row"], row["column"]] = row["raw"]
        return list(versions.values())

    def submissions(self, office: str, period: Period) -> list[Submission]:
        """Every version of every unit, returned ones too, by unit and version."""
        table = tables.submission
        query = select(table).where(table.c.office == office, table.c.period == period.key)
        return self._read_as(Submission, query.order_by(table.c.unit, table.c.version))

    def submissions_of(self, office: str, unit: str, period: Period) -> list[Submission]:
        """Every version of one unit, returned ones too, oldest first."""
        table = tables.submission
        query = select(table).where(
            table.c.office == office, table.c.unit == unit, table.c.period == period.key
        )
        return self._read_as(Submission, query.order_by(table.c.version))

    def submitted_periods(self, office: str) -> list[Period]:
        """The months of which any version is stored, first one first."""
        table = tables.submission
        query = select(table.c.period).where(table.c.office == office).distinct()
        return [Period.parse(row["period"]) for row in self._read(query.order_by(table.c.period))]

    def current_submissions(self, office: str, period: Period) -> list[Submission]:
        """The submission of each unit that counts, by unit."""
        view = tables.current_submission
        query = select(view).where(view.c.office == office, view.c.period == period.key)
        return self._read_as(Submission, query.order_by(view.c.unit))

    def received_units(self, office: str, period: Period) -> frozenset[str]:
        """Codes of the units of which a submission counts."""
        return frozenset(each.unit for each in self.current_submissions(office, period))

    def findings(self, submission_ids: Iterable[str]) -> dict[str, tuple[Finding, ...]]:
        """What validation found, in its order, for every id asked for."""
        wanted: dict[str, list[Finding]] = {each: [] for each in submission_ids}
        table = tables.finding
        query = select(table).where(table.c.submission_id.in_(list(wanted)))
        for row in self._read(query.order_by(table.c.submission_id, table.c.number)):
            wanted[row["submission_id"]].append(from_row(Finding, row))
        return {each: tuple(found) for each, found in wanted.items()}

    def withdraw(
        self,
        office: str,
        unit: str,
        period: Period,
        submission_id: str,
        at: datetime,
        reason: str,
    ) -> bool:
        """Make a submission, and the older ones of its unit and period, count no longer.

        Returns:
            True, or False if it was withdrawn before.

        Raises:
            StoreError: if that unit sent no such submission for the period.
        """
        withdrawal = Withdrawal(office, unit, period, submission_id, at, reason)
        return self._add(tables.withdrawal, to_row(withdrawal))

    def withdrawals(self, office: str, period: Period) -> list[Withdrawal]:
        """What was taken back, in the order of time."""
        table = tables.withdrawal
        query = select(table).where(table.c.office == office, table.c.period == period.key)
        return self._read_as(Withdrawal, query.order_by(table.c.at))


def _lock(connection: Connection, submission: Submission) -> None:
    """Let one writer at a time take a version of a unit and period, until it commits."""
    place = f"{submission.office}|{submission.unit}|{submission.period}"
    connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(place, 0))))


def _known(connection: Connection, submission: Submission) -> Submission | None:
    table = tables.submission
    by_id = select(table).where(table.c.id == submission.id)
    by_bytes = _newest(submission.office, submission.unit, submission.period).where(
        table.c.sha256 == submission.sha256, table.c.status == submission.status.value
    )
    for query in (by_id, by_bytes):
        row = connection.execute(query).mappings().first()
        if row is not None:
            return from_row(Submission, row)
    return None


def _newest(office: str, unit: str, period: Period) -> Select[Any]:
    """The newest submission of a unit and period, if it still stands.

    Older ones do not count: a unit may well go back to what it sent before.
    """
    table, taken_back = tables.submission, tables.withdrawal
    newest = (
        select(func.max(table.c.version))
        .where(table.c.office == office, table.c.unit == unit, table.c.period == period.key)
        .scalar_subquery()
    )
    withdrawn = exists().where(
        *(taken_back.c[key] == table.c[key] for key in ("office", "unit", "period")),
        taken_back.c.submission_id == table.c.id,
    )
    return select(table).where(
        table.c.office == office,
        table.c.unit == unit,
        table.c.period == period.key,
        table.c.version == newest,
        ~withdrawn,
    )


def _cell_rows(cells: Sequence[CellReading], place: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the cells held; what was made of it follows from the rules of the day."""
    names = [column.name for column in tables.cell.columns]
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for cell in cells:
        if cell.raw:  # a label that stands twice has its cell twice: the first one is meant
            row = to_row(cell, **place)
            found.setdefault(
                (cell.kind, cell.row, cell.column), {name: row[name] for name in names}
            )
    return list(found.values())


def _next_version(connection: Connection, submission: Submission) -> int:
    table = tables.submission
    highest = connection.execute(
        select(func.coalesce(func.max(table.c.version), 0)).where(
            table.c.office == submission.office,
            table.c.unit == submission.unit,
            table.c.period == submission.period.key,
        )
    )
    return int(highest.scalar_one()) + 1
