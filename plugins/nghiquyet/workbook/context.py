"""Everything one unit's workbook of one month is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from nghiquyet.model.indicator import Basis, Form
from nghiquyet.model.office import Office, Unit
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Rule
from nghiquyet.model.submission import Column, FormTag, SheetKind
from nghiquyet.model.task import AssignedTask

CellKey: TypeAlias = tuple[SheetKind, str, Column]
"""An input cell: its sheet, the code of its row, its column."""


@dataclass(frozen=True)
class FormContext:
    """One unit's form for one month.

    Attributes:
        office: who receives it.
        unit: who fills it.
        period: month assessed.
        form: what is asked.
        rules: the form's rules; those that a cell formula can express are checked in the sheet.
        tasks: tasks whose state the unit reports.
        previous: last month's figures, by code and column.
        previous_words: last month's answers in words, by code.
    """

    office: Office
    unit: Unit
    period: Period
    form: Form
    rules: tuple[Rule, ...] = ()
    tasks: tuple[AssignedTask, ...] = ()
    previous: Mapping[tuple[str, Basis], Decimal] = field(default_factory=dict)
    previous_words: Mapping[str, str] = field(default_factory=dict)

    @property
    def tag(self) -> FormTag:
        """The identity that is printed on every sheet."""
        return FormTag(self.office.code, self.unit.code, self.period, self.form.version)

    @property
    def due(self) -> date:
        """Last day on which the unit is on time."""
        return self.office.clock.due(self.period)
