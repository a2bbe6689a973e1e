"""Raw batches: what they can be narrowed to, and what the list of one connection answers."""

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, Self, TypeVar
from uuid import UUID

import msgspec

from stackspend.errors import InvalidInput
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.export import Signal
from stackspend.reports.answer import RawBatchPage, RawBatchView
from stackspend.reports.pulse import Pulse
from stackspend.reports.question import read_instant

Kind = TypeVar("Kind", bound=StrEnum)


class Holds(StrEnum):
    """What is in a batch. `usage` said something of usage, `activity` of nothing but activity, `nothing` of neither
    though all of it could be read; of `set_aside` ones a record could not be read, whatever the others said."""

    USAGE = "usage"
    ACTIVITY = "activity"
    NOTHING = "nothing"
    SET_ASIDE = "set_aside"


class BatchFilters(msgspec.Struct, frozen=True):
    """What raw batches must have; None does not filter. `key` is the prefix of an API key. `since` is included."""

    signal: Signal | None = None
    key: str | None = None
    client_version: str | None = None
    holds: Holds | None = None
    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def read(
        cls,
        *,
        signal: str | None,
        key: str | None,
        client_version: str | None,
        holds: str | None,
        since: str | None,
        until: str | None,
    ) -> Self:
        """From the texts of a question. Raises InvalidInput."""
        return cls(
            signal=None if signal is None else _one_of(Signal, "signal", signal),
            key=key,
            client_version=client_version,
            holds=None if holds is None else _one_of(Holds, "holds", holds),
            since=read_instant("since", since),
            until=read_instant("until", until),
        )


EVERY_BATCH = BatchFilters()


class BatchChoices(msgspec.Struct, frozen=True):
    """What the raw batches of a connection can be narrowed to: the prefixes of their keys and the client versions."""

    keys: list[str]
    client_versions: list[str]


class FirstRecord(msgspec.Struct, frozen=True):
    """Where the first record of a line item stands: raw batch and position."""

    batch_id: UUID
    position: int


class RawBatchQuestions(Protocol):
    """About what was received."""

    def page(
        self,
        organization_id: UUID,
        connection_id: UUID,
        *,
        limit: int,
        cursor: str | None = None,
        filters: BatchFilters = EVERY_BATCH,
    ) -> RawBatchPage:
        """The raw batches of a connection, newest first."""

    def choices(self, organization_id: UUID, connection_id: UUID) -> BatchChoices:
        """What they can be narrowed to."""

    def one(self, organization_id: UUID, batch_id: UUID) -> RawBatchView | None:
        """A raw batch without its body; None if the organization has none of this id."""

    def whole(self, organization_id: UUID, batch_id: UUID) -> RawBatch | None:
        """A raw batch with its bytes as received; None if the organization has none of this id."""

    def counts(self, organization_id: UUID) -> dict[UUID, int]:
        """How many raw batches each connection has."""

    def pulses(self, organization_id: UUID, now: datetime) -> list[Pulse]:
        """How each connection that heard of a sender within a day is fed."""

    def line_items(self, organization_id: UUID, ids: list[UUID], *, first: date, last: date) -> dict[UUID, FirstRecord]:
        """Those of these line items that are booked, used on these UTC days, by their ids."""


def _one_of(kinds: type[Kind], name: str, text: str) -> Kind:
    try:
        return kinds(text)
    except ValueError:
        raise InvalidInput(f"{name} is {text!r}, and must be one of {', '.join(kinds)}.") from None
