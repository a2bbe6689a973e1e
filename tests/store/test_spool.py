"""The spool: in order, durable before it answers, and given up only when told."""

import asyncio
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from stackspend.errors import Conflict, TransientError
from stackspend.ledger.raw_batch import RawBatch
from stackspend.otlp.export import Encoding, Signal
from stackspend.store.earlier_spool import take_over
from stackspend.store.spool import LogSpool, waiting_in

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
    return tmp_path / "folder" / "spool"


@pytest.fixture
def spool(path: Path) -> Iterator[LogSpool]:
    opened = LogSpool(path)
    yield opened
    opened.close()


def bodies(spool: LogSpool) -> list[bytes]:
    return [entry.raw.body for entry in spool.take(**EVERYTHING)]


async def test_an_export_comes_back_as_it_was(spool: LogSpool) -> None:
    raw = raw_batch(b"\x00\xff not text")

    await spool.append(raw)

    assert [entry.raw for entry in spool.take(**EVERYTHING)] == [raw]


async def test_exports_come_back_in_the_order_of_their_arrival(spool: LogSpool) -> None:
    for number in range(20):
        await spool.append(raw_batch(b"%d" % number))

    assert bodies(spool) == [b"%d" % number for number in range(20)]


async def test_what_is_taken_stays_until_it_is_removed(spool: LogSpool) -> None:
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
async def test_one_take_is_bounded(spool: LogSpool, most: int, most_bytes: int, taken: int) -> None:
    for _ in range(3):
        await spool.append(raw_batch(b"5byte"))

    assert len(spool.take(most=most, most_bytes=most_bytes)) == taken


async def test_many_senders_share_a_commit_and_each_gets_an_answer(spool: LogSpool, path: Path) -> None:
    await asyncio.gather(*(spool.append(raw_batch(b"%d" % number)) for number in range(1_500)))

    assert sorted(map(int, bodies_in(path))) == list(range(1_500))


async def test_an_export_is_kept_though_its_sender_hung_up(spool: LogSpool) -> None:
    sender = asyncio.ensure_future(spool.append(raw_batch(b"cut off")))
    await asyncio.sleep(0)
    sender.cancel()
    await asyncio.gather(sender, return_exceptions=True)

    await spool.append(raw_batch(b"next"))

    assert bodies(spool) == [b"cut off", b"next"]


def test_a_spool_outlives_the_event_loop_of_a_sender(spool: LogSpool) -> None:
    async def hang_up() -> None:
        waiting = asyncio.ensure_future(spool.append(raw_batch(b"cut off")))
        await asyncio.sleep(0)
        waiting.cancel()

    async def append_next() -> None:
        await asyncio.wait_for(spool.append(raw_batch(b"next")), 30)

    asyncio.run(hang_up())
    asyncio.run(append_next())

    assert bodies(spool) == [b"cut off", b"next"]


async def test_closing_keeps_what_waits(path: Path) -> None:
    spool = LogSpool(path)
    waiting = asyncio.ensure_future(spool.append(raw_batch(b"kept")))
    await asyncio.sleep(0)

    spool.close()
    await waiting

    assert bodies_in(path) == [b"kept"]


@contextmanager
def full_disk(after: int) -> Iterator[None]:
    """No file of this process grows beyond that many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (after, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_spool_that_cannot_write_says_so_and_recovers(spool: LogSpool, path: Path) -> None:
    await spool.append(raw_batch(b"first"))
    with full_disk(2_000), pytest.raises(TransientError, match=r"cannot keep the export: .*\. Send it again\."):
        await spool.append(raw_batch(b"refused" * 1_000))
    await spool.append(raw_batch(b"kept"))

    assert bodies(spool) == bodies_in(path) == [b"first", b"kept"]


def test_a_folder_is_of_one_process(spool: LogSpool, path: Path) -> None:
    with pytest.raises(Conflict, match="Another StackSpend process has the spool in"):
        LogSpool(path)

    spool.close()
    LogSpool(path).close()


async def test_files_are_removed_once_nothing_in_them_waits(path: Path) -> None:
    spool = LogSpool(path, segment_bytes=1_000)
    for number in range(20):
        await spool.append(raw_batch(b"%d" % number))
    files = len(files_in(path))

    while entries := spool.take(most=3, most_bytes=9_999):
        spool.remove([entry.place for entry in entries])

    assert files > 3
    assert (len(files_in(path)), spool.backlog(), spool.newest()) == (1, 0, 0)
    spool.close()


async def test_a_spool_that_is_opened_again_goes_on_where_it_was(path: Path) -> None:
    for number in range(4):
        spool = LogSpool(path)
        await spool.append(raw_batch(b"%d" % number))
        if number == 2:
            spool.remove([entry.place for entry in spool.take(most=2, most_bytes=9_999)])
        spool.close()

    spool = LogSpool(path)
    assert (bodies(spool), spool.backlog()) == ([b"2", b"3"], 2)
    assert waiting_in(path) == 2
    spool.remove([entry.place for entry in spool.take(**EVERYTHING)])
    spool.close()
    assert (waiting_in(path), bodies_in(path)) == (0, [])


async def test_without_its_position_a_spool_gives_everything_again(path: Path) -> None:
    spool = LogSpool(path)
    for number in range(3):
        await spool.append(raw_batch(b"%d" % number))
    spool.remove([entry.place for entry in spool.take(most=2, most_bytes=9_999)])
    spool.close()
    (path / "position").write_bytes(b"")

    assert bodies_in(path) == [b"0", b"1", b"2"]


@pytest.mark.parametrize("lost", [1, 9, 200, 300])
async def test_what_a_loss_of_power_cut_off_is_not_taken(path: Path, lost: int) -> None:
    await filled(path)
    (file,) = files_in(path)
    file.write_bytes(file.read_bytes()[:-lost])

    spool = LogSpool(path)
    await spool.append(raw_batch(b"next"))

    assert bodies(spool) == [b"first", b"next"]
    spool.close()
    assert bodies_in(path) == [b"first", b"next"]


@pytest.mark.parametrize("at", [-1, -100, -300])
async def test_what_a_loss_of_power_left_undone_is_not_taken(path: Path, at: int) -> None:
    await filled(path)
    (file,) = files_in(path)
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content + bytes(100))

    assert bodies_in(path) == [b"first"]


async def test_an_empty_file_is_no_fault(path: Path) -> None:
    LogSpool(path).close()
    (path / f"{1:020d}.log").write_bytes(b"")

    spool = LogSpool(path)
    await spool.append(raw_batch(b"first"))

    assert bodies(spool) == [b"first"]
    spool.close()


async def test_what_waits_in_the_spool_of_an_earlier_version_comes_first(path: Path, spool: LogSpool) -> None:
    file = path.parent / "spool.sqlite3"
    waiting = [raw_batch(b"first"), raw_batch(b"second")]
    with closing(sqlite3.connect(file)) as earlier, earlier:
        earlier.execute("CREATE TABLE exports (place INTEGER PRIMARY KEY AUTOINCREMENT, head BLOB, body BLOB)")
        for raw in waiting:
            head = msgspec.msgpack.encode(msgspec.structs.replace(raw, body=b""))
            earlier.execute("INSERT INTO exports (head, body) VALUES (?, ?)", (head, raw.body))

    await take_over(file, spool)
    await take_over(file, spool)

    assert [entry.raw for entry in spool.take(**EVERYTHING)] == waiting
    assert not list(path.parent.glob("spool.sqlite3*"))


def files_in(path: Path) -> list[Path]:
    return list(path.glob("*.log"))


async def filled(path: Path) -> None:
    spool = LogSpool(path)
    await spool.append(raw_batch(b"first"))
    await spool.append(raw_batch(b"second"))
    spool.close()


async def test_taking_and_removing_while_others_append(spool: LogSpool) -> None:
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
from stackspend.store.spool import LogSpool

async def main():
    spool = LogSpool(Path(sys.argv[1]))
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

    kept = [int(body) for body in bodies_in(path)]

    assert kept[: len(answered)] == answered == list(range(len(answered)))
    assert len(kept) <= len(answered) + 1


def bodies_in(path: Path) -> list[bytes]:
    """What another process would find after a kill."""
    left = path.with_name("left")
    shutil.copytree(path, left, dirs_exist_ok=True)
    spool = LogSpool(left)
    found = [entry.raw.body for entry in spool.take(most=10_000, most_bytes=10_000_000)]
    spool.close()
    shutil.rmtree(left)
    return found
