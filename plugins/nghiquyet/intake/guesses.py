"""Whose workbook may it be, where no tag says so: what is printed in it, and where it lay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from nghiquyet.catalogue.names import Doubt, match_unit
from nghiquyet.model.office import Office, Unit
from nghiquyet.model.period import Period
from nghiquyet.wording import matching_key, month_and_year

_LOOKED_AT, _SHORTEST_NAME = 60, 3
_PERIOD = re.compile(r"(?:kỳ|tháng)\s*:?\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", re.IGNORECASE)
_LABEL = re.compile(r"^\s*(?:đơn vị(?: báo cáo)?|tên đơn vị)\s*:", re.IGNORECASE)
_EDGES = " –—-:,.;()"


@dataclass(frozen=True)
class Guess:
    """Whose workbook it may be.

    Attributes:
        units: the units that it may be of, the likeliest first; at most three.
        period: the month that is printed in it, if there is one.
    """

    units: tuple[Unit, ...] = ()
    period: Period | None = None

    @property
    def question(self) -> str:
        """What the sender is asked."""
        if not self.units and self.period is None:
            return "Đơn vị nào, kỳ nào gửi tệp này? Nếu chưa rõ, hỏi Văn phòng Đảng ủy."
        names = " hay ".join(f"“{unit.name}”" for unit in self.units)
        whose = f" của {names}" if names else ""
        month = f" kỳ tháng {month_and_year(self.period)}" if self.period else ""
        between = "," if whose and month else ""
        return (
            f"Có phải đây là biểu mẫu{whose}{between}{month}? Nếu đúng, lấy biểu mẫu của chính đơn "
            "vị và kỳ đó rồi chép số liệu sang."
        )


def guess_origin(
    printed: Iterable[str], folder: tuple[str, str] | None, offices: Mapping[str, Office]
) -> Guess:
    """Guess unit and month; the answer is asked about and never taken.

    Args:
        printed: short texts of the workbook, its titles first.
        folder: office and unit of the drop folder, if it lay in one.
        offices: the offices by code.
    """
    own = [offices[folder[0]]] if folder and folder[0] in offices else list(offices.values())
    sure: dict[Unit, None] = {}
    doubtful: dict[Unit, None] = {}
    period = None
    for text in islice(printed, _LOOKED_AT):
        period = period or _period(text)
        name = _PERIOD.sub("", _LABEL.sub("", text)).strip(_EDGES)
        for office in own if _may_name(name, own) else ():
            match match_unit(name, office.units, office.commune):
                case Unit() as unit:
                    sure[unit] = None
                case Doubt(candidates):
                    doubtful |= dict.fromkeys(candidates)
    dropped_by = [
        unit for office in own for unit in office.units if folder and unit.code == folder[1]
    ]
    if dropped_by and (not sure or dropped_by[0] in sure):
        return Guess((dropped_by[0],), period)  # what is printed does not speak against it
    return Guess(tuple(dict.fromkeys([*(sure or doubtful), *dropped_by]))[:3], period)


def _may_name(name: str, offices: Iterable[Office]) -> bool:
    """Whether a text may name a unit: «TT» numbers lines, and the office's own name heads forms."""
    heads = {matching_key(office.issuer) for office in offices}
    return len(name) >= _SHORTEST_NAME and matching_key(name) not in heads


def _period(text: str) -> Period | None:
    match = _PERIOD.search(text)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    return Period(int(match[2]), int(match[1]))
