from __future__ import annotations

from decimal import Decimal

import pytest
from tests.store.records import JANUARY, NOON, OFFICE, a_fact, a_submission

from nghiquyet.errors import StoreError
from nghiquyet.model.indicator import Basis
from nghiquyet.model.period import Period
from nghiquyet.model.submission import SubmissionStatus
from nghiquyet.store.repository import Store

DECEMBER = JANUARY.previous


def _report(store: Store, unit: str, value: str, **changes: object) -> str:
    sent = a_submission(unit, **changes)
    store.record_submission(sent, facts=[a_fact(sent, "UBKT-03", value)])
    return sent.id


def test_last_months_values_are_those_of_the_same_unit(store: Store) -> None:
    _report(store, "ubkt", "4", period=DECEMBER)
    _report(store, "ubkt", "6")
    _report(store, "hcc", "9", period=DECEMBER)
    values = store.previous_values(OFFICE, "ubkt", JANUARY)
    assert values == {("UBKT-03", Basis.MONTH): Decimal(4)}
    assert store.previous_values("other", "ubkt", JANUARY) == {}


def test_last_months_values_of_many_units_come_at_once(store: Store) -> None:
    _report(store, "ubkt", "4", period=DECEMBER)
    _report(store, "ubkt", "6")
    _report(store, "hcc", "9", period=DECEMBER, status=SubmissionStatus.RETURNED)
    keys = [(OFFICE, "ubkt", JANUARY), (OFFICE, "ubkt", JANUARY.next), (OFFICE, "hcc", JANUARY)]
    found = store.previous_values_of(keys)
    assert [found[key].get(("UBKT-03", Basis.MONTH)) for key in keys] == [4, 6, None]
    assert store.previous_values_of([]) == {}


def test_the_history_of_many_units_comes_at_once_oldest_month_first(store: Store) -> None:
    october = DECEMBER.previous.previous
    _report(store, "ubkt", "4", period=DECEMBER)
    _report(store, "ubkt", "3", period=october)
    _report(store, "ubkt", "6")
    _report(store, "hcc", "9", period=DECEMBER, status=SubmissionStatus.RETURNED)
    keys = [(OFFICE, "ubkt", JANUARY), (OFFICE, "ubkt", DECEMBER), (OFFICE, "hcc", JANUARY)]
    found = store.history_of(keys)
    code = ("UBKT-03", Basis.MONTH)
    assert found[keys[0]] == {code: [(october, Decimal(3)), (DECEMBER, Decimal(4))]}
    assert found[keys[1]] == {code: [(october, Decimal(3))]}
    assert found[keys[2]] == {}
    assert store.history_of([]) == {}


def test_history_goes_two_years_back_and_leaves_years_to_date_out(store: Store) -> None:
    for period in (Period(2023, 12), Period(2024, 1), Period(2024, 2)):
        sent = a_submission(period=period)
        facts = [a_fact(sent), a_fact(sent, basis=Basis.YTD), a_fact(sent, basis=Basis.PLAN)]
        store.record_submission(sent, facts=facts)
    found = store.history_of([(OFFICE, "ubkt", JANUARY)])[OFFICE, "ubkt", JANUARY]
    assert {basis for _, basis in found} == {Basis.MONTH, Basis.PLAN}
    assert [str(when) for when, _ in found["UBKT-03", Basis.MONTH]] == ["2024-01", "2024-02"]


def test_frame_holds_the_months_asked_for_exactly(store: Store) -> None:
    _report(store, "ubkt", "70.69", period=DECEMBER)
    _report(store, "ubkt", "70.70")
    _report(store, "ubkt", "1", period=JANUARY.next)
    frame = store.fact_frame(OFFICE, [JANUARY, DECEMBER])
    wide = frame.pivot_table(index="indicator", columns="period", values="value", aggfunc="sum")
    assert wide.loc["UBKT-03", "2026-01"] - wide.loc["UBKT-03", "2025-12"] == Decimal("0.01")
    assert set(frame["period"]) == {"2025-12", "2026-01"}


def test_frame_of_a_month_without_reports_has_its_columns(store: Store) -> None:
    frame = store.fact_frame(OFFICE, [JANUARY])
    assert frame.empty
    assert list(frame.columns) == [
        *["office", "unit", "period", "submission_id", "indicator", "basis", "value"],
        *["sheet", "cell", "window_from", "window_to", "estimated", "note"],
    ]


RULE = """
-- R4: kết quả lớn hơn năm (100%)
SELECT unit, value::numeric AS value, cell
FROM current_fact
WHERE office = :office
    AND period = :period
    AND value > 5
    AND unit LIKE 'u%'
"""


def test_an_sql_rule_returns_its_rows(store: Store) -> None:
    _report(store, "ubkt", "6")
    _report(store, "ubnd", "5")
    _report(store, "ubkt", "7", period=DECEMBER)
    expected = [{"unit": "ubkt", "value": Decimal(6), "cell": "D7"}]
    assert store.violations(RULE, OFFICE, JANUARY) == expected


def test_an_sql_rule_may_only_read(store: Store) -> None:
    _report(store, "ubkt", "6")
    order = "INSERT INTO reporting_period VALUES (:office, :period, now()) RETURNING office"
    with pytest.raises(StoreError, match="read-only"):
        store.violations(order, OFFICE, JANUARY)
    assert store.open_period(OFFICE, JANUARY, NOON)


def test_a_wrong_sql_rule_is_told(store: Store) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        store.violations("SELECT * FROM nowhere", OFFICE, JANUARY)
