"""Expressions over codes as cell formulas.

Comparisons become 1 or 0, as everywhere else, because a spreadsheet holds TRUE to be greater
than any number. What a single workbook cannot know, ``sum()`` over all units, is not translated.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal

from nghiquyet.model.expression import FINEST, Expression, Reference
from nghiquyet.wording import plain_number

_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "=",
    ast.NotEq: "<>",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_LONGEST_LITERAL = 250


class UntranslatableError(ValueError):
    """The expression needs something that one workbook does not hold."""


def formula(
    expression: Expression,
    resolve: Callable[[Reference], str],
    variables: Mapping[str, int],
) -> str:
    """An expression as part of a cell formula.

    Args:
        expression: what is to be computed.
        resolve: the cell or constant that a reference means.
        variables: values of ``month`` and ``year``.

    Raises:
        UntranslatableError: if it sums over all units.
    """

    def visit(node: ast.expr) -> str:
        match node:
            case ast.BinOp():
                return f"({visit(node.left)}{_OPERATORS[type(node.op)]}{visit(node.right)})"
            case ast.UnaryOp():
                return f"(-{visit(node.operand)})"
            case ast.Compare():
                return _comparison(node, visit)
            case ast.Call(func=ast.Name(id=name)) if name in _FUNCTIONS:
                return _FUNCTIONS[name](visit(node.args[0]))
            case ast.Name(id=name):
                found = expression.reference(name)
                return str(variables[name]) if found is None else resolve(found)
            case ast.Constant(value=value):
                return literal(value) if isinstance(value, str) else str(value)
        raise UntranslatableError(expression.text)

    return visit(expression.tree)


def _comparison(node: ast.Compare, visit: Callable[[ast.expr], str]) -> str:
    left, right, kind = visit(node.left), visit(node.comparators[0]), type(node.ops[0])
    if '"' in left + right and kind in {ast.Eq, ast.NotEq}:  # labels: letter by letter
        same = kind is ast.Eq
        return f"IF(EXACT({left},{right}),{int(same)},{int(not same)})"
    return f"IF({left}{_COMPARISONS[kind]}{right},1,0)"


def _step(cell: str) -> str:
    """One unit of the last decimal that is written in a cell."""
    found = _power(FINEST)
    for places in reversed(range(FINEST)):
        found = f"IF(ROUND({cell},{places})={cell},{_power(places)},{found})"
    return found


def _power(places: int) -> str:
    return f"{Decimal(1).scaleb(-places):f}"


_FUNCTIONS: Mapping[str, Callable[[str], str]] = {"abs": "ABS({})".format, "step": _step}


def literal(text: str) -> str:
    """A text as a formula's literal, split where a literal would be too long."""
    pieces = [
        text[start : start + _LONGEST_LITERAL] for start in range(0, len(text), _LONGEST_LITERAL)
    ]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces or [""])


def number_text(number: str, places: int) -> str:
    """A formula's number as text in Vietnamese style, whatever the machine's locale."""
    whole = f'SUBSTITUTE(FIXED({number},0),",",".")'
    decimals = f'SUBSTITUTE(ROUND({number},{places})&"",".",",")'
    return f"IF({number}=INT({number}),{whole},{decimals})"


def shown_number(number: Decimal, places: int) -> str:
    """What :func:`number_text` shows for a number."""
    if number == number.to_integral_value():
        return plain_number(number)
    return plain_number(round(number, places)).replace(".", "")
