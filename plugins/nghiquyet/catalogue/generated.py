"""Rules that nobody writes: they follow from the entry of an indicator.

Columns of the table that they look at: an expression over codes; ``CODE#month`` (or ``#ytd``,
``#plan``, ``#answer``) holds what the reader made of that cell; ``CODE#note`` is 1 where an
answer that must be explained has no note, ``CODE#year`` where a text names other years only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from nghiquyet.catalogue.register import CATEGORY_OF
from nghiquyet.model.expression import CODE
from nghiquyet.model.indicator import Form, Part, Per, Ratio, ValueType
from nghiquyet.model.rule import Family, Rule, Scope, Severity
from nghiquyet.wording import NIL, nil_advice, plain_number

YES_NO = ("Có", NIL)
_HALF, _WHOLE = 0.50001, 0.99999
"""Of the last decimal, and what a division may be beside the exact value."""
_WHOLE_SHARE = 100


def generated_rules(form: Form) -> tuple[Rule, ...]:
    """The rules that follow from types, bounds, options and spans of the form's values."""
    return tuple(rule for part in form.parts for rule in _part_rules(part))


def _part_rules(part: Part) -> Iterator[Rule]:
    columns = tuple(str(basis) for basis in part.bases) or ("answer",)
    for column in columns:
        yield _rule(part, Family.R7, f"kieu-{column}", "expect_column_values_to_be_in_set",
                    {"column": f"{part.code}#{column}", "value_set": ["ok", "blank"]},
                    Severity.CRITICAL, "{note}")  # fmt: skip
    if part.required:
        yield _rule(part, Family.R13, "bat-buoc", "expect_column_values_to_not_be_in_set",
                    {"column": f"{part.code}#{columns[0]}", "value_set": ["blank"]},
                    Severity.WARNING, f"Ô này đang trống. {_what_to_write(part)}")  # fmt: skip
    yield from _figure_rules(part) if part.type.is_figure else _word_rules(part)


def _what_to_write(part: Part) -> str:
    """What goes into a blank cell; 0 is advised only where it can be true."""
    if not part.type.is_figure:
        return "Chọn hoặc ghi kết quả trong tháng."
    return f"Ghi số liệu; {nil_advice(part) or 'chưa có thì ghi lý do ở cột Ghi chú'}."


def _figure_rules(part: Part) -> Iterator[Rule]:
    limits = {"min_value": part.minimum, "max_value": part.maximum}
    bounds = {name: float(limit) for name, limit in limits.items() if limit is not None}
    for basis in part.bases if bounds else ():
        yield _rule(part, Family.R7, f"gioi-han-{basis}", "expect_column_values_to_be_between",
                    {"column": f"{part.code}@{basis}", **bounds}, Severity.CRITICAL,
                    f"Đang ghi {{value}}; giá trị đúng phải {_in_words(part)}. "
                    "Kiểm tra và ghi lại.")  # fmt: skip
    yield from _cumulative_rules(part)
    if part.ratio:
        yield from _ratio_rules(part, part.ratio)


def _cumulative_rules(part: Part) -> Iterator[Rule]:
    code, at_least = part.code, "expect_column_pair_values_a_to_be_greater_than_b"
    if part.per is Per.MONTH_AND_YTD:
        yield _rule(part, Family.R3, "luy-ke", at_least,
                    {"column_A": f"{code}@ytd", "column_B": code, "or_equal": True},
                    Severity.CRITICAL,
                    f"Lũy kế năm ({{{code}@ytd}}) nhỏ hơn số trong tháng ({{{code}}}). "
                    "Lũy kế phải gồm cả số tháng này; xem lại hai số.")  # fmt: skip
        yield _rule(part, Family.R3, "luy-ke-noi", "expect_column_pair_values_to_be_equal",
                    {"column_A": f"{code}@ytd", "column_B": f"{code}@prev_ytd + {code}"},
                    Severity.WARNING,
                    f"Lũy kế năm đang ghi {{{code}@ytd}}; {{carried}} là {{expected}}. Sửa lại, "
                    "hoặc ghi lý do ở cột Ghi chú.",
                    Scope.HISTORY)  # fmt: skip
    elif part.per is Per.YTD and part.type is not ValueType.PERCENT:
        yield _rule(part, Family.R3, "luy-ke-giam", at_least,
                    {"column_A": code, "column_B": f"{code}@prev_ytd", "or_equal": True},
                    Severity.WARNING,
                    f"Lũy kế từ đầu năm đang ghi {{{code}}}, nhỏ hơn lũy kế đã báo cáo tháng "
                    "trước ({expected}). Sửa lại, hoặc ghi lý do điều chỉnh ở cột Ghi chú.",
                    Scope.HISTORY)  # fmt: skip


def _ratio_rules(part: Part, ratio: Ratio) -> Iterator[Rule]:
    """A percentage is rightly rounded, or cut off, or wrong.

    What counts is how far the exact value lies above the typed one, in units of its last
    decimal: up to a half is rounding, up to a whole is cutting off. Where a share cannot exceed
    100 and its part exceeds its whole, these two are to be mended: their own rule says so.
    """
    share = f"100 * {ratio.of} / {ratio.over}"
    ahead = f"({share} - {part.code}) / step({part.code})"
    can_be = f" * ({ratio.of} <= {ratio.over})" if part.maximum == _WHOLE_SHARE else ""
    cells = tuple(dict.fromkeys((part.code, *re.findall(CODE, f"{ratio.of} {ratio.over}"))))
    shown = f"{{{ratio.of}}}/{{{ratio.over}}}"
    between = "expect_column_values_to_be_between"
    wrong = _rule(part, Family.R2, "ty-le", between,
                  {"column": ahead + can_be, "min_value": -_HALF, "max_value": _WHOLE},
                  Severity.CRITICAL,
                  f"Tỷ lệ đang ghi {{{part.code}}}%, không khớp với {shown} = {{expected}}%. "
                  "Xem lại các số này và tính lại tỷ lệ.", Scope.FORM)  # fmt: skip
    cut = _rule(part, Family.R2, "cat-so", between,
                {"column": f"{ahead} * ({ahead} <= {_WHOLE}){can_be}", "max_value": _HALF},
                Severity.WARNING,
                f"Tỷ lệ đang ghi {{{part.code}}}%, là đã cắt bỏ phần lẻ của {shown}; làm tròn "
                "đúng là {expected}%. Ghi lại số đã làm tròn.", Scope.FORM)  # fmt: skip
    yield replace(wrong, cells=cells, expected=share)
    yield replace(cut, cells=cells, expected=f"{part.code} + step({part.code})")


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
        yield _rule(part, Family.R7, "lua-chon", "expect_column_values_to_be_in_set",
                    {"column": part.code, "value_set": choices}, Severity.CRITICAL,
                    f"Đang ghi “{{value}}”; hãy chọn một mục trong danh sách: "
                    f"{'; '.join(choices)}.")  # fmt: skip
    if any(option.needs_note for option in part.options):
        yield _rule(part, Family.R13, "giai-trinh", "expect_column_values_to_be_in_set",
                    {"column": f"{part.code}#note", "value_set": [0]}, Severity.WARNING,
                    "Đã chọn “{value}” thì cần ghi rõ nội dung ở cột Ghi chú.")  # fmt: skip
    if part.pattern:
        yield _rule(part, Family.R11, "mau-chu", "expect_column_values_to_match_regex",
                    {"column": part.code, "regex": f"^(?:{part.pattern})$"}, Severity.WARNING,
                    f"Đang ghi “{{value}}”. {part.pattern_hint}")  # fmt: skip
    if part.names_year:
        yield _rule(part, Family.R10, "nam-bao-cao", "expect_column_values_to_be_in_set",
                    {"column": f"{part.code}#year", "value_set": [0]}, Severity.WARNING,
                    "Đang ghi “{value}”; năm trong ô này không phải năm báo cáo. Xem lại, có thể "
                    "còn sót nội dung của năm trước.")  # fmt: skip


def _rule(
    part: Part,
    family: Family,
    name: str,
    kind: str,
    kwargs: dict[str, Any],
    severity: Severity,
    message: str,
    scope: Scope = Scope.CELL,
) -> Rule:
    return Rule(
        f"{part.code}.{name}",
        kind,
        kwargs,
        severity,
        message,
        (part.code,),
        "generated",
        family=family,
        category=CATEGORY_OF[family],
        scope=scope,
    )
