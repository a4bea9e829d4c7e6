"""The rules of a form that are declared in ``expectations/``, and what every rule looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from nghiquyet.catalogue.definitions import Definition, Location, Spec, load_definition
from nghiquyet.catalogue.register import RegisterSpec, StandingSpec
from nghiquyet.errors import DefinitionFault
from nghiquyet.model.expression import CODE, parse_expression
from nghiquyet.model.indicator import Basis, Form, Part
from nghiquyet.model.rule import Rule, Scope

_COLUMN_ARGUMENTS = ("column", "column_A", "column_B")
_MESSAGE_CODE = re.compile(rf"\{{({CODE})(?:@\w+)?\}}")
_MESSAGE_FIELD = re.compile(r"\{([^}]*)\}")

ExpectationType = Literal[
    "expect_column_pair_values_a_to_be_greater_than_b",
    "expect_column_pair_values_to_be_equal",
    "expect_column_values_to_be_between",
    "expect_column_values_to_be_in_set",
]


class PairKwargs(Spec):
    """Arguments of a rule that compares two columns."""

    left: str = Field(alias="column_A")
    right: str = Field(alias="column_B")
    or_equal: bool | None = None


class BetweenKwargs(Spec):
    """Arguments of a rule that bounds a column."""

    column: str
    min_value: float | None = None
    max_value: float | None = None

    @model_validator(mode="after")
    def _has_a_bound(self) -> BetweenKwargs:
        if self.min_value is None and self.max_value is None:
            raise ValueError("min_value or max_value is needed")
        low, high = self.min_value, self.max_value
        if low is not None and high is not None and low > high:
            raise ValueError("min_value lies above max_value")
        return self


class SetKwargs(Spec):
    """Arguments of a rule that lists what a column may hold."""

    column: str
    value_set: tuple[str | float, ...] = Field(min_length=1)


_KWARGS: dict[str, type[Spec]] = {
    "expect_column_pair_values_a_to_be_greater_than_b": PairKwargs,
    "expect_column_pair_values_to_be_equal": PairKwargs,
    "expect_column_values_to_be_between": BetweenKwargs,
    "expect_column_values_to_be_in_set": SetKwargs,
}


class RuleSpec(RegisterSpec):
    """One entry of ``expectations/<form>.yaml``."""

    id: str = Field(pattern=r"^[A-Z]{2,4}-R[\w.-]+$")
    type: ExpectationType
    kwargs: dict[str, Any]
    cells: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _kwargs_fit_the_type(self) -> RuleSpec:
        _KWARGS[self.type].model_validate(self.kwargs)
        return self

    def rule(self) -> Rule:
        """The model's rule."""
        columns = [str(self.kwargs[key]) for key in _COLUMN_ARGUMENTS if key in self.kwargs]
        return Rule(
            id=self.id,
            type=self.type,
            kwargs=self.kwargs,
            cells=self.cells,
            **self.entry(_scope_of(columns, self.cells)),
        )


def _scope_of(columns: Sequence[str], cells: Sequence[str]) -> Scope:
    """How far expressions look: at one row, at several, or at last month's, too."""
    text = " ".join(columns)
    if "@prev" in text:
        return Scope.HISTORY
    return Scope.FORM if len({*re.findall(CODE, text), *cells}) > 1 else Scope.CELL


class SuiteSpec(Spec):
    """``expectations/<form>.yaml``.

    Attributes:
        suite: code of the form.
        rules: what is declared.
        standing: how far generated rules may speak, by id, where not as far as they could.
    """

    suite: str
    rules: tuple[RuleSpec, ...] = ()
    standing: dict[str, StandingSpec] = {}


def load_rules(path: Path) -> tuple[tuple[Rule, ...], Definition[SuiteSpec]]:
    """Read the declared rules of one form.

    Raises:
        DefinitionError: if the file does not fit the schema.
    """
    definition = load_definition(path, SuiteSpec)
    rules = tuple(spec.rule() for spec in definition.value.rules)
    return rules, definition


def with_standing(
    generated: tuple[Rule, ...], suite: Definition[SuiteSpec]
) -> tuple[tuple[Rule, ...], list[DefinitionFault]]:
    """Generated rules as far as a suite lets them speak, and the ids that it gives in vain."""
    standing = suite.value.standing
    known = {rule.id for rule in generated}
    faults = [
        suite.fault(("standing", name), f"no generated rule is called {name}")
        for name in standing
        if name not in known
    ]
    rules = (
        replace(rule, **standing[rule.id].standing) if rule.id in standing else rule
        for rule in generated
    )
    return tuple(rules), faults


def columns_of(rule: Rule) -> tuple[str, ...]:
    """The columns that a rule looks at."""
    return tuple(rule.kwargs[key] for key in _COLUMN_ARGUMENTS if key in rule.kwargs)


def check_rules(
    rules: tuple[Rule, ...], definition: Definition[SuiteSpec], form: Form
) -> Iterator[DefinitionFault]:
    """Mistakes that the schema cannot see: expressions, and codes that are not the form's."""
    if definition.path.stem != definition.value.suite:
        yield definition.fault(("suite",), "the file of a suite bears the suite's name")
    known = {part.code for part in form.parts}
    for place, rule in enumerate(rules):
        where: Location = ("rules", place)
        for column in columns_of(rule):
            yield from _column_faults(column, definition, (*where, "kwargs"), known)
        for code in (*rule.cells, *_MESSAGE_CODE.findall(rule.message)):
            if code not in known:
                yield definition.fault(where, f"form {form.code} has no {code}")
        for field in _MESSAGE_FIELD.findall(rule.message):
            if field not in {"value", "expected"} and not _MESSAGE_CODE.match(f"{{{field}}}"):
                yield definition.fault((*where, "message"), f"unknown placeholder {{{field}}}")


def _column_faults(
    column: str, definition: Definition[SuiteSpec], where: Location, known: set[str]
) -> Iterator[DefinitionFault]:
    try:
        expression = parse_expression(column)
    except ValueError as error:
        yield definition.fault(where, str(error))
        return
    for reference in expression.references:
        if reference.code not in known:
            yield definition.fault(where, f"the form has no {reference.code}")


def column_of(rule: Rule, part: Part) -> str:
    """The column in which a rule's finding is marked for ``part``: a basis, or ``answer``."""
    for column in columns_of(rule):
        for basis in Basis:
            if re.search(rf"{part.code}[@#]{basis}\b", column):
                return str(basis)
    return str(part.main_basis) if part.type.is_figure else "answer"


def expected_side(rule: Rule) -> str:
    """The expression that the marked value is held against; empty if there is none.

    Last month's value of the marked code is what this month's is held against, not itself.
    """
    if rule.expected:
        return rule.expected
    if "column_A" not in rule.kwargs:
        return ""
    left, right = str(rule.kwargs["column_A"]), str(rule.kwargs["column_B"])
    reference = parse_expression(right).sole_reference
    marked = (
        reference is not None
        and reference.code == rule.cells[0]
        and not reference.column.startswith("prev")
    )
    return left if marked else right


def places_told(side: str) -> int:
    """How many decimals of an expected side are told.

    A quotient has no end: it is told as the office prints shares, «70,69%».
    """
    return 2 if "/" in side else 4
