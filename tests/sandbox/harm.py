"""Work for a child that goes wrong over some files, each named by what it does."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from nghiquyet.intake.verdicts import ACCEPTED, Verdict
from nghiquyet.sandbox import Opened, Tables
from nghiquyet.sandbox.work import take_in

_MANY = 24 << 20
_left: list[bytearray] = []


class Panic(BaseException):
    """What a reader written in Rust raises: no Exception."""


def _panic() -> None:
    raise Panic


def _compute() -> None:
    while True:
        pass


def _devour_slowly() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(1 << 20))


def _raise() -> None:
    raise KeyError("nobody expected this")


def _hang_up() -> None:
    """Close the line to the collector, and stay."""
    os.closerange(3, 256)
    time.sleep(3600)


DEEDS: dict[str, Callable[[], object]] = {
    "aborts": os.abort,
    "segfaults": lambda: ctypes.string_at(0),
    "panics": _panic,
    "exits": lambda: os._exit(0),
    "computes": _compute,
    "sleeps": lambda: time.sleep(3600),
    "devours": lambda: bytearray(1 << 40),
    "devours-slowly": _devour_slowly,
    "raises": _raise,
    "hangs-up-and-lives": _hang_up,
    "leaves-something": lambda: _left.append(bytearray(_MANY)),
    "needs-much": lambda: bytearray(_MANY),
}


def harmful(path: Path, tables: Tables) -> Iterator[Verdict | Opened]:
    """Do what the file's name says; sound files are read as ever."""
    if path.name == "aborts-when-opened":
        yield ACCEPTED
        os.abort()
    if path.name not in DEEDS:
        yield from take_in(path, tables)
        return
    DEEDS[path.name]()
    yield ACCEPTED
    yield Opened(unreadable="fitted")
