"""The rules that hold for every form: detectors look, one GX run over all workbooks judges."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from nghiquyet.catalogue.detectors import AnyEntry
from nghiquyet.catalogue.every_form import SUITE
from nghiquyet.catalogue.register import in_force
from nghiquyet.model.rule import Finding, Rule
from nghiquyet.validation.detectors.cases import Case, Hit
from nghiquyet.validation.detectors.registry import detect
from nghiquyet.validation.findings import answered
from nghiquyet.validation.frames import KEY
from nghiquyet.validation.suites import Observer, build_suite, run_suite


def validate_every_form(
    entries: Sequence[AnyEntry], cases: Sequence[Case], observe: Observer | None = None
) -> dict[str, list[Finding]]:
    """Judge new submissions of whatever forms by the rules of ``every-form.yaml``.

    The frame that GX validates has a row for each workbook and a column for each rule: the
    number of its hits, of which none is expected.

    Args:
        entries: the rules, of whatever standing.
        cases: the workbooks, with unique keys.
        observe: is handed what Great Expectations found, for its Data Docs.

    Returns:
        For each workbook's key its findings: one a hit, at the hit's cell.
    """
    told: dict[str, list[Finding]] = {case.candidate.key: [] for case in cases}
    hits = {case.candidate.key: _hits(entries, case) for case in cases}
    run = [entry.rule for entry in entries]
    if not run or not cases:
        return told
    frame = pd.DataFrame(
        [{KEY: key, **{rule.id: len(found.get(rule.id, ())) for rule in run}}
         for key, found in hits.items()]
    )  # fmt: skip
    broken = run_suite(build_suite(SUITE, run), frame, observe)
    acting = {case.candidate.key: in_force(run, case.period) for case in cases}
    for key, rules in acting.items():
        for rule in rules:
            if key in broken.get(rule.id, ()):
                told[key] += [_finding(rule, hit) for hit in hits[key][rule.id]]
    return {
        case.candidate.key: list(answered(told[case.candidate.key], case.candidate))
        for case in cases
    }


def _hits(entries: Sequence[AnyEntry], case: Case) -> dict[str, list[Hit]]:
    """Hits by rule, of the rules that are in force in the workbook's month."""
    acting = {rule.id for rule in in_force([entry.rule for entry in entries], case.period)}
    found = {entry.id: detect(entry, case) for entry in entries if entry.id in acting}
    return {rule: hits for rule, hits in found.items() if hits}


def _finding(rule: Rule, hit: Hit) -> Finding:
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=rule.message.format(quote=hit.quote, expected=hit.expected, **hit.fills),
        code=hit.cell.row,
        column=str(hit.cell.column),
        at=hit.cell.at,
        value=hit.quote,
        expected=hit.expected,
    )
