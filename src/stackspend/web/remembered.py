"""The catalog as the door and the read API ask it: answers are remembered for a second.

So a revoked key is refused within a second on every node. What is not there is never remembered: a key works as soon as
it is made.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from stackspend.access.door import DoorCatalog, KeyUse
from stackspend.access.keys import ApiKey
from stackspend.access.senders import Sender
from stackspend.providers.connections import Connection

REMEMBER_SECONDS = 1.0
_MOST = 10_000

Key = TypeVar("Key")
Value = TypeVar("Value")


class _Memory(Generic[Key, Value]):
    """The latest good answers to one question."""

    def __init__(self, ask: Callable[[Key], Awaitable[Value | None]]) -> None:
        self._ask = ask
        self._known: OrderedDict[Key, tuple[float, Value]] = OrderedDict()
        self._asking: dict[Key, asyncio.Future[Value | None]] = {}

    async def get(self, key: Key) -> Value | None:
        remembered = self._known.get(key)
        if remembered and remembered[0] > time.monotonic():
            return remembered[1]
        # Hundreds of requests find an answer too old at once; one of them asks, and the others get its answer.
        asking = self._asking.get(key)
        if asking is None:
            asking = self._asking[key] = asyncio.ensure_future(self._ask_anew(key))
            asking.add_done_callback(lambda _: self._asking.pop(key))
        return await asyncio.shield(asking)

    async def _ask_anew(self, key: Key) -> Value | None:
        now = time.monotonic()
        value = await self._ask(key)
        if value is None:
            self._known.pop(key, None)
            return None
        self._known[key] = (now + REMEMBER_SECONDS, value)
        self._known.move_to_end(key)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return value


class RememberedCatalog:
    """A DoorCatalog in front of another."""

    def __init__(self, catalog: DoorCatalog) -> None:
        self._keys: _Memory[bytes, ApiKey] = _Memory(catalog.key_by_digest)
        self._connections: _Memory[UUID, Connection] = _Memory(catalog.connection)
        self._catalog = catalog

    async def key_by_digest(self, digest: bytes) -> ApiKey | None:
        return await self._keys.get(digest)

    async def connection(self, connection_id: UUID) -> Connection | None:
        return await self._connections.get(connection_id)

    async def touch_key(self, use: KeyUse, senders: Mapping[Sender, datetime]) -> None:
        await self._catalog.touch_key(use, senders)

    async def touch_connection(self, connection_id: UUID, at: datetime) -> None:
        await self._catalog.touch_connection(connection_id, at)

    async def note_refusal(self, connection_id: UUID, at: datetime, reason: str, *, times: int = 1) -> None:
        await self._catalog.note_refusal(connection_id, at, reason, times=times)
