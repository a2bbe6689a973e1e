"""Forget what an organization does not keep any more, and book nothing of it when it comes again."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from uuid import UUID

import structlog

from stackspend.actor import SYSTEM
from stackspend.errors import StackSpendError
from stackspend.ledger.retention import Retention, RetentionCatalog, first_day_kept

log = structlog.get_logger()

REFRESH_SECONDS = 5.0
APPLY_EVERY = timedelta(hours=1)


class RetentionLedger(Protocol):
    """The store's side: `stackspend.store.ledger.retention`."""

    def forget_raw_batches(self, organization_id: UUID, received_before: datetime) -> bool:
        """Delete the raw batches that arrived before this instant; answers whether there were any."""

    def forget_days(self, organization_id: UUID, before: date) -> bool:
        """Delete all that is known of the days (UTC) before this one; answers whether there was anything."""


class Keeper:
    """Runs as a task of the server, on several nodes too: forgetting twice changes nothing."""

    def __init__(self, catalog: RetentionCatalog, ledger: RetentionLedger, clock: Callable[[], datetime]) -> None:
        self._catalog = catalog
        self._ledger = ledger
        self._clock = clock
        self._retentions: Mapping[UUID, Retention] = {}
        self._applied: tuple[datetime, Mapping[UUID, Retention]] | None = None

    def kept_since(self, organization_id: UUID) -> date | None:
        """The first day of which anything is booked; None if that is so of all."""
        retention = self._retentions.get(organization_id)
        return retention.kept_since if retention else None

    async def refresh(self) -> None:
        """Read what was chosen."""
        self._retentions = await self._catalog.retentions()

    async def run(self) -> None:
        """Forget until cancelled: what was just chosen at once, and what became too old every hour."""
        while True:
            try:
                await self.refresh()
                if self._is_due():
                    await self.apply()
            except StackSpendError as error:
                log.warning("retention_not_applied", reason=error.message)
            await asyncio.sleep(REFRESH_SECONDS)

    async def apply(self) -> None:
        """Forget what is too old now, of every organization."""
        now = self._clock()
        for organization_id, retention in self._retentions.items():
            await self._apply(organization_id, retention, now)
        await self.refresh()
        self._applied = (now, self._retentions)

    def _is_due(self) -> bool:
        if self._applied is None:
            return True
        at, known = self._applied
        return known != self._retentions or self._clock() - at >= APPLY_EVERY

    async def _apply(self, organization_id: UUID, retention: Retention, now: datetime) -> None:
        since = first_day_kept(retention, now.astimezone(UTC).date())
        if since is not None and since != retention.kept_since:
            # First, so that nothing of those days is booked while they are being forgotten.
            await self._catalog.move_kept_since(organization_id, since, by=SYSTEM, at=now)
            await self.refresh()
        if since is not None and await asyncio.to_thread(self._ledger.forget_days, organization_id, since):
            log.info("days_forgotten", organization_id=str(organization_id), before=since.isoformat())
        if retention.raw_days is not None:
            before = now - timedelta(days=retention.raw_days)
            if await asyncio.to_thread(self._ledger.forget_raw_batches, organization_id, before):
                log.info("raw_batches_forgotten", organization_id=str(organization_id), before=before.isoformat())
