"""Where the form's tables are in a received workbook: by headers and codes, not by position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest

from nghiquyet.model.submission import Column, FormTag, SheetKind
from nghiquyet.workbook.layout import (
    INFO_FIELDS,
    MEND_SHEET,
    SHEET_NAMES,
    TABLES,
    UNUSED_SHEET,
    Key,
    Locked,
    headers,
    row_key,
    text_key,
)
from nghiquyet.workbook.opening import SheetContent, Workbook
from nghiquyet.workbook.places import INFO_PRINTED

_ENOUGH = 0.6
_SEARCHED_ROWS = 60
_HEADERS = {kind: headers(kind) for kind in TABLES}
_HEADER_KEYS = frozenset(key for wanted in _HEADERS.values() for key in wanted)
_FEWEST = min(len(wanted) for wanted in _HEADERS.values()) * _ENOUGH
_INFO_KEYS = {text_key(label): code for code, label in INFO_FIELDS.items()}
_INFO_LABELS = frozenset(_INFO_KEYS) | {text_key(label) for label in INFO_PRINTED}
_TABLE_NAMES = frozenset(text_key(SHEET_NAMES[kind]) for kind in TABLES)
_OURS = tuple(text_key(name) for name in (MEND_SHEET, UNUSED_SHEET, SHEET_NAMES[SheetKind.HELP]))


@dataclass(frozen=True)
class FoundTable:
    """One table of the form as it was found.

    Attributes:
        kind: which one.
        sheet: the sheet it stands on.
        header_row: zero-based row of its headers.
        columns: zero-based column of each header that was found.
        doubles: further columns under a header that was found before.
    """

    kind: SheetKind
    sheet: SheetContent
    header_row: int
    columns: Mapping[Key, int]
    doubles: tuple[tuple[Key, int], ...] = ()

    @cached_property
    def printed(self) -> frozenset[int]:
        """Zero-based columns whose cells the form has printed."""
        return frozenset(place for key, place in self.columns.items() if isinstance(key, Locked))

    @property
    def missing(self) -> tuple[Column, ...]:
        """Columns to fill that were not found."""
        wanted = (field.key for field in TABLES[self.kind])
        return tuple(key for key in wanted if isinstance(key, Column) and key not in self.columns)


@dataclass(frozen=True)
class FoundForm:
    """Every part of the form that was found, and the sheets that are not part of it.

    Attributes:
        tables: the tables by kind.
        info: the sheet «Thông tin».
        copies: sheets that look like a table found elsewhere, with its kind.
        strangers: sheets that are not the form's.
    """

    tables: Mapping[SheetKind, FoundTable]
    info: SheetContent | None
    copies: tuple[FoundTable, ...]
    strangers: tuple[SheetContent, ...]


def find_form(workbook: Workbook) -> FoundForm:
    """Find the form's tables on whatever sheets they stand now."""
    tables: dict[SheetKind, FoundTable] = {}
    info: SheetContent | None = None
    copies: list[FoundTable] = []
    strangers: list[SheetContent] = []
    for sheet in workbook.sheets:
        if _is_ours(sheet):
            continue
        table = find_table(sheet)
        if table is not None:
            known = tables.get(table.kind)
            if known is None or (_is_named(table) and not _is_named(known)):
                copies += [known] if known else []
                tables[table.kind] = table
            else:
                copies.append(table)
        elif info is None and _is_info(sheet):
            info = sheet
        else:
            strangers.append(sheet)
    return FoundForm(tables, info, tuple(copies), tuple(strangers))


def _is_ours(sheet: SheetContent) -> bool:
    """Pages that we write and do not read, also under another name: title and tag tell."""
    if text_key(sheet.name).startswith(_OURS):
        return True
    first = sheet.rows[0] if sheet.rows else []
    is_titled = bool(first) and _key(first[0]).startswith(_OURS)
    return is_titled and any(isinstance(text, str) and FormTag.find(text) for text in first)


def _is_named(table: FoundTable) -> bool:
    return text_key(table.sheet.name) == text_key(SHEET_NAMES[table.kind])


def find_table(sheet: SheetContent) -> FoundTable | None:
    """The table whose headers stand on a sheet: enough of them in one row, or split over two."""
    searched = sheet.rows[:_SEARCHED_ROWS]
    found = _best_row(sheet, ([_key(value) for value in row] for row in searched), 0)
    if found is not None or text_key(sheet.name) not in _TABLE_NAMES:
        return found
    return _best_row(sheet, (_stacked(above, below) for above, below in pairwise(searched)), 1)


def _key(value: object) -> str:
    return text_key(value) if isinstance(value, str) else ""


def _stacked(above: Sequence[object], below: Sequence[object]) -> list[str]:
    """The keys of headers of which a part may stand in the line above."""
    return [_key(upper) + _key(lower) for upper, lower in zip_longest(above, below)]


def _best_row(sheet: SheetContent, rows: Iterable[list[str]], offset: int) -> FoundTable | None:
    best, found = _ENOUGH, None
    for place, keys in enumerate(rows):
        known = _HEADER_KEYS.intersection(keys)
        for kind, wanted in _HEADERS.items() if len(known) >= _FEWEST else ():
            share = len(wanted.keys() & known) / len(wanted)
            if share >= best and (found is None or share > best):
                best, found = share, _found(kind, sheet, place + offset, keys)
        if best == 1:
            break
    return found


def _found(kind: SheetKind, sheet: SheetContent, row: int, keys: Sequence[str]) -> FoundTable:
    """The table under the headers with these keys."""
    wanted = _HEADERS[kind]
    columns: dict[Key, int] = {}
    doubles: list[tuple[Key, int]] = []
    for column, text in enumerate(keys):
        if text in wanted and columns.setdefault(wanted[text], column) != column:
            doubles.append((wanted[text], column))
    return FoundTable(kind, sheet, row, columns, tuple(doubles))


def _is_info(sheet: SheetContent) -> bool:
    texts = {text_key(v) for row in sheet.rows[:_SEARCHED_ROWS] for v in row if isinstance(v, str)}
    return len(texts & _INFO_LABELS) >= _ENOUGH * len(_INFO_LABELS)


def info_cells(sheet: SheetContent) -> Iterable[tuple[str, int, int]]:
    """Code, row and column of what a unit fills on «Thông tin»: to the right of its label."""
    for place, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            code = _INFO_KEYS.get(text_key(value)) if isinstance(value, str) else None
            if code is not None:
                yield code, place, column + 1


def code_column(table: FoundTable, is_code: Callable[[str], bool]) -> int | None:
    """The column of codes: below its header, or else the one that holds most of them."""
    body = table.sheet.rows[table.header_row + 1 :]

    def holds_code(value: object) -> bool:
        return isinstance(value, str) and value != "" and is_code(row_key(value.strip()))

    named = table.columns.get(Locked.CODE)
    if named is not None and any(holds_code(row[named]) for row in body if named < len(row)):
        return named
    counts = Counter(
        column for row in body for column, value in enumerate(row) if holds_code(value)
    )
    return max(counts, key=lambda column: counts[column], default=None)
