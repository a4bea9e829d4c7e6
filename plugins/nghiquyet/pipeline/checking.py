"""Files are judged without being stored: what ``nghiquyet check`` says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nghiquyet.model.rule import Finding
from nghiquyet.model.submission import ACCEPTED_STATUSES, SubmissionStatus
from nghiquyet.pipeline.receipts import STATUS_LABELS
from nghiquyet.pipeline.receiving import Arrival, Refusal, guard, judge, outcome, receive
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings


@dataclass(frozen=True)
class Checked:
    """What would become of one file.

    Attributes:
        path: the file.
        status: what would become of it.
        unit: unit code, or empty if the file does not tell.
        period: period key, or empty.
        findings: what was found, most urgent first.
    """

    path: Path
    status: SubmissionStatus
    unit: str
    period: str
    findings: tuple[Finding, ...]

    @property
    def is_accepted(self) -> bool:
        """Whether it would be accepted."""
        return self.status in ACCEPTED_STATUSES

    @property
    def label(self) -> str:
        """The status in words."""
        return STATUS_LABELS[self.status]

    def as_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        findings = [
            {**asdict(item), "at": str(item.at) if item.at else ""} for item in self.findings
        ]
        return {**asdict(self), "path": str(self.path), "findings": findings}


def check_files(settings: Settings, paths: Iterable[Path]) -> list[Checked]:
    """Judge files as ``collect`` would, and store nothing.

    Args:
        settings: folders and addresses.
        paths: the files; a folder stands for every file below it.

    Returns:
        One verdict a file, in the order of ``paths``.
    """
    now = datetime.now(UTC)
    files = {str(place): path for place, path in enumerate(_files(paths))}
    with workshop(settings) as shop:
        found = {
            key: guard(path) or receive(shop, key, path, None, now) for key, path in files.items()
        }
        arrivals = [item for item in found.values() if isinstance(item, Arrival)]
        judged = judge(shop, arrivals)
    return [_checked(files[key], item, judged.get(key, [])) for key, item in found.items()]


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(item for item in path.rglob("*") if item.is_file())
        else:
            yield path


def _checked(path: Path, found: Arrival | Refusal, findings: list[Finding]) -> Checked:
    if isinstance(found, Refusal):
        return Checked(path, found.status, "", "", (found.finding,))
    who = found.identity
    return Checked(path, outcome(findings), who.unit.code, who.period.key, tuple(findings))
