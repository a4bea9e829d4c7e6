"""Facts and statements that count, and what follows from them by SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from nghiquyet.model.indicator import Basis
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Fact, Statement
from nghiquyet.store import tables
from nghiquyet.store.connection import Connected

if TYPE_CHECKING:
    import pandas as pd

Values = dict[tuple[str, Basis], Decimal]
"""Figures of one unit and month by code and basis."""
History = dict[tuple[str, Basis], list[tuple[Period, Decimal]]]
"""Earlier figures of one unit by code and basis, oldest first."""

_YEARS_BACK = 2


class Figures(Connected):
    """What the submissions that count say, in figures and in words."""

    def facts(self, office: str, period: Period) -> list[Fact]:
        """The figures that count, by unit, indicator and basis."""
        view = tables.current_fact
        query = select(view).where(view.c.office == office, view.c.period == period.key)
        return self._read_as(Fact, query.order_by(view.c.unit, view.c.indicator, view.c.basis))

    def facts_of(self, submission_id: str) -> list[Fact]:
        """The figures of one submission, whether it counts or not."""
        table = tables.fact
        query = select(table).where(table.c.submission_id == submission_id)
        return self._read_as(Fact, query.order_by(table.c.indicator, table.c.basis))

    def statements(self, office: str, period: Period) -> list[Statement]:
        """The answers in words that count, by unit and indicator."""
        view = tables.current_statement
        query = select(view).where(view.c.office == office, view.c.period == period.key)
        return self._read_as(Statement, query.order_by(view.c.unit, view.c.indicator))

    def statements_of(self, office: str, units: Iterable[str], until: Period) -> list[Statement]:
        """Everything that units ever answered in words up to a month, oldest month first."""
        view = tables.current_statement
        query = select(view).where(
            view.c.office == office, view.c.unit.in_([*units]), view.c.period <= until.key
        )
        return self._read_as(
            Statement, query.order_by(view.c.period, view.c.unit, view.c.indicator)
        )

    def fact_frame(self, office: str, periods: Iterable[Period]) -> pd.DataFrame:
        """The figures that count over several months, one a row, for comparisons and trends.

        The columns are those of ``current_fact``; ``value`` holds exact decimals.
        """
        import pandas as pd  # slow to import, and few verbs need it

        view = tables.current_fact
        keys = sorted({period.key for period in periods})
        query = (
            select(view)
            .where(view.c.office == office, view.c.period.in_(keys))
            .order_by(view.c.period, view.c.unit, view.c.indicator, view.c.basis)
        )
        return pd.DataFrame(
            [tuple(row.values()) for row in self._read(query)],
            columns=[column.name for column in view.columns],
        )

    def previous_values(self, office: str, unit: str, period: Period) -> Values:
        """What a unit reported for the month before ``period``."""
        return self.previous_values_of([(office, unit, period)])[office, unit, period]

    def previous_values_of(
        self, keys: Iterable[tuple[str, str, Period]]
    ) -> dict[tuple[str, str, Period], Values]:
        """The same for many (office, unit, period) at once; every key asked for is answered."""
        found: dict[tuple[str, str, Period], Values] = {key: {} for key in keys}
        bound = {
            "offices": [office for office, _, _ in found],
            "units": [unit for _, unit, _ in found],
            "periods": [period.previous.key for _, _, period in found],
        }
        for row in self._read(text(self._measure("reported_values")), bound):
            key = (row["office"], row["unit"], Period.parse(row["period"]).next)
            found[key][row["indicator"], Basis(row["basis"])] = row["value"]
        return found

    def history_of(
        self, keys: Iterable[tuple[str, str, Period]]
    ) -> dict[tuple[str, str, Period], History]:
        """The figures of up to 24 months before, for many (office, unit, period) at once.

        Years to date are left out; every key asked for is answered.
        """
        found: dict[tuple[str, str, Period], History] = {key: {} for key in keys}
        bound = {
            "offices": [office for office, _, _ in found],
            "units": [unit for _, unit, _ in found],
            "periods": [period.key for _, _, period in found],
            "since": [
                Period(period.year - _YEARS_BACK, period.month).key for _, _, period in found
            ],
        }
        for row in self._read(text(self._measure("history")), bound):
            key = (row["office"], row["unit"], Period.parse(row["period"]))
            months = map(Period.parse, row["months"])
            series = list(zip(months, row["amounts"], strict=True))
            found[key][row["indicator"], Basis(row["basis"])] = series
        return found

    def violations(
        self,
        rule_sql: str,
        office: str,
        period: Period,
        *,
        due: date | None = None,
        roster: Iterable[str] = (),
        asked: Iterable[tuple[str, str]] = (),
    ) -> list[dict[str, Any]]:
        """The rows that one file of ``sql/rules`` returns; it may only read.

        Args:
            rule_sql: text of the file; the names of the other arguments are bound in it.
            office: office code.
            period: month whose submissions are looked at.
            due: last day on which units may send theirs.
            roster: the units that report on the month.
            asked: unit and code of every figure that they are asked for.
        """
        pairs = list(asked)
        bound = {
            "office": office,
            "period": period.key,
            "due": due,
            "roster": [*roster],
            "asked_units": [unit for unit, _ in pairs],
            "asked_figures": [figure for _, figure in pairs],
        }
        return [dict(row) for row in self._read(text(rule_sql), bound)]
