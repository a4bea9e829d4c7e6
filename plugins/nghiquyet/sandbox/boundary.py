"""The boundary: the collector's side of the child that opens files.

It survives whatever a file does to the child: a panic, an abort, a hang, memory that runs out.
The child is then replaced, the file has its verdict, and the rest go on.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import IO, Any

from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.verdicts import Fate, Verdict, verdict
from nghiquyet.sandbox.messages import (
    Answer,
    Fault,
    Limits,
    Opened,
    OutOfMemory,
    ReaderFault,
    Ready,
    Request,
    Start,
    Tables,
    Unavailable,
    Work,
)
from nghiquyet.sandbox.work import take_in

DEFAULT = Limits()
TOO_HEAVY, TOO_SLOW, DEADLY = "TEP-QUA-NANG", "TEP-QUA-LAU", "TEP-LAM-DUNG-MAY"
_START_SECONDS = 60.0
_DYING_SECONDS = 5.0
_SPOKEN = 4096
# What Rust's allocator says before it ends the process, and Python's when it cannot even raise.
_NO_MEMORY = ("memory allocation of", "MemoryError")


class Sandbox:
    """A child process that opens files, one after the other, each within limits.

    Use it as a context manager. The child starts at once and in the background; a fresh one
    follows each file that did it harm.
    """

    def __init__(self, tables: Tables, limits: Limits = DEFAULT, work: Work = take_in) -> None:
        """Know the forms; the child itself starts in the background at once."""
        self._start = Start(work, tables, limits)
        self._child: _Child | None = _Child(self._start)

    def __enter__(self) -> Sandbox:
        """The sandbox itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the child, whatever it is doing."""
        self._replace()

    def take_in(
        self, path: Path, guarded: Callable[[Verdict], None] | None = None
    ) -> Verdict | Opened:
        """Have a file looked at and, if the guard lets it pass, opened and read.

        Args:
            path: the file.
            guarded: told the guard's verdict as soon as it is known, while the file is read.

        Returns:
            What was read; or the verdict that refuses the file, the guard's own or what the
            file did to the child.

        Raises:
            ReaderFault: if our own code failed over the file.
            OSError: if the file itself cannot be read from the disk.
            Exception: whatever ``guarded`` raises, as it is.
        """
        tellings = _Once(guarded)
        used = self._child is not None and self._child.served > 0
        found = self._ask(path, tellings)
        if used and isinstance(found, Verdict) and found.code in {TOO_HEAVY, DEADLY}:
            # What earlier files left behind in the child may have been the reason.
            found = self._ask(path, tellings)
        return found

    def _ask(self, path: Path, guarded: Callable[[Verdict], None]) -> Verdict | Opened:
        child = self._ready_child()
        try:
            answer = self._last_answer(child, path, guarded)
        except _NoAnswerError:
            self._replace()
            return verdict(TOO_SLOW)
        except _GoneError:
            reason = child.last_words()
            self._replace()
            return verdict(reason)
        except BaseException:
            # Not the child's doing, but what it still says of this file must not be taken for
            # what it says of the next one.
            self._replace()
            raise
        match answer:
            case OutOfMemory():
                self._replace()
                return verdict(TOO_HEAVY)
            case Fault(traceback=trace):
                raise ReaderFault(trace)
            case Unavailable(reason=reason):
                raise OSError(reason)
        return answer

    def _last_answer(self, child: _Child, path: Path, guarded: Callable[[Verdict], None]) -> Answer:
        """What the child says of a file at last; the guard's verdict is passed on at once."""
        deadline = monotonic() + self._start.limits.wall_seconds
        child.send(Request(path))
        while True:
            answer: Answer = child.receive(deadline)
            if not isinstance(answer, Verdict):
                return answer
            guarded(answer)
            if answer.fate is not Fate.ACCEPT:
                return answer

    def _ready_child(self) -> _Child:
        if self._child is not None and self._child.served >= self._start.limits.files:
            self._replace()
        if self._child is None:
            self._child = _Child(self._start)
        self._child.wait_until_ready()
        return self._child

    def _replace(self) -> None:
        """End the child; the next file gets a fresh one."""
        if self._child is not None:
            self._child.end()
        self._child = None


class _NoAnswerError(Exception):
    """The child said nothing in time."""


class _GoneError(Exception):
    """The child has hung up."""


class _Once:
    """Tells the first verdict only: a second child may look at the file again."""

    def __init__(self, tell: Callable[[Verdict], None] | None) -> None:
        self._tell = tell

    def __call__(self, found: Verdict) -> None:
        tell, self._tell = self._tell, None
        if tell is not None:
            tell(found)


class _Child:
    """One child process and the line to it."""

    def __init__(self, start: Start) -> None:
        ours, theirs = socket.socketpair()
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by end()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nghiquyet.sandbox.child", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._words,
            env=_environment(),
            start_new_session=True,
        )
        theirs.close()
        self._line = Connection(ours.detach())
        with suppress(OSError):  # a child that is gone already is noticed when it is waited for
            self._line.send(start)
        self._is_ready = False
        self.served = 0

    def wait_until_ready(self) -> None:
        """Wait for its first word.

        Raises:
            ConfigurationError: if it does not come: that is no file's fault.
        """
        try:
            while not self._is_ready:
                self._is_ready = isinstance(self.receive(monotonic() + _START_SECONDS), Ready)
        except (_NoAnswerError, _GoneError) as error:
            words = self._last_text()
            raise ConfigurationError(f"files cannot be opened in a child: {words}") from error

    def send(self, request: Request) -> None:
        """Give it a file.

        Raises:
            _GoneError: if it is gone.
        """
        try:
            self._line.send(request)
        except OSError as error:
            raise _GoneError from error
        self.served += 1

    def receive(self, deadline: float) -> Any:
        """Its next message.

        Raises:
            _GoneError: if it is gone.
            _NoAnswerError: if ``deadline`` passes first.
        """
        try:
            if self._line.poll(max(deadline - monotonic(), 0)):
                return self._line.recv()
        except (EOFError, OSError) as error:
            raise _GoneError from error
        raise _NoAnswerError

    def last_words(self) -> str:
        """Code of the reason for which it ended by itself; one that lives on is ended."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_DYING_SECONDS)
        self._process.kill()
        if self._process.wait() == -signal.SIGXCPU:
            return TOO_SLOW
        words = self._last_text()
        return TOO_HEAVY if any(each in words for each in _NO_MEMORY) else DEADLY

    def _last_text(self) -> str:
        self._words.seek(0, os.SEEK_END)
        self._words.seek(max(self._words.tell() - _SPOKEN, 0))
        return self._words.read().decode("utf-8", "replace").strip()

    def end(self) -> None:
        """Kill it and close the line."""
        self._process.kill()
        self._process.wait()
        self._line.close()
        self._words.close()


def _environment() -> dict[str, str]:
    """Only what Python itself needs: no address and no password of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
