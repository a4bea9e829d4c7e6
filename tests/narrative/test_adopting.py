"""Section II as issued becomes tasks: each proposal at most one, and nothing else is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from tests.narrative import section_two

from nghiquyet.model.draft import Block, Span
from nghiquyet.model.resolution import FinalParagraph
from nghiquyet.model.task import Proposal, Reason, TaskClass
from nghiquyet.narrative.adopting import Adoption, adopt_tasks
from nghiquyet.narrative.proposals_composing import compose_section

REASON = Reason(TaskClass.STANDING, "recurring", "x", "thường kỳ")


def proposal(key: str, text: str, unit: str = "ub-nn", due: str = "28/02/2026") -> Proposal:
    return Proposal(f"recurring:{key}", "II.2", "g", 1, text, (REASON,), unit, due)


RICE = proposal("lua", "chỉ đạo nông dân gieo cấy vụ chiêm xuân đúng thời vụ")
FIELD = proposal("dong", "kiểm tra đồng ruộng, chống hạn cho vùng cao", due="15/02/2026")
PIGS = proposal("lon", "tiêm phòng cho đàn lợn, đàn gia cầm")
LAND = proposal("dat", "quản lý đất đai, trật tự xây dựng", "ub-dd")
LONG = proposal("dai", "rà soát hộ nghèo, hộ cận nghèo; lập danh sách trẻ em bảo trợ", "ub-vx")
LAWS = tuple(
    replace(proposal(f"luat-{n}", f"đẩy mạnh thực hiện Luật {law}"), stem="đẩy mạnh thực hiện Luật")
    for n, law in enumerate(("Phòng chống tham nhũng", "Tiết kiệm", "Tiếp công dân"))
)


def block(name: str, text: str, *proposals: Proposal) -> Block:
    return Block(name, (Span(text),), dashed=True, proposals=proposals)


FARMS = block(
    "ii2_01",
    f"UBND xã {RICE.text}; {FIELD.text}. Tiêm phòng cho đàn lợn, đàn gia cầm.",
    RICE, FIELD, PIGS,
)  # fmt: skip
LANDS = block("ii2_02", "Quản lý đất đai, trật tự xây dựng.", LAND)
POOR = block(
    "ii2_03", "Rà soát hộ nghèo, hộ cận nghèo; lập danh sách trẻ em bảo trợ.", LONG
)  # fmt: skip
RIGHTS = block(
    "ii2_04",
    "Đẩy mạnh thực hiện Luật Phòng chống tham nhũng, Tiết kiệm và Tiếp công dân.",
    *LAWS,
)
BLOCKS = (FARMS, LANDS, POOR, RIGHTS)


def adopted(*paragraphs: FinalParagraph | tuple[str, str]) -> Adoption:
    """What comes of paragraphs, each given as its text and its block."""
    made = [
        each
        if isinstance(each, FinalParagraph)
        else FinalParagraph("II.2", each[0], (each[1],) if each[1] else ())
        for each in paragraphs
    ]
    return adopt_tasks(section_two.office(), section_two.JANUARY, BLOCKS, made)


def told(adoption: Adoption) -> list[tuple[str, str]]:
    """The tasks by their origin's key and their words."""
    return [(each.task.origin.rpartition(":")[2], each.task.text) for each in adoption.tasks]


def keys(adoption: Adoption) -> list[str]:
    return [origin for origin, _ in told(adoption)]


AS_PRINTED = tuple((each.text, each.id) for each in BLOCKS)
EVERY = [one for each in BLOCKS for one in each.proposals]


def test_what_is_printed_unchanged_is_its_proposals() -> None:
    adoption = adopted(*AS_PRINTED)

    assert [each.proposal for each in adoption.tasks] == EVERY
    assert [each.task.text for each in adoption.tasks] == [one.text for one in EVERY]
    assert [each.task.id for each in adoption.tasks][:2] == ["2026-02/2.01", "2026-02/2.02"]
    assert adoption.dropped == ()


def test_owner_and_deadline_come_with_the_proposal() -> None:
    tasks = {each.task.origin: each.task for each in adopted(*AS_PRINTED).tasks}

    assert (tasks[FIELD.id].unit, tasks[FIELD.id].due) == ("ub-nn", date(2026, 2, 15))
    assert tasks[LAND.id].period == section_two.JANUARY.next


@pytest.mark.parametrize("due", ["", "trong tháng", "31/02/2026", "quý I"])
def test_a_deadline_that_is_no_day_is_none(due: str) -> None:
    land = replace(LANDS, proposals=(replace(LAND, due=due),))
    paragraphs = [FinalParagraph("II.2", land.text, (land.id,))]
    adoption = adopt_tasks(section_two.office(), section_two.JANUARY, [land], paragraphs)
    assert adoption.tasks[0].task.due is None


def test_every_sentence_of_the_golden_february_in_a_paragraph_of_its_own() -> None:
    result = section_two.february()
    section = compose_section(result, section_two.office(), section_two.JANUARY)
    blocks = [each for part in section.sub_sections for each in part.blocks]
    paragraphs = [
        FinalParagraph(part.code, sentence, (each.id,))
        for part in section.sub_sections
        for each in part.blocks
        for sentence in each.text.split(". ")
    ]

    adoption = adopt_tasks(section_two.office(), section_two.JANUARY, blocks, paragraphs[::-1])

    assert adoption.dropped == ()
    assert Counter(each.task.text for each in adoption.tasks) == Counter(
        one.text for one in result.proposals
    )


def test_a_split_paragraph() -> None:
    first, second = FARMS.text.split(". ")
    adoption = adopted((f"{first}.", FARMS.id), (second, FARMS.id))
    assert told(adoption) == [("lua", RICE.text), ("dong", FIELD.text), ("lon", PIGS.text)]


def test_joined_paragraphs() -> None:
    both = FinalParagraph("II.2", f"{LANDS.text} {FARMS.text}", (LANDS.id, FARMS.id))
    assert keys(adopted(both)) == ["dat", "lua", "dong", "lon"]


def test_a_clause_that_moved_to_another_paragraph() -> None:
    moved = f"Quản lý đất đai, trật tự xây dựng; {FIELD.text}."
    left = f"UBND xã {RICE.text}. Tiêm phòng cho đàn lợn, đàn gia cầm."
    adoption = adopted((left, FARMS.id), (moved, LANDS.id))
    assert keys(adoption) == ["lua", "lon", "dat", "dong"]


def test_a_reworded_clause_keeps_its_origin_and_takes_the_office_s_words() -> None:
    edited = FARMS.text.replace("kiểm tra đồng ruộng", "tăng cường kiểm tra đồng ruộng hằng ngày")
    adoption = adopted((edited, FARMS.id))
    assert told(adoption)[1] == (
        "dong", "tăng cường kiểm tra đồng ruộng hằng ngày, chống hạn cho vùng cao"
    )  # fmt: skip
    assert [text for _, text in told(adoption)[::2]] == [RICE.text, PIGS.text]


def test_words_added_behind_a_clause_belong_to_it() -> None:
    edited = FARMS.text.replace("vùng cao.", "vùng cao, báo cáo kết quả trước ngày 20/02.")
    adoption = adopted((edited, FARMS.id))
    assert keys(adoption) == ["lua", "dong", "lon"]
    assert told(adoption)[1][1].endswith("báo cáo kết quả trước ngày 20/02")


def test_what_the_office_struck_out_is_dropped() -> None:
    adoption = adopted((FARMS.text.replace(f"; {FIELD.text}", ""), FARMS.id), *AS_PRINTED[1:])
    assert adoption.dropped == (FIELD,)
    assert "dong" not in keys(adoption)


def test_a_clause_of_the_office_s_own_is_led_by_whoever_leads_the_paragraph() -> None:
    edited = LANDS.text.rstrip(".") + "; cắm mốc giới nghĩa trang liệt sĩ."
    *_, own = adopted((edited, LANDS.id)).tasks
    assert own.proposal is None
    assert (own.task.text, own.task.origin) == ("cắm mốc giới nghĩa trang liệt sĩ", "")
    assert (own.task.unit, own.task.due) == ("ub-dd", None)


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Công an xã tuần tra ban đêm; lập chốt tại cầu.", "ca"),
        ("Ủy ban Kiểm tra Đảng ủy nghiên cứu đơn thư lạ; lập chốt tại cầu.", "ubkt"),
        ("Các đồng chí tuần tra ban đêm; lập chốt tại cầu.", ""),
    ],
)
def test_a_paragraph_of_its_own_is_led_by_the_unit_that_its_sentence_names(
    sentence: str, unit: str
) -> None:
    adoption = adopted((sentence, ""))
    assert [each.task.unit for each in adoption.tasks] == [unit, unit]


def test_a_sentence_names_its_unit_before_the_paragraph_does() -> None:
    edited = f"{LANDS.text} Công an xã tuần tra ban đêm."
    assert adopted((edited, LANDS.id)).tasks[1].task.unit == "ca"


def test_a_name_that_several_units_share_names_none() -> None:
    edited = f"{LANDS.text} UBND xã tuần tra ban đêm."
    assert adopted((edited, LANDS.id)).tasks[1].task.unit == "ub-dd"


def test_a_proposal_of_two_clauses_stays_one_task_when_one_is_edited() -> None:
    edited = POOR.text.replace("cận nghèo;", "cận nghèo, hộ khó khăn;")
    adoption = adopted((edited, POOR.id))
    assert told(adoption) == [
        ("dai", "Rà soát hộ nghèo, hộ cận nghèo, hộ khó khăn; lập danh sách trẻ em bảo trợ")
    ]


def test_neighbours_that_share_a_stem_are_told_apart() -> None:
    edited = RIGHTS.text.replace("Tiết kiệm", "Tiết kiệm, chống lãng phí")
    adoption = adopted((edited, RIGHTS.id))
    assert keys(adoption)[0] == "luat-0"
    assert "luat-2" in keys(adoption)


def test_another_round_or_place_is_another_task() -> None:
    medal = proposal("huy-hieu", "trao tặng Huy hiệu Đảng đợt 03/2", "bxd-c")
    was = block("ii2_09", "Trao tặng Huy hiệu Đảng đợt 03/2.", medal)
    now = FinalParagraph("II.2", "Trao tặng Huy hiệu Đảng đợt 19/5.", (was.id,))
    adoption = adopt_tasks(section_two.office(), section_two.JANUARY, [was], [now])
    assert told(adoption) == [("", "Trao tặng Huy hiệu Đảng đợt 19/5")]
    assert adoption.dropped == (medal,)


def test_a_copied_paragraph_orders_nothing_twice_as_a_proposal() -> None:
    adoption = adopted(AS_PRINTED[1], (LANDS.text, ""))
    assert keys(adoption) == ["dat", ""]


@pytest.mark.parametrize(
    "change",
    [str.upper, lambda text: text.replace(" ", "\u00a0"), lambda text: f"  {text} "],
)
def test_capitals_and_blanks_are_no_difference(change: object) -> None:
    assert callable(change)
    assert keys(adopted((change(FARMS.text), FARMS.id))) == ["lua", "dong", "lon"]


def test_numbers_count_on_within_a_sub_section() -> None:
    moved = FinalParagraph("II.4", LANDS.text, (LANDS.id,))
    ids = [each.task.id for each in adopted(*AS_PRINTED[:1], moved, AS_PRINTED[2]).tasks]
    assert ids == ["2026-02/2.01", "2026-02/2.02", "2026-02/2.03", "2026-02/4.01", "2026-02/2.04"]
