"""The first page of a returned workbook: what to mend, most urgent first, with links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.feedback import Feedback, Place, Point, count_cells
from nghiquyet.workbook.context import CellKey
from nghiquyet.workbook.desk import Desk, write_cell
from nghiquyet.workbook.layout import INFO_FIELDS, MEND_SHEET, SHEET_NAMES, header_of
from nghiquyet.workbook.look import (
    AMBER,
    AMBER_FILL,
    BORDER,
    GREEN,
    GREEN_FILL,
    RED,
    RED_FILL,
    row_height,
    set_page,
)
from nghiquyet.workbook.marks import Review, shown_place
from nghiquyet.workbook.old_text import read_old_text
from nghiquyet.workbook.returned_pages import HEADER_LINE, write_top
from nghiquyet.workbook.rows import shown_code

_HEADERS = (("TT", 6), ("Ô", 27), ("Dòng", 58), ("Đang ghi", 22), ("Cần sửa thế nào", 60))
_WIDTHS = tuple(width for _, width in _HEADERS)
_LAST = len(_HEADERS) - 1
_LINK = "#0563C1"
_AS_SENT = " (trong tệp đã gửi)"

_MEND = (
    "Bấm vào tên ô để tới chỗ cần sửa. Sửa xong, lưu và gửi lại đúng tệp này; trang này máy tự "
    "bỏ qua."
)
_LOOK = (
    "Bấm vào tên ô để tới chỗ cần xem. Sửa, hoặc ghi lý do ở cột Ghi chú của dòng đó, rồi lưu và "
    "gửi lại đúng tệp này."
)
_NOTHING = "Không phải làm gì thêm. Nếu số liệu thay đổi, sửa trong tệp này rồi gửi lại."
_COLOURS = (
    "Ô đỏ: phải sửa. Ô vàng: nên xem lại. Ô màu nhạt: số liệu liên quan, có thể chỗ sai nằm ở đó. "
    "Ô xanh nhạt: không còn khớp với ô vừa sửa, xem lại. Màu tự mất khi đã sửa."
)
_THEN = "Sửa xong, ô nào chuyển xanh nhạt thì xem lại"
_GARBLED = "(chữ phông cũ, máy không đọc chắc được)"
_SHOULD = "NÊN XEM LẠI: {} (sửa, hoặc ghi lý do ở cột Ghi chú)"
_EXPLAINED = "ĐÃ GIẢI TRÌNH: {} (không phải sửa)"


@dataclass(frozen=True)
class _Look:
    """The colours of one section."""

    fill: str
    letters: str


_CRITICAL = _Look(RED_FILL, RED)
_WARNING = _Look(AMBER_FILL, AMBER)
_ANSWERED = _Look(GREEN_FILL, GREEN)


def mend_title(told: Feedback) -> str:
    """The headline: how much must be mended, else how much should be looked at."""
    if told.critical:
        return f"CẦN SỬA: {_counted(told.critical)}"
    if told.warnings:
        return f"ĐÃ NHẬN – NÊN XEM LẠI: {_counted(told.warnings)}"
    return "ĐÃ NHẬN: KHÔNG CÓ ĐIỂM NÀO CẦN SỬA"


def _counted(points: Sequence[Point]) -> str:
    cells = count_cells(points)
    return f"{len(points)} ĐIỂM" + (f", Ở {cells} Ô" if cells else "")


def write_mend_page(sheet: Worksheet, desk: Desk, review: Review) -> None:
    """The list: what must be mended, what should be looked at, what was explained."""
    told = review.told
    look = _CRITICAL if told.critical else _WARNING if told.warnings else _ANSWERED
    write_top(sheet, desk, mend_title(told), _HEADERS, look.letters)
    hint = _MEND if told.critical else _LOOK if told.warnings else _NOTHING
    sheet.write_string(2, 0, hint, desk.styles.hint)
    if told.critical or told.warnings:
        sheet.write_string(3, 0, _COLOURS, desk.styles.hint)
    page = _List(sheet, desk, review)
    page.write_section("", told.critical, _CRITICAL)
    page.write_section(_SHOULD if told.critical else "", told.warnings, _WARNING)
    page.write_section(_EXPLAINED, told.explained, _ANSWERED)
    sheet.outline_settings(symbols_below=False)  # a group folds into the line above it
    sheet.print_area(0, 0, max(page.line - 1, HEADER_LINE + 1), _LAST)
    set_page(sheet, desk.footer(MEND_SHEET), header_row=HEADER_LINE, folds=True)
    sheet.set_tab_color(look.letters)


def _readable(value: str) -> str:
    """What is written, but for codes of an old font that this page's font would garble."""
    old = read_old_text([(value, None)])
    return value if old is None else old.text or _GARBLED


class _List:
    """Writes the lines of the list, one below the other."""

    def __init__(self, sheet: Worksheet, desk: Desk, review: Review) -> None:
        self.line = HEADER_LINE + 1
        self._sheet, self._desk, self._ties = sheet, desk, review.ties
        self._number = 0
        styles = desk.styles
        self._text = styles(text_wrap=True, indent=1, **BORDER)
        self._value = styles(text_wrap=True, align="center", **BORDER)
        self._link = styles(font_color=_LINK, underline=1, text_wrap=True, indent=1, **BORDER)

    def write_section(self, title: str, points: Sequence[Point], look: _Look) -> None:
        """One section: its title, then its points."""
        if title and points:
            band = self._coloured(look, bold=True, indent=1)
            self._band(0, title.format(_counted(points)), band, 24)
        for point in points:
            folded = len(point.places) > 1
            if folded:
                self._write_head(point, look)
            for place in range(len(point.places)):
                self._write_place(point, place, look, folded=folded)

    def _write_head(self, point: Point, look: _Look) -> None:
        style = self._coloured(look, bold=True, text_wrap=True, indent=1)
        number = self._coloured(look, bold=True, align="center")
        self._sheet.write_number(self.line, 0, point.number, number)
        self._sheet.write_string(self.line, 1, f"{len(point.places)} ô cùng một lời nhắc", style)
        self._band(2, point.message, style, row_height([(point.message, sum(_WIDTHS[2:]))], 30))

    def _band(self, first: int, text: str, style: Format, height: float) -> None:
        self._sheet.merge_range(self.line, first, self.line, _LAST, text, style)
        self._sheet.set_row(self.line, height)
        self.line += 1

    def _write_place(self, point: Point, which: int, look: _Look, *, folded: bool) -> None:
        place = point.places[which]
        key = self._ties.own(place[0])
        number = f"{point.number}.{which + 1}" if folded else point.number
        self._sheet.write(self.line, 0, number, self._coloured(look, align="center"))
        where = self._write_link(place, key)
        name = self._line_name(key)
        written = _readable(place[0].value) or ("(trống)" if key else "")
        advice = self._advice(place, key, repeats=not folded)
        texts = (where, name, written, advice)
        for column, style in ((2, self._text), (3, self._value), (4, self._text)):
            write_cell(self._sheet, self.line, column, texts[column - 1], style)
        height = row_height(zip(texts, _WIDTHS[1:], strict=True), 21 if folded else 36)
        self._sheet.set_row(self.line, height, None, {"level": 1} if folded else {})
        self.line += 1

    def _advice(self, place: Place, key: CellKey | None, *, repeats: bool) -> str:
        """What to do, which cells have to do with it, and what the unit has answered."""
        lines = [place[0].message] if repeats else []
        if place[0].explanation:
            return "\n".join([*lines, f"Đã giải trình: {place[0].explanation}"])
        related = {each: None for finding in place for each in self._ties.related(finding)}
        chained = {each: None for finding in place for each in self._ties.chained(finding)}
        beyond = [each for each in chained if each not in related]
        for words, keys in (("Liên quan", related), (_THEN, beyond)):
            if keys:
                shown = (shown_place(each, self._desk.places, seen_from=key) for each in keys)
                lines.append(f"{words}: ô {', '.join(shown)}.")
        return "\n".join(lines)

    def _write_link(self, place: Place, key: CellKey | None) -> str:
        if key is None:
            at = place[0].at
            text = f"{at.sheet} · {at.cell}{_AS_SENT}" if at else "cả tệp"
            self._sheet.write_string(self.line, 1, text, self._text)
            return text
        name, cell = SHEET_NAMES[key[0]], self._desk.places.address(*key)
        text = f"{name} · {cell}"
        self._sheet.write_url(self.line, 1, f"internal:'{name}'!{cell}", self._link, text)
        return text

    def _line_name(self, key: CellKey | None) -> str:
        if key is None:
            return ""
        kind, code, column = key
        if code in INFO_FIELDS:
            return INFO_FIELDS[code]
        label = next((row.label for row in self._desk.places.rows[kind] if row.code == code), "")
        name = shown_code(code, kind, self._desk.context) + (f" – {label}" if label else "")
        return f"{name} ({header_of(kind, column)})"

    def _coloured(self, look: _Look, **more: object) -> Format:
        return self._desk.styles(bg_color=look.fill, font_color=look.letters, **BORDER, **more)
