"""What was accepted becomes Section I, then the draft of next month's resolution."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from nghiquyet.catalogue.directives import REGISTER, registered
from nghiquyet.catalogue.register import in_force
from nghiquyet.catalogue.style import load_style
from nghiquyet.catalogue.task_definitions import load_tasks
from nghiquyet.delivery.notice import compose_notice
from nghiquyet.delivery.outbox import Paper, deliver
from nghiquyet.document.annex import render_annex
from nghiquyet.document.formats import load_profiles, profile_at
from nghiquyet.document.render import Variant, render_draft
from nghiquyet.document.review_sheet import render_review_sheet
from nghiquyet.model.draft import Draft, ReviewLine, Section
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.task import Directive
from nghiquyet.narrative.answers import positive_codes
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.proposals import ProposalResult, propose_tasks
from nghiquyet.narrative.proposals_composing import compose_section
from nghiquyet.narrative.proposals_thresholds import measure
from nghiquyet.narrative.style import passages_of, review_titles, review_wording
from nghiquyet.pipeline.trying import violating_rows
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings
from nghiquyet.validation.violations import review_line
from nghiquyet.wording import month_and_year

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


def gather_evidence(shop: Workshop, office: Office, period: Period) -> Evidence:
    """Everything accepted for a period, with what the rules said of it."""
    submissions = {item.unit: item for item in shop.store.current_submissions(office.code, period)}
    findings = shop.store.findings(item.id for item in submissions.values())
    return Evidence(
        catalogue=shop.catalogue,
        office=office,
        period=period,
        facts=shop.store.facts(office.code, period),
        statements=shop.store.statements(office.code, period),
        submissions=submissions,
        history=shop.store.fact_frame(
            office.code, [period.previous, Period(period.year - 1, period.month)]
        ),
        findings={item.unit: findings.get(item.id, ()) for item in submissions.values()},
        violations=_violations(shop, office, period),
        waivers=shop.store.waivers(office.code, period),
    )


def _violations(shop: Workshop, office: Office, period: Period) -> tuple[ReviewLine, ...]:
    return tuple(
        review_line(rule, row, office, shop.catalogue.parts)
        for rule in in_force(shop.catalogue.sql_rules, period)
        for row in violating_rows(shop, rule, office, period)
    )


def draft_resolution(settings: Settings, office: str, period: str) -> str:
    """Draft the resolution of the month after ``period`` and deliver it to the office.

    Returns:
        The folder of the outbox that holds the Word draft and its companions.

    Raises:
        DefinitionError: if a definition is wrong.
        DocumentError: if the Word template cannot be used.
    """
    with workshop(settings) as shop:
        evidence = gather_evidence(shop, shop.catalogue.office(office), Period.parse(period))
        draft = write_draft(shop, evidence)
        files = _documents(shop, evidence.office, draft)
        folder = deliver(
            settings, office, evidence.period, files, compose_notice(draft, evidence.office)
        )
        digest = hashlib.sha256(files[Paper.WORKING.file_name(draft.period)]).hexdigest()
        shop.store.save_draft(draft, digest, tuple(files))
        shop.log(office, "drafted", evidence.period, sha256=digest, draft=draft.id)
    return str(folder)


def write_draft(shop: Workshop, evidence: Evidence) -> Draft:
    """Both sections, the closing paragraph and every line of the review sheet."""
    office, period = evidence.office, evidence.period
    assessment = write_assessment(evidence)
    proposed = _propose(shop, evidence)
    second = compose_section(proposed, office, period)
    sections = (assessment.section, second)
    closing = office.closing.format(thang_nam=month_and_year(period.next))
    wording = review_wording(
        passages_of(sections, closing, office), load_style(shop.settings.root), office, period
    )
    return Draft(
        id=uuid4().hex,
        office=office.code,
        period=period,
        created_at=datetime.now(UTC),
        sections=sections,
        closing=closing,
        review=(*assessment.review, *wording, *review_titles(*sections), *proposed.questions),
        annex=assessment.annex,
        not_proposed=proposed.not_proposed,
    )


def _propose(shop: Workshop, evidence: Evidence) -> ProposalResult:
    office, period = evidence.office, evidence.period
    definitions = load_tasks(shop.settings.root, shop.catalogue)
    return propose_tasks(
        office,
        period,
        definitions,
        reported=positive_codes(evidence),
        measured=measure(evidence, definitions.thresholds),
        directives=directives_known(shop, office, period),
        unit_proposals=shop.store.unit_proposals(office.code, period),
        task_reports=shop.store.task_reports(office.code, period),
        previous_tasks=shop.store.assigned_tasks(office.code, period),
        names={code: row.name for code, row in shop.catalogue.indicators.items()},
    )


def directives_known(shop: Workshop, office: Office, period: Period) -> tuple[Directive, ...]:
    """Documents from above: those loaded from a file, and those of the office's own register.

    Entered in the register, a document is as its latest workbook says.
    """
    books = [unit.code for unit in office.units if unit.form == REGISTER]
    entered = registered(office, shop.store.statements_of(office.code, books, period))
    codes = {directive.code for directive in entered}
    loaded = shop.store.directives(office.code, period.next)
    return (*(one for one in loaded if one.code not in codes), *entered)


def _documents(shop: Workshop, office: Office, draft: Draft) -> dict[str, bytes]:
    """The Word draft and its companions by file name, the working copy first."""
    monthly = shop.settings.root / "reports" / "monthly"
    profile = profile_at(load_profiles(monthly / "formats"), draft.period.last_day)
    template = monthly / "resolution.docx"

    def word(variant: Variant) -> bytes:
        return render_draft(draft, office, profile, template, variant)

    papers = {
        Paper.WORKING: word(Variant.WORKING),
        Paper.SOURCED: word(Variant.SOURCED),
        Paper.REVIEW_SHEET: render_review_sheet(draft, office),
        Paper.ANNEX: render_annex(draft, office),
    }
    return {paper.file_name(draft.period): data for paper, data in papers.items()}
