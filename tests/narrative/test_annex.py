"""The annex: every figure compared, in the column where it belongs, and no person pointed at."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from tests.golden.months import values_of
from tests.narrative.evidence import evidence_of

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.model.draft import AnnexLine
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.narrative.annex import annex_lines
from nghiquyet.narrative.evidence import Evidence


@pytest.fixture
def may(catalogue: Catalogue, office: Office) -> Evidence:
    evidence = evidence_of(catalogue, office, Period(2026, 5), values_of("2026-05"))
    rows = [
        ("ubkt", month.key, "UBKT-02a", "month", 2.0) for month in evidence.period.year_before
    ] + [
        ("ubkt", month.key, "UBKT-08a", "ytd", 40.0 + number)
        for number, month in enumerate(evidence.period.year_before)
    ]
    history = pd.DataFrame(rows, columns=["unit", "period", "indicator", "basis", "value"])
    return replace(evidence, history=history)


def line(evidence: Evidence, code: str) -> AnnexLine:
    (found,) = (each for each in annex_lines(evidence) if each.code == code)
    return found


def test_a_low_count_of_persons_waits_in_the_annex_too(may: Evidence) -> None:
    waiting = line(replace(may, confirmations=()), "UBKT-02a")

    assert waiting.value == "[CHỜ XÁC NHẬN]"
    assert {waiting.ytd, waiting.previous, waiting.last_year} == {"dưới 5"}
    assert (waiting.change, waiting.series) == (None, ())


def test_a_confirmed_one_is_compared_like_any_other(may: Evidence) -> None:
    confirmed = line(may, "UBKT-02a")

    assert (confirmed.value, confirmed.previous, confirmed.change) == ("2", "2", Decimal(0))
    assert len(confirmed.series) == 13


def test_what_is_counted_from_january_on_stands_under_the_year_to_date(may: Evidence) -> None:
    counted = line(may, "UBKT-08a")

    assert (counted.value, counted.ytd) == ("", "45")
    assert counted.change == Decimal(45 - 51)


def test_in_january_it_is_not_compared_with_the_whole_year_before(may: Evidence) -> None:
    period = Period(2026, 1)
    facts = [replace(fact, period=period) for fact in may.facts]
    january = replace(may, period=period, facts=facts)

    assert line(january, "UBKT-08a").change is None


def test_the_year_s_estimate_stands_under_the_plan(may: Evidence) -> None:
    estimate = line(may, "UBTC-02b")

    assert (estimate.value, estimate.ytd, estimate.plan) == ("", "", "247.000.000.000")


def test_where_section_one_prints_another_figure_the_annex_says_so(may: Evidence) -> None:
    assert "Mục I tính từ số liệu gốc: 72,28" in line(may, "BXC-14").note
    assert "Mục I" not in line(may, "UBTC-03").note  # 47,94 rounds to the 48 of the unit


def test_what_section_one_prints_has_its_line_though_its_own_unit_is_silent(
    may: Evidence,
) -> None:
    facts = [fact for fact in may.facts if fact.unit != "ubkt"]
    assert line(replace(may, facts=facts), "UBKT-03").value == "5"


def test_an_estimate_is_called_one(may: Evidence) -> None:
    assert line(may, "UBTC-01").note == "ước"
    assert line(may, "UBTC-07c").note == ""


def test_a_sum_that_lacks_units_says_how_many_it_has_beside_its_sisters(may: Evidence) -> None:
    cells = [each for each in annex_lines(may) if each.code.startswith("CB-")]

    assert {each.unit_name for each in cells} == {"CÁC CHI BỘ"}
    assert [(each.code, each.note) for each in cells] == [
        ("CB-01", "mới có 29/32 đơn vị"),
        ("CB-02", "mới có 29/32 đơn vị"),
        ("CB-03a", "mới có 28/32 đơn vị"),
        ("CB-03b", "mới có 28/32 đơn vị"),
        ("CB-03c", "mới có 29/32 đơn vị"),
    ]
