"""Leave nothing of deleted organizations in the ledger, whatever was still on its way there."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from typing import Protocol
from uuid import UUID

import structlog

from stackspend.errors import StackSpendError

log = structlog.get_logger()

EVERY_SECONDS = 5.0


class Deletions(Protocol):
    """What is asked of the catalog."""

    async def deleted_organizations(self) -> frozenset[UUID]:
        """All that were ever deleted."""


class ErasableLedger(Protocol):
    """What the ledger does: `stackspend.store.ledger.removal`."""

    def held(self, organization_ids: Collection[UUID]) -> set[UUID]:
        """Those of which there is a row in any table."""

    def forget(self, organization_id: UUID) -> None:
        """Leave nothing of it; returns when that is done on the disk too."""


class Eraser:
    """Runs as a task of the server, on every node.

    It looks at all that were ever deleted, each time: a pump may be in the middle of booking when an organization is
    deleted, and a node that was switched off may come back with exports of it in its spool.
    """

    def __init__(self, catalog: Deletions, ledger: ErasableLedger) -> None:
        self._catalog = catalog
        self._ledger = ledger
        self._deleted: frozenset[UUID] = frozenset()
        self._woken = asyncio.Event()

    def is_deleted(self, organization_id: UUID) -> bool:
        """Whether it was deleted, as of the last look at the catalog."""
        return organization_id in self._deleted

    async def refresh(self) -> None:
        """Look at the catalog."""
        self._deleted = await self._catalog.deleted_organizations()

    def wake(self) -> None:
        """One has just been deleted here: do not wait for the next look."""
        self._woken.set()

    async def run(self) -> None:
        """Erase until cancelled."""
        while True:
            try:
                await self.erase()
            except StackSpendError as error:
                log.warning("not_erased", reason=error.message)
            except Exception:
                log.exception("not_erased")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), EVERY_SECONDS)
            self._woken.clear()

    async def erase(self) -> None:
        """Look at the catalog, and leave nothing in the ledger of what was deleted."""
        await self.refresh()
        if not self._deleted:
            return
        for organization_id in await asyncio.to_thread(self._ledger.held, self._deleted):
            await asyncio.to_thread(self._ledger.forget, organization_id)
            log.info("organization_erased", organization_id=str(organization_id))
