"""Open a ledger by its URL and run statements in it.

`chdb:///folder` is ClickHouse inside this process, `clickhouse://user:password@host:port/database` a server; the client
library, the SQL and the rows are the same. One process owns an embedded folder and locks it.
"""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from typing import IO, Any, Self
from urllib.parse import urlsplit

import clickhouse_connect
import msgspec
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import Error as ClickHouseError

from stackspend.errors import InvalidInput, TransientError
from stackspend.store.owned import own

HANDLES = 4
"""How many statements run at once; each has a handle of its own, which chDB and ClickHouse both allow."""

_SETTINGS = {
    "date_time_input_format": "best_effort",
    # The month is part of every sorting key that we read with FINAL, so copies never lie in two partitions.
    "do_not_merge_across_partitions_select_final": 1,
    # A client may date its records anywhere in the calendar; that must not refuse the whole insert.
    "max_partitions_per_insert_block": 0,
    "max_threads": max(1, os.cpu_count() or 1),
}

# CANNOT_PARSE_TEXT, …_INPUT_ASSERTION_FAILED, …_DATE, …_DATETIME, TYPE_MISMATCH, ARGUMENT_OUT_OF_BOUND,
# CANNOT_CONVERT_TYPE, CANNOT_PARSE_NUMBER, INCORRECT_DATA, VALUE_IS_OUT_OF_RANGE, CANNOT_PARSE_UUID, DECIMAL_OVERFLOW,
# BAD_QUERY_PARAMETER: a value that no column takes, today or tomorrow.
_UNFIT = frozenset({6, 27, 38, 41, 53, 69, 70, 72, 117, 321, 376, 407, 457})

Row = dict[str, Any]


class LedgerDatabase:
    """A few handles on one ledger, safe to use from several threads. Faults of the store are TransientErrors,
    values that it cannot take InvalidInput."""

    def __init__(self, url: str, lock: IO[str] | None, clients: Sequence[Client]) -> None:
        self.url = url
        self._lock = lock
        self._clients = clients
        self._free: LifoQueue[Client] = LifoQueue()
        for client in clients:
            self._free.put(client)

    @classmethod
    def open(cls, url: str, *, handles: int = HANDLES) -> Self:
        """Open the ledger. Raises Conflict if another process has the embedded folder, TransientError if it is away."""
        lock = own(Path(urlsplit(url).path), "ledger") if url.startswith("chdb://") else None
        try:
            with _arrow_left_out():
                clients = [_connect(url) for _ in range(handles)]
        except Exception as error:
            if lock:
                lock.close()
            raise TransientError(f"The ledger {_without_password(url)} cannot be opened: {error}") from error
        return cls(url, lock, clients)

    @staticmethod
    def check(url: str) -> None:
        """Raise what `open` would, without starting the embedded engine, which a forked process could not use."""
        if url.startswith("chdb://"):
            own(Path(urlsplit(url).path), "ledger").close()
        else:
            LedgerDatabase.open(url, handles=1).close()

    def close(self) -> None:
        """Give the handles and the folder back."""
        for client in self._clients:
            client.close()
        if self._lock:
            self._lock.close()

    def rows(self, sql: str, parameters: Mapping[str, Any]) -> list[Row]:
        """The result of a SELECT, one dictionary a row."""
        with self._handle() as client:
            return list(client.query(sql, parameters=dict(parameters)).named_results())

    def bodies(self, sql: str, parameters: Mapping[str, Any]) -> list[Row]:
        """The same, with texts as bytes: for what may not be UTF-8."""
        with self._handle() as client:
            result = client.query(sql, parameters=dict(parameters), query_formats={"String": "bytes"})
            return list(result.named_results())

    def command(self, sql: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Run a statement that answers nothing."""
        with self._handle() as client:
            client.command(sql, parameters=dict(parameters or {}))

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Insert rows of JSON values, which all have the same keys, in one block; column names are the keys."""
        if not rows:
            return
        # By columns: no name is written or read more than once, which saves the engine a third of its work.
        block = msgspec.json.encode({column: [row[column] for row in rows] for column in rows[0]})
        with self._handle() as client:
            client.raw_insert(table, insert_block=block, fmt="JSONColumns")

    def insert_block(self, table: str, block: bytes) -> None:
        """Insert a block of `stackspend.store.ledger.native`."""
        with self._handle() as client:
            client.raw_insert(table, insert_block=block, fmt="Native")

    @contextmanager
    def _handle(self) -> Iterator[Client]:
        client = self._free.get()
        try:
            yield client
        except (ClickHouseError, OSError) as error:
            if isinstance(error, ClickHouseError) and error.code in _UNFIT:
                raise InvalidInput(f"The ledger cannot take a value: {error}") from error
            raise TransientError(f"The ledger did not answer: {error}") from error
        finally:
            self._free.put(client)


@contextmanager
def _arrow_left_out() -> Iterator[None]:
    """Meanwhile nothing finds pyarrow. The embedded engine loads it where it can, and with it numpy, for formats that
    nobody here asks for: 37 MB of memory."""
    if "pyarrow" in sys.modules:
        yield
        return
    sys.modules["pyarrow"] = None  # type: ignore[assignment] # how an import is told that there is none
    try:
        yield
    finally:
        del sys.modules["pyarrow"]


def _connect(url: str) -> Client:
    # A server session would make concurrent statements wait for each other, and long lists do not fit into a URL.
    over_http = {"autogenerate_session_id": False, "form_encode_query_params": True}
    options: dict[str, Any] = {} if url.startswith("chdb://") else over_http
    return clickhouse_connect.get_client(dsn=url, settings=_SETTINGS, tz_mode="aware", **options)


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
