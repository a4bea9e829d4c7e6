"""The two pages of a returned workbook: what to mend in front, what was not used at the end."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import Column
from nghiquyet.workbook.context import CellKey
from nghiquyet.workbook.desk import Desk
from nghiquyet.workbook.layout import (
    INFO_FIELDS,
    MEND_SHEET,
    SHEET_NAMES,
    UNUSED_SHEET,
    header_of,
)
from nghiquyet.workbook.look import AMBER, AMBER_FILL, BORDER, RED, RED_FILL, row_height, set_page
from nghiquyet.workbook.marks import Review, key_of
from nghiquyet.workbook.rows import shown_code

_MEND_HEADERS = (("TT", 6), ("Ô", 27), ("Dòng", 46), ("Đang ghi", 24), ("Cần sửa thế nào", 64))
_UNUSED_HEADERS = (("TT", 6), ("Trang", 26), ("Ô", 10), ("Nội dung", 90))
_LINK = "#0563C1"


def mend_title(review: Review) -> str:
    """The headline: how many places must be mended, else how many should be looked at."""
    critical, warnings = review.of(Severity.CRITICAL), review.of(Severity.WARNING)
    if critical:
        return f"CẦN SỬA: {len(critical)} CHỖ"
    if warnings:
        return f"ĐÃ NHẬN – NÊN XEM LẠI: {len(warnings)} CHỖ"
    return "ĐÃ NHẬN: KHÔNG CÓ CHỖ NÀO CẦN SỬA"


def write_mend_page(sheet: Worksheet, desk: Desk, review: Review) -> None:
    """The list of what to mend: critical ones first, then what should be looked at."""
    styles = desk.styles
    critical, warnings = review.of(Severity.CRITICAL), review.of(Severity.WARNING)
    _write_top(sheet, desk, mend_title(review), _MEND_HEADERS, RED if critical else AMBER)
    hint = "Bấm vào tên ô để tới chỗ cần sửa. Sửa xong, lưu và gửi lại đúng tệp này; trang này "
    sheet.write_string(2, 0, hint + "máy tự bỏ qua.", styles.hint)
    line = _write_findings(sheet, 5, desk, critical, 1)
    if critical and warnings:
        text = f"NÊN XEM LẠI: {len(warnings)} CHỖ (sửa, hoặc ghi lý do ở cột Ghi chú)"
        look = styles(bold=True, bg_color=AMBER_FILL, font_color=AMBER, indent=1, **BORDER)
        sheet.merge_range(line, 0, line, len(_MEND_HEADERS) - 1, text, look)
        sheet.set_row(line, 24)
        line += 1
    line = _write_findings(sheet, line, desk, warnings, len(critical) + 1)
    sheet.print_area(0, 0, max(line - 1, 5), len(_MEND_HEADERS) - 1)
    set_page(sheet, desk.footer(MEND_SHEET), header_row=4)
    sheet.set_tab_color(RED if critical else AMBER)


def _write_top(
    sheet: Worksheet, desk: Desk, title: str, headers: Sequence[tuple[str, float]], colour: str
) -> None:
    styles = desk.styles
    for place, (header, width) in enumerate(headers):
        sheet.set_column(place, place, width)
        sheet.write_string(4, place, header, styles.header)
    sheet.write_string(0, 0, title, styles(bold=True, font_size=15, font_color=colour))
    sheet.write_string(1, 0, desk.heading, styles.subtitle)
    sheet.write_string(0, len(headers) - 1, desk.context.tag.text, styles.tag)
    sheet.set_row(0, 26)
    sheet.set_row(4, 24)
    sheet.freeze_panes(5, 0)


def _write_findings(
    sheet: Worksheet, line: int, desk: Desk, findings: Sequence[Finding], number: int
) -> int:
    styles = desk.styles
    critical = any(finding.severity is Severity.CRITICAL for finding in findings)
    fill = {"bg_color": RED_FILL if critical else AMBER_FILL}
    text = styles(text_wrap=True, indent=1, **BORDER)
    for place, finding in enumerate(findings):
        key = key_of(finding, desk.context.form)
        sheet.write_number(line, 0, number + place, styles(align="center", **BORDER, **fill))
        _write_link(sheet, line, desk, finding, key)
        name = _line_name(desk, finding, key)
        written = finding.value or ("(trống)" if key else "")
        sheet.write_string(line, 2, name, text)
        sheet.write_string(line, 3, written, styles(text_wrap=True, align="center", **BORDER))
        sheet.write_string(line, 4, finding.message, text)
        sheet.set_row(line, row_height([(name, 46), (written, 24), (finding.message, 64)], 36))
        line += 1
    return line


def _write_link(
    sheet: Worksheet, line: int, desk: Desk, finding: Finding, key: CellKey | None
) -> None:
    place = key if key is not None and desk.places.find(*key) is not None else None
    if place is None:
        text = str(finding.at or "cả tệp").replace("!", " · ")
        sheet.write_string(line, 1, text, desk.styles(text_wrap=True, indent=1, **BORDER))
        return
    name, cell = SHEET_NAMES[place[0]], desk.places.address(*place)
    look = desk.styles(font_color=_LINK, underline=1, text_wrap=True, indent=1, **BORDER)
    sheet.write_url(line, 1, f"internal:'{name}'!{cell}", look, f"{name} · {cell}")


def _line_name(desk: Desk, finding: Finding, key: CellKey | None) -> str:
    if key is None:
        return ""
    kind, code, column = key
    if code in INFO_FIELDS:
        return INFO_FIELDS[code]
    row = next((row for row in desk.places.rows.get(kind, ()) if row.code == code), None)
    label = row.label if row else ""
    name = shown_code(code, kind, desk.context) + (f" – {label}" if label else "")
    header = header_of(kind, Column(column))
    return f"{name} ({header})" if header and finding.code else name


def write_unused_page(sheet: Worksheet, desk: Desk, unused: Sequence[tuple[CellRef, str]]) -> None:
    """The list of what the unit wrote outside the form."""
    styles = desk.styles
    _write_top(sheet, desk, "PHẦN KHÔNG DÙNG TỚI", _UNUSED_HEADERS, AMBER)
    hint = "Những phần này nằm ngoài biểu mẫu nên không được đưa vào báo cáo; nếu cần, hãy ghi vào "
    sheet.write_string(2, 0, hint + "đúng ô hoặc cột Ghi chú.", styles.hint)
    text = styles(text_wrap=True, indent=1, num_format="@", **BORDER)
    for place, (where, content) in enumerate(unused):
        line = 5 + place
        sheet.write_number(line, 0, place + 1, styles(align="center", **BORDER))
        sheet.write_string(line, 1, where.sheet, text)
        sheet.write_string(line, 2, where.cell, text)
        sheet.write_string(line, 3, content, text)
        sheet.set_row(line, row_height([(content, 90), (where.sheet, 26)], 22))
    sheet.print_area(0, 0, 4 + len(unused), len(_UNUSED_HEADERS) - 1)
    set_page(sheet, desk.footer(UNUSED_SHEET), header_row=4)
