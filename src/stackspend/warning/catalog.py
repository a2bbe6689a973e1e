"""What early warning keeps in the catalog."""

from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from stackspend.actor import Actor
from stackspend.warning.budgets import Budget, NewBudget


@runtime_checkable  # Litestar checks what it injects
class BudgetCatalog(Protocol):
    """The budgets of organizations; each method is about one of them and never tells of another."""

    async def budgets(self, organization_id: UUID) -> list[Budget]:
        """All budgets, by scope and window."""

    async def add_budget(self, organization_id: UUID, new: NewBudget, *, by: Actor, at: datetime) -> Budget:
        """Keep a new budget. Raises Conflict if the scope has one of this window."""

    async def change_budget(
        self, organization_id: UUID, budget_id: UUID, new: NewBudget, *, by: Actor, at: datetime
    ) -> Budget:
        """Put another in its place. Raises NotFound, or Conflict if that scope and window has one already."""

    async def remove_budget(self, organization_id: UUID, budget_id: UUID, *, by: Actor, at: datetime) -> Budget:
        """Forget one. Raises NotFound."""
