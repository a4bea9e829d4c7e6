"""What is done with a file in the child: looked at, then opened and read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nghiquyet.intake.guard import inspect
from nghiquyet.intake.verdicts import Fate, Verdict
from nghiquyet.sandbox.messages import Opened, Tables
from nghiquyet.workbook.claims import claims_of
from nghiquyet.workbook.opening import UnreadableWorkbook, open_workbook
from nghiquyet.workbook.reading import read_form


def take_in(path: Path, tables: Tables) -> Iterator[Verdict | Opened]:
    """Look at a file, then, if the guard lets it pass, open and read it.

    Yields:
        The guard's verdict first, so that the file can be archived while it is read.

    Raises:
        OSError: if the file itself cannot be read.
    """
    verdict = inspect(path)
    yield verdict
    if verdict.fate is Fate.ACCEPT:
        yield _open(path, tables)


def _open(path: Path, tables: Tables) -> Opened:
    try:
        workbook = open_workbook(path.read_bytes())
    except UnreadableWorkbook as error:
        return Opened(unreadable=str(error), code=error.code)
    form = tables.form_for(workbook.tags)
    if form is None:
        return Opened(workbook.tags, printed=tuple(workbook.printed_texts()))
    return Opened(workbook.tags, read_form(workbook, form), claims=claims_of(workbook))
