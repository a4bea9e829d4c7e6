"""The guard answers whatever comes, and what it lets pass does no harm to the reader."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from tests.fuzz.campaign import EVIDENCE, fuzz, why_not
from tests.fuzz.mutating import mutated
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import guard_and_reader, look_at
from tests.trials import WHOLE

from nghiquyet.intake.guard import Fate
from nghiquyet.workbook.opening import open_workbook

SAMPLE, ALL = 300, 200_000


@pytest.fixture
def fuzzer() -> None:
    """Skips where there is no fuzzer; fails there under CI."""
    reason = why_not()
    if reason and os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.mark.long
@pytest.mark.usefixtures("fuzzer")
def test_no_file_breaks_guard_or_reader(tmp_path: Path) -> None:
    found = fuzz(tmp_path, runs=ALL if WHOLE else SAMPLE, seconds=1200 if WHOLE else 20)
    if WHOLE:
        EVIDENCE.write_text(found.page(), encoding="utf-8")
    assert found.failures == (), found.log[-4000:]
    assert found.edges > 300
    assert found.corpus > len(seeds())


@pytest.mark.usefixtures("fuzzer")
@pytest.mark.parametrize("target", ["raising", "aborting"])
def test_what_fails_is_told_and_its_file_saved(tmp_path: Path, target: str) -> None:
    found = fuzz(tmp_path, target=target, runs=SAMPLE, seconds=60)
    (saved,) = found.failures
    with look_at() as look:
        assert look(saved.read_bytes()).fate is not Fate.ACCEPT


@pytest.mark.parametrize("name", seeds())
def test_the_fuzzer_starts_from_files_that_are_read(name: str) -> None:
    data = seeds()[name]
    with look_at() as look:
        assert look(data).fate is Fate.ACCEPT
        guard_and_reader(look)(data)
    assert len(open_workbook(data).sheets[0].rows) > 2


@pytest.mark.parametrize("name", seeds())
def test_changed_files_are_often_still_workbooks(name: str) -> None:
    """Else the reader would hardly be tried."""
    data = seeds()[name]
    random = Random(7)
    changed = [mutated(data, lambda raw, _: raw[::-1], random) for _ in range(60)]
    with look_at() as look:
        accepted = sum(look(one).fate is Fate.ACCEPT for one in changed)
    assert len(set(changed)) > 30
    assert 10 < accepted < 60


def test_a_change_of_a_package_is_a_package_again() -> None:
    data = seeds()["form.xlsx"]
    changed = mutated(data, lambda raw, _: raw, Random(3))
    with zipfile.ZipFile(BytesIO(changed)) as archive:
        assert archive.testzip() is None
