"""When connections and keys were last heard of: noted in memory at the door, written at most once a second.

What comes after a quiet second is written at once: a page must not show telemetry of a provider never heard of.
"""

import asyncio
from datetime import datetime
from uuid import UUID

import structlog

from stackspend.access.door import DoorCatalog
from stackspend.errors import TransientError

log = structlog.get_logger()

WRITE_SECONDS = 1.0
_MOST_REFUSED = 1_000


class Heard:
    """The notes since the last write. Losing a second of them in a crash loses no export."""

    def __init__(self, catalog: DoorCatalog, pause: float = WRITE_SECONDS) -> None:
        self._catalog = catalog
        self._pause = pause
        self._connections: dict[UUID, datetime] = {}
        self._keys: dict[UUID, datetime] = {}
        self._refusals: dict[UUID, tuple[int, datetime, str]] = {}
        self._noted = asyncio.Event()

    def export(self, connection_id: UUID, key_id: UUID, at: datetime) -> None:
        """An export was accepted."""
        self._connections[connection_id] = at
        self._keys[key_id] = at
        self._noted.set()

    def key(self, key_id: UUID, at: datetime) -> None:
        """A key was used on the read API."""
        self._keys[key_id] = at
        self._noted.set()

    def refusal(self, connection_id: UUID, at: datetime, reason: str) -> None:
        """An export was refused; the sender never sees why, so the provider's page shows it."""
        times, *_ = self._refusals.get(connection_id, (0,))
        if times or len(self._refusals) < _MOST_REFUSED:
            self._refusals[connection_id] = (times + 1, at, reason)
            self._noted.set()

    async def run(self) -> None:
        """Write whenever something was noted, at most once a second, until cancelled."""
        while True:
            await self._noted.wait()
            try:
                await self.write()
            except TransientError as error:
                log.warning("catalog_away", reason=error.message)
            await asyncio.sleep(self._pause)

    async def write(self) -> None:
        """Write what was noted."""
        self._noted.clear()
        connections, self._connections = self._connections, {}
        keys, self._keys = self._keys, {}
        refusals, self._refusals = self._refusals, {}
        for connection_id, at in connections.items():
            await self._catalog.touch_connection(connection_id, at)
        for key_id, at in keys.items():
            await self._catalog.touch_key(key_id, at)
        for connection_id, (times, at, reason) in refusals.items():
            await self._catalog.note_refusal(connection_id, at, reason, times=times)
