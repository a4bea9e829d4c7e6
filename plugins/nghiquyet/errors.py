"""The exceptions of nghiquyet: one tree, as few classes as there are different catchers.

A fault of ours or of the machine is an exception; a fault in what a unit sent is a
:class:`nghiquyet.model.rule.Finding`, which is a value and never raised::

    NghiquyetError            anything below: the command line prints it and exits 2
    ├── DefinitionError       a file under reports/, expectations/ or sql/ is wrong
    ├── ConfigurationError    settings, folders or the database URL are wrong
    ├── DocumentError         a Word template or document cannot be used
    └── StoreError            the database refused or lacks what was asked for
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class NghiquyetError(Exception):
    """Root of every exception that this package raises on purpose."""


class ConfigurationError(NghiquyetError):
    """Settings, folders or addresses do not fit together."""


class DocumentError(NghiquyetError):
    """A Word template or document cannot be used."""


class StoreError(NghiquyetError):
    """The database refused a change or lacks what was asked for."""


@dataclass(frozen=True)
class DefinitionFault:
    """One mistake in a definition file.

    Attributes:
        path: the file, relative to the project's root where possible.
        line: 1-based line of the offending key or value; 0 if the whole file is meant.
        key: dotted path of the offending key inside the file.
        message: what is wrong and what is allowed.
    """

    path: Path
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.key}: {self.message}"


class DefinitionError(NghiquyetError):
    """Definition files are wrong; carries every fault found, not only the first."""

    def __init__(self, faults: list[DefinitionFault]) -> None:
        """Keep ``faults`` and print one of them a line."""
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))
