"""What the rules across units find in a month, and what the units wrote beside it."""

from __future__ import annotations

from dataclasses import replace

from nghiquyet.catalogue.register import in_force
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Column, Submission
from nghiquyet.pipeline.explaining import without_outdated
from nghiquyet.pipeline.trying import violating_rows
from nghiquyet.pipeline.workshop import Workshop
from nghiquyet.validation.explanations import explains
from nghiquyet.validation.violations import Violation, violation
from nghiquyet.wording import clean_text


def violations_found(shop: Workshop, office: Office, period: Period) -> list[Violation]:
    """The rows that violate the rules in force, with the unit's note on the row as its answer."""
    current = {each.unit: each for each in shop.store.current_submissions(office.code, period)}
    found = (
        violation(rule, row, office, shop.catalogue.parts)
        for rule in in_force(shop.catalogue.sql_rules, period)
        for row in violating_rows(shop, rule, office, period)
    )
    return [
        _answered(shop, office, each, current[each.unit])
        if each.part and each.unit in current
        else each
        for each in found
    ]


def _answered(shop: Workshop, office: Office, found: Violation, sent: Submission) -> Violation:
    cells = shop.store.cells(sent.id)
    note = clean_text(cells.get((found.finding.code, Column.NOTE), ""))
    if not explains(note):
        return found
    finding = replace(found.finding, explanation=note)
    earlier = shop.store.cells_before(office.code, sent.unit, sent.period, sent.id)
    form = shop.catalogue.form_of(office.unit(sent.unit))
    (judged,) = without_outdated([finding], cells, earlier, form)
    return replace(found, finding=judged)
