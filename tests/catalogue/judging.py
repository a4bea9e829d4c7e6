"""The workbooks in which rows are filled well and violated, judged a form at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from tests.catalogue.row_cases import (
    Broken,
    FormCases,
    RowCase,
    candidate,
    cases,
    catalogue,
    filled,
)
from tests.catalogue.waves import waves_of

from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate

ROW: Mapping[str, RowCase] = {
    code: case for form in cases().values() for code, case in form.rows.items()
}


@dataclass(frozen=True)
class Workbook:
    """A workbook and what the rules must make of it.

    Attributes:
        candidate: as it was read.
        hits: the rules that it must hit.
        kinds: the kinds of rules of which that is said; all if empty.
    """

    candidate: Candidate
    hits: frozenset[str]
    kinds: tuple[str, ...] = ()

    def tells_of(self, rule: str) -> bool:
        """Whether something is said of that rule."""
        return not self.kinds or rule.partition(".")[2].startswith(self.kinds)


def form_of(code: str) -> str:
    return catalogue().indicators[code].form


@cache
def sample(code: str) -> Candidate:
    """The workbook in which a row is filled well."""
    tried, case = cases()[form_of(code)], ROW[code]
    return candidate(code, tried.unit, filled(tried.unit, tried.base, case.fill), 1, case.before)


# Everything of one form is judged in one run: that is what takes time.


@cache
def judged(form: str) -> Mapping[str, list[Finding]]:
    """The findings of every workbook that is tried on a form."""
    batch = [workbook.candidate for workbook in workbooks(form).values()]
    return validate_batch(catalogue().forms[form], catalogue().rules[form], batch)


@cache
def workbooks(form: str) -> Mapping[str, Workbook]:
    """Every workbook that is tried on a form, by the key of its candidate."""
    return {workbook.candidate.key: workbook for workbook in _workbooks(form, cases()[form])}


def _workbooks(form: str, tried: FormCases) -> Iterator[Workbook]:
    for code, case in tried.rows.items():
        # A row may be filled well and still need a word of the unit's; see HCC-04.
        yield Workbook(sample(code), frozenset(case.asks))
        for n, broken in enumerate(case.broken):
            yield from _tried(f"{code}/{n}", tried, broken)
    for rule, own in tried.rules.items():
        for n, broken in enumerate(own.tries):
            yield from _tried(f"{rule}/{n}", tried, broken)
    for wave in waves_of(form):
        cells = {**filled(tried.unit, tried.base), **wave.cells}
        kept = {key: value for key, value in cells.items() if value is not None}
        read = candidate(wave.name, tried.unit, kept, wave.month, wave.before)
        yield Workbook(read, wave.hits, wave.kinds)


def _tried(key: str, tried: FormCases, broken: Broken) -> Iterator[Workbook]:
    cells = filled(tried.unit, tried.base, broken.fill)
    read = candidate(key, tried.unit, cells, broken.month, broken.before)
    if not broken.months:
        yield Workbook(read, frozenset(broken.rules))
        return
    for month in range(1, 13):
        hits = broken.rules if month in broken.months else ()
        another = replace(read, key=f"{key}@{month}", period=Period(2026, month))
        yield Workbook(another, frozenset(hits))
