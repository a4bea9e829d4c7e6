from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.model.period import Period

PERIODS = st.builds(Period, st.integers(1901, 2099), st.integers(1, 12))


@given(PERIODS)
def test_next_and_previous_undo_each_other(period: Period) -> None:
    assert period.next.previous == period == period.previous.next
    assert period.previous < period < period.next


@given(PERIODS)
def test_a_period_is_its_key(period: Period) -> None:
    assert Period.parse(period.key) == period


def test_the_year_turns_after_december() -> None:
    assert Period(2025, 12).next == Period(2026, 1)
    assert Period(2026, 1).previous == Period(2025, 12)
    assert Period(2028, 2).last_day == date(2028, 2, 29)


@pytest.mark.parametrize("key", ["2026-13", "2026-00", "2026-1", "01/2026", "", "2026-01-01"])
def test_what_names_no_month_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"month|written like"):
        Period.parse(key)
