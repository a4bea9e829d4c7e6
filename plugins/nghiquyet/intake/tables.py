"""The elements of an OpenDocument workbook that tell its size, and what in it acts by itself."""

from __future__ import annotations

import re

from nghiquyet.intake.extent import Extent, Meter, Step

_OUTSIDE = re.compile(r"'(?:file|https?|ftp|smb):|\b(?:WEBSERVICE|DDE)\(", re.IGNORECASE)
_ACTING = {
    "encryption-data": "TEP-CO-MAT-KHAU",
    "event-listener": "TEP-CO-MACRO",
    "table-source": "TEP-CO-LIEN-KET",
    "cell-range-source": "TEP-CO-LIEN-KET",
    "dde-source": "TEP-CO-LIEN-KET",
    "database-source-sql": "TEP-CO-LIEN-KET",
    "database-source-query": "TEP-CO-LIEN-KET",
    "database-source-table": "TEP-CO-LIEN-KET",
    "object-ole": "TEP-CO-NHUNG",
    "applet": "TEP-CO-NHUNG",
    "plugin": "TEP-CO-NHUNG",
    "floating-frame": "TEP-CO-NHUNG",
}


class TableMeter(Meter):
    """Measures a part of an OpenDocument workbook.

    LibreOffice writes empty cells and rows once, with how often they are repeated, up to the
    last column and row. A reader lays out only what lies before a cell that holds something.
    """

    acting = _ACTING

    def __init__(self, extent: Extent) -> None:
        super().__init__(extent)
        self._row = self._column = self._repeats = 0

    def steps(self) -> dict[str, Step]:
        """What to do at which element, by its name."""
        return {
            **super().steps(),
            "table": self._begin_table,
            "table-row": self._go_to_row,
            "table-cell": self._go_to_cell,
            "covered-table-cell": self._go_to_cell,
            "chart": self._see_chart,
        }

    def _see_chart(self, _: dict[str, str]) -> None:
        self.is_chart = True

    def _begin_table(self, _: dict[str, str]) -> None:
        self.finish()
        self._row = self._repeats = self.rows = self.columns = 0

    def _go_to_row(self, row: dict[str, str]) -> None:
        self._row += self._repeats
        self._repeats = int(row.get("table:number-rows-repeated", "1"))
        self._column = 0

    def _go_to_cell(self, cell: dict[str, str]) -> None:
        repeats = int(cell.get("table:number-columns-repeated", "1"))
        self._column += repeats
        extent = self.extent
        extent.cells += 1
        if not _holds_something(cell):
            return
        extent.cells += repeats * self._repeats - 1
        self.rows = max(self.rows, self._row + self._repeats)
        self.columns = max(self.columns, self._column)
        if _OUTSIDE.search(cell.get("table:formula", "")):
            self.problems.add("TEP-CO-LIEN-KET")
        spanned = int(cell.get("table:number-columns-spanned", "1"))
        extent.spread += (spanned * int(cell.get("table:number-rows-spanned", "1"))) - 1


def _holds_something(cell: dict[str, str]) -> bool:
    return any(name.startswith("office:") or name == "table:formula" for name in cell)
