"""The reviewer of wording finds what domain.md §1.7 lists in the issued text, and no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from tests.golden.months import issued_resolution

from nghiquyet.catalogue.style import load_style
from nghiquyet.model.draft import ReviewLine, Section, SubSection
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.narrative.reviewing.passages import Passage
from nghiquyet.narrative.reviewing.reviewer import review_titles, review_wording
from nghiquyet.settings import PROJECT_ROOT


def issued_passages() -> Iterator[Passage]:
    """The issued resolution, paragraph by paragraph."""
    section, place = "", "Đầu đề"
    for line in filter(str.strip, issued_resolution().splitlines()):
        if match := re.match(r"(I{1,2})\. |(\d)\. ", line):
            section = match[1] or section
            place = f"{section}.{match[2]}" if match[2] else section
            yield Passage(place, line, prose=False)
            continue
        if line.startswith(("Trên đây", "Nơi nhận")):
            place = "Đoạn kết" if line.startswith("Trên") else "Nơi nhận"
        prose = place[0] == "I" or place == "Đoạn kết"
        dashed = prose and line.startswith("- ")
        yield Passage(place, line.removeprefix("- "), prose=prose, dashed=dashed)


@pytest.fixture(scope="module")
def findings(office: Office) -> tuple[ReviewLine, ...]:
    rules = load_style(PROJECT_ROOT)
    return review_wording(list(issued_passages()), rules, office, Period(2026, 1))


SLIPS = {
    "TEN-RIENG": 2,  # Kè Sắt, twice
    "CAM-KET-TU-DUONG": 1,  # bản cam kết đăng tu dưỡng
    "UY-BAN-BAU-CU": 1,  # Ủy ban bầu [cử]
    "SO-TONG-KET": 1,  # tổng kết of a resolution one year old
    "DAU-CHAM": 1,  # end of I.1
    "TEN-TRUNG-TAM-HCC": 1,
    "BAN-35": 1,  # once «công tác», once «Công tác»
    "PHIEN-BAN-CSDL": 1,
    "TRUNG-Y": 4,  # 1.16/1.18, 1.17/1.20 and the two on complaints, 2.6/2.8
    "GACH-NHIEM-KY": 5,
    "GACH-TU-GHEP": 3,
    "QUAN-LY-NHA-NUOC": 1,
    "NHAN-DAN": 3,
    "PHONG-CHONG": 1,
    "BAN-NGANH-DOAN-THE": 1,
    "KIEM-TRA-DON-DOC": 1,
    "TRICH-YEU": 1,
    "VIET-TAT-UV-BCH": 1,
    "GACH-DAU-DONG": 1,
}


def test_every_slip_of_the_issued_text_is_found(findings: tuple[ReviewLine, ...]) -> None:
    assert Counter(line.rule for line in findings) == SLIPS


def test_what_is_right_is_not_flagged(findings: tuple[ReviewLine, ...]) -> None:
    quoted = " ".join(line.quote for line in findings)
    assert "chiêm xuân" not in quoted
    assert "khóa II" not in quoted


@pytest.mark.parametrize(
    ("rule", "quote"),
    [
        ("TRUNG-Y", "Thực hiện tiếp nhận, phân loại, xử lý và giải quyết đơn thư"),
        ("TRUNG-Y", "UBND xã tăng cường công tác chỉ đạo, kiểm tra và giám sát an toàn vệ sinh"),
        ("DAU-CHAM", "thời gian tới"),
        ("SO-TONG-KET", "Tổng kết việc thực hiện Nghị quyết số 57-NQ/TW"),
    ],
)
def test_a_finding_quotes_the_words(
    findings: tuple[ReviewLine, ...], rule: str, quote: str
) -> None:
    assert any(line.rule == rule and quote in line.quote for line in findings)


def test_sub_sections_with_two_names_are_asked_about() -> None:
    first = Section("I", "", (SubSection("I.1", "Xây dựng Đảng", ()), SubSection("I.2", "A", ())))
    second = Section(
        "II", "", (SubSection("II.1", "Xây dựng Đảng", ()), SubSection("II.2", "B", ()))
    )
    (line,) = review_titles(first, second)
    assert line.place == "I.2 và II.2"


def test_a_summary_is_due_after_three_years(office: Office) -> None:
    rules = load_style(PROJECT_ROOT)
    passage = Passage("I.1", "Tổng kết việc thực hiện Nghị quyết số 57-NQ/TW.")
    flagged = [
        any(line.rule == "SO-TONG-KET" for line in review_wording([passage], rules, office, month))
        for month in (Period(2026, 1), Period(2028, 1))
    ]
    assert flagged == [True, False]


def test_a_clean_text_has_no_findings(office: Office) -> None:
    rules = load_style(PROJECT_ROOT)
    text = "UBND xã chỉ đạo sản xuất vụ chiêm xuân; phòng, chống dịch bệnh trên cây trồng."
    assert review_wording([Passage("I.2", text)], rules, office, Period(2026, 1)) == ()
