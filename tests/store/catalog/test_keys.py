"""API keys in the catalog."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from stackspend.access import credential
from stackspend.access.keys import ApiKey, Stamp
from stackspend.access.members import Member
from stackspend.access.minting import Rotation, mint_key, successor_of
from stackspend.actor import COMMAND_LINE, Actor, ActorKind
from stackspend.errors import Conflict, NotFound
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON

LATER = NOON + timedelta(hours=1)
WEEK = timedelta(days=7)
WRITE = frozenset({"usage:write"})


def as_member(member: Member) -> Actor:
    return Actor(kind=ActorKind.MEMBER, id=member.id, name=member.email)


async def new_key(catalog: Catalog, owner: Member, **given: Any) -> ApiKey:
    return await catalog.add_key(
        owner.organization_id, mint_key("CI", WRITE, **given).key, by=as_member(owner), at=NOON
    )


async def rotate(catalog: Catalog, key: ApiKey, *, overlap: timedelta = WEEK, at: datetime = NOON) -> Rotation:
    return await catalog.rotate_key(key, successor_of(key, at).key, overlap=overlap, by=COMMAND_LINE, at=at)


async def test_a_key_is_found_by_the_digest_of_its_secret(catalog: Catalog, alice: Member) -> None:
    minted = mint_key("CI", frozenset({"usage:write", "spend:read"}))
    added = await catalog.add_key(alice.organization_id, minted.key, by=as_member(alice), at=NOON)
    found = await catalog.key_by_digest(credential.digest(minted.secret))
    assert found == added
    assert (added.name, added.prefix, added.created_by) == ("CI", minted.secret[:12], "alice@acme.example")
    assert (added.scopes, added.created_at) == (frozenset({"usage:write", "spend:read"}), NOON)


async def test_an_unknown_digest_is_no_key(catalog: Catalog) -> None:
    assert await catalog.key_by_digest(b"\0" * 32) is None


async def test_the_secret_is_nowhere_in_the_catalog(catalog: Catalog, alice: Member) -> None:
    minted = mint_key("CI", WRITE)
    await catalog.add_key(alice.organization_id, minted.key, by=COMMAND_LINE, at=NOON)
    async with catalog._reading() as session:
        rows = (await session.execute(text("SELECT * FROM api_keys"))).all()
    assert minted.secret[12:] not in repr(rows)


async def test_keys_are_listed_newest_first_and_only_to_their_organization(catalog: Catalog, alice: Member) -> None:
    for name, at in (("older", NOON), ("newer", LATER)):
        await catalog.add_key(alice.organization_id, mint_key(name, WRITE).key, by=COMMAND_LINE, at=at)
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
        await catalog.add_key(alice.organization_id, bound.key, by=COMMAND_LINE, at=NOON)


async def test_a_revoked_key_stays_revoked_from_the_first_time(catalog: Catalog, alice: Member) -> None:
    key = await catalog.add_key(alice.organization_id, mint_key("CI", WRITE).key, by=as_member(alice), at=NOON)
    revoked = await catalog.revoke_key(alice.organization_id, key.id, by=COMMAND_LINE, at=NOON)
    again = await catalog.revoke_key(alice.organization_id, key.id, by=COMMAND_LINE, at=LATER)
    assert revoked == again
    assert again is not None
    assert (again.revoked_at, again.created_by) == (NOON, "alice@acme.example")


async def test_nobody_revokes_somebody_elses_key(catalog: Catalog, alice: Member, charlie: Member) -> None:
    key = await catalog.add_key(alice.organization_id, mint_key("CI", WRITE).key, by=COMMAND_LINE, at=NOON)
    assert await catalog.revoke_key(charlie.organization_id, key.id, by=COMMAND_LINE, at=NOON) is None
    assert [key.revoked_at for key in await catalog.keys(alice.organization_id)] == [None]


async def test_a_successor_is_the_same_but_for_its_secret_and_the_old_key_ends_after_the_overlap(
    catalog: Catalog, alice: Member
) -> None:
    stamp = Stamp(team="Payments", project="Checkout")
    key = await new_key(catalog, alice, stamp=stamp)
    rotation = await rotate(catalog, key)
    old, new = rotation.predecessor, rotation.successor
    assert (new.name, new.scopes, new.connection_id, new.stamp) == (key.name, key.scopes, key.connection_id, stamp)
    assert (old.expires_at, new.expires_at) == (NOON + WEEK, None)
    assert (old.successor_id, new.predecessor_id) == (new.id, key.id)
    assert {one.id: one for one in await catalog.keys(alice.organization_id)} == {old.id: old, new.id: new}


async def test_a_successor_lives_as_long_as_its_predecessor_was_meant_to(catalog: Catalog, alice: Member) -> None:
    key = await new_key(catalog, alice, expires_at=NOON + timedelta(days=90))
    rotation = await rotate(catalog, key, at=NOON + timedelta(days=80))
    assert rotation.successor.expires_at == NOON + timedelta(days=80 + 90)


async def test_an_overlap_never_lengthens_a_life(catalog: Catalog, alice: Member) -> None:
    key = await new_key(catalog, alice, expires_at=NOON + timedelta(days=2))
    assert (await rotate(catalog, key)).predecessor.expires_at == NOON + timedelta(days=2)


async def test_without_an_overlap_the_old_key_ends_at_once(catalog: Catalog, alice: Member) -> None:
    key = await new_key(catalog, alice)
    assert (await rotate(catalog, key, overlap=timedelta(0))).predecessor.state(NOON) == "expired"


async def test_a_key_is_rotated_once(catalog: Catalog, alice: Member) -> None:
    key = await new_key(catalog, alice)
    outcomes = await asyncio.gather(*(rotate(catalog, key) for _ in range(3)), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Conflict", "Rotation"]
    assert len(await catalog.keys(alice.organization_id)) == 2


async def test_a_dead_key_is_not_rotated(catalog: Catalog, alice: Member) -> None:
    key = await new_key(catalog, alice)
    await catalog.revoke_key(alice.organization_id, key.id, by=COMMAND_LINE, at=NOON)
    with pytest.raises(Conflict, match="is revoked, so nothing uses it any more; create a new one"):
        await rotate(catalog, key)


async def test_stamps_are_told_as_rules_by_key_and_only_to_their_organization(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    await new_key(catalog, alice)
    stamped = await new_key(catalog, alice, stamp=Stamp(project="Checkout"))
    rule = MappingRule(MappingKind.KEY, str(stamped.id), project="Checkout")
    assert await catalog.key_stamps(alice.organization_id) == [rule]
    assert await catalog.key_stamps(charlie.organization_id) == []


async def test_a_key_is_warned_about_once_for_each_step_to_its_end(catalog: Catalog, alice: Member) -> None:
    key = await new_key(catalog, alice, expires_at=NOON + timedelta(days=30))
    days = (1, 16, 17, 22.9, 23, 29.5, 31)
    warned = {day: await catalog.newly_expiring(NOON + timedelta(days=day)) for day in days}
    steps = {day: [(one.id, step) for one, step in found] for day, found in warned.items() if found}
    assert steps == {16: [(key.id, 14)], 23: [(key.id, 7)], 29.5: [(key.id, 1)]}


async def test_a_revoked_key_is_not_warned_about(catalog: Catalog, alice: Member) -> None:
    key = await new_key(catalog, alice, expires_at=NOON + timedelta(days=1))
    await catalog.revoke_key(alice.organization_id, key.id, by=COMMAND_LINE, at=NOON)
    assert await catalog.newly_expiring(NOON) == []


async def test_a_key_made_by_a_key_tells_which(catalog: Catalog, alice: Member) -> None:
    maker = Actor(kind=ActorKind.API_KEY, id=alice.id, name="Terraform (ss_live_Ab3x…)")
    made = await catalog.add_key(alice.organization_id, mint_key("CI", WRITE).key, by=maker, at=NOON)
    assert made.created_by == "Terraform (ss_live_Ab3x…)"
