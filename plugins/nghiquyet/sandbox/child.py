"""The child: opens one file after the other within its limits, and knows nothing else.

Run as ``python -m nghiquyet.sandbox.child FD``; it talks over that file descriptor and ends
when the other side is gone.
"""

from __future__ import annotations

import resource
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from nghiquyet.sandbox.messages import (
    MEGABYTE,
    Fault,
    Limits,
    OutOfMemory,
    Ready,
    Request,
    Start,
    Unavailable,
)


def main(descriptor: int) -> None:
    """Serve the other side of ``descriptor`` until it is closed."""
    with Connection(descriptor) as parent:
        start: Start = parent.recv()
        _confine(start.limits)
        parent.send(Ready())
        while True:
            try:
                request: Request = parent.recv()
            except EOFError:
                return
            _allow_time(start.limits)
            if not _serve(parent, request, start):
                return


def _serve(parent: Connection, request: Request, start: Start) -> bool:
    """Answer a request; returns whether the child is fit for another one."""
    try:
        for answer in start.work(request.path, start.tables):
            parent.send(answer)
    except MemoryError:
        parent.send(OutOfMemory())
        return False
    except OSError as error:
        parent.send(Unavailable(str(error)))
    except Exception:
        parent.send(Fault(traceback.format_exc()))
    return True


def _confine(limits: Limits) -> None:
    """Set what holds for the child's whole life: memory, no large files, no core dumps."""
    _limit(resource.RLIMIT_DATA, _private_bytes() + limits.memory_bytes)
    _limit(resource.RLIMIT_FSIZE, MEGABYTE)  # its last words go to a file
    _limit(resource.RLIMIT_CORE, 0)


def _private_bytes() -> int:
    """Memory of its own that the child has now, as RLIMIT_DATA counts it."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    raise OSError("/proc/self/status names no VmData")


def _allow_time(limits: Limits) -> None:
    """Processor time is counted from the child's birth: let it have its share from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + limits.processor_seconds
    _, highest = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, highest))


def _limit(kind: int, value: int) -> None:
    resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    main(int(sys.argv[1]))
