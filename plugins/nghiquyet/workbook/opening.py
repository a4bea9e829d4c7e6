"""A received file is opened once: its values by calamine, what those hide by a scan."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from nghiquyet.errors import NghiquyetError
from nghiquyet.model.submission import FormTag
from nghiquyet.wording import clean_text
from nghiquyet.workbook.font_runs import in_fonts
from nghiquyet.workbook.layout import PRINTED_KEYS, text_key
from nghiquyet.workbook.old_text import SUSPECT, OldText, read_old_text
from nghiquyet.workbook.open_document_fonts import Fonts, find_open_document_fonts
from nghiquyet.workbook.scan import HiddenParts, Scan, scan_parts

_TAG_START = "NQ"
_TOP, _TITLE = 12, 120
_NOTHING = HiddenParts()


class UnreadableWorkbook(NghiquyetError):  # noqa: N818 - what it is, not what went wrong
    """A file that no spreadsheet program could open: damaged, encrypted or something else.

    Attributes:
        code: the gate's code under which it is told.
    """

    code = "TEP-HONG"


class ImpossibleTimes(UnreadableWorkbook):
    """A large number is shown as a time or date, which no time or date can be."""

    code = "TEP-O-GIO"


@dataclass(frozen=True)
class SheetContent:
    """One sheet: its name, its values row by row from A1, and what calamine hides of it.

    Attributes:
        name: as the unit named it.
        rows: the values; texts in an old font as they read, where that is certain.
        hidden: what calamine hides.
        old_texts: texts in an old font, by address.
        starts_in_1904: its days are counted from 1904.
    """

    name: str
    rows: list[list[Any]]
    hidden: HiddenParts
    old_texts: Mapping[str, OldText] = field(default_factory=dict)
    starts_in_1904: bool = False


@dataclass(frozen=True)
class Workbook:
    """A workbook as it was received.

    Attributes:
        sheets: its sheets in order.
        properties: texts of its custom document properties.
    """

    sheets: tuple[SheetContent, ...]
    properties: tuple[str, ...] = ()

    @cached_property
    def tags(self) -> tuple[FormTag, ...]:
        """Every distinct tag, most frequent first.

        Those printed in cells come first; one in the document's properties, which fewer
        programs keep, fills in where there is none and otherwise only shows a disagreement.
        """
        printed = Counter(self._printed_tags())
        noted = (FormTag.find(text) for text in self.properties)
        found = [tag for tag, _ in printed.most_common()]
        return tuple(dict.fromkeys([*found, *(tag for tag in noted if tag is not None)]))

    def printed_texts(self) -> Iterator[str]:
        """Short texts from the tops of the sheets, and the sheets' names: whose may it be?"""
        for sheet in self.sheets:
            for row in sheet.rows[:_TOP]:
                for value in row:
                    if isinstance(value, str) and 0 < len(value) <= _TITLE:
                        yield clean_text(value)
            yield clean_text(sheet.name)

    def _printed_tags(self) -> Iterator[FormTag]:
        for sheet in self.sheets:
            for row in sheet.rows:
                for value in row:
                    if isinstance(value, str) and _TAG_START in value:
                        tag = FormTag.find(clean_text(value))
                        if tag is not None:
                            yield tag


def open_workbook(data: bytes) -> Workbook:
    """Open a received file.

    Args:
        data: its bytes; a guard has looked at them before.

    Raises:
        UnreadableWorkbook: if it is no workbook that can be read.
    """
    values = _values(data)
    try:
        scan, fonts = scan_parts(data), find_open_document_fonts(data)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, RuntimeError, ValueError) as error:
        raise UnreadableWorkbook(f"damaged workbook: {error}") from error
    return Workbook(_joined(values, scan, fonts), scan.properties)


def _joined(
    values: dict[str, list[list[Any]]], scan: Scan, fonts: Fonts
) -> tuple[SheetContent, ...]:
    found = []
    for name, rows in values.items():
        hidden = scan.sheets.get(name, _NOTHING)
        old_fonts = {**hidden.old_fonts, **fonts.get(name, {})}
        found.append(_content(name, rows, replace(hidden, old_fonts=old_fonts), scan))
    return tuple(found)


def _content(name: str, rows: list[list[Any]], hidden: HiddenParts, scan: Scan) -> SheetContent:
    old_texts = {}
    if hidden.old_fonts or scan.runs or _is_suspect(rows):
        for address, place, column, text in _texts(rows):
            runs = in_fonts(text, scan.runs.get(text), hidden.old_fonts.get(address))
            old = read_old_text(runs)
            if old is not None:
                old_texts[address] = old
                rows[place][column] = old.text or _header(old) or text
    return SheetContent(name, rows, hidden, old_texts, scan.starts_in_1904)


def _header(old: OldText) -> str:
    """A doubtful text that is a header of the form, if read as its font shows it."""
    return old.doubtful if text_key(old.doubtful) in PRINTED_KEYS else ""


def _is_suspect(rows: list[list[Any]]) -> bool:
    """Whether any text could be in an old font; one look at all of them is cheap."""
    joined = "\n".join([value for row in rows for value in row if isinstance(value, str)])
    return SUSPECT.search(joined) is not None


def _texts(rows: list[list[Any]]) -> Iterator[tuple[str, int, int, str]]:
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if value and isinstance(value, str):
                yield xl_rowcol_to_cell(place, column), place, column, value


def _values(data: bytes) -> dict[str, list[list[Any]]]:
    """The values of every sheet, from A1 on: without the leading blanks addresses would shift."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except OverflowError as error:
        raise ImpossibleTimes(f"a number in a format of times: {error}") from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableWorkbook(f"not a workbook: {error}") from error
    except BaseException as error:  # a panic of the reader is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableWorkbook(f"the reader gave up: {error}") from error
