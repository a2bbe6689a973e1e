"""A connection: one configured provider with the ID that its endpoint carries."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

ConnectionState = Literal["waiting", "receiving"]
Health = Literal["waiting", "receiving", "silent", "refusing"]

LATELY = timedelta(hours=24)
"""How long ago a refusal still counts, and how long a silence is usual: a working day has a night behind it."""


class Refusals(msgspec.Struct, frozen=True):
    """Exports that reached the connection and were refused: a sender never learns of a bad key, so its owner must."""

    count: int
    last_at: datetime | None
    last_reason: str | None


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """One provider of one organization. `last_synced_at` is `None` until the first accepted export.

    Unless it `keeps_content`, text of people is removed from its exports before they are stored.
    """

    connection_id: UUID
    organization_id: UUID
    type: str
    name: str
    created_at: datetime
    last_synced_at: datetime | None
    refused: Refusals
    keeps_content: bool

    @property
    def state(self) -> ConnectionState:
        """Waiting for the first telemetry, or receiving it."""
        return "waiting" if self.last_synced_at is None else "receiving"


def health_of(connection: Connection, now: datetime) -> Health:
    """How a connection does: it refused exports lately, waits for its first, has heard nothing lately, or receives."""
    refused, synced = connection.refused.last_at, connection.last_synced_at
    if refused is not None and now - refused < LATELY:
        return "refusing"
    if synced is None:
        return "waiting"
    return "silent" if now - synced >= LATELY else "receiving"


def endpoint(public_url: str, *, type_name: str, connection_id: UUID) -> str:
    """The base endpoint that goes into `OTEL_EXPORTER_OTLP_ENDPOINT`; exporters append `/v1/metrics` and the like."""
    return f"{public_url}/api/v1/public/ingest/otel/{type_name}/{connection_id}"
