"""Expressions over codes, such as ``HCC-01 + HCC-02a`` or ``100 * UBTC-02a / UBTC-02b``.

One small language serves the rules (evaluated over table columns), the checks inside the
workbook (translated to a cell formula) and the figures that follow from others (evaluated
over exact decimals). A code may name a column: ``UBTC-01@ytd``, ``@plan``, ``@prev`` (last
month's main value), ``@prev_ytd``; without one the main column is meant. A minus sign stands
between blanks, because codes contain hyphens. ``month`` and ``year`` are the period's;
``step(CODE)`` is one unit of the last decimal that was typed (0.01 for 70,69).
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

CODE = r"[A-Z]{2,4}-\d{2}[a-z]?"
_REFERENCE = re.compile(rf"(?P<code>{CODE})(?:@(?P<column>month|ytd|plan|prev|prev_ytd)\b)?")

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
FUNCTIONS = frozenset({"abs", "sum", "step"})
FINEST = 4
"""Decimals beyond which nobody types a figure: a formula's endless ones are cut there."""
VARIABLES = frozenset({"month", "year"})


@dataclass(frozen=True)
class Reference:
    """A code with the column that is meant; an empty column is the main one."""

    code: str
    column: str = ""


@dataclass(frozen=True)
class Expression:
    """A parsed expression.

    Attributes:
        text: as it was written.
        tree: its syntax tree; names ``r0``, ``r1`` … stand for :attr:`references`.
        references: the codes it reads, in order of first appearance.
    """

    text: str
    tree: ast.expr
    references: tuple[Reference, ...]

    @property
    def sole_reference(self) -> Reference | None:
        """The reference, if the expression is nothing but one code."""
        if isinstance(self.tree, ast.Name) and self.references:
            return self.references[0]
        return None

    def reference(self, name: str) -> Reference | None:
        """What a name of the tree stands for, or None if it is a variable or function."""
        return self.references[int(name[1:])] if re.fullmatch(r"r\d+", name) else None

    def evaluate(
        self,
        resolve: Callable[[Reference], Any],
        *,
        variables: dict[str, Any] | None = None,
        functions: dict[str, Callable[[Any], Any]] | None = None,
        constant: Callable[[Any], Any] = lambda value: value,
    ) -> Any:
        """Compute the value over whatever ``resolve`` returns: decimals or table columns.

        Args:
            resolve: value of a reference.
            variables: values of ``month`` and ``year``.
            functions: implementations beside ``abs`` and the exact ``step``, such as ``sum``.
            constant: conversion of the literals, for instance to Decimal.

        Returns:
            Whatever the operators of the resolved values return.
        """
        names = variables or {}
        calls: dict[str, Callable[[Any], Any]] = {"abs": abs, "step": step, **(functions or {})}

        def visit(node: ast.expr) -> Any:
            match node:
                case ast.BinOp():
                    return _BINARY[type(node.op)](visit(node.left), visit(node.right))
                case ast.UnaryOp():
                    return -visit(node.operand)
                case ast.Compare():
                    holds = _COMPARE[type(node.ops[0])]
                    return 1 * holds(visit(node.left), visit(node.comparators[0]))  # they add up
                case ast.Call(func=ast.Name(id=name)):
                    return calls[name](visit(node.args[0]))
                case ast.Name(id=name):
                    found = self.reference(name)
                    return names[name] if found is None else resolve(found)
                case ast.Constant():
                    return node.value if isinstance(node.value, str) else constant(node.value)
            raise AssertionError(node)  # parse() admits nothing else

        return visit(self.tree)


def step(value: Decimal) -> Decimal:
    """One unit of the last decimal of a figure as a cell holds it, without trailing zeros."""
    places = next((n for n in range(FINEST) if round(value, n) == value), FINEST)
    return Decimal(1).scaleb(-places)


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Expression:
    """Parse an expression over codes.

    Raises:
        ValueError: if it is not one; the message says what is not allowed.
    """
    references: list[Reference] = []

    def name(match: re.Match[str]) -> str:
        reference = Reference(match["code"], match["column"] or "")
        if reference not in references:
            references.append(reference)
        return f"r{references.index(reference)}"

    try:
        tree = ast.parse(_REFERENCE.sub(name, text), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"not an expression over codes: {text!r}") from error
    for node in ast.walk(tree):
        _check(node, text)
    return Expression(text, tree, tuple(references))


_HARMLESS = (ast.USub, ast.UnaryOp, ast.expr_context, *_BINARY, *_COMPARE)


def _check(node: ast.AST, text: str) -> None:
    if isinstance(node, _HARMLESS):
        return
    match node:
        case ast.BinOp(op=op):
            allowed = type(op) in _BINARY
        case ast.Compare(ops=ops):
            allowed = len(ops) == 1
        case ast.Call(func=ast.Name(id=name), args=[_], keywords=[]):
            allowed = name in FUNCTIONS
        case ast.Name(id=name):
            allowed = name in VARIABLES | FUNCTIONS or re.fullmatch(r"r\d+", name) is not None
        case ast.Constant(value=value):
            allowed = isinstance(value, (int, float, str)) and not isinstance(value, bool)
        case _:
            allowed = False
    if not allowed:
        raise ValueError(f"{type(node).__name__} is not allowed in {text!r}")
