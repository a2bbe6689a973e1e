"""Bring exports to a bookkeeper as the door would, and read what it booked."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from stackspend.ingest.book import Bookkeeper
from stackspend.ledger.line_item import LineItem, State
from stackspend.ledger.raw_batch import RawBatch
from stackspend.ledger.storage import LedgerStore
from stackspend.otlp.export import Encoding, Signal
from stackspend.pricing import default_price_list
from tests.ledger.memory import MemoryLedger
from tests.ledger.telemetry import MORNING, Body

ACME, OTHER = UUID(int=0xACE), UUID(int=0xB0B)
LAPTOPS, CI = UUID(int=1), UUID(int=2)
ARRIVAL = MORNING + timedelta(days=30)
PRICES = default_price_list()
_SIGNAL = {"resourceLogs": Signal.LOGS, "resourceMetrics": Signal.METRICS, "resourceSpans": Signal.TRACES}


def raw_batch(
    body: bytes,
    signal: Signal,
    number: int,
    *,
    connection_id: UUID = LAPTOPS,
    organization_id: UUID = ACME,
    encoding: Encoding = Encoding.JSON,
    content_encoding: str | None = None,
    received_at: datetime | None = None,
) -> RawBatch:
    """The raw batch of an export that came as the `number`th."""
    return RawBatch(
        organization_id=organization_id,
        connection_id=connection_id,
        batch_id=uuid5(NAMESPACE_URL, f"batch {number}"),
        received_at=received_at or ARRIVAL + timedelta(seconds=number),
        signal=signal,
        encoding=encoding,
        content_encoding=content_encoding,
        key_id=None,
        key_prefix="ss_live_Ab3x",
        user_agent=None,
        body=body,
    )


def arrived(
    bodies: Iterable[Body], *, connection_id: UUID = LAPTOPS, organization_id: UUID = ACME, first: int = 0
) -> list[RawBatch]:
    """Raw batches of bodies that came one after the other, from the `first`th on."""
    return [
        raw_batch(
            json.dumps(body).encode(),
            signal_of(body),
            number,
            connection_id=connection_id,
            organization_id=organization_id,
        )
        for number, body in enumerate(bodies, start=first)
    ]


def signal_of(body: Body) -> Signal:
    return _SIGNAL[next(iter(body))]


def node(ledger: LedgerStore) -> Bookkeeper:
    """A node that books into this ledger."""
    return Bookkeeper(ledger, lambda _: PRICES)


def booked(batches: Sequence[RawBatch], *, at_once: int = 1) -> list[LineItem]:
    """The line items of one organization after one node booked the batches, some at once.

    Batches may repeat themselves, and are then said to be booked again, as the pump says it.
    """
    ledger = MemoryLedger()
    one = node(ledger)
    for first in range(0, len(batches), at_once):
        step = batches[first : first + at_once]
        one.book(step, again=any(batch in batches[:first] for batch in step))
    return counted(ledger)


def booked_of(*bodies: Body) -> list[LineItem]:
    """The line items of bodies that came one after the other."""
    return booked(arrived(bodies))


def counted(ledger: MemoryLedger, organization_id: UUID = ACME) -> list[LineItem]:
    """The line items that count, by time and id."""
    found = [item for item in ledger.line_items(organization_id) if item.state is State.BOOKED]
    return sorted(found, key=lambda item: (item.usage_time, item.id))
