"""The pages that are read: information in front, help at the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.indicator import Form, Part, ValueType
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.wording import month_and_year, plain_number, short_date
from nghiquyet.workbook.desk import Desk, write_cell
from nghiquyet.workbook.layout import (
    FIRST_ROW,
    INFO_FIELDS,
    SHEET_NAMES,
    TABLES,
    Locked,
    choices,
)
from nghiquyet.workbook.look import BORDER, LOCKED, NAVY, row_height, set_page
from nghiquyet.workbook.magnitudes import is_whole
from nghiquyet.workbook.places import INFO_FIRST_ROW, INFO_PRINTED, INFO_VALUE_COLUMN

_DONE = "Không còn chỗ nào máy nhắc."
_LEFT = "Còn {} chỗ máy nhắc: xem cột “Máy kiểm tra”."
_STEPS = {
    SheetKind.FIGURES: "Điền số liệu trong tháng, lũy kế, kế hoạch năm ở các ô nền kem.",
    SheetKind.WORDS: "Chọn hoặc viết kết quả; có thể đề nghị câu ghi vào nghị quyết.",
    SheetKind.TASKS: "Chọn trạng thái từng nhiệm vụ được giao.",
    SheetKind.PROPOSALS: "Ghi việc đơn vị đề nghị đưa vào nghị quyết tháng sau.",
    SheetKind.HELP: "Cách ghi từng chỉ tiêu.",
}
_HELP = (
    "Chỉ điền ô nền kem. Không xóa cột, không sửa mã dòng; đổi tên tệp hay đổi thứ tự trang "
    "không sao.",
    "Số nguyên gõ liền: 1204 (máy tự hiện 1.204 hoặc 1,204 tùy máy tính). Số thập phân gõ dấu "
    "phẩy nếu máy đặt tiếng Việt.",
    "Tỷ lệ phần trăm gõ con số đứng trước dấu %: 70,69 nghĩa là 70,69%.",
    "Tiền gõ đủ con số theo cột ĐVT: 42 tỷ đồng là 42000000000 khi ĐVT là đồng.",
    "Không phát sinh thì ghi 0. Chưa có số liệu thì để trống và ghi lý do ở cột Ghi chú; đừng ghi "
    "dấu gạch ngang hay chữ “không”.",
    "Ngày gõ ngày/tháng/năm, ví dụ 27/01/2026. Số mới ước thì chọn “Ước”, số đã chốt thì chọn "
    "“Chính thức”.",
    "Khi dán từ tệp khác, dùng Dán giá trị (Paste Special, Values) để không mất danh sách chọn.",
    "Cột “Máy kiểm tra” nhắc bằng chữ đỏ; còn nhắc thì xem lại, hoặc ghi lý do ở cột Ghi chú.",
    "Phần tự thêm ngoài biểu (trang mới, ghi chú bên cạnh) không được đưa vào báo cáo.",
    "Chỉ ghi số liệu tổng hợp; không ghi họ tên, số căn cước, số điện thoại của cá nhân.",
)
_TABLE_HEADERS = ("Mã", "Chỉ tiêu", "Cách ghi")
_HELP_FIRST_ROW = 3


def write_info(sheet: Worksheet, desk: Desk, red: int) -> None:
    """The first page: whose form it is, until when, and what the sheets still remind of.

    Args:
        sheet: the empty sheet.
        desk: what the writers work with.
        red: lines that show a failed check now.
    """
    styles, context = desk.styles, desk.context
    for place, width in enumerate((2, 28, 66)):
        sheet.set_column(place, place, width)
    sheet.write_string(0, INFO_VALUE_COLUMN, context.tag.text, styles.tag)
    sheet.write_string(1, 1, "BÁO CÁO THÁNG CỦA ĐƠN VỊ", styles.title)
    sheet.set_row(1, 26)
    sheet.write_string(2, 1, "Chỉ điền ô nền kem; xong thì lưu và gửi đúng tệp này.", styles.hint)
    label, printed = styles(bold=True, bg_color=LOCKED, indent=1, **BORDER), styles.locked
    for place, (name, text) in enumerate(zip(INFO_PRINTED, _printed(desk), strict=True)):
        line = INFO_FIRST_ROW + place
        sheet.write_string(line, 1, name, label)
        sheet.write_string(line, 2, text, printed)
        sheet.set_row(line, row_height([(text, 66)], 24))
    for code, name in INFO_FIELDS.items():
        found = desk.places.find(SheetKind.INFO, code, Column.INFO_VALUE)
        line = found[0] if found else 0
        sheet.write_string(line, 1, name, label)
        _write_field(sheet, line, code, desk)
    _write_state(sheet, line + 2, desk, red)
    last = _write_steps(sheet, line + 4, desk)
    sheet.print_area(0, 0, last, INFO_VALUE_COLUMN)
    set_page(sheet, desk.footer(SHEET_NAMES[SheetKind.INFO]), portrait=True)


def _printed(desk: Desk) -> tuple[str, ...]:
    context = desk.context
    return (
        f"Văn phòng Đảng ủy xã {context.office.commune}",
        context.unit.name,
        context.form.title,
        f"Tháng {month_and_year(context.period)}",
        f"Hết ngày {short_date(context.due)}",
    )


def _write_field(sheet: Worksheet, line: int, code: str, desk: Desk) -> None:
    value = desk.cells.get((SheetKind.INFO, code, Column.INFO_VALUE))
    is_day = code == "ngay-lap"
    look = {"num_format": "dd/mm/yyyy", "align": "left"} if is_day else {}
    style = desk.styles.input(Column.INFO_VALUE, None, **look)
    write_cell(sheet, line, INFO_VALUE_COLUMN, value, style)
    sheet.set_row(line, row_height([(value, 66)], 24 if is_day else 60))
    if is_day:
        first = desk.context.period.first_day
        sheet.data_validation(line, INFO_VALUE_COLUMN, line, INFO_VALUE_COLUMN, {
            "validate": "date", "criteria": "between",
            "minimum": first, "maximum": first + timedelta(days=120),
            "error_title": "Ngày chưa đúng",
            "error_message": "Gõ ngày/tháng/năm, ví dụ " + short_date(desk.context.due) + ".",
        })  # fmt: skip


def _write_state(sheet: Worksheet, line: int, desk: Desk, red: int) -> None:
    counts = []
    for kind, fields in TABLES.items():
        if fields[-1].key is Locked.CHECK:
            letter = desk.places.column_letter(kind, Locked.CHECK)
            lines = f"${letter}${FIRST_ROW + 1}:${letter}${desk.places.last_row(kind) + 1}"
            counts.append(f"SUMPRODUCT(--(LEN('{SHEET_NAMES[kind]}'!{lines})>0))")
    total = "+".join(counts)
    before, after = _LEFT.split("{}")
    formula = f'=IF({total}=0,"{_DONE}","{before}"&({total})&"{after}")'
    label = desk.styles(bold=True, bg_color=LOCKED, indent=1, **BORDER)
    sheet.write_string(line, 1, "Tình trạng", label)
    style = desk.styles(bold=True, font_color=NAVY, indent=1, text_wrap=True, **BORDER)
    sheet.write_formula(line, 2, formula, style, _LEFT.format(red) if red else _DONE)
    sheet.set_row(line, 26)


def _write_steps(sheet: Worksheet, line: int, desk: Desk) -> int:
    styles = desk.styles
    link = styles(font_color="#0563C1", underline=1, indent=1, **BORDER)
    sheet.write_string(line, 1, "Trang", styles.header)
    sheet.write_string(line, 2, "Việc cần làm", styles.header)
    sheet.set_row(line, 24)
    for kind, text in _STEPS.items():
        line += 1
        name = SHEET_NAMES[kind]
        sheet.write_url(line, 1, f"internal:'{name}'!A1", link, name)
        sheet.write_string(line, 2, text, styles(text_wrap=True, indent=1, **BORDER))
        sheet.set_row(line, row_height([(text, 66)], 22))
    return line


def listed_options(form: Form) -> Mapping[str, str]:
    """Where the help page lists the choices of each value, as a formula, by code."""
    found = {}
    line = _options_row(form) + 1
    for part in form.parts:
        if part.options:
            last = line + len(part.options)
            found[part.code] = f"='{SHEET_NAMES[SheetKind.HELP]}'!$B${line + 1}:$B${last}"
            line = last
    return found


def _ways_row() -> int:
    """Zero-based row of the header above how each value is written."""
    return _HELP_FIRST_ROW + len(_HELP) + 1


def _options_row(form: Form) -> int:
    """Zero-based row of the title above the listed choices."""
    return _ways_row() + len(form.parts) + 2


def write_help(sheet: Worksheet, desk: Desk) -> None:
    """The last page: how to fill the form, value by value, and what the lists offer."""
    styles, form = desk.styles, desk.context.form
    for place, width in enumerate((11, 50, 56)):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, "HƯỚNG DẪN", styles.title)
    sheet.set_row(0, 26)
    sheet.write_string(0, 2, desk.context.tag.text, styles.tag)
    sheet.write_string(1, 0, desk.heading, styles.subtitle)
    plain = styles(text_wrap=True, valign="top")
    for place, text in enumerate(_HELP):
        line = _HELP_FIRST_ROW + place
        sheet.merge_range(line, 0, line, 2, f"{place + 1}. {text}", plain)
        sheet.set_row(line, row_height([(text, 122)], 22))
    _write_ways(sheet, _ways_row(), desk)
    _write_options(sheet, _options_row(form), desk, form)
    set_page(sheet, desk.footer(SHEET_NAMES[SheetKind.HELP]), portrait=True)


def _write_ways(sheet: Worksheet, line: int, desk: Desk) -> None:
    styles = desk.styles
    for place, header in enumerate(_TABLE_HEADERS):
        sheet.write_string(line, place, header, styles.header)
    sheet.set_row(line, 24)
    for part in desk.context.form.parts:
        line += 1
        way = _way(part)
        sheet.write_string(line, 0, part.code, styles.code)
        sheet.write_string(line, 1, part.name, styles.locked)
        sheet.write_string(line, 2, way, styles.locked)
        sheet.set_row(line, row_height([(part.name, 50), (way, 56)], 22))


def _way(part: Part) -> str:
    """How to write one value, in words."""
    kinds = {
        ValueType.PERCENT: "Tỷ lệ %, gõ 70,69 cho 70,69%",
        ValueType.YES_NO: "Chọn Có hoặc Không",
        ValueType.VERDICT: "Chọn một mục trong danh sách dưới đây",
        ValueType.TEXT: "Viết ngắn gọn",
        ValueType.LIST: "Mỗi mục một dòng",
    }
    kind = kinds.get(part.type, "Số nguyên" if is_whole(part) else "Số, có thể có phần thập phân")
    bounds = [kind]
    if part.type.is_figure and part.minimum is not None and part.maximum is not None:
        bounds.append(f"từ {plain_number(part.minimum)} đến {plain_number(part.maximum)}")
    if part.required:
        bounds.append("bắt buộc")
    sentence = ", ".join(bounds) + "."
    hints = [part.pattern_hint, f"Ví dụ: {part.example}" if part.example else ""]
    return " ".join([sentence, *(hint for hint in hints if hint)])


def _write_options(sheet: Worksheet, line: int, desk: Desk, form: Form) -> None:
    styles = desk.styles
    listed = [(part, label) for part in form.parts if part.options for label in choices(part)]
    if not listed:
        return
    sheet.write_string(line, 0, "Danh sách để chọn", styles.subtitle)
    for part, label in listed:
        line += 1
        note = any(option.needs_note and option.label == label for option in part.options)
        sheet.write_string(line, 0, part.code, styles.code)
        sheet.write_string(line, 1, label, styles.locked)
        write_cell(sheet, line, 2, "cần ghi rõ ở cột Ghi chú" if note else "", styles.locked)
        sheet.set_row(line, row_height([(label, 50)], 22))
