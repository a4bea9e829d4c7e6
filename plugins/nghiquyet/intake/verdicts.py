"""What the guard says of a file: a code, what becomes of the file, and what to do about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from nghiquyet.intake.gates import BY_CODE, ORDER, Fate

__all__ = ["ACCEPTED", "Fate", "RefusedError", "Verdict", "first", "verdict"]


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
