"""Where the same work costs more: the cache no longer hits, or a client prices with another table than ours."""

from collections.abc import Sequence
from datetime import datetime
from statistics import median

import msgspec

from stackspend.warning.anomaly import DEFAULT, AnomalyKind, Finding, Sensitivity, severity_of
from stackspend.warning.expect import MAD_TO_SIGMA

_FALL = 0.15  # of the hit rate
_FALL_SPREADS = 4.0
_DEARER = 1.15
_DRIFT = 0.01
_DRIFT_FLOOR = 0.2  # times the floor: a wrong price list is worth knowing early
_LEAST_DAYS = 5


class CacheDay(msgspec.Struct, frozen=True):
    """What went in on one day: tokens read from the cache, all input tokens (those included), and the day's cost."""

    read: int
    tokens: int
    cost: float

    @property
    def hit_rate(self) -> float:
        """The share of input tokens that came from the cache."""
        return self.read / self.tokens if self.tokens else 0.0

    @property
    def unit_cost(self) -> float:
        """USD a token."""
        return self.cost / self.tokens if self.tokens else 0.0


def find_cache_collapse(
    past: Sequence[CacheDay], today: CacheDay, began: datetime, *, sensitivity: Sensitivity = DEFAULT
) -> Finding | None:
    """A day on which fewer tokens come from the cache than ever lately, and a token costs more for it."""
    known = [day for day in past if day.tokens]
    if len(known) < _LEAST_DAYS or not today.tokens:
        return None
    usual = median(day.hit_rate for day in known)
    spread = MAD_TO_SIGMA * median(abs(day.hit_rate - usual) for day in known)
    unit = median(day.unit_cost for day in known)
    expected = unit * today.tokens
    impact, fall = today.cost - expected, usual - today.hit_rate
    collapsed = (
        fall > sensitivity.scale * max(_FALL, _FALL_SPREADS * spread)
        and today.unit_cost > _DEARER * unit
        and impact >= sensitivity.floor
    )
    if not collapsed:
        return None
    return Finding(
        kind=AnomalyKind.CACHE_COLLAPSE,
        began=began,
        actual=today.hit_rate,
        expected=usual,
        impact=impact,
        severity=severity_of(impact, today.cost / expected),
    )


class PriceDay(msgspec.Struct, frozen=True):
    """What a model's requests cost on one day, as the client reported it and by our price list."""

    reported: float
    listed: float

    @property
    def drift(self) -> float:
        """How much more was reported, as a share of the list cost."""
        return self.reported / self.listed - 1 if self.listed else 0.0


def find_price_drift(
    past: Sequence[PriceDay],
    today: PriceDay,
    began: datetime,
    *,
    subject: str | None = None,
    sensitivity: Sensitivity = DEFAULT,
) -> Finding | None:
    """A model whose reported cost parts from its list cost, and did not before."""
    if not today.listed:
        return None
    before = median(day.drift for day in past if day.listed) if any(day.listed for day in past) else 0.0
    impact = today.reported - today.listed
    unlike = abs(today.drift - before) >= sensitivity.scale * _DRIFT and abs(today.drift) >= sensitivity.scale * _DRIFT
    if not unlike or abs(impact) < _DRIFT_FLOOR * sensitivity.floor:
        return None
    return Finding(
        kind=AnomalyKind.PRICE_DRIFT,
        began=began,
        actual=today.reported,
        expected=today.listed,
        impact=impact,
        severity=severity_of(impact, 1 + abs(today.drift)),
        subject=subject,
    )
