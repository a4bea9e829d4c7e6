"""What was accepted becomes Section I, then the draft of next month's resolution."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from nghiquyet.delivery.notice import compose_notice
from nghiquyet.delivery.outbox import Paper, deliver
from nghiquyet.document.comparing.difference import render_difference
from nghiquyet.model.draft import Section
from nghiquyet.model.period import Period
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.pipeline.gathering import gather, gather_evidence
from nghiquyet.pipeline.standing import is_fresh_again
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.pipeline.writing import print_papers, write_draft
from nghiquyet.settings import Settings

COMPILED = "assessment_compiled"


@dataclass(frozen=True)
class Compiled:
    """Section I as it was written.

    Attributes:
        id: SHA-256 of the text: the same facts give the same one.
        text: plain text, paragraphs set off by blank lines.
    """

    id: str
    text: str


def compile_assessment(settings: Settings, office: str, period: str) -> Compiled:
    """Write Section I from what is accepted now, and log it.

    Returns:
        Its hash and text.

    Raises:
        DefinitionError: if a definition is wrong.
    """
    with workshop(settings) as shop:
        evidence = gather_evidence(shop, shop.catalogue.office(office), Period.parse(period))
        assessment = write_assessment(evidence)
        text = text_of(assessment.section)
        digest = hashlib.sha256(text.encode()).hexdigest()
        shop.log(
            office,
            COMPILED,
            evidence.period,
            sha256=digest,
            received=len(evidence.submissions),
            expected=len(evidence.roster),
        )
    return Compiled(digest, text)


def text_of(section: Section) -> str:
    """A section's plain text: titles, paragraphs set off by blank lines."""
    lines = [f"{section.code}. {section.title}"]
    for sub in section.sub_sections:
        lines.append(f"{sub.code.split('.')[1]}. {sub.title}")
        lines += [f"- {block.text}" if block.dashed else block.text for block in sub.blocks]
    return "\n\n".join(lines)


def is_compiled(shop: Workshop, office: str, period: Period) -> bool:
    """Whether Section I of ``period`` has been written before."""
    return any(event.what == COMPILED for event in shop.store.events(office, period))


def needs_cut_off(settings: Settings, office: str, period: str) -> bool:
    """Whether the cut-off must have Section I written: not if it covers every unit already."""
    month = Period.parse(period)
    with workshop(settings) as shop:
        compiled = [event for event in shop.store.events(office, month) if event.what == COMPILED]
        expected = len(shop.catalogue.office(office).roster(month))
    return not compiled or compiled[-1].detail["received"] < expected


def draft_resolution(settings: Settings, office: str, period: str) -> str:
    """Draft the resolution of the month after ``period`` and deliver it to the office.

    Returns:
        The folder of the outbox that holds the Word draft and its companions.

    Raises:
        DefinitionError: if a definition is wrong.
        DocumentError: if the Word template cannot be used.
    """
    with workshop(settings) as shop:
        whose, month = shop.catalogue.office(office), Period.parse(period)
        draft = write_draft(gather(shop, whose, month), uuid4().hex, datetime.now(UTC))
        files = print_papers(draft, shop.catalogue)
        before = shop.store.latest_draft(office, month)
        if before is not None:
            paper = render_difference(before.draft, draft, whose)
            files[Paper.DIFFERENCE.file_name(month)] = paper
        folder = deliver(settings, office, month, files, compose_notice(draft, whose))
        digest = hashlib.sha256(files[Paper.WORKING.file_name(month)]).hexdigest()
        shop.store.save_draft(draft, digest, tuple(files))
        is_fresh_again(settings, office, month)
        shop.log(office, "drafted", month, sha256=digest, draft=draft.id)
    return str(folder)
