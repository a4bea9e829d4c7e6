"""What a failed rule means: the finding that a unit reads."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from nghiquyet.catalogue.register import in_force
from nghiquyet.catalogue.rules import column_of, expected_side, places_told
from nghiquyet.model.indicator import Form, Part
from nghiquyet.model.rule import Finding, Rule, Severity
from nghiquyet.model.submission import CellReading, CellState, Column
from nghiquyet.validation.explanations import explains
from nghiquyet.validation.frames import KEY, Candidate, wide_frame
from nghiquyet.validation.suites import Observer, build_suite, run_suite
from nghiquyet.wording import carried_to_date, plain_number

_PLACEHOLDER = re.compile(r"\{([^}]+)\}")

EMPTY_RULE = "TEP-TRONG"
REQUIRED = ".bat-buoc"
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
        rules: the form's rules, generated and declared, of whatever standing.
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
    acting = {
        period: {rule.id: rule for rule in in_force(rules, period)}
        for period in {item.period for item in filled}
    }
    run = [rule for rule in rules if any(rule.id in each for each in acting.values())]
    if run:
        frame = wide_frame(form, run, filled)
        broken = run_suite(build_suite(form.code, run), frame, observe)
        parts = {part.code: part for part in form.parts}
        rows = {key: frame.iloc[place] for place, key in enumerate(frame[KEY])}
        candidates = {item.key: item for item in filled}
        for rule in run:
            for key in broken.get(rule.id, ()):
                acted = acting[candidates[key].period].get(rule.id)
                if acted is not None and not _is_lost(acted, parts, candidates[key]):
                    found[key].append(_finding(acted, parts, candidates[key], rows[key]))
    for item in batch:
        found[item.key] = by_urgency(answered(found[item.key], item))
    return found


def _is_lost(rule: Rule, parts: Mapping[str, Part], candidate: Candidate) -> bool:
    """Whether a cell is called blank whose line or column was not found: that is told already."""
    part = parts[rule.cells[0]]
    is_lost = candidate.cell(part.code, column_of(rule, part)) is None
    return (
        rule.id.endswith(REQUIRED)
        and is_lost
        and any(each.severity is Severity.CRITICAL for each in candidate.reading.findings)
    )


def answered(findings: Iterable[Finding], candidate: Candidate) -> Iterator[Finding]:
    """Findings with what the unit wrote in answer to a warning; the others need none.

    A note is no answer to what is said of itself.
    """
    notes = {
        cell.row: cell.value
        for cell in candidate.reading.cells
        if cell.column in _NOTES and isinstance(cell.value, str) and explains(cell.value)
    }
    for finding in findings:
        asked = finding.severity is Severity.WARNING and finding.column not in _NOTES
        told = notes.get(finding.code) if asked else None
        yield replace(finding, explanation=told) if told else finding


_NOTES = frozenset({Column.NOTE, Column.REASON})


_ORDER = {Severity.CRITICAL: 0, Severity.WARNING: 1, Severity.INFO: 2}


def by_urgency(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with critical ones first, otherwise in the order in which they were found."""
    return sorted(findings, key=lambda finding: _ORDER[finding.severity])


def _is_filled(candidate: Candidate) -> bool:
    return any(cell.state is not CellState.BLANK for cell in candidate.reading.cells)


def _finding(
    rule: Rule, parts: Mapping[str, Part], candidate: Candidate, row: pd.Series
) -> Finding:
    code = rule.cells[0]
    column = column_of(rule, parts[code])
    cell = candidate.cell(code, column)
    side = expected_side(rule)
    expected = _number(row.get(side), places_told(side)) if side else ""
    value = _shown(cell)

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in {"value", "expected", "note"}:
            note = cell.note if cell else ""
            return {"value": value, "expected": expected, "note": note}[name]
        if name == "carried":
            return carried_to_date(candidate.period)
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
        related=tuple(other for other in rule.cells if other != code),
    )


def _shown(cell: CellReading | None) -> str:
    if cell is None:
        return ""
    return plain_number(cell.value) if isinstance(cell.value, Decimal) else cell.raw


def _number(value: object, places: int = 4) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, (int, float)) or pd.isna(value):
        return "(trống)"
    if math.isinf(value):  # divided by zero
        return "(không tính được)"
    return plain_number(Decimal(str(round(float(value), places))))
