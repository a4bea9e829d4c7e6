"""The annex of figures (phụ lục số liệu): every unit's figures, compared."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from nghiquyet.document.bars import bars
from nghiquyet.document.companion import (
    LINE,
    TABLE_GROUP,
    TABLE_NUMBER,
    TABLE_TEXT,
    add_listing,
    cell,
    finish,
    new_companion,
)
from nghiquyet.document.layout import Cell
from nghiquyet.document.task_annex import add_task_annex
from nghiquyet.model.draft import AnnexLine, Draft
from nghiquyet.model.office import Office
from nghiquyet.wording import month_and_year, plain_number

_COLUMNS = (
    ("Mã", 19.5),
    ("Chỉ tiêu, ghi chú", 36.0),
    ("ĐVT", 15.0),
    ("Tháng này", 27.5),
    ("Lũy kế", 27.5),
    ("Kế hoạch", 27.5),
    ("Tháng trước", 27.5),
    ("Tăng, giảm", 26.5),
    ("Cùng kỳ", 27.5),
    ("13 tháng", 22.5),
)


def render_annex(draft: Draft, office: Office) -> bytes:
    """The annex as a .docx file, one group of lines for each unit.

    Args:
        draft: the draft it goes with.
        office: whose draft it is.
    """
    document = new_companion(
        draft,
        office,
        "PHỤ LỤC SỐ LIỆU",
        (
            f"Số liệu tháng {month_and_year(draft.period)}, kèm theo dự thảo Nghị quyết tháng "
            f"{month_and_year(draft.period.next)}",
            "(tăng, giảm so với tháng trước; cùng kỳ là tháng này của năm trước; cột 13 tháng vẽ "
            "số liệu từ cùng kỳ năm trước đến tháng này, tháng này tô đậm)",
        ),
        landscape=True,
    )
    document.add_paragraph(style=LINE)
    if draft.annex:
        add_listing(document, _COLUMNS, _rows(draft.annex))
    else:
        document.add_paragraph("Chưa có số liệu nào được tiếp nhận.", LINE)
    add_task_annex(document, draft, office)
    return finish(document)


def _rows(lines: tuple[AnnexLine, ...]) -> Iterator[list[Cell]]:
    for unit in dict.fromkeys(line.unit_name for line in lines):
        yield [cell(unit, TABLE_GROUP, span=len(_COLUMNS))]
        yield from (_row(line) for line in lines if line.unit_name == unit)


def _row(line: AnnexLine) -> list[Cell]:
    name = f"{line.name}\n({line.note})" if line.note else line.name
    start = [cell(line.code), cell(name), cell(line.measure_unit)]
    compared = (line.ytd, line.plan, line.previous, _signed(line.change), line.last_year)
    if not line.measure_unit and not any(compared):  # words
        return [*start, cell(line.value, TABLE_TEXT, span=len(_COLUMNS) - len(start))]
    numbers = [cell(value, TABLE_NUMBER) for value in (line.value, *compared)]
    return [*start, *numbers, _chart(line)]


def _chart(line: AnnexLine) -> Cell:
    if not any(line.series):
        return cell("")
    return Cell([], picture=bars(line.series))


def _signed(change: Decimal | None) -> str:
    if change is None:
        return ""
    return f"+{plain_number(change)}" if change > 0 else plain_number(change)
