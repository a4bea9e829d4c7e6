"""Tasks from the month's records: directives, units' proposals, what was left undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.narrative import section_two

from nghiquyet.model.period import Period
from nghiquyet.model.task import (
    AssignedTask,
    Directive,
    Proposal,
    TaskClass,
    TaskReport,
    TaskStatus,
    UnitProposal,
)
from nghiquyet.narrative.proposals import ProposalResult, propose_tasks

PERIOD = Period(2026, 8)
TASK = AssignedTask(
    id="2026-08/7",
    office="ke-sat",
    period=PERIOD,
    sub_section="II.2",
    text="hoàn thành lắp đặt camera tại nhà văn hóa các thôn",
    unit="ca",
)
DIRECTIVE = Directive(
    code="12-CT/TU",
    office="ke-sat",
    issuer="Thành ủy Hải Phòng",
    title="Tiết kiệm điện",
    sub_section="II.2",
    tasks=("thực hành tiết kiệm điện năm {nam} trong các cơ quan", "báo cáo việc dùng điện"),
    since=Period(2026, 9),
    until=Period(2026, 10),
    issued=date(2026, 8, 5),
    unit="ub-vx",
)


def propose(**given: Any) -> ProposalResult:
    return propose_tasks(section_two.office(), PERIOD, section_two.definitions(), **given)


def proposed(unit: str, text: str, **more: Any) -> UnitProposal:
    base = UnitProposal("DX01", "ke-sat", unit, PERIOD, text, "0" * 32)
    return replace(base, **more)


def report(status: TaskStatus, **more: Any) -> TaskReport:
    base = TaskReport(TASK.id, "ke-sat", "ca", PERIOD, status, "", "", "0" * 32)
    return replace(base, **more)


def only(result: ProposalResult, source: str) -> Proposal:
    (found,) = [one for one in result.proposals if one.id.startswith(f"{source}:")]
    return found


def test_unit_s_proposal_stands_as_it_was_written() -> None:
    written = "- Tổ chức Hội thi  Dân quân\nkhỏe năm 2026."
    result = propose(
        unit_proposals=[
            proposed("qs", written, owner="BCH QS xã", product="01 hội thi", grounds="Kế hoạch 9")
        ]
    )
    found = only(result, "proposal")
    assert found.text == "Tổ chức Hội thi Dân quân khỏe năm 2026"
    assert (found.sub_section, found.unit, found.product) == ("II.2", "qs", "01 hội thi")
    assert found.group == "quoc-phong", "placed by its word «dân quân»"
    (reason,) = found.reasons
    assert reason.task_class is TaskClass.NEW
    assert reason.record == "2026-08/qs/DX01"
    assert reason.text == "Ban Chỉ huy Quân sự xã đề xuất (dòng DX01); căn cứ: Kế hoạch 9"


@pytest.mark.parametrize(
    ("unit", "text", "group"),
    [
        ("bxd-c", "Kiện toàn chi ủy, bổ nhiệm cán bộ", "to-chuc"),
        ("bxd-t", "Mở lớp báo cáo viên", "tu-tuong"),
        ("mttq", "Kiện toàn ban thanh tra nhân dân", "mat-tran"),
        ("ttct", "Sửa hội trường", "trung-tam"),
        ("cb-01", "Làm đường hoa", "van-phong"),
        ("ub-nn", "Dịch bệnh ở gia súc: tiêm phòng bổ sung", "chan-nuoi"),
    ],
)
def test_free_task_finds_its_paragraph_by_its_words(unit: str, text: str, group: str) -> None:
    assert only(propose(unit_proposals=[proposed(unit, text)]), "proposal").group == group


def test_proposal_of_another_month_or_without_words_gives_no_task() -> None:
    given = [
        proposed("qs", "Việc cũ của tháng trước", period=PERIOD.previous),
        proposed("qs", "  "),
        proposed("qs", "Việc của nơi khác", office="other"),
    ]
    result = propose(unit_proposals=given)
    assert not [one for one in result.proposals if one.id.startswith("proposal:")]


def test_proposal_equal_to_a_recurring_task_is_joined_with_it() -> None:
    text = "Duy trì nghiêm chế độ trực sẵn sàng chiến đấu."
    result = propose(unit_proposals=[proposed("qs", text)])
    (found,) = [one for one in result.proposals if "trực sẵn sàng" in one.text]
    assert {reason.source for reason in found.reasons} == {"recurring", "proposal"}


def test_directive_gives_its_tasks_while_it_runs() -> None:
    result = propose(directives=[DIRECTIVE])
    found = {one.id: one for one in result.proposals}
    first, second = found["directive:12-CT/TU/1"], found["directive:12-CT/TU/2"]
    assert first.text == "thực hành tiết kiệm điện năm 2026 trong các cơ quan"
    assert first.group == "tiep-dan", "placed by its word «tiết kiệm»"
    assert (first.unit, second.text) == ("ub-vx", "báo cáo việc dùng điện")
    (reason,) = first.reasons
    assert reason.text == "12-CT/TU ngày 05/08/2026 của Thành ủy Hải Phòng: Tiết kiệm điện"


def test_directive_that_is_over_is_kept_with_its_why() -> None:
    over = replace(DIRECTIVE, since=Period(2026, 1), until=Period(2026, 8))
    result = propose(directives=[over, replace(over, office="other")])
    (why,) = [one for one in result.not_proposed if one.source == "directive"]
    assert (why.record, why.text) == (
        "12-CT/TU",
        "12-CT/TU chỉ có nhiệm vụ từ tháng 01/2026 đến 8/2026",
    )


@pytest.mark.parametrize(
    "status", [TaskStatus.IN_PROGRESS, TaskStatus.NOT_STARTED, TaskStatus.CARRIED_OVER]
)
def test_task_that_is_not_done_goes_on(status: TaskStatus) -> None:
    given = report(status, reason="chờ kinh phí")
    result = propose(previous_tasks=[TASK], task_reports=[given])
    found = only(result, "carry_over")
    assert found.text == f"tiếp tục {TASK.text}"
    assert (found.sub_section, found.unit) == ("II.2", "ca")
    (reason,) = found.reasons
    assert (reason.task_class, reason.record) == (TaskClass.CARRY_OVER, TASK.id)
    assert reason.text.startswith("Kỳ trước Công an xã báo cáo «")
    assert reason.text.endswith("»: chờ kinh phí")
    assert not result.questions


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Lắp camera tại các thôn.", "tiếp tục lắp camera tại các thôn"),
        ("Tiếp tục lắp camera tại các thôn", "Tiếp tục lắp camera tại các thôn"),
        ("UBND xã lắp camera tại các thôn", "UBND xã lắp camera tại các thôn"),
        ("Công an xã lắp camera tại các thôn", "Công an xã lắp camera tại các thôn"),
    ],
)
def test_task_that_goes_on_says_so(written: str, printed: str) -> None:
    given = [replace(TASK, text=written)]
    result = propose(previous_tasks=given, task_reports=[report(TaskStatus.IN_PROGRESS)])
    assert only(result, "carry_over").text == printed


@pytest.mark.parametrize("status", [TaskStatus.DONE, TaskStatus.CANCELLED])
def test_task_that_is_over_is_not_proposed_again(status: TaskStatus) -> None:
    result = propose(previous_tasks=[TASK], task_reports=[report(status)])
    assert not [one for one in result.proposals if one.id.startswith("carry_over:")]
    assert TASK.id in {one.record for one in result.not_proposed}


def test_task_goes_on_if_one_of_its_units_has_not_done_it() -> None:
    given = [report(TaskStatus.DONE), report(TaskStatus.NOT_STARTED, unit="qs")]
    found = only(propose(previous_tasks=[TASK], task_reports=given), "carry_over")
    assert [reason.text for reason in found.reasons] == [
        "Kỳ trước Ban Chỉ huy Quân sự xã báo cáo «Chưa làm»"
    ]


def test_office_is_asked_about_a_task_of_which_nothing_is_said() -> None:
    nobody_s = replace(TASK, id="2026-08/8", unit="")
    result = propose(previous_tasks=[TASK, nobody_s])
    (line,) = result.questions
    assert (line.category, line.unit) == ("question", "ca")
    assert "Công an xã chưa báo cáo kết quả nhiệm vụ «hoàn thành lắp đặt camera" in line.message


def test_follow_up_is_proposed_only_if_its_item_was_reported() -> None:
    text = "kiện toàn đội ngũ giảng viên"
    without = propose()
    assert text not in " ".join(one.text for one in without.proposals)
    assert "kien-toan-giang-vien" in {one.record for one in without.not_proposed}
    followed = propose(reported=["TTCT-06"], names={"TTCT-06": "Rà soát giảng viên"})
    (found,) = [one for one in followed.proposals if text in one.text]
    assert [(one.record, one.text) for one in found.reasons] == [
        ("TTCT-06", "Tiếp nối Mục I tháng 8/2026: Rà soát giảng viên (TTCT-06)")
    ]


def test_reported_item_without_a_follow_up_is_asked_about() -> None:
    (line,) = propose(reported=["UBNN-06", "BXC-01"]).questions
    assert "(UBNN-06)" in line.message
    assert "đã xong, bỏ hay tiếp tục?" in line.message


def test_directive_of_a_named_unit_belongs_where_the_unit_reports() -> None:
    named = replace(DIRECTIVE, sub_section="", unit="UBMTTQ", tasks=("tổ chức hội nghị",))
    found = only(propose(directives=[named]), "directive")
    assert (found.unit, found.sub_section) == ("mttq", "II.3")


def test_directive_of_nobody_belongs_where_its_words_say_and_to_whoever_leads_there() -> None:
    words = "tiêm phòng bổ sung cho đàn gia cầm {không phải biến}"
    found = only(propose(directives=[replace(DIRECTIVE, sub_section="", unit="", tasks=(words,))]),
                 "directive")  # fmt: skip
    assert (found.sub_section, found.group, found.unit) == ("II.2", "chan-nuoi", "ub-nn")
    assert found.text == words, "words in braces that are no variable stay"


def test_directive_sets_deadline_and_product() -> None:
    asked = replace(DIRECTIVE, due="25/09/2026", product="Báo cáo", tasks=("báo cáo điện",))
    found = only(propose(directives=[asked]), "directive")
    assert (found.due, found.product) == ("25/09/2026", "Báo cáo")


def test_directive_without_a_task_is_asked_about() -> None:
    (line,) = propose(directives=[replace(DIRECTIVE, tasks=())]).questions
    assert "12-CT/TU của Thành ủy Hải Phòng" in line.message
    assert line.message.endswith("ghi nhiệm vụ hay bỏ?")
    over = replace(DIRECTIVE, tasks=(), since=Period(2026, 1), until=Period(2026, 8))
    assert not propose(directives=[over]).questions


def test_what_nobody_states_is_the_paragraph_s_and_the_month_s_last_day() -> None:
    given = replace(TASK, unit="")
    found = only(
        propose(previous_tasks=[given], task_reports=[report(TaskStatus.IN_PROGRESS)]), "carry_over"
    )
    assert (found.unit, found.due) == ("ub-vx", "30/09/2026")
    assert found.product == "Kết quả hoạt động ghi trong báo cáo tháng"
