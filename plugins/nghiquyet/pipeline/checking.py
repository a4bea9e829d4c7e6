"""Files are judged without being stored: what ``nghiquyet check`` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nghiquyet.intake.inbox import readable
from nghiquyet.intake.verdicts import verdict
from nghiquyet.model.rule import Finding, Severity
from nghiquyet.model.submission import ACCEPTED_STATUSES, SubmissionStatus
from nghiquyet.pipeline.receiving import Arrival, Refusal, judge, outcome, receive, tables_of
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.sandbox import ReaderFault, Sandbox
from nghiquyet.settings import Settings

_BATCH = 100
_UNREADABLE = verdict("TEP-KHONG-DOC-DUOC")
_FAULT = (
    "Chương trình gặp sự cố khi đọc tệp này; tệp không có lỗi gì đã biết. Báo người quản trị "
    "kèm theo tệp."
)

_LABELS = {
    SubmissionStatus.ACCEPTED: "đạt",
    SubmissionStatus.ACCEPTED_WITH_WARNINGS: "đạt, có lưu ý",
    SubmissionStatus.RETURNED: "nếu gửi sẽ bị trả lại",
    SubmissionStatus.QUARANTINED: "nếu gửi sẽ bị giữ riêng",
}
_LABELS_OF_CODES = {
    "TEP-MAT": "nếu gửi sẽ bị xóa",
    "SU-CO": "chưa kiểm tra được",
    _UNREADABLE.code: "không đọc được",
}


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
        """What would become of it, in words."""
        codes = (found.rule for found in self.findings if found.rule in _LABELS_OF_CODES)
        code = next(codes, None)
        return _LABELS[self.status] if code is None else _LABELS_OF_CODES[code]

    @property
    def shown_path(self) -> str:
        """Its path as one line that any terminal prints, even if its name is no text."""
        return readable(str(self.path))

    def as_json(self) -> dict[str, Any]:
        """The same as JSON values."""
        findings = [
            {**asdict(item), "at": str(item.at) if item.at else ""} for item in self.findings
        ]
        return {**asdict(self), "path": self.shown_path, "findings": findings}


@dataclass(frozen=True)
class _Candidate:
    """A file to be checked, as it would lie when it arrives."""

    id: str
    path: Path
    folder: tuple[str, str] | None = None

    @property
    def title(self) -> str:
        """Its name."""
        return readable(self.path.name)


def check_files(settings: Settings, paths: Iterable[Path]) -> Iterator[Checked]:
    """Judge files as ``collect`` would, and store nothing.

    Args:
        settings: folders and addresses.
        paths: the files; a folder stands for every file below it, and what is no file is told
            so.

    Yields:
        One verdict a file, in the order of ``paths``, as soon as its batch is judged.
    """
    now = datetime.now(UTC)
    files = [_Candidate(str(place), path) for place, path in enumerate(_files(paths))]
    with workshop(settings) as shop, Sandbox(tables_of(shop.catalogue)) as box:
        for start in range(0, len(files), _BATCH):
            yield from _check(shop, box, files[start : start + _BATCH], now)


def _check(
    shop: Workshop, box: Sandbox, batch: Sequence[_Candidate], now: datetime
) -> list[Checked]:
    found = {file.id: _receive(shop, box, file, now) for file in batch}
    arrivals = [item for item in found.values() if isinstance(item, Arrival)]
    judged = judge(shop, arrivals)
    return [_checked(file.path, found[file.id], judged.get(file.id, [])) for file in batch]


def _receive(shop: Workshop, box: Sandbox, file: _Candidate, now: datetime) -> Arrival | Refusal:
    try:
        if not file.path.is_file():  # a pipe would be waited for
            return _untold(_UNREADABLE.code, _UNREADABLE.message, "")
        return receive(shop, box, file, now)
    except ReaderFault as fault:
        return _untold("SU-CO", _FAULT, str(fault))
    except OSError as error:
        return _untold(_UNREADABLE.code, _UNREADABLE.message, str(error))


def _untold(rule: str, message: str, value: str) -> Refusal:
    return Refusal(
        Finding(rule, Severity.CRITICAL, message, value=value), SubmissionStatus.RETURNED
    )


def _files(paths: Iterable[Path]) -> Iterator[Path]:
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
