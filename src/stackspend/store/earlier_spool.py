"""Exports that wait in the spool of an earlier version, an SQLite file."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import msgspec

from stackspend.ingest.spool import Spool
from stackspend.ledger.raw_batch import RawBatch

_AT_ONCE = 100
_HEAD = msgspec.msgpack.Decoder(RawBatch)


async def take_over(file: Path, spool: Spool) -> None:
    """Append what waits in the file, if there is one, and remove it. After a crash it may be done again."""
    exports = _exports_in(file)
    while some := list(islice(exports, _AT_ONCE)):
        await asyncio.gather(*map(spool.append, some))
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _exports_in(file: Path) -> Iterator[RawBatch]:
    if file.exists():
        with closing(sqlite3.connect(file)) as earlier:
            for head, body in earlier.execute("SELECT head, body FROM exports ORDER BY place"):
                yield msgspec.structs.replace(_HEAD.decode(head), body=body)
