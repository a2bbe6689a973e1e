"""API keys in the catalog."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from stackspend.access import credential
from stackspend.access.members import Member
from stackspend.access.set_up import mint_key
from stackspend.actor import COMMAND_LINE
from stackspend.errors import NotFound
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON

LATER = NOON + timedelta(hours=1)
WRITE = frozenset({"usage:write"})


async def test_a_key_is_found_by_the_digest_of_its_secret(catalog: Catalog, alice: Member) -> None:
    minted = mint_key("CI", frozenset({"usage:write", "spend:read"}))
    added = await catalog.add_key(alice.organization_id, minted.key, created_by=alice.id, by=COMMAND_LINE, at=NOON)
    found = await catalog.key_by_digest(credential.digest(minted.secret))
    assert found == added
    assert (added.name, added.prefix, added.created_by) == ("CI", minted.secret[:12], "alice@acme.example")
    assert (added.scopes, added.created_at) == (frozenset({"usage:write", "spend:read"}), NOON)


async def test_an_unknown_digest_is_no_key(catalog: Catalog) -> None:
    assert await catalog.key_by_digest(b"\0" * 32) is None


async def test_the_secret_is_nowhere_in_the_catalog(catalog: Catalog, alice: Member) -> None:
    minted = mint_key("CI", WRITE)
    await catalog.add_key(alice.organization_id, minted.key, created_by=None, by=COMMAND_LINE, at=NOON)
    async with catalog._reading() as session:
        rows = (await session.execute(text("SELECT * FROM api_keys"))).all()
    assert minted.secret[12:] not in repr(rows)


async def test_keys_are_listed_newest_first_and_only_to_their_organization(catalog: Catalog, alice: Member) -> None:
    for name, at in (("older", NOON), ("newer", LATER)):
        await catalog.add_key(alice.organization_id, mint_key(name, WRITE).key, created_by=None, by=COMMAND_LINE, at=at)
    assert [key.name for key in await catalog.keys(alice.organization_id)] == ["newer", "older"]
    assert await catalog.keys(uuid4()) == []


async def test_a_key_cannot_be_bound_to_somebody_elses_provider(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    theirs = await catalog.add_connection(
        charlie.organization_id, type_name="claude", name="Claude", by=COMMAND_LINE, at=NOON
    )
    bound = mint_key("Sneaky", WRITE, connection_id=theirs.connection_id)
    with pytest.raises(NotFound, match=f"There is no provider {theirs.connection_id} here"):
        await catalog.add_key(alice.organization_id, bound.key, created_by=None, by=COMMAND_LINE, at=NOON)


async def test_a_revoked_key_stays_revoked_from_the_first_time(catalog: Catalog, alice: Member) -> None:
    key = await catalog.add_key(
        alice.organization_id, mint_key("CI", WRITE).key, created_by=alice.id, by=COMMAND_LINE, at=NOON
    )
    revoked = await catalog.revoke_key(alice.organization_id, key.id, by=COMMAND_LINE, at=NOON)
    again = await catalog.revoke_key(alice.organization_id, key.id, by=COMMAND_LINE, at=LATER)
    assert revoked == again
    assert again is not None
    assert (again.revoked_at, again.created_by) == (NOON, "alice@acme.example")


async def test_nobody_revokes_somebody_elses_key(catalog: Catalog, alice: Member, charlie: Member) -> None:
    key = await catalog.add_key(
        alice.organization_id, mint_key("CI", WRITE).key, created_by=None, by=COMMAND_LINE, at=NOON
    )
    assert await catalog.revoke_key(charlie.organization_id, key.id, by=COMMAND_LINE, at=NOON) is None
    assert [key.revoked_at for key in await catalog.keys(alice.organization_id)] == [None]


async def test_last_use_only_moves_forward(catalog: Catalog, alice: Member) -> None:
    key = await catalog.add_key(
        alice.organization_id, mint_key("CI", WRITE).key, created_by=None, by=COMMAND_LINE, at=NOON
    )
    for at in (LATER, NOON):
        await catalog.touch_key(key.id, at)
    assert [key.last_used_at for key in await catalog.keys(alice.organization_id)] == [LATER]
