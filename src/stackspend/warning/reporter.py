"""Tell the daily and weekly reports when they are due, on whichever node comes first."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import structlog

from stackspend.access.organizations import Organization
from stackspend.errors import StackSpendError
from stackspend.warning.alerts import Alert
from stackspend.warning.anomaly import Severity
from stackspend.warning.budgets import Budget, tags_of
from stackspend.warning.notify.channels import Channel
from stackspend.warning.notify.deliveries import NewDelivery
from stackspend.warning.notify.report_wording import report_event, report_notice
from stackspend.warning.report import Report, ReportKind, read_report_span, report
from stackspend.warning.report_times import ReportTimes, Told, due_reports
from stackspend.warning.spend import SpendByScope

log = structlog.get_logger()

EVERY_SECONDS = 15.0
REMEMBERED = timedelta(days=3)
MOST_ALERTS = 500


class ReportCatalog(Protocol):
    """What the reporter asks of the catalog."""

    async def organizations(self) -> list[Organization]:
        """All of them."""

    async def all_report_times(self) -> Mapping[UUID, ReportTimes]:
        """Of the organizations that have set them."""

    async def told_reports(self, *, since: date) -> Mapping[UUID, set[Told]]:
        """What was told since this day, by organization."""

    async def channels(self, organization_id: UUID) -> list[Channel]:
        """All channels."""

    async def budgets(self, organization_id: UUID) -> list[Budget]:
        """Its budgets."""

    async def alerts(self, organization_id: UUID, *, limit: int) -> list[Alert]:
        """The newest first."""

    async def tell_report(
        self, organization_id: UUID, told: Told, deliveries: Iterable[NewDelivery], *, at: datetime
    ) -> bool:
        """Put a report into the outbox unless that was done before; answers whether it was not."""


class SpendOf(Protocol):
    """An organization's spend at an instant."""

    def __call__(
        self, organization_id: UUID, now: datetime, *, tags: Collection[str] = ()
    ) -> Awaitable[SpendByScope]: ...


class Reporter:
    """Runs as a task of the server. What is told is kept by organization, kind and local day in the transaction that
    fills the outbox, so any number of nodes tell it once."""

    def __init__(
        self, catalog: ReportCatalog, spend_of: SpendOf, clock: Callable[[], datetime], *, public_url: str
    ) -> None:
        self._catalog = catalog
        self._spend_of = spend_of
        self._clock = clock
        self._public_url = public_url

    async def run(self) -> None:
        """Tell until cancelled."""
        while True:
            try:
                await self.step()
            except StackSpendError as error:
                log.warning("nothing_reported", reason=error.message)
            except Exception:
                log.exception("reporter_failed")
            await asyncio.sleep(EVERY_SECONDS)

    async def step(self) -> None:
        """Tell what is due of every organization; samples have nobody to tell."""
        now = self._clock()
        times = await self._catalog.all_report_times()
        told = await self._catalog.told_reports(since=(now - REMEMBERED).date())
        for organization in await self._catalog.organizations():
            if organization.sample_of is None:
                own, zone = times.get(organization.id, ReportTimes()), ZoneInfo(organization.time_zone)
                for due in due_reports(own, zone, now, told.get(organization.id, set())):
                    await self._tell(organization, due, now)

    async def _tell(self, organization: Organization, due: Told, now: datetime) -> None:
        """Without a channel that wants it, the day counts as told: a new channel does not begin with an old report."""
        zone = ZoneInfo(organization.time_zone)
        channels = [one for one in await self._catalog.channels(organization.id) if one.wants_reports]
        deliveries: Sequence[NewDelivery] = ()
        if channels:
            made = await make_report(self._catalog, self._spend_of, organization.id, due[0], None, now)
            content = msgspec.to_builtins(report_notice(made, public_url=self._public_url))
            deliveries = [
                NewDelivery(
                    channel_id=channel.id,
                    event=report_event(made.kind),
                    content=content,
                    due_at=channel.not_before(Severity.LOW, zone, now),
                )
                for channel in channels
            ]
        await self._catalog.tell_report(organization.id, due, deliveries, at=now)


class Reported(Protocol):
    """What a report is made from, beside spend."""

    async def budgets(self, organization_id: UUID) -> list[Budget]:
        """Its budgets."""

    async def alerts(self, organization_id: UUID, *, limit: int) -> list[Alert]:
        """The newest first."""


async def make_report(
    catalog: Reported, spend_of: SpendOf, organization_id: UUID, kind: ReportKind, day: date | None, now: datetime
) -> Report:
    """The report of a day, the latest without one. Raises InvalidInput for a day that has none, TransientError if the
    ledger is away."""
    budgets = await catalog.budgets(organization_id)
    alerts = await catalog.alerts(organization_id, limit=MOST_ALERTS)
    spend = await spend_of(organization_id, now, tags=tags_of(budgets))
    span = read_report_span(kind, day, spend.today(now))
    return await asyncio.to_thread(partial(report, kind, span, spend, budgets=budgets, alerts=alerts, now=now))
