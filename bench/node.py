"""A StackSpend server under measurement, and the questions about it that every part of `end-to-end` asks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from bench.shots import Address
from tests.running import RunningServer, running_server


class Node(msgspec.Struct, frozen=True):
    """A running server, as a sender and as a reader see it."""

    server: RunningServer
    address: Address

    def backlog(self) -> int:
        """How many exports are accepted and not booked."""
        spool = self.server.data_dir / "spool.sqlite3"
        with closing(sqlite3.connect(f"file:{spool}?mode=ro", uri=True, timeout=10)) as connection:
            found: int = connection.execute("SELECT count(*) FROM exports").fetchone()[0]
            return found

    def booked(self) -> int:
        """How many requests of today and yesterday are in the ledger, as the public API tells."""
        return sum(row["requests"] for row in self.ask("rollups/daily", days=2, group_by="model"))

    def ask(self, question: str, *, days: int, **query: str | int) -> Any:
        """The answer of the public API about the latest days."""
        today = datetime.now(UTC).date()
        start = today - timedelta(days=days - 1)
        return self.server.get(f"/api/v1/public/{question}", start_date=str(start), end_date=str(today), **query)


@contextmanager
def running_node(folder: Path) -> Iterator[Node]:
    """A server on the stores in a folder."""
    with running_server(folder, log_level="warning") as server:
        parts = urlsplit(server.endpoint)
        address = Address(str(parts.hostname), int(parts.port or 0), parts.path, {"X-API-Key": server.ingest_key})
        yield Node(server, address)
