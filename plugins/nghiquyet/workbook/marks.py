"""Marks on the cells of a returned workbook, placed where the new workbook has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum
from functools import partial

from nghiquyet.model.feedback import Feedback
from nghiquyet.model.rule import CellRef, Family, Severity
from nghiquyet.workbook.checks import Cells, LineChecks
from nghiquyet.workbook.context import CellKey
from nghiquyet.workbook.formulas import literal
from nghiquyet.workbook.layout import SHEET_NAMES
from nghiquyet.workbook.places import Places
from nghiquyet.workbook.ties import Ties

_EPOCH = date(1899, 12, 30)
_COMPARED = 200
_LONGEST = 1500
_LONGEST_FORMULA = 8000
_MORE = " … (đọc hết ở trang “Cần sửa”)"
_SUM = "tổng phải bằng các số thành phần cộng lại"
_FITS = {
    Family.R2: "tỷ lệ phải tính lại theo số mới",
    Family.R3: "lũy kế phải gồm cả số của tháng này",
    Family.R5: "số cuối kỳ phải bằng số đầu kỳ cộng tăng, trừ giảm",
    Family.R9: "kết quả bằng lời phải khớp với con số",
}
"""What to look at in a cell that follows another, by the family of the rule."""


@dataclass(frozen=True)
class Review:
    """What goes back to a unit beside its own values.

    Attributes:
        told: what it is told, sorted by what it asks.
        ties: where that stands.
        unused: what the unit wrote outside the form.
    """

    told: Feedback
    ties: Ties
    unused: tuple[tuple[CellRef, str], ...] = ()


class Tie(IntEnum):
    """How a marked cell hangs together with what was found."""

    OWN = 0
    """It was found there."""
    RELATED = 1
    """The rule that failed looks at it: it may be the one to mend."""
    CHAINED = 2
    """Another rule makes it follow one of those once they are mended."""


@dataclass(frozen=True)
class Mark:
    """The mark on one cell.

    Attributes:
        severity: the worst of what was found there.
        text: every message about it.
        condition: formula that is true until it is mended.
        tie: how the cell hangs together with what was found.
    """

    severity: Severity
    text: str
    condition: str
    tie: Tie


@dataclass(frozen=True)
class _Remark:
    """One thing to say at one cell.

    Attributes:
        severity: of the finding.
        text: what is said.
        rule: id of the rule that ties the cell.
        cause: the cell that the finding is about, or that this one follows.
        tie: how the cell hangs together with what was found.
    """

    severity: Severity
    text: str
    rule: str
    cause: CellKey | None
    tie: Tie


def marks_for(
    review: Review, places: Places, cells: Cells, checks: LineChecks
) -> Mapping[CellKey, Mark]:
    """The marks of a review, by cell; what was explained is not marked."""
    by_cell: dict[CellKey, list[_Remark]] = {}
    for key, remark in _remarks(review, places):
        by_cell.setdefault(key, []).append(remark)
    conditions = {
        check.rule: (kind, check.condition)
        for (kind, _), line in checks.items()
        for check in line
        if check.rule and check.is_local
    }
    unchanged = partial(_unchanged, places, cells)
    return {
        key: _mark(remarks, _condition(key, remarks, conditions, unchanged))
        for key, remarks in by_cell.items()
    }


def _mark(remarks: Sequence[_Remark], condition: str) -> Mark:
    """One mark for all that is said at a cell; it looks like the nearest and worst of it."""
    tie = min(each.tie for each in remarks)
    severities = (each.severity for each in remarks if each.tie is tie)
    worst = min(severities, key=list(Severity).index)
    return Mark(worst, _text(remarks), condition, tie)


def _remarks(review: Review, places: Places) -> Iterator[tuple[CellKey, _Remark]]:
    """What is found at each cell, then what ties other cells to it."""
    points = (*review.told.critical, *review.told.warnings)
    found = [each for point in points for place in point.places for each in place]
    ties = review.ties
    for finding in found:
        own = ties.own(finding)
        if own is not None:
            yield own, _Remark(finding.severity, finding.message, finding.rule, own, Tie.OWN)
    for finding in found:
        own = ties.own(finding)
        for key in ties.related(finding):
            where = f"ô {shown_place(own, places, seen_from=key)} – " if own else ""
            text = f"Liên quan: {where}{finding.message}"
            yield key, _Remark(finding.severity, text, finding.rule, own, Tie.RELATED)
        for key, (cause, rule) in ties.chained(finding).items():
            where = shown_place(cause, places, seen_from=key)
            text = f"Liên quan: sửa ô {where} thì xem lại ô này; {_FITS.get(rule.family, _SUM)}."
            yield key, _Remark(finding.severity, text, rule.id, cause, Tie.CHAINED)


def shown_place(key: CellKey, places: Places, *, seen_from: CellKey | None = None) -> str:
    """A cell's address as a person reads it, with its sheet unless one is on it."""
    address = places.address(*key)
    on_sheet = seen_from is not None and seen_from[0] is key[0]
    return address if on_sheet else f"{SHEET_NAMES[key[0]]} · {address}"


def _text(remarks: Sequence[_Remark]) -> str:
    text = "\n".join(dict.fromkeys(each.text for each in remarks))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + _MORE


def _condition(
    key: CellKey,
    remarks: Sequence[_Remark],
    conditions: Mapping[str, tuple[object, str]],
    unchanged: Callable[[CellKey], str],
) -> str:
    """True until mended: the rule's own check where the sheet has it, else the value unchanged.

    A related cell is mended as well when the one that the finding is about has changed; one that
    follows another has nothing to mend before that one has changed.
    """
    needed: dict[str, None] = {}
    for each in remarks:
        kind, condition = conditions.get(each.rule, (None, ""))
        if kind is key[0]:
            needed[condition] = None
        elif each.cause is None or each.cause == key or each.cause[0] is not key[0]:
            needed[unchanged(key)] = None
        else:
            before = unchanged(each.cause)
            cause = f"NOT({before})" if each.tie is Tie.CHAINED else before
            needed[f"AND({unchanged(key)},{cause})"] = None
    whole = f"OR({','.join(needed)})"
    return whole if len(whole) <= _LONGEST_FORMULA else f"OR({unchanged(key)})"


def _unchanged(places: Places, cells: Cells, key: CellKey) -> str:
    cell, value = places.address(*key), cells.get(key)
    if value is None:
        return f"ISBLANK({cell})"
    if isinstance(value, Decimal):
        return f"{cell}={value:f}"
    if isinstance(value, date):
        return f"{cell}={(value - _EPOCH).days}"
    return f"EXACT(LEFT({cell},{_COMPARED}),{literal(value[:_COMPARED])})"
