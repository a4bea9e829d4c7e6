"""The office hands in its final file: tasks are ordered, the month's own tasks end, it closes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from tests.database import clone
from tests.golden.months import values_of
from tests.pipeline.months import OFFICE, drop
from tests.pipeline.test_tracing import written

from nghiquyet import pipeline
from nghiquyet.cli import main
from nghiquyet.document.cleaning.clean import clean_copy
from nghiquyet.errors import ConfigurationError, DocumentError
from nghiquyet.intake.archive import path_of
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.model.draft import Draft
from nghiquyet.model.period import Period
from nghiquyet.model.resolution import TaskState
from nghiquyet.model.task import AssignedTask
from nghiquyet.pipeline.filling import TaskValues
from nghiquyet.pipeline.issuing import Issued
from nghiquyet.pipeline.tracing import Outcome
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

JANUARY = Period(2026, 1)
WHO = "Chánh Văn phòng"


@pytest.fixture(scope="module")
def drafted_january(
    postgres_server: str, january_database: str, fresh_settings: Settings, tmp_path_factory: Any
) -> Iterator[tuple[str, Path]]:
    """A database in which January is drafted, and its working copy."""
    with clone(postgres_server, january_database) as url:
        folder = tmp_path_factory.mktemp("drafted")
        shutil.copytree(fresh_settings.archive, folder / "archive")
        path = written(replace(fresh_settings, var=folder, database_url=url))
        yield url.rsplit("/", 1)[1].split("?")[0], path


@pytest.fixture
def archived(
    postgres_server: str,
    drafted_january: tuple[str, Path],
    fresh_settings: Settings,
    tmp_path: Path,
) -> Iterator[Settings]:
    """An installation of its own in which January is drafted."""
    with clone(postgres_server, drafted_january[0]) as url:
        settings = replace(fresh_settings, var=tmp_path / "var", database_url=url)
        shutil.copytree(fresh_settings.archive, settings.archive)
        yield settings


@pytest.fixture
def final(drafted_january: tuple[str, Path], tmp_path: Path) -> Path:
    """The clean copy of January's draft."""
    made = clean_copy(drafted_january[1].read_bytes(), reason="đã xem").data
    assert made is not None
    path = tmp_path / "nghi-quyet.docx"
    path.write_bytes(made)
    return path


def issue(settings: Settings, path: Path, period: str = "2026-01", force: str = "") -> Issued:
    return pipeline.issue_resolution(settings, OFFICE, period, path, who=WHO, force=force)


def edited(path: Path, before: str, after: str) -> Path:
    """The file with some words replaced, under another name."""
    document = Document(str(path))
    for run in (run for each in document.paragraphs for run in each.runs if before in run.text):
        run.text = run.text.replace(before, after)
    other = path.with_name("khac.docx")
    document.save(str(other))
    return other


def drafted(settings: Settings) -> Draft:
    with workshop(settings) as shop:
        stored = shop.store.latest_draft(OFFICE, JANUARY)
    assert stored is not None
    return stored.draft


def test_a_file_as_it_was_printed_orders_its_proposals(archived: Settings, final: Path) -> None:
    issued = issue(archived, final)

    proposals = [one for block in drafted(archived).blocks for one in block.proposals]
    assert len(proposals) > 70
    assert [(task.text, task.unit, task.origin) for task in issued.tasks] == [
        (one.text, one.unit, one.id) for one in proposals
    ]
    assert issued.tasks[0].id == "2026-02/1.01"
    assert {task.period for task in issued.tasks} == {JANUARY.next}
    assert issued.resolution.dropped == ()
    assert issued.resolution.reason == ""


def test_the_tasks_of_january_end(archived: Settings, final: Path) -> None:
    issued = issue(archived, final)

    assert issued.ended == {TaskState.DONE: 8, TaskState.CARRIED_OVER: 2}
    texts = {task.id: task.text for task in issued.tasks}
    carried = {one.task_id: texts[one.next_task] for one in issued.outcomes if one.next_task}
    assert "đẩy mạnh công tác giải phóng mặt bằng" in carried["2026-01/NV07"]
    assert carried["2026-01/NV01"].startswith("Tiếp tục sưu tầm, biên soạn lịch sử Đảng bộ")


def test_the_file_is_archived_and_logged_and_the_month_closed(
    archived: Settings, final: Path
) -> None:
    issue(archived, final)

    sha256 = hashlib.sha256(final.read_bytes()).hexdigest()
    assert path_of(sha256, archived).read_bytes() == final.read_bytes()
    with workshop(archived) as shop:
        (line,) = (each for each in shop.store.events(OFFICE, JANUARY) if each.what == "issued")
        assert shop.store.closed_periods(OFFICE) == {JANUARY}
    assert (line.who, line.hash) == (WHO, sha256)
    assert line.detail["dropped"] == 0


def test_the_same_file_again_changes_nothing(archived: Settings, final: Path) -> None:
    first = issue(archived, final)
    again = pipeline.issue_resolution(archived, OFFICE, "2026-01", final, who="Người khác")

    assert first.is_new
    assert not again.is_new
    assert (again.resolution, again.tasks) == (first.resolution, first.tasks)
    with workshop(archived) as shop:
        assert [e.what for e in shop.store.events(OFFICE, JANUARY)].count("issued") == 1


def test_another_file_for_the_month_is_refused(archived: Settings, final: Path) -> None:
    first = issue(archived, final)
    other = edited(final, "đàn gia cầm", "đàn gia cầm")

    with pytest.raises(ConfigurationError, match="đã ban hành bằng một tệp khác"):
        issue(archived, other, force="cần gấp")
    with workshop(archived) as shop:
        assert shop.store.resolution(OFFICE, JANUARY) == first.resolution


def test_a_closed_month_is_not_issued(archived: Settings, final: Path) -> None:
    with workshop(archived) as shop:
        shop.store.open_period(OFFICE, JANUARY, drafted(archived).created_at)
        shop.store.close_period(OFFICE, JANUARY, drafted(archived).created_at)

    with pytest.raises(ConfigurationError, match="đã đóng"):
        issue(archived, final)


def test_a_closed_month_takes_no_more_workbooks(archived: Settings, final: Path) -> None:
    issue(archived, final)
    drop(archived, "2026-01", {"hcc": values_of("2026-01")["hcc"]})
    assert not pipeline.collect(archived).accepted_keys


def test_a_file_of_somebody_else_is_refused(archived: Settings, tmp_path: Path) -> None:
    other = tmp_path / "khac.docx"
    Document().save(str(other))
    with pytest.raises(ConfigurationError, match="không phải dự thảo do hệ thống lập"):
        issue(archived, other)
    other.write_bytes(b"%PDF-1.4")
    with pytest.raises(DocumentError):
        issue(archived, other)


def test_a_draft_of_another_month_is_refused(archived: Settings, final: Path) -> None:
    with pytest.raises(ConfigurationError, match="đánh giá kỳ 2026-01, không phải kỳ 2026-02"):
        issue(archived, final, "2026-02")


def test_nobody_issues_nothing(archived: Settings, final: Path) -> None:
    with pytest.raises(ConfigurationError, match="họ tên"):
        pipeline.issue_resolution(archived, OFFICE, "2026-01", final, who=" ")


@pytest.mark.parametrize("flag", ["[CHƯA CÓ SỐ LIỆU – UBKT]", "[CHỜ XÁC NHẬN – UBKT]"])
def test_a_file_with_a_flag_is_refused_unless_forced(
    archived: Settings, final: Path, flag: str
) -> None:
    flagged = edited(final, "391", flag)
    with pytest.raises(ConfigurationError) as refusal:
        issue(archived, flagged)
    assert flag in str(refusal.value)
    assert "--force" in str(refusal.value)
    with workshop(archived) as shop:
        assert shop.store.resolution(OFFICE, JANUARY) is None
        assert shop.store.assigned_tasks(OFFICE, JANUARY.next) == []

    assert issue(archived, flagged, force="họp gấp").resolution.reason == "họp gấp"


def test_the_working_copy_with_our_questions_is_refused(
    archived: Settings, drafted_january: tuple[str, Path]
) -> None:
    with pytest.raises(ConfigurationError, match="chú thích của hệ thống"):
        issue(archived, drafted_january[1])


def test_a_file_without_a_section_two_is_refused(archived: Settings, final: Path) -> None:
    document = Document(str(final))
    texts = [paragraph.text for paragraph in document.paragraphs]
    start = next(n for n, text in enumerate(texts) if text.startswith("II. "))
    for paragraph in document.paragraphs[start:]:
        paragraph._p.getparent().remove(paragraph._p)
    document.save(str(final))
    with pytest.raises(ConfigurationError, match="không còn nội dung nào ở Mục II"):
        issue(archived, final)


def test_what_was_struck_out_is_recorded_as_dropped(archived: Settings, final: Path) -> None:
    clause = "; tổ chức kiểm tra đồng ruộng"
    issued = issue(archived, edited(final, clause, ""))
    struck = [one for block in drafted(archived).blocks for one in block.proposals
              if one.text == clause[2:]]  # fmt: skip
    assert issued.resolution.dropped == tuple(one.id for one in struck)
    assert len(struck) == 1


def test_the_tasks_stand_in_the_next_workbooks_to_be_answered(
    archived: Settings, final: Path
) -> None:
    issued = issue(archived, final)
    own = [task for task in issued.tasks if task.unit == "ttct"]
    pipeline.open_period(archived, OFFICE, "2026-02", ["ttct"])

    (path,) = UnitFolder(archived, OFFICE, "ttct").blank.iterdir()
    sheet = openpyxl.load_workbook(path)["Nhiệm vụ được giao"]
    rows = [row for row in sheet.iter_rows() if row[1].value in {task.text for task in own}]
    assert len(rows) == len(own) > 2
    for row, task in zip(rows, own, strict=True):
        assert row[0].value == f"NV-{task.id.removeprefix('2026-02/')}"
        assert task.due is not None
        assert row[2].value == f"{task.due:%d/%m/%Y}"
        assert not any(cell.value or cell.protection.locked for cell in row[3:6])


def test_a_result_in_section_one_leads_to_its_cell(archived: Settings) -> None:
    camera = AssignedTask("2026-01/2.07", OFFICE, JANUARY, "II.2", "lắp đặt camera ở cổng", "ca")
    patrol = AssignedTask("2026-01/2.08", OFFICE, JANUARY, "II.2", "diễn tập chữa cháy rừng", "ca")
    with workshop(archived) as shop:
        shop.store.save_tasks([camera, patrol])
    said = {
        camera.id: TaskValues(task_status="Đã xong", result="Đã lắp 12 camera ở 06 cổng làng."),
        patrol.id: TaskValues(task_status="đã xong"),
    }
    filled = values_of("2026-01")["ca"]
    drop(archived, "2026-01", {"ca": filled.model_copy(update={"tasks": said})})
    assert len(pipeline.collect(archived).accepted_keys) == 1

    found = pipeline.trace(archived, OFFICE, written(archived))

    told = {each.figure.code: each for each in found.figures if each.figure.code in said}
    assert {code: each.figure.text for code, each in told.items()} == {
        camera.id: "đã lắp 12 camera ở 06 cổng làng",
        patrol.id: "đã hoàn thành nhiệm vụ “diễn tập chữa cháy rừng”",
    }  # fmt: skip
    assert {each.place for each in told.values()} == {"I.2, đoạn 3"}
    assert {each.outcome for each in found.figures} == {Outcome.AGREES}
    (source,) = told[camera.id].sources
    assert source.found == "Đã lắp 12 camera ở 06 cổng làng."
    assert source.source.sheet == "Nhiệm vụ được giao"
    assert pipeline.verify_bundle(pipeline.make_bundle(archived, OFFICE, "2026-01")).holds


def test_the_commands_tell_what_came_of_it(
    archived: Settings, final: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NGHIQUYET_VAR", str(archived.var))
    monkeypatch.setenv("NGHIQUYET_DATABASE_URL", archived.database_url)
    run = CliRunner().invoke

    before = run(main, ["tasks", "2026-01"])
    first = run(main, ["issue", "2026-01", str(final), "--by", WHO])
    again = run(main, ["issue", "2026-01", str(final), "--by", WHO])
    old = run(main, ["tasks", "2026-01", "--json"])
    new = run(main, ["tasks", "2026-02", "--json"])

    assert "Đang làm" in before.output
    assert first.exit_code == again.exit_code == 0, first.output
    assert "10 nhiệm vụ của kỳ 2026-01: 8 đã xong, 2 chuyển tháng sau, 0 không thực hiện" in (
        first.output
    )
    assert "không có gì thay đổi" in again.output
    assert run(main, ["tasks", "2026-05"]).output.endswith("chưa được giao nhiệm vụ nào.\n")
    rows = {row["mã"]: row for row in map(json.loads, old.output.splitlines())}
    following = {row["mã"]: row for row in map(json.loads, new.output.splitlines())}
    assert rows["2026-01/NV08"]["tình trạng"] == "Đã xong"
    assert rows["2026-01/NV08"]["ghi chú"].startswith("PKT-NN: Đã xong")
    carried = rows["2026-01/NV07"]
    assert carried["tình trạng"] == "Chuyển tháng sau"
    assert following[carried["sang"]]["từ"] == "2026-01/NV07"
    assert following["2026-02/1.01"]["từ"] == "nhiệm vụ thường kỳ"
    assert following["2026-02/1.01"]["tình trạng"] == "Chưa báo cáo"
