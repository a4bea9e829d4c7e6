"""The four tables of a unit's workbook: lines, drop-downs, bounds and checks."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.indicator import ValueType
from nghiquyet.model.rule import Severity
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.workbook.checks import (
    Line,
    LineChecks,
    line_checks,
    line_formula,
)
from nghiquyet.workbook.context import CellKey, FormContext
from nghiquyet.workbook.desk import Desk, input_style, write_cell
from nghiquyet.workbook.layout import (
    AMOUNT_WIDTH,
    COMMENT_PREFIX,
    FIGURE_COLUMNS,
    FIRST_ROW,
    HEADER_ROW,
    NOTHING_ASKED,
    SHEET_NAMES,
    TABLES,
    Field,
    Key,
    Locked,
    Row,
)
from nghiquyet.workbook.look import (
    CHAINED_FILLS,
    FILLS,
    FONT,
    RELATED_FILLS,
    TO_FILL,
    Styles,
    note_size,
    row_height,
    set_page,
)
from nghiquyet.workbook.marks import Mark, Tie
from nghiquyet.workbook.rows import shown_code
from nghiquyet.workbook.rule_checks import RuleChecks
from nghiquyet.workbook.validations import write_validations

_TITLES = {
    SheetKind.FIGURES: "BIỂU SỐ LIỆU",
    SheetKind.WORDS: "KẾT QUẢ BẰNG LỜI",
    SheetKind.TASKS: "NHIỆM VỤ ĐƯỢC GIAO",
    SheetKind.PROPOSALS: "ĐỀ XUẤT NHIỆM VỤ THÁNG SAU",
}
_HINTS = {
    SheetKind.FIGURES: "Chỉ điền ô nền kem. Không phát sinh thì ghi 0; chưa có số liệu thì để "
    "trống và ghi lý do ở cột Ghi chú. Ô vàng bắt buộc điền, ô xám không cần điền.",
    SheetKind.WORDS: "Chọn trong danh sách hoặc viết ngắn gọn ở cột Kết quả. Muốn nghị quyết ghi "
    "khác câu mẫu thì viết vào cột Câu đề nghị.",
    SheetKind.TASKS: "Chọn trạng thái của từng nhiệm vụ; việc chậm hoặc chuyển tháng sau thì ghi "
    "lý do.",
    SheetKind.PROPOSALS: "Mỗi dòng một việc: làm gì, ai chủ trì, khi nào xong, ra sản phẩm gì, "
    "vì sao cần làm.",
}
_LEAST_HEIGHT = {SheetKind.FIGURES: 21}
_FILLS_OF = {Tie.OWN: FILLS, Tie.RELATED: RELATED_FILLS, Tie.CHAINED: CHAINED_FILLS}
_COMMENT = {
    "author": "Văn phòng Đảng ủy", "font_name": FONT, "font_size": 11, "color": "#FFF2CC",
}  # fmt: skip


def all_checks(desk: Desk) -> LineChecks:
    """The checks of every line that has any."""
    rules = RuleChecks(desk.context, desk.places, desk.cells)
    found = {}
    for kind, rows in desk.places.rows.items():
        for row in rows:
            if not row.is_heading:
                own = line_checks(Line(kind, row, desk.places, desk.cells))
                tied = rules.for_code(row.code) if row.part else ()
                found[kind, row.code] = tuple(chain(own, tied))
    return {key: checks for key, checks in found.items() if checks}


def write_table(
    sheet: Worksheet,
    kind: SheetKind,
    desk: Desk,
    checks: LineChecks,
    marks: Mapping[CellKey, Mark],
) -> int:
    """Write one table, with the marks of a returned workbook.

    Returns:
        How many lines show a failed check.
    """
    fields, rows = TABLES[kind], desk.places.rows[kind]
    _write_head(sheet, kind, desk)
    red = 0
    for place, row in enumerate(rows):
        line = FIRST_ROW + place
        formula, shown = line_formula(checks.get((kind, row.code), ()))
        _write_line(sheet, line, kind, row, desk, shown)
        if (kind, row.code) in checks:
            sheet.write_formula(line, len(fields) - 1, formula, desk.styles.check, shown)
            red += bool(shown)
    if not rows:
        sheet.write_string(FIRST_ROW, 1, NOTHING_ASKED[kind], desk.styles.hint)
    write_validations(sheet, kind, desk)
    _write_marks(sheet, kind, desk, marks)  # first, so that they win over the general colours
    _write_colours(sheet, kind, desk)
    last = desk.places.last_row(kind)
    printed = len(fields) - (fields[-1].key is Locked.CHECK)
    sheet.ignore_errors(_harmless(kind, desk))
    sheet.print_area(0, 0, last, printed - 1)
    sheet.freeze_panes(FIRST_ROW, 2)
    set_page(sheet, desk.footer(SHEET_NAMES[kind]), header_row=HEADER_ROW)
    return red


def _harmless(kind: SheetKind, desk: Desk) -> dict[str, str]:
    """Cells that Excel would mark with a green corner although nothing is wrong."""
    first, last = FIRST_ROW, desk.places.last_row(kind)
    width = len(TABLES[kind])
    harmless = {"formula_differs": xl_range(first, width - 1, last, width - 1)}
    if kind is not SheetKind.FIGURES:
        harmless["number_stored_as_text"] = xl_range(first, 0, last, width - 1)
    return harmless


def _write_head(sheet: Worksheet, kind: SheetKind, desk: Desk) -> None:
    styles, fields = desk.styles, TABLES[kind]
    for place, field in enumerate(fields):
        sheet.set_column(place, place, _width(field, desk))
        sheet.write_string(HEADER_ROW, place, field.header, styles.header)
    sheet.set_row(0, 26)
    sheet.set_row(HEADER_ROW, 36)
    sheet.write_string(0, 0, _TITLES[kind], styles.title)
    sheet.write_string(1, 0, desk.heading, styles.subtitle)
    sheet.write_string(2, 0, _HINTS[kind], styles.hint)
    printed = len(fields) - (fields[-1].key is Locked.CHECK)
    sheet.write_string(0, printed - 1, desk.context.tag.text, styles.tag)


def _width(field: Field, desk: Desk) -> float:
    holds_figures = field.key in FIGURE_COLUMNS or field.key is Locked.PREVIOUS
    amounts = any(part.type is ValueType.MONEY for part in desk.context.form.parts)
    return max(field.width, AMOUNT_WIDTH) if holds_figures and amounts else field.width


def _write_line(
    sheet: Worksheet, line: int, kind: SheetKind, row: Row, desk: Desk, check: str
) -> None:
    texts: list[tuple[object, float]] = [(check, TABLES[kind][-1].width)]
    for place, field in enumerate(TABLES[kind]):
        if row.is_heading:
            value, style = _heading(row, field, desk.styles)
        elif isinstance(field.key, Locked):
            value, style = _printed(kind, row, field.key, desk.context, desk.styles)
        else:
            value, style = _filled(kind, row, field.key, desk)
        if not (row.is_heading and field.key is Locked.CHECK):
            write_cell(sheet, line, place, value, style)
        texts.append((value, field.width))
    sheet.set_row(line, row_height(texts, _LEAST_HEIGHT.get(kind, 30)))


def _heading(row: Row, field: Field, styles: Styles) -> tuple[object, Format]:
    texts: dict[Key, str] = {Locked.CODE: row.code, Locked.LABEL: row.label}
    style = styles.section_code if field.key is Locked.CODE else styles.section
    return texts.get(field.key), style


def _printed(
    kind: SheetKind, row: Row, key: Locked, context: FormContext, styles: Styles
) -> tuple[object, Format]:
    value = row.printed.get(key)
    match key:
        case Locked.CODE:
            return shown_code(row.code, kind, context), styles.code
        case Locked.LABEL:
            return row.label, styles.locked
        case Locked.HOUSE:
            return value, styles.house
        case Locked.CHECK:
            return None, styles.check
        case Locked.PREVIOUS if row.part is not None and row.part.type.is_figure:
            return value, styles.locked_figure(row.part)
        case Locked.PREVIOUS:
            return value, styles.locked
        case _:
            return value, styles.locked_centre


def _filled(kind: SheetKind, row: Row, column: Column, desk: Desk) -> tuple[object, Format]:
    if column not in row.open:
        return None, desk.styles.closed
    value = desk.cells.get((kind, row.code, column))
    return value, input_style(value, column, row.part, desk.styles)


def _write_colours(sheet: Worksheet, kind: SheetKind, desk: Desk) -> None:
    """The cell that the check column speaks of: amber while blank, red otherwise."""
    fields = TABLES[kind]
    if fields[-1].key is not Locked.CHECK:
        return
    first, last = 2, len(fields) - 2
    check = f"${desk.places.column_letter(kind, Locked.CHECK)}{FIRST_ROW + 1}"
    cell = xl_rowcol_to_cell(FIRST_ROW, first)
    header = xl_rowcol_to_cell(HEADER_ROW, first, row_abs=True)
    meant = f'LEFT({check},LEN({header})+2)={header}&": "'
    for condition, colours in (
        (f"=AND(ISBLANK({cell}),{meant})", TO_FILL),
        (f"={meant}", FILLS[Severity.CRITICAL]),
    ):
        options = {"type": "formula", "criteria": condition, "format": desk.styles.fill(*colours),
                   "stop_if_true": True}  # fmt: skip
        sheet.conditional_format(FIRST_ROW, first, desk.places.last_row(kind), last, options)


def _write_marks(
    sheet: Worksheet, kind: SheetKind, desk: Desk, marks: Mapping[CellKey, Mark]
) -> None:
    """Comments on the cells to mend, and colours that go when they are mended."""
    for key, mark in marks.items():
        place = desk.places.find(*key) if key[0] is kind else None
        if place is not None:
            text = COMMENT_PREFIX + mark.text
            sheet.write_comment(*place, text, {**_COMMENT, **note_size(text)})
            fill = desk.styles.fill(*_FILLS_OF[mark.tie][mark.severity])
            options = {"type": "formula", "criteria": f"={mark.condition}", "format": fill}
            sheet.conditional_format(*place, *place, {**options, "stop_if_true": True})
