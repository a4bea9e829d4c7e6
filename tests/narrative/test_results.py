"""Results of tasks reach Section I where no figure or answer tells them, in the unit's words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.golden.months import expected_section_one, values_of
from tests.narrative.evidence import evidence_of
from tests.narrative.section_two import GOLDEN, JANUARY

from nghiquyet.catalogue.assignments import load_assignments
from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.model.draft import Block
from nghiquyet.model.office import Office
from nghiquyet.model.rule import CellRef
from nghiquyet.model.task import TASK_STATUS_LABELS, AssignedTask, TaskReport, TaskStatus
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.pipeline.drafting import text_of

AT = CellRef("Nhiệm vụ được giao", "E5")
TASK = AssignedTask(
    "2026-01/2.07", "ke-sat", JANUARY, "II.2", "lắp đặt camera tại nhà văn hóa các thôn", "ca"
)


@pytest.fixture(scope="session")
def january(catalogue: Catalogue, office: Office) -> Evidence:
    return evidence_of(catalogue, office, JANUARY, values_of("2026-01"))


def report(result: str, **more: Any) -> TaskReport:
    base = TaskReport(TASK.id, "ke-sat", "ca", JANUARY, TaskStatus.DONE, result, "", "ca-1", AT)
    return replace(base, **more)


def added(evidence: Evidence, *reports: TaskReport, task: AssignedTask = TASK) -> list[Block]:
    """The paragraphs that the reports add to Section I."""
    told = replace(evidence, tasks=[task], task_reports=reports)
    before = {block for part in sub_sections(evidence) for block in part.blocks}
    return [
        block
        for part in sub_sections(told)
        for block in part.blocks
        if block not in before and block == part.blocks[-1]
    ]


def sub_sections(evidence: Evidence) -> Any:
    return write_assessment(evidence).section.sub_sections


def test_the_tasks_of_the_golden_january_are_told_already(
    january: Evidence, office: Office
) -> None:
    statuses = {label: status for status, label in TASK_STATUS_LABELS.items()}
    reports = [
        TaskReport(
            task, "ke-sat", unit, JANUARY, statuses[row.task_status], row.result, row.reason,
            f"{unit}-1", AT,
        )
        for unit, filled in values_of("2026-01").items()
        for task, row in filled.tasks.items()
    ]  # fmt: skip
    tasks = load_assignments(GOLDEN / "tasks.yaml", office)

    section = write_assessment(replace(january, tasks=tasks, task_reports=reports)).section

    assert len(reports) == 10
    assert text_of(section).split("\n\n") == expected_section_one()


def test_a_result_stands_at_the_end_of_its_sub_section_with_its_source(
    january: Evidence,
) -> None:
    (block,) = added(january, report("Đã lắp 12 camera tại 06 nhà văn hóa thôn."))

    assert block.id == "i2_tasks"
    assert block.text == "Công an xã đã lắp 12 camera tại 06 nhà văn hóa thôn."
    (figure,) = block.figures
    assert figure.text == "đã lắp 12 camera tại 06 nhà văn hóa thôn"
    assert not figure.counted
    (source,) = figure.sources
    assert (source.indicator, source.unit, source.submission_id) == (TASK.id, "ca", "ca-1")
    assert (source.sheet, source.cell) == (AT.sheet, AT.cell)
    assert source.value == "Đã lắp 12 camera tại 06 nhà văn hóa thôn."


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        ("", "Công an xã đã hoàn thành nhiệm vụ “lắp đặt camera tại nhà văn hóa các thôn”."),
        (
            "Đã xong.",
            "Công an xã đã hoàn thành nhiệm vụ “lắp đặt camera tại nhà văn hóa các thôn”.",
        ),
        ("Công an xã đã lắp xong 12 camera", "Công an xã đã lắp xong 12 camera."),
        ("UBND xã đã nghiệm thu 12 camera", "UBND xã đã nghiệm thu 12 camera."),
        (
            "Đã hoàn thành hồ sơ",
            "Công an xã đã hoàn thành hồ sơ (nhiệm vụ “lắp đặt camera tại nhà văn hóa các thôn”).",
        ),
        ("Lắp xong 12 camera; đã nghiệm thu", "Công an xã lắp xong 12 camera; đã nghiệm thu."),
    ],
)
def test_the_unit_is_the_subject(january: Evidence, result: str, sentence: str) -> None:
    (block,) = added(january, report(result))
    assert block.text == sentence


@pytest.mark.parametrize(
    "given",
    [
        report("Đã lắp 12 camera", status=TaskStatus.IN_PROGRESS),
        report("Đã lắp 12 camera", at=None),
        report("Đã lắp 12 camera", task_id="2026-01/2.08"),
    ],
)
def test_what_is_not_done_or_has_no_cell_is_not_told(january: Evidence, given: TaskReport) -> None:
    assert added(january, given) == []


@pytest.mark.parametrize(
    ("task", "result"),
    [
        ("hoàn thiện hồ sơ giảm nghèo", "Đã xong"),
        ("chuẩn bị Tết", "Đã tổ chức tuyên truyền Đại hội XIV của Đảng ở các thôn"),
    ],
)
def test_what_section_one_tells_is_not_told_again(
    january: Evidence, task: str, result: str
) -> None:
    assert added(january, report(result), task=replace(TASK, text=task)) == []


def test_like_words_of_another_matter_tell_nothing(january: Evidence) -> None:
    task = replace(TASK, text="đề nghị tặng Huy hiệu Đảng đợt 19/5")
    (block,) = added(january, report("Đã hoàn thiện hồ sơ"), task=task)
    assert block.text.startswith("Công an xã đã hoàn thiện hồ sơ")


def test_results_of_one_sub_section_share_a_paragraph(january: Evidence) -> None:
    (block,) = added(january, report("Đã lắp 12 camera"), report("Đã dựng 3 cột camera", unit="qs"))
    assert block.text.startswith("Công an xã đã lắp 12 camera. ")
    assert block.text.endswith(" đã dựng 3 cột camera.")
    assert len({figure.id for figure in block.figures}) == 2
