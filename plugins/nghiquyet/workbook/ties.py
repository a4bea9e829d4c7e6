"""Where a finding stands in the form, and the other cells that decide about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from nghiquyet.catalogue.rules import columns_of
from nghiquyet.model.expression import parse_expression
from nghiquyet.model.indicator import Basis, Part
from nghiquyet.model.rule import Finding, Rule, Severity
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.workbook.context import CellKey, FormContext
from nghiquyet.workbook.layout import (
    BASIS_COLUMNS,
    INFO_FIELDS,
    PROPOSAL_ROWS,
    TABLES,
    kind_of,
    main_column,
    parts_by_code,
)
from nghiquyet.workbook.places import Places

_OF_THE_READER = re.compile(r"([^#]+)#note")
_FIRST = -1


@dataclass(frozen=True)
class Ties:
    """Finds the cells that findings are about in the workbook that goes back."""

    context: FormContext
    places: Places

    def own(self, finding: Finding) -> CellKey | None:
        """The cell that a finding is about, or None if the workbook has no such cell."""
        key = self._named(finding) if finding.code else None
        return key if key is not None and self.places.find(*key) is not None else None

    def related(self, finding: Finding) -> tuple[CellKey, ...]:
        """The other cells that the finding's rule ties together: any of them may be wrong."""
        rule = self._rules.get(finding.rule)
        tied = {*(self._looked_at(rule) if rule else ()), *self._named_rows(finding)}
        return self._in_order(tied - {self.own(finding)})

    def chained(self, finding: Finding) -> tuple[CellKey, ...]:
        """Cells that other rules tie to those: mended alone, these would contradict them.

        What one cell holds wrongly, a text or a negative number, says nothing of other cells.
        """
        own, related = self.own(finding), self.related(finding)
        rule = self._rules.get(finding.rule)
        if own is None or rule is None or (rule.origin == "generated" and not related):
            return ()
        reached = {own, *related}
        waiting = list(reached)
        while waiting:
            new = self._neighbours.get(waiting.pop(), frozenset()) - reached
            reached |= new
            waiting += new
        return self._in_order(reached - {own, *related})

    def _in_order(self, keys: Iterable[CellKey | None]) -> tuple[CellKey, ...]:
        there = (key for key in keys if key and self.places.find(*key) is not None)
        return tuple(sorted(there, key=self._position))

    def order(self, finding: Finding) -> tuple[int, int, int]:
        """Sort key: what is about the whole file first, then the form's order."""
        own = self.own(finding)
        return (_FIRST, 0, 0) if own is None else self._position(own)

    def _position(self, key: CellKey) -> tuple[int, int, int]:
        line, column = self.places.find(*key) or (0, 0)
        return (SheetKind.INFO, *TABLES).index(key[0]), line, column

    @cached_property
    def _parts(self) -> Mapping[str, Part]:
        return parts_by_code(self.context.form)

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.context.rules}

    @cached_property
    def _neighbours(self) -> Mapping[CellKey, frozenset[CellKey]]:
        """For each cell those that share a rule with it; what only the office asks is left out."""
        found: dict[CellKey, frozenset[CellKey]] = {}
        for rule in self.context.rules:
            if rule.severity is not Severity.INFO:
                tied = frozenset(key for key in self._looked_at(rule) if key[2] is not Column.NOTE)
                found |= {key: found.get(key, frozenset()) | tied for key in tied}
        return found

    def _named(self, finding: Finding) -> CellKey:
        named = next((column for column in Column if column == finding.column), None)
        part = self._parts.get(finding.code)
        if part is not None:
            return kind_of(part), part.code, named or main_column(part)
        if finding.code in PROPOSAL_ROWS:
            return SheetKind.PROPOSALS, finding.code, named or Column.PROPOSAL
        if finding.code in INFO_FIELDS:
            return SheetKind.INFO, finding.code, Column.INFO_VALUE
        return SheetKind.TASKS, finding.code, named or Column.TASK_STATUS

    def _named_rows(self, finding: Finding) -> Iterator[CellKey]:
        for code in finding.related:
            part = self._parts.get(code)
            if part is not None:
                yield kind_of(part), code, main_column(part)

    def _looked_at(self, rule: Rule) -> Iterator[CellKey]:
        """The unit's cells in the rule's expressions; last month's are not its to mend."""
        for text in columns_of(rule):
            if "#" in text:
                noted = _OF_THE_READER.fullmatch(text)
                part = self._parts.get(noted[1]) if noted else None
                if part is not None:
                    yield kind_of(part), part.code, Column.NOTE
                continue
            for reference in parse_expression(text).references:
                part = self._parts.get(reference.code)
                if part is not None and not reference.column.startswith("prev"):
                    basis = reference.column
                    column = BASIS_COLUMNS[Basis(basis)] if basis else main_column(part)
                    yield kind_of(part), part.code, column
