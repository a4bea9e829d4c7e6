"""What a unit is told, in one order and under one numbering, wherever it is told."""

from __future__ import annotations

from collections.abc import Iterable

from xlsxwriter.utility import xl_cell_to_rowcol

from nghiquyet.model.feedback import Feedback, feedback_on
from nghiquyet.model.rule import Finding
from nghiquyet.workbook.layout import SHEET_NAMES

_WHOLE_FILE = (-1, 0, 0)


def tell(findings: Iterable[Finding]) -> Feedback:
    """Sort and number what was found, for the receipt and for the page «Cần sửa» alike.

    The whole file comes first, then sheet by sheet as the form has them, from top to bottom.
    """
    return feedback_on(findings, _reading_order)


def _reading_order(finding: Finding) -> tuple[int, int, int]:
    if finding.at is None:
        return _WHOLE_FILE
    names = list(SHEET_NAMES.values())
    sheet = names.index(finding.at.sheet) if finding.at.sheet in names else len(names)
    row, column = xl_cell_to_rowcol(finding.at.cell)
    return sheet, row, column
