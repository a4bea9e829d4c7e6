"""February 2026 from the golden inputs: all 40 tasks of the reference resolution."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.narrative.section_two import JANUARY, february, office, read_golden

from nghiquyet.model.task import Proposal
from nghiquyet.narrative.proposals import ProposalResult
from nghiquyet.narrative.proposals_composing import compose_section

EXPECTED: list[dict[str, Any]] = read_golden("expected-tasks.yaml")["tasks"]
COUNTS = {"1": 20, "2": 11, "3": 6, "4": 3}


@pytest.fixture(scope="module")
def result() -> ProposalResult:
    return february()


def standing_for(result: ProposalResult, task: dict[str, Any], part: dict[str, Any]) -> Proposal:
    """The proposal of the right sub-section that says every word and has the sources."""
    found = [
        one
        for one in result.proposals
        if one.sub_section == f"II.{task['id'][0]}"
        and all(word in one.text for word in part["words"])
        and set(part["sources"]) <= {reason.source for reason in one.reasons}
    ]
    assert found, f"{task['id']}: nothing says {part['words']} because of {part['sources']}"
    return found[0]


def test_the_list_names_all_forty_tasks() -> None:
    every = [f"{head}.{number}" for head, last in COUNTS.items() for number in range(1, last + 1)]
    assert [task["id"] for task in EXPECTED] == every


@pytest.mark.parametrize("task", EXPECTED, ids=lambda task: task["id"])
def test_task_of_the_reference_is_proposed_or_said_to_be_underivable(
    result: ProposalResult, task: dict[str, Any]
) -> None:
    if "not_derivable" in task:
        assert task["classes"] == ["N"]
        assert task["not_derivable"]
        return
    found = [standing_for(result, task, part) for part in task["parts"]]
    classes = {reason.task_class for one in found for reason in one.reasons}
    assert set(task["classes"]) <= classes


def test_office_is_asked_about_the_items_that_nothing_follows(result: ProposalResult) -> None:
    asked = {
        code for line in result.questions for code in re.findall(r"\(([A-Z]+-\d+)\)", line.message)
    }
    assert asked == {"VPDU-02", "BXC-05", "UBNN-05", "UBNN-06", "UBDD-03"}
    assert {line.category for line in result.questions} == {"question"}


def test_every_reason_names_a_record_and_says_it_in_words(result: ProposalResult) -> None:
    for proposal in result.proposals:
        assert proposal.reasons, proposal.id
        for reason in proposal.reasons:
            assert reason.record
            assert reason.text


def test_record_without_a_task_is_kept_with_its_why(result: ProposalResult) -> None:
    why = {(one.source, one.record): one.text for one in result.not_proposed}
    assert why["carry_over", "2026-01/NV02"] == "Kết quả kỳ trước: Đã xong"
    assert "tháng 4" in why["recurring", "thuc-hien-ktgs"]


def test_slips_of_the_reference_are_not_ours(result: ProposalResult) -> None:
    section = compose_section(result, office(), JANUARY)
    text = " ".join(block.text for part in section.sub_sections for block in part.blocks)
    assert "Ủy ban bầu cử phối hợp" in text
    assert "cam kết đăng tu dưỡng" not in text
    assert "phòng chống" not in text.lower()
    assert not re.search(r"\d{4}-\d{4}", text)
    assert " – " not in text
    assert len(re.findall(r"giải quyết đơn thư tố cáo, khiếu nại", text)) == 1
    assert len(re.findall(r"cơ sở sản xuất, kinh doanh", text)) == 1


def test_section_is_laid_out_like_the_reference(result: ProposalResult) -> None:
    section = compose_section(result, office(), JANUARY)
    assert section.title == "PHƯƠNG HƯỚNG NHIỆM VỤ THÁNG 02"
    assert [
        (part.code, part.title, len(part.blocks), {block.dashed for block in part.blocks})
        for part in section.sub_sections
    ] == [
        ("II.1", "Công tác xây dựng Đảng", 4, {True}),
        ("II.2", "Công tác chính quyền", 11, {True}),
        (
            "II.3",
            "Hoạt động của Mặt trận Tổ quốc và các tổ chức chính trị - xã hội",
            1,
            {False},
        ),
        ("II.4", "Trung tâm Chính trị", 1, {False}),
    ]


def test_paragraphs_of_the_reference_come_out_in_its_words(result: ProposalResult) -> None:
    section = compose_section(result, office(), JANUARY)
    texts = {block.id: block.text for part in section.sub_sections for block in part.blocks}
    assert texts["ii4_01"] == (
        "Bám sát chỉ đạo của cấp trên, triển khai hiệu quả công tác bồi dưỡng, tập huấn cán bộ "
        "năm 2026; kiện toàn đội ngũ giảng viên lý luận chính trị kiêm nhiệm; thực hiện Quy chế "
        "bồi dưỡng, phân công bài giảng; phối hợp chiêu sinh, tổ chức các lớp bồi dưỡng theo kế "
        "hoạch."
    )
    assert texts["ii1_01"].startswith(
        "Thường xuyên nắm bắt tình hình tư tưởng cán bộ, đảng viên và Nhân dân; đẩy mạnh tuyên "
        "truyền phục vụ bầu cử đại biểu Quốc hội và HĐND các cấp nhiệm kỳ 2026–2031, các nhiệm vụ "
        "phát triển kinh tế - xã hội, quốc phòng - an ninh và các ngày lễ lớn. "
    )
