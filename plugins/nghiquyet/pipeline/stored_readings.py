"""What a stored version held, read again: from its archived bytes, or from its stored figures."""

from __future__ import annotations

from nghiquyet.intake.archive import path_of
from nghiquyet.intake.verdicts import Verdict
from nghiquyet.model.submission import (
    CellReading,
    CellState,
    Column,
    Fact,
    Reading,
    SheetKind,
    Submission,
)
from nghiquyet.pipeline.workshop import Workshop
from nghiquyet.sandbox import ReaderFault, Sandbox
from nghiquyet.wording import plain_number

FROM_TABLE = 0
"""Template version of figures that no workbook brought."""

_GONE = "tệp lưu không còn trên máy"
_FAULT = "bộ đọc hiện nay gặp lỗi với tệp lưu"
_REFUSED = "bộ đọc hiện nay không nhận tệp lưu ({code})"
_OTHER_FORM = "tệp lưu không khớp biểu mẫu hiện nay"


def is_from_table(version: Submission) -> bool:
    """Whether a version is figures taken over from a table: all it does not hold is unknown."""
    return version.template_version == FROM_TABLE


def read_version(shop: Workshop, box: Sandbox, version: Submission) -> Reading | str:
    """What a version held, or why it cannot be read again, in words."""
    if is_from_table(version):
        facts = shop.store.facts_of(version.id)
        return Reading((), tuple(map(_cell, facts)))
    path = path_of(version.sha256, shop.settings)
    if not path.is_file():
        return _GONE
    try:
        opened = box.take_in(path)
    except (OSError, ReaderFault):
        return _FAULT
    if isinstance(opened, Verdict):
        return _REFUSED.format(code=opened.code)
    return opened.reading or _OTHER_FORM


def _cell(fact: Fact) -> CellReading:
    column, raw = Column(fact.basis), plain_number(fact.value)
    return CellReading(
        SheetKind.FIGURES, fact.indicator, column, raw, fact.value, CellState.OK, "", fact.at
    )
