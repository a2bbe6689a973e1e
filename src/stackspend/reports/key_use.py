"""Whose usage an API key sent, as the telemetry says."""

from datetime import date, datetime
from typing import Protocol
from uuid import UUID

import msgspec


class KeyUser(msgspec.Struct, frozen=True):
    """A person or service with one version of a client; null is what the telemetry does not say."""

    user: str | None
    source: str
    client_version: str | None
    line_items: int
    last_seen_at: datetime


class KeyUseQuestions(Protocol):
    """About the senders of a key."""

    def users(self, organization_id: UUID, key_id: UUID, *, since: date) -> list[KeyUser]:
        """Whose usage of these days the key sent first, the last heard of first; a hundred at most."""
