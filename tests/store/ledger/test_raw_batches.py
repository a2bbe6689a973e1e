"""Raw batches as received: byte for byte, listed newest first, and for their own organization only."""

import gzip
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from stackspend.errors import InvalidInput
from stackspend.ledger.raw_batch import RawBatch, ReadBatch
from stackspend.otlp.export import Encoding, SetAside, Signal
from stackspend.reports.raw_batches import BatchChoices, BatchFilters, Holds
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
    assert (view.usage, view.activity, view.client_versions) == (None, None, [])
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


ASIDE = (SetAside("$", "Broken."),)
KEPT: dict[str, dict[str, Any]] = {
    "usage": {"usage": 2, "activity": 1, "client_versions": ("2.1.330",)},
    "activity": {"usage": 0, "activity": 1, "client_versions": ("2.1.197", "2.1.330")},
    "nothing": {"usage": 0, "activity": 0},
    "broken": {"usage": 0, "activity": 0, "set_aside": ASIDE},
    "partly broken": {"usage": 1, "activity": 0, "set_aside": ASIDE},
    "from before": {},
}


def keep_each_kind(database: LedgerDatabase) -> dict[UUID, str]:
    """One batch of each kind, a second apart: metrics, logs, metrics and so on, the last with another key."""
    kinds = {}
    for number, (kind, found) in enumerate(KEPT.items()):
        raw = raw_batch(b"{}", (Signal.METRICS, Signal.LOGS)[number % 2], number)
        if kind == "from before":
            raw = msgspec.structs.replace(raw, key_prefix="ss_live_Other")
        Ledger(database).append_batches([ReadBatch(raw, 3, **{"set_aside": (), **found})])
        kinds[raw.batch_id] = kind
    return kinds


@pytest.mark.parametrize(
    ("filters", "kinds"),
    [
        pytest.param({"signal": Signal.LOGS}, ["from before", "broken", "activity"], id="a signal"),
        pytest.param({"key": "ss_live_Other"}, ["from before"], id="a key"),
        pytest.param({"client_version": "2.1.330"}, ["activity", "usage"], id="a client version"),
        pytest.param({"holds": Holds.USAGE}, ["partly broken", "usage"], id="usage"),
        pytest.param({"holds": Holds.ACTIVITY}, ["activity"], id="activity and no usage"),
        pytest.param({"holds": Holds.NOTHING}, ["nothing"], id="nothing of use"),
        pytest.param({"holds": Holds.SET_ASIDE}, ["partly broken", "broken"], id="a record set aside"),
        pytest.param({"since": ARRIVAL + timedelta(seconds=4)}, ["from before", "partly broken"], id="since, included"),
        pytest.param({"until": ARRIVAL + timedelta(seconds=1)}, ["usage"], id="until, excluded"),
        pytest.param({"holds": Holds.USAGE, "client_version": "2.1.330"}, ["usage"], id="two at once"),
        pytest.param({"key": "'; DROP TABLE raw_batches; --"}, [], id="a key that looks like SQL"),
    ],
)
def test_the_list_can_be_narrowed(
    database: LedgerDatabase, reader: LedgerReader, filters: dict[str, Any], kinds: list[str]
) -> None:
    kept = keep_each_kind(database)
    page = reader.raw_batches.page(ACME, LAPTOPS, limit=10, filters=BatchFilters(**filters))
    assert [kept[view.id] for view in page.batches] == kinds


def test_pages_go_by_what_a_replay_found_last_and_are_full(database: LedgerDatabase, reader: LedgerReader) -> None:
    raws = [raw_batch(b"{}", Signal.LOGS, n) for n in range(9)]
    for usage, some in ((1, raws), (0, raws[3:])):
        Ledger(database).append_batches([ReadBatch(raw, 1, (), usage=usage) for raw in some])
    found = []
    cursor = None
    for _ in range(3):
        page = reader.raw_batches.page(ACME, LAPTOPS, limit=1, cursor=cursor, filters=BatchFilters(holds=Holds.USAGE))
        found += [view.id for view in page.batches]
        cursor = page.next_cursor
    assert (found, cursor) == ([raws[2].batch_id, raws[1].batch_id, raws[0].batch_id], None)


def test_the_choices_are_what_is_kept(database: LedgerDatabase, reader: LedgerReader) -> None:
    keep_each_kind(database)
    assert reader.raw_batches.choices(ACME, LAPTOPS) == BatchChoices(
        ["ss_live_Ab3x", "ss_live_Other"], ["2.1.197", "2.1.330"]
    )
    assert reader.raw_batches.choices(OTHER, LAPTOPS) == BatchChoices([], [])


def test_a_pulse_counts_by_minute_and_the_senders_of_a_day(database: LedgerDatabase, reader: LedgerReader) -> None:
    keep_each_kind(database)
    now = ARRIVAL + timedelta(minutes=10, seconds=3)
    (pulse,) = reader.raw_batches.pulses(ACME, now)
    assert (pulse.connection_id, pulse.keys, pulse.client_versions, pulse.programs) == (LAPTOPS, 2, 2, 0)
    assert (len(pulse.minutes), pulse.minutes[-11], sum(pulse.minutes)) == (60, 6 * 3, 6 * 3)
    (hour_later,) = reader.raw_batches.pulses(ACME, now + timedelta(hours=1))
    assert (sum(hour_later.minutes), hour_later.keys) == (0, 2)
    assert reader.raw_batches.pulses(ACME, now + timedelta(days=1)) == []
    assert reader.raw_batches.pulses(OTHER, now) == []


def test_a_replay_is_told_what_was_found_before(database: LedgerDatabase) -> None:
    keep_each_kind(database)
    (read,) = RawBatches(database).everything(at_once=10)
    assert [(one.usage, one.activity, one.client_versions, one.set_aside) for one in read] == [
        (2, 1, ("2.1.330",), ()),
        (0, 1, ("2.1.197", "2.1.330"), ()),
        (0, 0, (), ()),
        (0, 0, (), ASIDE),
        (1, 0, (), ASIDE),
        (None, None, (), ()),
    ]


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
    read = [batch.raw for some in RawBatches(database).everything(at_once=2) for batch in some]
    assert sorted(read, key=lambda batch: batch.batch_id) == sorted(batches, key=lambda batch: batch.batch_id)
