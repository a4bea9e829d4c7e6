"""The archive read again: what the bytes of a draft's submissions say, not the database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nghiquyet.catalogue.loading import Catalogue
from nghiquyet.intake.verdicts import Verdict
from nghiquyet.model.submission import CellReading, Reading, Submission
from nghiquyet.pipeline.extracting import Contents, extract_contents
from nghiquyet.pipeline.receiving import tables_of
from nghiquyet.sandbox import ReaderFault, Sandbox


@dataclass(frozen=True)
class Reread:
    """One submission as its archived bytes give it.

    Attributes:
        submission: what the draft says was received.
        cells: what was read, by sheet name and address.
        contents: its facts, statements, task reports and proposals.
        problem: Vietnamese words for why it could not be read, or empty.
    """

    submission: Submission
    cells: Mapping[tuple[str, str], CellReading]
    contents: Contents = field(default_factory=Contents)
    problem: str = ""


def read_again(
    catalogue: Catalogue, inputs: Iterable[Submission], archive: Mapping[str, Path]
) -> dict[str, Reread]:
    """Read archived workbooks as they were read when they came.

    Args:
        catalogue: the declarations.
        inputs: the submissions.
        archive: where the bytes with a SHA-256 lie.

    Returns:
        What each of them says, by the submission's id.
    """
    with Sandbox(tables_of(catalogue)) as box:
        return {each.id: _reread(catalogue, box, each, archive[each.sha256]) for each in inputs}


def _reread(catalogue: Catalogue, box: Sandbox, submission: Submission, path: Path) -> Reread:
    problem = _damage(path, submission.sha256)
    reading = None if problem else _reading(box, path)
    if reading is None:
        return Reread(submission, {}, problem=problem or "Tệp lưu không còn đọc được.")
    unit = catalogue.office(submission.office).unit(submission.unit)
    contents = extract_contents(reading, catalogue.form_of(unit), submission)
    cells = {(cell.at.sheet, cell.at.cell): cell for cell in reading.cells}
    return Reread(submission, cells, contents)


def _damage(path: Path, sha256: str) -> str:
    """What is wrong with archived bytes; empty if they are the ones that were received."""
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "Không còn tệp này trong kho lưu."
    return "" if found == sha256 else "Tệp lưu đã bị thay đổi (mã băm không khớp)."


def _reading(box: Sandbox, path: Path) -> Reading | None:
    try:
        opened = box.take_in(path)
    except ReaderFault:
        return None
    return None if isinstance(opened, Verdict) else opened.reading
