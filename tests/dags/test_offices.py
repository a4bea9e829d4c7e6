from __future__ import annotations

import os
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

import nghiquyet_offices
from nghiquyet.model.office import Clock


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NGHIQUYET_ROOT", str(tmp_path))
    return tmp_path / "reports" / "offices"


def declare(folder: Path, office: str, clock: str = "", units: str = "units: []") -> None:
    (folder / office).mkdir(parents=True, exist_ok=True)
    (folder / office / "office.yaml").write_text(f"code: {office}\n{clock}\n")
    (folder / office / "units.yaml").write_text(units)


def test_an_office_without_a_clock_keeps_the_default_one(folder: Path) -> None:
    declare(folder, "a")
    assert nghiquyet_offices.clock("a") == Clock()


def test_an_office_keeps_its_own_clock(folder: Path) -> None:
    declare(folder, "a", 'clock: {open_day: 18, cut_off_day: 26, cut_off_time: "16:30"}')
    clock = nghiquyet_offices.clock("a")
    assert (clock.open_day, clock.cut_off_day, clock.cut_off_time) == (18, 26, time(16, 30))


def test_offices_open_and_close_each_by_its_own_clock(folder: Path) -> None:
    declare(folder, "a", "clock: {open_day: 18, cut_off_day: 26}")
    declare(folder, "b")
    # 23:59 UTC on the 17th is already the 18th in Việt Nam.
    assert nghiquyet_offices.opened("2026-01", datetime(2026, 1, 17, 16, 59, tzinfo=UTC)) == []
    assert nghiquyet_offices.opened("2026-01", datetime(2026, 1, 17, 17, 0, tzinfo=UTC)) == ["a"]
    assert nghiquyet_offices.opened("2026-01", datetime(2026, 1, 20, tzinfo=UTC)) == ["a", "b"]
    assert nghiquyet_offices.closed("2026-01", datetime(2026, 1, 26, 0, 59, tzinfo=UTC)) == []
    assert nghiquyet_offices.closed("2026-01", datetime(2026, 1, 26, 1, 0, tzinfo=UTC)) == ["a"]
    assert nghiquyet_offices.closed("2026-01", datetime(2026, 1, 28, 1, 0, tzinfo=UTC)) == [
        "a",
        "b",
    ]


def test_a_changed_roster_is_read_at_once(folder: Path) -> None:
    unit = 'units: [{{code: {code}, since: "2025-07"}}]'
    declare(folder, "a", units=unit.format(code="x"))
    assert nghiquyet_offices.roster("a", "2026-01") == {"x"}
    path = folder / "a" / "units.yaml"
    path.write_text(unit.format(code="y"))
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    assert nghiquyet_offices.roster("a", "2026-01") == {"y"}


def test_an_unchanged_roster_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    declare(folder, "a", units='units: [{code: x, since: "2025-07"}]')
    nghiquyet_offices.roster("a", "2026-01")
    monkeypatch.delattr("yaml.safe_load")
    assert nghiquyet_offices.roster("a", "2026-02") == {"x"}


def test_nobody_waits_for_a_register(folder: Path) -> None:
    book = '{code: so-vb, since: "2025-07", book: true}'
    declare(folder, "a", units=f'units: [{{code: x, since: "2025-07"}}, {book}]')
    assert nghiquyet_offices.roster("a", "2026-01") == {"x"}


@pytest.mark.parametrize(
    ("office", "period"), [("b", "2026-01"), ("a", "2026-13"), ("a", "tháng 1")]
)
def test_unknown_offices_and_months_are_refused(folder: Path, office: str, period: str) -> None:
    declare(folder, "a")
    with pytest.raises(ValueError, match=r"no such office|no such month|like 2026-01"):
        nghiquyet_offices.roster(office, period)
