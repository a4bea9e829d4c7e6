"""A workbook with one sentence in it, under the rules of ``expectations/every-form.yaml``."""

from __future__ import annotations

from functools import cache

from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import CellReading, CellState, Column, Reading, SheetKind
from nghiquyet.settings import PROJECT_ROOT
from nghiquyet.validation.detectors.cases import Case, Hit
from nghiquyet.validation.detectors.registry import detect
from nghiquyet.validation.frames import Candidate

JANUARY = Period(2026, 1)


@cache
def catalogue() -> Catalogue:
    return load_catalogue(PROJECT_ROOT)


def words(
    text: str,
    row: str = "BXT-01",
    column: Column = Column.ANSWER,
    kind: SheetKind = SheetKind.WORDS,
) -> CellReading:
    at = CellRef("Kết quả", f"{column}, {row}")
    return CellReading(kind, row, column, text, text, CellState.OK, "", at)


def case_of(*cells: CellReading, period: Period = JANUARY, form: str = "bxd-t") -> Case:
    candidate = Candidate("a", period, Reading((), cells))
    declared = catalogue()
    anniversaries = declared.every_form.anniversaries
    return Case(candidate, declared.forms[form], declared.office("ke-sat"), anniversaries)


def hits_of(case: Case, family: str = "R") -> list[tuple[str, Hit]]:
    """What the rules of a family find, each with the rule's id."""
    return [
        (entry.id, hit)
        for entry in catalogue().every_form.entries
        if entry.id.startswith(family)
        for hit in detect(entry, case)
    ]


def told(text: str, family: str, period: Period = JANUARY) -> list[tuple[str, str, str]]:
    """Rule, quote and what would be right, for one sentence."""
    found = hits_of(case_of(words(text), period=period), family)
    return [(rule, hit.quote, hit.expected) for rule, hit in found]
