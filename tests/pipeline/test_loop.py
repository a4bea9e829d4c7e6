"""Months in a row: what one resolution orders, the units answer and the next one takes up."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from tests.document.libreoffice import converted
from tests.pipeline.months import OFFICE, drop
from tests.pipeline.secretary import DEEDS, Ledger, Secretary
from tests.system_packages import is_there
from tests.trials import WHOLE, record

from nghiquyet import pipeline
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.model.draft import Draft
from nghiquyet.model.period import Period
from nghiquyet.model.resolution import TaskOutcome, TaskState
from nghiquyet.model.task import AssignedTask, TaskReport, TaskStatus
from nghiquyet.pipeline.filling import ProposalValues, TaskValues, UnitValues
from nghiquyet.pipeline.issuing import Issued
from nghiquyet.settings import Settings
from nghiquyet.store.repository import Store

FIRST = Period(2025, 7)  # no unit reports on a month to come
STUBBORN = "sưu tầm hiện vật cho phòng truyền thống của nhà trường"
PROPOSER = "ttct"
ANSWERS = (
    *[TaskValues(task_status="Đã xong", result="Đã hoàn thành theo kế hoạch được duyệt")] * 4,
    *[TaskValues(task_status="Đang làm")] * 3,
    TaskValues(task_status="Chưa làm", reason="Chờ hướng dẫn"),
    TaskValues(task_status="Chuyển tháng sau", reason="Chờ kinh phí"),
    TaskValues(task_status="Không thực hiện", reason="Cấp trên đã làm"),
)
FEW = ("ttct", "ubkt", "qs")
MONTHS, SEEDS = (12, range(5)) if WHOLE else (3, range(1))


class Year:
    """A commune at work, month after month; it keeps what happened."""

    def __init__(self, settings: Settings, store: Store, folder: Path, seed: int) -> None:
        self.settings, self.store, self.folder = settings, store, folder
        self.chance = random.Random(seed)
        self.ended: Counter[str] = Counter()
        self.deeds: set[str] = set()

    def pass_month(self, period: Period) -> None:
        """Workbooks go out and come back, a draft is made, edited and issued; laws are held."""
        tasks = self.tasks(period)
        self.answer(period, tasks)
        draft, ledger, issued = self.issue(period)
        reports = self.store.task_reports(OFFICE, period)
        outcomes = self.store.task_outcomes(OFFICE, period)
        following = self.tasks(period.next)
        assert list(issued.tasks) == following
        hold_orders(draft, ledger, issued)
        hold_outcomes(tasks, reports, outcomes, following)
        hold_carried(tasks, reports, outcomes, issued, draft)
        self.ended.update(outcome.state.value for outcome in outcomes)
        self.deeds.update(ledger.deeds)

    def tasks(self, period: Period) -> list[AssignedTask]:
        return self.store.assigned_tasks(OFFICE, period)

    def answer(self, period: Period, tasks: list[AssignedTask]) -> None:
        """Units find their tasks in their workbooks, and answer most of them."""
        units = {task.unit for task in tasks if task.unit} | {PROPOSER}
        units &= units if WHOLE else set(FEW)
        pipeline.open_period(self.settings, OFFICE, period.key, units)
        values = {}
        for unit in sorted(units):
            own = [task for task in tasks if task.unit == unit]
            assert printed_tasks(self.settings, unit, period) == [task.text for task in own]
            said = {
                task.id: self.chance.choice(ANSWERS) for task in own if self.chance.random() < 0.9
            }
            said |= {task.id: ANSWERS[4] for task in own if STUBBORN in task.text}
            if said:  # an empty workbook would come back
                values[unit] = UnitValues(tasks=said)
        if period == FIRST:
            values[PROPOSER] = UnitValues(proposals=(ProposalValues(proposal=STUBBORN),))
        drop(self.settings, period.key, values)
        report = pipeline.collect(self.settings)
        assert len(report.accepted_keys) == len(values), report.rows

    def issue(self, period: Period) -> tuple[Draft, Ledger, Issued]:
        outbox = Path(pipeline.draft_resolution(self.settings, OFFICE, period.key))
        (path,) = (p for p in outbox.glob("du-thao-*.docx") if "nguon" not in p.name)
        secretary = Secretary(path.read_bytes(), self.chance, STUBBORN)
        data = secretary.work(self.chance.randint(0, 8))
        if period.month % 3 == 0 and is_there("libreoffice-writer"):
            home = self.folder / period.key
            home.mkdir()
            data = converted(home, {"final": data}, "docx")["final"]
        final = self.folder / f"{period}.docx"
        final.write_bytes(data)
        issued = pipeline.issue_resolution(
            self.settings, OFFICE, period.key, final, who="Chánh Văn phòng", force="chạy thử"
        )
        stored = self.store.latest_draft(OFFICE, period)
        assert stored is not None
        return stored.draft, secretary.ledger, issued


def printed_tasks(settings: Settings, unit: str, period: Period) -> list[str]:
    """The tasks that stand in a unit's workbook, each with a place for status and result."""
    name = f"bao-cao_{unit}_{period}.xlsx"
    sheet = openpyxl.load_workbook(UnitFolder(settings, OFFICE, unit).blank / name)[
        "Nhiệm vụ được giao"
    ]
    rows = [row for row in sheet.iter_rows() if str(row[0].value).startswith("NV")]
    assert not any(cell.value or cell.protection.locked for row in rows for cell in row[3:6])
    return [str(row[1].value) for row in rows]


def hold_orders(draft: Draft, ledger: Ledger, issued: Issued) -> None:
    """Each proposal is one task or dropped; what the secretary did is what came of it."""
    proposals = {one.id: one for block in draft.blocks for one in block.proposals}
    by_text = {one.text.casefold(): one.id for one in proposals.values()}
    origins = [task.origin for task in issued.tasks if task.origin]
    assert Counter(origins) + Counter(issued.resolution.dropped) == Counter(list(proposals))
    texts = {task.text: task for task in issued.tasks}
    struck = {by_text[c.casefold()] for c in ledger.struck if c.casefold() in by_text}
    assert struck == set(issued.resolution.dropped), ledger.deeds
    reworded = {by_text[c.casefold()]: new for c, new in ledger.reworded.items()
                if c.casefold() in by_text}  # fmt: skip
    for task in issued.tasks:
        if task.origin:
            assert task.text == reworded.get(task.origin, proposals[task.origin].text)
            assert task.unit == proposals[task.origin].unit
    for words in ledger.added:
        assert texts[words].origin == ""
    assert len({task.id for task in issued.tasks}) == len(issued.tasks)
    own = [task.text for task in issued.tasks if not task.origin]
    assert sorted(own) == sorted(ledger.added), ledger.deeds


def hold_outcomes(
    tasks: list[AssignedTask],
    reports: list[TaskReport],
    outcomes: list[TaskOutcome],
    following: list[AssignedTask],
) -> None:
    """Opened = done + carried over + cancelled, and every task in exactly one state."""
    assert sorted(one.task_id for one in outcomes) == sorted(task.id for task in tasks)
    states = Counter(one.state for one in outcomes)
    assert len(tasks) == sum(states[state] for state in TaskState)
    ids = {task.id for task in following}
    said = {report.task_id: report.status for report in reports}
    for one in outcomes:
        assert (one.next_task in ids) is (one.state is TaskState.CARRIED_OVER)
        assert (one.state is TaskState.DONE) is (said.get(one.task_id) is TaskStatus.DONE)
        if said.get(one.task_id) is TaskStatus.CANCELLED:
            assert one.state is TaskState.CANCELLED
            assert "Cấp trên đã làm" in one.reason


def hold_carried(
    tasks: list[AssignedTask],
    reports: list[TaskReport],
    outcomes: list[TaskOutcome],
    issued: Issued,
    draft: Draft,
) -> None:
    """What units have not finished goes on once, unless the office struck it out."""
    ended = {one.task_id: one for one in outcomes}
    continued = {
        reason.record: one.id
        for block in draft.blocks
        for one in block.proposals
        for reason in one.reasons
        if reason.source == "carry_over"
    }
    by_origin = {task.origin: task.id for task in issued.tasks if task.origin}
    finished = {TaskStatus.DONE, TaskStatus.CANCELLED}
    for report in reports:
        if report.status not in finished and continued[report.task_id] in by_origin:
            outcome = ended[report.task_id]
            assert outcome.state is TaskState.CARRIED_OVER
            assert outcome.next_task == by_origin[continued[report.task_id]]


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_every_task_ends_once_and_none_is_lost(
    empty: Settings, store: Store, tmp_path: Path, seed: int
) -> None:
    year = Year(empty, store, tmp_path, seed)
    period = FIRST
    for _ in range(MONTHS):
        year.pass_month(period)
        period = period.next

    record(f"months of the loop, seed {seed}", MONTHS, year.ended)
    assert year.deeds == {deed.__name__ for deed in DEEDS}
    assert set(year.ended) == {state.value for state in TaskState}
    links = chain(store, period)
    assert len(links) == MONTHS - 1
    texts = {task.id: task.text for task in store.assigned_tasks(OFFICE, period)}
    assert STUBBORN in texts[links[-1]]


def chain(store: Store, last: Period) -> list[str]:
    """The links by which the task that is never finished went from month to month."""
    tasks = store.assigned_tasks(OFFICE, FIRST.next)
    (here,) = (task.id for task in tasks if STUBBORN in task.text)
    links, period = [], FIRST.next
    while period < last:
        ended = {one.task_id: one.next_task for one in store.task_outcomes(OFFICE, period)}
        here, period = ended[here], period.next
        links.append(here)
    return links
