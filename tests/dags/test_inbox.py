from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dags.conftest import Project
from tests.dags.harness import Chain

from nghiquyet_arrivals import InboxWatch

A, B = (1, 10, 100), (1, 10, 101)
CHANGED = (2, 20, 100)


def watch() -> InboxWatch:
    return InboxWatch(quiet_seconds=3, patience_seconds=10)


def test_an_empty_inbox_tells_nothing() -> None:
    watching = watch()
    assert [watching.observe({}, now) for now in range(20)] == [[]] * 20


def test_a_file_is_told_once_it_came_to_rest_and_not_again() -> None:
    watching = watch()
    told = [watching.observe({"a": A}, now) for now in range(20)]
    assert [now for now, paths in enumerate(told) if paths] == [3]
    assert told[3] == ["a"]


def test_a_growing_file_is_told_when_it_stops_growing() -> None:
    watching = watch()
    sizes = [1, 2, 3, 4, 4, 4, 4, 4]
    told = [watching.observe({"a": (0, size, 0)}, now) for now, size in enumerate(sizes)]
    assert [now for now, paths in enumerate(told) if paths] == [6]


def test_files_that_arrive_together_are_told_together() -> None:
    watching = watch()
    told = [watching.observe({"a": A} if now < 2 else {"a": A, "b": B}, now) for now in range(12)]
    assert [paths for paths in told if paths] == [["a", "b"]]


def test_patience_with_a_file_that_never_rests_ends() -> None:
    watching = watch()
    told = [watching.observe({"a": A, "b": (now, 0, 0)}, now) for now in range(15)]
    assert [(now, paths) for now, paths in enumerate(told) if paths] == [(10, ["a"])]


@pytest.mark.parametrize("later", [{"a": CHANGED}, {"a": B}])
def test_a_file_that_changed_or_was_replaced_is_told_again(
    later: dict[str, tuple[int, int, int]],
) -> None:
    watching = watch()
    told = [watching.observe({"a": A} if now < 6 else later, now) for now in range(12)]
    assert [now for now, paths in enumerate(told) if paths] == [3, 9]


def test_a_file_that_left_and_returned_is_told_again() -> None:
    watching = watch()
    told = [watching.observe({} if now == 6 else {"a": A}, now) for now in range(12)]
    assert [now for now, paths in enumerate(told) if paths] == [3, 10]


stamps = st.tuples(st.integers(0, 1), st.integers(0, 1), st.just(0))
inboxes = st.dictionaries(st.sampled_from("abc"), stamps)


@given(st.lists(inboxes, max_size=30))
def test_whatever_happens_what_rests_at_the_end_has_been_told(
    history: list[dict[str, tuple[int, int, int]]],
) -> None:
    watching = watch()
    told: dict[str, tuple[int, int, int]] = {}
    last = history[-1] if history else {}
    moments = [*history, *[last] * 12]
    for now, files in enumerate(moments):
        for path in watching.observe(files, now):
            assert told.get(path) != files[path] or any(
                earlier.get(path) != files[path] for earlier in moments[:now]
            )
            told[path] = files[path]
    assert all(told[path] == stamp for path, stamp in last.items())
    assert watching.observe(last, len(moments)) == []


def test_the_trigger_gathers_files_into_one_event_and_is_silent_otherwise(
    chain: Chain, project: Project
) -> None:
    shutil.rmtree(project.root / "var" / "inbox", ignore_errors=True)
    assert chain.watch(0.5) == []
    one, two = project.drop("ubkt", "2026-11"), project.drop("hcc", "2026-11")
    assert heard(chain) == [
        {"files": ["thu-nghiem/hcc/gui/2026-11", "thu-nghiem/ubkt/gui/2026-11"]}
    ]
    assert chain.watch(0.5) == []
    two.write_text("thay thế bằng tệp khác")
    assert heard(chain) == [{"files": ["thu-nghiem/hcc/gui/2026-11"]}]
    one.unlink()
    two.unlink()
    assert chain.watch(0.5) == []


def heard(chain: Chain) -> list[dict[str, list[str]]]:
    """The events up to the first one, waited for a minute at most."""
    for _ in range(600):
        if events := chain.watch(0.1):
            return events
    return []
