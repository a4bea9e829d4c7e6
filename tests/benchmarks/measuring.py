"""Two ways to do a thing, timed in turns."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time
from timeit import timeit


@dataclass(frozen=True)
class Comparison:
    """What is measured against what, and how much dearer it may be.

    Attributes:
        name: what is compared.
        subject: does it our way.
        baseline: does it the plain way.
        bound: how many times the baseline the subject may cost.
        rounds: how often each is timed.
        clock: what is counted; the processor's time, unless another process does the work.
    """

    name: str
    subject: Callable[[], object]
    baseline: Callable[[], object]
    bound: float
    rounds: int
    clock: Callable[[], float] = process_time


@dataclass(frozen=True)
class Outcome:
    """What came out of one comparison.

    Attributes:
        name: what was compared.
        bound: how high the ratio may be.
        ratios: the subject's time over the baseline's, round by round.
    """

    name: str
    bound: float
    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The middle one: half of the rounds were worse."""
        return median(self.ratios)

    @property
    def holds(self) -> bool:
        """Whether the bound holds."""
        return self.ratio <= self.bound


def measure(comparison: Comparison) -> Outcome:
    """Time both ways in turns, each round in the other order, after each has run once.

    A machine that is slow for a while is slow for both; a ratio is taken within its round.
    """
    comparison.subject()
    comparison.baseline()
    gc.collect()
    gc.freeze()  # what stays alive anyway is no cost of either
    ratios, clock = [], comparison.clock
    for turn in range(comparison.rounds):
        if turn % 2:
            below, above = _time(comparison.baseline, clock), _time(comparison.subject, clock)
        else:
            above, below = _time(comparison.subject, clock), _time(comparison.baseline, clock)
        ratios.append(above / below)
    gc.unfreeze()
    return Outcome(comparison.name, comparison.bound, tuple(ratios))


def _time(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Time of one call; the processor's, so that what else runs on the machine does not count.

    Collecting garbage is part of it, as it is at work; what others left is collected before.
    """
    gc.collect()
    return timeit(work, "gc.enable()", clock, number=1, globals={"gc": gc})
