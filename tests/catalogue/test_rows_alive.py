"""Every row is alive: filled in a workbook it comes out in print, violated it is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest
from tests.catalogue.dictionary import ROWS
from tests.catalogue.judging import ROW, form_of, judged, sample, workbooks
from tests.catalogue.row_cases import (
    JANUARY,
    OFFICE,
    Cells,
    candidate,
    cases,
    catalogue,
    filled,
    golden,
)
from tests.narrative.evidence import evidence_of
from tests.store.records import a_submission

from nghiquyet.catalogue.directives import REGISTER
from nghiquyet.catalogue.sql_rules import figures_asked
from nghiquyet.model.draft import Assessment
from nghiquyet.model.submission import Submission
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.pipeline.extracting import Contents, extract_contents
from nghiquyet.store.repository import Store
from nghiquyet.validation.frames import Candidate
from nghiquyet.validation.violations import violation

# A form is judged once, in the process that keeps the findings.

CODES = [code for row in ROWS for code in row.codes]
BROKEN = [(code, n) for code in CODES for n in range(len(ROW[code].broken))]
ACROSS = [(code, n) for code in CODES for n in range(len(ROW[code].across))]

_FLAG = re.compile(r"\[CHƯA CÓ[^\]]*\]")


@pytest.mark.parametrize("form", cases())
def test_what_holds_of_every_row_is_found_in_every_row(form: str) -> None:
    for key, workbook in workbooks(form).items():
        hit = {finding.rule for finding in judged(form)[key]}
        assert {rule for rule in hit if workbook.tells_of(rule)} == workbook.hits, key


# Row by row.


@pytest.mark.parametrize("code", CODES)
def test_a_row_filled_well_passes_every_rule(code: str) -> None:
    findings = judged(form_of(code))[code]
    assert [finding.rule for finding in findings] == list(ROW[code].asks)
    assert all(finding.explanation for finding in findings)


@pytest.mark.parametrize(("code", "n"), BROKEN)
def test_a_violation_hits_its_rules_and_no_others(code: str, n: int) -> None:
    broken = ROW[code].broken[n]
    month = f"@{broken.months[0]}" if broken.months else ""
    findings = judged(form_of(code))[f"{code}/{n}{month}"]
    assert sorted(finding.rule for finding in findings) == sorted(broken.rules)
    assert not broken.tells or [finding.message for finding in findings] == [broken.tells]


@cache
def january() -> Evidence:
    office = catalogue().office(OFFICE)
    return evidence_of(catalogue(), office, JANUARY, golden("2026-01"))


def contents_of(unit: str, workbook: Candidate, submission: Submission) -> Contents:
    whose = catalogue().office(OFFICE).unit(unit)
    return extract_contents(workbook.reading, catalogue().forms[whose.form], submission)


def with_contents(evidence: Evidence, unit: str, contents: Contents) -> Evidence:
    """The evidence with what one unit reported put in place of what it had."""
    return replace(
        evidence,
        facts=[*(each for each in evidence.facts if each.unit != unit), *contents.facts],
        statements=[
            *(each for each in evidence.statements if each.unit != unit),
            *contents.statements,
        ],
    )


def evidence_for(code: str) -> Evidence:
    """January with the row's sample in the workbooks of those who report on it."""
    evidence = january()
    workbooks = {cases()[form_of(code)].unit: sample(code)}
    for unit, values in ROW[code].also.items():
        workbooks[unit] = candidate(unit, unit, filled(unit, values), 1, {})
    for unit, workbook in workbooks.items():
        contents = contents_of(unit, workbook, january().submissions[unit])
        evidence = with_contents(evidence, unit, contents)
    return evidence


def without_sample(evidence: Evidence, code: str) -> Evidence:
    case = ROW[code]
    changed = {
        (unit, name.partition(".")[0])
        for unit, values in {cases()[form_of(code)].unit: case.fill, **case.also}.items()
        for name in values
    }
    return replace(
        evidence,
        facts=[each for each in evidence.facts if (each.unit, each.indicator) not in changed],
        statements=[
            each for each in evidence.statements if (each.unit, each.indicator) not in changed
        ],
    )


def text_of(assessment: Assessment, sub_section: str) -> str:
    """A sub-section's text without the flags, which repeat the rows' names."""
    (found,) = (each for each in assessment.section.sub_sections if each.code == sub_section)
    return "\n".join(_FLAG.sub("", block.text) for block in found.blocks)


@pytest.mark.parametrize("code", CODES)
def test_a_row_comes_out_as_its_clause_and_its_annex_lines(code: str) -> None:
    case, evidence = ROW[code], evidence_for(code)
    printed, bare = write_assessment(evidence), write_assessment(without_sample(evidence, code))
    for sub_section, clause in case.says.items():
        assert clause in text_of(printed, sub_section)
        assert clause not in text_of(bare, sub_section)
    lines = {line.code: line for line in printed.annex}
    assert {part.code for part in catalogue().indicators[code].parts} <= set(lines)
    for name, value in case.annex.items():
        part, _, column = name.partition(".")
        assert getattr(lines[part], column or "value") == value, name


def test_every_row_has_a_sample_and_shows_it() -> None:
    assert set(ROW) == set(CODES)
    assert [code for code in CODES if not (ROW[code].says or ROW[code].annex)] == []
    for code, indicator in catalogue().indicators.items():
        if indicator.form == REGISTER:
            continue
        named = {name.partition(".")[0] for name in ROW[code].fill}
        assert named & {part.code for part in indicator.parts}
        assert set(ROW[code].says) <= {indicator.sub_section or "I.1"}
        printed = indicator.clause is not None and not indicator.clause.optional
        assert bool(ROW[code].says) >= printed


# Across units: through the store.


def january_in(store: Store, changed: Mapping[str, Cells]) -> None:
    """Store January's golden values, then what some units send instead."""
    facts = january().facts
    for unit in {fact.unit for fact in facts}:
        first = a_submission(unit)
        own = [replace(each, submission_id=first.id) for each in facts if each.unit == unit]
        store.record_submission(first, facts=own)
    for unit, cells in changed.items():
        second = a_submission(unit)
        contents = contents_of(unit, candidate(unit, unit, cells, 1, {}), second)
        store.record_submission(second, **contents.by_kind())


def told_across(store: Store) -> dict[str, str]:
    office = catalogue().office(OFFICE)
    asked = figures_asked(office.roster(JANUARY), catalogue().forms)
    return {
        rule.id: violation(rule, row, office, catalogue().parts).finding.message
        for rule in catalogue().sql_rules
        for row in store.violations(rule.sql, OFFICE, JANUARY, asked=asked)
    }


@pytest.mark.parametrize(("code", "n"), ACROSS)
def test_a_disagreement_between_units_is_found(code: str, n: int, store: Store) -> None:
    tried, across = cases()[form_of(code)], ROW[code].across[n]
    january_in(store, {tried.unit: filled(tried.unit, across.fill)})
    told = told_across(store)
    assert sorted(told) == sorted(across.rules)
    assert not across.tells or list(told.values()) == [across.tells]


def test_units_that_agree_are_left_in_peace(store: Store) -> None:
    january_in(store, {})
    assert told_across(store) == {}


# Over all of it.


@pytest.mark.parametrize("form", cases())
def test_every_message_is_a_whole_sentence(form: str) -> None:
    for findings in judged(form).values():
        for finding in findings:
            message = finding.message
            assert message.endswith((".", "?")), message
            assert message == unicodedata.normalize("NFC", message)
            assert not re.search(r"[{}]|\(trống\)|nan|  ", message), message
