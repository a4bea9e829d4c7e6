"""What schedules must know of the offices: their clocks, and who reports for which month.

The scheduler asks on every tick and the pages on every load, so this reads two small YAML
files an office, and reads one again only when it changed. It judges nothing: definitions are
cross-checked by ``nghiquyet.catalogue``.
"""

from __future__ import annotations

from datetime import datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from nghiquyet.model.office import OFFICE_ZONE, Clock
from nghiquyet.model.period import Period
from nghiquyet.settings import Settings


def offices() -> list[str]:
    """Codes of the offices declared under ``reports/offices/``."""
    return sorted(path.parent.name for path in _folder().glob("*/office.yaml"))


def clock(office: str) -> Clock:
    """The days on which the month of ``office`` turns."""
    declared = _read(_folder() / office / "office.yaml").get("clock", {})
    days = {key: declared[key] for key in ("open_day", "due_day", "cut_off_day") if key in declared}
    if "cut_off_time" in declared:
        return Clock(**days, cut_off_time=time.fromisoformat(declared["cut_off_time"]))
    return Clock(**days)


def roster(office: str, period: str) -> frozenset[str]:
    """Codes of the units that ``office`` expects to report for ``period``.

    Raises:
        ValueError: if ``period`` is no month, or no such office is declared.
    """
    month = Period.parse(period)
    path = _folder() / office / "units.yaml"
    if not path.is_file():
        raise ValueError(f"no such office: {office!r}")
    return frozenset(
        unit["code"]
        for unit in _read(path)["units"]
        if _reports_in(unit, month) and not unit.get("book")
    )


def opened(period: str, moment: datetime) -> list[str]:
    """Offices whose clock has opened ``period`` by ``moment``."""
    month, day = Period.parse(period), moment.astimezone(OFFICE_ZONE).date()
    return [code for code in offices() if clock(code).opens(month) <= day]


def closed(period: str, moment: datetime) -> list[str]:
    """Offices whose clock has closed the figures of ``period`` by ``moment``."""
    month = Period.parse(period)
    return [code for code in offices() if clock(code).cut_off(month) <= moment]


def _reports_in(unit: dict[str, Any], month: Period) -> bool:
    until = unit.get("until")
    return Period.parse(unit["since"]) <= month and (until is None or month <= Period.parse(until))


def _folder() -> Path:
    return Settings.from_environment().root / "reports" / "offices"


def _read(path: Path) -> dict[str, Any]:
    return _read_version(path, path.stat().st_mtime_ns)


# One entry a file of every office in the country, and room for those that just changed.
@lru_cache(maxsize=8192)
def _read_version(path: Path, _changed: int) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content if isinstance(content, dict) else {}
