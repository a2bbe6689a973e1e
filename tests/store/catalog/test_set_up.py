"""Setting up: what is missing is created, once, however often and by however many it is asked for."""

import asyncio
from datetime import datetime, timedelta

from stackspend.access.members import Member
from stackspend.access.scopes import READ_SCOPES
from stackspend.access.set_up import SetUp, SetUpOutcome, mint_ingest_key, mint_reading_key, read_set_up
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON

WANTED = read_set_up(organization="Acme", email="Alice@Acme.example", provider="claude-code", name="Claude Team")


async def set_up(catalog: Catalog, wanted: SetUp = WANTED, *, at: datetime = NOON) -> SetUpOutcome:
    ingest, reading = mint_ingest_key(wanted.provider_name), mint_reading_key()
    return await catalog.set_up(wanted, ingest_key=ingest.key, reading_key=reading.key, by=COMMAND_LINE, at=at)


async def test_an_empty_catalog_gets_everything(catalog: Catalog) -> None:
    outcome = await set_up(catalog)
    assert outcome.created == {"organization", "owner", "provider", "ingest_key", "api_key"}
    assert (outcome.owner.email, outcome.connection.type) == ("alice@acme.example", "claude")
    reading, ingest = sorted(await catalog.keys(outcome.owner.organization_id), key=lambda key: len(key.scopes))[::-1]
    assert (ingest.scopes, ingest.connection_id) == (frozenset({"usage:write"}), outcome.connection.connection_id)
    assert (reading.scopes, reading.connection_id) == (READ_SCOPES, None)


async def test_asked_again_nothing_is_created(catalog: Catalog) -> None:
    first, again = await set_up(catalog), await set_up(catalog)
    assert again.created == frozenset()
    assert (again.owner, again.connection) == (first.owner, first.connection)


async def test_asked_many_times_at_once_everything_is_created_once(catalog: Catalog) -> None:
    outcomes = await asyncio.gather(*(set_up(catalog) for _ in range(5)))
    assert sorted(len(outcome.created) for outcome in outcomes) == [0, 0, 0, 0, 5]
    assert len({outcome.connection.connection_id for outcome in outcomes}) == 1


async def test_a_second_provider_gets_an_ingest_key_of_its_own(catalog: Catalog) -> None:
    await set_up(catalog)
    other = read_set_up(organization="Acme", email="alice@acme.example", provider="claude", name="CI")
    assert (await set_up(catalog, other)).created == {"provider", "ingest_key"}


async def test_a_revoked_key_is_missing(catalog: Catalog) -> None:
    outcome = await set_up(catalog)
    for key in await catalog.keys(outcome.owner.organization_id):
        await catalog.revoke_key(outcome.owner.organization_id, key.id, by=COMMAND_LINE, at=NOON)
    assert (await set_up(catalog)).created == {"ingest_key", "api_key"}


async def test_another_organization_shares_nothing(catalog: Catalog, alice: Member) -> None:
    theirs = read_set_up(organization="Rival", email="alice@acme.example", provider="claude", name="Claude Team")
    outcome = await set_up(catalog, theirs)
    assert outcome.created == {"organization", "owner", "provider", "ingest_key", "api_key"}
    assert await catalog.connections(alice.organization_id) == []


async def test_the_first_owner_is_created_once_and_then_stays_the_first(catalog: Catalog) -> None:
    first = await asyncio.gather(
        *(
            catalog.first_owner(organization="Acme", email="alice@acme.example", by=COMMAND_LINE, at=NOON)
            for _ in range(3)
        )
    )
    later = read_set_up(organization="Rival", email="charlie@rival.example", provider="claude", name="Claude")
    await set_up(catalog, later, at=NOON + timedelta(hours=1))
    again = await catalog.first_owner(organization="Other", email="other@example.com", by=COMMAND_LINE, at=NOON)
    assert {member.id for member in first} == {again.id}
