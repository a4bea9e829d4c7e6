"""Rules that are slightly wrong: each must be told from the right one by some workbook."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from nghiquyet.catalogue.rules import columns_of
from nghiquyet.model.expression import Expression, parse_expression
from nghiquyet.model.rule import Family, Rule

AT_LEAST = "expect_column_pair_values_a_to_be_greater_than_b"
EQUAL = "expect_column_pair_values_to_be_equal"
BETWEEN = "expect_column_values_to_be_between"
IN_SET = "expect_column_values_to_be_in_set"
NOT_IN_SET = "expect_column_values_to_not_be_in_set"
REGEX = "expect_column_values_to_match_regex"

_OTHER_TYPE = {
    IN_SET: NOT_IN_SET,
    NOT_IN_SET: IN_SET,
    REGEX: "expect_column_values_to_not_match_regex",
}
_FLIPPED: dict[type[ast.AST], type[ast.AST]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


def mutants_of(rule: Rule) -> Iterator[Rule]:
    """The rule with one thing changed; the change stands behind the id."""
    for name, type_, kwargs in (*_whole(rule), *_bounds(rule), *_sets(rule), *_terms(rule)):
        yield replace(rule, id=f"{rule.id}~{name}", type=type_, kwargs=kwargs)


Change = tuple[str, str, dict[str, Any]]


def _whole(rule: Rule) -> Iterator[Change]:
    """The comparison turned round."""
    kwargs = dict(rule.kwargs)
    if rule.type in _OTHER_TYPE:
        yield "flipped", _OTHER_TYPE[rule.type], kwargs
    if "column_A" not in kwargs:
        return
    left, right = kwargs["column_A"], kwargs["column_B"]
    swapped = {"column_A": right, "column_B": left, "or_equal": True}
    if rule.type == AT_LEAST:
        yield "swapped", AT_LEAST, swapped
        yield "strict", AT_LEAST, {**kwargs, "or_equal": False}
        yield "looser", AT_LEAST, {**kwargs, "column_A": f"({left}) + 1"}
        yield "equal", EQUAL, {"column_A": left, "column_B": right}
    else:
        yield "at least", AT_LEAST, {**kwargs, "or_equal": True}
        yield "at most", AT_LEAST, swapped
        yield "shifted", EQUAL, {**kwargs, "column_B": f"({right}) + 1"}


def _bounds(rule: Rule) -> Iterator[Change]:
    if rule.type != BETWEEN:
        return
    for name in ("min_value", "max_value"):
        if name not in rule.kwargs:
            continue
        bound = float(rule.kwargs[name])
        # A quarter of the last decimal for shares, a hundredth for quotients, else one unit.
        unit = 0.25 if rule.family is Family.R2 else 0.01 if 0 < abs(bound) < 1 else 1.0
        for sign, word in ((-1, "down"), (1, "up")):
            changed = {**rule.kwargs, name: bound + sign * unit}
            if changed.get("min_value", -math.inf) <= changed.get("max_value", math.inf):
                yield f"{name} {word}", BETWEEN, changed
        if {"min_value", "max_value"} <= set(rule.kwargs):
            rest = {key: value for key, value in rule.kwargs.items() if key != name}
            yield f"no {name}", BETWEEN, rest


def _sets(rule: Rule) -> Iterator[Change]:
    values = list(rule.kwargs.get("value_set", ()))
    for value in values if len(values) > 1 else ():
        rest = [each for each in values if each != value]
        yield f"without {value}", rule.type, {**rule.kwargs, "value_set": rest}


# Inside the expressions.


def _terms(rule: Rule) -> Iterator[Change]:
    for key in ("column", "column_A", "column_B"):
        text = str(rule.kwargs.get(key, "#"))
        if "#" in text or rule.type in (IN_SET, REGEX):
            continue
        for name, changed in _changed(parse_expression(text)):
            yield f"{key}: {name}", rule.type, {**rule.kwargs, key: changed}


def _changed(expression: Expression) -> Iterator[tuple[str, str]]:
    """Every expression that differs in one operator, number or column."""
    for place, node in enumerate(ast.walk(expression.tree)):
        for number, other in enumerate(_others(node)):
            copied = deepcopy(expression.tree)
            target = list(ast.walk(copied))[place]
            other(target)
            yield f"{place}.{number}", _written(expression, copied)
    for reference in expression.references:
        if reference.column.startswith("prev"):
            plain = expression.text.replace(f"{reference.code}@{reference.column}", reference.code)
            yield f"{reference.code} of this month", plain


def _others(node: ast.AST) -> Iterator[Any]:
    match node:
        case ast.BinOp(op=ast.Add() | ast.Sub()):
            yield lambda target: setattr(target, "op", _FLIPPED[type(target.op)]())
        case ast.BinOp(op=ast.Div()):
            yield lambda target: setattr(target, "op", ast.Mult())
        case ast.Compare(ops=[op]):
            bound = getattr(node.comparators[0], "value", None)
            # Nothing lies exactly at a bound that only keeps the noise of a division away.
            kinds = _COMPARED[type(op)][isinstance(bound, float) :]
            for kind in kinds:
                yield lambda target, kind=kind: setattr(target, "ops", [kind()])
            if isinstance(bound, int):
                yield lambda target: setattr(target.comparators[0], "value", bound + 1)


def _written(expression: Expression, tree: ast.expr) -> str:
    def name(match: re.Match[str]) -> str:
        reference = expression.references[int(match[1])]
        return f"{reference.code}@{reference.column}" if reference.column else reference.code

    return re.sub(r"\br(\d+)\b", name, ast.unparse(tree).replace("'", '"'))


def looks_at(rule: Rule) -> str:
    """The columns of a rule, for a survivor's line on the page."""
    return " | ".join(columns_of(rule))
