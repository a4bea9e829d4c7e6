"""The Vietnamese lunar calendar a second time, from the sky: Meeus, Astronomical Algorithms.

New moons by chapter 49, the sun's longitude by chapter 25; nothing of the product is used. A
lunar month begins on the day (UTC+7) of its new moon; the one that holds the winter solstice is
the eleventh; of thirteen between two solstices the first without a principal term is the leap one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from math import floor, radians, sin

_ZONE = 7 / 24
_EPOCH = 2451550.09766  # Julian day of the new moon of 6 January 2000
_SYNODIC = 29.530588861
_DYNAMICAL = 72 / 86400  # dynamical time is ahead of the clock by 69 to 75 s in these years


def _new_moon(k: int) -> float:
    """Julian day (UT) of the k-th new moon after 6 January 2000."""
    t = k / 1236.85
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = radians(2.5534 + 29.1053567 * k - 0.0000014 * t * t)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    ascending = radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t)
    terms = (
        (-0.40720, moon), (0.17241 * e, sun), (0.01608, 2 * moon), (0.01039, 2 * node),
        (0.00739 * e, moon - sun), (-0.00514 * e, moon + sun), (0.00208 * e * e, 2 * sun),
        (-0.00111, moon - 2 * node), (-0.00057, moon + 2 * node), (0.00056 * e, 2 * moon + sun),
        (-0.00042, 3 * moon), (0.00042 * e, sun + 2 * node), (0.00038 * e, sun - 2 * node),
        (-0.00024 * e, 2 * moon - sun), (-0.00017, ascending), (-0.00007, moon + 2 * sun),
        (0.00004, 2 * moon - 2 * node), (0.00004, 3 * sun), (0.00003, moon + sun - 2 * node),
        (0.00003, 2 * moon + 2 * node), (-0.00003, moon + sun + 2 * node),
        (0.00003, moon - sun + 2 * node), (-0.00002, moon - sun - 2 * node),
        (-0.00002, 3 * moon + sun), (0.00002, 4 * moon),
        # planets
        (0.000325, radians(299.77 + 0.107408 * k - 0.009173 * t * t)),
        (0.000165, radians(251.88 + 0.016321 * k)), (0.000164, radians(251.83 + 26.651886 * k)),
        (0.000126, radians(349.42 + 36.412478 * k)), (0.000110, radians(84.66 + 18.206239 * k)),
    )  # fmt: skip
    mean = _EPOCH + _SYNODIC * k + 0.00015437 * t * t
    return mean + sum(size * sin(angle) for size, angle in terms) - _DYNAMICAL


def _longitude(julian: float) -> float:
    """Apparent longitude of the sun in degrees."""
    t = (julian + _DYNAMICAL - 2451545.0) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    omega = radians(125.04 - 1934.136 * t)
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    return (mean + centre - 0.00569 - 0.00478 * sin(omega)) % 360


def _day(julian: float) -> date:
    return date(2000, 1, 1) + timedelta(days=floor(julian + 0.5 + _ZONE) - 2451545)


def _term(day: date) -> int:
    """Which twelfth of the sun's way the day begins in; 9 from the winter solstice on."""
    midnight = 2451544.5 + (day - date(2000, 1, 1)).days - _ZONE
    return int(_longitude(midnight) // 30)


@cache
def _eleventh(year: int) -> int:
    """Number of the new moon that begins the month of the winter solstice of ``year``."""
    solstice = next(
        day
        for day in (date(year, 12, 18) + timedelta(days=n) for n in range(8))
        if _term(day) != 9 and _term(day + timedelta(days=1)) == 9
    )
    k = floor((solstice - date(2000, 1, 6)).days / _SYNODIC) + 1
    while _day(_new_moon(k)) > solstice:
        k -= 1
    return k


def lunar_months(year: int) -> Iterator[tuple[int, bool, date]]:
    """Number, whether it is the leap one, and first day of every month of a lunar year."""
    for start in (year - 1, year):
        first, last = _eleventh(start), _eleventh(start + 1)
        days = [_day(_new_moon(k)) for k in range(first, last + 1)]
        terms = [_term(day) != _term(following) for day, following in itertools.pairwise(days)]
        leap = terms.index(False) if len(days) == 14 else 0
        for place, day in enumerate(days[:-1]):
            shift = place - (bool(leap) and place >= leap)
            number = (10 + shift) % 12 + 1
            belongs = start + (shift >= 2)
            if belongs == year:
                yield number, bool(leap) and place == leap, day
