"""January 2026: Section I comes out as it was issued, and changes only where its inputs do."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.golden.months import expected_section_one, values_of
from tests.narrative.evidence import evidence_of

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Severity
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.clauses import ClauseWriter
from nghiquyet.narrative.disclosure import FEW_PERSONS
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.pipeline.drafting import text_of

JANUARY = Period(2026, 1)


@pytest.fixture(scope="session")
def january(catalogue: Catalogue, office: Office) -> Evidence:
    return evidence_of(catalogue, office, JANUARY, values_of("2026-01"))


def paragraphs(evidence: Evidence) -> list[str]:
    return text_of(write_assessment(evidence).section).split("\n\n")


def test_section_one_is_the_issued_one_word_for_word(january: Evidence) -> None:
    assert paragraphs(january) == expected_section_one()


def clauses(evidence: Evidence, unit: str) -> dict[str, str]:
    """Every clause of one unit's form as it would stand alone, without its capital."""
    writer = ClauseWriter(evidence)
    form = evidence.office.unit(unit).form
    texts = {}
    for indicator in evidence.catalogue.forms[form].indicators:
        if indicator.clause and indicator.clause.optional:
            continue
        after = indicator.clause.after if indicator.clause else ()
        spans = writer.write(indicator.code, after)
        texts[indicator.code] = "".join(span.text for span in spans)
    return {code: text for code, text in texts.items() if text}


OFFICE_UNITS = [
    "vpdu", "bxd-t", "bxd-c", "ubkt", "hdnd", "ub-nn", "ub-dd", "ub-tc", "ub-vx", "hcc", "ca",
    "qs", "mttq", "ttct",
]  # fmt: skip


@pytest.mark.parametrize("unit", OFFICE_UNITS)
def test_withdrawing_a_unit_changes_exactly_its_clauses(january: Evidence, unit: str) -> None:
    before = "\n".join(paragraphs(january)).casefold()
    without = without_unit(january, unit)
    after = "\n".join(paragraphs(without))
    short = january.office.unit(unit).short

    told = re.sub(r"\[CHƯA CÓ[^\]]*\]", "[…]", after).casefold()

    own, derived = clauses(january, unit), {"UBKT-03", "UBKT-04", "BXC-14"}
    for code, text in own.items():
        assert text.casefold() in before, code
        assert (text.casefold() in told) is (code in derived), code
    assert set(re.findall(r"\[CHƯA CÓ [^–]+ – ([^\]:]+)", after)) == {short}
    for other in OFFICE_UNITS:
        for code, text in clauses(january, other).items() if other != unit else ():
            assert text.casefold() in told, code


def without_unit(evidence: Evidence, unit: str) -> Evidence:
    return replace(
        evidence,
        facts=[fact for fact in evidence.facts if fact.unit != unit],
        statements=[item for item in evidence.statements if item.unit != unit],
        submissions={code: s for code, s in evidence.submissions.items() if code != unit},
    )


def test_a_unit_without_a_clause_of_its_own_leaves_the_text_alone(january: Evidence) -> None:
    # The health station's rows are zero or annex only in January.
    assert paragraphs(without_unit(january, "ub-yt")) == paragraphs(january)


def test_withdrawing_a_cell_lowers_the_sums_and_is_remarked(january: Evidence) -> None:
    text = "\n".join(paragraphs(without_unit(january, "cb-08")))
    assert "kiểm tra 04 đảng viên (31/32 chi bộ báo cáo), giám sát 12 đảng viên" in text
    assessment = write_assessment(without_unit(january, "cb-08"))
    coverage = [line for line in assessment.review if line.category == "coverage"]
    assert {line.place.split(":")[0] for line in coverage} == {"UBKT-03", "UBKT-04", "BXC-14"}
    assert all("31/32 đơn vị" in line.message and "CB 08" in line.message for line in coverage)


def test_without_any_cell_the_sums_are_missing(january: Evidence) -> None:
    evidence = january
    for number in range(1, 34):
        evidence = without_unit(evidence, f"cb-{number:02d}")
    text = "\n".join(paragraphs(evidence))
    assert "các chi bộ kiểm tra [CHƯA CÓ SỐ LIỆU – CÁC CHI BỘ] đảng viên" in text
    assert "đạt [CHƯA CÓ SỐ LIỆU – CÁC CHI BỘ]" in text


def with_value(evidence: Evidence, code: str, value: int | None) -> Evidence:
    """The same month with one figure changed in every unit that reports it, or left blank."""
    facts = [
        replace(fact, value=Decimal(value)) if value is not None else fact
        for fact in evidence.facts
        if fact.indicator == code
    ]
    kept = [fact for fact in evidence.facts if fact.indicator != code]
    return replace(evidence, facts=[*kept, *(facts if value is not None else ())])


ZEROS = [
    ("BXC-01", "Thực hiện sắp xếp tổ chức bộ máy; bổ nhiệm 01 cán bộ đúng quy trình; thành lập"),
    ("BXC-02", "điều động 03 cán bộ; thành lập Trạm Y tế"),
    ("BXC-04c", "bổ nhiệm 01 cán bộ đúng quy trình; bổ sung nhân sự Ban Chấp hành"),
    ("BXC-16a", "hoàn thành chuẩn hóa dữ liệu đảng viên. Thành lập Chi bộ Trạm Y tế"),
    ("BXC-09", "nội bộ; thẩm định tiêu chuẩn chính trị cho 24 nhân sự giới thiệu ứng cử"),
    ("BXC-10", "thẩm định tiêu chuẩn chính trị cho 03 nhân sự bổ nhiệm.\n"),
    ("UBKT-02a", "giám sát năm 2026; các chi bộ kiểm tra 06 đảng viên, giám sát 12 đảng viên."),
    ("CB-01", "theo quy định; các chi bộ giám sát 12 đảng viên."),
    ("CB-02", "các chi bộ kiểm tra 06 đảng viên.\n"),
    ("UBTC-01", "môi trường. Tổng chi ngân sách tháng 01/2026 ước đạt 14 tỷ đồng (6% dự toán)."),
    ("UBTC-04", "ước đạt 42 tỷ đồng (17% dự toán). Thực hiện tốt công tác văn hóa"),
    ("HCC-02a", "Đại hội XIV của Đảng. Trung tâm Hành chính công giải quyết 328 hồ sơ, bảo đảm"),
    ("HCC-03a", "Trung tâm Hành chính công tiếp nhận 391 hồ sơ. An ninh chính trị"),
]


@pytest.mark.parametrize(("code", "sentence"), ZEROS)
def test_zero_omits_its_clause_and_the_sentence_stays_right(
    january: Evidence, code: str, sentence: str
) -> None:
    text = "\n".join(paragraphs(with_value(january, code, 0)))
    assert sentence in text
    assert "CHƯA CÓ" not in text


MISSING = [
    ("BXC-01", "điều động [CHƯA CÓ SỐ LIỆU – BXDĐ-TC] cán bộ, bổ nhiệm 01 cán bộ"),
    ("BXC-09", "cho [CHƯA CÓ SỐ LIỆU – BXDĐ-TC] nhân sự bổ nhiệm và 24 nhân sự"),
    ("UBTC-01", "01/2026 đạt [CHƯA CÓ SỐ LIỆU – PKT-TC] (ước 17% dự toán), chi ước đạt 14 tỷ đồng"),
    ("HCC-03a", "391 hồ sơ, giải quyết [CHƯA CÓ SỐ LIỆU – TTPVHCC] hồ sơ. An ninh chính trị"),
    ("TTCT-01a", "[CHƯA CÓ SỐ LIỆU – TTCT: Lớp bồi dưỡng lý luận chính trị]; cấp giấy chứng nhận"),
]


@pytest.mark.parametrize(("code", "sentence"), MISSING)
def test_a_missing_figure_prints_a_flag_that_names_the_unit(
    january: Evidence, code: str, sentence: str
) -> None:
    assessment = write_assessment(with_value(january, code, None))
    text = text_of(assessment.section)
    assert sentence in text
    assert text.count("CHƯA CÓ") == 1
    (line,) = [line for line in assessment.review if line.category == "missing"]
    assert code in line.message


CODES = sorted({"BXC-01", "BXC-02", "BXC-09", "BXC-10", "BXC-16a", "UBKT-02a", "CB-01", "CB-02",
                "UBTC-01", "UBTC-04", "HCC-02a", "HCC-03a", "BXC-04c", "TTCT-01a"})  # fmt: skip


@given(
    zeros=st.sets(st.sampled_from(CODES)),
    blanks=st.sets(st.sampled_from(CODES)),
    gone=st.sets(st.sampled_from(OFFICE_UNITS)),
)
def test_whatever_is_zero_or_missing_sentences_stay_well_formed(
    catalogue: Catalogue, zeros: set[str], blanks: set[str], gone: set[str]
) -> None:
    office = catalogue.office("ke-sat")
    evidence = evidence_of(catalogue, office, JANUARY, values_of("2026-01"))
    for code in zeros:
        evidence = with_value(evidence, code, 0)
    for code in blanks - zeros:
        evidence = with_value(evidence, code, None)
    for unit in gone:
        evidence = without_unit(evidence, unit)
    for sub_section in write_assessment(evidence).section.sub_sections:
        for block in sub_section.blocks:
            assert_well_formed(block.text)


ILL_FORMED = re.compile(r"[,;.]\s*[,;.]|\s[,;.]|\s{2}|^[,;. ]|\bvà [.;,]|; và\b|\(\)")


def assert_well_formed(text: str) -> None:
    assert text.endswith(".")
    assert not text.endswith("..")
    assert re.search(r"[,;.]\s*[,;.]|\s[,;.]|\s{2}|^[,;. ]|\bvà [.;,]|; và\b|\(\)", text) is None, (
        text
    )
    for sentence in re.split(r"(?<!\d)\.\s", text):
        first = next((letter for letter in sentence if letter.isalpha()), "A")
        assert first.isupper() or sentence[0].isdigit(), text


def test_overdue_files_forbid_the_praise(january: Evidence) -> None:
    text = "\n".join(paragraphs(with_value(january, "HCC-04b", 5)))
    assert "giải quyết 328 hồ sơ" in text
    assert "bảo đảm đúng quy trình" not in text


def test_a_unit_s_own_wording_is_printed_as_it_was_written(january: Evidence) -> None:
    own = "Tiến hành sưu tầm tư liệu A & B <được> 12 kỷ vật"
    statements = [
        replace(item, wording=own + ".") if item.indicator == "BXT-07" else item
        for item in january.statements
    ]
    text = paragraphs(replace(january, statements=statements))[3]
    assert text.startswith(own + "; duy trì hoạt động Ban công tác 35")


def test_march_reads_right(catalogue: Catalogue, office: Office) -> None:
    """Another month: no padding of 3 and 12, and nothing said of what did not happen."""
    values = values_of("2026-01")
    quiet = {
        "bxd-c": ("BXC-04a", "BXC-04b", "BXC-05a", "BXC-07a", "BXC-16b"),
        "ubkt": ("UBKT-01",),
        "vpdu": ("VPDU-01a", "VPDU-01b", "VPDU-02a", "VPDU-02b"),
        "mttq": ("MT-01a", "MT-01b", "MT-04", "MT-05a"),
        "qs": ("QS-01a",),
        "hdnd": ("HD-01",),
        "ttct": ("TTCT-05",),
    }
    for unit, codes in quiet.items():
        words = {code: item for code, item in values[unit].words.items() if code not in codes}
        values[unit] = values[unit].model_copy(update={"words": words})
    evidence = evidence_of(catalogue, office, Period(2026, 3), values)
    for code in ("BXC-04c", "BXC-16a", "BXC-10", "UBKT-02a"):
        evidence = with_value(evidence, code, 0)
    evidence = with_value(evidence, "BXC-01", 12)

    lines = paragraphs(evidence)

    text = "\n".join(lines)
    assert lines[0] == "I. ĐÁNH GIÁ CÔNG TÁC LÃNH ĐẠO THÁNG 3"
    assert "điều động 12 cán bộ" in text
    assert "Tổng thu ngân sách tháng 3/2026" in text
    for absent in ("Tết", "Huy hiệu", "hiệp thương", "nhập ngũ", "kỷ luật", "Tổng kết",
                   "hợp nhất", "tháng 01", "CHƯA CÓ"):  # fmt: skip
        assert absent not in text, absent
    for line in lines[2:]:
        if not line[0].isdigit():
            assert_well_formed(line)


def test_a_low_count_of_persons_waits_for_a_confirmation(january: Evidence) -> None:
    waiting = replace(january, confirmations=())
    assessment = write_assessment(waiting)

    text = text_of(assessment.section)
    assert "đề nghị thi hành kỷ luật [CHỜ XÁC NHẬN – UBKT] đảng viên theo quy định;" in text
    (line,) = [line for line in assessment.review if line.category == "sensitive"]
    assert line.severity is Severity.CRITICAL
    assert "UBKT-02a" in line.message
    assert "Văn phòng xác nhận" in line.message


def test_another_count_than_the_confirmed_one_waits_again(january: Evidence) -> None:
    one = [each for each in january.confirmations if each.value == 1]
    two = with_value(replace(january, confirmations=one), "UBKT-02a", 2)

    assert "[CHỜ XÁC NHẬN – UBKT]" in text_of(write_assessment(two).section)


def test_who_confirmed_and_why_is_in_the_review_sheet(january: Evidence) -> None:
    (line,) = [line for line in write_assessment(january).review if line.category == "sensitive"]

    assert line.severity is Severity.INFO
    assert "Chánh Văn phòng đã xác nhận: đã kết luận." in line.message


def test_a_count_of_many_persons_needs_no_confirmation(january: Evidence) -> None:
    many = with_value(replace(january, confirmations=()), "UBKT-02a", FEW_PERSONS)

    assert f"kỷ luật 0{FEW_PERSONS} đảng viên" in text_of(write_assessment(many).section)


def test_the_share_of_the_cells_stands_beside_a_rate(january: Evidence) -> None:
    text = "\n".join(paragraphs(without_unit(january, "cb-01")))

    assert re.search(r"“Sổ tay đảng viên điện tử” đạt [\d,]+% \(31/32 chi bộ báo cáo\)", text)
