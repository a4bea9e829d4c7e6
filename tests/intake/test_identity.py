from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from nghiquyet.intake.identity import _MESSAGES, Identity, identify
from nghiquyet.model.indicator import Form
from nghiquyet.model.office import Office, Signer, Unit
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Finding, Severity
from nghiquyet.model.submission import FormTag

JANUARY = Period(2026, 1)
UBKT = Unit("ubkt", "Ủy ban Kiểm tra Đảng ủy", "UBKT", "ubkt", 1, Period(2025, 7))
CELL = Unit("cb-01", "Chi bộ thôn Một", "CB 1", "cb", 2, Period(2025, 7), until=Period(2025, 12))
OFFICE = Office(
    code="ke-sat",
    commune="Kè Sắt",
    superior="ĐẢNG BỘ THÀNH PHỐ",
    issuer="ĐẢNG ỦY XÃ",
    place="Kè Sắt",
    number_sign="NQ/ĐU",
    party_term="2025–2030",
    council_term="2026–2031",
    council_number="II",
    signer=Signer("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "…"),
    recipients=(),
    closing="",
    units=(UBKT, CELL),
)
TAG = FormTag("ke-sat", "ubkt", JANUARY, 2)
KNOWN = {
    "folder": ("ke-sat", "ubkt"),
    "offices": {"ke-sat": OFFICE},
    "forms": {"ubkt": Form("ubkt", "", 2, ()), "cb": Form("cb", "", 1, ())},
    "closed": lambda _: (),
    "today": date(2026, 1, 27),
}


def _identify(*tags: FormTag, **known: object) -> Identity | Finding:
    return identify(tags, **(KNOWN | known))  # type: ignore[arg-type]


@pytest.mark.parametrize("folder", [("ke-sat", "ubkt"), None])
def test_a_tag_that_agrees_with_all_that_is_known(folder: tuple[str, str] | None) -> None:
    found = _identify(TAG, folder=folder)
    assert found == Identity(OFFICE, UBKT, JANUARY, 2)
    assert isinstance(found, Identity)
    assert found.key == ("ke-sat", "ubkt", JANUARY)


CELL_TAG = FormTag("ke-sat", "cb-01", JANUARY, 1)
IN_CELL = {"folder": ("ke-sat", "cb-01")}
FAULTS: dict[str, tuple[tuple[FormTag, ...], dict[str, object], str, str]] = {
    "no-tag": ((), {}, "DANH-TINH-KHONG-CO", "NQ1:"),
    "two-tags": ((TAG, CELL_TAG), {}, "DANH-TINH-NHIEU", "ubkt – tháng 01/2026, cb-01"),
    "two-months": ((TAG, replace(TAG, period=JANUARY.previous)), {}, "DANH-TINH-NHIEU", "12/2025"),
    "unknown-office": ((replace(TAG, office="other"),), {}, "DANH-TINH-CAP-UY", "other"),
    "unknown-unit": ((replace(TAG, unit="gone"),), {}, "DANH-TINH-DON-VI", "gone"),
    "other-unit-s-folder": ((TAG,), IN_CELL, "DANH-TINH-NHAM-THU-MUC", CELL.name),
    "other-office-s-folder": (
        (TAG,), {"folder": ("xa-khac", "ubkt")}, "DANH-TINH-NHAM-THU-MUC", "xa-khac/ubkt",
    ),
    "relabelled": (
        (TAG,), {"claims": ((CellRef("Thông tin", "C8"), "Tháng 02/2026"),)},
        "DANH-TINH-TRAI-NHAU", "ghi khác: “Tháng 02/2026” (trang “Thông tin”, ô C8). Nếu",
    ),
    "future-month": (
        (replace(TAG, period=JANUARY.next),), {}, "DANH-TINH-KY-SAU", "02/2026",
    ),
    "unit-dissolved": ((CELL_TAG,), IN_CELL, "DANH-TINH-NGOAI-DANH-SACH", CELL.name),
    "unit-not-founded": (
        (replace(TAG, period=Period(2025, 6)),), {}, "DANH-TINH-NGOAI-DANH-SACH", "6/2025",
    ),
    "published-month": (
        (TAG,), {"closed": lambda _: {JANUARY}}, "DANH-TINH-KY-DA-DONG", "01/2026",
    ),
    "older-form": ((replace(TAG, version=1),), {}, "DANH-TINH-MAU-CU", "bản 2"),
    "newer-form": ((replace(TAG, version=3),), {}, "DANH-TINH-MAU-MOI", "bản 3"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_rule_and_says_what_it_found(fault: str) -> None:
    tags, known, rule, told = FAULTS[fault]
    found = _identify(*tags, **known)
    assert isinstance(found, Finding)
    assert (found.rule, found.severity) == (rule, Severity.CRITICAL)
    assert told in found.message
    assert "{" not in found.message


def test_every_message_is_told_by_some_fault() -> None:
    assert {rule for _, _, rule, _ in FAULTS.values()} == set(_MESSAGES)


@pytest.mark.parametrize("rule", _MESSAGES)
def test_every_message_says_in_vietnamese_what_to_do(rule: str) -> None:
    message = _MESSAGES[rule]
    assert unicodedata.is_normalized("NFC", message)
    assert any(word in message for word in ("Lấy", "lấy", "Kiểm tra", "chuyển", "báo"))


def test_another_office_s_published_month_does_not_close_ours() -> None:
    closed = {"xa-khac": {JANUARY}}
    assert isinstance(_identify(TAG, closed=lambda office: closed.get(office, ())), Identity)


@pytest.mark.parametrize(("day", "is_future"), [(31, True), (1, False)])
def test_a_month_may_be_reported_from_its_first_day_on(day: int, is_future: bool) -> None:
    today = date(2025, 12, 31) if day == 31 else date(2026, 1, 1)
    assert isinstance(_identify(TAG, today=today), Finding) is is_future


@pytest.mark.parametrize(
    ("version", "month", "rule"),
    [
        (3, JANUARY, ""),
        (2, JANUARY, ""),
        (2, JANUARY.previous, ""),
        (2, JANUARY.next, "DANH-TINH-MAU-CU"),
        (1, JANUARY, "DANH-TINH-MAU-CU"),
        (4, JANUARY, "DANH-TINH-MAU-MOI"),
    ],
)
def test_an_older_template_is_taken_until_its_month(version: int, month: Period, rule: str) -> None:
    form = Form("ubkt", "", 3, (), older={2: JANUARY})
    tag = FormTag("ke-sat", "ubkt", month, version)
    found = _identify(tag, forms={"ubkt": form}, today=date(2026, 3, 1))
    assert isinstance(found, Finding) == bool(rule)
    if isinstance(found, Finding):
        assert found.rule == rule
        assert "bản 3" in found.message


CONTRADICTING = (
    "Tháng 02/2026",
    "tháng 2 năm 2026",
    "Tháng 2",
    "01/2025",
    "Chi bộ thôn Một",
    "CB 1",
    "Ủy ban Kiểm tra Đảng ủy – tháng 02/2026",
    "Chi bộ thôn Một – tháng 01/2026",
    "NQ1:ke-sat:ubkt:2026-02:v2:ABCD",
    "NQ1:ke-sat:cb-01:2026-01:v2:ABCD",
    "NQ1:ke-sat:ubkt:2026-01:v3:ABCD",
    "NQ1:xa-khac:ubkt:2026-01:v2:ABCD",
)
AGREEING = (
    "Tháng 01/2026",
    "tháng 1 năm 2026",
    "Kỳ: 1.2026",
    "Tháng 1",
    "01/01/2026 - 31/01/2026",
    "Từ tháng 12/2025 đến tháng 01/2026",
    "Quý I",
    "UBKT",
    "Uỷ ban kiểm tra Đảng uỷ",
    "Ủy ban Kiểm tra Đảng ủy xã Kè Sắt",
    "Tổ giúp việc của Ủy ban Kiểm tra",
    "Ủy ban Kiểm tra Đảng ủy - Tháng 1/2026",
    "BÁO CÁO THÁNG 01/2026 CỦA UBKT",
    "nq1:ke-sat:ubkt:2026-01:v2:xxxx",
    "NQ1: ke-sat : ubkt : 2026-01 : v2",
    "NQ1:ke-sat",
)


@pytest.mark.parametrize("text", CONTRADICTING)
def test_a_title_that_says_otherwise_than_the_tag_is_asked_about(text: str) -> None:
    found = _identify(TAG, claims=((CellRef("Thông tin", "C8"), text),))
    assert isinstance(found, Finding)
    assert found.rule == "DANH-TINH-TRAI-NHAU"
    assert f"“{text}”" in found.message


@pytest.mark.parametrize("text", AGREEING)
def test_a_title_in_other_words_is_no_contradiction(text: str) -> None:
    assert isinstance(_identify(TAG, claims=((CellRef("Thông tin", "C8"), text),)), Identity)


def test_every_cell_that_contradicts_is_named() -> None:
    cells = [CellRef("Số liệu", f"A{line}") for line in range(1, 30)]
    found = _identify(TAG, claims=[(at, "UBKT – tháng 02/2026") for at in cells])
    assert isinstance(found, Finding)
    assert found.message.count("“UBKT – tháng 02/2026” (") == 1
    assert all(
        f"ô {at.cell}{end}" in found.message
        for at, end in zip(cells, [*";" * 28, ")"], strict=True)
    )
