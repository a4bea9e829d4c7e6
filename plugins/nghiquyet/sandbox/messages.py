"""What passes between the collector and the child that opens files for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from nghiquyet.errors import NghiquyetError
from nghiquyet.intake.verdicts import Verdict
from nghiquyet.model.indicator import Form
from nghiquyet.model.rule import CellRef
from nghiquyet.model.submission import FormTag, Reading

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What opening one file may cost; a filled form needs a hundredth of it.

    Attributes:
        memory_bytes: beyond what the child needs for itself.
        processor_seconds: computing time.
        wall_seconds: time until an answer, however little is computed.
        files: a child that has opened so many makes room for a fresh one.
    """

    memory_bytes: int = 36 * MEGABYTE
    processor_seconds: int = 6
    wall_seconds: float = 12.0
    files: int = 500


@dataclass(frozen=True)
class Tables:
    """What the child must know to read a form.

    Attributes:
        forms: the form of every unit, by the codes of office and unit.
    """

    forms: Mapping[tuple[str, str], Form] = field(default_factory=dict)

    def form_for(self, tags: tuple[FormTag, ...]) -> Form | None:
        """The form that a workbook claims to be; None if nobody can tell."""
        return self.forms.get((tags[0].office, tags[0].unit)) if len(tags) == 1 else None


@dataclass(frozen=True)
class Opened:
    """A file that was opened.

    Attributes:
        tags: every distinct tag found in it.
        reading: its cells, if its only tag names a unit that there is.
        printed: its short texts, if nobody can tell by its tags whose it is.
        claims: the cells in which the form prints whose it is, and what they say now.
        unreadable: why no spreadsheet program could open it, or empty.
        code: the gate's code under which that is told.
    """

    tags: tuple[FormTag, ...] = ()
    reading: Reading | None = None
    printed: tuple[str, ...] = ()
    claims: tuple[tuple[CellRef, str], ...] = ()
    unreadable: str = ""
    code: str = "TEP-HONG"


Work: TypeAlias = Callable[[Path, Tables], Iterator[Verdict | Opened]]
"""What is done with a file: yields the guard's verdict, then what was read."""


@dataclass(frozen=True)
class Start:
    """First message to a child; the work is a function of a module, and travels by its name."""

    work: Work
    tables: Tables
    limits: Limits


@dataclass(frozen=True)
class Ready:
    """First message of a child: it can be given files."""


@dataclass(frozen=True)
class Request:
    """A file to look at, and to open if the guard lets it pass."""

    path: Path


@dataclass(frozen=True)
class OutOfMemory:
    """The file needs more memory than it may have; the child ends after this word."""


@dataclass(frozen=True)
class Unavailable:
    """The file itself cannot be read from the disk."""

    reason: str


@dataclass(frozen=True)
class Fault:
    """An exception that nobody expected: its traceback."""

    traceback: str


Answer: TypeAlias = Verdict | Opened | OutOfMemory | Unavailable | Fault
"""What a child says of a file: its verdict, then what came of reading it."""


class ReaderFault(NghiquyetError):  # noqa: N818 - what it is, not what went wrong
    """Our own code failed over a file; the file is kept, and may be tried again."""
