"""How many slightly wrong rules the workbooks tell from the right ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tests.catalogue.judging import judged, workbooks
from tests.catalogue.row_cases import catalogue
from tests.rules.mutants import mutants_of
from tests.rules.page import severity_of

from nghiquyet.validation.frames import wide_frame
from nghiquyet.validation.suites import build_suite, run_suite


@dataclass(frozen=True)
class Score:
    """What became of the mutants of one form, or of the rules across units.

    Attributes:
        name: the form, or ``sql/rules``.
        killed: how many some test notices.
        survivors: the ids of those that none notices.
    """

    name: str
    killed: int
    survivors: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part of the mutants that is noticed."""
        return self.killed / ((self.killed + len(self.survivors)) or 1)


@cache
def score(form: str) -> Score:
    """Run every mutant of a form's rules over all its workbooks at once.

    A mutant is noticed if the workbooks of which something is asserted about its rule are not
    the same ones that the rule itself hits; a rule that is taken away hits none.
    """
    rules, books = catalogue().rules[form], workbooks(form)
    mutants = {rule.id: tuple(mutants_of(rule)) for rule in rules}
    every = [mutant for group in mutants.values() for mutant in group]
    frame = wide_frame(catalogue().forms[form], every, [book.candidate for book in books.values()])
    hit = run_suite(build_suite(form, every), frame)
    killed, survivors = 0, []
    for rule in rules:
        asserted = {key for key, book in books.items() if book.tells_of(rule.id)}
        right = _hits(form)[rule.id] & asserted if rule.id in _hits(form) else frozenset()
        outcomes: Mapping[str, frozenset[str]] = {
            f"{rule.id}~removed": frozenset(),
            **{each.id: asserted & frozenset(hit.get(each.id, ())) for each in mutants[rule.id]},
        }
        survived = [name for name, outcome in outcomes.items() if outcome == right]
        if severity_of(rule.id) != rule.severity or not right:  # asserted wherever it is hit
            survived.append(f"{rule.id}~severity")
        killed += len(outcomes) + 1 - len(survived)
        survivors += survived
    return Score(form, killed, tuple(survivors))


@cache
def _hits(form: str) -> Mapping[str, frozenset[str]]:
    """The workbooks that each rule hits."""
    found: dict[str, set[str]] = {}
    for key, findings in judged(form).items():
        for finding in findings:
            found.setdefault(finding.rule, set()).add(key)
    return {rule: frozenset(keys) for rule, keys in found.items()}
