from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nghiquyet.model.indicator import Basis
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import Fact, FormTag

TAG = FormTag("ke-sat", "cb-01", Period(2026, 1), 1)


def test_a_tag_is_found_in_what_it_prints() -> None:
    assert FormTag.find(f"  {TAG.text} ") == TAG


@pytest.mark.parametrize("place", range(len(TAG.text)))
def test_a_retyped_tag_is_not_taken_for_another_unit(place: int) -> None:
    wrong = TAG.text[:place] + "9" + TAG.text[place + 1 :]
    found = FormTag.find(wrong)
    assert found is None or found == TAG


def test_a_tag_of_no_month_is_none() -> None:
    assert FormTag.find(TAG.text.replace("2026-01", "2026-13")) is None


FACT = Fact("ke-sat", "ub-tc", Period(2026, 1), "UBTC-01", Basis.MONTH, Decimal(1), "s",
            CellRef("Số liệu", "E7"))  # fmt: skip


@pytest.mark.parametrize(
    ("window_to", "estimated", "estimate"),
    [
        (None, False, False),
        (None, True, True),
        (date(2026, 1, 31), False, False),
        (date(2026, 1, 25), False, True),
        (date(2026, 1, 31), True, True),
    ],
)
def test_an_estimate_is_marked_so_or_ends_before_the_month(
    window_to: date | None, estimated: bool, estimate: bool
) -> None:
    fact = replace(FACT, window_to=window_to, estimated=estimated)
    assert fact.is_estimate is estimate
