"""The four tables of a unit's workbook: lines, drop-downs, bounds and checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.model.rule import Severity
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.wording import month_and_year, plain_number
from nghiquyet.workbook.checks import (
    Cells,
    Line,
    LineChecks,
    line_checks,
    line_formula,
)
from nghiquyet.workbook.context import CellKey, FormContext
from nghiquyet.workbook.layout import (
    AMOUNT_WIDTH,
    COMMENT_PREFIX,
    DATE_COLUMNS,
    FIGURE_COLUMNS,
    FIRST_ROW,
    HEADER_ROW,
    NO_TASKS,
    SHEET_NAMES,
    TABLES,
    Field,
    Locked,
    Row,
    column_choices,
)
from nghiquyet.workbook.look import FILLS, FONT, TO_FILL, Styles, row_height, set_page
from nghiquyet.workbook.marks import Mark
from nghiquyet.workbook.places import Places
from nghiquyet.workbook.rows import shown_code
from nghiquyet.workbook.rule_checks import RuleChecks
from nghiquyet.workbook.typed_figures import is_whole

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
_INLINE_LIST = 250
_LEAST_HEIGHT = {SheetKind.FIGURES: 21}
_FAR = Decimal(10**15)
_COMMENT = {
    "author": "Văn phòng Đảng ủy", "font_name": FONT, "font_size": 11,
    "x_scale": 1.8, "y_scale": 1.3, "color": "#FFF2CC",
}  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """What the writers of the sheets work with.

    Attributes:
        context: whose workbook of which month.
        places: where its cells stand.
        styles: its formats.
        cells: the values that are written.
        options: where the help sheet lists the choices of a value, by code.
    """

    context: FormContext
    places: Places
    styles: Styles
    cells: Cells
    options: Mapping[str, str]

    @property
    def heading(self) -> str:
        """Whose workbook, of which month."""
        return f"{self.context.unit.name} – tháng {month_and_year(self.context.period)}"

    def footer(self, title: str) -> str:
        """The line at the foot of each page."""
        return f"{self.heading} – {title}"


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
        _write_line(sheet, line, kind, row, desk)
        if (kind, row.code) in checks:
            text, shown = line_formula(checks[kind, row.code])
            sheet.write_formula(line, len(fields) - 1, text, desk.styles.check, shown)
            red += bool(shown)
    if not rows:
        sheet.write_string(FIRST_ROW, 1, NO_TASKS, desk.styles.hint)
    _write_validations(sheet, kind, desk)
    _write_marks(sheet, kind, desk, marks)  # first, so that they win over the general colours
    _write_colours(sheet, kind, desk)
    last = desk.places.last_row(kind)
    printed = len(fields) - (fields[-1].key is Locked.CHECK)
    sheet.print_area(0, 0, last, printed - 1)
    sheet.freeze_panes(FIRST_ROW, 2)
    set_page(sheet, desk.footer(SHEET_NAMES[kind]), header_row=HEADER_ROW)
    return red


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


def _write_line(sheet: Worksheet, line: int, kind: SheetKind, row: Row, desk: Desk) -> None:
    texts: list[tuple[object, float]] = []
    for place, field in enumerate(TABLES[kind]):
        if row.is_heading:
            _write_heading(sheet, line, place, row, field, desk.styles)
        elif isinstance(field.key, Locked):
            _write_locked(sheet, line, place, kind, row, field, desk)
        else:
            _write_input(sheet, line, place, (kind, row.code, field.key), row, desk)
        texts.append((_text(kind, row, field, desk), field.width))
    sheet.set_row(line, row_height(texts, _LEAST_HEIGHT.get(kind, 30)))


def _text(kind: SheetKind, row: Row, field: Field, desk: Desk) -> object:
    if field.key is Locked.LABEL:
        return row.label
    if isinstance(field.key, Locked):
        return row.printed.get(field.key)
    return desk.cells.get((kind, row.code, field.key))


def _write_heading(
    sheet: Worksheet, line: int, place: int, row: Row, field: Field, styles: Styles
) -> None:
    if field.key is Locked.CHECK:
        return
    texts = {Locked.CODE: row.code, Locked.LABEL: row.label}
    text = texts.get(field.key, "") if isinstance(field.key, Locked) else ""
    style = styles.section if field.key is not Locked.CODE else styles.section_code
    sheet.write_string(line, place, text, style) if text else sheet.write_blank(
        line, place, None, style
    )


def _write_locked(
    sheet: Worksheet, line: int, place: int, kind: SheetKind, row: Row, field: Field, desk: Desk
) -> None:
    styles = desk.styles
    value = row.printed.get(field.key) if isinstance(field.key, Locked) else None
    match field.key:
        case Locked.CODE:
            sheet.write_string(line, place, shown_code(row.code, kind, desk.context), styles.code)
        case Locked.LABEL:
            sheet.write_string(line, place, row.label, styles.locked)
        case Locked.HOUSE:
            sheet.write_string(line, place, str(value or ""), styles.house)
        case Locked.PREVIOUS if row.part is not None and isinstance(value, Decimal):
            sheet.write_number(line, place, float(value), styles.locked_figure(row.part))
        case Locked.CHECK:
            sheet.write_blank(line, place, None, styles.check)
        case Locked.PREVIOUS:
            sheet.write_string(line, place, str(value or ""), styles.locked)
        case _:
            sheet.write_string(line, place, str(value or ""), styles.locked_centre)


def _write_input(
    sheet: Worksheet, line: int, place: int, key: CellKey, row: Row, desk: Desk
) -> None:
    column = key[2]
    if column not in row.open:
        sheet.write_blank(line, place, None, desk.styles.closed)
        return
    write_value(sheet, line, place, desk.cells.get(key), column, row.part, desk.styles)


def write_value(
    sheet: Worksheet,
    line: int,
    place: int,
    value: Decimal | date | str | None,
    column: Column,
    part: Part | None,
    styles: Styles,
    **look: str,
) -> None:
    """Write what a unit entered; a text stays a text, whatever it looks like."""
    style = styles.input(column, part, **look)
    if value is None:
        sheet.write_blank(line, place, None, style)
    elif isinstance(value, Decimal):
        odd = part is not None and is_whole(part) and value != value.to_integral_value()
        sheet.write_number(
            line,
            place,
            float(value),
            styles.input(column, part, num_format="General") if odd else style,
        )
    elif isinstance(value, date):
        sheet.write_datetime(line, place, value, style)
    else:
        sheet.write_string(line, place, value, style)


def _write_validations(sheet: Worksheet, kind: SheetKind, desk: Desk) -> None:
    """Drop-downs and bounds; cells that share one share its entry."""
    shared: dict[str, tuple[dict[str, Any], list[tuple[int, int]]]] = {}
    for row in desk.places.rows[kind]:
        for column in row.open:
            options = validation(column, row.part, desk)
            place = desk.places.find(kind, row.code, column)
            if options is not None and place is not None:
                shared.setdefault(repr(options), (options, []))[1].append(place)
    for options, cells in shared.values():
        ranges = [xl_range(*cell, *cell) for cell in cells]
        if len(ranges) > 1:
            options = {**options, "multi_range": " ".join(ranges)}
        sheet.data_validation(*cells[0], *cells[0], options)


def validation(column: Column, part: Part | None, desk: Desk) -> dict[str, Any] | None:
    """What may be typed into a cell, or None if anything may."""
    labels = column_choices(column, part)
    if labels:
        return _list_validation(labels, desk.options.get(part.code, "") if part else "")
    if column in DATE_COLUMNS:
        period = desk.context.period
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": min(period.previous.first_day, date(period.year, 1, 1)),
            "maximum": period.next.last_day,
            "error_title": "Ngày chưa đúng",
            "error_message": "Gõ ngày/tháng/năm trong kỳ báo cáo, ví dụ "
            f"{period.last_day:%d/%m/%Y}.",
        }
    return _figure_validation(part) if column in FIGURE_COLUMNS and part is not None else None


def _list_validation(labels: Sequence[str], listed_at: str) -> dict[str, Any]:
    inline = not any("," in label or '"' in label for label in labels)
    fits = inline and len(",".join(labels)) <= _INLINE_LIST
    return {
        "validate": "list",
        "source": list(labels) if fits or not listed_at else listed_at,
        "error_title": "Chọn trong danh sách",
        "error_message": "Bấm mũi tên bên phải ô và chọn một mục trong danh sách.",
    }


def _figure_validation(part: Part) -> dict[str, Any]:
    whole = part.type is ValueType.INTEGER
    lowest, highest = part.minimum, part.maximum
    bounds = [f"từ {plain_number(lowest)}" if lowest is not None else "",
              f"đến {plain_number(highest)}" if highest is not None else ""]  # fmt: skip
    limits = " ".join(filter(None, bounds))
    unit = f" ({part.measure_unit})" if part.measure_unit else ""
    if part.type is ValueType.PERCENT:
        hint = "Gõ 70,69 cho 70,69%; không cần gõ dấu %."
    elif whole or is_whole(part):
        hint = f"Số nguyên{unit}; gõ liền, ví dụ 1204."
    else:
        hint = f"Số thập phân{unit}, ví dụ 12,5."
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": f"{-_FAR if lowest is None else lowest:f}",
        "maximum": f"{_FAR if highest is None else highest:f}",
        "input_title": "Cách ghi",
        "input_message": hint,
        "error_title": "Số chưa đúng",
        "error_message": f"Cần một con số {limits}. {hint} Đơn vị tính đã có ở cột ĐVT.",
    }


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
            sheet.write_comment(*place, COMMENT_PREFIX + mark.text, _COMMENT)
            fill = desk.styles.fill(*FILLS[mark.severity])
            options = {"type": "formula", "criteria": f"={mark.condition}", "format": fill}
            sheet.conditional_format(*place, *place, {**options, "stop_if_true": True})
