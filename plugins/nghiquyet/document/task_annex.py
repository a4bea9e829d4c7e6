"""The annex of tasks (phụ lục nhiệm vụ): who leads each one, until when, and what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from docx.document import Document as WordDocument

from nghiquyet.document.companion import (
    LINE,
    SUBTITLE,
    TABLE_GROUP,
    TITLE,
    add_listing,
    cell,
)
from nghiquyet.document.layout import Cell
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import Office
from nghiquyet.wording import capitalised, month_and_year

_COLUMNS = (
    ("TT", 12.0),
    ("Nhiệm vụ", 118.0),
    ("Chủ trì", 45.0),
    ("Thời hạn", 26.0),
    ("Sản phẩm", 56.0),
)


def add_task_annex(document: WordDocument, draft: Draft, office: Office) -> None:
    """Add the annex of tasks on a page of its own; nothing if the draft has no tasks."""
    rows = list(_rows(draft, office))
    if not rows:
        return
    title = document.add_paragraph("PHỤ LỤC NHIỆM VỤ", TITLE)
    title.paragraph_format.page_break_before = True
    month = month_and_year(draft.period.next)
    document.add_paragraph(
        f"Chủ trì, thời hạn, sản phẩm của các nhiệm vụ tháng {month} (không in trong nghị quyết)",
        SUBTITLE,
    )
    document.add_paragraph(style=LINE)
    add_listing(document, _COLUMNS, rows)


def _rows(draft: Draft, office: Office) -> Iterator[list[Cell]]:
    names = {unit.code: unit.name for unit in office.units}
    numbers = count(1)
    for part in (part for section in draft.sections for part in section.sub_sections):
        tasks = [task for block in part.blocks for task in block.proposals]
        if tasks:
            yield [cell(f"{part.code}. {part.title}", TABLE_GROUP, span=len(_COLUMNS))]
        for task in tasks:
            leader = names.get(task.unit, task.unit)
            texts = (str(next(numbers)), capitalised(task.text), leader, task.due, task.product)
            yield [cell(text) for text in texts]
