"""What early warning keeps in the catalog."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from stackspend.actor import Actor
from stackspend.warning.alerts import Alert
from stackspend.warning.budgets import Budget, NewBudget
from stackspend.warning.notify.channels import Channel, NewChannel
from stackspend.warning.notify.deliveries import Delivery, NewDelivery
from stackspend.warning.report_times import ReportTimes


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


@runtime_checkable
class AlertCatalog(Protocol):
    """The alerts of organizations, in the same manner."""

    async def alerts(
        self, organization_id: UUID, *, limit: int, only_open: bool = False, but: str | None = None
    ) -> list[Alert]:
        """The newest first, without those of the kind `but`."""

    async def alert(self, organization_id: UUID, alert_id: UUID) -> Alert | None:
        """One; None if there is none."""

    async def change_alert(
        self, organization_id: UUID, alert_id: UUID, change: Callable[[Alert], Alert], *, by: Actor, at: datetime
    ) -> Alert:
        """What `change` makes of an alert. A false positive makes its scope less sensitive. Raises NotFound."""

    async def assign_alert(
        self, organization_id: UUID, alert_id: UUID, owner_id: UUID | None, *, by: Actor, at: datetime
    ) -> Alert:
        """An alert that a member has to see to, or nobody. Raises NotFound for either."""

    async def emails(self, organization_id: UUID) -> dict[UUID, str]:
        """The e-mail of each member."""


@runtime_checkable
class ReportCatalog(BudgetCatalog, AlertCatalog, Protocol):
    """What reports are made from, and when each organization wants them."""

    async def report_times(self, organization_id: UUID) -> ReportTimes:
        """When the organization wants its reports."""

    async def set_report_times(
        self, organization_id: UUID, times: ReportTimes, *, by: Actor, at: datetime
    ) -> ReportTimes:
        """Want them at other times."""


@runtime_checkable
class ChannelCatalog(Protocol):
    """The channels and deliveries of organizations, in the same manner."""

    async def channels(self, organization_id: UUID) -> list[Channel]:
        """All channels, by name."""

    async def add_channel(
        self, organization_id: UUID, new: NewChannel, *, secret: str | None, by: Actor, at: datetime
    ) -> Channel:
        """Keep a new channel. Raises Conflict if there is one of this name."""

    async def change_channel(
        self, organization_id: UUID, channel_id: UUID, new: NewChannel, *, by: Actor, at: datetime
    ) -> Channel:
        """Another name, target or choice of messages. Raises NotFound, or Conflict."""

    async def rotate_channel_secret(
        self, organization_id: UUID, channel_id: UUID, secret: str, *, by: Actor, at: datetime
    ) -> Channel:
        """Sign with another secret from now on. Raises NotFound, or Conflict if it is no webhook."""

    async def remove_channel(self, organization_id: UUID, channel_id: UUID, *, by: Actor, at: datetime) -> Channel:
        """Forget a channel and its deliveries. Raises NotFound."""

    async def enqueue(self, organization_id: UUID, deliveries: Iterable[NewDelivery], *, at: datetime) -> list[UUID]:
        """Put deliveries into the outbox; answers their ids."""

    async def deliveries(
        self, organization_id: UUID, *, channel_id: UUID | None = None, limit: int = 100
    ) -> list[Delivery]:
        """The delivery log, newest first."""
