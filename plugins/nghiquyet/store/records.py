"""Records that only the store knows: a draft as it was kept, a line of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nghiquyet.model.draft import Draft
from nghiquyet.model.period import Period
from nghiquyet.model.submission import Column, SheetKind


@dataclass(frozen=True)
class StoredDraft:
    """A draft as it was printed.

    Attributes:
        draft: all of it: blocks, figures with their sources, review lines, annex.
        sha256: hash of the working Word file.
        file_names: what was delivered with it.
    """

    draft: Draft
    sha256: str
    file_names: tuple[str, ...]


@dataclass(frozen=True)
class Withdrawal:
    """A unit took back a submission, and with it every older one of that period."""

    office: str
    unit: str
    period: Period
    submission_id: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class CellDifference:
    """A cell that two versions of a workbook fill differently.

    Attributes:
        kind: sheet of the form.
        row: code of the row.
        column: column of the form.
        before: what the older version holds, or empty.
        after: what the newer version holds, or empty.
        sheet: sheet of the newer workbook, of the older one if only that fills it.
        cell: address there.
    """

    kind: SheetKind
    row: str
    column: Column
    before: str
    after: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Event:
    """One line of the append-only log: who did what, when.

    Attributes:
        who: name of the account, or of the program that acted by itself.
        what: verb such as ``received``, ``returned``, ``withdrawn``, ``drafted``.
        unit: unit code, or empty.
        period: the period concerned, or None.
        hash: SHA-256 of the file concerned, or empty.
        detail: whatever else there is to know, as JSON values.
    """

    office: str
    at: datetime
    who: str
    what: str
    unit: str = ""
    period: Period | None = None
    hash: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict, hash=False)
