"""What may be typed into a cell: drop-downs and bounds from the declarations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from nghiquyet.model.indicator import Part, ValueType
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.wording import plain_number, short_date
from nghiquyet.workbook.desk import Desk
from nghiquyet.workbook.layout import DATE_COLUMNS, FIGURE_COLUMNS, column_choices
from nghiquyet.workbook.magnitudes import is_whole

_INLINE_LIST = 250
_FAR = Decimal(10**15)


def write_validations(sheet: Worksheet, kind: SheetKind, desk: Desk) -> None:
    """Drop-downs and bounds; cells that share one share its entry."""
    shared: dict[str, tuple[dict[str, Any], list[tuple[int, int]]]] = {}
    for row in desk.places.rows[kind]:
        for column in row.open:
            options = _validation(column, row.part, desk)
            place = desk.places.find(kind, row.code, column)
            if options is not None and place is not None:
                shared.setdefault(repr(options), (options, []))[1].append(place)
    for options, cells in shared.values():
        ranges = [xl_range(*cell, *cell) for cell in cells]
        if len(ranges) > 1:
            options = {**options, "multi_range": " ".join(ranges)}
        sheet.data_validation(*cells[0], *cells[0], options)


def _validation(column: Column, part: Part | None, desk: Desk) -> dict[str, Any] | None:
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
            f"{short_date(period.last_day)}.",
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
