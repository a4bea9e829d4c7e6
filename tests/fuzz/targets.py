"""What must hold of any file, and two targets that fail, to see that a failure is told."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.workbook.forms import FORM

from nghiquyet.intake.guard import Fate, Verdict, inspect
from nghiquyet.workbook.opening import UnreadableWorkbook, open_workbook
from nghiquyet.workbook.reading import read_form

Target = Callable[[bytes], None]


@contextmanager
def look_at() -> Iterator[Callable[[bytes], Verdict]]:
    """The guard's look at bytes."""
    with tempfile.TemporaryDirectory(prefix="nghiquyet-fuzz-") as folder:
        path = Path(folder) / "báo cáo.xlsx"

        def look(data: bytes) -> Verdict:
            path.write_bytes(data)
            return inspect(path)

        yield look


def guard_and_reader(look: Callable[[bytes], Verdict]) -> Target:
    """The guard always answers; what it lets pass is read, or told to be unreadable."""

    def target(data: bytes) -> None:
        if look(data).fate is not Fate.ACCEPT:
            return
        try:
            workbook = open_workbook(data)
        except UnreadableWorkbook:
            return
        read_form(workbook, FORM)

    return target


def raising(look: Callable[[bytes], Verdict]) -> Target:
    """Raises where the guard refuses a file."""

    def target(data: bytes) -> None:
        assert not data or look(data).fate is Fate.ACCEPT

    return target


def aborting(look: Callable[[bytes], Verdict]) -> Target:
    """Ends the process where the guard refuses a file, as a reader in another language may."""

    def target(data: bytes) -> None:
        if data and look(data).fate is not Fate.ACCEPT:
            os.abort()

    return target


TARGETS = {"guard-and-reader": guard_and_reader, "raising": raising, "aborting": aborting}
