"""The register: how far a rule may speak, and a rule tried on what was reported before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.catalogue.row_cases import OFFICE, candidate, catalogue, filled
from tests.store.records import JANUARY, a_fact, a_submission

from nghiquyet.catalogue.register import in_force
from nghiquyet.cli import main
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Rule, Severity, Status
from nghiquyet.model.submission import SubmissionStatus
from nghiquyet.pipeline.receiving import outcome
from nghiquyet.store.repository import Store
from nghiquyet.validation.findings import explains, validate_batch
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
         ("không có", False), ("Đã kiểm tra.", False), ("đã rà soát", True),
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


@pytest.fixture
def history(store: Store) -> None:
    """Three months of the one-stop centre; in the last two it opened with what was not left."""
    for period, opening in ((JANUARY, 25), (JANUARY.next, 60), (JANUARY.next.next, 7)):
        sent = a_submission("hcc", period=period)
        figures = {"HCC-01": opening, "HCC-02a": 391, "HCC-03a": 328}
        store.record_submission(sent, facts=[a_fact(sent, c, str(v)) for c, v in figures.items()])
    kept = store.facts(OFFICE, JANUARY)
    assert {fact.value for fact in kept} == {Decimal(25), Decimal(391), Decimal(328)}


def test_a_rule_within_a_form_is_tried_month_by_month(run: Run, history: None) -> None:
    result = run("try", "HCC-R5", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (told["submissions"], told["periods"]) == (3, ["2026-01", "2026-02", "2026-03"])
    assert [(hit["period"], hit["unit"]) for hit in told["hits"]] == [
        ("2026-02", "hcc"),
        ("2026-03", "hcc"),
    ]
    assert "cuối tháng còn 88 hồ sơ chưa giải quyết" in told["hits"][0]["message"]
    assert "2026-02: HCC-R5" in result.stderr


def test_a_trial_may_be_limited_to_some_months(run: Run, history: None) -> None:
    result = run("try", "HCC-R5", "--from", "2026-03", "--to", "2026-03")
    assert result.exit_code == 0
    assert "2026-03  hcc" in result.stdout
    assert result.stdout.endswith("HCC-R5: 1/1 bản nộp của 1 kỳ.\n")


def test_a_rule_across_units_is_tried_on_every_month(run: Run, history: None) -> None:
    told = json.loads(run("try", "THIEU-DON-VI", "--json").stdout)
    missing = {hit["unit"] for hit in told["hits"] if hit["period"] == "2026-02"}
    roster = {unit.code for unit in catalogue().office(OFFICE).roster(JANUARY.next)}
    assert missing == roster - {"hcc"}


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
