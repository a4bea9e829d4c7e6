"""What the office decides holds for what it saw then, and in the name of whoever decided."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import pytest
from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, changed, drop
from tests.pipeline.test_collecting import answers, outcomes
from tests.store.records import NOON

from nghiquyet import pipeline
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.draft import ReviewLine
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity, Waiver
from nghiquyet.pipeline.gathering import gather_evidence
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

JANUARY = "2026-01"
CHIEF, OTHER = "Chánh Văn phòng", "Phó Chánh Văn phòng"
NOTE = "Trong đó 01 người tự ứng cử, đã nộp hồ sơ"


def sent(settings: Settings, unit: str, cells: Mapping[str, object]) -> str:
    """What becomes of the unit's January with these cells."""
    drop(settings, JANUARY, {unit: changed(values_of(JANUARY)[unit], cells)})
    return next(iter(outcomes(settings).values()))


def waive(settings: Settings, unit: str, rule: str, who: str = CHIEF) -> pipeline.Waived:
    return pipeline.waive_warning(
        settings, OFFICE, JANUARY, unit, rule, who=who, reason="đã đối chiếu sổ gốc"
    )


def across(settings: Settings, rule: str) -> list[ReviewLine]:
    """The review sheet's lines of a rule across units."""
    with workshop(settings) as shop:
        evidence = gather_evidence(shop, shop.catalogue.office(OFFICE), Period(2026, 1))
    return [line for line in evidence.violations if line.rule == rule]


def crimes(count: int, **more: object) -> dict[str, object]:
    return {"CA-02b": count, "CA-02b.ytd": count, **more}


def test_a_waiver_holds_for_the_values_it_was_given_for(empty: Settings) -> None:
    assert sent(empty, "ca", crimes(1)) == "đã nhận, có lưu ý"
    waive(empty, "ca", "CA-R2")
    assert sent(empty, "ca", crimes(9)) == "đã nhận, có lưu ý"
    told = answers(empty, "ca")["2026-01_lan-02_DA-NHAN-CO-LUU-Y.txt"]
    assert "Trong tháng xảy ra 9 vụ phạm pháp hình sự" in told
    assert sent(empty, "ca", crimes(1)) == "đã nhận"


def test_a_waiver_of_which_no_value_is_known_counts_no_longer(empty: Settings) -> None:
    old = Waiver(OFFICE, "ca", Period(2026, 1), "CA-R2", "CA-01", NOON, CHIEF, "đã bàn")
    with workshop(empty) as shop:
        shop.store.waive(old)
    assert sent(empty, "ca", crimes(1)) == "đã nhận, có lưu ý"


def test_who_waives_again_is_told_who_did_so_before(empty: Settings) -> None:
    sent(empty, "ca", crimes(1))
    (first,) = waive(empty, "ca", "CA-R2").given
    again = waive(empty, "ca", "CA-R2", OTHER)
    assert (again.given, again.before) == ((), (first,))
    sent(empty, "ca", crimes(1, **{"CA-02b.note": "ok"}))
    assert waive(empty, "ca", "CA-R2", OTHER).before == (first,)
    with workshop(empty) as shop:
        assert shop.store.waivers(OFFICE, Period(2026, 1)) == [first]
        (event,) = (each for each in shop.store.events(OFFICE) if each.what == "waived")
        (newest, *_) = shop.store.submissions_of(OFFICE, "ca", Period(2026, 1))
    assert (event.who, event.hash) == (CHIEF, newest.sha256)


def test_every_row_that_a_rule_warned_of_is_waived(empty: Settings) -> None:
    """The message is the same in both rows: each of them is let pass by itself."""
    stale = "Kế hoạch tuyên truyền năm 2024"
    sent(empty, "bxd-t", {"BXT-01": stale, "BXT-07": stale})
    given = waive(empty, "bxd-t", "R10-NAM").given
    assert [each.code for each in given] == ["BXT-01", "BXT-07"]
    with workshop(empty) as shop:
        assert len(shop.store.waivers(OFFICE, Period(2026, 1))) == 2


def test_a_warning_across_units_is_waived_for_its_values(january: Settings) -> None:
    rule = "R6-UNG-CU"
    assert across(january, rule) == []
    sent(january, "bxd-c", {"BXC-10": 25})
    (asked,) = across(january, rule)
    assert asked.severity is Severity.WARNING
    assert asked.message.endswith(
        "Báo đơn vị sửa, hoặc ghi lý do ở cột Ghi chú của dòng BXC-10, rồi gửi lại."
    )
    (given,) = waive(january, "bxd-c", rule).given
    assert given.code == "BXC-10"
    (waived,) = across(january, rule)
    assert waived.severity is Severity.INFO
    assert waived.message.endswith(f"{CHIEF} cho qua, lý do: đã đối chiếu sổ gốc.")

    sent(january, "bxd-c", {"BXC-10": 26, "BXC-10.note": NOTE})
    (explained,) = across(january, rule)
    assert explained.severity is Severity.WARNING
    assert explained.message.endswith(f"Đơn vị giải trình: “{NOTE}”.")

    sent(january, "bxd-c", {"BXC-10": 27, "BXC-10.note": NOTE})
    (outdated,) = across(january, rule)
    assert "Ghi chú ở dòng này được viết khi ô còn ghi “26”" in outdated.message
    assert "Đơn vị giải trình" not in outdated.message


@pytest.mark.parametrize(("who", "reason"), [(" ", "gửi nhầm"), (CHIEF, "  ")])
def test_nothing_is_taken_back_without_a_name_and_a_reason(
    empty: Settings, who: str, reason: str
) -> None:
    sent(empty, "ca", {})
    with pytest.raises(ConfigurationError, match="người quyết định và lý do"):
        pipeline.withdraw_submission(empty, OFFICE, JANUARY, "ca", who=who, reason=reason)


def test_what_was_taken_back_is_shown_as_such_and_logged_with_name_and_hash(
    empty: Settings,
) -> None:
    sent(empty, "ca", {})
    sent(empty, "ca", crimes(1))
    taken = pipeline.withdraw_submission(empty, OFFICE, JANUARY, "ca", who=CHIEF, reason="nhầm")
    sent(empty, "ca", crimes(2))

    versions = pipeline.version_table(empty, OFFICE, JANUARY, "ca")
    assert [row["kết quả"] for row in versions] == ["đã rút", "đã rút", "đã nhận, có lưu ý"]
    received = pipeline.received_table(empty, OFFICE, JANUARY)
    shown = [row["kết quả"] for row in received if row["đơn vị"] == "Công an xã"]
    assert shown == ["đã rút", "đã rút", "đã nhận, có lưu ý"]
    with workshop(empty) as shop:
        (event,) = (each for each in shop.store.events(OFFICE) if each.what == "withdrawn")
    assert (event.who, event.hash, event.detail["reason"]) == (CHIEF, taken.sha256, "nhầm")


def test_another_encoding_of_the_same_words_is_no_change(empty: Settings) -> None:
    words = "Tuyên truyền ở các thôn về chuyển đổi số, định danh điện tử và phòng, chống lừa đảo"
    sent(empty, "bxd-t", {"BXT-07": words})
    composed = unicodedata.normalize("NFD", words)
    sent(empty, "bxd-t", {"BXT-07": composed, "BXT-09": unicodedata.normalize("NFD", "Ổn định")})
    sent(empty, "bxd-t", {"BXT-07": f"{composed} mới", "BXT-09": "Ổn định"})

    assert [row["mã"] for row in pipeline.difference_table(empty, OFFICE, JANUARY, "bxd-t", 1, 2)
            ] == ["BXT-09"]  # fmt: skip
    (row,) = pipeline.difference_table(empty, OFFICE, JANUARY, "bxd-t", 2, 3)
    assert row["lần 2"] == f"{words[:60]}…"
