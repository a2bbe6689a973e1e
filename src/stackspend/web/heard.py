"""When connections and keys were last heard of, and from whom: noted at the door, written at most once a second.

What comes after a quiet second is written at once: a page must not show telemetry of a provider never heard of.
"""

import asyncio
from collections import OrderedDict, defaultdict
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from stackspend.access.door import DoorCatalog, KeyUse
from stackspend.access.senders import MOST_SENDERS, Sender
from stackspend.errors import TransientError

log = structlog.get_logger()

WRITE_SECONDS = 1.0
# A sender that was written is not written again for this long: it sends all the time.
_SEEN_STEP = timedelta(minutes=1)
_MOST_REFUSED = 1_000
_MOST_SEEN = 10_000


class Heard:
    """The notes since the last write. Losing a second of them in a crash loses no export."""

    def __init__(self, catalog: DoorCatalog, pause: float = WRITE_SECONDS) -> None:
        self._catalog = catalog
        self._pause = pause
        self._connections: dict[UUID, datetime] = {}
        self._keys: dict[UUID, KeyUse] = {}
        self._senders: dict[UUID, dict[Sender, datetime]] = defaultdict(dict)
        self._seen: OrderedDict[tuple[UUID, Sender], datetime] = OrderedDict()
        self._refusals: dict[UUID, tuple[int, datetime, str]] = {}
        self._noted = asyncio.Event()

    def export(self, connection_id: UUID, use: KeyUse) -> None:
        """An export was accepted."""
        self._connections[connection_id] = use.at
        self.key(use)

    def key(self, use: KeyUse) -> None:
        """A key was used."""
        self._keys[use.key_id] = use
        seen = self._seen.get((use.key_id, use.sender))
        if (seen is None or use.at >= seen + _SEEN_STEP) and len(self._senders[use.key_id]) < MOST_SENDERS:
            self._senders[use.key_id][use.sender] = use.at
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
        senders, self._senders = self._senders, defaultdict(dict)
        refusals, self._refusals = self._refusals, {}
        for connection_id, at in connections.items():
            await self._catalog.touch_connection(connection_id, at)
        for use in keys.values():
            await self._catalog.touch_key(use, senders[use.key_id])
            self._remember(use.key_id, senders[use.key_id])
        for connection_id, (times, at, reason) in refusals.items():
            await self._catalog.note_refusal(connection_id, at, reason, times=times)

    def _remember(self, key_id: UUID, senders: dict[Sender, datetime]) -> None:
        for sender, at in senders.items():
            self._seen[key_id, sender] = at
            self._seen.move_to_end((key_id, sender))
        while len(self._seen) > _MOST_SEEN:
            self._seen.popitem(last=False)
