"""How good the detectors are: precision and recall by kind, on made-up telemetry with known anomalies.

A planted anomaly is found if its detector speaks up while it lasts, or within a grace that its kind needs to be seen.
Days in a row that speak of one thing are one alarm. An alarm that no planted anomaly explains is a false one.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import product

import msgspec

from stackspend.warning.anomaly import AnomalyKind
from stackspend.warning.detect import find_drop, find_hourly_spike, find_spike, find_trend_change
from stackspend.warning.labelled import (
    BEGIN,
    QUIET_DAYS,
    LabelledDays,
    Planted,
    labelled_days,
    labelled_hours,
    labelled_sessions,
    labelled_unit_costs,
    unlabelled_days,
)
from stackspend.warning.runaway import find_runaway
from stackspend.warning.silence import Hour, find_silence
from stackspend.warning.synthetic import Kind
from stackspend.warning.unit_costs import find_cache_collapse, find_price_drift

_BASES = (Kind.STEADY, Kind.GROWING, Kind.WEEKEND_LESS, Kind.SPIKY)
_NOT_MEASURED_ON = {AnomalyKind.SPIKE: Kind.SPIKY, AnomalyKind.TREND_CHANGE: Kind.GROWING}
"""An organization of spikes has spikes that nobody planted, and adoption is a change of trend: there the truth is a
matter of taste, and only the alarms are counted (`alarms_a_month`)."""
_DAILY = (AnomalyKind.SPIKE, AnomalyKind.DROP, AnomalyKind.TREND_CHANGE)
_TREND_GRACE = 14
_HOURS_KNOWN = 28 * 24


class Measured(msgspec.Struct, frozen=True):
    """How many anomalies were planted, how many of them were found, and how many alarms were false."""

    planted: int
    found: int
    false: int

    @property
    def precision(self) -> float:
        """The share of alarms that were right."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of anomalies that were found."""
        return self.found / self.planted if self.planted else 1.0


def add(measured: Iterable[Measured]) -> Measured:
    """Several as one."""
    some = list(measured)
    return Measured(sum(m.planted for m in some), sum(m.found for m in some), sum(m.false for m in some))


def measure(seeds: Sequence[int]) -> dict[str, Measured]:
    """Each kind over all these seeds."""
    kinds: dict[str, Callable[[int], Measured]] = {
        "spike, by hour": _hourly,
        AnomalyKind.RUNAWAY_SESSION: _sessions,
        AnomalyKind.CACHE_COLLAPSE: lambda seed: _unit_costs(AnomalyKind.CACHE_COLLAPSE, seed),
        AnomalyKind.PRICE_DRIFT: lambda seed: _unit_costs(AnomalyKind.PRICE_DRIFT, seed),
        AnomalyKind.SILENT_SENDER: _silence,
    }
    return _daily(seeds) | {name: add(measure_one(seed) for seed in seeds) for name, measure_one in kinds.items()}


def alarms_a_month(seeds: Sequence[int]) -> dict[Kind, float]:
    """How many alarms of a day's spike, drop or change of trend an organization gets in which nothing was planted."""
    found: dict[Kind, float] = {}
    for base in _BASES:
        quiet = [unlabelled_days(base, seed) for seed in seeds]
        months = sum(len(one.days) - QUIET_DAYS for one in quiet) / 30.4
        found[base] = sum(_one_daily(kind, one).false for one in quiet for kind in _DAILY) / months
    return found


def _daily(seeds: Sequence[int]) -> dict[str, Measured]:
    """Every daily kind on series with anomalies of each, so that one kind is not taken for another."""
    found: dict[AnomalyKind, list[Measured]] = {kind: [] for kind in _DAILY}
    for planted, base, seed in product(_DAILY, _BASES, seeds):
        series = labelled_days(planted, base, seed)
        for kind in _DAILY:
            if _NOT_MEASURED_ON.get(kind) is not base:
                found[kind].append(_one_daily(kind, series))
    return {f"{kind.value}, by day": add(measured) for kind, measured in found.items()}


def _one_daily(kind: AnomalyKind, series: LabelledDays) -> Measured:
    def speaks(place: int) -> bool:
        began = series.began + timedelta(days=place)
        if kind is AnomalyKind.TREND_CHANGE:
            return find_trend_change(series.days[: place + 1], began - timedelta(days=6)) is not None
        find = find_spike if kind is AnomalyKind.SPIKE else find_drop
        return find(series.days[:place], series.days[place], began) is not None

    alarms = _runs(place for place in range(QUIET_DAYS, len(series.days)) if speaks(place))
    grace = _TREND_GRACE if kind is AnomalyKind.TREND_CHANGE else 0
    own = [one for one in series.planted if one.kind is kind]
    # A new level begins with days that are spikes or drops against the old one.
    shifts = [one for one in series.planted if one.kind is AnomalyKind.TREND_CHANGE]
    return _judge(own, [one for one in alarms if kind is AnomalyKind.TREND_CHANGE or not _met(one, shifts, 0)], grace)


def _hourly(seed: int) -> Measured:
    labelled = labelled_hours(AnomalyKind.SPIKE, seed)
    hours = labelled.hours

    def speaks(place: int) -> bool:
        now = hours[place].began
        recent = hours[place - _HOURS_KNOWN : place]
        alike = [one.spent for one in recent if one.began.hour == now.hour and _same_kind_of_day(one, hours[place])]
        return find_hourly_spike(alike, [one.spent for one in recent], hours[place].spent, now) is not None

    return _judge(labelled.planted, _runs(p for p in range(_HOURS_KNOWN, len(hours)) if speaks(p)), 0)


def _silence(seed: int) -> Measured:
    labelled = labelled_hours(AnomalyKind.SILENT_SENDER, seed)
    hours = labelled.hours
    alarms = _runs(
        place
        for place in range(_HOURS_KNOWN, len(hours))
        if find_silence(hours[max(0, place + 1 - _HOURS_KNOWN) : place + 1]) is not None
    )
    return _judge(labelled.planted, alarms, 0)


def _sessions(seed: int) -> Measured:
    sessions = labelled_sessions(seed)
    said = [
        (one.ran_away, find_runaway(one.session, person=one.person, organization=one.organization) is not None)
        for one in sessions
    ]
    right = sum(ran_away and found for ran_away, found in said)
    return Measured(sum(ran_away for ran_away, _ in said), right, sum(found for _, found in said) - right)


def _unit_costs(kind: AnomalyKind, seed: int) -> Measured:
    (caches, prices), planted = labelled_unit_costs(kind, seed)

    def speaks(place: int) -> bool:
        known = slice(max(0, place - 28), place)
        if kind is AnomalyKind.CACHE_COLLAPSE:
            return find_cache_collapse(caches[known], caches[place], BEGIN) is not None
        return find_price_drift(prices[known], prices[place], BEGIN) is not None

    return _judge(planted, _runs(place for place in range(14, len(caches)) if speaks(place)), 0)


def _same_kind_of_day(one: Hour, other: Hour) -> bool:
    return (one.began.weekday() >= 5) == (other.began.weekday() >= 5)


def _runs(places: Iterable[int]) -> list[range]:
    """Places in a row as one."""
    runs: list[range] = []
    for place in places:
        if runs and runs[-1].stop == place:
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs


def _met(alarm: range, planted: Iterable[Planted], grace: int) -> bool:
    return any(alarm.start <= one.last + grace and alarm.stop > one.first for one in planted)


def _judge(planted: Sequence[Planted], alarms: Sequence[range], grace: int) -> Measured:
    found = sum(any(_met(alarm, [one], grace) for alarm in alarms) for one in planted)
    return Measured(len(planted), found, sum(not _met(alarm, planted, grace) for alarm in alarms))
