from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from tests.store.records import JANUARY, NOON, OFFICE, a_fact, a_statement, a_submission

from nghiquyet.errors import StoreError
from nghiquyet.model.indicator import Basis
from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import SubmissionStatus
from nghiquyet.model.task import TaskReport, TaskStatus, UnitProposal
from nghiquyet.store.repository import Store

RETURNED = SubmissionStatus.RETURNED


def test_what_was_submitted_comes_back_as_it_was(store: Store) -> None:
    sent = a_submission(file_name="Biểu “UBKT” 01.xlsx")
    facts = [
        a_fact(sent, "UBKT-03", "70.690"),
        a_fact(
            sent,
            "UBKT-03",
            "12",
            basis=Basis.YTD,
            estimated=True,
            note="ước đến 31/01",
            window_from=date(2026, 1, 1),
            window_to=date(2026, 1, 25),
        ),
    ]
    statement = replace(a_statement(sent), wording="ban hành chương trình", note="số 01")
    report = TaskReport(
        task_id="2026-01/1.04",
        office=OFFICE,
        unit="ubkt",
        period=JANUARY,
        status=TaskStatus.DONE,
        result="xong",
        reason="",
        submission_id=sent.id,
    )
    proposal = UnitProposal("DX01", OFFICE, "ubkt", JANUARY, "kiểm tra chi bộ", sent.id, due="2/26")
    findings = [
        Finding("UBKT-R2", Severity.WARNING, "Xem lại số này.", "UBKT-03", "month",
                CellRef("Số liệu", "D7"), "6", "7"),
        Finding("UBKT-R1", Severity.INFO, "Cả tệp."),
    ]  # fmt: skip

    stored = store.record_submission(
        sent,
        facts=facts,
        statements=[statement],
        task_reports=[report],
        proposals=[proposal],
        findings=findings,
    )

    assert stored == replace(sent, version=1)
    assert store.submission(sent.id) == stored
    assert store.submissions(OFFICE, JANUARY) == [stored]
    assert store.facts(OFFICE, JANUARY) == facts
    assert str(store.facts(OFFICE, JANUARY)[0].value) == "70.690"
    assert store.statements(OFFICE, JANUARY) == [statement]
    assert store.task_reports(OFFICE, JANUARY) == [report]
    assert store.unit_proposals(OFFICE, JANUARY) == [proposal]
    assert store.findings([sent.id, "f" * 32]) == {sent.id: tuple(findings), "f" * 32: ()}


def test_the_highest_accepted_version_counts(store: Store) -> None:
    first = store.record_submission(a_submission())
    store.record_submission(a_submission(status=RETURNED))
    assert store.current_submissions(OFFICE, JANUARY) == [first]
    third = store.record_submission(a_submission(status=SubmissionStatus.ACCEPTED_WITH_WARNINGS))
    assert store.current_submissions(OFFICE, JANUARY) == [third]
    assert [each.version for each in store.submissions(OFFICE, JANUARY)] == [1, 2, 3]


def test_facts_of_a_superseded_version_count_no_longer(store: Store) -> None:
    first, second = a_submission(), a_submission()
    store.record_submission(first, facts=[a_fact(first, "UBKT-03", "6")])
    store.record_submission(second, facts=[a_fact(second, "UBKT-04", "12")])
    assert [fact.indicator for fact in store.facts(OFFICE, JANUARY)] == ["UBKT-04"]


def test_returned_alone_is_not_received(store: Store) -> None:
    store.record_submission(a_submission("hcc", status=RETURNED))
    store.record_submission(a_submission("ubkt"))
    assert store.received_units(OFFICE, JANUARY) == {"ubkt"}


def test_same_bytes_again_store_nothing(store: Store) -> None:
    sent = a_submission()
    stored = store.record_submission(sent, facts=[a_fact(sent)])
    again = a_submission(sha256=sent.sha256)
    assert store.record_submission(again, facts=[a_fact(again)]) == stored
    assert store.submissions(OFFICE, JANUARY) == [stored]


def test_same_bytes_from_another_unit_or_month_are_another_submission(store: Store) -> None:
    sent = store.record_submission(a_submission())
    others = (
        replace(sent, id="f" * 32, unit="hcc"),
        replace(sent, id="e" * 32, period=JANUARY.next),
    )
    assert [store.record_submission(each).id for each in others] == ["f" * 32, "e" * 32]


def test_recording_the_same_submission_twice_is_once(store: Store) -> None:
    sent = a_submission()
    once = store.record_submission(sent, facts=[a_fact(sent)])
    assert store.record_submission(sent, facts=[a_fact(sent)]) == once
    assert len(store.facts(OFFICE, JANUARY)) == 1


def test_withdrawal_takes_older_versions_along(store: Store) -> None:
    _, newer = (store.record_submission(a_submission()) for _ in range(2))
    assert store.withdraw(OFFICE, "ubkt", JANUARY, newer.id, NOON, "sai mẫu")
    assert store.current_submissions(OFFICE, JANUARY) == []
    assert store.newest_submission(OFFICE, "ubkt", JANUARY) is None
    assert [each.reason for each in store.withdrawals(OFFICE, JANUARY)] == ["sai mẫu"]


def test_withdrawing_an_old_version_leaves_the_newer_one(store: Store) -> None:
    older, newer = (store.record_submission(a_submission()) for _ in range(2))
    store.withdraw(OFFICE, "ubkt", JANUARY, older.id, NOON, "nhầm")
    assert store.current_submissions(OFFICE, JANUARY) == [newer]


def test_withdrawal_touches_no_other_unit_or_month(store: Store) -> None:
    taken = store.record_submission(a_submission())
    kept = store.record_submission(a_submission("hcc"))
    store.record_submission(a_submission(period=JANUARY.next))
    store.withdraw(OFFICE, "ubkt", JANUARY, taken.id, NOON, "")
    assert store.current_submissions(OFFICE, JANUARY) == [kept]
    assert store.received_units(OFFICE, JANUARY.next) == {"ubkt"}


def test_withdrawn_bytes_may_be_sent_again(store: Store) -> None:
    first = store.record_submission(a_submission())
    store.withdraw(OFFICE, "ubkt", JANUARY, first.id, NOON, "nhầm")
    again = store.record_submission(a_submission(sha256=first.sha256))
    assert again.version == 2
    assert store.current_submissions(OFFICE, JANUARY) == [again]


def test_withdrawing_twice_is_once(store: Store) -> None:
    sent = store.record_submission(a_submission())
    assert store.withdraw(OFFICE, "ubkt", JANUARY, sent.id, NOON, "một")
    assert not store.withdraw(OFFICE, "ubkt", JANUARY, sent.id, NOON + timedelta(1), "hai")


def test_nobody_withdraws_what_another_unit_sent(store: Store) -> None:
    sent = store.record_submission(a_submission())
    with pytest.raises(StoreError):
        store.withdraw(OFFICE, "hcc", JANUARY, sent.id, NOON, "")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_no_number_is_refused_and_leaves_nothing(store: Store, value: str) -> None:
    sent = a_submission()
    with pytest.raises(StoreError):
        store.record_submission(sent, facts=[a_fact(sent), a_fact(sent, "UBKT-04", value)])
    assert store.submissions(OFFICE, JANUARY) == []


def test_fact_of_another_submission_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.record_submission(a_submission(), facts=[a_fact(a_submission())])
    assert store.submissions(OFFICE, JANUARY) == []


def test_characters_that_a_database_cannot_hold_are_marked(store: Store) -> None:
    sent = a_submission(file_name="a\x00b\udc80.xlsx")
    store.record_submission(sent, statements=[a_statement(sent, text="một\x00hai\ud800")])
    assert store.statements(OFFICE, JANUARY)[0].text == "một\ufffdhai\ufffd"
    assert store.submissions(OFFICE, JANUARY)[0].file_name == "a\ufffdb\ufffd.xlsx"


def test_two_collectors_at_once_lose_nothing(store: Store) -> None:
    many = 12
    start = Barrier(2)

    def collect() -> list[int]:
        start.wait()
        return [store.record_submission(a_submission()).version for _ in range(many)]

    with ThreadPoolExecutor(2) as pool:
        one, other = (pool.submit(collect) for _ in range(2))
    assert sorted(one.result() + other.result()) == list(range(1, 2 * many + 1))


def test_the_same_bytes_dropped_twice_at_once_are_one_version(store: Store) -> None:
    start = Barrier(4)

    def collect(_: int) -> str:
        start.wait()
        return store.record_submission(a_submission(sha256="a" * 64)).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(collect, range(4)))) == 1
    assert len(store.submissions(OFFICE, JANUARY)) == 1


def test_a_unit_may_go_back_to_what_it_sent_before(store: Store) -> None:
    first, second = a_submission(), a_submission()
    again = a_submission(sha256=first.sha256)
    stored = [store.record_submission(each) for each in (first, second, again)]
    assert [each.version for each in stored] == [1, 2, 3]
    assert store.current_submissions(OFFICE, JANUARY) == [stored[2]]
