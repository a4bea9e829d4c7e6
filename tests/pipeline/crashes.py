"""A collection that is killed at any of its steps, and what an installation holds afterwards.

A step is an operation on the file system or a statement sent to the database: the process kills
itself, as a power cut would, just before the step with a given number.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from nghiquyet import pipeline
from nghiquyet.model.period import Period
from nghiquyet.pipeline.workshop import workshop
from nghiquyet.settings import Settings

OFFICE = "ke-sat"
JANUARY = Period(2026, 1)
# What Python tells an audit hook before it changes a file system.
_CHANGES = {
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "shutil.rmtree",
}
_WRITING = os.O_WRONLY | os.O_RDWR
_MOMENT = re.compile(r"\d\d:\d\d ngày \d\d/\d\d/\d{4}")


class Steps:
    """Counts the steps of a collection and ends the process before one of them."""

    def __init__(self, var: Path, last: int | None) -> None:
        """Count what happens below ``var``; die before step number ``last``, if one is given."""
        self.var, self.last, self.count = str(var), last, 0
        self._is_on = True
        sys.addaudithook(self._audit)
        event.listen(Engine, "before_cursor_execute", self._statement)
        event.listen(Engine, "commit", self._commit)

    def stop(self) -> None:
        """Count no more; an audit hook cannot be removed."""
        self._is_on = False
        event.remove(Engine, "before_cursor_execute", self._statement)
        event.remove(Engine, "commit", self._commit)

    def _audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        is_change = name in _CHANGES or (name == "open" and bool(arguments[2] & _WRITING))
        if self._is_on and is_change and str(arguments[0]).startswith(self.var):
            self._step()

    def _statement(self, *_: object) -> None:
        self._step()

    def _commit(self, _: object) -> None:
        self._step()

    def _step(self) -> None:
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def steps_of(settings: Settings) -> int:
    """Collect, and say how many steps it took."""
    steps = Steps(settings.var, None)
    pipeline.collect(settings)
    steps.stop()
    return steps.count


def collect_and_die(settings: Settings, step: int) -> int:
    """Collect in a process of its own that dies before a step; returns how that ended."""
    child = os.fork()
    if child == 0:
        Steps(settings.var, step)
        try:
            pipeline.collect(settings)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def holdings(settings: Settings) -> dict[str, Any]:
    """All that an installation holds, but for what differs between any two collections."""
    with workshop(settings) as shop:
        store = shop.store
        versions = store.submissions(OFFICE, JANUARY)
        findings = store.findings(each.id for each in versions)
        return {
            "versions": [
                (each.unit, each.version, each.status, each.sha256, each.content, each.file_name)
                for each in versions
            ],
            "findings": [
                (each.unit, each.version, found.rule, found.code, found.message)
                for each in versions
                for found in findings[each.id]
            ],
            "facts": [
                (f.unit, f.indicator, f.basis, f.value) for f in store.facts(OFFICE, JANUARY)
            ],
            "log": Counter((e.what, e.unit, e.hash) for e in store.events(OFFICE)),
            "answers": _texts(settings.inbox),
            "archive": sorted(path.name for path in _files(settings.archive)),
            "quarantine": sorted(
                path.read_bytes() for path in settings.quarantine.glob("*/content")
            ),
            "held": list((settings.var / "held").glob("*/content")),
            "failures": pipeline.failure_table(settings),
        }


def _files(folder: Path) -> list[Path]:
    """The files below a folder that people see."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name[0] != "."]


def _texts(inbox: Path) -> dict[str, object]:
    """Everything that lies in the units' folders: receipts as they read, workbooks by size."""
    return {
        str(path.relative_to(inbox)): _MOMENT.sub("", path.read_text(encoding="utf-8-sig"))
        if path.suffix == ".txt"
        else path.read_bytes()
        for path in _files(inbox)
    }
