"""Labelled items as small drafts: sections, evidence and tasks, as the reviewer gets them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.catalogue.proper_names import load_proper_names
from nghiquyet.catalogue.style import load_style
from nghiquyet.model.draft import Block, Section, Span, SubSection
from nghiquyet.model.indicator import Part
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.task import TaskStatus
from nghiquyet.narrative.reviewing.case import Case, Reported, ReportedTask
from nghiquyet.narrative.reviewing.evidence import reported
from nghiquyet.narrative.reviewing.passages import Passage, passages_of
from nghiquyet.settings import PROJECT_ROOT

_LABEL = re.compile(r"(?P<code>[A-ZĐ]{2,6}-\d{2}\w?)?\s*(?:\((?P<what>[^)]*)\))?(?P<name>.*)")
CLOSING = "Trên đây là Nghị quyết"


@dataclass(frozen=True)
class Fault:
    """What the labeller found: a kind and the words it is about."""

    kind: str
    quote: str


@dataclass(frozen=True)
class Item:
    """A labelled text with what surrounds it."""

    id: str
    period: Period
    section: str
    text: str
    faults: tuple[Fault, ...]
    others: tuple[str, ...]
    indicators: Mapping[str, Any]
    tasks: tuple[ReportedTask, ...]


def read_items(path: Path) -> Iterator[Item]:
    """The items of a file, in order."""
    for item in yaml.safe_load(path.read_text(encoding="utf-8")):
        yield Item(
            id=item["id"],
            period=Period.parse(item["period"]),
            section=item["section"],
            text=item["text"],
            faults=tuple(Fault(fault["kind"], fault["quote"]) for fault in item["faults"]),
            others=tuple(item.get("others", ())),
            indicators=item.get("indicators", {}),
            tasks=tuple(
                ReportedTask(task["text"], TaskStatus(task["status"]))
                for task in item.get("tasks", ())
            ),
        )


@cache
def catalogue() -> Catalogue:
    return load_catalogue(PROJECT_ROOT)


def case_of(item: Item) -> Case:
    """The item as the draft that the reviewer reads."""
    office = catalogue().office("ke-sat")
    return Case(
        passages=_passages(item, office),
        office=office,
        period=item.period,
        every_form=catalogue().every_form,
        names=load_proper_names(PROJECT_ROOT),
        documents=load_style(PROJECT_ROOT).documents,
        figures=[_figure(label, value, office) for label, value in item.indicators.items()],
        tasks=item.tasks,
    )


def _passages(item: Item, office: Office) -> list[Passage]:
    """A heading becomes a heading, the closing the closing, all else paragraphs."""
    if item.text.startswith(CLOSING):
        return [Passage("Đoạn kết", item.text)]
    if re.match(r"-.*,$", item.text):
        return [Passage("Nơi nhận", item.text, prose=False)]
    heading = re.match(r"(?:[IVX]+|\d+)\. [^.;]*$", item.text)
    texts = [] if heading else [*item.others, item.text]
    dashed = any(text.startswith("- ") for text in texts)
    blocks = [
        Block(f"b_{number}", (Span(text.removeprefix("- ")),), dashed)
        for number, text in enumerate(texts)
    ]
    sub = SubSection(f"{item.section}.1", item.text if heading else "Công tác", tuple(blocks))
    top = item.text if heading and item.text[0] in "IVX" else ""
    section = Section(item.section, top, () if top else (sub,))
    return [
        each
        for each in passages_of([section], "", office)
        if each.text and (each.block or each.text == item.text)
    ]


def _figure(label: str, value: object, office: Office) -> Reported:
    """«HCC-04 (quá hạn)» is the part of HCC-04 so named; a label without a code names itself."""
    match = _LABEL.fullmatch(label)
    assert match
    number = Decimal(str(value))
    indicator = catalogue().indicators.get(match["code"] or "")
    if indicator is None:
        own = match["what"] or match["name"] or label
        return Reported(match["code"] or "", own.strip() or label, number,
                        "%" if "tỷ lệ" in label.casefold() else "")  # fmt: skip
    figures = [part for part in indicator.parts if part.type.is_figure]
    return reported(indicator, _part(figures, match["what"] or ""), number, office)


def _part(parts: list[Part], what: str) -> Part:
    words = set(re.findall(r"\w+", what.casefold()))
    return max(parts, key=lambda part: len(words & set(re.findall(r"\w+", part.name.casefold()))))
