"""What the review sheet says of a unit's warnings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.catalogue.row_cases import JANUARY, golden
from tests.narrative.evidence import evidence_of

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.model.office import Office
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence

ASKED = Finding("HCC-R5", Severity.WARNING, "Hồ sơ tồn đang ghi 24.", "HCC-01", "month")


@pytest.fixture
def january(catalogue: Catalogue, office: Office) -> Evidence:
    return evidence_of(catalogue, office, JANUARY, golden("2026-01"))


def warnings_of(evidence: Evidence, finding: Finding) -> list[str]:
    told = replace(evidence, findings={"hcc": (finding,)})
    lines = write_assessment(told).review
    return [line.message for line in lines if line.rule == "HCC-R5"]


def test_the_units_explanation_stands_beside_the_warning(january: Evidence) -> None:
    assert warnings_of(january, ASKED) == ["Hồ sơ tồn đang ghi 24."]
    answered = replace(ASKED, explanation="Đã loại 01 hồ sơ trùng")
    assert warnings_of(january, answered) == [
        "Hồ sơ tồn đang ghi 24. Đơn vị giải trình: “Đã loại 01 hồ sơ trùng”."
    ]
