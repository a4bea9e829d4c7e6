"""The rules for every form: what they are tried with, and slightly wrong ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from tests.rules.scoring import Score
from tests.validation.detectors.borders import BORDERS, case_with
from tests.validation.detectors.test_dates import sentences
from tests.validation.detectors.test_document_codes import (
    DATED,
    FINISHED,
    MALFORMED,
    UNDATED,
    UNFINISHED,
    WELL_FORMED,
)
from tests.validation.detectors.test_proper_names import CAPITALS, NEAR, OTHER
from tests.validation.detectors.texts import case_of, catalogue, words
from tests.validation.test_every_form import RULES

from nghiquyet.catalogue.detectors import AnyEntry
from nghiquyet.catalogue.entries import Entry
from nghiquyet.validation.detectors.cases import Case
from nghiquyet.validation.detectors.registry import detect
from nghiquyet.wording import clean_text

_NOT_LOOKED_AT = {*Entry.model_fields, "detector", "also", "more"}  # the last make the days


@cache
def asserted() -> Sequence[tuple[Case, str, frozenset[str]]]:
    """Every case that a test looks at, its rule («» for none), and the rules it tells of."""
    every = frozenset(RULES)
    by_family = {name: frozenset(r for r in RULES if r.startswith(name)) for name in
                 ("R8", "R10", "R11", "R12")}  # fmt: skip
    found = [(case_with(value, past), rule, by_family["R8"]) for value, past, rule in BORDERS]
    for period, rule, text in sentences():
        tells = frozenset({rule}) if rule else by_family["R10"]
        found.append((case_of(words(text), period=period), rule, tells))
    texts = {**dict.fromkeys(MALFORMED, "R11-KY-HIEU"), **dict.fromkeys(WELL_FORMED, ""),
             **{text: "R11-NGAY" for text, _ in DATED}, **dict.fromkeys(UNDATED, ""),
             **dict.fromkeys(map(clean_text, UNFINISHED), "R11-BO-TRONG"),
             **dict.fromkeys(FINISHED, "")}  # fmt: skip
    found += [(case_of(words(t)), rule, by_family["R11"]) for t, rule in texts.items()]
    names = {**dict.fromkeys(NEAR, "R12-GAN-GIONG"), **dict.fromkeys(OTHER, ""),
             **dict.fromkeys(CAPITALS, "R12-CHU-HOA")}  # fmt: skip
    found += [(case_of(words(t)), rule, by_family["R12"]) for t, rule in names.items()]
    for rule, (right, wrong, _) in RULES.items():
        found += [(right, "", every), (wrong, rule, every)]
    return found


def mutants_of(entry: AnyEntry) -> Iterator[tuple[str, AnyEntry]]:
    """The entry with one threshold a little off, or without one of its lists."""
    for name in sorted(set(type(entry).model_fields) - _NOT_LOOKED_AT):
        for change, value in _changed(getattr(entry, name)):
            yield f"{entry.id}~{name}{change}", entry.model_copy(update={name: value})


def _changed(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, int):
        yield from (("+1", value + 1), ("-1", value - 1))
    elif isinstance(value, float):
        yield from (("×1,1", value * 1.1), ("×0,9", value * 0.9))
    elif value:
        yield " gone", type(value)()


def is_noticed(entry: AnyEntry) -> bool:
    """Whether some case comes out otherwise than its test asserts."""
    return any(
        bool(detect(entry, case)) != (rule == entry.id)
        for case, rule, tells in asserted()
        if entry.id in tells
    )


def score_general() -> Score:
    """Try every mutant of every entry, and every entry taken away."""
    killed, survivors = 0, []
    for entry in catalogue().every_form.entries:
        told = any(rule == entry.id for _, rule, _ in asserted())
        noticed = {f"{entry.id}~removed": told}
        noticed |= {name: is_noticed(mutant) for name, mutant in mutants_of(entry)}
        killed += sum(noticed.values())
        survivors += [name for name, is_killed in noticed.items() if not is_killed]
    return Score("every-form", killed, tuple(survivors))
