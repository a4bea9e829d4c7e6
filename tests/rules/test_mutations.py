"""Slightly wrong rules are noticed: at least nine of ten, form by form."""

from __future__ import annotations

import random

import pytest
from tests.catalogue.row_cases import cases, catalogue
from tests.rules.across import keep_tries, score_across
from tests.rules.general import is_noticed, score_general
from tests.rules.scoring import Score, score
from tests.trials import EVIDENCE, WHOLE

from nghiquyet.store.repository import Store

ENOUGH = 0.9
PAGE = EVIDENCE.with_name("rule-mutations.md")
FORMS = sorted(cases()) if WHOLE else random.Random(2026).sample(sorted(cases()), 2)
_HEAD = """\
# Wrong rules noticed

Written by `make test-full`: every rule is taken away, loses its severity, and is changed in one
place after the other (a bound by one unit, a comparison turned round or made strict, columns
swapped, an operator, a number, a value of a list, last month's value taken for this month's; in
SQL a condition dropped, a sum made a maximum; in `every-form` a threshold moved, a list of words
emptied). A change counts as noticed if the workbooks, sentences or months in the database of which
a test asserts the exact outcome come out differently. `make test` does so for two forms, for
`every-form` and for `sql/rules`.

| rules of | wrong rules | noticed | share |
|---|---|---|---|
"""
_scores: dict[str, Score] = {}


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_the_workbooks_of_a_form_notice_its_wrong_rules(form: str) -> None:
    _scores[form] = score(form)
    assert _scores[form].share >= ENOUGH, _scores[form].survivors


def test_the_rules_for_every_form_come_out_as_asserted() -> None:
    assert [entry.id for entry in catalogue().every_form.entries if is_noticed(entry)] == []


@pytest.mark.long
def test_the_sentences_tried_notice_wrong_rules_for_every_form() -> None:
    _scores["every-form"] = score_general()
    assert _scores["every-form"].share >= ENOUGH, _scores["every-form"].survivors


@pytest.mark.long
def test_the_offices_tried_notice_wrong_rules_across_units(store: Store) -> None:
    keep_tries(store)
    _scores["sql/rules"] = score_across(store)
    assert _scores["sql/rules"].share >= ENOUGH, _scores["sql/rules"].survivors
    if WHOLE:
        _write_page(list(_scores.values()))


def _write_page(scores: list[Score]) -> None:
    whole = Score(
        "all", sum(each.killed for each in scores), tuple(s for e in scores for s in e.survivors)
    )
    lines = [
        f"| {each.name} | {each.killed + len(each.survivors)} | {each.killed} | {each.share:.1%} |"
        for each in (*scores, whole)
    ]
    told = [f"- `{name}`" for name in whole.survivors] or ["None."]
    text = "\n".join([_HEAD + "\n".join(lines), "\n## Not noticed\n", *told, ""])
    PAGE.write_text(text, encoding="utf-8")
