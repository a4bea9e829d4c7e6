"""Figures of months before the system was there, taken over from one table.

They are for comparison: each unit and month becomes a submission whose source is a line of
that table, which is archived like every other file. What a unit itself has sent is never
touched.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pandas as pd

from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.archive import keep
from nghiquyet.model.indicator import Basis
from nghiquyet.model.office import Office
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import Fact, Submission, SubmissionStatus
from nghiquyet.pipeline.stored_readings import FROM_TABLE
from nghiquyet.pipeline.workshop import Workshop, workshop
from nghiquyet.settings import Settings

COLUMNS = ("period", "unit", "code", "basis", "value")
_FEW = 10
_FIRST_LINE = 2


@dataclass(frozen=True)
class _Line:
    """One figure of the table and the line it stands on."""

    number: int
    unit: str
    period: Period
    code: str
    basis: Basis
    value: Decimal


def load_history(settings: Settings, office: str, path: Path) -> tuple[int, int]:
    """Take over the figures of earlier months from a CSV table.

    Args:
        settings: folders and addresses.
        office: office code.
        path: CSV with the columns ``period, unit, code, basis, value``; one figure a line.

    Returns:
        How many submissions were taken over, and how many were left out because the unit has
        sent that month itself.

    Raises:
        ConfigurationError: if a line names no unit, month, figure or number; nothing is stored.
    """
    with workshop(settings) as shop:
        lines = _read(path, shop, shop.catalogue.office(office))
        sha256 = keep(path, settings)
        taken = left = 0
        for (unit, period), own in lines.items():
            if shop.store.newest_submission(office, unit, period) is None:
                _store(shop, _submission(office, unit, period, path.name, sha256), own)
                taken += 1
            else:
                left += 1
        shop.log(office, "history_loaded", sha256=sha256, taken=taken, left=left)
    return taken, left


def _read(path: Path, shop: Workshop, office: Office) -> dict[tuple[str, Period], list[_Line]]:
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"Không đọc được bảng {path.name}: {error}") from error
    if tuple(table.columns) != COLUMNS:
        raise ConfigurationError(f"{path.name} phải có đúng các cột: {', '.join(COLUMNS)}.")
    lines: dict[tuple[str, Period], list[_Line]] = defaultdict(list)
    faults = []
    for number, row in enumerate(table.itertuples(index=False, name=None), _FIRST_LINE):
        try:
            line = _line(number, row, shop, office)
        except (KeyError, ValueError, InvalidOperation) as error:
            faults.append(f"dòng {number}: {error}")
        else:
            lines[line.unit, line.period].append(line)
    if faults:
        told = "\n".join(faults[:_FEW])
        raise ConfigurationError(f"{path.name} có {len(faults)} dòng sai:\n{told}")
    return lines


def _line(number: int, row: Sequence[str], shop: Workshop, office: Office) -> _Line:
    key, unit, code, column, value = row
    whose = next((each for each in office.units if each.code == unit), None)
    if whose is None:
        raise ValueError(f"không có đơn vị «{unit}»")
    parts = {part.code: part for part in shop.catalogue.form_of(whose).parts}
    if code not in parts or column not in parts[code].bases:
        raise ValueError(f"biểu của {unit} không có số liệu {code}, cột «{column}»")
    return _Line(number, unit, Period.parse(key), code, Basis(column), Decimal(value))


def _submission(office: str, unit: str, period: Period, name: str, sha256: str) -> Submission:
    place = f"{office}|{unit}|{period}|{sha256}"
    return Submission(
        id=hashlib.sha256(place.encode()).hexdigest()[:32],
        office=office,
        unit=unit,
        period=period,
        version=0,
        status=SubmissionStatus.ACCEPTED,
        sha256=sha256,
        file_name=name,
        received_at=datetime.now(UTC),
        template_version=FROM_TABLE,
    )


def _store(shop: Workshop, submission: Submission, lines: Sequence[_Line]) -> None:
    shop.store.record_submission(submission, facts=tuple(_facts(submission, lines)))


def _facts(submission: Submission, lines: Sequence[_Line]) -> Iterator[Fact]:
    for line in lines:
        yield Fact(
            office=submission.office,
            unit=submission.unit,
            period=submission.period,
            indicator=line.code,
            basis=line.basis,
            value=line.value,
            submission_id=submission.id,
            at=CellRef(submission.file_name, f"E{line.number}"),
        )
