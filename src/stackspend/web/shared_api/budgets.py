"""Budgets, and how each stands."""

import asyncio
from datetime import date, datetime
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.params import FromPath, JSONBody

from stackspend.access.members import Role
from stackspend.errors import (
    Conflict,
    CrossSite,
    InsufficientRole,
    InvalidInput,
    InvalidScope,
    NotFound,
    Unauthenticated,
)
from stackspend.money import usd_text
from stackspend.warning.budgets import THRESHOLDS, Budget, NewBudget, Standing, Status, read_budget, tags_of
from stackspend.warning.scopes import read_scope
from stackspend.warning.standings import standings
from stackspend.warning.windows import Window
from stackspend.web.asker import GivenAsker
from stackspend.web.dependencies import GivenBudgetCatalog, GivenInstant, GivenMeta, GivenSpend
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.shared_api.scope_view import ScopeView, scope_view

_READ = {"scope": "budgets:read", "least_role": Role.MEMBER}
_WRITE = {"scope": "budgets:write", "least_role": Role.ADMIN}
_READING = refusals(Unauthenticated, InvalidScope, InsufficientRole)
_WRITING = refusals(InvalidInput, Unauthenticated, InvalidScope, InsufficientRole, CrossSite, NotFound, Conflict)


class SentBudget(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A budget to keep: an amount in USD as a decimal text, and percents at which it is told how far it is used."""

    scope_kind: str
    scope_value: str | None = None
    window: str = Window.MONTH.value
    amount_usd: str
    thresholds: list[int] = msgspec.field(default_factory=lambda: list(THRESHOLDS))
    warn_of_forecast: bool = True


class BudgetView(msgspec.Struct, frozen=True, kw_only=True):
    """A budget as it is kept."""

    id: UUID
    scope: ScopeView
    window: Window
    amount_usd: str
    thresholds: list[int]
    warn_of_forecast: bool
    created_at: datetime


class StandingView(msgspec.Struct, frozen=True, kw_only=True):
    """A budget in the window that runs. Of a default per person there is one for each person who may come near it."""

    budget: BudgetView
    scope: ScopeView
    start_date: date
    end_date: date
    spent_usd: str
    used_percent: str
    expected_usd: str
    lower_usd: str
    upper_usd: str
    status: Status
    reason: str
    crossed: list[int]
    crosses_on: date | None
    days_to_risk: int | None


class BudgetsView(msgspec.Struct, frozen=True, kw_only=True):
    """All budgets, and how each stands."""

    budgets: list[BudgetView]
    standings: list[StandingView]


@get("/budgets", summary="Budgets and how each stands", opt=_READ, responses=_READING)
async def list_budgets(
    asker: GivenAsker,
    budget_catalog: GivenBudgetCatalog,
    spend_of: GivenSpend,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[BudgetsView]:
    """Every budget, and its standing now."""
    kept = await budget_catalog.budgets(asker.organization_id)
    spend = await spend_of(asker.organization_id, now, tags=tags_of(kept))
    found = await asyncio.to_thread(standings, kept, spend, now)
    view = BudgetsView(budgets=[budget_view(one) for one in kept], standings=[standing_view(one) for one in found])
    return Answer(data=view, meta=meta)


@post("/budgets", summary="Set a budget", opt=_WRITE, responses=_WRITING)
async def add_budget(
    data: JSONBody[SentBudget],
    asker: GivenAsker,
    budget_catalog: GivenBudgetCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[BudgetView]:
    """A new budget; a scope has one for each window."""
    made = await budget_catalog.add_budget(asker.organization_id, _read(data), by=asker.by, at=now)
    return Answer(data=budget_view(made), meta=meta)


@put("/budgets/{budget_id:uuid}", summary="Change a budget", opt=_WRITE, responses=_WRITING)
async def change_budget(
    budget_id: FromPath[UUID],
    data: JSONBody[SentBudget],
    asker: GivenAsker,
    budget_catalog: GivenBudgetCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[BudgetView]:
    """Put another in its place. What was told of this window is not told again."""
    changed = await budget_catalog.change_budget(asker.organization_id, budget_id, _read(data), by=asker.by, at=now)
    return Answer(data=budget_view(changed), meta=meta)


@delete("/budgets/{budget_id:uuid}", summary="Remove a budget", opt=_WRITE, status_code=200, responses=_WRITING)
async def remove_budget(
    budget_id: FromPath[UUID],
    asker: GivenAsker,
    budget_catalog: GivenBudgetCatalog,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[BudgetView]:
    """Forget it; its alerts resolve."""
    removed = await budget_catalog.remove_budget(asker.organization_id, budget_id, by=asker.by, at=now)
    return Answer(data=budget_view(removed), meta=meta)


def budget_view(budget: Budget) -> BudgetView:
    """A budget as people and programs read it."""
    return BudgetView(
        id=budget.id,
        scope=scope_view(budget.scope),
        window=budget.window,
        amount_usd=usd_text(budget.amount),
        thresholds=list(budget.thresholds),
        warn_of_forecast=budget.warn_of_forecast,
        created_at=budget.created_at,
    )


def standing_view(standing: Standing) -> StandingView:
    """A standing as people and programs read it."""
    return StandingView(
        budget=budget_view(standing.budget),
        scope=scope_view(standing.scope),
        start_date=standing.span.start,
        end_date=standing.span.end,
        spent_usd=usd_text(standing.spent),
        used_percent=usd_text(standing.used_percent),
        expected_usd=usd_text(standing.forecast.expected),
        lower_usd=usd_text(standing.forecast.lower),
        upper_usd=usd_text(standing.forecast.upper),
        status=standing.status,
        reason=standing.reason,
        crossed=list(standing.crossed),
        crosses_on=standing.crosses_on,
        days_to_risk=standing.days_to_risk,
    )


def _read(sent: SentBudget) -> NewBudget:
    return read_budget(
        read_scope(sent.scope_kind, sent.scope_value),
        sent.window,
        sent.amount_usd,
        thresholds=sent.thresholds,
        warn_of_forecast=sent.warn_of_forecast,
    )
