"""One file: is it safe, whose is it, what does it say; and a batch of them: is it right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.intake.identity import Identity, identify
from nghiquyet.intake.inbox import is_unfinished
from nghiquyet.intake.secrecy import mark_in_name
from nghiquyet.intake.verdicts import Fate, Verdict, verdict
from nghiquyet.model.office import OFFICE_ZONE
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import Reading, SubmissionStatus
from nghiquyet.pipeline.explaining import Cells, cells_by_place, without_outdated
from nghiquyet.pipeline.workshop import Workshop
from nghiquyet.sandbox import ReaderFault, Sandbox, Tables
from nghiquyet.validation.detectors.cases import Case
from nghiquyet.validation.every_form import validate_every_form
from nghiquyet.validation.findings import by_urgency, validate_batch
from nghiquyet.validation.frames import Candidate
from nghiquyet.validation.suites import Observer

_STATUS_OF_FATE = {
    Fate.RETURN: SubmissionStatus.RETURNED,
    Fate.QUARANTINE: SubmissionStatus.QUARANTINED,
    Fate.ERASE: SubmissionStatus.QUARANTINED,
}


class ArrivingFile(Protocol):
    """A file that is to be read: held, or only to be checked."""

    @property
    def id(self) -> str:
        """Unique within its batch."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def title(self) -> str:
        """Its name, with its folders below the drop folder."""

    @property
    def folder(self) -> tuple[str, str] | None:
        """Office and unit of the folder it was dropped in, if it lay in one."""


@dataclass(frozen=True)
class Refusal:
    """A file that is not read: why, and what becomes of it.

    Attributes:
        finding: what the sender is told.
        status: returned or quarantined.
        erase: the file bears a secrecy mark and must not be kept.
    """

    finding: Finding
    status: SubmissionStatus
    erase: bool = False


@dataclass(frozen=True)
class Arrival:
    """A workbook that was identified and read.

    Attributes:
        key: unique within its batch.
        identity: office, unit and period.
        reading: its cells.
    """

    key: str
    identity: Identity
    reading: Reading


def tables_of(catalogue: Catalogue) -> Tables:
    """What the child that opens files must know of the catalogue."""
    return Tables(
        {
            (office.code, unit.code): catalogue.forms[unit.form]
            for office in catalogue.offices.values()
            for unit in office.units
        }
    )


def receive(
    shop: Workshop,
    box: Sandbox,
    file: ArrivingFile,
    now: datetime,
    guarded: Callable[[Verdict], None] | None = None,
) -> Arrival | Refusal:
    """Have a file guarded, opened and read in the sandbox, and tell whose it is.

    Args:
        shop: the step's tools.
        box: where files are opened.
        file: the file.
        now: aware moment of collection.
        guarded: told the guard's verdict as soon as it is known.

    Raises:
        ReaderFault: if our own code failed over the file.
    """
    found = _by_name(file, guarded) or box.take_in(file.path, guarded)
    if isinstance(found, Verdict) and found.fate is not Fate.RETURN:
        return _refusal(found)
    if is_unfinished(file.title):
        found = verdict("TEP-TAM")
    if isinstance(found, Verdict):
        return _refusal(found)
    if found.unreadable:
        damaged = verdict(found.code)
        told = Finding(damaged.code, Severity.CRITICAL, damaged.message, value=found.unreadable)
        return _returned(told)
    identity = identify(
        found.tags,
        folder=file.folder,
        offices=shop.catalogue.offices,
        forms=shop.catalogue.forms,
        closed=shop.closed_periods,
        today=now.astimezone(OFFICE_ZONE).date(),
        printed=found.printed,
        claims=found.claims,
    )
    if isinstance(identity, Finding):
        return _returned(identity)
    if found.reading is None:
        raise ReaderFault(f"{identity.unit.code} was identified, but its form was not read")
    return Arrival(file.id, identity, found.reading)


def _by_name(
    file: ArrivingFile, guarded: Callable[[Verdict], None] | None = None
) -> Verdict | None:
    """A name with a mark of secrecy is enough: the file is not even opened."""
    mark = mark_in_name(file.title)
    if not mark:
        return None
    found = verdict("TEP-MAT", mark=mark)
    if guarded is not None:
        guarded(found)
    return found


def _refusal(told: Verdict) -> Refusal:
    finding = Finding(told.code, Severity.CRITICAL, told.message)
    return Refusal(finding, _STATUS_OF_FATE[told.fate], told.fate is Fate.ERASE)


def _returned(finding: Finding) -> Refusal:
    return Refusal(finding, SubmissionStatus.RETURNED)


def judge(
    shop: Workshop, arrivals: Sequence[Arrival], observe: Observer | None = None
) -> dict[str, list[Finding]]:
    """Findings by arrival: one GX run a form over all of its arrivals, and one over all forms.

    Args:
        shop: the step's tools.
        arrivals: workbooks that were read, with unique keys.
        observe: is handed what each run found, for the Data Docs.
    """
    by_form: dict[str, list[Case]] = defaultdict(list)
    for case in _cases(shop, arrivals):
        by_form[case.form.code].append(case)
    general = validate_every_form(
        shop.catalogue.every_form.entries,
        [case for group in by_form.values() for case in group],
        observe,
    )
    findings: dict[str, list[Finding]] = {}
    for code, group in by_form.items():
        batch = [case.candidate for case in group]
        form, rules = shop.catalogue.forms[code], shop.catalogue.rules[code]
        found = validate_batch(form, rules, batch, observe)
        findings |= {key: by_urgency([*own, *general[key]]) for key, own in found.items()}
    return _without_waived(shop, arrivals, _without_outdated(shop, arrivals, findings))


def _without_outdated(
    shop: Workshop, arrivals: Sequence[Arrival], findings: dict[str, list[Finding]]
) -> dict[str, list[Finding]]:
    """A note that was written for another value explains no longer."""
    batch: dict[tuple[str, str, Period], list[Cells]] = defaultdict(list)
    judged = {}
    for item in arrivals:
        who, cells = item.identity, cells_by_place(item.reading.cells)
        judged[item.key] = findings[item.key]
        if any(each.explanation for each in findings[item.key]):
            stored = shop.store.cells_before(*who.key, item.key)
            earlier = [*reversed(batch[who.key]), *stored]
            form = shop.catalogue.form_of(who.unit)
            judged[item.key] = without_outdated(findings[item.key], cells, earlier, form)
        batch[who.key].append(cells)
    return judged


def _without_waived(
    shop: Workshop, arrivals: Sequence[Arrival], findings: dict[str, list[Finding]]
) -> dict[str, list[Finding]]:
    """Warnings that the office has let pass with these values are no longer told to the unit."""
    months = {(item.identity.office.code, item.identity.period) for item in arrivals}
    waivers = {month: shop.store.waivers(*month) for month in months}
    judged = {}
    for item in arrivals:
        who = item.identity
        given = waivers[who.office.code, who.period]
        judged[item.key] = [
            replace(each, severity=Severity.INFO)
            if each.severity is Severity.WARNING
            and any(waiver.covers(who.unit.code, each) for waiver in given)
            else each
            for each in findings[item.key]
        ]
    return judged


def _cases(shop: Workshop, arrivals: Sequence[Arrival]) -> Iterator[Case]:
    """The arrivals with what is known of their units."""
    keys = [arrival.identity.key for arrival in arrivals]
    previous, history = shop.store.previous_values_of(keys), shop.store.history_of(keys)
    for arrival in arrivals:
        who = arrival.identity
        yield Case(
            Candidate(
                arrival.key, who.period, arrival.reading, previous[who.key], history[who.key]
            ),
            shop.catalogue.form_of(who.unit),
            who.office,
            shop.catalogue.every_form.anniversaries,
        )


def outcome(findings: Iterable[Finding]) -> SubmissionStatus:
    """What the findings make of a submission; a warning that is explained is answered."""
    severities = {finding.severity for finding in findings if not finding.explanation}
    if Severity.CRITICAL in severities:
        return SubmissionStatus.RETURNED
    if Severity.WARNING in severities:
        return SubmissionStatus.ACCEPTED_WITH_WARNINGS
    return SubmissionStatus.ACCEPTED
