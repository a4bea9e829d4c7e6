"""The rules that hold for every form, from a dropped workbook to the unit's receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, changed, drop

from nghiquyet import pipeline
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.model.period import Period
from nghiquyet.pipeline.filling import UnitValues
from nghiquyet.pipeline.trying import try_rule
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

GENERAL = ("R8-", "R10-", "R11-", "R12-")


def found(settings: Settings, period: str) -> set[tuple[str, str, str]]:
    """Unit, rule and code of what the general rules found in the submissions of a month."""
    with workshop(settings) as shop:
        return {
            (sent.unit, finding.rule, finding.code)
            for sent in shop.store.submissions(OFFICE, Period.parse(period))
            for finding in shop.store.findings([sent.id])[sent.id]
            if finding.rule.startswith(GENERAL)
        }


def receipt(settings: Settings, unit: str) -> str:
    (path,) = UnitFolder(settings, OFFICE, unit).answers.glob("2026-*.txt")
    return path.read_text(encoding="utf-8-sig")


def with_cells(unit: str, period: str, cells: Mapping[str, object]) -> dict[str, UnitValues]:
    return {unit: changed(values_of(period)[unit], cells)}


def test_the_golden_months_are_asked_about_nothing_but_the_misspelt_name(
    january: Settings,
) -> None:
    """«Kè Sắt» is written so in the reference resolution (domain.md §1.7, §9.2)."""
    assert found(january, "2025-12") == set()
    assert found(january, "2026-01") == {
        ("bxd-c", "R12-TEN-RIENG", "BXC-04a"),
        ("bxd-c", "R12-TEN-RIENG", "BXC-07a"),
    }


def test_a_slip_of_the_unit_of_measure_is_told_beside_last_month(empty: Settings) -> None:
    drop(empty, "2025-12", with_cells("ub-tc", "2025-12", {}))
    pipeline.collect(empty)
    slip = {"UBTC-01": 27_600_000, "UBTC-02a.ytd": 27_600_000, "UBTC-03.ytd": 0.01}
    drop(empty, "2026-01", with_cells("ub-tc", "2026-01", slip))
    pipeline.collect(empty)
    assert ("ub-tc", "R8-DON-VI-TINH", "UBTC-01") in found(empty, "2026-01")
    assert "chỉ bằng khoảng 1/1.000 số tháng trước (27,6 tỷ đồng)" in receipt(empty, "ub-tc")


def test_what_is_left_in_words_and_notes_is_told_with_its_cell(empty: Settings) -> None:
    stale = {
        "BXT-01": "Kế hoạch tuyên truyền năm 2025",
        "BXT-07": "Theo Nghị quyết số 57/NQ-TW",
        "BXT-09.note": "Tổng hợp dư luận tại xã Kẻ Sắt",
    }
    drop(empty, "2026-01", with_cells("bxd-t", "2026-01", stale))
    pipeline.collect(empty)
    assert found(empty, "2026-01") == {
        ("bxd-t", "R10-NAM", "BXT-01"),
        ("bxd-t", "R11-KY-HIEU", "BXT-07"),
        ("bxd-t", "R12-GAN-GIONG", "BXT-09"),
    }
    told = receipt(empty, "bxd-t")
    assert "ĐÃ NHẬN, có 3 điểm nên xem lại (ở 3 ô)." in told
    assert "có phải là 57-NQ/TW?" in told


def test_a_general_rule_can_be_tried_over_the_past(
    january: Settings, fresh_settings: Settings
) -> None:
    january = replace(january, var=fresh_settings.var)  # where the workbooks are archived
    tried = try_rule(january, OFFICE, "R12-TEN-RIENG")
    assert tried.periods == ("2025-12", "2026-01")
    assert tried.submissions > len(tried.hits) == 2
    assert tried.unread == {}
    assert {(hit.period, hit.unit) for hit in tried.hits} == {("2026-01", "bxd-c")}
    assert try_rule(january, OFFICE, "R10-NAM").hits == ()
