"""What is told of a workbook: numbered points, most urgent first, one message said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, TypeAlias

from nghiquyet.model.rule import Finding, Severity

_QUOTED = 300


Place: TypeAlias = tuple[Finding, ...]
"""What is said once of one cell, or of the whole file, by one rule or more."""


@dataclass(frozen=True)
class Point:
    """One thing to do, however many cells it is about.

    Attributes:
        number: the same in the receipt and in the workbook.
        places: where it is to be done, in the form's order.
    """

    number: int
    places: tuple[Place, ...]

    @property
    def message(self) -> str:
        """What is said of every place."""
        return self.places[0][0].message

    @property
    def explanation(self) -> str:
        """What the unit wrote in answer."""
        return self.places[0][0].explanation


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

    critical: tuple[Point, ...] = ()
    warnings: tuple[Point, ...] = ()
    explained: tuple[Point, ...] = ()


def feedback_on(findings: Iterable[Finding], order: Order | None = None) -> Feedback:
    """Sort what was found by what it asks of the unit; what is for the office only is left out.

    Args:
        findings: of one workbook.
        order: the form's order; the order of ``findings`` if None.
    """
    listed = [_shortened(each) for each in sorted(findings, key=order or _as_found)]
    warnings = [each for each in listed if each.severity is Severity.WARNING]
    critical = [each for each in listed if each.severity is Severity.CRITICAL]
    asked = [each for each in warnings if not each.explanation]
    explained = [each for each in warnings if each.explanation]
    numbers = count(1)
    return Feedback(*(_points(found, numbers) for found in (critical, asked, explained)))


def _as_found(_: Finding) -> int:
    return 0


def _shortened(finding: Finding) -> Finding:
    """A finding that quotes only the beginning of a long text; the cell itself holds all of it."""
    more = len(finding.value) - _QUOTED
    if more <= 0:
        return finding
    value = f"{finding.value[:_QUOTED]}… (còn {more} ký tự, xem trong ô)"
    return replace(finding, value=value, message=finding.message.replace(finding.value, value))


def _points(findings: Iterable[Finding], numbers: Iterator[int]) -> tuple[Point, ...]:
    """Findings of one message and answer as one point, in the order of the first of each."""
    said: dict[object, dict[object, list[Finding]]] = {}
    for each in findings:
        spots = said.setdefault((each.message, each.explanation), {})
        spots.setdefault(_spot(each), []).append(each)
    return tuple(
        Point(number, tuple(map(tuple, spots.values())))
        for spots, number in zip(said.values(), numbers, strict=False)
    )


def _spot(finding: Finding) -> object:
    """What two findings about one place have in common; None for the whole file."""
    return finding.at or ((finding.code, finding.column) if finding.code else None)


def count_cells(points: Iterable[Point]) -> int:
    """How many cells the points are about; a cell found wrong twice is one."""
    spots = {_spot(place[0]) for point in points for place in point.places}
    return len(spots - {None})
