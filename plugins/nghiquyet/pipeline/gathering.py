"""What a month's draft is written from: figures, answers, tasks, registers, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nghiquyet.catalogue.directives import REGISTER, registered
from nghiquyet.document.properties import draft_id_of
from nghiquyet.errors import ConfigurationError
from nghiquyet.model.draft import Draft
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.task import Directive, UnitProposal
from nghiquyet.narrative.evidence import Evidence
from nghiquyet.narrative.review import with_answers
from nghiquyet.pipeline.crossing import violations_found
from nghiquyet.pipeline.workshop import Workshop


@dataclass(frozen=True)
class Registers:
    """What tasks are proposed from, beside what was reported for the month.

    Attributes:
        directives: documents from above whose tasks fall into the month of the resolution.
        unit_proposals: the tasks that units propose.
    """

    directives: Sequence[Directive] = ()
    unit_proposals: Sequence[UnitProposal] = ()


@dataclass(frozen=True)
class Material:
    """All that a draft follows from, together with the declarations.

    Attributes:
        evidence: for Section I.
        registers: for Section II.
    """

    evidence: Evidence
    registers: Registers


def gather(shop: Workshop, office: Office, period: Period) -> Material:
    """What counts now for the draft that assesses ``period``."""
    return Material(gather_evidence(shop, office, period), gather_registers(shop, office, period))


def gather_registers(shop: Workshop, office: Office, period: Period) -> Registers:
    """What tasks are proposed from, as it stands now."""
    store = shop.store
    return Registers(
        directives=directives_known(shop, office, period),
        unit_proposals=store.unit_proposals(office.code, period),
    )


def directives_known(shop: Workshop, office: Office, period: Period) -> tuple[Directive, ...]:
    """Documents from above: those loaded from a file, and those of the office's own register.

    Entered in the register, a document is as its latest workbook says.
    """
    books = [unit.code for unit in office.units if unit.form == REGISTER]
    entered = registered(office, shop.store.statements_of(office.code, books, period))
    codes = {directive.code for directive in entered}
    loaded = shop.store.directives(office.code, period.next)
    return (*(one for one in loaded if one.code not in codes), *entered)


def gather_evidence(shop: Workshop, office: Office, period: Period) -> Evidence:
    """Everything accepted for a period, with what the rules said of it."""
    submissions = {item.unit: item for item in shop.store.current_submissions(office.code, period)}
    findings = shop.store.findings(item.id for item in submissions.values())
    waivers = shop.store.waivers(office.code, period)
    crossing = violations_found(shop, office, period)
    return Evidence(
        catalogue=shop.catalogue,
        office=office,
        period=period,
        facts=shop.store.facts(office.code, period),
        statements=shop.store.statements(office.code, period),
        submissions=submissions,
        history=shop.store.fact_frame(office.code, period.year_before),
        findings={item.unit: findings.get(item.id, ()) for item in submissions.values()},
        violations=tuple(
            with_answers(each.line, each.finding, waivers, each.request) for each in crossing
        ),
        waivers=waivers,
        confirmations=shop.store.confirmations(office.code, period),
        tasks=shop.store.assigned_tasks(office.code, period),
        task_reports=shop.store.task_reports(office.code, period),
    )


def draft_of_file(shop: Workshop, office: str, name: str, data: bytes) -> Draft:
    """The draft that a Word file was made from, as it was printed.

    Args:
        shop: the step's tools.
        office: office code.
        name: name of the file, to be told.
        data: its bytes.

    Raises:
        DocumentError: if it is no Word document.
        ConfigurationError: if it is no draft of this office.
    """
    number = draft_id_of(data)
    stored = shop.store.draft(office, number) if number else None
    if stored is None:
        raise ConfigurationError(f"{name} không phải dự thảo do hệ thống lập cho {office}.")
    return stored.draft
