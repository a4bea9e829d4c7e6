"""The reviewer of wording finds what domain.md §1.7 lists in the issued text, and no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import pytest
from tests.golden.months import issued_resolution

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.catalogue.proper_names import load_proper_names
from nghiquyet.catalogue.style import StyleRules, load_style
from nghiquyet.model.draft import Block, Figure, ReviewLine, Section, Span, SubSection
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.narrative.reviewing.case import Case
from nghiquyet.narrative.reviewing.passages import Passage, passages_of
from nghiquyet.narrative.reviewing.reviewer import FINDERS, review_titles, review_wording
from nghiquyet.settings import PROJECT_ROOT

JANUARY = Period(2026, 1)
Review = Callable[..., tuple[ReviewLine, ...]]


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
def rules() -> StyleRules:
    return load_style(PROJECT_ROOT)


@pytest.fixture(scope="module")
def review(catalogue: Catalogue, office: Office, rules: StyleRules) -> Review:
    names = load_proper_names(PROJECT_ROOT)

    def lines(passages: Sequence[Passage], period: Period = JANUARY) -> tuple[ReviewLine, ...]:
        case = Case(passages, office, period, catalogue.every_form, names, rules.documents)
        return review_wording(case, rules)

    return lines


@pytest.fixture(scope="module")
def findings(review: Review) -> tuple[ReviewLine, ...]:
    return review(list(issued_passages()))


SLIPS = {
    "TEN-RIENG": 2,  # Kè Sắt, twice
    "CAM-KET-TU-DUONG": 1,  # bản cam kết đăng tu dưỡng
    "UY-BAN-BAU-CU": 1,  # Ủy ban bầu [cử]
    "SO-TONG-KET": 1,  # tổng kết of a resolution one year old
    "DAU-CHAM": 1,  # end of I.1
    "TEN-TRUNG-TAM-HCC": 1,
    "BAN-35": 1,  # once «công tác», once «Công tác»
    "PHIEN-BAN-CSDL": 1,
    "TRUNG-NHIEM-VU": 4,  # 1.16/1.18, 1.17/1.20 and the two on complaints, 2.6/2.8
    "GACH-NHIEM-KY": 5,
    "GACH-TU-GHEP": 3,
    "QUAN-LY-NHA-NUOC": 1,
    "NHAN-DAN": 2,  # the third one stands in a quoted title
    "PHONG-CHONG": 1,
    "BAN-NGANH-DOAN-THE": 1,
    "KIEM-TRA-DON-DOC": 1,
    "TRICH-YEU": 1,
    "VIET-TAT-UV-BCH": 1,
    "GACH-DAU-DONG": 1,
}


def test_every_slip_of_the_issued_text_is_found_and_nothing_else(
    findings: tuple[ReviewLine, ...],
) -> None:
    assert Counter(line.rule for line in findings) == SLIPS


def test_what_is_right_is_not_flagged(findings: tuple[ReviewLine, ...]) -> None:
    quoted = " ".join(line.quote for line in findings)
    assert "chiêm xuân" not in quoted
    assert "khóa II" not in quoted


@pytest.mark.parametrize(
    ("rule", "quote"),
    [
        ("TRUNG-NHIEM-VU", "Thực hiện tiếp nhận, phân loại, xử lý và giải quyết đơn thư"),
        ("TRUNG-NHIEM-VU", "UBND xã tăng cường công tác chỉ đạo, kiểm tra và giám sát an toàn"),
        ("DAU-CHAM", "thời gian tới"),
        ("SO-TONG-KET", "Tổng kết việc thực hiện Nghị quyết số 57-NQ/TW"),
    ],
)
def test_a_finding_quotes_the_words(
    findings: tuple[ReviewLine, ...], rule: str, quote: str
) -> None:
    assert any(line.rule == rule and quote in line.quote for line in findings)


def test_every_finding_quotes_words_of_its_paragraph(findings: tuple[ReviewLine, ...]) -> None:
    texts = [passage.text for passage in issued_passages()]
    for line in findings:
        assert line.quote
        assert any(line.quote in text for text in texts), line


def test_sub_sections_with_two_names_are_asked_about() -> None:
    first = Section("I", "", (SubSection("I.1", "Xây dựng Đảng", ()), SubSection("I.2", "A", ())))
    second = Section(
        "II", "", (SubSection("II.1", "Xây dựng Đảng", ()), SubSection("II.2", "B", ()))
    )
    (line,) = review_titles(first, second)
    assert line.place == "I.2 và II.2"


def test_a_summary_is_due_after_three_years(review: Review) -> None:
    passage = Passage("I.1", "Tổng kết việc thực hiện Nghị quyết số 57-NQ/TW.")
    flagged = [
        any(line.rule == "SO-TONG-KET" for line in review([passage], month))
        for month in (JANUARY, Period(2028, 1))
    ]
    assert flagged == [True, False]


def test_a_clean_text_has_no_findings(review: Review) -> None:
    text = "UBND xã chỉ đạo sản xuất vụ chiêm xuân; phòng, chống dịch bệnh trên cây trồng."
    assert review([Passage("I.2", text)]) == ()


def test_the_district_is_right_while_there_is_one(review: Review) -> None:
    passage = Passage("II.2", "Báo cáo UBND huyện trước khi thực hiện.")
    told = [[line.rule for line in review([passage], Period(2025, month))] for month in (6, 7)]
    assert told == [[], ["CAP-HUYEN"]]


def test_a_missing_figure_is_told_by_its_own_line_only(review: Review, office: Office) -> None:
    flag = Figure("f1", "UBKT-03", "[CHƯA CÓ SỐ LIỆU – UBKT]", missing=True)
    spans = (Span("Các chi bộ kiểm tra "), Span(flag.text, flag), Span(" đảng viên."))
    section = Section("I", "", (SubSection("I.1", "Công tác", (Block("i1_01", spans),)),))
    passages = [each for each in passages_of([section], "", office) if each.block]
    assert review(passages) == ()
    typed = Passage("I.1", passages[0].text)
    assert [line.rule for line in review([typed])] == ["O-MAU"]


def test_of_two_rules_on_the_same_words_the_first_one_speaks(review: Review) -> None:
    lines = review([Passage("II.2", "Ủy ban bầu phối hợp niêm yết danh sách cử tri.")])
    assert [line.rule for line in lines] == ["UY-BAN-BAU-CU"]


def test_every_way_of_finding_is_used_by_a_rule(rules: StyleRules) -> None:
    assert {rule.finds for rule in rules.rules} == set(FINDERS)
