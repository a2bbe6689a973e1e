"""Budgets, one for each scope and window."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.actor import Actor
from stackspend.errors import Conflict, NotFound
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.transactions import Transactions
from stackspend.store.catalog.warning_rows import BudgetRow
from stackspend.warning.budgets import Budget, BudgetsMark, NewBudget
from stackspend.warning.scopes import Scope, ScopeKind
from stackspend.warning.windows import Window


class Budgets(Transactions):
    """The questions about budgets."""

    async def budgets(self, organization_id: UUID) -> list[Budget]:
        """All of one organization, by scope and window."""
        query = (
            select(BudgetRow)
            .where(BudgetRow.organization_id == organization_id)
            .order_by(BudgetRow.scope_kind, BudgetRow.scope_value, BudgetRow.window)
        )
        async with self._reading() as session:
            return [_to_budget(row) for row in await session.scalars(query)]

    async def budget_marks(self) -> dict[UUID, BudgetsMark]:
        """Of every organization that has budgets."""
        query = select(BudgetRow.organization_id, func.count(), func.max(BudgetRow.changed_at))
        async with self._reading() as session:
            rows = await session.execute(query.group_by(BudgetRow.organization_id))
            return {organization_id: BudgetsMark(count, at) for organization_id, count, at in rows}

    async def add_budget(self, organization_id: UUID, new: NewBudget, *, by: Actor, at: datetime) -> Budget:
        """Keep a new budget. Raises Conflict if the scope has one of this window."""
        async with self._alone() as session:
            await _refuse_second(session, organization_id, new, None)
            row = BudgetRow(id=uuid4(), organization_id=organization_id, created_at=at)
            _fill(row, new, at)
            session.add(row)
            budget = _to_budget(row)
            _audit(session, by, Action.BUDGET_CREATED, organization_id, at, None, budget)
            return budget

    async def change_budget(
        self, organization_id: UUID, budget_id: UUID, new: NewBudget, *, by: Actor, at: datetime
    ) -> Budget:
        """Put another in its place. Raises NotFound, or Conflict if that scope and window has one already."""
        async with self._alone() as session:
            row = await _row(session, organization_id, budget_id)
            await _refuse_second(session, organization_id, new, budget_id)
            before = _to_budget(row)
            _fill(row, new, at)
            budget = _to_budget(row)
            _audit(session, by, Action.BUDGET_CHANGED, organization_id, at, before, budget)
            return budget

    async def remove_budget(self, organization_id: UUID, budget_id: UUID, *, by: Actor, at: datetime) -> Budget:
        """Forget one; its alerts resolve. Raises NotFound."""
        async with self._alone() as session:
            row = await _row(session, organization_id, budget_id)
            budget = _to_budget(row)
            await session.delete(row)
            _audit(session, by, Action.BUDGET_REMOVED, organization_id, at, budget, None)
            return budget


async def _row(session: AsyncSession, organization_id: UUID, budget_id: UUID) -> BudgetRow:
    query = select(BudgetRow).where(BudgetRow.organization_id == organization_id, BudgetRow.id == budget_id)
    row = await session.scalar(query)
    if row is None:
        raise NotFound(f"There is no budget {budget_id} here.")
    return row


async def _refuse_second(session: AsyncSession, organization_id: UUID, new: NewBudget, but: UUID | None) -> None:
    query = select(BudgetRow.id).where(
        BudgetRow.organization_id == organization_id,
        BudgetRow.scope_kind == new.scope.kind,
        BudgetRow.scope_value == (new.scope.value or ""),
        BudgetRow.window == new.window,
    )
    if await session.scalar(query) not in {None, but}:
        raise Conflict(f"There is a budget a {new.window} of {new.scope} already; change that one.")


def _fill(row: BudgetRow, new: NewBudget, at: datetime) -> None:
    row.scope_kind, row.scope_value, row.window = new.scope.kind, new.scope.value or "", new.window
    row.amount, row.thresholds = str(new.amount), list(new.thresholds)
    row.warn_of_forecast = new.warn_of_forecast
    row.changed_at = at


def _to_budget(row: BudgetRow) -> Budget:
    return Budget(
        id=row.id,
        created_at=row.created_at,
        scope=Scope(ScopeKind(row.scope_kind), row.scope_value or None),
        window=Window(row.window),
        amount=Decimal(row.amount),
        thresholds=tuple(row.thresholds),
        warn_of_forecast=row.warn_of_forecast,
    )


def _audit(
    session: AsyncSession,
    by: Actor,
    action: Action,
    organization_id: UUID,
    at: datetime,
    before: Budget | None,
    after: Budget | None,
) -> None:
    budget = after or before
    record(
        session,
        by,
        action,
        organization_id=organization_id,
        at=at,
        subject=f"Budget of {budget.scope}" if budget else "",
        subject_id=budget.id if budget else None,
        before=None if before is None else msgspec.structs.asdict(before),
        after=None if after is None else msgspec.structs.asdict(after),
    )
