"""The spool: in order, durable before it answers, and given up only when told."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from stackspend.errors import TransientError
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.export import Encoding, Signal
from stackspend.store.spool import SqliteSpool

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
EVERYTHING = {"most": 1_000, "most_bytes": 1_000_000}


def raw_batch(body: bytes) -> RawBatch:
    return RawBatch(
        organization_id=uuid4(),
        connection_id=uuid4(),
        batch_id=uuid4(),
        received_at=NOON,
        signal=Signal.LOGS,
        encoding=Encoding.JSON,
        content_encoding=None,
        key_id=uuid4(),
        key_prefix="ss_live_Ab3x",
        user_agent="OTel-OTLP-Exporter-JavaScript/0.208.0",
        body=body,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "spool.sqlite3"


@pytest.fixture
def spool(path: Path) -> Iterator[SqliteSpool]:
    opened = SqliteSpool(path)
    yield opened
    opened.close()


def bodies(spool: SqliteSpool) -> list[bytes]:
    return [entry.raw.body for entry in spool.take(**EVERYTHING)]


async def test_an_export_comes_back_as_it_was(spool: SqliteSpool) -> None:
    raw = raw_batch(b"\x00\xff not text")

    await spool.append(raw)

    assert [entry.raw for entry in spool.take(**EVERYTHING)] == [raw]


async def test_exports_come_back_in_the_order_of_their_arrival(spool: SqliteSpool) -> None:
    for number in range(20):
        await spool.append(raw_batch(b"%d" % number))

    assert bodies(spool) == [b"%d" % number for number in range(20)]


async def test_what_is_taken_stays_until_it_is_removed(spool: SqliteSpool) -> None:
    await spool.append(raw_batch(b"first"))
    await spool.append(raw_batch(b"second"))

    first, _ = spool.take(**EVERYTHING)
    assert spool.backlog() == 2
    spool.remove([first.place])

    assert (bodies(spool), spool.backlog()) == ([b"second"], 1)


@pytest.mark.parametrize(
    ("most", "most_bytes", "taken"),
    [
        pytest.param(2, 1_000, 2, id="as many as asked for"),
        pytest.param(9, 10, 2, id="as many bytes as asked for"),
        pytest.param(9, 9, 1, id="the one that would pass the bound waits"),
        pytest.param(9, 1, 1, id="one in any case, however large"),
    ],
)
async def test_one_take_is_bounded(spool: SqliteSpool, most: int, most_bytes: int, taken: int) -> None:
    for _ in range(3):
        await spool.append(raw_batch(b"5byte"))

    assert len(spool.take(most=most, most_bytes=most_bytes)) == taken


async def test_many_senders_share_a_commit_and_each_gets_an_answer(spool: SqliteSpool, path: Path) -> None:
    await asyncio.gather(*(spool.append(raw_batch(b"%d" % number)) for number in range(1_500)))

    assert sorted(map(int, bodies_in(path))) == list(range(1_500))


async def test_an_export_is_kept_though_its_sender_hung_up(spool: SqliteSpool) -> None:
    sender = asyncio.ensure_future(spool.append(raw_batch(b"cut off")))
    await asyncio.sleep(0)
    sender.cancel()
    await asyncio.gather(sender, return_exceptions=True)

    await spool.append(raw_batch(b"next"))

    assert bodies(spool) == [b"cut off", b"next"]


def test_a_spool_outlives_the_event_loop_of_a_sender(spool: SqliteSpool, path: Path) -> None:
    async def hang_up() -> None:
        waiting = asyncio.ensure_future(spool.append(raw_batch(b"cut off")))
        await asyncio.sleep(0)
        waiting.cancel()

    async def append_next() -> None:
        await asyncio.wait_for(spool.append(raw_batch(b"next")), 30)

    with closing(sqlite3.connect(path)) as busy:
        busy.execute("BEGIN IMMEDIATE")
        asyncio.run(hang_up())
    asyncio.run(append_next())

    assert bodies(spool) == [b"cut off", b"next"]


async def test_closing_keeps_what_waits(path: Path) -> None:
    spool = SqliteSpool(path)
    waiting = asyncio.ensure_future(spool.append(raw_batch(b"kept")))
    await asyncio.sleep(0)

    spool.close()
    await waiting

    assert bodies_in(path) == [b"kept"]


async def test_a_spool_that_cannot_write_says_so_and_recovers(spool: SqliteSpool, path: Path) -> None:
    away = sqlite3.connect(path)
    away.execute("ALTER TABLE exports RENAME TO elsewhere")
    with pytest.raises(TransientError, match=r"cannot keep the export: no such table: exports\. Send it again\."):
        await spool.append(raw_batch(b"refused"))
    with pytest.raises(TransientError, match="The spool did not answer"):
        spool.backlog()

    away.execute("ALTER TABLE elsewhere RENAME TO exports")
    away.close()
    await spool.append(raw_batch(b"kept"))

    assert bodies(spool) == [b"kept"]


async def test_taking_and_removing_while_others_append(spool: SqliteSpool) -> None:
    removed: list[bytes] = []

    def pump() -> None:
        while len(removed) < 300:
            entries = spool.take(most=50, most_bytes=1_000)
            spool.remove([entry.place for entry in entries])
            removed.extend(entry.raw.body for entry in entries)

    pumping = threading.Thread(target=pump)
    pumping.start()
    for number in range(300):
        await spool.append(raw_batch(b"%d" % number))
    pumping.join(30)

    assert removed == [b"%d" % number for number in range(300)]


APPEND_FOR_EVER = """
import asyncio, sys, msgspec
from pathlib import Path
from stackspend.ledger.raw_batch import RawBatch
from stackspend.store.spool import SqliteSpool

async def main():
    spool = SqliteSpool(Path(sys.argv[1]))
    raw = msgspec.json.decode(sys.argv[2], type=RawBatch)
    for number in range(1_000_000):
        await spool.append(msgspec.structs.replace(raw, body=b"%d" % number))
        print(number, flush=True)

asyncio.run(main())
"""


def test_every_answered_export_survives_kill_9(path: Path) -> None:
    program = [sys.executable, "-c", APPEND_FOR_EVER, str(path), msgspec.json.encode(raw_batch(b"")).decode()]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as sender:
        assert sender.stdout is not None
        answered = [int(sender.stdout.readline()) for _ in range(50)]
        sender.kill()
        answered += [int(line) for line in sender.stdout if line.endswith("\n")]

    spool = SqliteSpool(path)
    kept = [int(body) for body in bodies_in(path)]
    spool.close()

    assert kept[: len(answered)] == answered == list(range(len(answered)))
    assert len(kept) <= len(answered) + 1


def bodies_in(path: Path) -> list[bytes]:
    with closing(sqlite3.connect(path)) as file:
        return [body for (body,) in file.execute("SELECT body FROM exports ORDER BY place")]
