from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from tests.store.records import JANUARY, NOON, OFFICE, a_fact, a_statement, a_submission
from tests.trials import rounds

from nghiquyet.model.submission import ACCEPTED_STATUSES, Submission, SubmissionStatus
from nghiquyet.store.records import Event
from nghiquyet.store.repository import Store

ORDER = "DELETE FROM {}"
TABLES = [
    "cell", "confirmation", "draft", "event", "fact", "finding", "statement", "submission",
    "task_report", "unit_proposal", "waiver", "withdrawal", "resolution", "task_outcome",
]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("order", ["UPDATE {} SET office = office", ORDER, "TRUNCATE {} CASCADE"])
def test_stored_rows_are_never_changed(
    store: Store, engine: Engine, table: str, order: str
) -> None:
    sent = a_submission()
    store.record_submission(sent, facts=[a_fact(sent)], statements=[a_statement(sent)])
    store.record_event(Event(OFFICE, NOON, "thu", "received"))
    with engine.connect() as connection, pytest.raises(DBAPIError, match="only ever added"):
        connection.execute(text(order.format(table)))


@pytest.mark.parametrize("table", TABLES)
def test_no_setting_of_a_session_switches_the_guard_off(engine: Engine, table: str) -> None:
    with engine.connect() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        with pytest.raises(DBAPIError, match="only ever added"):
            connection.execute(text(ORDER.format(table)))


@dataclass
class Expected:
    """What the store should hold of one unit, kept by the plainest means."""

    versions: list[Submission] = field(default_factory=list)
    void_up_to: int = 0

    @property
    def current(self) -> Submission | None:
        counting = [
            each
            for each in self.versions
            if each.status in ACCEPTED_STATUSES and each.version > self.void_up_to
        ]
        return counting[-1] if counting else None


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["ubkt", "hcc"]),
        st.sampled_from([*SubmissionStatus, "withdraw"]),
        st.integers(0, 9),
    ),
    max_size=12,
)


@settings(
    max_examples=rounds(25),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(actions=ACTIONS, number=st.integers(0, 10**9))
def test_versions_only_grow_and_the_latest_accepted_counts(
    store: Store, actions: list[tuple[str, str, int]], number: int
) -> None:
    office = a_submission().id + str(number)  # a fresh office an example
    kept = {"ubkt": Expected(), "hcc": Expected()}
    for unit, action, pick in actions:
        expected = kept[unit]
        if action != "withdraw":
            stored = store.record_submission(
                a_submission(unit, office=office, status=SubmissionStatus(action))
            )
            assert stored.version == len(expected.versions) + 1
            expected.versions.append(stored)
        elif expected.versions:
            taken = expected.versions[pick % len(expected.versions)]
            store.withdraw(office, unit, JANUARY, taken.id, NOON, "")
            expected.void_up_to = max(expected.void_up_to, taken.version)
        every = kept["hcc"].versions + kept["ubkt"].versions
        assert store.submissions(office, JANUARY) == every
    current = [each for unit in ("hcc", "ubkt") if (each := kept[unit].current)]
    assert store.current_submissions(office, JANUARY) == current


def test_the_log_keeps_the_order_of_what_happened(store: Store) -> None:
    said: Callable[[str, str], Event] = lambda what, unit: Event(  # noqa: E731
        OFFICE, NOON, "văn phòng", what, unit, JANUARY, "a" * 64, {"lần": 1}
    )
    events = [said("received", "ubkt"), said("returned", "hcc"), Event(OFFICE, NOON, "x", "up")]
    for event in events:
        store.record_event(event)
    assert store.events(OFFICE) == events
    assert store.events(OFFICE, JANUARY) == events[:2]
    assert store.events(OFFICE, unit="hcc") == events[1:2]
    assert store.events("other") == []
