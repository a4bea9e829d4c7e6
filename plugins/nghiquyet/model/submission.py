"""What a unit sends: the tag, the cells as read, and what the store keeps of them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from nghiquyet.model.indicator import Basis
from nghiquyet.model.period import Period
from nghiquyet.model.rule import CellRef, Finding

_TAG = re.compile(
    r"NQ(?P<generation>\d):(?P<office>[a-z0-9-]+):(?P<unit>[a-z0-9-]+)"
    r":(?P<period>\d{4}-\d{2}):v(?P<version>\d+):(?P<check>[0-9A-F]{4})"
)


@dataclass(frozen=True)
class FormTag:
    """Identity printed in a cell of every sheet of a workbook.

    A tag is a claim, not a proof: a file copied from another unit carries that unit's tag.
    """

    office: str
    unit: str
    period: Period
    version: int

    @property
    def text(self) -> str:
        """The printed form, with a check code against retyping errors."""
        body = f"NQ1:{self.office}:{self.unit}:{self.period}:v{self.version}"
        return f"{body}:{_check_code(body)}"

    @classmethod
    def find(cls, text: str) -> FormTag | None:
        """The tag inside ``text``, or None if there is none or its check code is wrong."""
        match = _TAG.search(text)
        if match is None or _check_code(match[0][:-5]) != match["check"]:
            return None
        try:
            period = Period.parse(match["period"])
        except ValueError:
            return None
        return cls(match["office"], match["unit"], period, int(match["version"]))


def _check_code(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:4].upper()


class SheetKind(StrEnum):
    """The sheets of a unit's workbook."""

    INFO = "info"
    FIGURES = "figures"
    WORDS = "words"
    TASKS = "tasks"
    PROPOSALS = "proposals"
    HELP = "help"


class Column(StrEnum):
    """Columns that a unit fills, over all sheets."""

    MONTH = "month"
    YTD = "ytd"
    PLAN = "plan"
    WINDOW_FROM = "window_from"
    WINDOW_TO = "window_to"
    STATUS = "status"
    NOTE = "note"
    ANSWER = "answer"
    WORDING = "wording"
    TASK_STATUS = "task_status"
    RESULT = "result"
    REASON = "reason"
    PROPOSAL = "proposal"
    OWNER = "owner"
    DUE = "due"
    PRODUCT = "product"
    GROUNDS = "grounds"
    INFO_VALUE = "info_value"


class CellState(StrEnum):
    """What the reader made of a cell."""

    OK = "ok"
    BLANK = "blank"
    AMBIGUOUS = "ambiguous"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class CellReading:
    """One input cell as it was read.

    Attributes:
        kind: sheet it stands on.
        row: code of the row: a part's code, a task's id, ``DX01`` or a label key.
        column: column it stands in.
        raw: what the file holds, as text; in an old font what that shows, if it is certain.
        value: Decimal for figures, date for dates, str for words; None unless ``state`` is OK.
        state: what the reader made of it.
        note: Vietnamese explanation when the state is AMBIGUOUS or BAD, or a remark such as
            ``ước`` found in the cell.
        at: where it stands.
    """

    kind: SheetKind
    row: str
    column: Column
    raw: str
    value: Decimal | date | str | None
    state: CellState
    note: str
    at: CellRef


@dataclass(frozen=True)
class Reading:
    """A workbook as it was read.

    Attributes:
        tags: every distinct tag found in the cells, most frequent first.
        cells: every input cell, blank ones too.
        unused: what the unit wrote outside the form: where and what; it is not used.
        findings: what the reader itself found wrong (missing rows, double codes …).
    """

    tags: tuple[FormTag, ...]
    cells: tuple[CellReading, ...]
    unused: tuple[tuple[CellRef, str], ...] = ()
    findings: tuple[Finding, ...] = ()


class SubmissionStatus(StrEnum):
    """What became of a workbook that was dropped."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    RETURNED = "returned"
    QUARANTINED = "quarantined"


ACCEPTED_STATUSES = frozenset({SubmissionStatus.ACCEPTED, SubmissionStatus.ACCEPTED_WITH_WARNINGS})


@dataclass(frozen=True)
class Submission:
    """One workbook that was identified, and its outcome; immutable once stored.

    Attributes:
        id: 32 hexadecimal digits.
        office: office code.
        unit: unit code.
        period: month reported on.
        version: 1, 2, … over every workbook of this unit and period, returned ones too.
        status: outcome.
        sha256: hash of the bytes, 64 hexadecimal digits; also their place in the archive.
        file_name: name under which it was dropped.
        received_at: aware moment of collection.
        template_version: version of the form it was made from.
        content: hash of what its cells hold, 64 hexadecimal digits; equal for a workbook that
            was only saved again.
    """

    id: str
    office: str
    unit: str
    period: Period
    version: int
    status: SubmissionStatus
    sha256: str
    file_name: str
    received_at: datetime
    template_version: int
    content: str = ""


@dataclass(frozen=True)
class Fact:
    """One figure of an accepted submission (số liệu).

    Attributes:
        indicator: code of the part.
        basis: column it stood in.
        value: in the part's measure unit.
        window_from: first day covered, if the unit gave one.
        window_to: last day covered, if the unit gave one.
        estimated: the unit marked it «Ước».
        note: the unit's explanation.
    """

    office: str
    unit: str
    period: Period
    indicator: str
    basis: Basis
    value: Decimal
    submission_id: str
    at: CellRef
    window_from: date | None = None
    window_to: date | None = None
    estimated: bool = False
    note: str = ""

    @property
    def is_estimate(self) -> bool:
        """Whether it prints as «ước»: marked so, or its window ends before the month does.

        Source: domain.md §4, "print «ước đạt» when to_date < last day of month".
        """
        ends_early = self.window_to is not None and self.window_to < self.period.last_day
        return self.estimated or ends_early


@dataclass(frozen=True)
class Statement:
    """One answer in words of an accepted submission (nội dung bằng lời).

    Attributes:
        indicator: code of the part.
        text: the answer: «Có», a verdict's label, or the unit's own words.
        at: the cell whose words are printed: the wording's if there is one, else the answer's.
        wording: the clause the unit proposes instead of the house phrase, or empty.
        note: the unit's explanation.
    """

    office: str
    unit: str
    period: Period
    indicator: str
    text: str
    submission_id: str
    at: CellRef
    wording: str = ""
    note: str = ""
