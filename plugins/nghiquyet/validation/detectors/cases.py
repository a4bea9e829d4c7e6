"""A workbook with all that a detector may hold it against, and what a detector finds in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from nghiquyet.catalogue.every_form import Anniversary
from nghiquyet.model.indicator import Form, Part
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.submission import CellReading, CellState, Column, SheetKind
from nghiquyet.validation.frames import Candidate

_OWN_WORDS = frozenset(
    {
        Column.ANSWER,
        Column.WORDING,
        Column.NOTE,
        Column.RESULT,
        Column.REASON,
        Column.PROPOSAL,
        Column.PRODUCT,
        Column.GROUNDS,
    }
)


@dataclass(frozen=True)
class Passage:
    """Words that the unit wrote itself.

    Attributes:
        cell: where they stand.
        text: the words.
    """

    cell: CellReading
    text: str


@dataclass(frozen=True)
class Hit:
    """What a detector has found in one cell.

    Attributes:
        cell: the cell to mend.
        quote: what of it is odd, as the unit wrote it.
        expected: what would be right, where that can be said.
        fills: what else the rule's message prints, by placeholder.
    """

    cell: CellReading
    quote: str
    expected: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A workbook under all detectors.

    Attributes:
        candidate: the workbook, its month and the unit's earlier figures.
        form: the form it is made from.
        office: whose names and terms hold.
        anniversaries: the days whose years are counted.
    """

    candidate: Candidate
    form: Form
    office: Office
    anniversaries: Sequence[Anniversary] = ()

    @property
    def period(self) -> Period:
        """The month reported on."""
        return self.candidate.period

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """The form's values by code."""
        return {part.code: part for part in self.form.parts}

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """Everything that the unit wrote in its own words, choices left out."""
        return [
            Passage(cell, cell.value)
            for cell in self.candidate.reading.cells
            if cell.state is CellState.OK
            and isinstance(cell.value, str)
            and cell.column in _OWN_WORDS
            and cell.kind is not SheetKind.INFO
        ]
