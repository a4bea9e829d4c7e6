"""The whole catalogue, read and cross-checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from nghiquyet.catalogue.definitions import Definition
from nghiquyet.catalogue.every_form import FILE_NAME, EveryForm, load_every_form
from nghiquyet.catalogue.generated import generated_rules
from nghiquyet.catalogue.indicators import FormSpec, check_form, load_form
from nghiquyet.catalogue.offices import check_office, load_office
from nghiquyet.catalogue.register import AnyRule
from nghiquyet.catalogue.rules import SuiteSpec, check_rules, load_rules, with_standing
from nghiquyet.catalogue.sql_rules import load_sql_rule
from nghiquyet.errors import ConfigurationError, DefinitionError, DefinitionFault
from nghiquyet.model.expression import CODE, parse_expression
from nghiquyet.model.indicator import Form, Indicator, Part
from nghiquyet.model.office import Office, Unit
from nghiquyet.model.rule import Rule, SqlRule

T = TypeVar("T")


@dataclass(frozen=True)
class Catalogue:
    """Everything that is declared.

    Attributes:
        root: the project's root.
        offices: by code.
        forms: by code.
        rules: the rules of each form, generated ones first.
        sql_rules: rules across units and months.
        every_form: rules that hold for every form.
    """

    root: Path
    offices: Mapping[str, Office]
    forms: Mapping[str, Form]
    rules: Mapping[str, tuple[Rule, ...]]
    sql_rules: tuple[SqlRule, ...]
    every_form: EveryForm

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by code, in dictionary order."""
        return {row.code: row for form in self.forms.values() for row in form.indicators}

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """Every value by its visible code."""
        return {part.code: part for form in self.forms.values() for part in form.parts}

    @cached_property
    def indicator_of(self) -> Mapping[str, Indicator]:
        """The indicator of each part's code."""
        return {part.code: row for row in self.indicators.values() for part in row.parts}

    @cached_property
    def register(self) -> tuple[AnyRule, ...]:
        """Every rule: form by form, generated ones before declared ones, then the general ones."""
        own = (rule for form in self.forms for rule in self.rules[form])
        return (*own, *self.every_form.rules, *self.sql_rules)

    def rule(self, name: str) -> AnyRule:
        """The rule of the register with that id.

        Raises:
            ConfigurationError: if there is none; the message proposes those with like names.
        """
        known = {rule.id: rule for rule in self.register}
        if name in known:
            return known[name]
        like = get_close_matches(name.upper(), map(str.upper, known), n=5, cutoff=0.5)
        close = ", ".join(each for each in known if each.upper() in like)
        raise ConfigurationError(
            f"không có luật {name}" + (f"; gần giống: {close}" if close else "")
        )

    def office(self, code: str) -> Office:
        """The office with ``code``.

        Raises:
            DefinitionError: if there is none.
        """
        try:
            return self.offices[code]
        except KeyError:
            path = self.root / "reports" / "offices"
            known = ", ".join(self.offices)
            fault = DefinitionFault(path, 0, code, f"no such office; there are: {known}")
            raise DefinitionError([fault]) from None

    def form_of(self, unit: Unit) -> Form:
        """The form that ``unit`` fills."""
        return self.forms[unit.form]


def load_catalogue(root: Path) -> Catalogue:
    """Read and cross-check everything below ``root``.

    Raises:
        DefinitionError: with every mistake found, each naming file, line and key.
    """
    faults: list[DefinitionFault] = []

    def attempt(load: Callable[[Path], T], paths: Iterable[Path]) -> list[T]:
        found = []
        for path in sorted(paths):
            try:
                found.append(load(path))
            except DefinitionError as error:
                faults.extend(error.faults)
        return found

    reports = root / "reports"
    written = frozenset(path.stem for path in (reports / "indicators").glob("*.yaml"))
    loaded = attempt(load_form, (reports / "indicators").glob("*.yaml"))
    forms = {form.code: form for form, _ in loaded}
    rules = {code: generated_rules(form) for code, form in forms.items()}
    faults += _form_faults(loaded)
    suites = (path for path in (root / "expectations").glob("*.yaml") if path.name != FILE_NAME)
    for declared, suite in attempt(load_rules, suites):
        faults += _add_rules(declared, suite, forms, rules, written)
    offices = attempt(load_office, (path.parent for path in reports.glob("offices/*/office.yaml")))
    for office, head, body in offices:
        faults += check_office(office, head, body, written | frozenset(forms))
    sql_files = sorted((root / "sql" / "rules").glob("*.sql"))
    sql_rules = attempt(load_sql_rule, sql_files)
    every_form = attempt(load_every_form, [root])
    faults += _known_ids(sql_files, sql_rules, rules) if not faults else []
    faults += _unknown_codes(sql_files, forms) if not faults else []
    if faults:
        raise DefinitionError([_relative(fault, root) for fault in dict.fromkeys(faults)])
    named = {office.code: office for office, _, _ in offices}
    return Catalogue(root, named, forms, rules, tuple(sql_rules), every_form[0])


def _known_ids(
    paths: Iterable[Path], sql_rules: Iterable[SqlRule], rules: Mapping[str, tuple[Rule, ...]]
) -> Iterator[DefinitionFault]:
    """Ids of SQL rules that another rule bears already."""
    taken = {rule.id for known in rules.values() for rule in known}
    for path, rule in zip(paths, sql_rules, strict=True):
        if rule.id in taken:
            yield DefinitionFault(path, 1, "rule", f"this id is given twice: {rule.id}")
        taken.add(rule.id)


def _unknown_codes(paths: Iterable[Path], forms: Mapping[str, Form]) -> Iterator[DefinitionFault]:
    """Codes that a file of SQL names and nobody declares: such a rule would never fire."""
    known = {part.code for form in forms.values() for part in form.parts}
    for path in paths:
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for code in re.findall(rf"'({CODE})'", text):
                if code not in known:
                    yield DefinitionFault(path, line, code, "no such code")


def _add_rules(
    declared: tuple[Rule, ...],
    suite: Definition[SuiteSpec],
    forms: Mapping[str, Form],
    rules: dict[str, tuple[Rule, ...]],
    written: frozenset[str],
) -> list[DefinitionFault]:
    """Add a suite's rules to those of its form; returns their mistakes."""
    form = forms.get(suite.value.suite)
    if form is None and suite.value.suite in written:
        return []  # the form's own mistakes are told
    if form is None:
        return [suite.fault(("suite",), f"no such form: {suite.value.suite}")]
    faults = [*check_rules(declared, suite, form), *_double_ids(declared, suite, rules)]
    generated, unknown = with_standing(rules[form.code], suite)
    rules[form.code] = generated + declared
    return [*faults, *unknown]


def _form_faults(loaded: list[tuple[Form, Definition[FormSpec]]]) -> list[DefinitionFault]:
    faults: list[DefinitionFault] = []
    owners: dict[str, str] = {}
    for form, definition in loaded:
        for place, indicator in enumerate(form.indicators):
            for code in {indicator.code, *(part.code for part in indicator.parts)}:
                if owners.setdefault(code, indicator.form) != form.code or (
                    sum(row.code == indicator.code for row in form.indicators) > 1
                ):
                    where = ("indicators", place, "code")
                    faults.append(definition.fault(where, f"this code is given twice: {code}"))
    known = frozenset(owners)
    for form, definition in loaded:
        faults += check_form(form, definition, known)
        faults += _expression_faults(form, definition, known)
    return faults


def _expression_faults(
    form: Form, definition: Definition[FormSpec], known: frozenset[str]
) -> list[DefinitionFault]:
    """Mistakes in what values are computed from, and in what percentages are of."""
    own = frozenset(part.code for part in form.parts)
    return [
        definition.fault(("indicators", place), f"{part.code} {message}")
        for place, indicator in enumerate(form.indicators)
        for part in indicator.parts
        for text, codes in _expressions(part, known, own)
        for message in _mistakes(text, codes)
    ]


def _expressions(
    part: Part, known: frozenset[str], own: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    """The expressions of a part, each with the codes that it may name."""
    if part.compute:
        yield part.compute, known
    if part.ratio:
        yield part.ratio.of, own
        yield part.ratio.over, own


def _mistakes(text: str, codes: frozenset[str]) -> Iterator[str]:
    try:
        references = parse_expression(text).references
    except ValueError as error:
        yield str(error)
        return
    for item in references:
        if item.code not in codes:
            yield f"follows from an unknown {item.code}"


def _double_ids(
    declared: tuple[Rule, ...], suite: Definition[SuiteSpec], rules: dict[str, tuple[Rule, ...]]
) -> list[DefinitionFault]:
    taken = {rule.id for known in rules.values() for rule in known}
    faults = []
    for place, rule in enumerate(declared):
        if rule.id in taken:
            where = ("rules", place, "id")
            faults.append(suite.fault(where, f"this id is given twice: {rule.id}"))
        taken.add(rule.id)
    return faults


def _relative(fault: DefinitionFault, root: Path) -> DefinitionFault:
    path = fault.path.relative_to(root) if fault.path.is_relative_to(root) else fault.path
    return DefinitionFault(path, fault.line, fault.key, fault.message)
