"""Raw batches as received: byte for byte, listed newest first, and for their own organization only."""

import gzip
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import msgspec
import pytest

from stackspend.errors import InvalidInput
from stackspend.ledger.raw_batch import RawBatch, ReadBatch
from stackspend.otlp.export import Encoding, SetAside, Signal
from stackspend.store.ledger.append import Ledger
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.raw_batches import RawBatches
from stackspend.store.ledger.reader import LedgerReader
from tests.ledger.deliver import ACME, ARRIVAL, CI, LAPTOPS, OTHER, raw_batch

BODIES = {
    "JSON": b'{"resourceLogs": []}',
    "JSON with é, 漢字 and \\": '{"é": "漢字 \\\\ \'"}'.encode(),
    "gzip": gzip.compress(b"{}" * 1000, mtime=0),
    "random bytes": Random(1).randbytes(100_000),
    "every byte": bytes(range(256)),
    "bytes that look like SQL": b"');\nDROP TABLE raw_batches; -- {x:String} \\N\t\x00",
    "nothing": b"",
}


def keep(database: LedgerDatabase, *batches: RawBatch, records: int = 3, set_aside: tuple[SetAside, ...] = ()) -> None:
    Ledger(database).append_batches([ReadBatch(batch, records, set_aside) for batch in batches])


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_comes_back_byte_for_byte(database: LedgerDatabase, reader: LedgerReader, body: bytes) -> None:
    batch = raw_batch(body, Signal.LOGS, 0, encoding=Encoding.PROTOBUF, content_encoding="gzip")
    keep(database, batch)
    assert reader.raw_batches.whole(ACME, batch.batch_id) == batch


def test_all_that_is_known_of_a_batch_comes_back(database: LedgerDatabase, reader: LedgerReader) -> None:
    batch = msgspec.structs.replace(raw_batch(b"{}", Signal.METRICS, 0), key_id=uuid4(), user_agent="OTel/0.208.0")
    keep(database, batch, records=12, set_aside=(SetAside("$.resourceLogs[0]", 'It\'s "broken".'),))
    view = reader.raw_batches.one(ACME, batch.batch_id)
    assert view is not None
    assert (view.records, view.size_bytes, view.signal, view.user_agent) == (12, 2, "metrics", "OTel/0.208.0")
    assert view.set_aside == [SetAside("$.resourceLogs[0]", 'It\'s "broken".')]
    assert reader.raw_batches.whole(ACME, batch.batch_id) == batch


def test_a_batch_that_is_kept_twice_is_one(database: LedgerDatabase, reader: LedgerReader) -> None:
    batch = raw_batch(b"{}", Signal.LOGS, 0)
    keep(database, batch, batch)
    keep(database, batch)
    assert len(reader.raw_batches.page(ACME, LAPTOPS, limit=10).batches) == 1
    assert reader.raw_batches.counts(ACME) == {LAPTOPS: 1}


def test_pages_go_from_the_newest_to_the_oldest_and_miss_none(database: LedgerDatabase, reader: LedgerReader) -> None:
    batches = [
        msgspec.structs.replace(raw_batch(b"{}", Signal.LOGS, n), received_at=ARRIVAL + timedelta(microseconds=n // 2))
        for n in range(7)
    ]
    keep(database, *batches)
    found: list[UUID] = []
    cursor = None
    while True:
        page = reader.raw_batches.page(ACME, LAPTOPS, limit=2, cursor=cursor)
        found += [view.id for view in page.batches]
        if (cursor := page.next_cursor) is None:
            break
    arrival = {batch.batch_id: batch.received_at for batch in batches}
    assert [arrival[one] for one in found] == sorted(arrival.values(), reverse=True)
    assert len(set(found)) == len(batches)


def test_a_cursor_that_nobody_gave_is_refused(reader: LedgerReader) -> None:
    with pytest.raises(InvalidInput, match=r"meta\.next_cursor"):
        reader.raw_batches.page(ACME, LAPTOPS, limit=2, cursor="yesterday")


def test_another_organization_and_another_connection_see_nothing(
    database: LedgerDatabase, reader: LedgerReader
) -> None:
    batch = raw_batch(b"{}", Signal.LOGS, 0)
    keep(database, batch)
    assert reader.raw_batches.one(OTHER, batch.batch_id) is None
    assert reader.raw_batches.whole(OTHER, batch.batch_id) is None
    assert reader.raw_batches.counts(OTHER) == {}
    assert reader.raw_batches.page(OTHER, LAPTOPS, limit=10).batches == []
    assert reader.raw_batches.page(ACME, CI, limit=10).batches == []


def test_a_replay_reads_every_batch_of_every_organization_once(database: LedgerDatabase) -> None:
    batches = [
        raw_batch(
            b"\x00\xff", Signal.LOGS, n, organization_id=(ACME, OTHER)[n % 2], connection_id=(LAPTOPS, CI)[n % 3 > 0]
        )
        for n in range(9)
    ]
    keep(database, *batches)
    keep(database, *batches[:4])
    read = [batch for some in RawBatches(database).everything(at_once=2) for batch in some]
    assert sorted(read, key=lambda batch: batch.batch_id) == sorted(batches, key=lambda batch: batch.batch_id)
