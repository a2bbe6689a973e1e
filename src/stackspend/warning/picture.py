"""What to draw of an alert: the numbers that it was raised from, around the time when it began."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate
from uuid import UUID

import msgspec

from stackspend.reports.question import Period, Perspective
from stackspend.reports.reader import LedgerReader
from stackspend.warning.alerts import Alert
from stackspend.warning.anomaly import AnomalyKind
from stackspend.warning.baseline import daily_baseline
from stackspend.warning.causes import BUDGET
from stackspend.warning.history import NOTHING, History
from stackspend.warning.numbers import KNOWN_DAYS
from stackspend.warning.spend import SpendByScope
from stackspend.warning.windows import ONE_DAY, Span, midnight

_DAYS_BEFORE = 42
_HOURS_BEFORE = timedelta(days=4)
_PERCENT = Decimal("0.1")
_CENT = Decimal("0.01")


class Unit(StrEnum):
    """What the values are."""

    USD = "usd"
    PERCENT = "percent"


class Step(StrEnum):
    """How much time a point stands for."""

    TEN_MINUTES = "ten_minutes"
    HOUR = "hour"
    DAY = "day"


class Point(msgspec.Struct, frozen=True):
    """A value, and the instant at which its step begins; the bounds between which it was to be expected, None where
    nobody can say."""

    at: datetime
    value: Decimal
    lower: Decimal | None = None
    upper: Decimal | None = None


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """Points in the order of time; of a budget they are the sum so far. `expected` is what was usual of a step."""

    unit: Unit
    step: Step
    points: tuple[Point, ...]
    expected: Decimal | None = None
    is_cumulative: bool = False
    zone: str = "UTC"
    """Whose days the steps are."""


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """What a picture is drawn from; `senders` are connections by name."""

    organization_id: UUID
    ledger: LedgerReader
    perspective: Perspective
    spend: SpendByScope
    senders: Mapping[str, UUID]


def picture(alert: Alert, sources: Sources, now: datetime) -> Picture:
    """The picture of an alert. Blocks while the ledger answers."""
    drawn = _drawn(alert, sources, now)
    return msgspec.structs.replace(drawn, zone=sources.spend.zone.key)


def _drawn(alert: Alert, sources: Sources, now: datetime) -> Picture:
    cause = alert.cause
    match cause.kind:
        case AnomalyKind.RUNAWAY_SESSION:
            return _session(alert, sources)
        case AnomalyKind.SILENT_SENDER if cause.subject in sources.senders:
            return _hours(alert, sources, now)
        case AnomalyKind.CACHE_COLLAPSE:
            return _hit_rates(alert, sources, now)
        case AnomalyKind.PRICE_DRIFT:
            return _drifts(alert, sources, now)
        case _:
            return _days(alert, sources, now)


def _days(alert: Alert, sources: Sources, now: datetime) -> Picture:
    cause, spend = alert.cause, sources.spend
    began = spend.today(cause.began)
    is_budget = cause.kind == BUDGET
    last = min(spend.today(now), spend.today(alert.closed_at or now) + 7 * ONE_DAY)
    days = list(Span(began if is_budget else began - _DAYS_BEFORE * ONE_DAY, last).days())
    by_day = spend.days.get(cause.scope, {})
    amounts: Iterable[Decimal] = [by_day.get(day, NOTHING) for day in days]
    amounts = accumulate(amounts) if is_budget else amounts
    points = _points(spend, zip(days, amounts, strict=True))
    return Picture(
        unit=Unit.USD,
        step=Step.DAY,
        points=points if is_budget else _with_bands(points, days, spend.history(cause.scope, last)),
        expected=cause.expected if cause.kind in {AnomalyKind.SPIKE, AnomalyKind.DROP} else None,
        is_cumulative=is_budget,
    )


def _with_bands(points: Iterable[Point], days: Iterable[date], history: History) -> tuple[Point, ...]:
    """Each day between the bounds within which its own past made it usual."""
    return tuple(_with_band(point, day, history) for point, day in zip(points, days, strict=True))


def _with_band(point: Point, day: date, history: History) -> Point:
    past = [float(amount) for amount in history.until(day - ONE_DAY).amounts]
    baseline = daily_baseline(past, day.weekday())
    if baseline is None:
        return point
    lower, upper = (Decimal(bound).quantize(_CENT) for bound in baseline.band)
    return msgspec.structs.replace(point, lower=lower, upper=upper)


def _session(alert: Alert, sources: Sources) -> Picture:
    cause = alert.cause
    steps = sources.ledger.watch.session_minutes(
        sources.organization_id,
        cause.subject or "",
        cause.began.date() - ONE_DAY,
        perspective=sources.perspective,
    )
    points = tuple(Point(one.began, one.amount) for one in steps)
    return Picture(unit=Unit.USD, step=Step.TEN_MINUTES, points=points)


def _hours(alert: Alert, sources: Sources, now: datetime) -> Picture:
    since = (alert.cause.began - _HOURS_BEFORE).replace(minute=0, second=0, microsecond=0)
    sender = sources.senders[alert.cause.subject or ""]
    spent: dict[datetime, Decimal] = {}
    for one in sources.ledger.watch.hours(sources.organization_id, since, perspective=sources.perspective):
        if one.connection_id == sender:
            spent[one.hour] = spent.get(one.hour, NOTHING) + one.amount
    until = min(now, (alert.closed_at or now) + timedelta(days=1))
    hours = [since + timedelta(hours=n) for n in range(int((until - since) / timedelta(hours=1)) + 1)]
    points = tuple(Point(hour, spent.get(hour, NOTHING)) for hour in hours)
    return Picture(unit=Unit.USD, step=Step.HOUR, points=points)


def _hit_rates(alert: Alert, sources: Sources, now: datetime) -> Picture:
    first = sources.spend.today(alert.cause.began) - KNOWN_DAYS * ONE_DAY
    last = sources.spend.today(alert.closed_at or now) + 7 * ONE_DAY
    rates = [
        (day, Decimal(cache.hit_rate * 100).quantize(_PERCENT))
        for day, cache in sorted(sources.spend.caches.items())
        if first <= day <= last and cache.tokens
    ]
    expected = None if alert.cause.expected is None else (alert.cause.expected * 100).quantize(_PERCENT)
    return Picture(unit=Unit.PERCENT, step=Step.DAY, points=_points(sources.spend, rates), expected=expected)


def _drifts(alert: Alert, sources: Sources, now: datetime) -> Picture:
    """By how many percent the reported cost of the model lay above its list cost."""
    spend = sources.spend
    first = spend.today(alert.cause.began) - KNOWN_DAYS * ONE_DAY
    last = min(spend.today(now), spend.today(alert.closed_at or now) + 7 * ONE_DAY)
    sums: dict[date, tuple[Decimal, Decimal]] = {}
    for one in sources.ledger.price_audit.drifts(sources.organization_id, Period(first, last, spend.zone.key)):
        if one.model == alert.cause.subject:
            reported, listed = sums.get(one.date, (NOTHING, NOTHING))
            sums[one.date] = (reported + one.reported, listed + one.listed)
    percents = [
        (day, ((reported / listed - 1) * 100).quantize(_PERCENT))
        for day, (reported, listed) in sorted(sums.items())
        if listed
    ]
    return Picture(unit=Unit.PERCENT, step=Step.DAY, points=_points(spend, percents), expected=NOTHING)


def _points(spend: SpendByScope, values: Iterable[tuple[date, Decimal]]) -> tuple[Point, ...]:
    return tuple(Point(midnight(spend.zone, day), value) for day, value in values)
