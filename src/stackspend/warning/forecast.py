"""Where the spend of a span will end: what is spent already and what the coming days are expected to cost, with a band.

The band is what the same model got wrong when it forecast the past of the same series. `stackspend backtest` measures
both, and docs/forecast.md has the figures.
"""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from statistics import fmean, pstdev

import msgspec

from stackspend.warning.expect import RECENT_DAYS, Expectation, expect
from stackspend.warning.history import NOTHING, History
from stackspend.warning.windows import ONE_DAY, Span

ENOUGH_DAYS = 21
"""Fewer days of history show no weekday pattern, and get a rolling average."""
ROLLING_DAYS = 7
BAND = 0.8
"""The share of truths that shall fall between the bounds."""
_Z = 1.2816  # the end of that band in standard deviations, if errors were normal
_KNOWN_DAYS = 2 * RECENT_DAYS
_STEP = 3  # every third evening is looked back on
_LEAST_LOOKS = 3
_UNSURE = 0.45  # the error, as a logarithm, of somebody who knows a few days
_CENT = Decimal("0.01")


class Method(StrEnum):
    """How a forecast was made."""

    WEEKDAYS = "weekdays and growth"
    ROLLING = "rolling average"


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The expected spend of a span in USD, with bounds that hold four times in five.

    `days` is what is expected of each remaining day, today's with what it has already; `note` says how it was made.
    """

    span: Span
    spent: Decimal
    expected: Decimal
    lower: Decimal
    upper: Decimal
    method: Method
    note: str
    days: tuple[tuple[date, Decimal], ...]

    def crossing(self, limit: Decimal) -> date | None:
        """The day on which the expected spend reaches a limit; None if it does not, or has already."""
        total = self.expected - sum((amount for _, amount in self.days), NOTHING)
        if self.spent >= limit:
            return None
        for day, amount in self.days:
            total += amount
            if total >= limit:
                return day
        return None


def forecast(history: History, span: Span, today: date, *, done: float) -> Forecast:
    """The spend of `span` at its end, seen from `today`, which lies in it and of which the share `done` is over.

    `history` holds the days up to today, today's as far as it is spent.
    """
    complete = _floats(history.until(today - ONE_DAY))
    ahead = (span.end - today).days + 1
    spent, so_far = history.within(span), history.on(today)
    expected, error = _outlook(complete, today, ahead)
    days = [float(so_far) + (1 - done) * expected[0], *expected[1:]]
    coming = sum(days) - float(so_far)
    wide = math.exp(_Z * error)
    method = Method.WEEKDAYS if len(complete) >= ENOUGH_DAYS else Method.ROLLING
    rounded = tuple((day, _cents(amount)) for day, amount in zip(Span(today, span.end).days(), days, strict=True))
    before = (spent - so_far).quantize(_CENT)
    return Forecast(
        span=span,
        spent=spent,
        expected=before + sum((amount for _, amount in rounded), NOTHING),
        lower=spent.quantize(_CENT) + _cents(coming / wide),
        upper=spent.quantize(_CENT) + _cents(coming * wide),
        method=method,
        note=_note(len(complete), method),
        days=rounded,
    )


def _outlook(complete: Sequence[float], today: date, ahead: int) -> tuple[list[float], float]:
    """What each of the coming days is expected to cost, today first, and the error of their sum as a logarithm."""
    if len(complete) < ENOUGH_DAYS:
        return _rolling(complete, ahead)
    known = tuple(complete[-_KNOWN_DAYS:])
    return _coming(known, today, ahead), _error(known, today, ahead)


def _rolling(complete: Sequence[float], ahead: int) -> tuple[list[float], float]:
    recent = complete[-ROLLING_DAYS:]
    mean = fmean(recent) if recent else 0.0
    spread = pstdev(complete) / (fmean(complete) or 1.0) if len(complete) > 2 else 1.0
    return [mean] * ahead, math.hypot(_UNSURE, spread / math.sqrt(max(1, min(len(recent), ahead))))


def _coming(complete: tuple[float, ...], today: date, ahead: int) -> list[float]:
    weekday = today.weekday()
    model = _model(complete[-RECENT_DAYS:], (weekday - 1) % 7)
    return [model.day(n + 1, (weekday + n) % 7) for n in range(ahead)]


@lru_cache(maxsize=256)
def _model(recent: tuple[float, ...], last_weekday: int) -> Expectation:
    """Neighbouring evenings look back on the same days, so most models are asked for again."""
    return expect(recent, last_weekday)


@lru_cache(maxsize=1024)
def _error(complete: tuple[float, ...], today: date, ahead: int) -> float:
    """The error of the sum of the coming days: the typical logarithm of truth against forecast, looked back from
    today. Few independent looks make it larger."""
    first = max(ENOUGH_DAYS, len(complete) - RECENT_DAYS)
    # Where history is too short to look that far ahead, a shorter look has to do.
    far = min(ahead, max(7, (len(complete) - ENOUGH_DAYS) // 2))
    errors: list[float] = []
    for place in range(first, len(complete) - far + 1):
        day = today - timedelta(days=len(complete) - place)
        if day.toordinal() % _STEP == 0:
            truth, seen = sum(complete[place : place + far]), sum(_coming(complete[:place], day, far))
            if truth > 0 and seen > 0:
                errors.append(math.log(truth / seen))
    if len(errors) < _LEAST_LOOKS:
        return _UNSURE
    independent = max(1.0, len(errors) * _STEP / far)
    typical = math.sqrt(fmean(error * error for error in errors))
    return min(1.0, typical * (1 + 0.5 / independent) * math.sqrt(math.sqrt(ahead / far)))


def _note(days: int, method: Method) -> str:
    if method is Method.ROLLING:
        return (
            f"Rolling average of the last {min(days, ROLLING_DAYS)} days: {days} days of history show no weekday "
            f"pattern yet; from {ENOUGH_DAYS} days on it is used."
        )
    return f"Weekday pattern and growth of the last {min(days, RECENT_DAYS)} days, and the spend so far."


def _floats(history: History) -> list[float]:
    return [float(amount) for amount in history.amounts]


def _cents(amount: float) -> Decimal:
    return Decimal(amount).quantize(_CENT)
