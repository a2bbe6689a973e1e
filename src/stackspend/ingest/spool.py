"""The queue between the door and the pump, as a protocol. `stackspend.store.spool` makes it real in files."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import msgspec

from stackspend.ledger.raw_batch import RawBatch


class Spooled(msgspec.Struct, frozen=True):
    """An accepted export and its place in the order of arrival."""

    place: int
    raw: RawBatch


class Spool(Protocol):
    """Durable, in order of arrival. Faults (a full disk, a lock) are TransientErrors."""

    def append(self, raw: RawBatch) -> "asyncio.Future[None]":
        """Keep an export; the future is done once it would survive a loss of power."""

    def take(self, *, most: int, most_bytes: int) -> list[Spooled]:
        """The oldest exports, without removing them: at least one if there is any, then no more than the bounds."""

    def remove(self, places: Sequence[int]) -> None:
        """Give up exports that the ledger has: the oldest of those that were taken last, in order."""

    def newest(self) -> int:
        """The place of the newest export; 0 if there is none."""

    def backlog(self) -> int:
        """How many exports wait."""
