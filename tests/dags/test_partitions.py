from __future__ import annotations

import pytest
from tests.dags.conftest import OFFICE
from tests.dags.harness import Chain

PERIODS = ["2025-07", "2025-12", "2026-01", "2026-02", "2026-03", "2027-01"]


@pytest.mark.parametrize("period", PERIODS)
def test_what_completes_a_month_counts_towards_it(chain: Chain, period: str) -> None:
    """The law that Airflow asks of a mapper and its window."""
    month = f"{OFFICE}|{period}"
    expected = chain.completed_by(month)
    assert expected
    assert {chain.counts_towards(key) for key in expected} == {month}


@pytest.mark.parametrize(
    ("period", "units"),
    [
        ("2025-06", set()),
        ("2025-12", {"ubkt", "hcc", "cu"}),
        ("2026-01", {"ubkt", "hcc"}),
        ("2026-03", {"ubkt", "hcc", "moi"}),
    ],
)
def test_the_roster_of_the_month_completes_it(chain: Chain, period: str, units: set[str]) -> None:
    expected = {f"{OFFICE}|{unit}|{period}" for unit in units}
    assert chain.completed_by(f"{OFFICE}|{period}") == expected


def test_a_unit_off_the_roster_is_refused(chain: Chain) -> None:
    with pytest.raises(AssertionError, match="'cu' does not report to thu-nghiem for 2026-01"):
        chain.counts_towards(f"{OFFICE}|cu|2026-01")
