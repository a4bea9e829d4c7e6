"""Figures just on either side of each threshold of R8, and the rule that must speak of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tests.validation.detectors.texts import case_of

from nghiquyet.model.indicator import Basis
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import CellReading, CellState, Column, SheetKind
from nghiquyet.validation.detectors.cases import Case

NOW = Period(2026, 1)
SLIP, ODD, FINE = "R8-DON-VI-TINH", "R8-BAT-THUONG", ""
LEVEL = [1000.0] * 12
SWAYING = [820.0, 1180, 900, 1100, 950, 1050, 1000, 1000, 880, 1120, 1000, 1000]
RESTLESS = [754.3, 1325.8] * 6
GROWING = [180.0, 190, 175, 185, 200, 180, 170, 190, 185, 180, 195, 412]
ERRATIC = [2.0, 900, 15, 400, 3, 70, 1200, 8]

BORDERS: Sequence[tuple[float, list[float], str]] = [
    (1290, LEVEL, FINE),  # threshold and floor
    (1310, LEVEL, ODD),
    (765, LEVEL, ODD),
    (775, LEVEL, FINE),
    (1750, SWAYING, FINE),  # caution
    (1780, SWAYING, ODD),
    (8800, RESTLESS, FINE),  # threshold and caution where it is a slip
    (9200, RESTLESS, SLIP),
    (2000, [1000.0] * 5, FINE),  # months needed
    (2000, [1000.0] * 6, ODD),
    (10_200, [1000.0] * 5 + [250.0], SLIP),  # named with six months, not with last month's alone
    (10_200, [1000.0] * 4 + [270.0], FINE),
    (7900, LEVEL, ODD),  # band
    (8100, LEVEL, SLIP),
    (12_400, LEVEL, SLIP),
    (12_600, LEVEL, ODD),
    (126, LEVEL, ODD),
    (124, LEVEL, SLIP),
    (999, [53.0] * 12, ODD),  # 18.8 times is not «about ten times»
    (3910, GROWING, SLIP),  # ten times last month's, whatever was usual before
    (391_000, GROWING, SLIP),
    (9000, [1000.0] * 11 + [500.0], SLIP),  # the usual figure is nearer to a power of ten
    (42_500, ERRATIC, SLIP),  # always from
    (4250, ERRATIC, FINE),
    (9000, [9.0], SLIP),
    (900, [9.0], FINE),
    (7900, [1000.0], FINE),  # band beside last month alone
    (8100, [1000.0], SLIP),
    (990, [99.0], FINE),  # tight from
    (1000, [100.0], SLIP),
    (47_000, [1000.0], FINE),  # beyond
    (53_000, [1000.0], SLIP),
    (4900, [99.0], FINE),
]


def case_with(value: float, past: list[float]) -> Case:
    """A workbook with one figure, an amount of money, and its earlier months."""
    at = CellRef("Số liệu", "E7")
    amount = Decimal(str(value))
    cell = CellReading(
        SheetKind.FIGURES, "UBTC-01", Column.MONTH, str(value), amount, CellState.OK, "", at
    )
    case = case_of(cell, period=NOW, form="ub-tc")
    months = [NOW.previous]
    while len(months) < len(past):
        months.append(months[-1].previous)
    series = [(when, Decimal(str(each))) for when, each in zip(reversed(months), past, strict=True)]
    history = {("UBTC-01", Basis.MONTH): series}
    return replace(case, candidate=replace(case.candidate, history=history))
