"""The golden draft of January, and what other data make of it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import count

from tests.golden.months import values_of
from tests.narrative.evidence import evidence_of
from tests.narrative.section_two import JANUARY, ROOT, february, office

from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.document.formats import load_profiles, profile_at
from nghiquyet.document.render import Variant, render_draft
from nghiquyet.model.draft import Block, Draft, Figure, Section, Span, SubSection
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.proposals_composing import compose_section


@cache
def golden_draft() -> Draft:
    """The draft of January 2026 as the pipeline prints it."""
    assessment = write_assessment(
        evidence_of(load_catalogue(ROOT), office(), JANUARY, values_of("2026-01"))
    )
    second = compose_section(february(), office(), JANUARY)
    return Draft(
        id="a" * 32,
        office="ke-sat",
        period=JANUARY,
        created_at=datetime(2026, 1, 28, 8, 0, tzinfo=UTC),
        sections=(assessment.section, second),
        closing=office().closing.format(thang_nam="02/2026"),
        review=assessment.review,
    )


@cache
def telling_draft() -> Draft:
    """The same with figures each of which occurs once only."""
    numbers = count(3107, 17)

    def tell(block: Block) -> Block:
        return with_figures(block, lambda figure: _shown(figure, next(numbers)))

    return with_each_block(golden_draft(), tell)


@cache
def printed(draft: Draft) -> bytes:
    """The working copy."""
    day = draft.period.last_day
    return render_draft(
        draft,
        office(),
        profile_at(load_profiles(ROOT / "reports/monthly/formats"), day),
        ROOT / "reports/monthly/resolution.docx",
        Variant.WORKING,
    )


def with_each_block(draft: Draft, change: Callable[[Block], Block]) -> Draft:
    return with_parts(draft, lambda part: replace(part, blocks=tuple(map(change, part.blocks))))


def with_parts(draft: Draft, change: Callable[[SubSection], SubSection]) -> Draft:
    def section_of(section: Section) -> Section:
        return replace(section, sub_sections=tuple(map(change, section.sub_sections)))

    return replace(draft, sections=tuple(map(section_of, draft.sections)))


def with_figures(block: Block, change: Callable[[Figure], Figure]) -> Block:
    """The block with its counted figures changed."""
    spans = []
    for span in block.spans:
        figure = span.figure
        if figure is not None and figure.counted:
            figure = change(figure)
            span = Span(figure.text, figure)
        spans.append(span)
    return replace(block, spans=tuple(spans))


def _shown(figure: Figure, number: int) -> Figure:
    text = re.sub(r"\d[\d.,]*", f"{number // 1000}.{number % 1000:03d}", figure.text, count=1)
    return replace(figure, text=text)


def other_data(draft: Draft, chance: random.Random, first: int = 60_000) -> Draft:
    """The draft as it would be after corrections, withdrawals and additions."""
    numbers = count(first + chance.randrange(1000), 13)
    share = chance.choice([0.1, 0.3, 1.0])

    def correct(figure: Figure) -> Figure:
        if chance.random() >= share:
            return figure
        if chance.random() < 0.1:
            flag = f"[CHƯA CÓ SỐ LIỆU – {figure.code} {next(numbers)}]"
            return replace(figure, text=flag, missing=True)
        return replace(_shown(figure, next(numbers)), missing=False)

    changed = with_each_block(draft, lambda block: with_figures(block, correct))
    changed = with_parts(changed, lambda part: _rebuilt(part, chance, numbers))
    moment = datetime(2026, 1, 29, 8, 0, tzinfo=UTC)
    return replace(changed, id=f"{chance.getrandbits(128):032x}", created_at=moment)


def _rebuilt(part: SubSection, chance: random.Random, numbers: count[int]) -> SubSection:
    """Now and then a paragraph or a clause comes, goes or moves; ids are given anew."""
    blocks = list(part.blocks)
    if len(blocks) > 1 and chance.random() < 0.15:
        blocks.pop(chance.randrange(len(blocks)))
    if len(blocks) > 1 and chance.random() < 0.1:
        at = chance.randrange(len(blocks) - 1)
        blocks[at : at + 2] = reversed(blocks[at : at + 2])
    if chance.random() < 0.15:
        number = f"{next(numbers)}"
        figure = Figure("moi", f"MOI-{number}", number)
        texts = (f"Tổ chức lễ ra quân đợt K{number} với ", " chiến sĩ dân quân tự vệ tham gia.")
        spans = (Span(texts[0]), Span(number, figure), Span(texts[1]))
        new = Block("moi", spans, blocks[0].dashed, codes=(figure.code,))
        blocks.insert(chance.randint(0, len(blocks)), new)
    if chance.random() < 0.15:
        at = chance.randrange(len(blocks))
        blocks[at] = _with_clause(blocks[at], chance, f"{next(numbers)}")
    prefix = part.code.lower().replace(".", "")
    named = [replace(b, id=f"{prefix}_{number:02d}") for number, b in enumerate(blocks, 1)]
    return replace(part, blocks=tuple(named))


def _with_clause(block: Block, chance: random.Random, number: str) -> Block:
    """A clause more, or one less."""
    spans = list(block.spans)
    figures = [at for at, span in enumerate(spans) if span.figure is not None]
    if figures and chance.random() < 0.5:
        at = chance.choice(figures)
        del spans[max(at - 1, 0) : at + 1]
    if not spans or chance.random() < 0.7:
        figure = Figure("them", f"THEM-{number}", number)
        clause = [Span("; trồng mới "), Span(number, figure), Span(" cây xanh")]
        at = chance.randint(0, len(spans))
        spans[at:at] = clause
    return replace(block, spans=tuple(spans))
