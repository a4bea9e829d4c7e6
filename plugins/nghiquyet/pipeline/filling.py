"""Workbooks filled from text files that a reviewer can read: the demo's and the tests' months.

A folder of values holds one file a unit, or one file for several units of a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import model_validator

from nghiquyet.catalogue.definitions import Spec, load_definition
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.workbook.context import CellKey

Number = int | float


class FigureValues(Spec):
    """One row of «Số liệu»; a bare number is the month's value, a string is typed as it is."""

    month: Number | str | None = None
    ytd: Number | str | None = None
    plan: Number | str | None = None
    window_from: date | None = None
    window_to: date | None = None
    status: str = ""
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_value(cls, value: Any) -> Any:
        return value if isinstance(value, dict) else {"month": value}


class WordValues(Spec):
    """One row of «Kết quả bằng lời»; a bare string is the answer."""

    answer: str = ""
    wording: str = ""
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_answer(cls, value: Any) -> Any:
        return value if isinstance(value, dict) else {"answer": value}


class TaskValues(Spec):
    """One row of «Nhiệm vụ được giao»."""

    task_status: str
    result: str = ""
    reason: str = ""


class ProposalValues(Spec):
    """One row of «Đề xuất tháng sau»."""

    proposal: str
    owner: str = ""
    due: str = ""
    product: str = ""
    grounds: str = ""


class UnitValues(Spec):
    """What one unit fills in."""

    figures: dict[str, FigureValues] = {}
    words: dict[str, WordValues] = {}
    tasks: dict[str, TaskValues] = {}
    proposals: tuple[ProposalValues, ...] = ()


class ValuesFile(Spec):
    """One file of a folder of values."""

    units: dict[str, UnitValues]


def load_values(folder: Path) -> dict[str, UnitValues]:
    """What every unit fills in, by unit code.

    Raises:
        DefinitionError: if a file does not fit the schema.
    """
    values: dict[str, UnitValues] = {}
    for path in sorted(folder.glob("*.yaml")):
        values |= load_definition(path, ValuesFile).value.units
    return values


def cell_values(values: UnitValues) -> Mapping[CellKey, object]:
    """The values under the cells that they are written into."""
    return dict(_cells(values))


def _cells(values: UnitValues) -> Iterator[tuple[CellKey, object]]:
    sheets: tuple[tuple[SheetKind, Mapping[str, Spec]], ...] = (
        (SheetKind.FIGURES, values.figures),
        (SheetKind.WORDS, values.words),
        (SheetKind.TASKS, values.tasks),
        (SheetKind.PROPOSALS, {f"DX{n:02d}": row for n, row in enumerate(values.proposals, 1)}),
    )
    for kind, rows in sheets:
        for code, row in rows.items():
            for column, value in row:
                if value not in (None, ""):
                    yield (kind, code, Column(column)), value
