"""What the machine writes itself gives the reviewer nothing to say, in any month."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.golden.months import values_of
from tests.narrative.evidence import evidence_of
from tests.narrative.section_two import definitions, february
from tests.trials import WHOLE

from nghiquyet.catalogue.assignments import load_assignments
from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.catalogue.proper_names import load_proper_names
from nghiquyet.catalogue.style import load_style
from nghiquyet.model.draft import Block, Draft, ReviewLine, Section, Span, SubSection
from nghiquyet.model.indicator import Basis, Form, Part, ValueType
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.task import TaskReport, TaskStatus
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.proposals import propose_tasks
from nghiquyet.narrative.proposals_composing import compose_section
from nghiquyet.narrative.reviewing.case import Case
from nghiquyet.narrative.reviewing.evidence import reported_figures
from nghiquyet.narrative.reviewing.passages import passages_of
from nghiquyet.narrative.reviewing.reviewer import review_wording
from nghiquyet.pipeline.filling import FigureValues, UnitValues
from nghiquyet.pipeline.gathering import Material, Registers
from nghiquyet.pipeline.writing import write_draft
from nghiquyet.settings import PROJECT_ROOT
from nghiquyet.wording import month_and_year

JANUARY = Period(2026, 1)
ALL = [Period(year, month) for year in range(2026, 2031) for month in range(1, 13)]
MONTHS = ALL if WHOLE else random.Random(7).sample(ALL, 15)
OF_THE_OFFICE = {"BAN-NGANH-DOAN-THE", "KIEM-TRA-DON-DOC", "VIET-TAT-UV-BCH"}
"""Slips of the closing and of «Nơi nhận», which the office words itself (``office.yaml``)."""
ELECTION = (
    "lãnh đạo, chỉ đạo công tác kiểm tra, giám sát, giải quyết đơn thư tố cáo, khiếu nại liên quan "
    "đến công tác bầu cử và nhân sự giới thiệu ứng cử đại biểu Quốc hội khóa XVI và đại biểu HĐND "
    "các cấp nhiệm kỳ 2026–2031"
)
DECLARED = {("NHAN-DAN", "khỏe nhân dân"), ("TRUNG-NHIEM-VU", ELECTION)}
"""Slips of the reference resolution that the declared tasks repeat word for word."""


@pytest.fixture(scope="module")
def january(catalogue: Catalogue, office: Office) -> Evidence:
    return evidence_of(catalogue, office, JANUARY, values_of("2026-01"))


def reviewed(
    catalogue: Catalogue, office: Office, period: Period, sections: Sequence[Section]
) -> Iterator[ReviewLine]:
    """Lines on the sections and the closing, without those that are the office's own."""
    rules = load_style(PROJECT_ROOT)
    closing = office.closing.format(thang_nam=month_and_year(period.next))
    case = Case(
        passages_of(sections, closing, office),
        office,
        period,
        catalogue.every_form,
        load_proper_names(PROJECT_ROOT),
        rules.documents,
    )
    for line in review_wording(case, rules):
        if line.rule not in OF_THE_OFFICE and (line.rule, line.quote) not in DECLARED:
            yield line


@pytest.mark.parametrize("period", MONTHS, ids=str)
def test_no_task_that_is_declared_is_flagged(
    catalogue: Catalogue, office: Office, period: Period
) -> None:
    section = compose_section(propose_tasks(office, period, definitions()), office, period)
    assert list(reviewed(catalogue, office, period, [section])) == []


def test_january_is_flagged_where_its_inputs_are(
    catalogue: Catalogue, office: Office, january: Evidence
) -> None:
    sections = [write_assessment(january).section, compose_section(february(), office, JANUARY)]
    assert Counter(line.rule for line in reviewed(catalogue, office, JANUARY, sections)) == {
        "TEN-RIENG": 2,
        "TRUNG-NHIEM-VU": 1,
        "TEN-TRUNG-TAM-HCC": 1,
        "GACH-TU-GHEP": 2,
        "BAN-35": 1,
        "PHONG-CHONG": 1,
        "SO-TONG-KET": 1,
    }


@pytest.mark.parametrize("seed", range(3 if not WHOLE else 60))
def test_whatever_units_report_contradicts_nothing_that_is_compiled_from_it(
    catalogue: Catalogue, office: Office, seed: int
) -> None:
    """Every optional clause printed, with figures that need not fit one another."""
    values = {
        unit.code: UnitValues(
            figures=any_figures(catalogue.form_of(unit), random.Random(f"{seed}{unit.code}")),
            words=values_of("2026-01").get(unit.code, UnitValues()).words,
        )
        for unit in office.roster(JANUARY)
    }
    evidence = evidence_of(catalogue, office, JANUARY, values)
    rules = load_style(PROJECT_ROOT)
    case = Case(
        passages_of([write_assessment(evidence).section], "", office),
        office,
        JANUARY,
        catalogue.every_form,
        load_proper_names(PROJECT_ROOT),
        figures=reported_figures(evidence),
    )
    assert {line.rule for line in review_wording(case, rules)} <= {
        *OF_THE_OFFICE, "TEN-RIENG", "TEN-TRUNG-TAM-HCC", "BAN-35", "GACH-TU-GHEP",
    }  # fmt: skip


def any_figures(form: Form, chance: random.Random) -> dict[str, FigureValues]:
    """A figure in every column of every part."""
    columns = {Basis.MONTH: "month", Basis.YTD: "ytd", Basis.PLAN: "plan"}
    return {
        part.code: FigureValues(
            **{columns[basis]: any_figure(part, chance) for basis in part.bases}
        )
        for part in form.parts
        if part.bases
    }


def any_figure(part: Part, chance: random.Random) -> int | float:
    if part.type is ValueType.MONEY:
        return chance.randrange(1, 99) * 10 ** chance.choice([6, 7, 8, 9])
    if part.type is ValueType.PERCENT:
        return round(chance.uniform(1, 100), 2)
    return chance.randrange(1, 60)


def test_every_figure_that_a_clause_prints_is_known_by_its_words(
    catalogue: Catalogue, office: Office, january: Evidence
) -> None:
    """Each figure of Section I, printed one greater, contradicts what was reported."""
    section = write_assessment(january).section
    figures = reported_figures(january)
    told = set()
    for sub in section.sub_sections:
        for block in sub.blocks:
            for place, span in enumerate(block.spans):
                if span.figure is None or not span.figure.counted:
                    continue
                spans = list(block.spans)
                spans[place] = Span(bent(span.text))
                told |= {span.text} if is_flagged(spans, office, figures, catalogue) else set()
    assert told >= {"45", "70,69%", "06", "12", "391", "328", "42 tỷ đồng", "14 tỷ đồng"}


def bent(text: str) -> str:
    """A number whose first digit from 1 to 8 is one greater."""
    digit = next(letter for letter in text if letter in "12345678")
    return text.replace(digit, str(int(digit) + 1), 1)


def is_flagged(
    spans: list[Span], office: Office, figures: Sequence[object], catalogue: Catalogue
) -> bool:
    rules = load_style(PROJECT_ROOT)
    sub = SubSection("I.1", "", (Block("i1_01", tuple(spans)),))
    passages = passages_of([Section("I", "", (sub,))], "", office)
    case = Case(passages, office, JANUARY, catalogue.every_form, figures=figures)  # type: ignore[arg-type]
    return any(line.rule == "KHAC-SO-LIEU" for line in review_wording(case, rules))


def drafted(january: Evidence, registers: Registers) -> Draft:
    return write_draft(Material(january, registers), "0" * 32, datetime(2026, 1, 28, tzinfo=UTC))


def test_a_unit_s_own_words_are_held_against_its_figures(office: Office, january: Evidence) -> None:
    """The statement of the office's summary says another number of files than was reported."""
    wording = "Trung tâm Hành chính công giải quyết 999 hồ sơ"
    statements = [
        replace(each, wording=wording) if each.indicator.startswith("VPDU-01") else each
        for each in january.statements
    ]
    draft = drafted(replace(january, statements=statements), Registers())
    assert [
        (line.quote, line.message.split(" (")[1][:16])
        for line in draft.review
        if line.rule == "KHAC-SO-LIEU"
    ] == [("999 hồ sơ", "HCC-03a: 328 hồ ")]


def test_a_unit_s_own_words_are_held_against_its_tasks(office: Office, january: Evidence) -> None:
    path = PROJECT_ROOT / "tests" / "golden" / "2026-01" / "tasks.yaml"
    tasks = load_assignments(path, office)
    task = next(task for task in tasks if "chuẩn hóa dữ liệu đảng viên" in task.text)
    report = TaskReport(task.id, office.code, task.unit, JANUARY, TaskStatus.DONE, "", "", "0" * 32)
    contradictions = [
        [
            (line.quote, line.block)
            for line in drafted(
                replace(january, tasks=tasks, task_reports=[replace(report, status=state)]),
                Registers(),
            ).review
            if line.rule == "KHAC-NHIEM-VU"
        ]
        for state in (TaskStatus.DONE, TaskStatus.IN_PROGRESS)
    ]
    assert contradictions == [[], [("hoàn thành chuẩn hóa dữ liệu đảng viên", "i1_03")]]
