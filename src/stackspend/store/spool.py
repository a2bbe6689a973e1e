"""The spool in one SQLite file: WAL, `synchronous=FULL`, and concurrent exports share one commit.

A single thread writes. While it commits, further exports queue up and go into the next commit together, so the cost of
an fsync is shared by whoever waits for it.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from itertools import groupby
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

import msgspec

from stackspend.errors import TransientError
from stackspend.ingest.spool import Spooled
from stackspend.ledger.raw_batch import RawBatch

_GROUP = 512
_CREATE = """
CREATE TABLE IF NOT EXISTS exports (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    head BLOB NOT NULL,
    body BLOB NOT NULL
)
"""
_INSERT = "INSERT INTO exports (head, body) VALUES (?, ?)"
_TAKE = "SELECT place, head, body FROM exports ORDER BY place LIMIT ?"
_REMOVE = "DELETE FROM exports WHERE place = ?"
_NEWEST = "SELECT coalesce(max(place), 0) FROM exports"
_COUNT = "SELECT count(*) FROM exports"

_HEAD = msgspec.msgpack.Decoder(RawBatch)

_Answer = TypeVar("_Answer")
_Waiting = tuple[RawBatch, asyncio.Future[None]]


class SqliteSpool:
    """A spool file. `append` belongs to an event loop, the other methods may run in any one thread at a time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._reader = _connect(path)
        self._reader.execute(_CREATE)
        self._waiting: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="spool", daemon=True)
        self._writer.start()

    def close(self) -> None:
        """Commit what waits, and close the file."""
        self._waiting.put(None)
        self._writer.join()
        self._reader.close()

    def append(self, raw: RawBatch) -> asyncio.Future[None]:
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.put((raw, kept))
        return kept

    def take(self, *, most: int, most_bytes: int) -> list[Spooled]:
        return _guarded(lambda: self._take(most, most_bytes))

    def _take(self, most: int, most_bytes: int) -> list[Spooled]:
        taken: list[Spooled] = []
        size = 0
        with closing(self._reader.execute(_TAKE, (most,))) as rows:  # row by row: a backlog may not fit into memory
            for place, head, body in rows:
                size += len(body)
                if taken and size > most_bytes:
                    break
                taken.append(Spooled(place, msgspec.structs.replace(_HEAD.decode(head), body=body)))
        return taken

    def remove(self, places: Sequence[int]) -> None:
        def delete() -> None:
            with self._reader:
                self._reader.executemany(_REMOVE, [(place,) for place in places])

        _guarded(delete)

    def newest(self) -> int:
        return int(_guarded(lambda: self._reader.execute(_NEWEST).fetchone())[0])

    def backlog(self) -> int:
        return int(_guarded(lambda: self._reader.execute(_COUNT).fetchone())[0])

    def _write(self) -> None:
        connection = _connect(self._path)
        open_ = True
        while open_:
            group, open_ = self._next_group()
            if group:
                _commit(connection, group)
        connection.close()

    def _next_group(self) -> tuple[list[_Waiting], bool]:
        group: list[_Waiting] = []
        entry = self._waiting.get()
        while entry is not None:
            group.append(entry)
            if len(group) == _GROUP or self._waiting.empty():
                return group, True
            entry = self._waiting.get()
        return group, False


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False, timeout=5)
    # A body of 100 records fills 41 pages of the usual size; with large ones it costs less than half to keep it.
    connection.execute("PRAGMA page_size = 65536")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _commit(connection: sqlite3.Connection, group: list[_Waiting]) -> None:
    problem: TransientError | None = None
    try:
        with connection:
            connection.executemany(_INSERT, [_row(raw) for raw, _ in group])
    except sqlite3.Error as error:
        problem = TransientError(f"The spool cannot keep the export: {error}. Send it again.")
    # One call wakes an event loop for all of its exports: waking it costs more than an answer.
    for loop, waiting in groupby(group, key=lambda entry: entry[1].get_loop()):
        with suppress(RuntimeError):  # the event loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_answer, [kept for _, kept in waiting], problem)


def _answer(waiting: Sequence[asyncio.Future[None]], problem: TransientError | None) -> None:
    for kept in waiting:
        if kept.cancelled():  # the sender hung up while the export was written; it is kept all the same
            continue
        if problem:
            kept.set_exception(problem)
        else:
            kept.set_result(None)


def _row(raw: RawBatch) -> tuple[bytes, bytes]:
    return msgspec.msgpack.encode(msgspec.structs.replace(raw, body=b"")), raw.body


def _guarded(ask: Callable[[], _Answer]) -> _Answer:
    try:
        return ask()
    except sqlite3.Error as error:
        raise TransientError(f"The spool did not answer: {error}.") from error
