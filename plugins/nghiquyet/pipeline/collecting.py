"""Everything that was dropped is held, guarded, archived, read, judged, stored and answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from nghiquyet.delivery.answers import answer
from nghiquyet.intake.archive import keep
from nghiquyet.intake.inbox import HeldFile, UnitFolder, held_files, hold, scan
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import ACCEPTED_STATUSES, Submission, SubmissionStatus
from nghiquyet.pipeline.drafting import is_compiled
from nghiquyet.pipeline.extracting import Contents, extract_contents
from nghiquyet.pipeline.opening import form_contexts
from nghiquyet.pipeline.receipts import IDENTICAL, STATUS_LABELS, local_moment, receipt
from nghiquyet.pipeline.receiving import Arrival, Refusal, guard, judge, outcome, receive
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings
from nghiquyet.workbook.writing import write_returned

_ANSWER_NAMES = {
    SubmissionStatus.ACCEPTED: "DA-NHAN",
    SubmissionStatus.ACCEPTED_WITH_WARNINGS: "DA-NHAN-CO-LUU-Y",
    SubmissionStatus.RETURNED: "TRA-LAI",
}


@dataclass
class CollectReport:
    """What one collection did.

    Attributes:
        rows: one a file: what it was and what became of it, in words.
        accepted_keys: ``office|unit|period`` of every submission accepted.
        corrections: ``office|period`` of months whose Section I is to be written again.
    """

    rows: list[dict[str, str]] = field(default_factory=list)
    accepted_keys: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)

    def add(self, file: str, outcome: str, unit: str = "", period: str = "") -> None:
        """Note what became of a file."""
        self.rows.append({"tệp": file, "đơn vị": unit, "kỳ": period, "kết quả": outcome})


def collect(settings: Settings, *, settle_seconds: float = 0.0) -> CollectReport:
    """Take in everything in the inbox, and what an interrupted collection left behind.

    Args:
        settings: folders and addresses.
        settle_seconds: files changed within that time are left for the next collection.

    Returns:
        What became of every file.
    """
    report = CollectReport()
    found = [hold(item, settings) for item in scan(settings, settle_seconds)]
    waiting = {item.id: item for item in (*held_files(settings), *found) if item is not None}
    if not waiting:
        return report
    now = datetime.now(UTC)
    with workshop(settings) as shop:
        hashes, arrivals = _take_in(shop, waiting, now, report)
        judged = judge(shop, arrivals)
        for arrival in arrivals:
            file, sha256 = waiting[arrival.key], hashes[arrival.key]
            _conclude(shop, arrival, file, sha256, judged[arrival.key], now, report)
        report.corrections = _corrected(shop, report.accepted_keys, now)
    return report


def _take_in(
    shop: Workshop, waiting: dict[str, HeldFile], now: datetime, report: CollectReport
) -> tuple[dict[str, str], list[Arrival]]:
    """Guard, archive and read; what goes no further is answered at once."""
    hashes: dict[str, str] = {}
    arrivals: list[Arrival] = []
    for key, file in waiting.items():
        refusal = guard(file.path)
        if refusal is None or not refusal.erase:
            hashes[key] = keep(file.path, shop.settings)
        found = refusal or receive(shop, key, file.path, file.folder, now)
        if isinstance(found, Refusal):
            _turn_away(shop, file, found, hashes.get(key, ""), now, report)
        elif not _is_known(shop, found, file, hashes[key], report):
            arrivals.append(found)
    return hashes, arrivals


def _turn_away(
    shop: Workshop,
    file: HeldFile,
    refusal: Refusal,
    sha256: str,
    now: datetime,
    report: CollectReport,
) -> None:
    """Answer a file that was not read; one with a secrecy mark is erased, its hash logged."""
    office, unit = file.folder or (shop.settings.office, "")
    what = "erased" if refusal.erase else str(refusal.status)
    shop.log(office, what, unit=unit, sha256=sha256 or file.sha256(), rule=refusal.finding.rule)
    if refusal.status is SubmissionStatus.QUARANTINED and not refusal.erase:
        file.quarantine(shop.settings)
    text = receipt(file.name, refusal.status, [refusal.finding], received_at=now)
    answer(file.answers(shop.settings), f"{file.name}_KHONG-NHAN", None, text)
    file.discard()
    label = "không nhận, đã xóa" if refusal.erase else STATUS_LABELS[refusal.status]
    report.add(file.name, label, unit)


def _is_known(
    shop: Workshop,
    arrival: Arrival,
    file: HeldFile,
    sha256: str,
    report: CollectReport,
) -> bool:
    """Whether the same bytes were submitted before; then nothing changes, and it is said so."""
    who = arrival.identity
    known = shop.store.find_identical(who.office.code, who.unit.code, who.period, sha256)
    if known is None:
        return False
    moment = local_moment(known.received_at)
    text = IDENTICAL.format(version=known.version, moment=moment)
    name = f"{who.period}_lan-{known.version:02d}_DA-CO"
    answer(_answers(shop, arrival), name, None, f"{text}\n\nTệp: {file.name}\n")
    shop.log(known.office, "identical", who.period, unit=known.unit, sha256=sha256)
    file.discard()
    report.add(file.name, "giống bản đã gửi", who.unit.name, who.period.key)
    return True


def _conclude(
    shop: Workshop,
    arrival: Arrival,
    file: HeldFile,
    sha256: str,
    findings: Sequence[Finding],
    now: datetime,
    report: CollectReport,
) -> None:
    """Store a submission with its verdict, answer the unit, and let go of the file."""
    if _is_known(shop, arrival, file, sha256, report):
        return  # the same bytes twice in one batch
    submission = _store(shop, arrival, file, sha256, findings, now)
    who = arrival.identity
    told = [item for item in findings if item.severity is not Severity.INFO]
    marked = None
    if told:
        (context,) = form_contexts(shop, who.office, who.period, frozenset({who.unit.code}))
        marked = write_returned(context, arrival.reading, told)
    text = receipt(
        file.name,
        submission.status,
        told,
        received_at=now,
        unit_name=who.unit.name,
        period=who.period,
        version=submission.version,
        has_copy=marked is not None,
    )
    name = f"{who.period}_lan-{submission.version:02d}_{_ANSWER_NAMES[submission.status]}"
    answer(_answers(shop, arrival), name, marked, text)
    file.discard()
    if submission.status in ACCEPTED_STATUSES:
        report.accepted_keys.append(f"{who.office.code}|{who.unit.code}|{who.period}")
    report.add(file.name, STATUS_LABELS[submission.status], who.unit.name, who.period.key)


def _store(
    shop: Workshop,
    arrival: Arrival,
    file: HeldFile,
    sha256: str,
    findings: Sequence[Finding],
    now: datetime,
) -> Submission:
    who = arrival.identity
    submission = Submission(
        id=uuid4().hex,
        office=who.office.code,
        unit=who.unit.code,
        period=who.period,
        version=0,
        status=outcome(findings),
        sha256=sha256,
        file_name=file.name,
        received_at=now,
        template_version=who.version,
    )
    contents = Contents()
    if submission.status in ACCEPTED_STATUSES:
        form = shop.catalogue.form_of(who.unit)
        contents = extract_contents(arrival.reading, form, submission)
    stored = shop.store.record_submission(submission, findings=findings, **contents.by_kind())
    shop.log(
        stored.office,
        str(stored.status),
        who.period,
        unit=stored.unit,
        sha256=sha256,
        version=stored.version,
    )
    return stored


def _answers(shop: Workshop, arrival: Arrival) -> Path:
    who = arrival.identity
    return UnitFolder(shop.settings, who.office.code, who.unit.code).answers


def _corrected(shop: Workshop, keys: Sequence[str], now: datetime) -> list[str]:
    """Months among ``keys`` that are to be written again.

    Those written before, and those that were complete before this batch: their Section I may
    be in the making at this very moment, from what was there then.
    """
    months = {(key.split("|")[0], key.split("|")[2]) for key in keys}
    return sorted(
        f"{office}|{period}"
        for office, period in months
        if is_compiled(shop, office, Period.parse(period))
        or _was_complete(shop, office, Period.parse(period), now)
    )


def _was_complete(shop: Workshop, office: str, period: Period, now: datetime) -> bool:
    earlier = {
        item.unit
        for item in shop.store.submissions(office, period)
        if item.received_at < now and item.status in ACCEPTED_STATUSES
    }
    return earlier >= {unit.code for unit in shop.catalogue.office(office).roster(period)}
