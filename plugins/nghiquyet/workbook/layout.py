"""The sheets of a unit's workbook: their names, columns and rows.

Written by the builder and looked for by the reader: both see the same words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from nghiquyet.model.indicator import Basis, Form, Indicator, Part, ValueType
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.model.task import TASK_STATUS_LABELS
from nghiquyet.wording import matching_key

ESTIMATED = "Ước"
FINAL = "Chính thức"
STATUS_LABELS = (ESTIMATED, FINAL)
YES_NO_LABELS = ("Có", "Không")

SHEET_NAMES = {
    SheetKind.INFO: "Thông tin",
    SheetKind.FIGURES: "Số liệu",
    SheetKind.WORDS: "Kết quả bằng lời",
    SheetKind.TASKS: "Nhiệm vụ được giao",
    SheetKind.PROPOSALS: "Đề xuất tháng sau",
    SheetKind.HELP: "Hướng dẫn",
}
MEND_SHEET = "Cần sửa"
UNUSED_SHEET = "Phần không dùng"
COMMENT_PREFIX = "Máy kiểm tra: "
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
TASK_PREFIX = "NV-"
NOTHING_ASKED = {
    SheetKind.FIGURES: "Biểu mẫu này không hỏi số liệu.",
    SheetKind.WORDS: "Biểu mẫu này không hỏi kết quả bằng lời.",
    SheetKind.TASKS: "Tháng này đơn vị không có nhiệm vụ nào được giao phải báo cáo.",
}
PROPOSAL_ROWS = tuple(f"DX{number:02d}" for number in range(1, 16))

HEADER_ROW = 4
FIRST_ROW = 5
"""Zero-based rows of a table's header and of its first line."""


class Locked(StrEnum):
    """Columns that are printed for the unit and that it does not fill."""

    CODE = "code"
    LABEL = "label"
    MEASURE_UNIT = "measure_unit"
    PREVIOUS = "previous"
    HOUSE = "house"
    DEADLINE = "deadline"
    CHECK = "check"


Key: TypeAlias = Column | Locked


@dataclass(frozen=True)
class Field:
    """One column of a table: what it is, its header, its width in characters."""

    key: Key
    header: str
    width: float


_CODE = Field(Locked.CODE, "Mã", 10)
_NOTE = Field(Column.NOTE, "Ghi chú", 28)
_CHECK = Field(Locked.CHECK, "Máy kiểm tra", 44)

TABLES: dict[SheetKind, tuple[Field, ...]] = {
    SheetKind.FIGURES: (
        _CODE,
        Field(Locked.LABEL, "Chỉ tiêu", 46),
        Field(Locked.MEASURE_UNIT, "ĐVT", 10.5),
        Field(Locked.PREVIOUS, "Tháng trước", 13),
        Field(Column.MONTH, "Trong tháng", 13),
        Field(Column.YTD, "Lũy kế năm", 13),
        Field(Column.PLAN, "Kế hoạch năm", 13),
        Field(Column.WINDOW_FROM, "Từ ngày", 12.5),
        Field(Column.WINDOW_TO, "Đến ngày", 12.5),
        Field(Column.STATUS, "Ước/Chính thức", 12),
        _NOTE,
        _CHECK,
    ),
    SheetKind.WORDS: (
        _CODE,
        Field(Locked.LABEL, "Nội dung", 34),
        Field(Locked.PREVIOUS, "Tháng trước", 18),
        Field(Column.ANSWER, "Kết quả", 34),
        Field(Locked.HOUSE, "Câu mẫu", 36),
        Field(Column.WORDING, "Câu đề nghị ghi vào nghị quyết", 36),
        Field(Column.NOTE, "Ghi chú", 22),
        _CHECK,
    ),
    SheetKind.TASKS: (
        Field(Locked.CODE, "Mã", 14),
        Field(Locked.LABEL, "Nhiệm vụ", 62),
        Field(Locked.DEADLINE, "Hạn", 13),
        Field(Column.TASK_STATUS, "Trạng thái", 20),
        Field(Column.RESULT, "Kết quả", 48),
        Field(Column.REASON, "Lý do nếu chậm", 34),
        _CHECK,
    ),
    SheetKind.PROPOSALS: (
        _CODE,
        Field(Column.PROPOSAL, "Nội dung đề xuất", 66),
        Field(Column.OWNER, "Chủ trì", 26),
        Field(Column.DUE, "Thời hạn", 16),
        Field(Column.PRODUCT, "Sản phẩm", 34),
        Field(Column.GROUNDS, "Căn cứ, lý do", 36),
    ),
}

AMOUNT_WIDTH = 17.5
"""Width of the columns of figures where amounts in đồng stand in them."""

INFO_FIELDS = {"ngay-lap": "Ngày lập", "ghi-chu": "Ghi chú chung"}
"""Labels of what a unit fills on the sheet «Thông tin», by the code of the row."""

BASIS_COLUMNS = {
    Basis.MONTH: Column.MONTH,
    Basis.YTD: Column.YTD,
    Basis.PLAN: Column.PLAN,
}
FIGURE_COLUMNS = frozenset(BASIS_COLUMNS.values())
DATE_COLUMNS = frozenset({Column.WINDOW_FROM, Column.WINDOW_TO})
_BESIDE_FIGURES = (Column.WINDOW_FROM, Column.WINDOW_TO, Column.STATUS, Column.NOTE)
_OPEN_COLUMNS = {
    kind: tuple(field.key for field in fields if isinstance(field.key, Column))
    for kind, fields in TABLES.items()
}


@dataclass(frozen=True)
class Row:
    """One line of a table.

    Attributes:
        code: code of the row, as in :class:`nghiquyet.model.submission.CellReading`.
        label: its name.
        part: the value asked for; None for tasks, proposals and headings.
        open: columns that the unit fills; empty for a heading.
        printed: further locked columns.
    """

    code: str
    label: str
    part: Part | None = None
    open: tuple[Column, ...] = ()
    printed: Mapping[Locked, object] = field(default_factory=dict)

    @property
    def is_heading(self) -> bool:
        """Whether the line only names the indicator above its parts."""
        return not self.open


def open_columns(kind: SheetKind, part: Part | None = None) -> tuple[Column, ...]:
    """The columns of a line that the unit fills."""
    if part is not None and part.type.is_figure:
        return (*(BASIS_COLUMNS[basis] for basis in part.bases), *_BESIDE_FIGURES)
    return _OPEN_COLUMNS[kind]


def kind_of(part: Part) -> SheetKind:
    """The sheet on which a value is asked for."""
    return SheetKind.FIGURES if part.type.is_figure else SheetKind.WORDS


def main_column(part: Part) -> Column:
    """The column of a value's main cell."""
    return BASIS_COLUMNS[part.main_basis] if part.type.is_figure else Column.ANSWER


def choices(part: Part) -> tuple[str, ...]:
    """The answers that a list offers, or nothing where the unit writes freely."""
    if part.type is ValueType.YES_NO:
        return YES_NO_LABELS
    return tuple(option.label for option in part.options)


def column_choices(column: Column, part: Part | None) -> tuple[str, ...]:
    """What the drop-down of a cell offers, or nothing."""
    if column is Column.STATUS:
        return STATUS_LABELS
    if column is Column.TASK_STATUS:
        return tuple(TASK_STATUS_LABELS.values())
    return choices(part) if part is not None and column is Column.ANSWER else ()


def parts_on(kind: SheetKind, indicator: Indicator) -> tuple[Part, ...]:
    """The values of an indicator that stand on one sheet."""
    return tuple(part for part in indicator.parts if kind_of(part) is kind)


def has_heading(indicator: Indicator) -> bool:
    """Whether the indicator's own name stands above its parts."""
    return len(indicator.parts) > 1


@lru_cache(maxsize=4096)
def text_key(text: str) -> str:
    """The matching key of a header, a label or a code; the same few come in every file."""
    return matching_key(text)


def plain_hyphens(code: str) -> str:
    """A code with the hyphen of the keyboard, whatever a word processor made of it."""
    return code.translate(_HYPHENS)


@lru_cache(maxsize=4096)
def row_key(code: str) -> str:
    """A key under which the ways of writing one code are equal."""
    code = plain_hyphens(code)
    if code.upper().startswith(TASK_PREFIX):
        return code.upper()  # 1.04 and 10.4 are different tasks
    return text_key(code)


def headers(kind: SheetKind) -> dict[str, Key]:
    """The columns of a table by the matching key of their headers."""
    return {text_key(field.header): field.key for field in TABLES[kind]}


PRINTED_KEYS = frozenset(
    {key for kind in TABLES for key in headers(kind)}
    | {text_key(text) for text in INFO_FIELDS.values()}
)
"""Matching keys of the headers and labels that every form prints."""


def header_of(kind: SheetKind, column: Key) -> str:
    """The header of a column as it is printed."""
    return next((field.header for field in TABLES[kind] if field.key is column), "")


def parts_by_code(form: Form) -> dict[str, Part]:
    """Every value of a form by its code."""
    return {part.code: part for part in form.parts}
