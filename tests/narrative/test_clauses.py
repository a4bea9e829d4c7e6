"""Clauses: what an estimate, a denial, a half sum and a year of the unit's own make of them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.golden.months import values_of
from tests.narrative.evidence import evidence_of

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.errors import DefinitionError
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Fact
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.clauses import ClauseWriter
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.sections import FOLDER, SectionTemplate, load_sections, write_sub_section


@pytest.fixture(scope="module")
def may(catalogue: Catalogue, office: Office) -> Evidence:
    return evidence_of(catalogue, office, Period(2026, 5), values_of("2026-05"))


def clause(evidence: Evidence, code: str) -> str:
    return "".join(span.text for span in ClauseWriter(evidence).write(code, ()))


def with_facts(evidence: Evidence, code: str, **changes: object) -> Evidence:
    def changed(fact: Fact) -> Fact:
        return replace(fact, **changes) if fact.indicator == code else fact  # type: ignore[arg-type]

    return replace(evidence, facts=[changed(fact) for fact in evidence.facts])


def answering(evidence: Evidence, code: str, text: str) -> Evidence:
    statements = [
        replace(item, text=text) if item.indicator == code else item for item in evidence.statements
    ]
    return replace(evidence, statements=statements)


HEDGED = [
    ("UBTC-01", "tổng thu ngân sách tháng 5/2026 ước đạt 18,6 tỷ đồng"),
    ("UBTC-03", "(lũy kế đạt 48% dự toán)"),
    ("UBTC-07", "từ đầu năm ước đạt 9,6 tỷ đồng, bằng 40% kế hoạch vốn, nợ thuế còn 2,35 tỷ đồng"),
    ("UBNN-04", "tiêm phòng ước 2.450 mũi cho gia súc, đạt 86,5% tổng đàn"),
    ("UBVX-05", "đạt 95,4%, giải quyết việc làm từ đầu năm cho ước 310 người"),
]


@pytest.mark.parametrize(("code", "says"), HEDGED)
def test_an_estimate_says_so_once_for_all_that_hangs_on_it(
    may: Evidence, code: str, says: str
) -> None:
    assert says in clause(may, code)


OF_THEIR_OWN = [
    ("BXC-14", "CB-03c", "ước đạt 72,28%"),
    ("UBTC-03", "UBTC-02a", "(lũy kế ước đạt 48% dự toán)"),
    ("UBNN-07", "UBNN-07a", "hộ nghèo ước còn 41 hộ, hộ cận nghèo còn 48 hộ"),
    ("UBKT-03", "CB-01", "các chi bộ kiểm tra ước 05 đảng viên (29/32 chi bộ báo cáo)"),
]


@pytest.mark.parametrize(("code", "part", "says"), OF_THEIR_OWN)
def test_an_estimate_of_its_own_says_so_itself(
    may: Evidence, code: str, part: str, says: str
) -> None:
    official = with_facts(may, "UBTC-01", estimated=False, window_to=None)
    assert says in clause(with_facts(official, part, estimated=True), code)


def test_a_count_that_waits_for_a_confirmation_is_not_called_an_estimate(may: Evidence) -> None:
    waiting = with_facts(replace(may, confirmations=()), "UBKT-02a", estimated=True)
    assert "kỷ luật [CHỜ XÁC NHẬN – UBKT] đảng viên" in clause(waiting, "UBKT-02")


DENIED = ["Không", "Không phát sinh trong tháng", "Chưa thực hiện", "Trong tháng không tổ chức."]


@pytest.mark.parametrize("text", DENIED)
@pytest.mark.parametrize("code", ["BXT-01", "BXT-07", "UBDD-01", "UBDD-03a"])
def test_a_denial_is_never_printed_as_something_done(may: Evidence, code: str, text: str) -> None:
    assert clause(answering(may, code, text), may.catalogue.indicator_of[code].code) == ""


def test_a_denial_in_words_of_its_own_is_for_the_office_to_read(may: Evidence) -> None:
    denied = answering(may, "BXT-07", "Không làm kịp do thiếu người")

    (line,) = (each for each in write_assessment(denied).review if "phu-dinh" in each.rule.lower())

    assert line.place == "Ban Xây dựng Đảng (tuyên giáo, dân vận): BXT-07"
    assert "“Không làm kịp do thiếu người”" in line.message


def test_a_sum_of_nothing_that_lacks_units_is_on_the_review_sheet(may: Evidence) -> None:
    none = with_facts(may, "CB-01", value=Decimal(0))

    assert clause(none, "UBKT-03") == ""
    (line,) = (line for line in write_assessment(none).review if line.place.startswith("UBKT-03"))
    assert line.message == (
        "Cộng lại bằng 0. Mới có 29/32 đơn vị báo cáo; thiếu CB 05, CB 17, CB 22."
    )


def test_a_rate_counts_only_units_that_gave_both_parts(may: Evidence) -> None:
    # cb-09 gave its users but not its members: 764 of 1057 in 28 cells, not 794 of 1057.
    assert clause(may, "BXC-14").endswith("đạt 72,28% (28/32 chi bộ báo cáo)")


def test_the_review_sheet_names_every_missing_cell(may: Evidence) -> None:
    gone = {f"cb-{number:02d}" for number in range(1, 11)}
    facts = [fact for fact in may.facts if fact.unit not in gone]
    lines = write_assessment(replace(may, facts=facts)).review

    (line,) = (line for line in lines if line.place.startswith("UBKT-03"))
    assert all(f"CB {number:02d}" in line.message for number in range(1, 11))


@pytest.mark.parametrize(
    ("code", "part"), [("UBNN-04", "UBNN-04a"), ("UBTC-07", "UBTC-07a"), ("UBVX-03", "UBVX-03a")]
)
def test_what_hangs_on_a_figure_goes_with_it(may: Evidence, code: str, part: str) -> None:
    alone = clause(with_facts(may, part, value=Decimal(0)), code)
    assert not alone.startswith(("đạt", "bằng", "số tiền"))
    assert "86,5%" not in alone
    assert "40%" not in alone


@pytest.mark.parametrize(
    ("percent", "printed"), [("0.29", "0,29%"), ("0.5", "1%"), ("6.01", "6%"), ("128.4", "128%")]
)
def test_a_small_share_of_the_budget_is_not_rounded_to_nothing(
    may: Evidence, percent: str, printed: str
) -> None:
    revenue = Decimal(percent) * 2_470_000_000
    assert f"đạt {printed} dự toán)" in clause(
        with_facts(may, "UBTC-02a", value=revenue), "UBTC-03"
    )


@pytest.mark.parametrize(
    ("month", "answer", "year"),
    [
        (12, "Kế hoạch đào tạo năm 2027", "2027"),
        (12, "Kế hoạch đào tạo", "2026"),
        (1, "Kế hoạch đào tạo năm 2026", "2026"),
        (1, "Kế hoạch đào tạo năm 2025", "2026"),  # a stale form: its rule asks the unit
        (12, "Tổng kết năm 2026, kế hoạch năm 2027", "2026"),
    ],
)
def test_the_year_is_the_one_that_the_unit_names(
    may: Evidence, month: int, answer: str, year: str
) -> None:
    period = Period(2026, month)
    statement = replace(may.statements[0], indicator="TTCT-05", unit="ttct", text=answer)
    asked = replace(may, period=period, statements=[statement])
    assert clause(asked, "TTCT-05") == f"xây dựng kế hoạch đào tạo năm {year}"


@pytest.mark.parametrize(("month", "year"), [(2, 2026), (3, 2026), (9, 2027), (12, 2027)])
def test_citizens_are_called_up_for_the_next_spring(may: Evidence, month: int, year: int) -> None:
    statement = replace(may.statements[0], indicator="QS-01a", unit="qs", text="Lập hồ sơ")
    asked = replace(may, period=Period(2026, month), statements=[statement])
    assert clause(asked, "QS-01").endswith(f"nhập ngũ năm {year}")


def test_a_list_and_a_final_stop_of_an_answer_flow_into_the_sentence(may: Evidence) -> None:
    statement = replace(
        may.statements[0], indicator="BXC-07a", unit="bxd-c", text="Chi bộ A; Chi bộ B;\nChi bộ C."
    )
    asked = replace(may, statements=[*may.statements, statement])
    assert clause(asked, "BXC-07") == (
        "thành lập Chi bộ A, Chi bộ B và Chi bộ C nhiệm kỳ 2025–2030"
    )


def test_a_silent_unit_is_not_asked_for_what_belongs_to_another_season(may: Evidence) -> None:
    in_may = {line.place.partition(":")[0] for line in write_assessment(may).review}
    january = replace(may, period=Period(2026, 1))
    in_january = {line.place.partition(":")[0] for line in write_assessment(january).review}
    seasonal = {"MT-01a", "MT-04", "MT-05a"}

    assert not seasonal & in_may
    assert seasonal <= in_january


OPTIONAL = {
    "VPDU-04": "tổ chức 02 hội nghị Ban Thường vụ Đảng ủy, tổ chức 04 hội nghị Thường trực Đảng ủy",
    "VPDU-06": "Thường trực, Ban Thường vụ Đảng ủy giao 18 việc, đã hoàn thành 14 việc",
    "BXT-11": "từ đầu năm có 24 mô hình “Dân vận khéo” đăng ký",
    "BXC-20": "",
    "BXC-21": "tỷ lệ chi bộ sinh hoạt đúng kỳ đạt 100%",
}


@pytest.mark.parametrize(("code", "says"), OPTIONAL.items())
def test_an_optional_clause_is_said_only_where_a_template_places_it(
    catalogue: Catalogue, office: Office, code: str, says: str
) -> None:
    january = evidence_of(catalogue, office, Period(2026, 1), values_of("2026-01"))
    template, *_ = load_sections(catalogue.root, catalogue)
    placed = replace(
        template,
        source=f'{{% set title = "A" %}}\n\n{{{{ c("{code}") }}}}.',
        placed=(*template.placed, (code, 3)),
    )

    def text(template: SectionTemplate) -> str:
        return " ".join(
            block.text for block in write_sub_section(template, ClauseWriter(january)).blocks
        )

    assert clause(january, code) == says
    assert not says or says.casefold() in text(placed).casefold()
    assert not says or says.casefold() not in text(template).casefold()


def test_every_row_that_the_reference_does_not_need_has_a_clause(catalogue: Catalogue) -> None:
    without = [
        code
        for code, indicator in catalogue.indicators.items()
        if not indicator.core and indicator.clause is None and indicator.form != "van-ban"
    ]
    assert without == ["CB-03"]  # its sums are printed by BXC-14


def test_the_sentence_for_a_month_without_news_holds_no_figure(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    folder = tmp_path / FOLDER
    shutil.copytree(catalogue.root / FOLDER, folder)
    path = folder / "i-4.j2"
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace("Trong tháng không", "Cả 02 lớp không"), encoding="utf-8")

    with pytest.raises(DefinitionError, match="a figure is never typed here"):
        load_sections(tmp_path, catalogue)
