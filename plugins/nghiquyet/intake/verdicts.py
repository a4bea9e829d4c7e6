"""What the guard says of a file: a code, what becomes of the file, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from nghiquyet.intake.gates import BY_CODE, ORDER, Fate
from nghiquyet.intake.secrecy import find_mark

__all__ = ["ACCEPTED", "Fate", "RefusedError", "Seen", "Verdict", "first", "verdict"]


@dataclass(frozen=True)
class Verdict:
    """What the guard says of one file.

    Attributes:
        code: stable id of the gate that stopped it, or ``DUOC-NHAN``.
        message: Vietnamese sentence that says what to do; empty if it is accepted.
        fate: what becomes of it.
    """

    code: str
    message: str
    fate: Fate


ACCEPTED = Verdict("DUOC-NHAN", "", Fate.ACCEPT)


class Seen:
    """What has been seen of one file so far.

    Attributes:
        problems: codes of the gates it does not pass.
        mark: the mark of secrecy it bears, or empty.
    """

    def __init__(self) -> None:
        self.problems: set[str] = set()
        self.mark = ""

    def see(self, texts: Iterable[str]) -> None:
        """Look for a mark in texts that people see."""
        self.mark = self.mark or find_mark(texts)


class RefusedError(Exception):
    """Looking further would be unsafe or in vain."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def verdict(code: str, **told: str) -> Verdict:
    """The verdict of the gate with that code."""
    gate = BY_CODE[code]
    return Verdict(code, gate.message.format(**told), gate.fate)


def first(codes: Collection[str]) -> str:
    """Of several codes the one whose gate comes first."""
    return min(codes, key=ORDER.__getitem__)
