"""Long trials: sampled and seeded in ``make test``, whole in ``make test-full``.

The whole runs write how many rounds each law was tried to ``docs/evidence/``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import settings

WHOLE = os.environ.get("NGHIQUYET_FULL_TRIALS") == "1"
EVIDENCE = Path(__file__).parents[1] / "docs" / "evidence" / "property-trials.md"
TRIALS = EVIDENCE.with_name("long-trials.md")
_TRIALS_HEAD = """\
# Long trials

Written by `make test-full`; `make test` runs a seeded sample of each.

| trial | tried | outcome |
|---|---|---|
"""
_TIMES = 30  # a whole trial is that many samples
_HEAD = """\
# Laws tried

Written by `make test-full`: every property test with the number of random rounds it held for.
`make test` runs a seeded sample of them.

| law | rounds | outcome |
|---|---|---|
"""


def rounds(sample: int) -> int:
    """How many random rounds a law is tried for."""
    return sample * _TIMES if WHOLE else sample


settings.register_profile(
    "trials", max_examples=rounds(100), derandomize=not WHOLE, deadline=None, database=None
)
settings.load_profile("trials")


def record(trial: str, tried: int, outcomes: Mapping[str, int]) -> None:
    """Note what came of a long trial that is no property test; only the whole one is kept."""
    if not WHOLE:
        return
    told = "; ".join(f"{outcome}: {count:,}" for outcome, count in sorted(outcomes.items()))
    line = f"| {trial} | {tried:,} | {told} |"
    kept = TRIALS.read_text(encoding="utf-8").splitlines() if TRIALS.exists() else []
    rows = {row.split("|")[1].strip(): row for row in kept if row.startswith("| ")}
    rows = {name: row for name, row in rows.items() if name not in {"trial", "---"}}
    rows[trial] = line
    TRIALS.parent.mkdir(exist_ok=True)
    TRIALS.write_text(_TRIALS_HEAD + "\n".join(rows.values()) + "\n", encoding="utf-8")


class Evidence:
    """Notes each law that was tried and writes the list at the end."""

    def __init__(self) -> None:
        self._rounds: dict[str, int] = {}
        self._outcomes: dict[str, str] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            law = getattr(getattr(item, "obj", None), "hypothesis", None)
            if law is not None:
                own = getattr(item.obj, "_hypothesis_internal_use_settings", None)  # type: ignore[attr-defined]
                tried = own.max_examples if own is not None else rounds(100)
                self._rounds[item.nodeid] = tried

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.nodeid in self._rounds:
            self._outcomes[report.nodeid] = report.outcome

    def pytest_sessionfinish(self) -> None:
        lines = [
            f"| `{law}` | {self._rounds[law]:,} | {outcome} |"
            for law, outcome in sorted(self._outcomes.items())
        ]
        if lines:
            EVIDENCE.parent.mkdir(exist_ok=True)
            EVIDENCE.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
