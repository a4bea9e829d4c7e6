"""Rules that tie several cells, as checks of the column «Máy kiểm tra»."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import cached_property
from typing import Any

from nghiquyet.catalogue.register import in_force
from nghiquyet.catalogue.rules import column_of, expected_side, places_told
from nghiquyet.model.expression import Expression, Reference, parse_expression
from nghiquyet.model.indicator import Basis, Part
from nghiquyet.model.rule import Rule, Scope, Severity
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.wording import carried_to_date
from nghiquyet.workbook.checks import Cells, Check
from nghiquyet.workbook.context import FormContext
from nghiquyet.workbook.formulas import (
    UntranslatableError,
    formula,
    literal,
    number_text,
    shown_number,
)
from nghiquyet.workbook.layout import (
    BASIS_COLUMNS,
    Key,
    Locked,
    header_of,
    kind_of,
    main_column,
    parts_by_code,
)
from nghiquyet.workbook.places import Places

_GREATER = "expect_column_pair_values_a_to_be_greater_than_b"
_EQUAL = "expect_column_pair_values_to_be_equal"
_BETWEEN = "expect_column_values_to_be_between"
_UNDERSTOOD = {
    _GREATER: {"column_A", "column_B", "or_equal"},
    _EQUAL: {"column_A", "column_B"},
    _BETWEEN: {"column", "min_value", "max_value"},
}
_TOLERANCE = Decimal("0.000001")
_PLACEHOLDER = re.compile(r"\{([^}]*)\}")
_BLANK = "(trống)"


class _MissingError(LookupError):
    """A cell that an expression reads is blank, so the rule is silent."""


@dataclass(frozen=True)
class RuleChecks:
    """Translates the rules of one form for one unit and month."""

    context: FormContext
    places: Places
    cells: Cells

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The form's values by code."""
        return parts_by_code(self.context.form)

    @cached_property
    def _rules(self) -> list[Rule]:
        """The rules as they act in the month of the sheet."""
        return in_force(self.context.rules, self.context.period)

    def for_code(self, code: str) -> Iterator[Check]:
        """The checks of the rules whose first marked cell is in the line of ``code``."""
        for rule in self._rules:
            if rule.cells and rule.cells[0] == code and _is_translatable(rule):
                try:
                    yield _Translation(rule, self.parts[code], self).check()
                except UntranslatableError:
                    continue


def _is_translatable(rule: Rule) -> bool:
    """Whether the sheet can watch a rule, and is to.

    Bounds of single cells are checked already, options that change a rule are unknown here, and
    what only informs the office is not the unit's to mend.
    """
    understood = _UNDERSTOOD.get(rule.type, set())
    bounds = rule.origin == "generated" and rule.type == _BETWEEN and rule.scope is Scope.CELL
    if bounds or rule.severity is Severity.INFO:
        return False
    return set(rule.kwargs) <= understood and bool(understood)


@dataclass(frozen=True)
class _Translation:
    rule: Rule
    part: Part
    sheet: RuleChecks

    def check(self) -> Check:
        column = Column(column_of(self.rule, self.part))
        condition, broken = self._condition()
        prefix = f"{header_of(kind_of(self.part), column)}: "
        message, text = self._message(prefix, column)
        guards = ",".join(dict.fromkeys(self._guard(r) for r in self._references()))
        return Check(
            column=column,
            condition=f"IF(AND({guards}),IFERROR({condition},FALSE),FALSE)",
            message=f"IFERROR({message},{literal(prefix)})",
            broken=broken,
            text=text,
            rule=self.rule.id,
            is_local="!" not in condition,
        )

    def _condition(self) -> tuple[str, bool]:
        """The formula that is true while the rule is broken, and whether it is now."""
        kwargs = self.rule.kwargs
        if self.rule.type == _BETWEEN:
            return self._outside(parse_expression(kwargs["column"]))
        left, right = parse_expression(kwargs["column_A"]), parse_expression(kwargs["column_B"])
        difference = f"{self._formula(left)}-{self._formula(right)}"
        apart = self._try(lambda: self._evaluate(left) - self._evaluate(right))
        if self.rule.type == _EQUAL:
            return f"ABS({difference})>{_TOLERANCE}", apart is not None and abs(apart) > _TOLERANCE
        if kwargs.get("or_equal"):
            return f"{difference}<-{_TOLERANCE}", apart is not None and apart < -_TOLERANCE
        return f"{difference}<={_TOLERANCE}", apart is not None and apart <= _TOLERANCE

    def _outside(self, expression: Expression) -> tuple[str, bool]:
        text = self._formula(expression)
        value = self._try(lambda: self._evaluate(expression))
        tests, broken = ["FALSE"], False
        for name, sign in (("min_value", "<"), ("max_value", ">")):
            bound = self.rule.kwargs.get(name)
            if bound is not None:
                limit = Decimal(str(bound)) + (_TOLERANCE if sign == ">" else -_TOLERANCE)
                tests.append(f"{text}{sign}{limit:f}")
                over = value is not None and (value > limit if sign == ">" else value < limit)
                broken = broken or over
        return f"OR({','.join(tests)})", broken

    def _expressions(self) -> list[Expression]:
        names = ("column", "column_A", "column_B")
        return [
            parse_expression(self.rule.kwargs[name]) for name in names if name in self.rule.kwargs
        ]

    def _references(self) -> list[Reference]:
        return [each for found in self._expressions() for each in found.references]

    # Values and cells -----------------------------------------------------------------------

    def _place(self, reference: Reference) -> tuple[SheetKind, str, Key] | None:
        """The cell of a reference; None for last month's year to date, which has no cell."""
        part = self.sheet.parts.get(reference.code)
        if part is None:
            raise UntranslatableError(reference.code)
        if reference.column == "prev_ytd":
            return None
        key: Key
        match reference.column:
            case "prev":
                key = Locked.PREVIOUS
            case "":
                key = main_column(part)
            case name:
                key = BASIS_COLUMNS[Basis(name)]
                if Basis(name) not in part.bases:
                    raise UntranslatableError(f"{reference.code}@{name}")
        return kind_of(part), part.code, key

    def _cell(self, reference: Reference) -> str:
        place = self._place(reference)
        if place is None:
            previous = self._previous_ytd(reference.code)
            if previous is None:
                raise UntranslatableError(f"{reference.code}@prev_ytd")
            return f"{previous:f}"
        return self.sheet.places.reference(*place, seen_from=kind_of(self.part))

    def _previous_ytd(self, code: str) -> Decimal | None:
        context = self.sheet.context
        if context.period.month == 1:  # nothing has been counted before January
            return Decimal(0)
        return context.previous.get((code, Basis.YTD))

    def _guard(self, reference: Reference) -> str:
        cell = self._cell(reference)
        is_figure = self.sheet.parts[reference.code].type.is_figure
        return f"ISNUMBER({cell})" if is_figure else f"LEN({cell})>0"

    def _value(self, reference: Reference) -> Decimal | str:
        place = self._place(reference)
        found: object
        if place is None:
            found = self._previous_ytd(reference.code)
        elif isinstance(place[2], Column):
            found = self.sheet.cells.get((place[0], place[1], place[2]))
        else:
            part = self.sheet.parts[reference.code]
            found = self.sheet.context.previous.get((part.code, part.main_basis))
        is_figure = self.sheet.parts[reference.code].type.is_figure
        if not isinstance(found, Decimal if is_figure else str):
            raise _MissingError(reference.code)
        return found

    def _formula(self, expression: Expression) -> str:
        period = self.sheet.context.period
        return formula(expression, self._cell, {"month": period.month, "year": period.year})

    def _evaluate(self, expression: Expression) -> Decimal:
        period = self.sheet.context.period
        result: Any = expression.evaluate(
            self._value,
            variables={"month": Decimal(period.month), "year": Decimal(period.year)},
            constant=lambda value: Decimal(str(value)),
        )
        return Decimal(result)

    @staticmethod
    def _try(compute: Callable[[], Decimal]) -> Decimal | None:
        try:
            return compute()
        except (_MissingError, DivisionByZero, InvalidOperation):
            return None

    # The message ----------------------------------------------------------------------------

    def _message(self, prefix: str, column: Column) -> tuple[str, str]:
        formulas, texts = [], []
        for place, piece in enumerate(_PLACEHOLDER.split(prefix + self.rule.message)):
            cell, text = self._filled(piece, column) if place % 2 else (literal(piece), piece)
            formulas.append(cell)
            texts.append(text)
        return "&".join(formulas), "".join(texts)

    def _filled(self, name: str, column: Column) -> tuple[str, str]:
        if name == "expected":
            return self._number(self._expected())
        if name == "carried":
            words = carried_to_date(self.sheet.context.period)
            return literal(words), words
        if name == "value":
            basis = f"@{column}" if self.part.type.is_figure else ""
            name = self.part.code + basis
        return self._number(parse_expression(name))

    def _expected(self) -> Expression:
        return parse_expression(expected_side(self.rule) or str(self.rule.kwargs["column"]))

    def _number(self, expression: Expression) -> tuple[str, str]:
        reference = expression.sole_reference
        if reference is not None and not self.sheet.parts[reference.code].type.is_figure:
            value = self._try_text(reference)
            return self._cell(reference), value
        text = self._formula(expression)
        number = self._try(lambda: self._evaluate(expression))
        places = places_told(expression.text)
        shown = _BLANK if number is None else shown_number(number, places)
        blank = ",".join(f"NOT({self._guard(r)})" for r in expression.references) or "FALSE"
        return f"IF(OR({blank}),{literal(_BLANK)},{number_text(text, places)})", shown

    def _try_text(self, reference: Reference) -> str:
        try:
            return str(self._value(reference))
        except _MissingError:
            return ""
