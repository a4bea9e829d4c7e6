"""A wrong declaration of tasks is told with its file, line and key."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from nghiquyet.catalogue.directives import load_directives
from nghiquyet.catalogue.loading import Catalogue, load_catalogue
from nghiquyet.catalogue.task_definitions import load_tasks
from nghiquyet.errors import DefinitionError, DefinitionFault
from nghiquyet.model.period import Period
from nghiquyet.model.task import TaskClass

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "reports" / "tasks", tmp_path / "reports" / "tasks")
    return tmp_path


def spoil(project: Path, name: str, old: str, new: str) -> int:
    """Write the mistake and say on which line."""
    path = project / "reports" / "tasks" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults_of(project: Path, catalogue: Catalogue | None = None) -> list[DefinitionFault]:
    with pytest.raises(DefinitionError) as caught:
        load_tasks(project, catalogue)
    return caught.value.faults


def test_declarations_fit_the_catalogue(catalogue: Catalogue) -> None:
    found = load_tasks(ROOT, catalogue)
    assert {form for part in found.outline.sub_sections for form in part.forms} == set(
        catalogue.forms
    ), "every form's proposals have a sub-section"
    assert TaskClass.YEARLY in {task.task_class for task in found.recurring.tasks}


def test_no_clause_is_a_paragraph() -> None:
    found = load_tasks(ROOT)
    texts = [task.text for task in found.recurring.tasks]
    texts += [task.text for event in found.calendar.events for task in event.tasks]
    for campaign in found.campaigns:
        texts += [task.text for task in campaign.tasks]
        texts += [task.text for step in campaign.milestones for task in step.tasks]
    assert len(texts) > 100
    for text in texts:
        assert ". " not in text
        assert len(text.split()) <= 60


ELECTION = "campaigns/bau-cu-2026.yaml"
SPOILT = [
    ("recurring.yaml", "group: tu-tuong", "group: tu-tuog", "tasks.0.group", "no such group"),
    ("recurring.yaml", "tư tưởng cán bộ", "{tu_tuong}", "tasks.0.text", "no such variable"),
    ("recurring.yaml", "và Nhân dân", "và Nhân dân.", "tasks.0.text", "no final stop"),
    ("recurring.yaml", "order: 10", "order: -1", "tasks.0.order", "greater than or equal to 0"),
    ("recurring.yaml", "order: 10", "oder: 10", "tasks.0.oder", "unknown key"),
    ("recurring.yaml", "months: [1, 2, 3]", "months: [0]", "months.0", "greater than or equal"),
    ("recurring.yaml", "class: Y", "class: K", "class", "'S'"),
    ("recurring.yaml", "key: ban-cong-tac-35", "key: nam-bat-tu-tuong", "key", "given twice"),
    ("calendar.yaml", "{day: 6, month: 1}", "{day: 29, month: 2}", "solar", "every year"),
    ("calendar.yaml", "lunar: {day: 1,", "lunar: {day: 30,", "lunar.day", "less than or equal"),
    ("calendar.yaml", "since: 1946", "months: [1]", "events.0", "exactly one of"),
    ("calendar.yaml", "window: [-64, -20]", "window: [1, -20]", "tasks.1", "ends before"),
    ("calendar.yaml", "kỷ niệm {so_nam} năm", "năm {can_chi}", "text", "no such variable"),
    ("calendar.yaml", "trọng tâm là {ky_niem}", "{ky}", "festivals.round_text", "no such variable"),
    ("calendar.yaml", "key: thanh-lap-dang", "key: tong-tuyen-cu", "events.1.key", "given twice"),
    (
        "campaigns/bau-cu-2026.yaml",
        "campaign: bau-cu-2026",
        "campaign: bau-cu",
        "campaign",
        "the file",
    ),
    ("campaigns/bau-cu-2026.yaml", "until: 2026-03-31", "until: 2026-02-10", "", "lies outside"),
    ("campaigns/bau-cu-2026.yaml", "group: bau-cu", "group: bc", "group", "no such group"),
    ("outline.yaml", "key: ren-luyen", "key: tu-tuong", "groups.1.key", "given twice"),
    ("outline.yaml", "{thang}", "{thag}", "title", "no such variable"),
    ("outline.yaml", "        unit: bxd-t\n", "", "groups.0.unit", "this key is missing"),
    ("outline.yaml", "product: Kết quả học", "produce: Kết quả học", "produce", "unknown key"),
    (
        "recurring.yaml",
        "product: Bản thảo lịch",
        "product: Bản {so}",
        "product",
        "no such variable",
    ),
    ("recurring.yaml", "order: 10", "due: 32", "due", "less than or equal"),
    ("recurring.yaml", "order: 10", "due: mai", "due", "'cuoi-thang'"),
    ("thresholds.yaml", "below: 60", "below: 60\n    above: 60", "thresholds.0", "exactly one of"),
    ("thresholds.yaml", "sum(CB-03c)", "sum(CB-03c", "value", "not an expression"),
    ("thresholds.yaml", "key: ket-nap-cham", "key: chua-ket-nap-dang-vien", "key", "given twice"),
    ("thresholds.yaml", "group: to-chuc", "group: to-chc", "group", "no such group"),
]


@pytest.mark.parametrize(("name", "old", "new", "key", "message"), SPOILT)
def test_mistake_is_told_with_file_line_and_key(
    project: Path, name: str, old: str, new: str, key: str, message: str
) -> None:
    line = spoil(project, name, old, new)
    matching = [
        fault
        for fault in faults_of(project)
        if fault.path == Path("reports/tasks") / name
        and key in fault.key
        and message in fault.message
    ]
    assert matching, faults_of(project)
    # the key itself, or the beginning of the entry that does not fit together
    assert line - 8 <= matching[0].line <= line + (old.endswith("năm"))


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "message"),
    [
        ("recurring.yaml", "[BXT-09]", "[BXT-99]", "tasks.0.links.0", "no such indicator: BXT-99"),
        (
            "thresholds.yaml",
            "VPDU-06d",
            "VPDU-06e",
            "thresholds.5.value",
            "no such figure: VPDU-06e",
        ),
        ("outline.yaml", "unit: ubkt", "unit: ubk", "unit", "no such unit: ubk"),
        ("outline.yaml", "forms: [mttq]", "forms: [mtq]", "forms.0", "no such form: mtq"),
        ("outline.yaml", "VPDU-01", "VPDU-77", "settled.0", "no such indicator: VPDU-77"),
    ],
)
def test_name_that_the_catalogue_lacks_is_a_mistake(
    project: Path, catalogue: Catalogue, name: str, old: str, new: str, key: str, message: str
) -> None:
    spoil(project, name, old, new)
    (fault,) = faults_of(project, catalogue)
    assert str(fault.path) == f"reports/tasks/{name}"
    assert key in fault.key
    assert fault.message == message
    lines = (project / fault.path).read_text(encoding="utf-8").splitlines()
    assert new.strip("[]") in lines[fault.line - 1]


def test_exact_line_of_a_wrong_group(project: Path) -> None:
    spoil(project, "recurring.yaml", "group: tu-tuong", "group: xx")
    (fault,) = faults_of(project)
    lines = (project / "reports/tasks/recurring.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[fault.line - 1].strip() == "group: xx"


def test_task_that_only_follows_needs_something_to_follow(project: Path) -> None:
    spoil(project, "recurring.yaml", "    links: [TTCT-06]\n", "")
    (fault,) = faults_of(project)
    assert "needs links" in fault.message
    assert fault.line > 0


GOOD = """\
directives:
  - code: 05-CT/TW
    issuer: Bộ Chính trị
    title: Học và làm theo Bác
    sub_section: II.1
    since: 2026-02
    until: 2026-03
    tasks: ["học tập chuyên đề năm {nam}"]
"""


def test_register_of_directives_is_read(tmp_path: Path) -> None:
    path = tmp_path / "directives.yaml"
    path.write_text(GOOD, encoding="utf-8")
    (found,) = load_directives(path, "ke-sat")
    assert (found.code, found.office, found.since) == ("05-CT/TW", "ke-sat", Period(2026, 2))
    assert replace(found, tasks=()).tasks == ()
    assert found.tasks == ("học tập chuyên đề năm {nam}",)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("{nam}", "{can_chi}", 8, "directives.0.tasks.0"),
        ("until: 2026-03", "until: 2026-01", 7, "directives.0.until"),
        ("sub_section: II.1", "sub_section: II.9", 5, "directives.0.sub_section"),
        ("since: 2026-02", "since: 2026-13", 6, "directives.0.since"),
    ],
)
def test_wrong_directive_is_told(tmp_path: Path, old: str, new: str, line: int, key: str) -> None:
    path = tmp_path / "directives.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_directives(path, "ke-sat")
    (fault,) = caught.value.faults
    assert (fault.path, fault.line, fault.key) == (path, line, key)
