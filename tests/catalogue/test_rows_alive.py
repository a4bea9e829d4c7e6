"""Every row is alive: filled in a workbook it comes out in print, violated it is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest
from tests.catalogue.dictionary import ROWS
from tests.catalogue.row_cases import (
    JANUARY,
    OFFICE,
    Broken,
    Cells,
    RowCase,
    candidate,
    cases,
    catalogue,
    cell_key,
    filled,
    golden,
    main_column,
)
from tests.narrative.evidence import evidence_of
from tests.store.records import a_submission

from nghiquyet.model.draft import Assessment
from nghiquyet.model.indicator import Form, Per, ValueType
from nghiquyet.model.rule import Finding
from nghiquyet.model.submission import Column, SheetKind, Submission
from nghiquyet.narrative.assessment import write_assessment
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.pipeline.extracting import Contents, extract_contents
from nghiquyet.store.repository import Store
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate
from nghiquyet.validation.violations import review_line
from nghiquyet.workbook import CellKey

CODES = [code for row in ROWS for code in row.codes]
ROW: Mapping[str, RowCase] = {
    code: case for form in cases().values() for code, case in form.rows.items()
}
BROKEN = [(code, n) for code in CODES for n in range(len(ROW[code].broken))]
ACROSS = [(code, n) for code in CODES for n in range(len(ROW[code].across))]
WAVES = ("kieu", "gioi-han", "tran", "bat-buoc", "lua-chon", "luy-ke")
# Shares of a plan may exceed it; everything else that is a share ends at 100.
BEYOND_100 = {"BXC-18b": 901, "UBNN-03c": 111, "UBTC-03": 501, "UBTC-06": 501}

_FLAG = re.compile(r"\[CHƯA CÓ[^\]]*\]")


def form_of(code: str) -> str:
    return catalogue().indicators[code].form


# Everything of one form is judged in one run: that is what takes time.


@cache
def judged(form: str) -> Mapping[str, list[Finding]]:
    """The findings of every workbook that is tried on a form."""
    tried = cases()[form]
    batch = [sample(code) for code in tried.rows]
    for code, case in tried.rows.items():
        for n, broken in enumerate(case.broken):
            cells = filled(tried.unit, tried.base, broken.fill)
            batch.append(candidate(f"{code}/{n}", tried.unit, cells, broken.month, broken.before))
    batch += [candidate(wave, tried.unit, wave_cells(form, wave), 1, {}) for wave in WAVES]
    return validate_batch(catalogue().forms[form], catalogue().rules[form], batch)


@cache
def sample(code: str) -> Candidate:
    """The workbook in which a row is filled well."""
    tried, case = cases()[form_of(code)], ROW[code]
    return candidate(code, tried.unit, filled(tried.unit, tried.base, case.fill), 1, case.before)


def rules_hit(form: str, key: str) -> list[str]:
    return sorted(finding.rule for finding in judged(form)[key])


# What holds of every row alike is violated in all rows of a form at once.


def wave_cells(form: str, wave: str) -> Cells:
    tried = cases()[form]
    if wave == "bat-buoc":
        cells = filled(tried.unit, tried.base)
        return {key: value for key, value in cells.items() if key[1] not in tried.required}
    return {**filled(tried.unit, tried.base), **dict(_wrong(catalogue().forms[form], wave))}


def _wrong(form: Form, wave: str) -> Iterator[tuple[CellKey, object]]:
    for part in form.parts:
        columns = {str(basis): cell_key(f"{part.code}.{basis}") for basis in part.bases}
        answer = (SheetKind.WORDS, part.code, Column.ANSWER)
        if wave == "kieu":
            yield from ((key, "một vài") for key in columns.values())
            if not columns:
                yield answer, "C«ng an x· b¸o c¸o"  # typed in an old font
        elif wave == "gioi-han":
            yield from ((key, -1) for key in columns.values())
        elif wave == "tran" and part.type is ValueType.PERCENT:
            yield columns[main_column(part)], BEYOND_100.get(part.code, 101)
        elif wave == "lua-chon" and part.type in {ValueType.VERDICT, ValueType.YES_NO}:
            yield answer, "khác hẳn"
        elif wave == "luy-ke" and part.per is Per.MONTH_AND_YTD:
            yield from ((columns["month"], 5), (columns["ytd"], 4))


def wave_rules(form: str, wave: str) -> set[str]:
    """The rules that a wave must hit: one for each cell, or each row, that it has changed."""
    if wave == "bat-buoc":
        return {f"{code}.bat-buoc" for code in cases()[form].required}
    changed = {(code, column) for (_, code, column), _ in _wrong(catalogue().forms[form], wave)}
    match wave:
        case "lua-chon":
            return {f"{code}.lua-chon" for code, _ in changed}
        case "luy-ke":
            return {f"{code}.{name}" for code, _ in changed for name in ("luy-ke", "luy-ke-noi")}
        case "tran":
            return {f"{code}.gioi-han-{column}" for code, column in changed}
    return {f"{code}.{wave}-{column}" for code, column in changed}


@pytest.mark.parametrize("form", cases())
@pytest.mark.parametrize("wave", WAVES)
def test_what_holds_of_every_row_is_found_in_every_row(form: str, wave: str) -> None:
    kind = "gioi-han" if wave == "tran" else wave
    assert {rule for rule in rules_hit(form, wave) if f".{kind}" in rule} == wave_rules(form, wave)


# Row by row.


@pytest.mark.parametrize("code", CODES)
def test_a_row_filled_well_passes_every_rule(code: str) -> None:
    assert judged(form_of(code))[code] == []


@pytest.mark.parametrize(("code", "n"), BROKEN)
def test_a_violation_hits_its_rules_and_no_others(code: str, n: int) -> None:
    broken = ROW[code].broken[n]
    findings = judged(form_of(code))[f"{code}/{n}"]
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
        named = {name.partition(".")[0] for name in ROW[code].fill}
        assert named & {part.code for part in indicator.parts}
        assert set(ROW[code].says) <= {indicator.sub_section or "I.1"}
        assert bool(ROW[code].says) >= (indicator.clause is not None)


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
    return {
        rule.id: review_line(rule, row, office, catalogue().parts).message
        for rule in catalogue().sql_rules
        for row in store.violations(rule.sql, OFFICE, JANUARY)
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


def test_every_rule_is_hit_by_some_case() -> None:
    every = {rule.id for rules in catalogue().rules.values() for rule in rules}
    every |= {rule.id for rule in catalogue().sql_rules}
    tried: list[Broken] = [each for case in ROW.values() for each in (*case.broken, *case.across)]
    hit = {rule for each in tried for rule in each.rules}
    for form in cases():
        hit = hit.union(*(wave_rules(form, wave) for wave in WAVES))
    assert hit == every


@pytest.mark.parametrize("form", cases())
def test_every_message_is_a_whole_sentence(form: str) -> None:
    for findings in judged(form).values():
        for finding in findings:
            message = finding.message
            assert message.endswith((".", "?")), message
            assert message == unicodedata.normalize("NFC", message)
            assert not re.search(r"[{}]|\(trống\)|nan|  ", message), message
