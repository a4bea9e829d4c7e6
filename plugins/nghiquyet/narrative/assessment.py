"""Section I: the month that closed, from what was reported."""

from __future__ import annotations

from nghiquyet import wording
from nghiquyet.model.draft import Assessment, Section
from nghiquyet.narrative.annex import annex_lines
from nghiquyet.narrative.clauses import ClauseWriter
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.results import with_results
from nghiquyet.narrative.review import review_assessment
from nghiquyet.narrative.sections import (
    load_sections,
    say_that_nothing_happened,
    write_sub_section,
)

TITLE = "ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG {month}"


def write_assessment(evidence: Evidence) -> Assessment:
    """Compile Section I, its review lines and the annex.

    Raises:
        DefinitionError: if a section template is wrong.
    """
    writer = ClauseWriter(evidence)
    templates = load_sections(evidence.catalogue.root, evidence.catalogue)
    section = Section(
        "I",
        TITLE.format(month=wording.month_number(evidence.period.month)),
        tuple(write_sub_section(template, writer) for template in templates),
    )
    section = with_results(evidence, section)
    section = say_that_nothing_happened(section, templates, writer)
    return Assessment(
        office=evidence.office.code,
        period=evidence.period,
        section=section,
        review=review_assessment(evidence, section),
        annex=annex_lines(evidence),
    )
