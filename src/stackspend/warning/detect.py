"""Spike, drop and change of trend in the spend of one scope, by day and by hour."""

import math
from collections.abc import Sequence
from datetime import datetime
from statistics import median

from stackspend.warning.anomaly import DEFAULT, AnomalyKind, Finding, Sensitivity, severity_of
from stackspend.warning.baseline import LEAST_DAYS, daily_baseline, hourly_baseline
from stackspend.warning.expect import MAD_TO_SIGMA, believed_slope

_SPIKE = 5.0
_SPIKE_TIMES = 1.6
_OVER_MARKER = 1.15
_HOUR = 6.0
_HOUR_OVER_MARKER = 1.3
_HOUR_OF_A_DAY = 0.3  # an hour is an event if it costs this much of a usual day beyond the usual
_DROP = 3.5
_DROP_TIMES = 0.4
_TREND = 4.5
_TREND_TIMES = 1.5
_TREND_DOUBT = 20.0
_TREND_DAYS = 6 / 7  # so many of the last seven days must lie beyond by themselves
_TREND_WEEKS = 6
_LEAST_WEEKS = 4
_LEAST_WEEKDAYS = 3
_LEAST_NOISE = 0.1


def find_spike(
    past: Sequence[float], today: float, began: datetime, *, sensitivity: Sensitivity = DEFAULT
) -> Finding | None:
    """A day that already costs far more than expected of the whole of it; it need not be over. `past` are the complete
    days before, oldest first."""
    baseline = daily_baseline(past, began.weekday())
    if baseline is None:
        return None
    scale, impact = sensitivity.scale, today - baseline.expected
    is_spike = (
        baseline.deviation(today) > _SPIKE * scale
        and today > max(_SPIKE_TIMES * scale * baseline.expected, _OVER_MARKER * scale * baseline.marker)
        and impact >= sensitivity.floor
    )
    return _finding(AnomalyKind.SPIKE, began, today, baseline.expected, impact) if is_spike else None


def find_hourly_spike(
    alike: Sequence[float],
    recent: Sequence[float],
    hour: float,
    began: datetime,
    *,
    sensitivity: Sensitivity = DEFAULT,
) -> Finding | None:
    """The same for an hour: `alike` are the same hours of such days before, `recent` the hours of the last weeks."""
    baseline = hourly_baseline(alike, recent)
    if baseline is None:
        return None
    scale, impact = sensitivity.scale, hour - baseline.expected
    usual_day = sum(recent) / max(1.0, len(recent) / 24)
    is_spike = (
        baseline.deviation(hour) > _HOUR * scale
        and hour > _HOUR_OVER_MARKER * scale * baseline.marker
        and impact >= max(sensitivity.floor, _HOUR_OF_A_DAY * scale * usual_day)
    )
    return _finding(AnomalyKind.SPIKE, began, hour, baseline.expected, impact) if is_spike else None


def find_drop(
    past: Sequence[float], day: float, began: datetime, *, sensitivity: Sensitivity = DEFAULT
) -> Finding | None:
    """A day that is over and cost far less than expected."""
    baseline = daily_baseline(past, began.weekday())
    if baseline is None:
        return None
    impact, level = day - baseline.expected, median(past[-LEAST_DAYS:])
    is_drop = (
        baseline.expected >= 0.5 * level
        and baseline.deviation(day) < -_DROP * sensitivity.scale
        and day < _DROP_TIMES / sensitivity.scale * baseline.expected
        and -impact >= sensitivity.floor
    )
    return _finding(AnomalyKind.DROP, began, day, baseline.expected, impact) if is_drop else None


def find_trend_change(days: Sequence[float], began: datetime, *, sensitivity: Sensitivity = DEFAULT) -> Finding | None:
    """A new level: the last seven days, which began at `began`, against the pace of the weeks before.

    A week's level is the median of its days against the same weekdays of the weeks before, so that neither a costly
    nor an idle day makes a trend.
    """
    count = min(len(days) // 7, _TREND_WEEKS + 1)
    weeks = [days[len(days) - 7 * n - 7 : len(days) - 7 * n] for n in range(count)]
    if count < _LEAST_WEEKS:
        return None
    usual = [median(week[n] for week in weeks[1:]) for n in range(7)]
    if sum(one > 0 for one in usual) < _LEAST_WEEKDAYS:
        return None
    logs = [_logs(week, usual) for week in weeks]
    levels = [median(week) for week in logs]
    expected, noise = _extrapolated(levels[1:])
    change = levels[0] - expected
    expected_sum = sum(usual) * math.exp(expected)
    impact = expected_sum * (math.exp(change) - 1)
    is_change = (
        change
        and abs(change) > max(_TREND * sensitivity.scale * noise, math.log(_TREND_TIMES))
        and abs(impact) >= sensitivity.floor
        and sum((day - expected) / change > 0.5 for day in logs[0]) >= _TREND_DAYS * len(logs[0])
    )
    return _finding(AnomalyKind.TREND_CHANGE, began, expected_sum + impact, expected_sum, impact) if is_change else None


def _logs(week: Sequence[float], usual: Sequence[float]) -> list[float]:
    """How far each day of a week lies above (or, negative, below) what is usual, as logarithms."""
    return [math.log(max(day, 0.01 * one) / one) for day, one in zip(week, usual, strict=True) if one > 0]


def _extrapolated(levels: Sequence[float]) -> tuple[float, float]:
    """The level that weeks before, newest first, lead one to expect of the next, and how much they scatter."""
    slope = believed_slope({-age: level for age, level in enumerate(levels)}, doubt=_TREND_DOUBT)
    lines = [level + slope * (age + 1) for age, level in enumerate(levels)]
    expected = median(lines)
    return expected, max(MAD_TO_SIGMA * median(abs(line - expected) for line in lines), _LEAST_NOISE)


def _finding(kind: AnomalyKind, began: datetime, actual: float, expected: float, impact: float) -> Finding:
    times = actual / expected if expected > 0 else math.inf
    severity = severity_of(
        impact, max(times, 1 / times if times else math.inf) if kind is not AnomalyKind.DROP else 1.0
    )
    return Finding(kind=kind, began=began, actual=actual, expected=expected, impact=impact, severity=severity)
