"""One file: is it safe, whose is it, what does it say; and a batch of them: is it right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nghiquyet.intake.guard import Fate, inspect
from nghiquyet.intake.identity import Identity, identify
from nghiquyet.model.office import OFFICE_ZONE
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import Reading, SubmissionStatus
from nghiquyet.pipeline.workshop import Workshop
from nghiquyet.validation.findings import validate_batch
from nghiquyet.validation.frames import Candidate
from nghiquyet.workbook.opening import UnreadableWorkbook, open_workbook
from nghiquyet.workbook.reading import read_form

_DAMAGED = (
    "Không mở được tệp như một bảng tính; tệp có thể đã hỏng khi chép hoặc gửi. Mở lại bằng "
    "Excel, lưu dưới dạng .xlsx rồi gửi lại; nếu không mở được, điền vào biểu mẫu trong thư mục "
    "“bieu-mau” và gửi."
)
_STATUS_OF_FATE = {
    Fate.RETURN: SubmissionStatus.RETURNED,
    Fate.QUARANTINE: SubmissionStatus.QUARANTINED,
    Fate.ERASE: SubmissionStatus.QUARANTINED,
}


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


def guard(path: Path) -> Refusal | None:
    """Look at a file before any reader does; None lets it pass."""
    verdict = inspect(path)
    if verdict.fate is Fate.ACCEPT:
        return None
    finding = Finding(verdict.code, Severity.CRITICAL, verdict.message)
    return Refusal(finding, _STATUS_OF_FATE[verdict.fate], verdict.fate is Fate.ERASE)


def receive(
    shop: Workshop, key: str, path: Path, folder: tuple[str, str] | None, now: datetime
) -> Arrival | Refusal:
    """Identify and read a file that has passed the guard.

    Args:
        shop: the step's tools.
        key: the arrival's key within its batch.
        path: the file.
        folder: office and unit of the drop folder it lay in, if it lay in one.
        now: aware moment of collection.
    """
    try:
        workbook = open_workbook(path.read_bytes())
    except UnreadableWorkbook as error:
        return _returned(Finding("TEP-HONG", Severity.CRITICAL, _DAMAGED, value=str(error)))
    identity = identify(
        workbook.tags,
        folder=folder,
        offices=shop.catalogue.offices,
        versions={code: form.version for code, form in shop.catalogue.forms.items()},
        closed=shop.closed_periods,
        today=now.astimezone(OFFICE_ZONE).date(),
        printed=workbook.printed_texts(),
    )
    if isinstance(identity, Finding):
        return _returned(identity)
    form = shop.catalogue.form_of(identity.unit)
    return Arrival(key, identity, read_form(workbook, form))


def _returned(finding: Finding) -> Refusal:
    return Refusal(finding, SubmissionStatus.RETURNED)


def judge(shop: Workshop, arrivals: Sequence[Arrival]) -> dict[str, list[Finding]]:
    """Findings by arrival: one GX run a form over all of its arrivals."""
    by_form: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        by_form[arrival.identity.unit.form].append(arrival)
    previous = shop.store.previous_values_of(arrival.identity.key for arrival in arrivals)
    findings: dict[str, list[Finding]] = {}
    for code, group in by_form.items():
        batch = [
            Candidate(item.key, item.identity.period, item.reading, previous[item.identity.key])
            for item in group
        ]
        findings |= validate_batch(shop.catalogue.forms[code], shop.catalogue.rules[code], batch)
    return findings


def outcome(findings: Iterable[Finding]) -> SubmissionStatus:
    """What the findings make of a submission."""
    severities = {finding.severity for finding in findings}
    if Severity.CRITICAL in severities:
        return SubmissionStatus.RETURNED
    if Severity.WARNING in severities:
        return SubmissionStatus.ACCEPTED_WITH_WARNINGS
    return SubmissionStatus.ACCEPTED
