"""The reviewer is as good as its page says, on labelled sentences and on our own examples."""

from __future__ import annotations

import pytest
from tests.narrative.labelled.items import Item, read_items
from tests.narrative.labelled.judging import Judgement, judge, verdict
from tests.narrative.labelled.page import FILES, HERE, PAGE, render

from nghiquyet.catalogue.style import load_style
from nghiquyet.catalogue.style_entries import Kind
from nghiquyet.settings import PROJECT_ROOT

RULES = load_style(PROJECT_ROOT)
EXAMPLES = list(read_items(HERE / "examples.yaml"))


@pytest.fixture(scope="module")
def judgements() -> list[Judgement]:
    return [judge(path) for path in FILES if path.exists()]


def test_the_page_says_what_the_reviewer_does(judgements: list[Judgement]) -> None:
    assert PAGE.read_text(encoding="utf-8") == render(judgements)


def test_on_what_was_seen_it_finds_nearly_all_and_hardly_errs(
    judgements: list[Judgement],
) -> None:
    seen = judgements[0].total
    assert seen.found + seen.missed >= 75
    assert seen.recall >= 0.95
    assert seen.precision >= 0.97


def test_every_kind_is_among_the_labelled_and_among_the_examples(
    judgements: list[Judgement],
) -> None:
    assert set(judgements[0].kinds) == set(Kind)
    assert {fault.kind for item in EXAMPLES for fault in item.faults} == set(Kind)


@pytest.mark.parametrize("item", EXAMPLES, ids=lambda item: item.id)
def test_example(item: Item) -> None:
    missed, alarms = verdict(item, RULES)
    assert not missed
    assert not [(alarm.rule, alarm.quote) for alarm in alarms]


def test_a_judge_knows_a_miss_and_a_false_alarm() -> None:
    item = next(item for item in EXAMPLES if item.faults)
    other = Item(**{**item.__dict__, "faults": ()})
    assert verdict(other, RULES)[1]
    wrong = Item(**{**item.__dict__, "text": "Không có gì.", "indicators": {}, "tasks": ()})
    assert verdict(wrong, RULES)[0] == list(item.faults)
