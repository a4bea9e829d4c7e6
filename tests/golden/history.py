"""A synthetic year before December 2025, seeded: for tests and the demonstration only.

No unit ever sent it. It ends where the golden December begins: years to date add up to
December's, stocks drift towards December's, shares follow from their parts. Written to
``tests/golden/history.csv`` by ``python -m tests.golden.history``.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
from tests.golden.months import GOLDEN, values_of

from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.model.expression import Reference, parse_expression
from nghiquyet.model.indicator import Basis, Form, Part, Per, ValueType
from nghiquyet.model.period import Period
from nghiquyet.pipeline.filling import UnitValues
from nghiquyet.settings import PROJECT_ROOT

PATH = GOLDEN / "history.csv"
COLUMNS = ("period", "unit", "code", "basis", "value")
MONTHS = tuple(Period(2025, month) for month in range(1, 12))
_OFFICE = "ke-sat"
_SEED = 2026

Row = tuple[str, str, str, str, Decimal]
Values = dict[tuple[str, Basis], Decimal]


@dataclass
class _UnitYear:
    """One unit's eleven months before December."""

    form: Form
    december: Values
    chance: random.Random
    months: list[Values] = field(default_factory=lambda: [{} for _ in MONTHS])

    def imagine(self) -> list[Values]:
        """Months first, then what adds up from them, then shares of both."""
        parts = [part for part in self.form.parts if part.type.is_figure]
        for part in parts:
            if part.ratio is None:
                self._main(part)
        for part in parts:
            if Basis.YTD in part.bases and Basis.MONTH in part.bases:
                self._add_up(part.code)
        for part in parts:
            if part.ratio is not None:
                self._share(part)
        return self.months

    def _main(self, part: Part) -> None:
        for basis in part.bases:
            last = self.december.get((part.code, basis))
            if last is None or (basis is Basis.YTD and Basis.MONTH in part.bases):
                continue
            for month, value in zip(self.months, self._series(part, basis, last), strict=True):
                month[part.code, basis] = value

    def _series(self, part: Part, basis: Basis, last: Decimal) -> list[Decimal]:
        if basis is Basis.PLAN:
            return [last] * len(MONTHS)
        if basis is Basis.YTD:
            return [_rounded(part, last * number / 12) for number in range(1, 12)]
        if part.per is Per.STOCK or part.type is ValueType.PERCENT:
            drift = [1 - Decimal(12 - number) / 250 for number in range(1, 12)]
            return [_rounded(part, last * each) for each in drift]
        total = self.december.get((part.code, Basis.YTD))
        if total is None:
            return [self._jittered(part, last) for _ in MONTHS]
        return self._apportioned(part, total - last)

    def _jittered(self, part: Part, value: Decimal) -> Decimal:
        return _rounded(part, value * Decimal(str(round(self.chance.uniform(0.6, 1.25), 3))))

    def _apportioned(self, part: Part, total: Decimal) -> list[Decimal]:
        """A total over eleven months by chance; the last one takes what rounding leaves."""
        weights = [Decimal(str(round(self.chance.uniform(0.5, 1.5), 3))) for _ in MONTHS]
        whole = sum(weights)
        given = [_rounded(part, total * weight / whole) for weight in weights[:-1]]
        while sum(given) > total:
            given[given.index(max(given))] -= 1
        return [*given, total - sum(given)]

    def _add_up(self, code: str) -> None:
        total = Decimal(0)
        for month in self.months:
            if (code, Basis.MONTH) in month:
                total += month[code, Basis.MONTH]
                month[code, Basis.YTD] = total

    def _share(self, part: Part) -> None:
        assert part.ratio is not None
        expression = parse_expression(f"100 * ({part.ratio.of}) / ({part.ratio.over})")
        for month in self.months:

            def known(reference: Reference, month: Values = month) -> Decimal:
                return month[reference.code, self._basis(reference)]

            try:
                value = Decimal(str(expression.evaluate(known)))
            except (KeyError, ArithmeticError):
                continue
            month[part.code, part.main_basis] = _rounded(part, value)

    def _basis(self, reference: Reference) -> Basis:
        if reference.column:
            return Basis(reference.column)
        return next(part for part in self.form.parts if part.code == reference.code).main_basis


def _rounded(part: Part, value: Decimal) -> Decimal:
    step = {ValueType.PERCENT: "0.01", ValueType.DECIMAL: "0.1", ValueType.MONEY: "1000"}.get(
        part.type, "1"
    )
    return (value / Decimal(step)).quantize(Decimal(1), ROUND_HALF_UP) * Decimal(step)


def _figures(filled: UnitValues, form: Form) -> Values:
    parts = {part.code: part for part in form.parts}
    found: Values = {}
    for code, row in filled.figures.items():
        main = parts[code].main_basis
        columns = {main: row.month, Basis.YTD: row.ytd, Basis.PLAN: row.plan}
        for basis, value in columns.items():
            if isinstance(value, int | float):
                found[code, basis] = Decimal(str(value))
    return found


def synthetic_history(catalogue: Catalogue) -> Iterator[Row]:
    """Every figure of January to November 2025."""
    units = {unit.code: unit for unit in catalogue.office(_OFFICE).units}
    for code, filled in sorted(values_of("2025-12").items()):
        form = catalogue.form_of(units[code])
        chance = random.Random(_SEED + zlib.crc32(code.encode()))
        year = _UnitYear(form, _figures(filled, form), chance).imagine()
        for period, month in zip(MONTHS, year, strict=True):
            for (part, basis), value in month.items():
                yield period.key, code, part, str(basis), value


def history_table() -> pd.DataFrame:
    """The history as it is committed."""
    rows = [(*row[:4], f"{row[4]:f}") for row in synthetic_history(load_catalogue(PROJECT_ROOT))]
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(list(COLUMNS[:4]))


if __name__ == "__main__":
    history_table().to_csv(PATH, index=False)
