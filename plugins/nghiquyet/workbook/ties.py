"""Where a finding stands in the form, and the other cells that decide about it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from nghiquyet.catalogue.rules import columns_of
from nghiquyet.model.expression import parse_expression
from nghiquyet.model.indicator import Basis, Part
from nghiquyet.model.rule import Family, Finding, Rule, Severity
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
_EQUAL = "expect_column_pair_values_to_be_equal"


class Link(NamedTuple):
    """Why a cell may have to change: another has, and a rule ties the two."""

    cause: CellKey
    rule: Rule


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

    def chained(self, finding: Finding) -> Mapping[CellKey, Link]:
        """Cells that a mended one would contradict, each with the cell and the rule it hangs on.

        What one cell holds wrongly, a text or a negative number, says nothing of other cells. A
        rule is followed once: of a sum whose part changes the whole changes, not its other parts.
        """
        own, related = self.own(finding), self.related(finding)
        rule = self._rules.get(finding.rule)
        if own is None or rule is None or (rule.origin == "generated" and not related):
            return {}
        found: dict[CellKey, Link] = {}
        followed, waiting = {rule.id}, deque([own, *related])
        reached = set(waiting)
        while waiting:
            cause = waiting.popleft()
            for tie in self._rules_of.get(cause, ()):
                new = self._in_order(self._followers(tie, cause) - reached)
                if new and tie.id not in followed:
                    followed.add(tie.id)
                    reached.update(new)
                    waiting.extend(new)
                    found |= dict.fromkeys(new, Link(cause, tie))
        return {key: found[key] for key in self._in_order(found)}

    def _in_order(self, keys: Iterable[CellKey | None]) -> tuple[CellKey, ...]:
        there = (key for key in keys if key and self.places.find(*key) is not None)
        return tuple(sorted(there, key=self._position))

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
    def _rules_of(self) -> Mapping[CellKey, Sequence[Rule]]:
        """The rules that look at each cell; what only the office asks is left out."""
        found: dict[CellKey, dict[str, Rule]] = {}
        for rule in self.context.rules:
            if rule.severity is not Severity.INFO:
                for key in self._looked_at(rule):
                    found.setdefault(key, {})[rule.id] = rule
        return {key: tuple(rules.values()) for key, rules in found.items()}

    def _followers(self, rule: Rule, cause: CellKey) -> set[CellKey]:
        """The cells that a rule makes follow one: a bound leaves them as they are."""
        sides = [set(self._cells_in(text)) for text in columns_of(rule)]
        if rule.type == _EQUAL:
            return set().union(*(side for side in sides if cause not in side))
        if rule.family is Family.R3 and len(sides) > 1:  # the year to date follows the month
            return sides[0] if cause not in sides[0] else set()
        if rule.family is Family.R2 and rule.cells:
            rate = self._parts.get(rule.cells[0])
            return sides[0] & {(kind_of(rate), rate.code, main_column(rate))} if rate else set()
        words = {key for side in sides for key in side if key[2] is Column.ANSWER}
        return words if rule.family is Family.R9 and cause not in words else set()

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
            noted = _OF_THE_READER.fullmatch(text)
            part = self._parts.get(noted[1]) if noted else None
            if part is not None:
                yield kind_of(part), part.code, Column.NOTE
            yield from self._cells_in(text)

    def _cells_in(self, text: str) -> Iterator[CellKey]:
        for reference in () if "#" in text else parse_expression(text).references:
            part = self._parts.get(reference.code)
            if part is not None and not reference.column.startswith("prev"):
                basis = reference.column
                column = BASIS_COLUMNS[Basis(basis)] if basis else main_column(part)
                yield kind_of(part), part.code, column
