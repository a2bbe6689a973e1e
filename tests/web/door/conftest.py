"""One server for all tests of the door; those that count what is booked make an organization of their own on it."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stackspend.access.set_up import mint_ingest_key, mint_reading_key, read_set_up
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from stackspend.store.spool import LogSpool
from tests.running import RunningServer, running_server
from tests.web.door.wired import Acme

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Acme's server."""
    with running_server(tmp_path_factory.mktemp("door")) as running:
        yield running


@pytest.fixture
async def acme(tmp_path: Path) -> AsyncIterator[Acme]:
    catalog = await Catalog.open(f"sqlite+aiosqlite:///{tmp_path}/catalog.sqlite3")
    wanted = read_set_up(organization="Acme", email="alice@acme.example", provider="claude", name="Claude")
    key = mint_ingest_key("Claude")
    made = await catalog.set_up(
        wanted, ingest_key=key.key, reading_key=mint_reading_key().key, by=COMMAND_LINE, at=NOON
    )
    yield Acme(catalog, made, key)
    await catalog.close()


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[LogSpool]:
    opened = LogSpool(tmp_path / "spool")
    yield opened
    opened.close()
