"""Files over which our own code failed: kept under a failure id, to be run again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nghiquyet.errors import ConfigurationError
from nghiquyet.intake.holding import HeldFile, held_below, held_folder
from nghiquyet.settings import Settings

_FAULT = "fault.txt"


@dataclass(frozen=True)
class Failure:
    """A file that was set aside.

    Attributes:
        file: the file; its id is the failure's.
        fault: what happened, for whoever mends the program.
    """

    file: HeldFile
    fault: str


def set_aside(file: HeldFile, fault: str, settings: Settings) -> HeldFile:
    """Keep a file over which our code failed, with the reason; the others go on.

    Returns:
        The file at its new place; its id is the failure's.
    """
    with suppress(OSError):  # a full disk may be what failed; to move needs no room
        file.path.with_name(_FAULT).write_text(fault, encoding="utf-8", errors="replace")
    return file.move(settings.failures)


def failures(settings: Settings) -> list[Failure]:
    """What was set aside and not run again, oldest first."""
    return [Failure(file, _fault_of(file.path)) for file in held_below(settings.failures)]


def release(settings: Settings, ids: Sequence[str]) -> None:
    """Put files back among those that are held, so that the next collection takes them up.

    Args:
        settings: folders.
        ids: failure ids, or their beginnings if no other failure begins so.

    Raises:
        ConfigurationError: if there is no such failure; nothing is moved then.
    """
    known = {failure.file.id: failure for failure in failures(settings)}
    wanted = [known[found] for each in ids for found in _matching(each, known)]
    for failure in wanted:
        failure.file.move(held_folder(settings))


def _matching(wanted: str, known: dict[str, Failure]) -> Iterator[str]:
    found = [each for each in known if wanted and each.startswith(wanted.lower())]
    if len(found) != 1:
        listed = ", ".join(each[:8] for each in known) or "không có"
        raise ConfigurationError(f"không có sự cố {wanted!r}; đang giữ: {listed}")
    yield found[0]


def _fault_of(content: Path) -> str:
    try:
        return content.with_name(_FAULT).read_text(encoding="utf-8")
    except OSError:  # it could not be written down, or not all of it
        return ""
