"""Slightly wrong rules of every-form.yaml are noticed: at least nine of ten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from tests.validation.detectors.borders import BORDERS, case_with
from tests.validation.detectors.test_dates import sentences
from tests.validation.detectors.test_document_codes import DATED, MALFORMED, UNDATED, WELL_FORMED
from tests.validation.detectors.test_proper_names import NEAR, OTHER
from tests.validation.detectors.texts import case_of, catalogue, words
from tests.validation.test_every_form import RULES

from nghiquyet.catalogue.detectors import AnyEntry
from nghiquyet.catalogue.entries import Entry
from nghiquyet.validation.detectors.cases import Case
from nghiquyet.validation.detectors.registry import detect

ENOUGH = 0.9
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
             **{text: "R11-NGAY" for text, _ in DATED}, **dict.fromkeys(UNDATED, "")}  # fmt: skip
    found += [(case_of(words(t)), rule, by_family["R11"]) for t, rule in texts.items()]
    names = {**dict.fromkeys(NEAR, "R12-GAN-GIONG"), **dict.fromkeys(OTHER, "")}
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


def test_the_rules_themselves_come_out_as_asserted() -> None:
    assert [entry.id for entry in catalogue().every_form.entries if is_noticed(entry)] == []


def test_wrong_thresholds_and_missing_words_are_noticed() -> None:
    mutants = dict(
        mutant for entry in catalogue().every_form.entries for mutant in mutants_of(entry)
    )
    survivors = [name for name, mutant in mutants.items() if not is_noticed(mutant)]
    assert len(mutants) > 50
    assert 1 - len(survivors) / len(mutants) >= ENOUGH, survivors


def test_a_rule_that_is_gone_is_noticed() -> None:
    for entry in catalogue().every_form.entries:
        assert any(rule == entry.id for _, rule, _ in asserted())
