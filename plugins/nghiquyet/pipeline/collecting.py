"""Everything that was dropped is held, guarded, archived, read, judged, stored and answered."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from nghiquyet.delivery.answers import answer, withdraw_answer
from nghiquyet.errors import ConfigurationError, NghiquyetError, StoreError
from nghiquyet.intake.archive import keep, sweep_parts
from nghiquyet.intake.failures import release, set_aside
from nghiquyet.intake.holding import HeldFile, claimed, held_files, hold, sweep
from nghiquyet.intake.inbox import scan, unsettled
from nghiquyet.intake.laid import Laid
from nghiquyet.intake.verdicts import Fate, Verdict
from nghiquyet.model.period import Period
from nghiquyet.model.rule import Finding
from nghiquyet.pipeline.concluding import FAILED, Case, answers_to, conclude, turn_away
from nghiquyet.pipeline.correcting import months_changed, months_to_write_again
from nghiquyet.pipeline.publishing import publish_data_docs
from nghiquyet.pipeline.receipts import failure, not_taken
from nghiquyet.pipeline.receiving import Arrival, Refusal, judge, receive, tables_of
from nghiquyet.pipeline.reporting import CollectReport
from nghiquyet.pipeline.standing import mark_stale
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.sandbox import ReaderFault, Sandbox
from nghiquyet.settings import Settings
from nghiquyet.validation.data_docs import Judged

_STUCK = "_CHUA-LAY-DUOC"
BATCH = 200
"""Files that are judged together; each is answered before the next ones are opened."""


def collect(
    settings: Settings,
    *,
    settle_seconds: float = 0.0,
    is_patient: bool = False,
    retry: Sequence[str] = (),
    announce: bool = False,
) -> CollectReport:
    """Take in everything in the inbox, and what an interrupted collection left behind.

    Args:
        settings: folders and addresses.
        settle_seconds: files changed within that time are left for the next collection.
        is_patient: wait that long, once, if some have: what was just dropped is taken then.
        retry: ids of failures to be run again.
        announce: somebody waits to be told of what is accepted and says so afterwards by
            :func:`mark_announced`; what an interrupted collection could not tell is told now.

    Returns:
        What became of every file.

    Raises:
        ConfigurationError: if there is no such failure, or no file could be taken at all; what
            was held before is done all the same.
        StoreError: if the database does not answer; what is held waits for the next time.
    """
    report = CollectReport(announce=announce)
    release(settings, retry)
    sweep(settings)
    sweep_parts(settings)
    if is_patient and unsettled(settings, settle_seconds):
        time.sleep(settle_seconds)
    stuck = _hold_all(settings, settle_seconds, report)
    report.unsettled = unsettled(settings, settle_seconds)
    waiting = held_files(settings)
    if waiting or announce:
        with workshop(settings) as shop:
            if waiting:
                _collect_held(shop, waiting, report)
            if announce:
                report.accepted = {each: key for key, each in shop.store.unannounced()}
            report.corrections = months_to_write_again(shop, report)
            for office, months in months_changed(report).items():
                mark_stale(shop, office, months)
    if stuck is not None:
        raise stuck
    return report


def mark_announced(settings: Settings, keys: Sequence[str]) -> None:
    """Note that the months have been told of these submissions.

    Args:
        settings: folders and addresses.
        keys: ``office|unit|period`` of each.
    """
    with workshop(settings) as shop:
        for office, unit, period in (key.split("|") for key in keys):
            shop.log(office, "announced", Period.parse(period), unit=unit)


def _collect_held(shop: Workshop, waiting: Sequence[HeldFile], report: CollectReport) -> None:
    now = datetime.now(UTC)
    with Sandbox(tables_of(shop.catalogue)) as box:
        for batch in _batches(waiting):
            with claimed(batch) as mine:
                _Batch(shop, box, now, report).run(mine)


def _batches(waiting: Sequence[HeldFile]) -> list[Sequence[HeldFile]]:
    return [waiting[start : start + BATCH] for start in range(0, len(waiting), BATCH)]


def _hold_all(
    settings: Settings, settle_seconds: float, report: CollectReport
) -> ConfigurationError | None:
    """Take every file from the inbox; one that cannot be taken does not keep back the others.

    Returns:
        Why no file at all could be taken, which is no single file's fault.
    """
    dropped = scan(settings, settle_seconds)
    errors = []
    for item in dropped:
        stuck = Laid.into(item.answers(settings), settings, f"inode-{item.stamp[-1]}")
        try:
            hold(item, settings)
            withdraw_answer(stuck, f"{item.name}{_STUCK}")
        except ConfigurationError as error:
            errors.append(error)
            with suppress(OSError):  # the folder of answers may be shut as well
                answer(stuck, f"{item.name}{_STUCK}", None, not_taken(item.name))
            report.add(item.name, "không lấy được tệp khỏi thư mục gửi")
    return errors[0] if errors and len(errors) == len(dropped) else None


@dataclass
class _Batch:
    """One batch on its way from the held files to its answers."""

    shop: Workshop
    box: Sandbox
    now: datetime
    report: CollectReport
    hashes: dict[str, str] = field(default_factory=dict)
    observed: list[Judged] = field(default_factory=list)

    def run(self, files: Sequence[HeldFile]) -> None:
        """Take in, judge and conclude; a file that fails on the way is set aside."""
        arrived: list[tuple[HeldFile, Arrival]] = []
        for file in files:
            self._attempt(file, partial(self._take_in, file, arrived))
        judged = self._judge(arrived)
        for file, arrival in arrived:
            if arrival.key in judged:
                case = Case(file, arrival, self.hashes[file.id], judged[arrival.key])
                self._attempt(file, partial(conclude, self.shop, case, self.report))
        publish_data_docs(self.shop.settings, self.observed, datetime.now(UTC))

    def _take_in(self, file: HeldFile, arrived: list[tuple[HeldFile, Arrival]]) -> None:
        """Guard, archive and read; what goes no further is answered at once."""

        def archive(verdict: Verdict) -> None:
            if verdict.fate is not Fate.ERASE:
                self.hashes[file.id] = keep(file.path, self.shop.settings)

        found = receive(self.shop, self.box, file, self.now, archive)
        if isinstance(found, Refusal):
            turn_away(self.shop, file, found, self.hashes.get(file.id, ""), self.report)
        else:
            arrived.append((file, found))

    def _judge(self, arrived: Sequence[tuple[HeldFile, Arrival]]) -> dict[str, list[Finding]]:
        """Findings by arrival; where judging all at once fails, the one at fault is found."""
        try:
            return judge(self.shop, [arrival for _, arrival in arrived], self._observe)
        except NghiquyetError:
            raise  # a definition or the database, and no file's fault
        except Exception:
            self.observed.clear()
            judged: dict[str, list[Finding]] = {}
            for file, arrival in arrived:
                self._attempt(file, partial(self._judge_alone, arrival, judged))
            return judged

    def _observe(self, suite: Any, outcome: Any) -> None:
        """Keep what Great Expectations found, for the Data Docs."""
        self.observed.append((suite, outcome))

    def _judge_alone(self, arrival: Arrival, judged: dict[str, list[Finding]]) -> None:
        judged |= judge(self.shop, [arrival])

    def _attempt(self, file: HeldFile, step: Callable[[], None]) -> None:
        """Do a step with one file; if our code fails over it, keep it and go on with the rest."""
        try:
            step()
        except StoreError as error:
            if not self.shop.store.is_up():
                raise
            self._set_aside(file, error)
        except Exception as error:
            self._set_aside(file, error)

    def _set_aside(self, file: HeldFile, error: Exception) -> None:
        """Keep the file under a failure id, which its sender and the log are told."""
        fault = (
            str(error)
            if isinstance(error, ReaderFault)
            else "".join(traceback.format_exception(error))
        )
        office, unit = file.folder or (self.shop.settings.office, "")
        sha256 = ""
        with suppress(OSError):  # that the file cannot be read may be what failed
            sha256 = file.sha256()
        self.shop.log(
            office, "failed", unit=unit, sha256=sha256, file=file.id, error=_name_of(fault)
        )
        with suppress(OSError):  # the folder of answers may be what failed
            laid = answers_to(self.shop, file)
            answer(laid, f"{file.name}{FAILED}", None, failure(file.title, file.id))
        set_aside(file, fault, self.shop.settings)
        self.report.failures.append(file.id)
        self.report.add(file.name, f"sự cố {file.id[:8]}, giữ lại để chạy lại", unit)


def _name_of(fault: str) -> str:
    """The last line of a traceback: what happened, in short."""
    return next(reversed(fault.strip().splitlines()), "")[:200]
