"""One export as received."""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec

from stackspend.otlp.export import Encoding, SetAside, Signal
from stackspend.otlp.removal import Removed


class RawBatch(msgspec.Struct, frozen=True):
    """The bytes of an accepted export, with what is needed to read them again.

    They are as received but for the text of people that was `removed` before anything was stored. `key_id` and
    `key_prefix` tell which API key sent it; the key itself is never kept.
    """

    organization_id: UUID
    connection_id: UUID
    batch_id: UUID
    received_at: datetime
    signal: Signal
    encoding: Encoding
    content_encoding: str | None
    key_id: UUID | None
    key_prefix: str | None
    user_agent: str | None
    body: bytes
    removed: tuple[Removed, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes in hex; computed when it is asked for, because the door never does."""
        return hashlib.sha256(self.body).hexdigest()


class ReadBatch(msgspec.Struct, frozen=True):
    """A raw batch and what was found in it: the number of records, and those that could not be read.

    `usage` and `activity` are how many records said something of each, None if nobody counted them when it arrived.
    """

    raw: RawBatch
    records: int
    set_aside: tuple[SetAside, ...]
    usage: int | None = None
    activity: int | None = None
    client_versions: tuple[str, ...] = ()
