"""The guard: looks at a file before any reader does, and never opens it as one would.

Every gate has its code, its fate and its message (:mod:`nghiquyet.intake.gates`). A gate that
makes further looking unsafe ends it; the others are remembered, because a mark of secrecy
further on outweighs them: such a file must not even be archived. Of a file that is too damaged
to be looked through, what can be salvaged is looked at for a mark.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nghiquyet.intake.compounds import Compound
from nghiquyet.intake.kinds import OLE, kind_of
from nghiquyet.intake.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from nghiquyet.intake.links import places_of_links
from nghiquyet.intake.packages import Package
from nghiquyet.intake.plain import binary_lines, plain_lines
from nghiquyet.intake.salvage import salvage
from nghiquyet.intake.secrecy import find_mark
from nghiquyet.intake.verdicts import ACCEPTED, Fate, Verdict, first, verdict

__all__ = ["DEFAULT_LIMITS", "Fate", "Limits", "Verdict", "inspect"]

_NOT_LOOKED_THROUGH = frozenset(("TEP-HONG", "TEP-KHAI-SAI", "TEP-NEN-QUA-NHIEU-MUC"))
_PICTURES = frozenset(("TEP-ANH", "TEP-PDF", "TEP-NEN"))


def inspect(path: Path, limits: Limits = DEFAULT_LIMITS) -> Verdict:
    """Say whether a file may be opened; whatever its bytes are, it answers.

    Args:
        path: the file.
        limits: what a workbook may cost.

    Raises:
        OSError: if the file itself cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        return verdict("TEP-QUA-LON", megabytes=str(limits.file_bytes // MEGABYTE))
    kind = kind_of(data)
    if kind:
        mark = "" if kind in _PICTURES else find_mark(plain_lines(data))
        mark = mark or _mark_in_damaged(data, limits)
        return verdict("TEP-MAT", mark=mark) if mark else verdict(kind)
    return _look_inside(data, limits)


def _look_inside(data: bytes, limits: Limits) -> Verdict:
    looked = Compound(limits) if data.startswith(OLE) else Package(limits)
    try:
        looked.look(data)
    except Exception:  # the file lies about itself in a way nobody has thought of
        looked.problems.add("TEP-HONG")
    mark = looked.mark
    if not mark and looked.problems & _NOT_LOOKED_THROUGH:
        mark = _mark_in_damaged(data, limits)
    if mark:
        return verdict("TEP-MAT", mark=mark)
    return _refusal(first(looked.problems), data, limits) if looked.problems else ACCEPTED


def _refusal(code: str, data: bytes, limits: Limits) -> Verdict:
    """The gate's verdict; where it is about links, with the places of the links."""
    refused = verdict(code)
    places = places_of_links(data, limits) if code == "TEP-CO-LIEN-KET" else ""
    if not places:
        return refused
    return replace(refused, message=f"{refused.message} Chỗ có liên kết: {places}.")


def _mark_in_damaged(data: bytes, limits: Limits) -> str:
    """The mark in what can be salvaged of a file that is no sound workbook, or empty."""
    if data.startswith(OLE):
        return find_mark(binary_lines(data))
    package = Package(limits)
    for part in salvage(data):
        package.look_for_marks(part)
        if package.mark:
            break
    return package.mark
