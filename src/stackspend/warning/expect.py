"""What the coming days are expected to cost: a level, a weekday profile, a damped growth, and what stood out.

Three numbers and a week, each of which can be read off the recent past by hand. Floats are good enough here: what comes
out is an estimate, and is rounded to cents.
"""

import math
from collections.abc import Mapping, Sequence
from statistics import fmean, median

import msgspec

LEVEL_HALF_LIFE = 16.0
PROFILE_HALF_LIFE = 28.0
RECENT_DAYS = 84
TREND_WEEKS = 8
DAMPING = 0.8
"""Of the growth of one week this much is expected of the next."""
FASTEST = math.log(1.25)
"""The growth of a week that is believed."""
DOUBT = 6.0
"""How much weight the uncertainty of the growth has against the growth itself."""
OUTLIER = 3.5
MAD_TO_SIGMA = 1.4826  # of normally distributed values; https://en.wikipedia.org/wiki/Median_absolute_deviation
_LEAST_SPREAD = 0.12
_AROUND = 28  # days on either side that tell what is usual
_LEAST_WEEKS = 4
_ASLEEP = 0.02  # a weekday with less than this of an average day says nothing of the level


class Expectation(msgspec.Struct, frozen=True):
    """`level` is a usual day's spend, `profile[weekday]` its share on that weekday, `growth` the natural logarithm of
    a week's growth, `extra` what a day with spend has on average beyond the usual."""

    level: float
    profile: tuple[float, ...]
    growth: float
    extra: float

    def day(self, ahead: int, weekday: int) -> float:
        """The expected spend of a day, `ahead` days after the last one known (1 is the next)."""
        grown = self.growth * (1 - DAMPING ** (ahead / 7)) / -math.log(DAMPING)
        extra = self.extra if self.profile[weekday] > _ASLEEP else 0.0
        return (self.level * self.profile[weekday] + extra) * math.exp(grown)


def expect(values: Sequence[float], last_weekday: int) -> Expectation:
    """From the spend of complete days, oldest first; at least three weeks of them."""
    recent = values[-RECENT_DAYS:]
    weekdays = [(last_weekday - n) % 7 for n in range(len(recent))][::-1]
    usual, extra = _without_outliers(recent)
    profile = _profile(usual, weekdays)
    growth = _growth(usual)
    return Expectation(_level(usual, weekdays, profile, growth), profile, growth, extra)


def _without_outliers(values: Sequence[float]) -> tuple[list[float], float]:
    """Each day cut to what is usual around it on such weekdays, and the average of what was cut off."""
    usual: list[float] = []
    for place, value in enumerate(values):
        alike = values[max(place % 7, place - _AROUND) : place + _AROUND + 1 : 7]
        middle = median(alike)
        spread = max(MAD_TO_SIGMA * median(abs(one - middle) for one in alike), _LEAST_SPREAD * middle)
        usual.append(min(value, middle + OUTLIER * spread))
    days_with_spend = sum(value > 0 for value in values)
    return usual, (sum(values) - sum(usual)) / max(1, days_with_spend)


def _profile(values: Sequence[float], weekdays: Sequence[int]) -> tuple[float, ...]:
    """Each weekday's spend against that of an average day of its week."""
    sums, weights = [0.0] * 7, [0.0] * 7
    for place, (value, weekday) in enumerate(zip(values, weekdays, strict=True)):
        begin = max(0, min(place - 3, len(values) - 7))
        week = fmean(values[begin : begin + 7])
        if week > 0:
            share = 0.5 ** ((len(values) - place) / PROFILE_HALF_LIFE)
            sums[weekday] += share * value / week
            weights[weekday] += share
    profile = [total / weight if weight else 1.0 for total, weight in zip(sums, weights, strict=True)]
    mean = fmean(profile)
    return tuple(one / mean for one in profile) if mean else (1.0,) * 7


def _growth(values: Sequence[float]) -> float:
    """The growth of a week as a logarithm, within what is believed."""
    weeks = [sum(values[len(values) - 7 * n - 7 : len(values) - 7 * n]) for n in range(len(values) // 7)]
    logs = {-n: math.log(week) for n, week in enumerate(weeks[:TREND_WEEKS]) if week > 0}
    return max(-FASTEST, min(FASTEST, believed_slope(logs))) if len(logs) >= _LEAST_WEEKS else 0.0


def believed_slope(points: Mapping[int, float], *, doubt: float = DOUBT) -> float:
    """The median slope between all pairs of points (Theil and Sen), taken back the further the less certain it is."""
    slope = median((y - v) / (x - u) for x, y in points.items() for u, v in points.items() if u < x)
    base = median(y - slope * x for x, y in points.items())
    noise = MAD_TO_SIGMA * median(abs(y - base - slope * x) for x, y in points.items())
    error = noise * noise / (len(points) * (len(points) ** 2 - 1) / 12)
    return slope * slope * slope / (slope * slope + doubt * error) if slope else 0.0


def _level(values: Sequence[float], weekdays: Sequence[int], profile: Sequence[float], growth: float) -> float:
    """The spend of an average day now: of recent days, each as if it were an average weekday and had grown since."""
    total = weight = 0.0
    for age, (value, weekday) in enumerate(zip(reversed(values), reversed(weekdays), strict=True)):
        if profile[weekday] > _ASLEEP:
            share = 0.5 ** (age / LEVEL_HALF_LIFE) * profile[weekday]
            total += share * value / profile[weekday] * math.exp(growth * min(age / 7, 4))
            weight += share
    return total / weight if weight else 0.0
