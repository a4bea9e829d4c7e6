"""The end of a file's way: stored and answered, or turned away with a word why.

Every step may be done again after a crash: a submission bears the id of the held file, so that
what was stored before is found and answered, and never stored twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nghiquyet.delivery.answers import answer, withdraw_answer
from nghiquyet.intake.holding import HeldFile
from nghiquyet.intake.inbox import UnitFolder
from nghiquyet.intake.laid import Laid
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import (
    ACCEPTED_STATUSES,
    CellReading,
    CellState,
    Reading,
    Submission,
    SubmissionStatus,
)
from nghiquyet.pipeline.extracting import Contents, extract_contents
from nghiquyet.pipeline.opening import form_contexts
from nghiquyet.pipeline.receipts import STATUS_LABELS, outdated, receipt, same_content
from nghiquyet.pipeline.receiving import Arrival, Refusal, outcome
from nghiquyet.pipeline.reporting import CollectReport
from nghiquyet.pipeline.versions import changes_between, keeps_cells
from nghiquyet.pipeline.workshop import Workshop
from nghiquyet.workbook.writing import write_returned

_ANSWER_NAMES = {
    SubmissionStatus.ACCEPTED: "DA-NHAN",
    SubmissionStatus.ACCEPTED_WITH_WARNINGS: "DA-NHAN-CO-LUU-Y",
    SubmissionStatus.RETURNED: "TRA-LAI",
}
_LOST_PLACES = frozenset({"BIEU-TRANG", "BIEU-TIEU-DE", "BIEU-COT", "BIEU-DONG", "BIEU-TRUNG"})
_NOT_TAKEN = "KHONG-NHAN"
FAILED = "_SU-CO"


@dataclass(frozen=True)
class Case:
    """A workbook that was read and judged.

    Attributes:
        file: the held file.
        arrival: whose it is, and its cells.
        sha256: hash of its bytes, under which it is archived.
        findings: what was found in it.
    """

    file: HeldFile
    arrival: Arrival
    sha256: str
    findings: Sequence[Finding]


def turn_away(
    shop: Workshop, file: HeldFile, refusal: Refusal, sha256: str, report: CollectReport
) -> None:
    """Answer a file that was not read; one with a secrecy mark is erased, its hash logged."""
    office, unit = file.folder or (shop.settings.office, "")
    what = "erased" if refusal.erase else str(refusal.status)
    shop.log(
        office,
        what,
        unit=unit,
        sha256=sha256 or file.sha256(),
        rule=refusal.finding.rule,
        file=file.id,
    )
    if refusal.status is SubmissionStatus.QUARANTINED and not refusal.erase:
        file.quarantine(shop.settings)
    text = receipt(
        file.title,
        refusal.status,
        [refusal.finding],
        received_at=file.held_at,
        erased=refusal.erase,
    )
    returned = refusal.status is SubmissionStatus.RETURNED and not refusal.erase
    ending = _ANSWER_NAMES[SubmissionStatus.RETURNED] if returned else _NOT_TAKEN
    answer(answers_to(shop, file), f"{file.name}_{ending}", None, text)
    _let_go(shop, file)
    label = "không nhận, đã xóa" if refusal.erase else STATUS_LABELS[refusal.status]
    report.add(file.name, label, unit)


def conclude(shop: Workshop, case: Case, report: CollectReport) -> None:
    """Store a submission with its verdict, answer the unit, and let go of the file."""
    who = case.arrival.identity
    newest = shop.store.newest_submission(*who.key)
    submission = _submission(case)
    if newest is not None and newest.id != submission.id:
        if newest.received_at > submission.received_at:
            _tell_it_is_late(shop, case, newest, report)
            return
        if _is_the_same(newest, submission):
            _tell_the_same(shop, case, newest, report)
            return
    stored = _store(shop, case, submission, announce=report.announce)
    told = _told(shop.store.findings([stored.id])[stored.id])
    marked = _marked(shop, case, told)
    text = receipt(
        case.file.title,
        stored.status,
        told,
        received_at=stored.received_at,
        unit_name=who.unit.name,
        period=who.period,
        version=stored.version,
        has_copy=marked is not None,
        changes=changes_between(shop, stored),
        unused=case.arrival.reading.unused,
    )
    name = f"{who.period}_lan-{stored.version:02d}_{_ANSWER_NAMES[stored.status]}"
    answer(answers_to(shop, case.file, case.arrival), name, marked, text)
    _let_go(shop, case.file)
    if stored.status in ACCEPTED_STATUSES:
        report.accepted[stored.id] = f"{who.office.code}|{who.unit.code}|{who.period}"
    report.add(case.file.name, STATUS_LABELS[stored.status], who.unit.name, who.period.key)


def _is_the_same(newest: Submission, arriving: Submission) -> bool:
    """Whether a workbook holds what the newest version holds, and changes nothing.

    One that was returned may meanwhile be judged otherwise, because another workbook was
    mended or a rule was; then it is a new version.
    """
    equal = newest.sha256 == arriving.sha256 or newest.content == arriving.content
    return equal and (newest.status in ACCEPTED_STATUSES or newest.status is arriving.status)


def _tell_the_same(shop: Workshop, case: Case, newest: Submission, report: CollectReport) -> None:
    """Answer a workbook that changes nothing."""
    told = _told(case.findings) if newest.status is SubmissionStatus.RETURNED else []
    text = same_content(case.file.title, newest, len(told), same_bytes=newest.sha256 == case.sha256)
    _answer_beside(shop, case, newest, "DA-CO", text, _marked(shop, case, told))
    _note(shop, case, newest, "identical", report, "giống bản đã gửi")


def _tell_it_is_late(shop: Workshop, case: Case, newest: Submission, report: CollectReport) -> None:
    """Answer a file that was held back by a failure while its unit sent a newer one."""
    _answer_beside(shop, case, newest, "DA-CO-BAN-MOI", outdated(case.file.title, newest))
    _note(shop, case, newest, "outdated", report, "đã có bản mới hơn")


def _answer_beside(
    shop: Workshop,
    case: Case,
    newest: Submission,
    ending: str,
    text: str,
    marked: bytes | None = None,
) -> None:
    """Answer a file that becomes no version, under the number of the one that counts."""
    name = f"{newest.period}_lan-{newest.version:02d}_{ending}"
    answer(answers_to(shop, case.file, case.arrival), name, marked, text)


def _note(
    shop: Workshop,
    case: Case,
    newest: Submission,
    what: str,
    report: CollectReport,
    outcome_in_words: str,
) -> None:
    """Log and report a file that becomes no version, and let go of it; its bytes are archived."""
    shop.log(
        newest.office,
        what,
        newest.period,
        unit=newest.unit,
        sha256=case.sha256,
        version=newest.version,
        file=case.file.id,
    )
    _let_go(shop, case.file)
    report.add(case.file.name, outcome_in_words, case.arrival.identity.unit.name, newest.period.key)


def _let_go(shop: Workshop, file: HeldFile) -> None:
    """The file is answered: what was told of an earlier failure over it holds no longer."""
    withdraw_answer(answers_to(shop, file), f"{file.name}{FAILED}")
    file.discard()


def _told(findings: Sequence[Finding]) -> list[Finding]:
    """What the unit is told; the rest is for the office."""
    return [item for item in findings if item.severity is not Severity.INFO]


def _is_critical(finding: Finding) -> bool:
    return finding.severity is Severity.CRITICAL


def _marked(shop: Workshop, case: Case, told: Sequence[Finding]) -> bytes | None:
    """The marked copy, if there is anything to mark, and if it can hold all that was filled in.

    Where a column, a line or a page of the form was not found, what stood there is not known: a
    fresh form would lack it, and would seem mended. The unit mends its own file then.
    """
    if not told or any(each.rule in _LOST_PLACES and _is_critical(each) for each in told):
        return None
    who = case.arrival.identity
    (context,) = form_contexts(shop, who.office, who.period, frozenset({who.unit.code}))
    return write_returned(context, case.arrival.reading, told)


def _submission(case: Case) -> Submission:
    who = case.arrival.identity
    return Submission(
        id=case.file.id,
        office=who.office.code,
        unit=who.unit.code,
        period=who.period,
        version=0,
        status=outcome(case.findings),
        sha256=case.sha256,
        file_name=case.file.name,
        received_at=case.file.held_at,
        template_version=who.version,
        content=content_hash(case.arrival.reading),
    )


def _store(shop: Workshop, case: Case, submission: Submission, *, announce: bool) -> Submission:
    contents = Contents()
    reading = case.arrival.reading
    if submission.status in ACCEPTED_STATUSES:
        form = shop.catalogue.form_of(case.arrival.identity.unit)
        contents = extract_contents(reading, form, submission)
    event = shop.event(
        submission.office,
        str(submission.status),
        submission.period,
        unit=submission.unit,
        sha256=submission.sha256,
        file=submission.id,
        **({"announce": 1} if announce else {}),
    )
    return shop.store.record_submission(
        submission,
        findings=case.findings,
        cells=reading.cells if keeps_cells(case.findings) else (),
        event=event,
        **contents.by_kind(),
    )


def content_hash(reading: Reading) -> str:
    """Hash of what a workbook says, equal for one that was only saved again.

    What lies outside the form and what is wrong with the form itself belong to it: mending
    that is a change, although no cell of the form differs.
    """
    cells = sorted(f"{cell.kind}|{cell.row}|{cell.column}|{_said(cell)}" for cell in reading.cells)
    faults = sorted(f"{each.rule}|{each.code}|{each.message}" for each in reading.findings)
    unused = sorted(text for _, text in reading.unused)
    return hashlib.sha256(repr((cells, faults, unused)).encode("utf-8", "replace")).hexdigest()


def _said(cell: CellReading) -> str:
    """391 is the same as a number and as a text."""
    if cell.state is not CellState.OK:
        return f"{cell.state}|{cell.raw}"
    value = cell.value
    return f"{value.normalize():f}|{cell.note}" if isinstance(value, Decimal) else str(value)


def answers_to(shop: Workshop, file: HeldFile, arrival: Arrival | None = None) -> Laid:
    """Where a file is answered: its unit's folder, or the one by the place it was dropped in."""
    settings = shop.settings
    folder = file.answers(settings)
    if arrival is not None:
        who = arrival.identity
        folder = UnitFolder(settings, who.office.code, who.unit.code).answers
    return Laid.into(folder, settings, file.id)
