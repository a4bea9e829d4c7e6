"""Precision and recall of the reviewer on labelled items, kind by kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.narrative.labelled.items import Fault, Item, case_of, read_items

from nghiquyet.catalogue.style import StyleRules, load_style
from nghiquyet.narrative.reviewing.reviewer import review_wording
from nghiquyet.settings import PROJECT_ROOT

ALSO = {"viet-hoa": "ten-rieng"}
"""Casing slips in the name of a body may as well be told as a slip of the name."""


@dataclass(frozen=True)
class Told:
    """What the reviewer said of an item."""

    item: Item
    rule: str
    kind: str
    quote: str
    start: int


@dataclass
class Score:
    """How often it was right."""

    found: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        told = self.found + self.false
        return self.found / told if told else 1.0

    @property
    def recall(self) -> float:
        there = self.found + self.missed
        return self.found / there if there else 1.0


@dataclass
class Judgement:
    """What came of one file."""

    name: str
    kinds: dict[str, Score] = field(default_factory=dict)
    misses: list[tuple[Item, Fault]] = field(default_factory=list)
    alarms: list[Told] = field(default_factory=list)
    clean: int = 0
    faulty: int = 0

    @property
    def total(self) -> Score:
        scores = self.kinds.values()
        return Score(
            sum(score.found for score in scores),
            sum(score.missed for score in scores),
            sum(score.false for score in scores),
        )

    def of(self, kind: str) -> Score:
        return self.kinds.setdefault(kind, Score())


def judge(path: Path) -> Judgement:
    """Review every item of a file and compare with its labels."""
    rules = load_style(PROJECT_ROOT)
    result = Judgement(path.stem)
    for item in read_items(path):
        missed, alarms = verdict(item, rules)
        result.faulty += bool(item.faults)
        result.clean += not item.faults
        for fault in item.faults:
            score = result.of(fault.kind)
            score.missed += fault in missed
            score.found += fault not in missed
        result.misses += [(item, fault) for fault in missed]
        for alarm in alarms:
            result.of(alarm.kind).false += 1
        result.alarms += alarms
    return result


def verdict(item: Item, rules: StyleRules) -> tuple[list[Fault], list[Told]]:
    """The faults that nobody told, and what was told though nobody labelled it.

    Several lines on one fault are no false alarm.
    """
    told = review(item, rules)
    missed = [fault for fault in item.faults if not any(_is_it(each, fault) for each in told)]
    alarms = [each for each in told if not any(_is_it(each, fault) for fault in item.faults)]
    return missed, alarms


def review(item: Item, rules: StyleRules) -> list[Told]:
    """What the reviewer says of an item's text and of the paragraphs that it repeats."""
    kinds = {rule.id: rule.kind for rule in rules.rules}
    return [
        Told(item, line.rule, kinds[line.rule], line.quote, item.text.find(line.quote))
        for line in review_wording(case_of(item), rules)
    ]


def _is_it(told: Told, fault: Fault) -> bool:
    """The same kind and words that overlap; of two copies either one may be told."""
    if told.kind not in (fault.kind, ALSO.get(fault.kind)):
        return False
    if told.start < 0:
        return fault.kind.startswith("trung-")
    begin = told.item.text.find(fault.quote)
    return 0 <= begin < told.start + len(told.quote) and told.start < begin + len(fault.quote)
