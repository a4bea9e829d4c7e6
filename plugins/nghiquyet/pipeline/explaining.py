"""A note explains the value for which it was written, and no other one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nghiquyet.model.indicator import Form, Part
from nghiquyet.model.rule import OUTDATED_NOTE, Finding
from nghiquyet.model.submission import CellReading, Column
from nghiquyet.workbook.layout import FIGURE_COLUMNS
from nghiquyet.workbook.typed_figures import read_figure

NOTES = frozenset((Column.NOTE, Column.REASON))
_OUTDATED = (
    f"{{message}}{OUTDATED_NOTE}“{{before}}”: nếu lý do vẫn đúng thì viết lại ghi chú cho số liệu "
    "mới."
)
_LONGEST = 60

Cells = Mapping[tuple[str, str], str]
"""What the cells of a version hold, by row and column; blank ones are left out."""


def cells_by_place(cells: Iterable[CellReading]) -> Cells:
    """What was read in a workbook."""
    return {(cell.row, str(cell.column)): cell.raw for cell in cells if cell.raw}


def without_outdated(
    findings: Sequence[Finding], now: Cells, earlier: Sequence[Cells], form: Form
) -> list[Finding]:
    """Findings in which a note no longer answers where it was written for another value.

    Args:
        findings: of one workbook.
        now: its cells.
        earlier: the cells of the versions before it, newest first.
        form: what it was asked.
    """
    parts = {part.code: part for part in form.parts}
    return [
        _judged(finding, now, earlier, parts.get(finding.code)) if finding.explanation else finding
        for finding in findings
    ]


def _judged(finding: Finding, now: Cells, earlier: Sequence[Cells], part: Part | None) -> Finding:
    place = finding.code, finding.column
    value = now.get(place, "")
    first = next(reversed(list(_with_the_note(finding.code, now, earlier))), now)
    before = first.get(place, "")
    if not finding.column or _same(before, value, finding.column, part):
        return finding
    shown = before if len(before) <= _LONGEST else f"{before[:_LONGEST]}…"
    message = _OUTDATED.format(message=finding.message, before=shown or "trống")
    return replace(finding, message=message, explanation="")


def _with_the_note(code: str, now: Cells, earlier: Sequence[Cells]) -> Iterator[Cells]:
    """The versions, newest first, for as long as they hold the same note."""
    note = _note(code, now)
    for cells in earlier:
        if cells:  # of a version refused for a list of persons nothing is kept
            if _note(code, cells) != note:
                return
            yield cells


def _note(code: str, cells: Cells) -> list[str]:
    return [_plain(cells.get((code, str(column)), "")) for column in sorted(NOTES)]


def _same(before: str, value: str, column: str, part: Part | None) -> bool:
    """1.234 is the same however it was typed."""
    if part is not None and column in FIGURE_COLUMNS:
        figures = [read_figure(raw, part).value for raw in (before, value) if raw]
        if len(figures) > 1 and None not in figures:
            return figures[0] == figures[1]
    return _plain(before) == _plain(value)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()
