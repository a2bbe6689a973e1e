"""More organizations, providers and keys on a running server, made as `stackspend init` and the web app make them."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from stackspend.access.keys import NO_STAMP, Stamp
from stackspend.access.minting import MintedKey, mint_key
from stackspend.access.scopes import USAGE_WRITE
from stackspend.access.set_up import mint_ingest_key, mint_reading_key, read_set_up
from stackspend.actor import COMMAND_LINE
from stackspend.providers.connections import endpoint
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog
from tests.running import RunningServer


def new_organizations(server: RunningServer, names: Iterable[str]) -> list[RunningServer]:
    """The same server as each of these organizations sees it, with a provider and keys of its own."""
    return asyncio.run(_new_organizations(server, list(names)))


async def _new_organizations(server: RunningServer, names: list[str]) -> list[RunningServer]:
    async with catalog_of(server) as catalog:
        return [await _new_organization(server, catalog, name) for name in names]


async def _new_organization(server: RunningServer, catalog: Catalog, name: str) -> RunningServer:
    wanted = read_set_up(organization=name, email="charlie@rival.example", provider="claude", name="Claude")
    ingest, reading = mint_ingest_key("Claude"), mint_reading_key()
    outcome = await catalog.set_up(
        wanted, ingest_key=ingest.key, reading_key=reading.key, by=COMMAND_LINE, at=datetime.now(UTC)
    )
    connection_id = outcome.connection.connection_id
    return msgspec.structs.replace(
        server,
        organization_id=str(outcome.owner.organization_id),
        connection_id=str(connection_id),
        endpoint=endpoint(server.base_url, type_name="claude", connection_id=connection_id),
        ingest_key=ingest.secret,
        api_key=reading.secret,
    )


def new_organization(server: RunningServer, name: str) -> RunningServer:
    """The same server as one other organization sees it."""
    return new_organizations(server, [name])[0]


def new_key(
    server: RunningServer,
    *,
    scopes: Iterable[str] = (USAGE_WRITE,),
    bound_to: str | None = None,
    stamp: Stamp = NO_STAMP,
    revoked: bool = False,
) -> str:
    """The secret of another key of this organization."""
    bound = UUID(bound_to) if bound_to else None
    minted = mint_key("Another", frozenset(scopes), connection_id=bound, stamp=stamp)
    return asyncio.run(_add_key(server, minted, revoked=revoked))


async def _add_key(server: RunningServer, minted: MintedKey, *, revoked: bool) -> str:
    organization_id, now = UUID(server.organization_id), datetime.now(UTC)
    async with catalog_of(server) as catalog:
        key = await catalog.add_key(organization_id, minted.key, by=COMMAND_LINE, at=now)
        if revoked:
            await catalog.revoke_key(organization_id, key.id, by=COMMAND_LINE, at=now)
    return minted.secret


def new_provider(server: RunningServer, name: str) -> str:
    """The connection id of another provider of this organization."""

    async def add() -> str:
        owner, now = UUID(server.organization_id), datetime.now(UTC)
        async with catalog_of(server) as catalog:
            return str(
                (
                    await catalog.add_connection(owner, type_name="claude", name=name, by=COMMAND_LINE, at=now)
                ).connection_id
            )

    return asyncio.run(add())


@asynccontextmanager
async def catalog_of(server: RunningServer) -> AsyncIterator[Catalog]:
    """The catalog of a running server, opened beside it."""
    catalog = await Catalog.open(settings_of(server).catalog_url)
    try:
        yield catalog
    finally:
        await catalog.close()


def expire_keys(server: RunningServer, prefix: str) -> None:
    """Let the keys with this shown prefix have expired a while ago: the shortest life that can be chosen is a day."""
    path = settings_of(server).catalog_url.removeprefix("sqlite+aiosqlite:///")
    with closing(sqlite3.connect(path)) as file, file:
        done = file.execute("UPDATE api_keys SET expires_at = created_at WHERE prefix = ?", (prefix,))
        assert done.rowcount == 1


def settings_of(server: RunningServer) -> Settings:
    return read_settings({"STACKSPEND_DATA_DIR": str(server.data_dir), "STACKSPEND_PUBLIC_URL": server.base_url})
