"""Golden months beside January 2026, each written by hand before the program wrote it.

August 2026 is full of zeros, in May units are missing, January 2029 has large numbers and Tết.
October 2026, with its late corrections, goes through the store: see ``tests/pipeline``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from tests.golden.months import listed, values_of, written_section_one
from tests.narrative.evidence import evidence_of
from tests.narrative.section_two import definitions
from tests.narrative.test_golden_month import assert_well_formed

from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.model.draft import Assessment
from nghiquyet.model.period import Period
from nghiquyet.narrative.answers import positive_codes
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.proposals import ProposalResult, propose_tasks
from nghiquyet.narrative.proposals_composing import compose_section
from nghiquyet.pipeline.drafting import text_of
from nghiquyet.settings import PROJECT_ROOT

MONTHS = ["2026-05", "2026-08", "2029-01"]
CONFIRMED = {"2026-08", "2029-01"}


@cache
def evidence_for(month: str) -> Evidence:
    catalogue = load_catalogue(PROJECT_ROOT)
    office, period = catalogue.office("ke-sat"), Period.parse(month)
    found = evidence_of(catalogue, office, period, values_of(month))
    return found if month in CONFIRMED else replace(found, confirmations=())


@cache
def assessment_of(month: str) -> Assessment:
    return write_assessment(evidence_for(month))


@pytest.mark.parametrize("month", MONTHS)
def test_section_one_is_what_a_hand_wrote(month: str) -> None:
    written = text_of(assessment_of(month).section).split("\n\n")
    assert written == written_section_one(month)


@pytest.mark.parametrize("month", MONTHS)
def test_every_sentence_is_well_formed(month: str) -> None:
    for sub_section in assessment_of(month).section.sub_sections:
        for block in sub_section.blocks:
            assert_well_formed(block.text)


@pytest.mark.parametrize("month", MONTHS)
def test_the_review_sheet_names_exactly_what_is_to_be_looked_at(month: str) -> None:
    expected = listed(month, "review")["lines"]
    lines = assessment_of(month).review
    assert [(line.category, line.place.partition(":")[0]) for line in lines] == [
        (each["category"], each["row"]) for each in expected
    ]
    for line, each in zip(lines, expected, strict=True):
        for words in each["says"]:
            assert words in line.message


# Section II.


@cache
def proposed(month: str) -> ProposalResult:
    evidence = evidence_for(month)
    return propose_tasks(
        evidence.office,
        evidence.period,
        definitions(),
        reported=positive_codes(evidence),
        names={code: row.name for code, row in evidence.catalogue.indicators.items()},
    )


def section_two(month: str) -> str:
    evidence = evidence_for(month)
    section = compose_section(proposed(month), evidence.office, evidence.period)
    return " ".join(block.text for part in section.sub_sections for block in part.blocks).lower()


def said_of_section_two(which: str) -> list[Any]:
    return [
        pytest.param(
            month,
            each["says"],
            each.get("because", ""),
            id=f"{month} {each['says']} ({each['why']})",
        )
        for month in ("2026-08", "2029-01")
        for each in listed(month, "section-two")[which]
    ]


@pytest.mark.parametrize(("month", "says", "because"), said_of_section_two("must"))
def test_a_task_of_the_month_is_proposed(month: str, says: str, because: str) -> None:
    assert says.lower() in section_two(month)
    reasons = [
        reason.text
        for one in proposed(month).proposals
        if says.lower() in one.text.lower()
        for reason in one.reasons
    ]
    assert not because or because in reasons


@pytest.mark.parametrize(("month", "says", "because"), said_of_section_two("must_not"))
def test_a_task_of_another_time_is_not(month: str, says: str, because: str) -> None:
    assert not because
    assert says.lower() not in section_two(month)
