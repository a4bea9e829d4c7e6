"""What a failed rule means: the finding that a unit reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pandas as pd

from nghiquyet.catalogue.rules import column_of, expected_side
from nghiquyet.model.indicator import Form, Part
from nghiquyet.model.rule import Finding, Rule, Severity
from nghiquyet.model.submission import CellReading, CellState
from nghiquyet.validation.frames import KEY, Candidate, wide_frame
from nghiquyet.validation.suites import Observer, build_suite, run_suite
from nghiquyet.wording import plain_number

_PLACEHOLDER = re.compile(r"\{([^}]+)\}")

EMPTY_RULE = "TEP-TRONG"
_EMPTY = (
    "Chưa có ô nào được điền. Điền số liệu và kết quả của tháng (không phát sinh thì ghi 0 "
    "hoặc chọn “Không”), lưu lại rồi gửi."
)


def validate_batch(
    form: Form,
    rules: Sequence[Rule],
    batch: Sequence[Candidate],
    observe: Observer | None = None,
) -> dict[str, list[Finding]]:
    """Judge every new submission of one form in one GX run.

    Args:
        form: the form they are made from.
        rules: the form's rules, generated and declared.
        batch: workbooks that were read, with unique keys.
        observe: is handed what Great Expectations found, for its Data Docs.

    Returns:
        For each candidate's key its findings, critical ones first, then in the form's order.
    """
    found: dict[str, list[Finding]] = {item.key: list(item.reading.findings) for item in batch}
    filled = [item for item in batch if _is_filled(item)]
    for item in batch:
        if item not in filled:
            found[item.key].append(Finding(EMPTY_RULE, Severity.CRITICAL, _EMPTY))
    if filled and rules:
        frame = wide_frame(form, rules, filled)
        broken = run_suite(build_suite(form.code, rules), frame, observe)
        parts = {part.code: part for part in form.parts}
        rows = {key: frame.iloc[place] for place, key in enumerate(frame[KEY])}
        candidates = {item.key: item for item in filled}
        for rule in rules:
            for key in broken.get(rule.id, ()):
                found[key].append(_finding(rule, parts, candidates[key], rows[key]))
    return {key: sorted(items, key=_urgency) for key, items in found.items()}


_ORDER = {Severity.CRITICAL: 0, Severity.WARNING: 1, Severity.INFO: 2}


def _urgency(finding: Finding) -> int:
    return _ORDER[finding.severity]


def _is_filled(candidate: Candidate) -> bool:
    return any(cell.state is not CellState.BLANK for cell in candidate.reading.cells)


def _finding(
    rule: Rule, parts: Mapping[str, Part], candidate: Candidate, row: pd.Series
) -> Finding:
    code = rule.cells[0]
    column = column_of(rule, parts[code])
    cell = candidate.cell(code, column)
    side = expected_side(rule)
    expected = _number(row.get(side)) if side else ""
    value = _shown(cell)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in {"value", "expected", "note"}:
            note = cell.note if cell else ""
            return {"value": value, "expected": expected, "note": note}[name]
        return _number(row.get(name))

    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=_PLACEHOLDER.sub(fill, rule.message),
        code=code,
        column=column,
        at=cell.at if cell else None,
        value=value,
        expected=expected,
    )


def _shown(cell: CellReading | None) -> str:
    if cell is None:
        return ""
    return plain_number(cell.value) if isinstance(cell.value, Decimal) else cell.raw


def _number(value: object) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, (int, float)) or pd.isna(value):
        return "(trống)"
    return plain_number(Decimal(str(round(float(value), 4))))
