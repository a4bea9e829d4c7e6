"""The reviewer of wording: never changes a text, says what a reader would stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from nghiquyet.catalogue.style import StyleRules, VariantRule
from nghiquyet.model.draft import ReviewLine, Section
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity
from nghiquyet.narrative.proposals_likeness import similarity

_FINAL = (".", ":", ";", "!", "?")


@dataclass(frozen=True)
class Passage:
    """A paragraph under review.

    Attributes:
        place: where it stands, such as ``I.1`` or ``Nơi nhận``.
        text: its text.
        block: id of its block, or empty.
        prose: a sentence or more, that ends with a stop.
        dashed: printed as an item that begins with a dash.
    """

    place: str
    text: str
    block: str = ""
    prose: bool = True
    dashed: bool = False


def passages_of(sections: Sequence[Section], closing: str, office: Office) -> list[Passage]:
    """Every paragraph of a draft, as the reviewer reads it."""
    body = [
        Passage(sub.code, block.text, block.id, dashed=block.dashed)
        for section in sections
        for sub in section.sub_sections
        for block in sub.blocks
    ]
    recipients = [Passage("Nơi nhận", line, prose=False) for line in office.recipients]
    return [*body, Passage("Đoạn kết", closing), *recipients]


def review_wording(
    passages: Sequence[Passage], rules: StyleRules, office: Office, period: Period
) -> tuple[ReviewLine, ...]:
    """Everything odd in the wording of a document.

    Args:
        passages: its paragraphs.
        rules: the rules of wording.
        office: whose proper names hold.
        period: the month assessed.
    """
    return (
        *_proper_names(passages, office),
        *_words(passages, rules),
        *_summaries(passages, rules, period),
        *(line for rule in rules.variants for line in _variants(passages, rule)),
        *_final_stops(passages),
        *_dashes(passages),
        *_repetitions(passages, rules.duplicate_above),
    )


def review_titles(first: Section, second: Section) -> tuple[ReviewLine, ...]:
    """Sub-sections that the two sections call by different names."""
    return tuple(
        ReviewLine(
            "wording",
            Severity.INFO,
            f"{one.code} và {other.code}",
            f"Hai tên mục khác nhau: “{one.title}” và “{other.title}”. Nên thống nhất một tên.",
            "TEN-MUC",
        )
        for one, other in zip(first.sub_sections, second.sub_sections, strict=False)
        if one.title != other.title
    )


def _line(passage: Passage, rule: str, severity: Severity, message: str, quote: str) -> ReviewLine:
    return ReviewLine(
        "wording", severity, passage.place, message, rule, quote=quote, block=passage.block
    )


def _proper_names(passages: Sequence[Passage], office: Office) -> Iterator[ReviewLine]:
    for passage in passages:
        for wrong, right in office.proper_names.items():
            for _ in range(passage.text.count(wrong)):
                message = f"Tên riêng “{wrong}”: tên đúng là “{right}”. Kiểm tra lại với đơn vị."
                yield _line(passage, "TEN-RIENG", Severity.WARNING, message, wrong)


def _words(passages: Sequence[Passage], rules: StyleRules) -> Iterator[ReviewLine]:
    for passage in passages:
        for rule in rules.words:
            for match in re.finditer(rule.pattern, passage.text):
                yield _line(passage, rule.id, rule.severity, rule.message, match[0])


def _summaries(
    passages: Sequence[Passage], rules: StyleRules, period: Period
) -> Iterator[ReviewLine]:
    for passage in passages:
        for document in rules.documents:
            pattern = rf"[Tt]ổng kết[^.;]*{re.escape(document.code)}"
            age = (period.last_day - document.issued).days / 365.25
            match = re.search(pattern, passage.text)
            if match and age < rules.summary_after_years:
                message = (
                    f"{document.code} ban hành ngày {document.issued:%d/%m/%Y}, chưa đủ "
                    f"{rules.summary_after_years} năm: “Sơ kết” hay “Tổng kết”? Hỏi lại đơn vị."
                )
                yield _line(passage, "SO-TONG-KET", Severity.WARNING, message, match[0])


def _variants(passages: Sequence[Passage], rule: VariantRule) -> Iterator[ReviewLine]:
    found = [
        (place, passage, match[0])
        for passage in passages
        for place, variant in enumerate(rule.variants)
        for match in re.finditer(variant, passage.text)
    ]
    ways = sorted({place for place, _, _ in found})
    if len(ways) < 2:
        return
    counts = {way: sum(place == way for place, _, _ in found) for way in ways}
    rarer = min(ways, key=lambda way: counts[way])
    for place, passage, quote in found:
        if place == rarer:
            yield _line(passage, rule.id, rule.severity, rule.message, quote)


def _final_stops(passages: Sequence[Passage]) -> Iterator[ReviewLine]:
    for passage in passages:
        if passage.prose and not passage.text.rstrip().endswith(_FINAL):
            quote = passage.text.rstrip().rsplit(" ", 3)[-3:]
            message = "Đoạn văn thiếu dấu chấm cuối."
            yield _line(passage, "DAU-CHAM", Severity.WARNING, message, " ".join(quote))


def _dashes(passages: Sequence[Passage]) -> Iterator[ReviewLine]:
    """Paragraphs without a dash in a sub-section whose other paragraphs have one."""
    dashed = {passage.place for passage in passages if passage.dashed}
    for passage in passages:
        if passage.place in dashed and passage.prose and not passage.dashed:
            quote = " ".join(passage.text.split()[:6])
            message = "Đoạn này không có gạch đầu dòng như các đoạn khác của mục."
            yield _line(passage, "GACH-DAU-DONG", Severity.INFO, message, quote)


def _repetitions(passages: Sequence[Passage], above: float) -> Iterator[ReviewLine]:
    """Clauses of one sub-section that say nearly the same."""
    clauses = [
        (passage, clause.strip())
        for passage in passages
        if passage.place.startswith("II")
        for clause in re.split(r"[.;]\s", passage.text)
    ]
    for (one, first), (other, second) in combinations(clauses, 2):
        if one.place == other.place and similarity(first, second) >= above:
            message = f"Gần trùng với “{first}”. Nên gộp làm một."
            yield _line(other, "TRUNG-Y", Severity.WARNING, message, second)
