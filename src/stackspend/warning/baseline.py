"""What a scope's past leads one to expect of a day or an hour: a middle, a spread, and a high-spend marker.

Medians and median deviations, so that the anomalies of the past do not raise what is tolerated today.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from statistics import median

import msgspec

from stackspend.warning.expect import MAD_TO_SIGMA, RECENT_DAYS, expect

LEAST_DAYS = 14
_LEVEL_DAYS = 28
_MARKER_DAYS = 56
_MARKER_SHARE = 0.97
_LEAST_SPREAD = 0.1
_BAND = 2.0  # spreads on either side
_WORTH_TELLING = 0.15  # a weekday with less of an average day tells nothing of the level


class Baseline(msgspec.Struct, frozen=True):
    """`expected` and `spread` in USD; `marker` is what routine high days or hours do not exceed."""

    expected: float
    spread: float
    marker: float

    @property
    def band(self) -> tuple[float, float]:
        """Between which bounds a usual day or hour lies."""
        return max(0.0, self.expected - _BAND * self.spread), self.expected + _BAND * self.spread

    def deviation(self, value: float) -> float:
        """By how many spreads a value lies above (or, negative, below) what is expected."""
        return (value - self.expected) / self.spread if self.spread else 0.0


def daily_baseline(past: Sequence[float], weekday: int) -> Baseline | None:
    """Of the day after `past`, which falls on this weekday; None if there is too little to compare with."""
    return _daily(tuple(past[-RECENT_DAYS:]), weekday) if len(past) >= LEAST_DAYS else None


@lru_cache(maxsize=4096)
def _daily(past: tuple[float, ...], weekday: int) -> Baseline | None:
    """A day is looked at again and again while it lasts, and its past stays what it was."""
    model = expect(past, (weekday - 1) % 7)
    profile = model.profile
    plain = [
        value / profile[(weekday - age) % 7] * math.exp(model.growth * age / 7)
        for age, value in enumerate(reversed(past[-_LEVEL_DAYS:]), start=1)
        if profile[(weekday - age) % 7] > _WORTH_TELLING
    ]
    if not plain:
        return None
    level, share = median(plain), max(profile[weekday], 0.0)
    spread = max(MAD_TO_SIGMA * median(abs(one - level) for one in plain), _LEAST_SPREAD * level)
    # A day of rest is judged by the spread of working days, or a few dollars on a Sunday would be an event.
    return Baseline(level * share, spread * max(share, 0.5), _marker(past[-_MARKER_DAYS:]))


def hourly_baseline(alike: Sequence[float], recent: Sequence[float]) -> Baseline | None:
    """Of an hour: `alike` are the same hours of such days, `recent` all hours of the last weeks, both without it."""
    if len(alike) < LEAST_DAYS // 2:
        return None
    middle = median(alike)
    usual = median(value for value in recent if value > 0) if any(recent) else 0.0
    spread = max(MAD_TO_SIGMA * median(abs(one - middle) for one in alike), 0.3 * middle, 0.3 * usual)
    return Baseline(middle, spread, _marker([value for value in recent if value > 0] or [0.0]))


def _marker(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(_MARKER_SHARE * len(values)))]
