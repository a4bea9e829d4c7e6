"""The wide table that a suite validates: one row a submission, one column a value.

Columns: ``CODE@basis`` and ``CODE`` (the main value), ``CODE@prev`` and ``CODE@prev_ytd``
(last month's), ``CODE#basis`` or ``CODE#answer`` (what the reader made of the cell),
``CODE#note`` (1 where an answer that must be explained has no note), ``CODE#year`` (1 where a
text names years, but not the one reported on), and one column for each expression of the
rules. A blank or a wrong type is missing, so it silences what depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from nghiquyet.catalogue.generated import YES_NO
from nghiquyet.catalogue.rules import columns_of
from nghiquyet.model.expression import FINEST, Reference, parse_expression
from nghiquyet.model.indicator import Basis, Form, Part, Per, ValueType
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Rule
from nghiquyet.model.submission import CellReading, CellState, Column, Reading, SheetKind
from nghiquyet.wording import NIL, is_nil, matching_key

KEY = "submission"
_NUMBERS = frozenset({int, float})
_BLANK = str(CellState.BLANK)
_COMPUTED = frozenset({SheetKind.FIGURES, SheetKind.WORDS})
_NOISE = 1e-9  # what a float may be beside the decimal that it stands for
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class Candidate:
    """A workbook that was read and waits for its verdict.

    Attributes:
        key: unique within the batch.
        period: month reported on.
        reading: its cells.
        previous: last month's accepted values of the same unit.
        history: its values of up to two years before, oldest first.
    """

    key: str
    period: Period
    reading: Reading
    previous: Mapping[tuple[str, Basis], Decimal] = field(default_factory=dict)
    history: Mapping[tuple[str, Basis], Sequence[tuple[Period, Decimal]]] = field(
        default_factory=dict
    )

    def cell(self, code: str, column: str) -> CellReading | None:
        """The reading of a row's cell on the sheets of figures and words."""
        return self._cells.get((code, column))

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], CellReading]:
        return {
            (cell.row, cell.column): cell for cell in self.reading.cells if cell.kind in _COMPUTED
        }


def wide_frame(form: Form, rules: Sequence[Rule], batch: Sequence[Candidate]) -> pd.DataFrame:
    """One row for each candidate, with every column that the rules of the form look at."""
    rows = [_row(form, candidate) for candidate in batch]
    numbers = [name for name, value in rows[0].items() if type(value) in _NUMBERS]
    words = [name for name, value in rows[0].items() if type(value) not in _NUMBERS]
    texts, figures = _block(rows, words, object), _block(rows, numbers, float)
    columns = dict(zip([*words, *numbers], [*texts.T, *figures.T], strict=True))
    with np.errstate(all="ignore"):  # what is divided by zero is infinite, and no fault
        derived = {
            expression: _evaluate(expression, columns, len(rows))
            for expression in _expressions(rules)
            if expression not in columns
        }
    figures = np.column_stack([figures, *derived.values()])
    # Two frames side by side: pandas would look at each of hundreds of columns alone.
    left = pd.DataFrame(texts, columns=words, dtype=object)
    return pd.concat([left, pd.DataFrame(figures, columns=[*numbers, *derived])], axis=1)


def _block(rows: Sequence[Mapping[str, Any]], names: Sequence[str], kind: type) -> np.ndarray:
    """Columns of one kind to calculate with; pandas takes far longer over a few rows."""
    return np.array([[row[name] for name in names] for row in rows], dtype=kind)


def _row(form: Form, candidate: Candidate) -> dict[str, Any]:
    row: dict[str, Any] = {
        KEY: candidate.key,
        "month": candidate.period.month,
        "year": candidate.period.year,
    }
    for part in form.parts:
        row |= _figure_columns(part, candidate) if part.bases else _word_columns(part, candidate)
    return row


def _figure_columns(part: Part, candidate: Candidate) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    code, main = part.code, part.main_basis
    for basis in part.bases:
        cell = candidate.cell(code, basis)
        columns[f"{code}@{basis}"] = _number(cell)
        columns[f"{code}#{basis}"] = str(cell.state) if cell else _BLANK
    columns[code] = columns[f"{code}@{main}"]
    previous = candidate.previous.get((code, main))
    columns[f"{code}@prev"] = float("nan") if previous is None else float(previous)
    if part.per is Per.MONTH_AND_YTD or part.per is Per.YTD:
        columns[f"{code}@prev_ytd"] = _previous_ytd(part, candidate)
    return columns


def _previous_ytd(part: Part, candidate: Candidate) -> float:
    """Last month's year to date; nothing has been counted before January."""
    if candidate.period.month == 1:
        return 0.0
    value = candidate.previous.get((part.code, Basis.YTD))
    return float("nan") if value is None else float(value)


def _number(cell: CellReading | None) -> float:
    if cell is None or not isinstance(cell.value, Decimal):
        return float("nan")
    return float(cell.value)


def _word_columns(part: Part, candidate: Candidate) -> dict[str, Any]:
    cell = candidate.cell(part.code, Column.ANSWER)
    text = cell.value if cell is not None and isinstance(cell.value, str) else None
    label = canonical_label(part, text) if text else None
    note = candidate.cell(part.code, Column.NOTE)
    explained = note is not None and note.state is CellState.OK
    must_explain = any(option.needs_note and option.label == label for option in part.options)
    return {
        part.code: label,
        f"{part.code}#answer": str(cell.state) if cell else _BLANK,
        f"{part.code}#note": int(must_explain and not explained),
        f"{part.code}#year": int(_names_other_years(text or "", candidate.period)),
    }


def _names_other_years(text: str, period: Period) -> bool:
    years = set(map(int, _YEAR.findall(text)))
    return bool(years) and period.year not in years


def canonical_label(part: Part, text: str) -> str:
    """What ``text`` means, whatever its case or tone marks: an option, or «Không»."""
    labels: tuple[str, ...] = tuple(option.label for option in part.options)
    if part.type is ValueType.YES_NO:
        labels = YES_NO
    elif not labels:
        return NIL if is_nil(text) else text
    return _by_key(labels).get(matching_key(text), text)


@lru_cache(maxsize=512)
def _by_key(labels: tuple[str, ...]) -> Mapping[str, str]:
    return {matching_key(label): label for label in labels}


def _expressions(rules: Sequence[Rule]) -> dict[str, None]:
    return {
        column: None
        for rule in rules
        for column in (*columns_of(rule), rule.expected)
        if column and "#" not in column
    }


def _evaluate(text: str, arrays: Mapping[str, np.ndarray], size: int) -> np.ndarray:
    """An expression over columns; missing wherever one of its values is missing."""
    expression = parse_expression(text)
    missing = np.full(size, np.nan)
    used = [arrays.get(_column_name(item), missing) for item in expression.references]
    by_reference = dict(zip(expression.references, used, strict=True))
    result = expression.evaluate(
        by_reference.__getitem__,
        variables={"month": arrays["month"], "year": arrays["year"]},
        functions={"step": _step},
    )
    blank = np.any([pd.isna(values) for values in used], axis=0)
    return np.where(blank, np.nan, np.asarray(result, dtype="float64"))


def _step(values: np.ndarray) -> np.ndarray:
    """What :func:`nghiquyet.model.expression.step` says of each figure of a column."""
    result = np.full(len(values), 10.0**-FINEST)
    for places in reversed(range(FINEST)):
        result[np.abs(np.round(values, places) - values) < _NOISE] = 10.0**-places
    return result


def _column_name(reference: Reference) -> str:
    return f"{reference.code}@{reference.column}" if reference.column else reference.code
