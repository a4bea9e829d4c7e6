"""Every numeral of Section II back to its declaration, or to the cell or task it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.catalogue.task_definitions import TaskDefinitions
from nghiquyet.model.draft import Draft, Numeral
from nghiquyet.model.submission import Column
from nghiquyet.model.task import AssignedTask, Reason
from nghiquyet.pipeline.gathering import Registers
from nghiquyet.pipeline.rereading import Reread


@dataclass(frozen=True)
class TracedNumeral:
    """A number of Section II, traced.

    Attributes:
        place: where it stands, such as ``II.2, đoạn 3``.
        text: as it was drafted.
        record: what the task follows from, by kind and key.
        where: the file that declares it, or the unit, sheet and cell that said it.
        holds: whether that is there and brings the number.
        printed: whether the file still prints it.
    """

    place: str
    text: str
    record: str
    where: str
    holds: bool
    printed: bool


@dataclass(frozen=True)
class TaskRecords:
    """Everything that a reason may name.

    Attributes:
        catalogue: the declarations.
        definitions: what is declared of tasks.
        registers: directives of the month.
        tasks: the tasks that were given for the month.
        rereads: the month's workbooks, read again, by unit.
    """

    catalogue: Catalogue
    definitions: TaskDefinitions
    registers: Registers
    tasks: Sequence[AssignedTask]
    rereads: Mapping[str, Reread]

    def find(self, reason: Reason) -> tuple[str, str] | None:
        """Where a reason's record stands, and its words; None if there is no such record."""
        match reason.source:
            case "proposal":
                return self._cell(reason.record)
            case "directive":
                return self._directive(reason.record)
            case "carry_over":
                return self._task(reason.record)
        declared = self.definitions.records.get((reason.source, reason.record))
        return None if declared is None else (reason.declared_in, declared.model_dump_json())

    def _cell(self, record: str) -> tuple[str, str] | None:
        _, unit, row = record.split("/")
        reread = self.rereads.get(unit)
        for cell in reread.cells.values() if reread else ():
            if (cell.row, cell.column) == (row, Column.PROPOSAL):
                return f"{unit}: {cell.at.sheet}!{cell.at.cell}", str(cell.value)
        return None

    def _directive(self, code: str) -> tuple[str, str] | None:
        for each in self.registers.directives:
            if each.code == code:
                return each.origin or f"sổ văn bản: {code}", " ".join([*each.tasks, each.title])
        return None

    def _task(self, record: str) -> tuple[str, str] | None:
        for task in self.tasks:
            if task.id == record:
                return f"nhiệm vụ {record}", task.text
        indicator = self.catalogue.indicators.get(record)
        if indicator is None:
            return None
        return f"reports/indicators/{indicator.form}.yaml: {record}", ""


def trace_numerals(
    draft: Draft, records: TaskRecords, printed: Mapping[str, str]
) -> Iterator[TracedNumeral]:
    """Trace every number in the tasks of a draft.

    Args:
        draft: as it was printed.
        records: what its reasons name.
        printed: what the file prints now for each block.
    """
    for place, block in draft.placed_blocks():
        left = printed.get(block.id, "")
        for numeral in block.numerals:
            before, found, after = left.partition(numeral.text)
            left = after if found else before
            record, where, holds = _resolved(numeral, records)
            yield TracedNumeral(place, numeral.text, record, where, holds, bool(found))


def _resolved(numeral: Numeral, records: TaskRecords) -> tuple[str, str, bool]:
    """The first record that brings the number; a placeholder in its words may bring any."""
    known = ("", "")
    for reason in (reason for one in numeral.proposals for reason in one.reasons):
        found = records.find(reason)
        if found is None:
            continue
        where, words = found
        known = (f"{reason.source}: {reason.record}", where)
        if numeral.text in words or "{" in words or reason.source == "carry_over":
            return (*known, True)
    return (*known, False)
