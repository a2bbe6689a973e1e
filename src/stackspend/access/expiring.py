"""Warn in the log of keys that expire soon: once for each step, whichever node sees it first."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog

from stackspend.access.keys import ApiKey
from stackspend.errors import StackSpendError

log = structlog.get_logger()

EVERY_SECONDS = 600.0


class ExpiringCatalog(Protocol):
    """What is asked of the catalog."""

    async def newly_expiring(self, at: datetime) -> list[tuple[ApiKey, int]]:
        """Keys of any organization that have come as close to their end as EXPIRY_WARNED_AT, each once for each step.

        Beside each the step, in days.
        """


class ExpiringKeys:
    """Runs as a task of the server."""

    def __init__(self, catalog: ExpiringCatalog, clock: Callable[[], datetime]) -> None:
        self._catalog = catalog
        self._clock = clock

    async def run(self) -> None:
        """Warn until cancelled."""
        while True:
            try:
                await self.warn()
            except StackSpendError as error:
                log.warning("expiring_keys_not_read", reason=error.message)
            await asyncio.sleep(EVERY_SECONDS)

    async def warn(self) -> None:
        """Log each key that has come closer to its end."""
        for key, days in await self._catalog.newly_expiring(self._clock()):
            log.warning(
                "api_key_expires",
                organization_id=str(key.organization_id),
                key=key.prefix,
                expires_at=key.expires_at.isoformat() if key.expires_at else None,
                within_days=days,
                rotated=key.successor_id is not None,
            )
