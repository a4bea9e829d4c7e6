"""The rules of a form: generated from its indicators, declared in ``expectations/``.

Columns of the table that the rules look at: an expression over codes; ``CODE#month`` (or
``#ytd``, ``#plan``, ``#answer``) holds what the reader made of that cell; ``CODE#note`` is 1
where an answer that must be explained has no note, ``CODE#year`` where a text names other
years only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from nghiquyet.catalogue.definitions import Definition, Location, Spec, load_definition
from nghiquyet.errors import DefinitionError, DefinitionFault
from nghiquyet.model.expression import CODE, parse_expression
from nghiquyet.model.indicator import Basis, Form, Part, Per, ValueType
from nghiquyet.model.rule import Rule, Severity, SqlRule
from nghiquyet.wording import plain_number

YES_NO = ("Có", "Không")

_COLUMN_ARGUMENTS = ("column", "column_A", "column_B")
_MESSAGE_CODE = re.compile(rf"\{{({CODE})(?:@\w+)?\}}")
_MESSAGE_FIELD = re.compile(r"\{([^}]*)\}")
_SQL_HEADER = re.compile(r"^-- (rule|severity|message): (.+)$", re.MULTILINE)

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


class RuleSpec(Spec):
    """One entry of ``expectations/<form>.yaml``."""

    id: str = Field(pattern=r"^[A-Z]{2,4}-R[\w.-]+$")
    type: ExpectationType
    kwargs: dict[str, Any]
    severity: Severity
    message: str = Field(min_length=1)
    cells: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _kwargs_fit_the_type(self) -> RuleSpec:
        _KWARGS[self.type].model_validate(self.kwargs)
        return self


class SuiteSpec(Spec):
    """``expectations/<form>.yaml``."""

    suite: str
    rules: tuple[RuleSpec, ...]


def load_rules(path: Path) -> tuple[tuple[Rule, ...], Definition[SuiteSpec]]:
    """Read the declared rules of one form.

    Raises:
        DefinitionError: if the file does not fit the schema.
    """
    definition = load_definition(path, SuiteSpec)
    rules = tuple(Rule(**spec.model_dump()) for spec in definition.value.rules)
    return rules, definition


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


def generated_rules(form: Form) -> tuple[Rule, ...]:
    """The rules that follow from types, bounds, options and spans of the form's values."""
    return tuple(rule for part in form.parts for rule in _part_rules(part))


def _part_rules(part: Part) -> Iterator[Rule]:
    columns = tuple(str(basis) for basis in part.bases) or ("answer",)
    for column in columns:
        yield _rule(part, f"kieu-{column}", "expect_column_values_to_be_in_set",
                    {"column": f"{part.code}#{column}", "value_set": ["ok", "blank"]},
                    Severity.CRITICAL, "{note}")  # fmt: skip
    if part.required:
        yield _rule(part, "bat-buoc", "expect_column_values_to_not_be_in_set",
                    {"column": f"{part.code}#{columns[0]}", "value_set": ["blank"]},
                    Severity.WARNING, _REQUIRED[part.type.is_figure])  # fmt: skip
    yield from _figure_rules(part) if part.type.is_figure else _word_rules(part)


_REQUIRED = {
    True: "Ô này đang trống. Ghi số liệu; nếu trong tháng không phát sinh thì ghi 0.",
    False: "Ô này đang trống. Chọn hoặc ghi kết quả trong tháng.",
}


def _figure_rules(part: Part) -> Iterator[Rule]:
    limits = {"min_value": part.minimum, "max_value": part.maximum}
    bounds = {name: float(limit) for name, limit in limits.items() if limit is not None}
    for basis in part.bases if bounds else ():
        yield _rule(part, f"gioi-han-{basis}", "expect_column_values_to_be_between",
                    {"column": f"{part.code}@{basis}", **bounds}, Severity.CRITICAL,
                    f"Đang ghi {{value}}; giá trị đúng phải {_in_words(part)}. "
                    "Kiểm tra và ghi lại.")  # fmt: skip
    if part.per is Per.MONTH_AND_YTD:
        yield _rule(part, "luy-ke", "expect_column_pair_values_a_to_be_greater_than_b",
                    {"column_A": f"{part.code}@ytd", "column_B": part.code, "or_equal": True},
                    Severity.CRITICAL,
                    f"Lũy kế năm ({{{part.code}@ytd}}) nhỏ hơn số trong tháng ({{{part.code}}}). "
                    "Lũy kế phải gồm cả số tháng này; xem lại hai số.")  # fmt: skip
        yield _rule(part, "luy-ke-noi", "expect_column_pair_values_to_be_equal",
                    {"column_A": f"{part.code}@ytd",
                     "column_B": f"{part.code}@prev_ytd + {part.code}"},
                    Severity.WARNING,
                    f"Lũy kế năm đang ghi {{{part.code}@ytd}}; lũy kế tháng trước cộng số tháng "
                    "này là {expected}. Sửa lại, hoặc ghi lý do ở cột Ghi chú.")  # fmt: skip


def _in_words(part: Part) -> str:
    """The bounds of a figure that has any."""
    if part.maximum is None:
        return f"từ {plain_number(part.minimum or Decimal(0))} trở lên"
    highest = plain_number(part.maximum)
    if part.minimum is None:
        return f"không quá {highest}"
    return f"từ {plain_number(part.minimum)} đến {highest}"


def _word_rules(part: Part) -> Iterator[Rule]:
    choices = [option.label for option in part.options]
    if part.type is ValueType.YES_NO:
        choices = list(YES_NO)
    if choices:
        yield _rule(part, "lua-chon", "expect_column_values_to_be_in_set",
                    {"column": part.code, "value_set": choices}, Severity.CRITICAL,
                    f"Đang ghi “{{value}}”; hãy chọn một mục trong danh sách: "
                    f"{'; '.join(choices)}.")  # fmt: skip
    if any(option.needs_note for option in part.options):
        yield _rule(part, "giai-trinh", "expect_column_values_to_be_in_set",
                    {"column": f"{part.code}#note", "value_set": [0]}, Severity.WARNING,
                    "Đã chọn “{value}” thì cần ghi rõ nội dung ở cột Ghi chú.")  # fmt: skip
    if part.pattern:
        yield _rule(part, "mau-chu", "expect_column_values_to_match_regex",
                    {"column": part.code, "regex": f"^(?:{part.pattern})$"}, Severity.WARNING,
                    f"Đang ghi “{{value}}”. {part.pattern_hint}")  # fmt: skip
    if part.names_year:
        yield _rule(part, "nam-bao-cao", "expect_column_values_to_be_in_set",
                    {"column": f"{part.code}#year", "value_set": [0]}, Severity.WARNING,
                    "Đang ghi “{value}”; năm trong ô này không phải năm báo cáo. Xem lại, có thể "
                    "còn sót nội dung của năm trước.")  # fmt: skip


def _rule(
    part: Part, name: str, kind: str, kwargs: dict[str, Any], severity: Severity, message: str
) -> Rule:
    return Rule(f"{part.code}.{name}", kind, kwargs, severity, message, (part.code,), "generated")


def column_of(rule: Rule, part: Part) -> str:
    """The column in which a rule's finding is marked for ``part``: a basis, or ``answer``."""
    for column in columns_of(rule):
        for basis in Basis:
            if re.search(rf"{part.code}[@#]{basis}\b", column):
                return str(basis)
    return str(part.main_basis) if part.type.is_figure else "answer"


def expected_side(rule: Rule) -> str:
    """The side of a comparison that the marked value is held against; empty if there is none.

    Last month's value of the marked code is what this month's is held against, not itself.
    """
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


def load_sql_rule(path: Path) -> SqlRule:
    """Read one file of ``sql/rules/``.

    Raises:
        DefinitionError: if its header lacks the rule's id, severity or message.
    """
    text = path.read_text(encoding="utf-8")
    header = dict(_SQL_HEADER.findall(text))
    try:
        severity = Severity(header["severity"])
        rule, message = header["rule"], header["message"]
        message.format(unit="", value="", expected="")
    except (KeyError, ValueError, IndexError) as error:
        fault = DefinitionFault(path, 1, "header", f"-- rule, -- severity, -- message: {error}")
        raise DefinitionError([fault]) from error
    if severity is Severity.CRITICAL:
        message = "the submissions are in: a rule across them is a warning or an info"
        raise DefinitionError([DefinitionFault(path, 1, "severity", message)])
    lines = [line for line in text.splitlines() if line.startswith("--")]
    description = " ".join(line[2:].strip() for line in lines if not _SQL_HEADER.match(line))
    return SqlRule(rule, severity, message, description, text)
