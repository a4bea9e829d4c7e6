"""The months to come: lunar dates, leap months, no task out of its season."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.narrative import section_two

from nghiquyet.catalogue.task_definitions import TaskDefinitions
from nghiquyet.catalogue.tasks import DatedTaskSpec, EventSpec, LunarDay, SolarDay
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.narrative.calendar_vn import occurrences, solar_day, touches, year_name
from nghiquyet.narrative.proposals import ProposalResult, propose_tasks
from nghiquyet.narrative.proposals_composing import compose_section

# domain knowledge: day/month of the lunar event, then its solar day in 2026 … 2030
GOLDEN = {
    "ông Công, ông Táo": (23, 12, "2026-02-10 2027-01-30 2028-01-19 2029-02-06 2030-01-26"),
    "Tết Nguyên đán": (1, 1, "2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02"),
    "Rằm tháng Giêng": (15, 1, "2026-03-03 2027-02-20 2028-02-09 2029-02-27 2030-02-16"),
    "Giỗ Tổ": (10, 3, "2026-04-26 2027-04-16 2028-04-04 2029-04-23 2030-04-12"),
    "Phật đản": (15, 4, "2026-05-31 2027-05-20 2028-05-09 2029-05-27 2030-05-16"),
    "Vu Lan": (15, 7, "2026-08-27 2027-08-16 2028-09-03 2029-08-24 2030-08-13"),
    "Trung thu": (15, 8, "2026-09-25 2027-09-15 2028-10-03 2029-09-22 2030-09-12"),
}
MONTHS = [Period(year, month) for year in range(2026, 2031) for month in range(1, 13)]
MANY_YEARS = [Period(year, month) for year in range(2024, 2051) for month in range(1, 13)]


@pytest.fixture(scope="module")
def office() -> Office:
    return section_two.office()


@pytest.fixture(scope="module")
def definitions() -> TaskDefinitions:
    return section_two.definitions()


def resolution_of(office: Office, definitions: TaskDefinitions, key: str) -> ProposalResult:
    return propose_tasks(office, Period.parse(key).previous, definitions)


def text_of(result: ProposalResult) -> str:
    return " ".join(one.text for one in result.proposals)


@pytest.mark.parametrize("event", GOLDEN)
def test_lunar_events_fall_on_the_vietnamese_days(event: str) -> None:
    day, month, expected = GOLDEN[event]
    spec = EventSpec(key="e", name=event, lunar=LunarDay(day=day, month=month), festival=True)
    found = {one.day for period in MONTHS for one in occurrences(spec, period)}
    for written in expected.split():
        assert date.fromisoformat(written) in found
        same_year = [one for one in found if one.year == int(written[:4])]
        assert same_year == [date.fromisoformat(written)]


def test_tao_belongs_to_the_previous_lunar_year() -> None:
    tao = LunarDay(day=23, month=12)
    assert solar_day(tao, 2025) == date(2026, 2, 10)
    assert year_name(2025) == "Ất Tỵ"
    assert year_name(2026) == "Bính Ngọ"


@pytest.mark.parametrize(("year", "leap"), [(2025, 6), (2028, 5), (2031, 3), (2033, 11), (2036, 6)])
def test_event_of_a_leap_month_happens_once_and_in_the_ordinary_month(year: int, leap: int) -> None:
    spec = EventSpec(key="e", name="e", lunar=LunarDay(day=15, month=leap), festival=True)
    months = [
        period
        for period in MANY_YEARS
        for one in occurrences(spec, period)
        if one.year == year and touches(period, one.day, one.day)
    ]
    assert len(months) == 1
    following = LunarDay(day=15, month=leap % 12 + 1)
    gap = solar_day(following, year + (leap == 12)) - solar_day(LunarDay(day=15, month=leap), year)
    assert 58 <= gap.days <= 60


def test_every_lunar_event_happens_once_in_each_lunar_year(definitions: TaskDefinitions) -> None:
    for event in definitions.calendar.events:
        if event.lunar is None:
            continue
        years = [
            one.year
            for period in MANY_YEARS
            for one in occurrences(event, period)
            if touches(period, one.day, one.day)
        ]
        assert len(years) == len(set(years)), event.key
        assert set(range(2025, 2050)) <= set(years)


def test_july_has_its_own_tasks_and_nothing_of_spring(
    office: Office, definitions: TaskDefinitions
) -> None:
    july = resolution_of(office, definitions, "2026-07")
    text = text_of(july).lower()
    for word in (
        "bầu cử",
        "ứng cử",
        "hiệp thương",
        "tết",
        "xuân",
        "nhập ngũ",
        "đổ ải",
        "chống rét",
    ):
        assert word not in text
    assert "kỷ niệm 79 năm ngày thương binh - liệt sĩ" in text
    assert "bau-cu-2026" in {one.record for one in july.not_proposed}
    assert not {"campaign"} & {r.source for one in july.proposals for r in one.reasons}


def test_tet_2028_belongs_to_january(office: Office, definitions: TaskDefinitions) -> None:
    january = text_of(resolution_of(office, definitions, "2028-01"))
    assert "quà Tết Nguyên đán Mậu Thân 2028" in january
    assert "tặng quà các gia đình chính sách" in january
    february = text_of(resolution_of(office, definitions, "2028-02"))
    assert "Tết" not in february.replace("Tết trồng cây", "")
    assert "quà" not in february
    december = text_of(resolution_of(office, definitions, "2027-12"))
    assert "được tặng quà dịp Tết Nguyên đán Mậu Thân 2028" in december


@pytest.mark.parametrize(
    ("key", "year"), [("2026-02", "Bính Ngọ 2026"), ("2029-02", "Kỷ Dậu 2029")]
)
def test_spring_names_the_right_year(
    office: Office, definitions: TaskDefinitions, key: str, year: str
) -> None:
    assert f"mừng Xuân {year}" in text_of(resolution_of(office, definitions, key))


def test_round_anniversary_is_named(office: Office, definitions: TaskDefinitions) -> None:
    january = text_of(resolution_of(office, definitions, "2026-01"))
    assert "kỷ niệm 80 năm Ngày Tổng tuyển cử" in january
    assert "trọng tâm" not in text_of(resolution_of(office, definitions, "2026-02"))
    reasons = {
        reason.text
        for one in resolution_of(office, definitions, "2026-02").proposals
        for reason in one.reasons
    }
    assert "Ngày thành lập Đảng Cộng sản Việt Nam (03/02/2026, kỷ niệm 96 năm)" in reasons
    assert "Tết Nguyên đán (17/02/2026, ngày 1 tháng 1 năm Bính Ngọ)" in reasons


def test_election_ends_with_its_campaign(office: Office, definitions: TaskDefinitions) -> None:
    march = text_of(resolution_of(office, definitions, "2026-03"))
    assert "phát thẻ cử tri" in march
    assert "hiệp thương" not in march
    assert "bầu cử" not in text_of(resolution_of(office, definitions, "2026-04"))


@pytest.mark.parametrize("period", MONTHS, ids=str)
def test_any_month_gives_a_whole_section(
    office: Office, definitions: TaskDefinitions, period: Period
) -> None:
    result = propose_tasks(office, period.previous, definitions)
    section = compose_section(result, office, period.previous)
    blocks = [block for part in section.sub_sections for block in part.blocks]
    assert all(part.blocks for part in section.sub_sections)
    assert len({block.id for block in blocks}) == len(blocks)
    placed = [one for block in blocks for one in block.proposals]
    assert placed == list(result.proposals)
    for block in blocks:
        assert block.text[0].isupper()
        assert block.text.endswith(".")
        assert not any(mark in block.text for mark in ("{", "}", "  ", "..", ";;", " ;", " ,"))
        for sentence in block.text.split(". "):
            assert sentence[0].isupper()
    text = " ".join(block.text for block in blocks)
    text = text.replace(f"ngân sách năm {period.year - 1}", "").replace("2026–2031", "")
    years = set(re.findall(r"\b20\d\d\b", text))
    assert years <= {str(period.year), str(period.year + 1)}


def test_work_begins_as_early_as_its_window(office: Office, definitions: TaskDefinitions) -> None:
    task = DatedTaskSpec(
        key="t", group="mat-tran", text="việc của sự kiện {so_nam}", window=(-10, 2)
    )
    event = EventSpec(
        key="e", name="Sự kiện", solar=SolarDay(day=5, month=1), since=2000, tasks=(task,)
    )
    calendar = definitions.calendar.model_copy(update={"events": (event,)})
    mine = TaskDefinitions(definitions.outline, definitions.recurring, calendar, ())
    assert "việc của sự kiện 27" in text_of(resolution_of(office, mine, "2026-12"))
    assert "việc của sự kiện 26" in text_of(resolution_of(office, mine, "2026-01"))
    assert "việc của sự kiện" not in text_of(resolution_of(office, mine, "2026-02"))
