"""Replay history day by day, and measure what the forecast of each evening was worth against two simple rules.

Error is WAPE: the sum of all absolute errors over the sum of all truths. Coverage is how often the truth lay within
the band.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from stackspend.warning.forecast import forecast
from stackspend.warning.history import NOTHING, History
from stackspend.warning.synthetic import Kind, organization
from stackspend.warning.windows import ONE_DAY, Span, Window, span_before, span_of

SHOWN_DAYS = (1, 5, 10, 15, 20, 25)
LEAST_DAYS = 3
"""A month is forecast from the evening of the third day of use on."""


class Rule(StrEnum):
    """Who forecasts."""

    OURS = "StackSpend"
    LAST_MONTH = "same as last month"
    RUN_RATE = "run rate"


class Evening(msgspec.Struct, frozen=True):
    """What was forecast at the end of a day of a month, and how the month ended."""

    day: int
    truth: Decimal
    said: dict[Rule, Decimal]
    covered: bool


class Score(msgspec.Struct, frozen=True):
    """The error of each rule, and of how many evenings the truth lay within the band."""

    evenings: int
    wape: dict[Rule, float]
    covered: float


class Backtest(msgspec.Struct, frozen=True):
    """Scores over all evenings and by day of the month."""

    overall: Score
    by_day: dict[int, Score]


def backtest(histories: Iterable[History]) -> Backtest | None:
    """The scores over every complete month of these series; None if there is none."""
    evenings = [evening for history in histories for month in months(history) for evening in _evenings(history, month)]
    if not evenings:
        return None
    shown = {day: [one for one in evenings if one.day == day] for day in SHOWN_DAYS}
    return Backtest(_score(evenings), {day: _score(some) for day, some in shown.items() if some})


def backtest_synthetic(kind: Kind, seeds: Iterable[int]) -> Backtest | None:
    """The same over made-up organizations of one kind."""
    return backtest(organization(kind, seed) for seed in seeds)


def months(history: History) -> Iterator[Span]:
    """The months of a series that are over."""
    day = history.first
    while (month := span_of(Window.MONTH, day)).end <= history.last:
        yield month
        day = month.end + ONE_DAY


def _evenings(history: History, month: Span) -> Iterator[Evening]:
    truth = history.within(month)
    for day in month.days():
        known = history.until(day)
        if day < month.end and len(known.amounts) >= LEAST_DAYS and truth > 0:
            ours = forecast(known, month, day, done=1.0)
            said = {Rule.OURS: ours.expected} | {rule: say(known, month, day) for rule, say in _BASELINES.items()}
            yield Evening(day.day, truth, said, ours.lower <= truth <= ours.upper)


def _run_rate(known: History, month: Span, day: date) -> Decimal:
    used = Span(max(month.start, known.first), day)
    return known.within(month) + known.within(month) / used.length * (month.end - day).days


def _last_month(known: History, month: Span, day: date) -> Decimal:
    """The total of the month before; where there was none, there is nothing to say but the run rate."""
    before = known.within(span_before(Window.MONTH, day))
    return before if before > NOTHING else _run_rate(known, month, day)


_BASELINES: dict[Rule, Callable[[History, Span, date], Decimal]] = {
    Rule.LAST_MONTH: _last_month,
    Rule.RUN_RATE: _run_rate,
}


def _score(evenings: list[Evening]) -> Score:
    truth = sum((one.truth for one in evenings), NOTHING)
    errors = {rule: sum((abs(one.said[rule] - one.truth) for one in evenings), NOTHING) for rule in Rule}
    return Score(
        evenings=len(evenings),
        wape={rule: float(error / truth) for rule, error in errors.items()},
        covered=sum(one.covered for one in evenings) / len(evenings),
    )
