"""Six months held against lists written from what a commune does; and every month of five years.

Month names are those of the resolution.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
import yaml
from tests.golden.months import GOLDEN, values_of
from tests.narrative.section_two import definitions, february, office, read_golden

from nghiquyet.catalogue.loading import load_catalogue
from nghiquyet.catalogue.task_definitions import TaskDefinitions
from nghiquyet.catalogue.tasks import CampaignSpec
from nghiquyet.model.period import Period
from nghiquyet.narrative.proposals import ProposalResult, propose_tasks
from nghiquyet.narrative.proposals_composing import compose_section
from nghiquyet.narrative.proposals_likeness import THRESHOLD, similarity
from nghiquyet.settings import PROJECT_ROOT

LISTS = sorted((GOLDEN / "section-two").glob("20*.yaml"))
MONTHS = [Period(year, month) for year in range(2026, 2031) for month in range(1, 13)]


@cache
def proposed(month: Period) -> ProposalResult:
    """What is proposed for the resolution of ``month`` from the declarations alone."""
    return propose_tasks(office(), month.previous, definitions())


def text_of(month: Period) -> str:
    section = compose_section(proposed(month), office(), month.previous)
    return " ".join(block.text for part in section.sub_sections for block in part.blocks)


def listed(which: str) -> list[Any]:
    found = []
    for path in LISTS:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))[which]
        found += [(Period.parse(path.stem), each["says"], each["why"]) for each in entries]
    return found


def test_six_months_are_listed_two_of_them_with_tet() -> None:
    assert [path.stem for path in LISTS] == [
        "2026-02", "2026-12", "2027-07", "2028-01", "2029-09", "2030-05",
    ]  # fmt: skip
    assert min(len(listed("must")), len(listed("must_not"))) >= 60


@pytest.mark.parametrize(("month", "says", "why"), listed("must"), ids=str)
def test_task_of_the_month_is_proposed(month: Period, says: str, why: str) -> None:
    texts = [one.text.lower() for one in proposed(month).proposals]
    assert [text for text in texts if says.lower() in text], why


@pytest.mark.parametrize(("month", "says", "why"), listed("must_not"), ids=str)
def test_task_of_another_time_is_not_proposed(month: Period, says: str, why: str) -> None:
    assert says.lower() not in text_of(month).lower(), why


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_no_two_tasks_of_a_month_say_the_same(month: Period) -> None:
    """Between two files, duplicates are joined; within one, nobody may write them."""
    tasks = proposed(month).proposals
    alike = [
        (one.text, other.text)
        for place, one in enumerate(tasks)
        for other in tasks[place + 1 :]
        if one.sub_section == other.sub_section
        and similarity(one.text, other.text) >= THRESHOLD
        and one.stem != other.stem
    ]
    assert not alike


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_task_has_an_owner_a_deadline_within_the_month_and_a_product(month: Period) -> None:
    units = {unit.code for unit in office().roster(month)}
    for one in proposed(month).proposals:
        assert one.unit in units, one.id
        day, of, year = map(int, one.due.split("/"))
        assert (of, year) == (month.month, month.year), one.id
        assert 1 <= day <= month.last_day.day, one.id
        assert one.product[0].isupper(), one.id
        assert not re.search(r"[{}]|\.$", one.product), one.id


def test_owner_deadline_and_product_stand_for_every_task_of_the_golden_month() -> None:
    for one in february().proposals:
        assert (bool(one.unit), bool(one.due), bool(one.product)) == (True, True, True), one.id


@pytest.mark.parametrize("month", MONTHS[::3], ids=str)
def test_every_reason_resolves_to_its_declaration(month: Period) -> None:
    found = definitions().records
    for one in proposed(month).proposals:
        for reason in one.reasons:
            assert (reason.source, reason.record) in found
            path = GOLDEN.parents[1] / reason.declared_in
            key = reason.record.rpartition("/")[2]
            assert re.search(rf"^ *(- )?(key|campaign): {key}$", path.read_text("utf-8"), re.M)


def test_deadline_is_the_end_of_the_work_or_of_the_month() -> None:
    due = {one.id: one.due for one in proposed(Period(2026, 2)).proposals}
    assert due["calendar:tet-nguyen-dan/qua-tet-chinh-sach"] == "16/02/2026"
    assert due["calendar:huy-hieu-03-02/trao-huy-hieu-03-02"] == "03/02/2026"
    assert due["campaign:bau-cu-2026/hiep-thuong-lan-ba"] == "22/02/2026"
    assert due["campaign:bau-cu-2026/tuyen-truyen-bau-cu"] == "28/02/2026"
    assert due["recurring:hoc-tap-bac"] == "28/02/2026"


@pytest.mark.parametrize(
    ("rule", "due"), [("due: 10", "10/02/2026"), ("due: cuoi-thang", "28/02/2026"),
                      ("due: 31", "28/02/2026")]
)  # fmt: skip
def test_declared_deadline_is_a_day_of_the_month(rule: str, due: str) -> None:
    mine = definitions().recurring
    task = mine.tasks[0].model_copy(update={"due": yaml.safe_load(rule)["due"]})
    declared = TaskDefinitions(
        definitions().outline,
        mine.model_copy(update={"tasks": (task,)}),
        definitions().calendar,
        (),
    )
    result = propose_tasks(office(), Period(2026, 1), declared)
    assert {one.due for one in result.proposals if one.id == f"recurring:{task.key}"} == {due}


CAMPAIGN = """
campaign: cao-diem
name: Đợt cao điểm làm đường
since: 2026-03-10
until: 2026-07-20
tasks:
  - {key: suot-dot, group: van-hoa, text: tuyên truyền làm đường suốt đợt}
  - {key: giai-doan-hai, group: van-hoa, text: hiến đất giai đoạn hai,
     since: 2026-05-01, until: 2026-06-30}
milestones:
  - key: phat-dong
    name: Phát động
    day: 2026-03-10
    tasks: [{key: le-phat-dong, group: van-hoa, text: tổ chức lễ phát động, window: [-9, 0]}]
  - key: so-ket
    name: Sơ kết giai đoạn một
    day: 2026-04-30
    tasks: [{key: so-ket-mot, group: van-hoa, text: sơ kết giai đoạn một}]
  - key: tong-ket
    name: Tổng kết đợt
    day: 2026-07-20
    tasks: [{key: tong-ket-dot, group: van-hoa, text: tổng kết toàn đợt, window: [-9, 0]}]
"""


@pytest.mark.parametrize(
    ("month", "keys"),
    [
        ("2026-02", []),
        ("2026-03", ["le-phat-dong", "suot-dot"]),
        ("2026-04", ["so-ket-mot", "suot-dot"]),
        ("2026-05", ["giai-doan-hai", "suot-dot"]),
        ("2026-07", ["suot-dot", "tong-ket-dot"]),
        ("2026-08", []),
    ],
)
def test_campaign_has_its_start_its_phases_and_its_closing(month: str, keys: list[str]) -> None:
    campaign = CampaignSpec.model_validate(yaml.safe_load(CAMPAIGN))
    known = definitions()
    declared = TaskDefinitions(known.outline, known.recurring, known.calendar, (campaign,))
    result = propose_tasks(office(), Period.parse(month).previous, declared)
    found = sorted(one.id for one in result.proposals if one.id.startswith("campaign:"))
    assert found == [f"campaign:cao-diem/{key}" for key in keys]
    assert ("cao-diem" in {one.record for one in result.not_proposed}) == (not keys)


def test_every_numeral_of_the_golden_section_stands_in_a_task_whose_reasons_resolve() -> None:
    result = february()
    catalogue = load_catalogue(PROJECT_ROOT)
    rows = {unit: filled.proposals for unit, filled in values_of("2026-01").items()}
    known = {
        *definitions().records,
        *(("carry_over", code) for code in catalogue.indicators),
        *(("carry_over", task["id"]) for task in read_golden("tasks.yaml")["tasks"]),
        *(("directive", each["code"]) for each in read_golden("directives.yaml")["directives"]),
        ("directive", "Chuyên đề học tập năm 2026"),  # of the register
        *(
            ("proposal", f"2026-01/{unit}/DX{number:02d}")
            for unit, proposals in rows.items()
            for number in range(1, len(proposals) + 1)
        ),
    }
    section = compose_section(result, office(), Period(2026, 1))
    numerals = 0
    for block in (block for part in section.sub_sections for block in part.blocks):
        for numeral in re.findall(r"\d+(?:[/–-]\d+)*", block.text):
            numerals += 1
            tasks = [one for one in block.proposals if numeral in one.text]
            assert tasks, (block.id, numeral)
            for reason in tasks[0].reasons:
                assert (reason.source, reason.record) in known, reason
    assert numerals >= 20
