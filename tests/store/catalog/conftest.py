"""Every catalog test runs twice: on an SQLite file and on PostgreSQL."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest

from stackspend.access.members import Member
from stackspend.access.set_up import mint_ingest_key, mint_reading_key, read_set_up
from stackspend.actor import COMMAND_LINE, Actor, ActorKind
from stackspend.store.catalog import Catalog
from tests.postgresql import PostgreSQL

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def member(name: str) -> Actor:
    """A member of whom only the name matters."""
    return Actor(kind=ActorKind.MEMBER, name=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def empty_url(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a catalog that nobody opened yet."""
    if store == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/catalog.sqlite3"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture
def catalog_url(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a catalog with its tables and nothing in them."""
    if store == "sqlite":
        copied = copyfile(request.getfixturevalue("catalog_tables"), tmp_path / "catalog.sqlite3")
        return f"sqlite+aiosqlite:///{copied}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.new_database(template=request.getfixturevalue("postgresql_tables"))


@pytest.fixture
async def catalog(catalog_url: str) -> AsyncIterator[Catalog]:
    opened = await Catalog.open(catalog_url)
    yield opened
    await opened.close()


@pytest.fixture
async def alice(catalog: Catalog) -> Member:
    """The owner of Acme."""
    return await catalog.first_owner(organization="Acme", email="alice@acme.example", by=COMMAND_LINE, at=NOON)


@pytest.fixture
async def charlie(catalog: Catalog, alice: Member) -> Member:
    """The owner of Rival, another organization, who must see nothing of Acme."""
    wanted = read_set_up(organization="Rival", email="charlie@rival.example", provider="claude", name="Theirs")
    outcome = await catalog.set_up(
        wanted, ingest_key=mint_ingest_key("Theirs").key, reading_key=mint_reading_key().key, by=COMMAND_LINE, at=NOON
    )
    return outcome.owner
