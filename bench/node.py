"""A StackSpend server under measurement, and the questions about it that every part of `end-to-end` asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from bench.shots import Address
from stackspend.store.spool import waiting_in
from tests.running import RunningServer, running_server


class Node(msgspec.Struct, frozen=True):
    """A running server, as a sender and as a reader see it."""

    server: RunningServer
    address: Address

    def backlog(self) -> int:
        """How many exports are accepted and not booked."""
        return waiting_in(self.server.data_dir / "spool")

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
