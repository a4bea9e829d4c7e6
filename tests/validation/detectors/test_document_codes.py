"""R11: codes that no office writes so, and dates that cannot be."""

from __future__ import annotations

import pytest
from tests.validation.detectors.texts import told

from nghiquyet.wording import clean_text

MALFORMED = {
    "57/NQ-TW": "57-NQ/TW",
    "NQ57-TW": "57-NQ/TW",
    "05 -CT/TW": "05-CT/TW",
    "505/QD-TTg": "505/QĐ-TTg",
    "01-KL-TW": "01-KL/TW",
    "12/KH.UBND": "12/KH-UBND",
    "57-NQTW": "57-NQ/TW",
    "57NQ/TW": "57-NQ/TW",
    "57-nq/tw": "57-NQ/TW",
    "57–NQ/TW": "57-NQ/TW",
    "57 - NQ / TW": "57-NQ/TW",
    "57.NQ/TW": "57-NQ/TW",
    "399/QĐ/TW": "399-QĐ/TW",
    "09/2019/ND-CP": "09/2019/NĐ-CP",
    "09/2019-NĐ/CP": "09/2019/NĐ-CP",
    "505-QĐ/TTg": "505/QĐ-TTg",
    "41/2019/QD-UBND": "41/2019/QĐ-UBND",
    "12-KH/UBND": "12/KH-UBND",
    "12/KH–UBND": "12/KH-UBND",
    "12/KH-ĐU": "12-KH/ĐU",
    "05-KH/DU": "05-KH/ĐU",
    "123-CV/VPDU": "123-CV/VPĐU",
    "02-CTR/ĐU": "02-CTr/ĐU",
    "45/TB-TU": "45-TB/TU",
    "15-BC-UBKTĐU": "15-BC/UBKTĐU",
    "33-XX/TW": "",
}
WELL_FORMED = [
    "57-NQ/TW", "05-KH/ĐU", "399-QĐ/TW", "123-CV/VPĐU", "01-NQ/ĐU", "02-CTr/ĐU", "15-BC/UBKTĐU",
    "36-HD/VPTW", "1234-CV/BTCTU", "45-TB/TU", "09/2019/NĐ-CP", "505/QĐ-TTg", "41/2019/QĐ-UBND",
    "117/2025/QH15", "76/2025/UBTVQH15", "12/KH-UBND", "03/CV-UBND", "124/UBND-VP", "06/CĐ-TTg",
    "18/2024/TT-BTC", "01/2025/TTLT-BNV-BTC", "12/KH-MTTQ-BTT", "05-KH/ĐTN", "11/NQ-HĐND",
]  # fmt: skip
NO_CODES = [
    "15/19 tiêu chí", "đợt 03/2", "ngày 27/7", "trực 24/24h", "3-5 ngày", "02/9 và 19/8",
    "NQ 57, QĐ 505", "Ban Công tác 35", "đạt 85/90 điểm", "32/32 chi bộ", "Đề án 06/CP",
    "xe 34-B1/TT", "12 KH/UBND xã", "T/M Ban Thường vụ", "Mẫu số 01/ĐKTK", "COVID-19/SARS",
]  # fmt: skip


UNFINISHED = {
    "Kế hoạch số …-KH/ĐU": "số …-KH/ĐU",
    "Kế hoạch số  -KH/ĐU ngày 12/01/2026": "số -KH/ĐU",
    "Kế hoạch số 05-KH/ĐU ngày  /01/2026": "ngày /01/2026",
    "Kế hoạch số xx-KH/ĐU": "số xx-KH/ĐU",
    "Kế hoạch số XX - KH/ĐU": "số XX - KH/ĐU",
    "Kế hoạch số ...../KH": "số ...../KH",
    "Kế hoạch số ___/KH-UBND": "số ___/KH-UBND",
    "Công văn ..../2026/CV-UBND của xã": "..../2026/CV-UBND",
    "Kế hoạch số /KH-UBND": "số /KH-UBND",
    "Quyết định Số: …/QĐ-UBND": "…/QĐ-UBND",
    "Nghị quyết số 57-NQ/TW ngày …/12/2024": "ngày …/12/2024",
    "Nghị quyết số 57-NQ/TW ngày 22/…/2024": "ngày 22/…/2024",
    "Quyết định ngày … tháng 01 năm 2026": "ngày … tháng 01 năm 2026",
    "Quyết định ngày tháng 01 năm 2026": "ngày tháng 01 năm 2026",
    "Quyết định ngày    tháng    năm 2026": "ngày tháng năm 2026",
}
FINISHED = [
    "Ghi rõ ngày, tháng, năm sinh", "ngày tháng năm sinh", "làm việc cả ngày/đêm", "v.v…",
    "3 ngày/tuần", "Tổng số/KH năm: 12/15", "số/tổng số chi bộ", "Kế hoạch, quyết định…",
    "hồ sơ số hóa/TT HCC",
    "Trong ngày 12/01/2026", "ngày 12 tháng 01 năm 2026", "xe biển số 34-B1",
    "Chi bộ số 2 - TT Kẻ Sặt",
    "Kế hoạch số 05-KH/ĐU ngày 12/01/2026", "5 ngày… Kế hoạch",
]  # fmt: skip


DATED = [
    ("Kế hoạch số 05-KH/ĐU ngày 15/3/2026", "15/3/2026"),
    ("Chỉ thị số 05-CT/TW, ban hành ngày 01/02/2026", "01/02/2026"),
    ("Quyết định 505/QĐ-TTg (02/02/2026)", "02/02/2026"),
    ("Số 12/KH-UBND, ngày 01 tháng 02 năm 2026", "ngày 01 tháng 02 năm 2026"),
    ("Nghị quyết ngày 05/02/2026 của Đảng ủy", "05/02/2026"),
    ("Công văn của Thành ủy ngày 20/02/2026", "20/02/2026"),
    ("Nghị định 10/2027/NĐ-CP", "10/2027/NĐ-CP"),
    ("Quyết định 505/QĐ-TTg ngày 31/02/2022", "31/02/2022"),
    ("Tổ chức hội nghị ngày 32/01/2026", "32/01/2026"),
    ("Khai mạc ngày 30 tháng 02 năm 2026", "ngày 30 tháng 02 năm 2026"),
]
UNDATED = [
    "Bầu cử ngày 15/3/2026",
    "Hoàn thành báo cáo trước ngày 15/02/2026",
    "Kế hoạch số 05-KH/ĐU ngày 31/01/2026, hội nghị ngày 10/02/2026",
    "Kế hoạch số 05-KH/ĐU thực hiện đến ngày 15/12/2026",
    "Kế hoạch tổ chức Tết ngày 17/02/2026",
    "Quyết định ngày 29/02/2024",
]


@pytest.mark.parametrize("code", MALFORMED)
def test_a_code_that_no_office_writes_so_is_asked_about(code: str) -> None:
    found = told(f"Triển khai văn bản số {code} của cấp trên", "R11")
    assert found == [("R11-KY-HIEU", code, MALFORMED[code])]


@pytest.mark.parametrize("text", [*WELL_FORMED, *NO_CODES])
def test_well_formed_codes_and_what_is_none_are_left_in_peace(text: str) -> None:
    assert told(text, "R11") == []
    assert told(f"Thực hiện văn bản số {text} của cấp trên", "R11") == []


def test_each_malformed_code_of_a_text_is_told() -> None:
    found = told("Nghị quyết 57/NQ-TW; Chỉ thị 05-CT/TW; Quyết định 505/QD-TTg", "R11")
    assert [quote for _, quote, _ in found] == ["57/NQ-TW", "505/QD-TTg"]


@pytest.mark.parametrize("text", UNFINISHED)
def test_a_document_without_its_number_or_day_is_asked_about(text: str) -> None:
    assert told(clean_text(text), "R11") == [("R11-BO-TRONG", UNFINISHED[text], "")]


def test_both_are_told_where_both_are_missing() -> None:
    found = told("Kế hoạch số -KH/ĐU ngày /01/2026", "R11")
    assert [quote for _, quote, _ in found] == ["số -KH/ĐU", "ngày /01/2026"]


@pytest.mark.parametrize("text", FINISHED)
def test_dots_and_slashes_of_other_things_are_left_in_peace(text: str) -> None:
    assert told(text, "R11") == []


@pytest.mark.parametrize(("text", "quote"), DATED)
def test_a_date_that_cannot_be_is_asked_about(text: str, quote: str) -> None:
    assert told(text, "R11") == [("R11-NGAY", quote, "")]


@pytest.mark.parametrize("text", UNDATED)
def test_days_to_come_are_no_dates_of_documents(text: str) -> None:
    assert told(text, "R11") == []
