"""XLSX in and out: the unit's form, its reader, and the marked copy that goes back."""

from nghiquyet.workbook.context import CellKey, FormContext
from nghiquyet.workbook.layout import ESTIMATED, FINAL
from nghiquyet.workbook.opening import UnreadableWorkbook, Workbook, open_workbook
from nghiquyet.workbook.reading import read_form
from nghiquyet.workbook.writing import write_form, write_returned

__all__ = [
    "ESTIMATED",
    "FINAL",
    "CellKey",
    "FormContext",
    "UnreadableWorkbook",
    "Workbook",
    "open_workbook",
    "read_form",
    "write_form",
    "write_returned",
]
