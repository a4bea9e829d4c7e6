"""The workbooks in which rows are filled well and violated, judged a form at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from tests.catalogue.row_cases import (
    Cells,
    RowCase,
    candidate,
    cases,
    catalogue,
    cell_key,
    filled,
    main_column,
)

from nghiquyet.model.indicator import Form, Per, ValueType
from nghiquyet.model.rule import Finding
from nghiquyet.model.submission import Column, SheetKind
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate
from nghiquyet.workbook import CellKey

ROW: Mapping[str, RowCase] = {
    code: case for form in cases().values() for code, case in form.rows.items()
}
WAVES = ("kieu", "gioi-han", "tran", "bat-buoc", "lua-chon", "luy-ke")
# Shares of a plan may exceed it; everything else that is a share ends at 100.
BEYOND_100 = {"BXC-18b": 901, "UBNN-03c": 111, "UBTC-03": 501, "UBTC-06": 501}


def form_of(code: str) -> str:
    return catalogue().indicators[code].form


# Everything of one form is judged in one run: that is what takes time.


@cache
def judged(form: str) -> Mapping[str, list[Finding]]:
    """The findings of every workbook that is tried on a form."""
    tried = cases()[form]
    batch = [sample(code) for code in tried.rows]
    for code, case in tried.rows.items():
        for n, broken in enumerate(case.broken):
            cells = filled(tried.unit, tried.base, broken.fill)
            batch.append(candidate(f"{code}/{n}", tried.unit, cells, broken.month, broken.before))
    batch += [candidate(wave, tried.unit, wave_cells(form, wave), 1, {}) for wave in WAVES]
    return validate_batch(catalogue().forms[form], catalogue().rules[form], batch)


@cache
def sample(code: str) -> Candidate:
    """The workbook in which a row is filled well."""
    tried, case = cases()[form_of(code)], ROW[code]
    return candidate(code, tried.unit, filled(tried.unit, tried.base, case.fill), 1, case.before)


# What holds of every row alike is violated in all rows of a form at once.


def wave_cells(form: str, wave: str) -> Cells:
    tried = cases()[form]
    if wave == "bat-buoc":
        cells = filled(tried.unit, tried.base)
        return {key: value for key, value in cells.items() if key[1] not in tried.required}
    return {**filled(tried.unit, tried.base), **dict(_wrong(catalogue().forms[form], wave))}


def _wrong(form: Form, wave: str) -> Iterator[tuple[CellKey, object]]:
    for part in form.parts:
        columns = {str(basis): cell_key(f"{part.code}.{basis}") for basis in part.bases}
        answer = (SheetKind.WORDS, part.code, Column.ANSWER)
        if wave == "kieu":
            yield from ((key, "một vài") for key in columns.values())
            if not columns:
                yield answer, "C«ng an xyzw©q"  # typed in an old font, and not to be read
        elif wave == "gioi-han":
            yield from ((key, -1) for key in columns.values())
        elif wave == "tran" and part.type is ValueType.PERCENT:
            yield columns[main_column(part)], BEYOND_100.get(part.code, 101)
        elif wave == "lua-chon" and part.type in {ValueType.VERDICT, ValueType.YES_NO}:
            yield answer, "khác hẳn"
        elif wave == "luy-ke" and part.per is Per.MONTH_AND_YTD:
            yield from ((columns["month"], 5), (columns["ytd"], 4))


def wave_rules(form: str, wave: str) -> set[str]:
    """The rules that a wave must hit: one for each cell, or each row, that it has changed."""
    if wave == "bat-buoc":
        return {f"{code}.bat-buoc" for code in cases()[form].required}
    changed = {(code, column) for (_, code, column), _ in _wrong(catalogue().forms[form], wave)}
    match wave:
        case "lua-chon":
            return {f"{code}.lua-chon" for code, _ in changed}
        case "luy-ke":
            return {f"{code}.{name}" for code, _ in changed for name in ("luy-ke", "luy-ke-noi")}
        case "tran":
            return {f"{code}.gioi-han-{column}" for code, column in changed}
    return {f"{code}.{wave}-{column}" for code, column in changed}
