"""What the reader itself finds wrong: sheets, columns and lines of the form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from nghiquyet.model.indicator import Part
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import CellReading, CellState, Column, SheetKind
from nghiquyet.wording import clean_text, joined, shortened
from nghiquyet.workbook.cells import Spot
from nghiquyet.workbook.found_tables import FoundTable
from nghiquyet.workbook.layout import (
    FIGURE_COLUMNS,
    SHEET_NAMES,
    Key,
    Locked,
    header_of,
    main_column,
    open_columns,
    text_key,
)
from nghiquyet.workbook.old_text import OldText
from nghiquyet.workbook.typed_words import read_words, shown

_SINGLY = 2
# Right-to-left override, up to the sign that ends it: the digits within are shown turned round.
_TURNED = re.compile(r"\u202e[^\u202c]*?\d[^\u202c]*?\d")


def missing_sheet(kind: SheetKind) -> Finding:
    """A sheet of the form is not there."""
    name = SHEET_NAMES[kind]
    needed = kind in {SheetKind.FIGURES, SheetKind.WORDS}
    message = (
        f"Không tìm thấy trang “{name}”. Lấy lại biểu mẫu trống của tháng, chép số liệu vào rồi "
        "gửi lại."
        if needed
        else f"Không tìm thấy trang “{name}” nên phần này không được đọc; nếu đã xóa nhầm, lấy "
        "lại biểu mẫu trống của tháng."
    )
    return Finding("BIEU-TRANG", Severity.CRITICAL if needed else Severity.WARNING, message)


def lost_header(kind: SheetKind) -> Finding:
    """A sheet of the form is there, but its headers are not in one line any more."""
    name, needed = SHEET_NAMES[kind], kind in {SheetKind.FIGURES, SheetKind.WORDS}
    return Finding(
        "BIEU-TIEU-DE",
        Severity.CRITICAL if needed else Severity.WARNING,
        f"Trang “{name}” có nhưng không nhận ra hàng tiêu đề (tên các cột), nên không đọc được. Có "
        "thể hàng này bị xóa, tách thành nhiều dòng, gộp ô hoặc đổi tên cột. Đặt lại hàng tiêu đề "
        "như biểu mẫu trống của tháng rồi gửi lại.",
    )


def missing_columns(table: FoundTable, parts: Iterable[Part]) -> Iterator[Finding]:
    """Columns to fill that were deleted or renamed; critical if something was asked in them."""
    asked = tuple(parts)
    main = {main_column(part) for part in asked}
    wanted = {column for part in asked for column in open_columns(table.kind, part)}
    if table.doubles:
        yield from _double_columns(table, main)
        return
    for column in table.missing:
        if column in wanted or not asked:
            header = header_of(table.kind, column)
            message = (
                f"Trang “{table.sheet.name}” không còn cột “{header}”. Đặt lại đúng tên cột ở "
                "hàng tiêu đề, hoặc lấy lại biểu mẫu trống."
            )
            severity = Severity.CRITICAL if column in main else Severity.WARNING
            yield Finding("BIEU-COT", severity, message)


def _double_columns(table: FoundTable, main: Collection[Column]) -> Iterator[Finding]:
    """Columns that bear one name: nobody can tell which is meant; with what that may replace."""
    cells: dict[Key, list[int]] = {}
    for key, column in table.doubles:
        cells.setdefault(key, [table.columns[key]]).append(column)
    lost = [f"“{header_of(table.kind, column)}”" for column in table.missing]
    missing = f" và không còn cột {joined(lost)}" if lost else ""
    for key, columns in cells.items():
        places = [Spot(table.sheet, table.header_row, column).address for column in columns]
        is_figure = any(each in main for each in (key, *table.missing))
        yield Finding(
            "BIEU-COT",
            Severity.CRITICAL if is_figure else Severity.WARNING,
            f"Trang “{table.sheet.name}” có {len(places)} cột cùng mang tên "
            f"“{header_of(table.kind, key)}” (ô {joined(places)}){missing}, nên không rõ số liệu "
            "thuộc cột nào. Ghi lại đúng tên từng cột như biểu mẫu trống, hoặc xóa cột thừa.",
        )


def missing_rows(table: FoundTable, parts: Sequence[Part], form: Sequence[Part]) -> Finding:
    """Lines of the form that are not there: those that follow one another in it as a range."""
    order = {part.code: place for place, part in enumerate(form)}
    runs = [
        [part.code for _, part in run]
        for _, run in groupby(enumerate(parts), key=lambda each: order[each[1].code] - each[0])
    ]
    codes = ", ".join(
        f"{run[0]} đến {run[-1]} ({len(run)} dòng)" if len(run) > _SINGLY else ", ".join(run)
        for run in runs
    )
    severity = Severity.CRITICAL if any(part.required for part in parts) else Severity.WARNING
    return Finding(
        "BIEU-DONG",
        severity,
        f"Trang “{table.sheet.name}” thiếu {len(parts)} dòng: {codes}. Ghi lại đúng mã ở cột Mã, "
        "hoặc lấy lại biểu mẫu trống của tháng.",
    )


def double_code(table: FoundTable, code: str, first: int, second: int) -> Finding:
    """Two lines bear one code; only the first one is read."""
    spot = Spot(table.sheet, second, table.columns.get(Locked.CODE, 0))
    return Finding(
        "BIEU-TRUNG",
        Severity.CRITICAL,
        f"Mã {code} có ở hai dòng của trang “{table.sheet.name}”: dòng {first + 1} và dòng "
        f"{second + 1}. Giữ lại một dòng.",
        at=spot.at,
        value=code,
    )


def other_label(table: FoundTable, row: int, part: Part) -> Iterator[Finding]:
    """The label beside a code is not the code's own: one of the two may have slipped."""
    column = table.columns.get(Locked.LABEL)
    if column is None:
        return
    spot = Spot(table.sheet, row, column)
    if spot.value == part.name:
        return
    label = read_words(spot.value)
    old = table.sheet.old_texts.get(spot.address)
    names = {text_key(label), text_key(old.doubtful) if old else ""}
    if text_key(part.name) not in names:
        yield Finding(
            "BIEU-NHAN",
            Severity.WARNING,
            f"Mã {part.code} là “{part.name}” nhưng dòng này ghi "
            f"“{shortened(shown(label), 120)}”. Kiểm tra số liệu có đúng dòng không.",
            code=part.code,
            column=main_column(part),
            at=spot.at,
            value=label,
            expected=part.name,
        )


def unread_cell(cell: CellReading) -> Finding:
    """A date, a state or a remark that cannot be understood; it is not used."""
    return Finding(
        "BIEU-O",
        Severity.WARNING,
        cell.note,
        code=cell.row,
        column=cell.column,
        at=cell.at,
        value=cell.raw,
    )


def turned_round(cells: Iterable[CellReading]) -> Iterator[Finding]:
    """Cells that show their digits in another order than they hold them."""
    for cell in cells:
        if cell.state is not CellState.BLANK and _TURNED.search(cell.raw):
            is_figure = cell.column in FIGURE_COLUMNS
            yield Finding(
                "BIEU-KY-TU-AN",
                Severity.CRITICAL if is_figure else Severity.WARNING,
                "Ô có ký tự ẩn làm đảo thứ tự chữ số: nhìn thấy một số nhưng trong ô lưu là "
                f"“{shortened(clean_text(cell.raw), 120)}”. Xóa hẳn nội dung ô rồi gõ lại.",
                code=cell.row,
                column=cell.column,
                at=cell.at,
                value=clean_text(cell.raw),
            )


def old_font(cell: CellReading, old: OldText) -> Finding:
    """A cell in an old font was read as what that font shows; somebody should look at it."""
    text = old.text or old.doubtful
    return Finding(
        "BIEU-PHONG-CU",
        Severity.WARNING,
        f"Ô gõ bằng phông cũ kiểu {old.font}; máy đã đổi sang Unicode thành "
        f"“{shortened(text, 120)}”. Kiểm tra lại; nếu sai thì gõ lại bằng phông Times New Roman "
        "(Unicode).",
        code=cell.row,
        column=cell.column,
        at=cell.at,
        value=text,
        expected=text,
    )


def copied_sheet(table: FoundTable, used: str) -> Finding:
    """Two sheets look like the same table of the form."""
    name = table.sheet.name
    return Finding(
        "BIEU-BAN-SAO",
        Severity.WARNING,
        f"Có hai trang giống nhau: “{used}” và “{name}”; chỉ trang “{used}” được đọc. Nếu số liệu "
        f"nằm ở “{name}”, chuyển sang “{used}” rồi xóa trang thừa.",
    )
