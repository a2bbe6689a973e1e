"""Budgets: how far each is used, whether the forecast exceeds it, and why, in a sentence."""

import math
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from stackspend.access.organizations import CURRENCY_LABEL
from stackspend.errors import InvalidInput
from stackspend.money import labelled_usd
from stackspend.warning.anomaly import Severity
from stackspend.warning.forecast import Forecast
from stackspend.warning.history import History
from stackspend.warning.scopes import Scope
from stackspend.warning.windows import Span, Window, read_window

THRESHOLDS = (50, 80, 100)
FORECAST = "forecast"
"""The level of an alert that nothing but the forecast exceeds the budget."""
SUGGESTED_DAYS = 14
_MOST_THRESHOLDS = 10
_LARGEST = Decimal(10) ** 9
_DAYS_OF = {Window.DAY: 1, Window.WEEK: 7, Window.MONTH: 30, Window.QUARTER: 91}
_CENT = Decimal("0.01")


class NewBudget(msgspec.Struct, frozen=True, kw_only=True):
    """A limit on a scope; `thresholds` are percent, ascending."""

    scope: Scope
    window: Window
    amount: Decimal
    thresholds: tuple[int, ...] = THRESHOLDS
    warn_of_forecast: bool = True


class Budget(NewBudget, frozen=True, kw_only=True):
    """A budget that is kept."""

    id: UUID
    created_at: datetime


class BudgetsMark(msgspec.Struct, frozen=True):
    """How many budgets an organization has and when one was last set: another mark is a reason to judge them anew."""

    count: int
    changed_at: datetime


class Status(StrEnum):
    """How a budget fares, from good to bad."""

    ON_TRACK = "on_track"
    TRENDING_HIGH = "trending_high"
    OVER_BUDGET = "over_budget"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A budget in one span. `scope` is whom it is applied to, which for a default per person is that person; `crossed`
    are the thresholds reached; `crosses_on` is the day on which the forecast reaches the amount, `days_to_risk` how far
    away that is; both None if it does not, or has."""

    budget: Budget
    scope: Scope
    span: Span
    spent: Decimal
    used_percent: Decimal
    forecast: Forecast
    status: Status
    reason: str
    crossed: tuple[int, ...]
    crosses_on: date | None
    days_to_risk: int | None

    @property
    def levels(self) -> tuple[str, ...]:
        """What there is to tell, in the order in which it grows graver."""
        early = (FORECAST,) if self.budget.warn_of_forecast and self.status is not Status.ON_TRACK else ()
        below = tuple(str(one) for one in self.crossed if one < 100)
        return (*below, *early, *(str(one) for one in self.crossed if one >= 100))

    @property
    def severity(self) -> Severity:
        """By what is reached: at the amount critical, at four fifths or by forecast medium."""
        if any(one >= 100 for one in self.crossed):
            return Severity.CRITICAL
        return Severity.MEDIUM if FORECAST in self.levels or any(one >= 80 for one in self.crossed) else Severity.LOW


def judge(budget: Budget, scope: Scope, seen: Forecast, today: date, *, label: str = CURRENCY_LABEL) -> Standing:
    """How a budget stands, seen from today, which lies in the span of its forecast. `label` stands before the amount in
    the reason."""
    used = (seen.spent / budget.amount * 100).quantize(Decimal("0.1"))
    crosses_on = seen.crossing(budget.amount)
    status = _status(budget, seen)
    return Standing(
        budget=budget,
        scope=scope,
        span=seen.span,
        spent=seen.spent,
        used_percent=used,
        forecast=seen,
        status=status,
        reason=_reason(budget, seen, status, crosses_on, label),
        crossed=tuple(one for one in budget.thresholds if seen.spent * 100 >= budget.amount * one),
        crosses_on=crosses_on,
        days_to_risk=None if crosses_on is None else (crosses_on - today).days,
    )


def suggest_amount(history: History, window: Window) -> Decimal | None:
    """What a usual span of this window costs and a tenth more, to two digits; None before two weeks of history."""
    days = history.amounts[-_DAYS_OF[Window.QUARTER] :]
    if len(history.amounts) < SUGGESTED_DAYS or not any(days):
        return None
    usual = sum(days, Decimal(0)) / len(days) * _DAYS_OF[window] * Decimal("1.1")
    return usual.quantize(Decimal(1).scaleb(max(-2, usual.adjusted() - 1)), rounding=ROUND_CEILING)


def read_budget(
    scope: Scope, window: str, amount: str, *, thresholds: Iterable[int], warn_of_forecast: bool
) -> NewBudget:
    """A budget of what people write. Raises InvalidInput."""
    known = read_window(window)
    try:
        limit = Decimal(amount)
    except ArithmeticError:
        raise InvalidInput(f"The amount {amount!r} is not a number of USD, as in 250 or 99.50.") from None
    if not limit.is_finite() or not _CENT <= limit < _LARGEST:
        raise InvalidInput(f"The amount is {amount} USD, and must be from 0.01 to below {_LARGEST:,}.")
    levels = tuple(sorted(set(thresholds)))
    if not levels or len(levels) > _MOST_THRESHOLDS or not all(1 <= one <= 1000 for one in levels):
        raise InvalidInput(f"Thresholds are 1 to {_MOST_THRESHOLDS} whole percents from 1 to 1,000, as in 50, 80, 100.")
    return NewBudget(
        scope=scope,
        window=known,
        amount=limit.quantize(_CENT),
        thresholds=levels,
        warn_of_forecast=warn_of_forecast,
    )


def tags_of(budgets: Iterable[Budget]) -> set[str]:
    """The names of the tags that budgets are about."""
    return {budget.scope.tag for budget in budgets if budget.scope.tag is not None}


def ordinal(day: int) -> str:
    """The day of a month in words: 1st, 22nd, 13th."""
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _status(budget: Budget, seen: Forecast) -> Status:
    if seen.spent >= budget.amount:
        return Status.OVER_BUDGET
    return Status.TRENDING_HIGH if seen.expected > budget.amount else Status.ON_TRACK


def _reason(budget: Budget, seen: Forecast, status: Status, crosses_on: date | None, label: str) -> str:
    if status is Status.OVER_BUDGET:
        amount = labelled_usd(budget.amount, label)
        return f"Spent {_percent(seen.spent, budget.amount)} % of the budget of {amount}."
    if status is Status.ON_TRACK:
        return f"Forecast ends at {_percent(seen.expected, budget.amount)} % of the budget."
    beyond = max(1, math.floor((seen.expected / budget.amount - 1) * 100))
    if crosses_on is None:
        return f"Forecast exceeds budget by {beyond} %."
    when = "today" if crosses_on == seen.days[0][0] else f"on the {ordinal(crosses_on.day)}"
    if crosses_on != seen.days[0][0] and (crosses_on.month != seen.days[0][0].month):
        when += f" of {crosses_on:%B}"
    return f"Forecast exceeds budget by {beyond} % and crosses it {when}."


def _percent(part: Decimal, whole: Decimal) -> int:
    return math.floor(part / whole * 100)
