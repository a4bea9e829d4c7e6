"""The register: how far a rule may speak, and a rule tried on what was reported before."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.catalogue.row_cases import OFFICE, candidate, catalogue, filled
from tests.store.records import JANUARY, a_fact, a_submission

from nghiquyet.catalogue.register import in_force
from nghiquyet.cli import main
from nghiquyet.intake.archive import keep
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Rule, Severity, Status
from nghiquyet.model.submission import ACCEPTED_STATUSES, Submission, SubmissionStatus
from nghiquyet.pipeline.history import load_history
from nghiquyet.pipeline.receiving import outcome
from nghiquyet.settings import Settings
from nghiquyet.store.repository import Store
from nghiquyet.validation.explanations import explains
from nghiquyet.validation.findings import validate_batch
from nghiquyet.workbook import write_form
from nghiquyet.workbook.context import FormContext
from nghiquyet.workbook.places import Places
from nghiquyet.workbook.rule_checks import RuleChecks

STATUSES = {
    Status.OFF: None,
    Status.TRIAL: Severity.INFO,
    Status.WARNING: Severity.WARNING,
    Status.ACTIVE: Severity.CRITICAL,
}


@cache
def resolved() -> Rule:
    """A critical rule: no more files settled than were open."""
    rule = catalogue().rule("HCC-R1")
    assert isinstance(rule, Rule)
    assert rule.severity is Severity.CRITICAL
    return rule


def found(rule: Rule, month: int = 1, **more: object) -> list[Finding]:
    """What a rule says of a workbook with a file too many."""
    cells = filled("hcc", {"HCC-03a": 417, "HCC-03a.ytd": 417, **more})  # type: ignore[dict-item]
    workbook = candidate("a", "hcc", cells, month, {})
    return validate_batch(catalogue().forms["hcc"], [rule], [workbook])["a"]


@pytest.mark.parametrize("status", Status)
def test_a_rule_speaks_as_far_as_its_status_lets_it(status: Status) -> None:
    findings = found(replace(resolved(), status=status))
    assert [each.severity for each in findings] == [STATUSES[status]] * bool(STATUSES[status])


def test_a_rule_on_trial_says_so_and_is_kept_from_the_unit() -> None:
    (finding,) = found(replace(resolved(), status=Status.TRIAL))
    assert finding.message.startswith("(Luật đang thử, chưa báo cho đơn vị) Đã giải quyết 417")
    assert outcome([finding]) is SubmissionStatus.ACCEPTED


@pytest.mark.parametrize(("month", "speaks"), [(1, False), (2, True), (3, True), (4, False)])
def test_a_rule_speaks_of_the_months_of_its_span_only(month: int, speaks: bool) -> None:
    spanned = replace(resolved(), since=Period(2026, 2), until=Period(2026, 3))
    assert bool(found(spanned, month)) == speaks
    assert bool(in_force([spanned], Period(2026, month))) == speaks


@pytest.mark.parametrize("status", Status)
def test_the_units_sheet_watches_what_the_unit_is_told_of(status: Status) -> None:
    office = catalogue().office(OFFICE)
    rules = (replace(resolved(), status=status),)
    context = FormContext(office, office.unit("hcc"), JANUARY, catalogue().forms["hcc"], rules)
    watched = [each.rule for each in RuleChecks(context, Places(context), {}).for_code("HCC-03a")]
    assert watched == ["HCC-R1"] * (status in {Status.ACTIVE, Status.WARNING})


# A warning is answered.


def test_a_warning_with_a_reason_beside_it_is_answered() -> None:
    warns = replace(resolved(), status=Status.WARNING)
    (asked,) = found(warns)
    (answered,) = found(warns, **{"HCC-03a.note": "Gồm 01 hồ sơ nhận lại từ thành phố"})
    assert asked.explanation == ""
    assert answered.explanation == "Gồm 01 hồ sơ nhận lại từ thành phố"
    assert asked.related == answered.related == ("HCC-01", "HCC-02a")
    assert outcome([asked]) is SubmissionStatus.ACCEPTED_WITH_WARNINGS
    assert outcome([answered]) is SubmissionStatus.ACCEPTED
    assert outcome([asked, answered]) is SubmissionStatus.ACCEPTED_WITH_WARNINGS


def test_what_must_be_mended_is_not_explained_away() -> None:
    (finding,) = found(resolved(), **{"HCC-03a.note": "Gồm 01 hồ sơ nhận lại từ thành phố"})
    assert finding.explanation == ""
    assert outcome([finding]) is SubmissionStatus.RETURNED


NOTES = [("Ước", False), ("Ước tính đến 25/01", False), ("ok", False), ("12345 67", False),
         ("không có", False), ("Đã kiểm tra.", False), ("đã rà soát", False),
         ("Ước thực hiện", False), ("đã kiểm tra rồi", False), ("abcde", False),
         ("da kiem tra lai, so lieu dung", False), ("Không có gì thay đổi", False),
         ("đến 25/01", False), ("Nhận từ xã cũ", True), ("01 hồ sơ rút ngày 05/01", True),
         ("Theo 57/NQ-TW", True), ("Do loi duong truyen", True),
         ("Ước, do chưa khóa sổ", True)]  # fmt: skip


@pytest.mark.parametrize(("note", "does"), NOTES)
def test_only_words_that_say_why_are_an_explanation(note: str, does: bool) -> None:
    assert explains(note) is does


# Tried on what was reported before.

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path) -> Run:
    environment = {"NGHIQUYET_VAR": str(tmp_path), "NGHIQUYET_DATABASE_URL": database_url}
    return lambda *arguments: CliRunner().invoke(main, ("rules", *arguments), env=environment)


def send(
    store: Store, var: Path, period: Period, status: SubmissionStatus, **figures: object
) -> Submission:
    """A workbook of the one-stop centre, kept and stored as a collection would."""
    office, form = catalogue().office(OFFICE), catalogue().forms["hcc"]
    rules = catalogue().rules["hcc"]
    context = FormContext(office, office.unit("hcc"), period, form, rules)
    file = var / "bao-cao.xlsx"
    file.write_bytes(write_form(context, filled("hcc", figures)))  # type: ignore[arg-type]
    settings = Settings.from_environment({"NGHIQUYET_VAR": str(var)})
    sent = a_submission("hcc", period=period, status=status, sha256=keep(file, settings))
    numbers = {code: str(value) for code, value in figures.items() if isinstance(value, int)}
    accepted = numbers if status in ACCEPTED_STATUSES else {}
    facts = [a_fact(sent, code, value) for code, value in accepted.items()]
    return store.record_submission(sent, facts=facts)


@pytest.fixture
def history(store: Store, tmp_path: Path) -> None:
    """Three months of the one-stop centre; in the last two it opened with what was not left.

    January's first version was returned: it had settled a file too many. February's second one
    took the place of the first.
    """
    accepted, figures = SubmissionStatus.ACCEPTED, {"HCC-01": 25, "HCC-02a": 391, "HCC-03a": 328}
    send(store, tmp_path, JANUARY, SubmissionStatus.RETURNED, **{**figures, "HCC-03a": 417})
    send(store, tmp_path, JANUARY, accepted, **figures)
    for period, opening in ((JANUARY.next, 60), (JANUARY.next, 61), (JANUARY.next.next, 7)):
        send(store, tmp_path, period, accepted, **{**figures, "HCC-01": opening})


def test_a_rule_within_a_form_is_tried_over_every_version(run: Run, history: None) -> None:
    result = run("try", "HCC-R5", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (told["submissions"], told["hit_submissions"]) == (5, 3)
    assert told["periods"] == ["2026-01", "2026-02", "2026-03"]
    assert [(hit["period"], hit["unit"], hit["version"]) for hit in told["hits"]] == [
        ("2026-02", "hcc", 1),
        ("2026-02", "hcc", 2),
        ("2026-03", "hcc", 1),
    ]
    assert (
        "tính theo báo cáo tháng trước (tồn cộng tiếp nhận trừ giải quyết) là 88"
        in told["hits"][0]["message"]
    )


def test_what_was_returned_is_a_past_submission_too(run: Run, history: None) -> None:
    """A critical rule can have hit nothing else: what breaks it was never accepted."""
    lines = run("try", "HCC-R1").stdout.splitlines()
    assert [line.split() for line in lines[:2]] == [
        ["kỳ", "đơn", "vị", "lần", "nộp", "kết", "quả", "số", "chỗ"],
        ["2026-01", "hcc", "1", "trả", "lại", "1"],
    ]
    assert lines[2:] == ["HCC-R1: 1/5 bản nộp của 3 kỳ, kể cả bản trả lại và bản đã được thay."]


def test_what_could_not_be_read_is_found_in_the_past_too(
    run: Run, store: Store, tmp_path: Path
) -> None:
    send(store, tmp_path, JANUARY, SubmissionStatus.RETURNED, **{"HCC-01": "hai mươi"})
    (hit,) = json.loads(run("try", "HCC-01.kieu-month", "--json").stdout)["hits"]
    assert (hit["version"], hit["outcome"]) == (1, "trả lại")


def test_a_version_whose_bytes_are_gone_is_said_to_be_left_out(
    run: Run, store: Store, history: None
) -> None:
    store.record_submission(a_submission("hcc", period=JANUARY))
    assert run("try", "HCC-R1").stdout.endswith(
        "HCC-R1: 1/5 bản nộp của 3 kỳ, kể cả bản trả lại và bản đã được thay. Không xét được 1 "
        "bản: tệp lưu không còn trên máy.\n"
    )


def test_what_the_reader_of_today_refuses_is_said_to_be_left_out(
    run: Run, store: Store, tmp_path: Path
) -> None:
    page = tmp_path / "trang.xlsx"
    page.write_text("<html></html>", encoding="utf-8")
    settings = Settings.from_environment({"NGHIQUYET_VAR": str(tmp_path)})
    store.record_submission(a_submission("hcc", period=JANUARY, sha256=keep(page, settings)))
    told = run("try", "HCC-R1").stdout
    assert "Không xét được 1 bản: bộ đọc hiện nay không nhận tệp lưu (TEP-" in told


def test_figures_taken_over_from_a_table_are_tried_as_they_are_stored(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    settings = Settings.from_environment(
        {"NGHIQUYET_VAR": str(tmp_path), "NGHIQUYET_DATABASE_URL": database_url}
    )
    lines = ["period,unit,code,basis,value"]
    for month, opening in ((10, {}), (11, {"HCC-01": 25})):
        figures = {**opening, "HCC-02a": 391, "HCC-03a": 900}
        lines += [f"2025-{month},hcc,{code},month,{value}" for code, value in figures.items()]
    path = tmp_path / "so-lieu-cu.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    load_history(settings, OFFICE, path)

    told = json.loads(run("try", "HCC-R1", "--json").stdout)
    assert (told["submissions"], told["from_tables"], told["unread"]) == (2, 2, {})
    assert [hit["period"] for hit in told["hits"]] == ["2025-11"]
    assert run("try", "HCC-R1").stdout.endswith(
        "HCC-R1: 1/2 bản nộp của 2 kỳ, kể cả bản trả lại và bản đã được thay. Trong đó 2 bản nạp "
        "từ bảng số liệu cũ, chỉ có số liệu.\n"
    )
    asked = json.loads(run("try", "HCC-01.bat-buoc", "--json").stdout)
    assert (asked["submissions"], asked["hits"]) == (2, [])  # not in the table is not blank


def test_a_rule_for_every_form_is_tried_over_every_version(
    run: Run, store: Store, tmp_path: Path
) -> None:
    for status in (SubmissionStatus.RETURNED, SubmissionStatus.ACCEPTED):
        send(store, tmp_path, JANUARY, status, **{"HCC-01": 25, "HCC-01.note": "Theo 57/NQ-TW"})
    told = json.loads(run("try", "R11-KY-HIEU", "--json").stdout)
    assert [hit["version"] for hit in told["hits"]] == [1, 2]


def test_a_trial_may_be_limited_to_some_months(run: Run, history: None) -> None:
    result = run("try", "HCC-R5", "--from", "2026-03", "--to", "2026-03")
    assert result.exit_code == 0
    assert "2026-03  hcc" in result.stdout
    assert "HCC-R5: 1/1 bản nộp của 1 kỳ" in result.stdout


def test_a_rule_across_units_is_tried_on_every_month_as_it_stands(run: Run, history: None) -> None:
    told = json.loads(run("try", "THIEU-DON-VI", "--json").stdout)
    missing = {hit["unit"] for hit in told["hits"] if hit["period"] == "2026-02"}
    roster = {unit.code for unit in catalogue().office(OFFICE).roster(JANUARY.next)}
    assert missing == roster - {"hcc"}
    assert (told["across"], told["submissions"]) == (True, 3)
    assert run("try", "THIEU-DON-VI").stdout.endswith(
        f"THIEU-DON-VI: 3/3 kỳ, {told['hit_submissions']} lượt đơn vị. Luật này đối chiếu các đơn "
        "vị với nhau nên chỉ xét 3 bản nộp đang có hiệu lực.\n"
    )


def test_how_far_it_is_is_told_in_one_line_of_a_terminal_and_nowhere_else(
    database_url: str, tmp_path: Path, history: None
) -> None:
    """The command in a terminal of its own, as a person starts it."""
    program = "import sys; from nghiquyet.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "rules", "try", "HCC-R5"]
    variables = {"NGHIQUYET_VAR": str(tmp_path), "NGHIQUYET_DATABASE_URL": database_url}
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        done = subprocess.run(
            command, env={**os.environ, **variables}, stdout=subprocess.PIPE, stderr=theirs,
            check=True,
        )  # fmt: skip
        os.close(theirs)
        shown = terminal.read(4096).decode()
    assert "bản nộp 5/5, kỳ 2026-03" in shown
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[K")
    assert b"HCC-R5: 3/5" in done.stdout
    silent = subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, check=True
    )
    assert silent.stderr == b""


def test_an_unknown_rule_is_answered_with_its_likes(run: Run) -> None:
    for command in ("show", "try"):
        result = run(command, "hcc-r11")
        assert result.exit_code == 2
        assert "không có luật hcc-r11; gần giống: HCC-R1" in result.stderr


def test_the_register_is_listed_and_shown(run: Run) -> None:
    listed = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert [entry["id"] for entry in listed] == [rule.id for rule in catalogue().register]
    shares = run("list", "--family", "R2").stdout.splitlines()
    assert shares[0].split() == ["id", "family", "category", "severity", "scope", "status"]
    assert len(shares) == 1 + 2 * sum(part.ratio is not None for part in catalogue().parts.values())
    shown = run("show", "R6-UNG-CU").stdout
    assert "family: R6" in shown
    assert "MT-03a" in shown
