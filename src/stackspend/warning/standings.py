"""How every budget stands, a default per person applied to each person who has none of the own."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from stackspend.warning.budgets import Budget, Standing, judge
from stackspend.warning.forecast import forecast
from stackspend.warning.history import History
from stackspend.warning.scopes import Scope, ScopeKind
from stackspend.warning.spend import SpendByScope
from stackspend.warning.windows import Span, Window

_RECENT_DAYS = 28
_FAR_BELOW = 2  # nobody has to forecast those who cannot even reach half


def standings(budgets: Iterable[Budget], spend: SpendByScope, now: datetime) -> list[Standing]:
    """One for each budget; of a default per person one for everybody who may come near it."""
    today, done = spend.today(now), spend.done(now)
    kept = list(budgets)
    own = {(budget.scope, budget.window) for budget in kept}
    found: list[Standing] = []
    for budget in kept:
        for scope in _applies_to(budget, spend, own):
            history, span = spend.history(scope, today), spend.span(budget.window, today)
            if budget.scope.kind is ScopeKind.EACH_PERSON and not _may_come_near(budget, history, span, today):
                continue
            seen = forecast(history, span, today, done=done)
            found.append(judge(budget, scope, seen, today, label=spend.currency_label))
    return found


def _applies_to(budget: Budget, spend: SpendByScope, own: set[tuple[Scope, Window]]) -> list[Scope]:
    if budget.scope.kind is not ScopeKind.EACH_PERSON:
        return [budget.scope]
    people = (scope for scope in spend.days if scope.kind is ScopeKind.PERSON)
    return [scope for scope in people if (scope, budget.window) not in own]


def _may_come_near(budget: Budget, history: History, span: Span, today: date) -> bool:
    """Whether half of the budget can be reached if every day to come costs as much as the costliest lately."""
    recent = [history.on(today - timedelta(days=n)) for n in range(_RECENT_DAYS)]
    most = history.within(span) + max(recent) * ((span.end - today).days + 1)
    return most * _FAR_BELOW >= budget.amount
