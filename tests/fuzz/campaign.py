"""Runs the fuzzer in a process of its own, and says how far it came and what it found."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from nghiquyet.settings import PROJECT_ROOT

EVIDENCE = PROJECT_ROOT / "docs" / "evidence" / "fuzz.md"
_PROGRESS = re.compile(r"^#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)/", re.MULTILINE)
_PAGE = """\
# Guard and reader, fuzzed

Written by `make test-full`: filled forms (.xlsx, .ods, .xls) changed at random, within their
parts and as raw bytes, guided by the code that each change reaches. The guard must answer every
file; what it lets pass must be read, or be told to be unreadable; no file may end the process,
take fifteen seconds or a gigabyte. `make test` runs a seeded sample.

| | |
|---|--:|
| seed | {seed} |
| files looked at | {runs:,} |
| edges of the code reached | {edges:,} |
| features reached | {features:,} |
| files that reached something new | {corpus:,} |
| files that failed | {failures} |
"""


@dataclass(frozen=True)
class Campaign:
    """What came of one run.

    Attributes:
        seed: what it began from.
        runs: files looked at.
        edges: how much of the code they reached.
        features: how much, counting how often.
        corpus: files that reached something new.
        failures: saved files that raised, ended the process, hung or took too much memory.
        log: what the fuzzer printed.
    """

    seed: int
    runs: int
    edges: int
    features: int
    corpus: int
    failures: tuple[Path, ...]
    log: str

    def page(self) -> str:
        """The page of evidence."""
        return _PAGE.format(**{**vars(self), "failures": len(self.failures)})


def why_not() -> str:
    """Why there is no fuzzing on this machine; empty if there is."""
    missing = importlib.util.find_spec("atheris") is None
    return "atheris, the fuzzer, is made for Linux on x86-64 only" if missing else ""


def fuzz(
    folder: Path, *, target: str = "guard-and-reader", seed: int = 1, runs: int, seconds: int
) -> Campaign:
    """Run the fuzzer until it has looked at so many files, or for so long.

    Args:
        folder: where corpus and failures are kept.
        target: which of the targets.
        seed: what it begins from.
        runs: files to look at.
        seconds: how long at most; 0 for as long as it takes.
    """
    command = [sys.executable, "-m", "tests.fuzz", str(folder), f"--target={target}",
               f"--seed={seed}", f"--runs={runs}", f"--seconds={seconds}"]  # fmt: skip
    paths = os.pathsep.join([str(PROJECT_ROOT / "plugins"), str(PROJECT_ROOT)])
    done = subprocess.run(
        command,
        cwd=PROJECT_ROOT,
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    log = done.stdout.decode("utf-8", "replace")
    figures = [tuple(map(int, found)) for found in _PROGRESS.findall(log)]
    failures = tuple(sorted(path for path in folder.iterdir() if path.is_file()))
    if not figures or (done.returncode and not failures):
        raise RuntimeError(f"the fuzzer itself failed ({done.returncode}):\n{log[-2000:]}")
    reached = [max(column) for column in zip(*figures, strict=True)]
    return Campaign(seed, *reached, failures, log)
