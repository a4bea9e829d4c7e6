"""A unit's workbook becomes cells with addresses, whatever was sorted, inserted or renamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_cell_to_rowcol

from nghiquyet.model.indicator import Form, Part
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Finding
from nghiquyet.model.submission import CellReading, CellState, Column, Reading, SheetKind
from nghiquyet.wording import clean_text, shortened
from nghiquyet.workbook import form_findings as told
from nghiquyet.workbook.cells import Spot, read_cell
from nghiquyet.workbook.comparing import compare_with_last_month
from nghiquyet.workbook.found_tables import (
    FoundForm,
    FoundTable,
    code_column,
    find_form,
    info_cells,
)
from nghiquyet.workbook.layout import (
    COMMENT_PREFIX,
    FIGURE_COLUMNS,
    NOTHING_ASKED,
    PROPOSAL_ROWS,
    SHEET_NAMES,
    TASK_PREFIX,
    has_heading,
    kind_of,
    open_columns,
    plain_hyphens,
    row_key,
    text_key,
)
from nghiquyet.workbook.opening import SheetContent, Workbook
from nghiquyet.workbook.outside import COMMENT, named_places
from nghiquyet.workbook.personal_columns import find_personal_columns
from nghiquyet.workbook.typed_words import shown

_QUOTED = 1000
_STRANGER = "trang ngoài biểu mẫu"
_NOTHING_ASKED = frozenset(map(text_key, NOTHING_ASKED.values()))


@dataclass
class _Gathered:
    """What has been read so far."""

    cells: list[CellReading] = field(default_factory=list)
    unused: list[tuple[CellRef, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    own: dict[tuple[str, int], frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Codes:
    """The codes of one table."""

    kind: SheetKind
    parts: dict[str, Part]
    headings: frozenset[str]
    period: Period | None

    def code(self, text: str) -> str | None:
        """The code of the form that a cell names, or None."""
        key = row_key(text)
        if self.kind is SheetKind.TASKS and key.startswith(TASK_PREFIX):
            short = plain_hyphens(text)[len(TASK_PREFIX) :]
            return short if "/" in short or self.period is None else f"{self.period}/{short}"
        if self.kind is SheetKind.PROPOSALS:
            return key.upper() if key.upper() in PROPOSAL_ROWS else None
        part = self.parts.get(key)
        return part.code if part else None


def read_form(workbook: Workbook, form: Form) -> Reading:
    """Read every input cell of a form.

    Sheets are found by their headers, rows by the visible code, columns by header text; the
    label is a third check.

    Args:
        workbook: from :func:`nghiquyet.workbook.opening.open_workbook`.
        form: what the unit was asked.

    Returns:
        The cells, what lies outside the form, and what is wrong with the form itself.
    """
    found = find_form(workbook)
    period = workbook.tags[0].period if workbook.tags else None
    gathered = _Gathered()
    _read_info(found, period, gathered)
    for kind in (SheetKind.FIGURES, SheetKind.WORDS, SheetKind.TASKS, SheetKind.PROPOSALS):
        codes = _codes(kind, form, period)
        if kind in found.tables:
            _read_table(found.tables[kind], codes, gathered)
        elif codes.parts or kind in {SheetKind.TASKS, SheetKind.PROPOSALS}:
            is_there = any(
                text_key(sheet.name) == text_key(SHEET_NAMES[kind]) for sheet in found.strangers
            )
            gathered.findings.append(
                told.lost_header(kind) if is_there else told.missing_sheet(kind)
            )
    _note_strangers(found, workbook, gathered)
    gathered.findings += _converted(workbook, gathered.cells)
    gathered.findings += _not_understood(gathered.cells)
    gathered.findings += told.turned_round(gathered.cells)
    _refuse_lists_of_persons(workbook, gathered)
    return Reading(
        tags=workbook.tags,
        cells=tuple(gathered.cells),
        unused=named_places(gathered.unused),
        findings=tuple(gathered.findings),
    )


def _refuse_lists_of_persons(workbook: Workbook, gathered: _Gathered) -> None:
    """Lists of persons are told, and nothing of them is repeated in what goes back."""
    found = dict(find_personal_columns(workbook, gathered.own, gathered.cells))
    gathered.findings += found.values()
    if found:
        gathered.unused = [
            (at, text)
            for at, text in gathered.unused
            if (at.sheet, xl_cell_to_rowcol(at.cell)[1]) not in found or text.startswith(_STRANGER)
        ]


def _not_understood(cells: Iterable[CellReading]) -> Iterator[Finding]:
    """Cells beside the values themselves: of those the form's rules tell."""
    for cell in cells:
        is_understood = cell.state is CellState.OK or cell.state is CellState.BLANK
        if not (is_understood or cell.column in FIGURE_COLUMNS or cell.column is Column.ANSWER):
            yield told.unread_cell(cell)


def _converted(workbook: Workbook, cells: Iterable[CellReading]) -> Iterator[Finding]:
    """What was typed in an old font and read nevertheless."""
    old_texts = {sheet.name: sheet.old_texts for sheet in workbook.sheets if sheet.old_texts}
    for cell in cells if old_texts else ():
        old = old_texts.get(cell.at.sheet, {}).get(cell.at.cell)
        if old is not None and cell.state is CellState.OK and cell.value != old.raw:
            yield told.old_font(cell, old)


def _codes(kind: SheetKind, form: Form, period: Period | None) -> _Codes:
    parts = {row_key(part.code): part for part in form.parts if kind_of(part) is kind}
    headings = (row_key(each.code) for each in form.indicators if has_heading(each))
    return _Codes(kind, parts, frozenset(headings), period)


def _read_info(found: FoundForm, period: Period | None, gathered: _Gathered) -> None:
    if found.info is None:
        gathered.findings.append(told.missing_sheet(SheetKind.INFO))
        return
    column = Column.INFO_VALUE
    for code, row, place in info_cells(found.info):
        spot = Spot(found.info, row, place)
        is_day = code == "ngay-lap"
        gathered.cells.append(
            read_cell(SheetKind.INFO, code, column, spot, period=period, is_day=is_day)
        )


def _read_table(table: FoundTable, codes: _Codes, gathered: _Gathered) -> None:
    code_at = code_column(table, lambda key: _is_code(key, codes))
    gathered.findings += told.missing_columns(table, codes.parts.values())
    name = table.sheet.name
    gathered.own[name, table.header_row] = frozenset(table.columns.values())
    seen: dict[str, int] = {}
    double: set[str] = set()
    for row in range(table.header_row + 1, len(table.sheet.rows)):
        named = "" if code_at is None else shown(Spot(table.sheet, row, code_at).value)
        text = clean_text(named) if named else ""
        code = codes.code(text) if text else None
        if code is None:
            printed = table.printed if row_key(text) in codes.headings else frozenset()
            gathered.own[name, row] = printed
            gathered.unused += _outside(table, row, printed)
        elif code in seen:
            if code not in double:  # once a code, however often it stands there
                gathered.findings.append(told.double_code(table, text, seen[code], row))
                double.add(code)
            gathered.unused += _outside(table, row, frozenset())
        else:
            seen[code] = row
            _read_row(table, row, code, codes, gathered)
    missing = [part for part in codes.parts.values() if part.code not in seen]
    if missing:
        gathered.findings.append(told.missing_rows(table, missing, tuple(codes.parts.values())))


def _is_code(key: str, codes: _Codes) -> bool:
    if codes.kind is SheetKind.TASKS:
        return key.startswith(TASK_PREFIX)
    if codes.kind is SheetKind.PROPOSALS:
        return key.upper() in PROPOSAL_ROWS
    return key in codes.parts


def _read_row(table: FoundTable, row: int, code: str, codes: _Codes, gathered: _Gathered) -> None:
    part = codes.parts.get(row_key(code))
    asked = {
        key: table.columns[key] for key in open_columns(table.kind, part) if key in table.columns
    }
    cells = [
        read_cell(table.kind, code, key, Spot(table.sheet, row, column), part, codes.period)
        for key, column in asked.items()
    ]
    if part is not None:
        cells = compare_with_last_month(cells, part, table, row)
        gathered.findings += told.other_label(table, row, part)
    gathered.cells += cells
    figures = {table.columns[key] for key in FIGURE_COLUMNS if key in asked}
    gathered.own[table.sheet.name, row] = table.printed.union(figures)
    gathered.unused += _outside(table, row, table.printed.union(asked.values()))


def _outside(table: FoundTable, row: int, used: frozenset[int]) -> Iterator[tuple[CellRef, str]]:
    """What stands in a line outside the given columns."""
    for column, value in enumerate(table.sheet.rows[row]):
        if value != "" and column not in used:
            text = shown(value)
            if text.strip() and text_key(text) not in _NOTHING_ASKED:
                yield Spot(table.sheet, row, column).at, shortened(text, _QUOTED)


def _note_strangers(found: FoundForm, workbook: Workbook, gathered: _Gathered) -> None:
    for table in found.copies:
        used = found.tables[table.kind].sheet.name
        gathered.findings.append(told.copied_sheet(table, used))
        gathered.unused.append((CellRef(table.sheet.name, "A1"), f"trang trùng với “{used}”"))
    for sheet in found.strangers:
        count = sum(1 for row in sheet.rows for value in row if shown(value).strip())
        if count:
            text = f"{_STRANGER}, {count} ô có nội dung"
            gathered.unused.append((CellRef(sheet.name, "A1"), text))
    for sheet in workbook.sheets:
        gathered.unused += _comments(sheet)


def _comments(sheet: SheetContent) -> Iterator[tuple[CellRef, str]]:
    """Comments of the unit's own; ours begin with our name for ourselves."""
    for cell, text in sheet.hidden.comments.items():
        if COMMENT_PREFIX not in text:
            yield (
                CellRef(sheet.name, cell),
                f"{COMMENT}{shortened(text.strip(), _QUOTED)}",
            )
