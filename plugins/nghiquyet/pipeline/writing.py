"""A draft and its papers, from what was gathered and what is declared; nothing else is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.catalogue.proper_names import load_proper_names
from nghiquyet.catalogue.style import load_style
from nghiquyet.catalogue.task_definitions import load_tasks
from nghiquyet.delivery.outbox import Paper
from nghiquyet.document.annex import render_annex
from nghiquyet.document.formats import load_profiles, profile_at
from nghiquyet.document.render import Variant, render_draft
from nghiquyet.document.review_sheet import render_review_sheet
from nghiquyet.model.draft import Draft, ReviewLine
from nghiquyet.narrative.answers import positive_codes
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.proposals import ProposalResult, propose_tasks
from nghiquyet.narrative.proposals_composing import compose_section
from nghiquyet.narrative.proposals_thresholds import measure
from nghiquyet.narrative.reviewing.case import Case
from nghiquyet.narrative.reviewing.evidence import reported_figures, reported_tasks
from nghiquyet.narrative.reviewing.passages import Passage, passages_of
from nghiquyet.narrative.reviewing.reviewer import review_titles, review_wording
from nghiquyet.pipeline.gathering import Material
from nghiquyet.wording import month_and_year


def write_draft(material: Material, draft_id: str, created_at: datetime) -> Draft:
    """Both sections, the closing paragraph and every line of the review sheet.

    Args:
        material: what it follows from: the same material gives the same draft.
        draft_id: 32 hexadecimal digits.
        created_at: aware moment of drafting.

    Raises:
        DefinitionError: if a definition is wrong.
    """
    evidence = material.evidence
    office, period = evidence.office, evidence.period
    assessment = write_assessment(evidence)
    proposed = _propose(material)
    sections = (assessment.section, compose_section(proposed, office, period))
    closing = office.closing.format(thang_nam=month_and_year(period.next))
    wording = _review(material, passages_of(sections, closing, office))
    return Draft(
        id=draft_id,
        office=office.code,
        period=period,
        created_at=created_at,
        sections=sections,
        closing=closing,
        review=(*assessment.review, *wording, *review_titles(*sections), *proposed.questions),
        annex=assessment.annex,
        not_proposed=proposed.not_proposed,
        inputs=tuple(evidence.submissions.values()),
    )


def _review(material: Material, passages: Sequence[Passage]) -> tuple[ReviewLine, ...]:
    evidence = material.evidence
    root = evidence.catalogue.root
    rules = load_style(root)
    case = Case(
        passages,
        evidence.office,
        evidence.period,
        every_form=evidence.catalogue.every_form,
        names=load_proper_names(root),
        documents=rules.documents,
        figures=reported_figures(evidence),
        tasks=reported_tasks(evidence.tasks, evidence.task_reports),
    )
    return review_wording(case, rules)


def _propose(material: Material) -> ProposalResult:
    evidence, registers = material.evidence, material.registers
    catalogue = evidence.catalogue
    definitions = load_tasks(catalogue.root, catalogue)
    return propose_tasks(
        evidence.office,
        evidence.period,
        definitions,
        reported=positive_codes(evidence),
        measured=measure(evidence, definitions.thresholds),
        directives=registers.directives,
        unit_proposals=registers.unit_proposals,
        task_reports=evidence.task_reports,
        previous_tasks=evidence.tasks,
        names={code: row.name for code, row in catalogue.indicators.items()},
    )


def print_papers(draft: Draft, catalogue: Catalogue) -> dict[str, bytes]:
    """The Word draft and its companions by file name, the working copy first.

    Raises:
        DocumentError: if the Word template cannot be used.
    """
    office = catalogue.office(draft.office)
    monthly = catalogue.root / "reports" / "monthly"
    profile = profile_at(load_profiles(monthly / "formats"), draft.period.last_day)
    template = monthly / "resolution.docx"

    def word(variant: Variant) -> bytes:
        return render_draft(draft, office, profile, template, variant)

    papers = {
        Paper.WORKING: word(Variant.WORKING),
        Paper.SOURCED: word(Variant.SOURCED),
        Paper.REVIEW_SHEET: render_review_sheet(draft, office, profile),
        Paper.ANNEX: render_annex(draft, office),
    }
    return {paper.file_name(draft.period): data for paper, data in papers.items()}
