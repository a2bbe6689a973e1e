"""Where spend will end: of every scope of a kind, or day by day of one."""

import asyncio
from datetime import date

import msgspec
from litestar import get
from litestar.params import FromQuery

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole, InvalidInput, InvalidScope, Unauthenticated
from stackspend.money import usd_text
from stackspend.reports.question import read_limit
from stackspend.warning.budgets import Status, tags_of
from stackspend.warning.forecast import Method
from stackspend.warning.outlook import Outlook, outlook, outlooks
from stackspend.warning.scopes import WHOLE, ScopeKind, read_kind, read_scope
from stackspend.warning.windows import Window, read_window
from stackspend.web.asker import GivenAsker
from stackspend.web.dependencies import GivenBudgetCatalog, GivenInstant, GivenMeta, GivenSpend
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.shared_api.scope_view import ScopeView, scope_view


class DayView(msgspec.Struct, frozen=True):
    """What is expected of one day."""

    date: date
    amount_usd: str


class ForecastView(msgspec.Struct, frozen=True, kw_only=True):
    """Where the spend of a scope in the window that runs will end, in USD; the bounds hold four times in five.

    `typical_usd` is the mean of the complete windows known, null before there is one; `last_usd` what the window before
    had cost by the same day of it; `suggested_budget_usd` is null before two weeks of history. `status`, `reason`,
    `crosses_on` and `days_to_risk` are those of the scope's own budget, null without one. `days` are the days to come,
    today's with what it has already.
    """

    scope: ScopeView
    window: Window
    start_date: date
    end_date: date
    spent_usd: str
    last_usd: str
    typical_usd: str | None
    expected_usd: str
    lower_usd: str
    upper_usd: str
    method: Method
    note: str
    suggested_budget_usd: str | None
    budget_usd: str | None
    status: Status | None
    reason: str | None
    crosses_on: date | None
    days_to_risk: int | None
    days: list[DayView]


class ForecastsView(msgspec.Struct, frozen=True, kw_only=True):
    """The whole organization's, and those that were asked for, the largest spend first."""

    total: ForecastView
    forecasts: list[ForecastView]


@get(
    "/forecasts",
    summary="Where spend will end",
    opt={"scope": "spend:read", "least_role": Role.MEMBER},
    responses=refusals(InvalidInput, Unauthenticated, InvalidScope, InsufficientRole),
)
async def list_forecasts(
    asker: GivenAsker,
    budget_catalog: GivenBudgetCatalog,
    spend_of: GivenSpend,
    now: GivenInstant,
    meta: GivenMeta,
    scope_kind: FromQuery[str] = ScopeKind.ORGANIZATION.value,
    scope_value: FromQuery[str | None] = None,
    window: FromQuery[str] = Window.MONTH.value,
    limit: FromQuery[int] = 50,
) -> Answer[ForecastsView]:
    """The forecasts of every scope of a kind, or with `scope_value` of one, in the window that runs."""
    kind, known, most = read_kind(scope_kind), read_window(window), read_limit(limit, 200)
    one = None if scope_value is None else read_scope(scope_kind, scope_value)
    budgets = await budget_catalog.budgets(asker.organization_id)
    tags = set() if kind is not ScopeKind.TAG else tags_of(budgets) if one is None else {one.tag or ""}
    spend = await spend_of(asker.organization_id, now, tags=tags)

    def look() -> ForecastsView:
        if one is not None:
            own = [budget for budget in budgets if (budget.scope, budget.window) == (one, known)]
            found = [outlook(spend, one, known, own[0] if own else None, now)]
        else:
            found = outlooks(spend, kind, known, budgets, now, most=most)
        (total,) = outlooks(spend, WHOLE.kind, known, budgets, now, most=1)
        return ForecastsView(total=forecast_view(total), forecasts=[forecast_view(each) for each in found])

    return Answer(data=await asyncio.to_thread(look), meta=meta)


def forecast_view(found: Outlook) -> ForecastView:
    """An outlook as people and programs read it."""
    seen, standing = found.forecast, found.standing
    return ForecastView(
        scope=scope_view(found.scope),
        window=found.window,
        start_date=seen.span.start,
        end_date=seen.span.end,
        spent_usd=usd_text(seen.spent),
        last_usd=usd_text(found.last),
        typical_usd=None if found.typical is None else usd_text(found.typical),
        expected_usd=usd_text(seen.expected),
        lower_usd=usd_text(seen.lower),
        upper_usd=usd_text(seen.upper),
        method=seen.method,
        note=seen.note,
        suggested_budget_usd=None if found.suggested is None else usd_text(found.suggested),
        budget_usd=None if standing is None else usd_text(standing.budget.amount),
        status=None if standing is None else standing.status,
        reason=None if standing is None else standing.reason,
        crosses_on=None if standing is None else standing.crosses_on,
        days_to_risk=None if standing is None else standing.days_to_risk,
        days=[DayView(day, usd_text(amount)) for day, amount in seen.days],
    )
