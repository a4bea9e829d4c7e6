"""What is told of a workbook: place by place, most urgent first, one message said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from nghiquyet.model.rule import Finding, Severity

_QUOTED = 300


@dataclass(frozen=True)
class Place:
    """One place to look at, a cell or the whole file, with all that was found there."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that says where the place is and what stands there."""
        return self.findings[0]

    @property
    def message(self) -> str:
        """Everything that is said of the place, each sentence once."""
        return "\n".join(dict.fromkeys(finding.message for finding in self.findings))

    @property
    def explanation(self) -> str:
        """What the unit wrote in answer."""
        return "\n".join(dict.fromkeys(finding.explanation for finding in self.findings))


Group: TypeAlias = tuple[Place, ...]
"""Places of which the same is said."""

Order: TypeAlias = Callable[[Finding], Any]
"""Sort key that puts findings in the order in which the form is read."""


@dataclass(frozen=True)
class Feedback:
    """What a unit is told of its workbook.

    Attributes:
        critical: what must be mended before the workbook is accepted.
        warnings: what should be mended or explained.
        explained: warnings that the unit has answered in writing.
    """

    critical: tuple[Place, ...] = ()
    warnings: tuple[Place, ...] = ()
    explained: tuple[Place, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in order."""
        places = (*self.critical, *self.warnings, *self.explained)
        return tuple(finding for place in places for finding in place.findings)


def feedback_on(findings: Iterable[Finding], order: Order | None = None) -> Feedback:
    """Sort what was found by what it asks of the unit; what is for the office only is left out.

    Args:
        findings: of one workbook.
        order: the form's order; the order of ``findings`` if None.
    """
    listed = [_shortened(each) for each in sorted(findings, key=order or _as_found)]
    warnings = [each for each in listed if each.severity is Severity.WARNING]
    return Feedback(
        critical=_places(each for each in listed if each.severity is Severity.CRITICAL),
        warnings=_places(each for each in warnings if not each.explanation),
        explained=_places(each for each in warnings if each.explanation),
    )


def _as_found(_: Finding) -> int:
    return 0


def _shortened(finding: Finding) -> Finding:
    """A finding that quotes only the beginning of a long text; the cell itself holds all of it."""
    more = len(finding.value) - _QUOTED
    if more <= 0:
        return finding
    value = f"{finding.value[:_QUOTED]}… (còn {more} ký tự, xem trong ô)"
    return replace(finding, value=value, message=finding.message.replace(finding.value, value))


def _places(findings: Iterable[Finding]) -> tuple[Place, ...]:
    by_spot: dict[object, list[Finding]] = {}
    for finding in findings:
        by_spot.setdefault(_spot(finding), []).append(finding)
    return tuple(Place(tuple(found)) for found in by_spot.values())


def _spot(finding: Finding) -> object:
    """What two findings about one place have in common."""
    if finding.code:
        return finding.code, finding.column
    return finding.at or finding.message


def grouped(places: Sequence[Place]) -> tuple[Group, ...]:
    """The places by what is said of them, in the order of the first one of each group."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(place.message, []).append(place)
    return tuple(tuple(group) for group in groups.values())
