"""Which clauses say the same, and what is kept of two that do."""

from __future__ import annotations

from itertools import combinations

import pytest
import yaml
from tests.golden.months import GOLDEN
from tests.narrative.section_two import definitions

from nghiquyet.model.task import Proposal, Reason, TaskClass
from nghiquyet.narrative.proposals_joining import join_near_duplicates
from nghiquyet.narrative.proposals_likeness import THRESHOLD, similarity

SAME = [
    (
        "giải quyết đơn thư tố cáo, khiếu nại thuộc thẩm quyền",
        "lãnh đạo, chỉ đạo công tác kiểm tra, giám sát, giải quyết đơn thư tố cáo, khiếu nại liên "
        "quan đến công tác bầu cử",
    ),
    (
        "giám sát an toàn thực phẩm tại các cơ sở sản xuất, kinh doanh, dịch vụ ăn uống",
        "UBND xã tăng cường công tác chỉ đạo, kiểm tra và giám sát an toàn vệ sinh thực phẩm dịp "
        "Tết, tập trung vào các cơ sở sản xuất, kinh doanh, chế biến thực phẩm, dịch vụ ăn uống",
    ),
    ("Tăng cường quản lý hoà giải ở cơ sở", "TĂNG CƯỜNG QUẢN LÝ HÒA GIẢI Ở CƠ SỞ."),
    (
        "xây dựng và tổ chức thực hiện Chương trình kiểm tra, giám sát năm 2026",
        "Xây dựng Chương trình kiểm tra, giám sát năm 2025",
    ),
    ("bầu cử", "Bầu cử."),
    ("hoàn thiện hồ sơ giảm nghèo", "Tiếp tục hoàn thiện hồ sơ giảm nghèo năm 2026"),
    ("Trao tặng Huy hiệu Đảng đợt 03/2", "tổ chức trao tặng Huy hiệu Đảng đợt 03/2 tiết kiệm"),
]
DIFFERENT = [
    (
        "tiếp tục hoàn thiện hồ sơ giảm nghèo",
        "tiếp tục hoàn thiện hồ sơ tuyển chọn và gọi công dân nhập ngũ năm 2026",
    ),
    (
        "Đẩy mạnh tuyên truyền phòng cháy",
        "đẩy mạnh tuyên truyền các nhiệm vụ phát triển kinh tế - xã hội",
    ),
    (
        "tổ chức hội nghị hiệp thương lần thứ nhất",
        "tổ chức Hội nghị hiệp thương lần thứ hai",
    ),
    (
        "xét, đề nghị tặng Huy hiệu Đảng đợt 03/2",
        "rà soát, xét, đề nghị tặng Huy hiệu Đảng đợt 19/5",
    ),
    (
        "rà soát nguồn, xét duyệt hồ sơ kết nạp đảng viên mới và hướng dẫn thủ tục chuyển đảng",
        "rà soát nguồn kết nạp đảng viên mới, tập trung vào nguồn quần chúng ưu tú là tân binh",
    ),
    (
        "tăng cường công tác phòng, chống dịch bệnh",
        "chăm sóc sức khỏe nhân dân, phòng ngừa dịch bệnh lây từ động vật sang người",
    ),
    (
        "tăng cường công tác phòng, chống dịch bệnh",
        "chủ động giám sát, phòng, chống dịch bệnh nguy hiểm như dịch tả lợn châu Phi",
    ),
    ("bầu cử", "chỉ đạo các tổ bầu cử chuẩn bị phục vụ bầu cử"),
    (
        "tuyên truyền phục vụ bầu cử đại biểu Quốc hội và HĐND các cấp",
        "giám sát nhân sự giới thiệu ứng cử đại biểu Quốc hội khóa XVI và đại biểu HĐND các cấp",
    ),
]


def proposal(name: str, text: str, order: int = 10, **more: str) -> Proposal:
    kind = name.partition(":")[0]
    task_class = TaskClass.STANDING if kind == "recurring" else TaskClass.NEW
    reason = Reason(task_class, kind, name, f"vì {name}")
    fields: dict[str, str] = {"sub_section": "II.1", "group": "g", **more}
    return Proposal(id=name, order=order, text=text, reasons=(reason,), **fields)


PAIRS = yaml.safe_load((GOLDEN / "section-two" / "pairs.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("one", "other"), PAIRS["same"])
def test_unit_s_other_words_for_a_declared_task_join_it_with_both_reasons(
    one: str, other: str
) -> None:
    for first, second in ((one, other), (other, one)):
        given = [proposal("recurring:a", first), proposal("proposal:b", second)]
        (joined,) = join_near_duplicates(given)
        assert {reason.record for reason in joined.reasons} == {"recurring:a", "proposal:b"}


@pytest.mark.parametrize(("one", "other"), PAIRS["different"])
def test_like_tasks_over_another_matter_round_place_or_deed_stay_two(one: str, other: str) -> None:
    given = [proposal("recurring:a", one), proposal("proposal:b", other)]
    assert len(join_near_duplicates(given)) == 2


UNSEEN = yaml.safe_load((GOLDEN / "section-two" / "pairs-unseen.yaml").read_text(encoding="utf-8"))
MISSED = ("Hỗ trợ người dân cài đặt VNeID", "Tổ chức Tết trồng cây")


def test_pairs_never_looked_at_while_the_words_were_chosen() -> None:
    """No two tasks are taken for one; what is missed stays two lines, which the office sees."""
    found = {kind: [a for a, b in UNSEEN[kind] if similarity(a, b) >= THRESHOLD] for kind in UNSEEN}
    assert found["different"] == []
    assert [one for one, _ in UNSEEN["same"] if one not in found["same"]] == [*MISSED]


def test_both_kinds_are_labelled_in_number() -> None:
    assert len(PAIRS["same"]) + len(PAIRS["different"]) >= 50


@pytest.mark.parametrize(("one", "other"), SAME)
def test_clauses_that_say_the_same(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one) >= THRESHOLD


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_clauses_that_say_two_things(one: str, other: str) -> None:
    assert similarity(one, other) < THRESHOLD


def test_threshold_keeps_the_declared_tasks_apart() -> None:
    """Between two sources only the pairs that mean one thing are alike."""
    found = definitions()
    kinds = {
        "recurring": found.recurring.tasks,
        "calendar": [task for event in found.calendar.events for task in event.tasks],
        "campaign": [
            task
            for campaign in found.campaigns
            for task in (*campaign.tasks, *(t for m in campaign.milestones for t in m.tasks))
        ],
    }
    place = found.outline.place
    alike = {
        frozenset((one.key, other.key))
        for first, second in combinations(kinds.values(), 2)
        for one in first
        for other in second
        if place(one.group)[0] == place(other.group)[0]
        and similarity(one.text, other.text) >= THRESHOLD
    }
    assert alike == {
        frozenset(("giai-quyet-to-cao", "giam-sat-bau-cu")),
        frozenset(("an-toan-thuc-pham", "an-toan-thuc-pham-tet")),
    }


def test_joined_task_keeps_both_reasons_and_the_more_specific_words() -> None:
    known = proposal("recurring:a", "biên soạn lịch sử Đảng bộ xã", unit="bxd-t", sentence="s")
    new = proposal(
        "proposal:b",
        "Tiếp tục biên soạn lịch sử Đảng bộ xã và danh sách Mẹ Việt Nam anh hùng",
        700,
        unit="vpdu",
        product="bản thảo",
        due="15/02/2026",
        group="other",
    )
    (joined,) = join_near_duplicates([known, new])
    assert joined.text == new.text
    assert (joined.id, joined.group, joined.order, joined.unit) == ("recurring:a", "g", 10, "bxd-t")
    assert joined.product == "bản thảo"
    assert joined.due == "15/02/2026"
    assert joined.reasons == known.reasons + new.reasons
    assert joined.sentence == "", "a unit's own words stand in a sentence of their own"


def test_directive_keeps_the_sentence_of_the_task_it_words_better() -> None:
    known = proposal("recurring:a", "đẩy mạnh học tập và làm theo Bác", sentence="s")
    new = proposal("directive:d", "đẩy mạnh học tập và làm theo Bác theo Kết luận số 01-KL/TW")
    (joined,) = join_near_duplicates([known, new])
    assert joined.sentence == "s"
    assert joined.text.endswith("01-KL/TW")


def test_words_of_last_month_never_replace_those_of_this_one() -> None:
    known = proposal("recurring:a", "thực hiện chương trình kiểm tra, giám sát năm 2026")
    old = proposal("carry_over:t", "tiếp tục thực hiện chương trình kiểm tra, giám sát năm 2025")
    for order in ([known, old], [old, known]):
        (joined,) = join_near_duplicates(order)
        assert joined.text == known.text
        assert len(joined.reasons) == 2


def test_tasks_of_one_declaration_or_of_two_sub_sections_stay_apart() -> None:
    text = "tổ chức Hội nghị hiệp thương lần thứ"
    same_source = [proposal("campaign:a", f"{text} hai"), proposal("campaign:b", f"{text} ba")]
    assert len(join_near_duplicates(same_source)) == 2
    resolved = [proposal("carry_over:a", f"{text} hai"), proposal("carry_over:b", f"{text} hai")]
    assert len(join_near_duplicates(resolved)) == 2
    elsewhere = [
        proposal("recurring:a", f"{text} hai"),
        proposal("proposal:b", f"{text} hai", sub_section="II.3"),
    ]
    assert len(join_near_duplicates(elsewhere)) == 2


def test_two_units_that_propose_the_same_are_one_task() -> None:
    text = "mở lớp bồi dưỡng nhận thức về Đảng"
    twice = [proposal("proposal:a", text), proposal("proposal:b", f"{text} năm 2026")]
    (joined,) = join_near_duplicates(twice)
    assert {reason.record for reason in joined.reasons} == {"proposal:a", "proposal:b"}


def test_proposals_come_out_in_the_order_of_the_section() -> None:
    last = proposal("recurring:z", "một việc nào đó thật là khác", sub_section="II.2")
    first = proposal("recurring:y", "một việc", 30)
    middle = proposal("recurring:x", "hai việc", 40)
    assert [one.id for one in join_near_duplicates([last, middle, first])] == [
        "recurring:y",
        "recurring:x",
        "recurring:z",
    ]


def test_task_joins_the_closer_of_two_twins() -> None:
    loose = proposal("recurring:a", "thực hiện chương trình kiểm tra, giám sát hằng năm của cấp ủy")
    close = proposal("recurring:b", "thực hiện chương trình kiểm tra, giám sát hằng năm")
    new = proposal("proposal:c", "Thực hiện chương trình kiểm tra, giám sát hằng năm")
    found = {one.id: len(one.reasons) for one in join_near_duplicates([loose, close, new])}
    assert found == {"recurring:a": 1, "recurring:b": 2}
