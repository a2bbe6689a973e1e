"""Connections in the catalog."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from stackspend.access.members import Member
from stackspend.actor import COMMAND_LINE
from stackspend.errors import Conflict
from stackspend.providers.connections import Connection, Refusals
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON

LATER = NOON + timedelta(hours=1)


@pytest.fixture
async def connection(catalog: Catalog, alice: Member) -> Connection:
    return await catalog.add_connection(
        alice.organization_id, type_name="claude", name="Claude Team", by=COMMAND_LINE, at=NOON
    )


async def test_a_new_connection_waits_for_telemetry(catalog: Catalog, connection: Connection) -> None:
    assert await catalog.connection(connection.connection_id) == connection
    assert (connection.state, connection.last_synced_at, connection.refused) == (
        "waiting",
        None,
        Refusals(0, None, None),
    )


async def test_a_name_is_given_once_per_organization(
    catalog: Catalog, alice: Member, charlie: Member, connection: Connection
) -> None:
    with pytest.raises(Conflict, match="There is a provider named 'Claude Team' already"):
        await catalog.add_connection(
            alice.organization_id, type_name="claude", name="Claude Team", by=COMMAND_LINE, at=LATER
        )
    theirs = await catalog.add_connection(
        charlie.organization_id, type_name="claude", name="Claude Team", by=COMMAND_LINE, at=LATER
    )
    assert theirs.connection_id != connection.connection_id


async def test_an_organization_sees_its_own_connections_only(
    catalog: Catalog, alice: Member, charlie: Member, connection: Connection
) -> None:
    assert await catalog.connections(alice.organization_id) == [connection]
    assert await catalog.connection_of(alice.organization_id, connection.connection_id) == connection
    assert await catalog.connection_of(charlie.organization_id, connection.connection_id) is None
    assert connection not in await catalog.connections(charlie.organization_id)


async def test_an_unknown_connection_is_none(catalog: Catalog) -> None:
    assert await catalog.connection(uuid4()) is None


async def test_the_first_export_ends_the_waiting_and_time_only_moves_forward(
    catalog: Catalog, connection: Connection
) -> None:
    for at in (LATER, NOON):
        await catalog.touch_connection(connection.connection_id, at)
    found = await catalog.connection(connection.connection_id)
    assert found is not None
    assert (found.state, found.last_synced_at) == ("receiving", LATER)


async def test_refusals_are_counted_however_many_arrive_at_once(catalog: Catalog, connection: Connection) -> None:
    await asyncio.gather(*(catalog.note_refusal(connection.connection_id, NOON, "revoked") for _ in range(10)))
    await catalog.note_refusal(connection.connection_id, LATER, "x" * 600)
    found = await catalog.connection(connection.connection_id)
    assert found is not None
    assert found.refused == Refusals(11, LATER, "x" * 500)
