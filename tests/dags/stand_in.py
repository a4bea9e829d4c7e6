"""The pipeline's contract, kept in text files, for tests of when things run.

A unit's submission is a file ``inbox/<office>/<unit>/gui/<period>``; the word ``sai`` in it has it
returned. What the real pipeline does is tested with the real pipeline.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nghiquyet.settings import Settings


@dataclass
class Report:
    accepted_keys: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)


def open_period(settings: Settings, office: str, period: str) -> list[str]:
    return [f"{office}/{period}"]


@dataclass
class Compiled:
    id: str


def collect(
    settings: Settings, *, settle_seconds: float, retry: Sequence[str], announce: bool
) -> Report:
    assert announce
    assert not list(retry)
    report = Report()
    for path in sorted(settings.inbox.glob("*/*/gui/*")):
        unit, office, period = path.parts[-3], path.parts[-4], path.name
        word = path.read_text()
        path.unlink()
        report.rows.append({"đơn vị": unit, "kết quả": word})
        if "sai" in word:
            continue
        _append(settings, "accepted", f"{office}|{unit}|{period}")
        report.accepted_keys.append(f"{office}|{unit}|{period}")
        month = f"{office}|{period}"
        if month in _lines(settings, "assessed") and month not in report.corrections:
            report.corrections.append(month)
    return report


def mark_announced(settings: Settings, keys: Sequence[str]) -> None:
    assert set(keys) <= set(_lines(settings, "accepted"))


def needs_cut_off(settings: Settings, office: str, period: str) -> bool:
    return f"{office}|{period}" not in _lines(settings, "assessed")


def compile_assessment(settings: Settings, office: str, period: str) -> Compiled:
    units = {
        key.split("|")[1]
        for key in _lines(settings, "accepted")
        if key.split("|")[::2] == [office, period]
    }
    _append(settings, "assessed", f"{office}|{period}")
    return Compiled("+".join(sorted(units)))


def draft_resolution(settings: Settings, office: str, period: str) -> str:
    return f"{office}/{period}"


def _append(settings: Settings, name: str, line: str) -> None:
    settings.var.mkdir(parents=True, exist_ok=True)
    with (settings.var / name).open("a") as file:
        file.write(line + "\n")


def _lines(settings: Settings, name: str) -> list[str]:
    path = settings.var / name
    return path.read_text().splitlines() if path.exists() else []
