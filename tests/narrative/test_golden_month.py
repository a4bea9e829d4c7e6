"""January 2026: Section I comes out as it was issued, and changes only where its inputs do."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.golden.months import expected_section_one, values_of
from tests.narrative.evidence import evidence_of

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.model.draft import Assessment
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.pipeline.drafting import text_of

JANUARY = Period(2026, 1)


@pytest.fixture(scope="session")
def january(catalogue: Catalogue, office: Office) -> Evidence:
    return evidence_of(catalogue, office, JANUARY, values_of("2026-01"))


def paragraphs(evidence: Evidence) -> list[str]:
    return text_of(write_assessment(evidence).section).split("\n\n")


def test_section_one_is_the_issued_one_word_for_word(january: Evidence) -> None:
    assert paragraphs(january) == expected_section_one()
