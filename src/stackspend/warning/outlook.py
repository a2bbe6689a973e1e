"""Where a scope's spend will end, beside what is usual for it, what it was last time, and its budget."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import msgspec

from stackspend.errors import InvalidInput
from stackspend.warning.budgets import Budget, Standing, judge, suggest_amount
from stackspend.warning.forecast import Forecast, forecast
from stackspend.warning.history import NOTHING, History
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from stackspend.warning.spend import SpendByScope
from stackspend.warning.windows import Span, Window

_CENT = Decimal("0.01")


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """The window that runs. `typical` is what the complete windows that are known cost on average, None before there is
    one; `last` is what the window before had cost by the same day of it; `standing` is that of the scope's own
    budget."""

    scope: Scope
    window: Window
    forecast: Forecast
    typical: Decimal | None
    last: Decimal
    suggested: Decimal | None
    standing: Standing | None


def outlooks(
    spend: SpendByScope, kind: ScopeKind, window: Window, budgets: Iterable[Budget], now: datetime, *, most: int
) -> list[Outlook]:
    """Those of every scope of a kind, the largest spend of the window first. Raises InvalidInput for a default."""
    if kind is ScopeKind.EACH_PERSON:
        raise InvalidInput("A forecast is of scopes that spend; ask for those of the kind person.")
    today = spend.today(now)
    span = spend.span(window, today)
    scopes = [WHOLE] if kind is ScopeKind.ORGANIZATION else [scope for scope in spend.days if scope.kind is kind]
    largest = sorted(scopes, key=lambda scope: (-spend.history(scope, today).within(span), scope))
    own = {budget.scope: budget for budget in budgets if budget.window is window}
    return [outlook(spend, scope, window, own.get(scope), now) for scope in largest[:most]]


def outlook(spend: SpendByScope, scope: Scope, window: Window, budget: Budget | None, now: datetime) -> Outlook:
    """The outlook of one scope, which may have no spend at all."""
    today = spend.today(now)
    history = spend.history(scope, today)
    seen = forecast(history, spend.span(window, today), today, done=spend.done(now))
    before = spend.span_before(window, today)
    return Outlook(
        scope=scope,
        window=window,
        forecast=seen,
        typical=_typical(spend, history, window, today),
        last=history.within(Span(before.start, min(before.end, before.start + (today - seen.span.start)))),
        suggested=suggest_amount(history, window),
        standing=None if budget is None else judge(budget, scope, seen, today, label=spend.currency_label),
    )


def _typical(spend: SpendByScope, history: History, window: Window, today: date) -> Decimal | None:
    """The mean of the complete windows since the first day of spend."""
    amounts: list[Decimal] = []
    span = spend.span_before(window, today)
    while history.amounts and span.start >= history.first:
        amounts.append(history.within(span))
        span = spend.span_before(window, span.start)
    return (sum(amounts, NOTHING) / len(amounts)).quantize(_CENT) if amounts else None
