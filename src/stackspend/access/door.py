"""What the OTLP door asks of the catalog."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

import msgspec

from stackspend.access.keys import ApiKey
from stackspend.access.senders import Sender
from stackspend.providers.connections import Connection


class KeyUse(msgspec.Struct, frozen=True):
    """One use of a key."""

    organization_id: UUID
    key_id: UUID
    sender: Sender
    at: datetime


class DoorCatalog(Protocol):
    """Two questions before an export is accepted, and three notes after the answer."""

    async def key_by_digest(self, digest: bytes) -> ApiKey | None:
        """The key whose secret has this SHA-256, whatever its state; `None` when there is none."""

    async def connection(self, connection_id: UUID) -> Connection | None:
        """The connection, of whatever organization; `None` when there is none."""

    async def touch_key(self, use: KeyUse, senders: Mapping[Sender, datetime]) -> None:
        """Note the key's last use, and when each of these senders was seen with it; older instants change nothing."""

    async def touch_connection(self, connection_id: UUID, at: datetime) -> None:
        """Note that the connection was heard of; an older instant changes nothing."""

    async def note_refusal(self, connection_id: UUID, at: datetime, reason: str, *, times: int = 1) -> None:
        """Count exports that were refused, and keep the latest reason for the provider's page."""
