"""The end of an organization in the catalog: nothing of it stays but a note, and everything of the others does."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from stackspend.access.accounts import Account
from stackspend.access.door import KeyUse
from stackspend.access.members import Member, Role
from stackspend.access.minting import mint_key
from stackspend.access.scopes import USAGE_WRITE
from stackspend.access.senders import Sender
from stackspend.access.set_up import mint_ingest_key, mint_reading_key, read_set_up
from stackspend.actor import COMMAND_LINE, Actor, ActorKind
from stackspend.errors import NotFound
from stackspend.sample.cast import mapping_rules
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.rows import DeletedOrganizationRow, Row
from stackspend.warning.budgets import read_budget
from stackspend.warning.scopes import WHOLE
from tests.store.catalog.conftest import NOON
from tests.store.catalog.test_alerts import cause, told
from tests.store.catalog.test_outbox import enqueue, hook
from tests.store.catalog.test_people import join, sign_in
from tests.store.catalog.test_price_overrides import RATE

LATER = NOON + timedelta(hours=1)
MONTHLY = read_budget(WHOLE, "month", "100", thresholds=[80], warn_of_forecast=True)
# Of no organization, or filled by what is rarer than these tests are worth.
NOT_FILLED = {
    "attempts", "report_times", "reset_links", "saved_views", "sensitivities", "set_up_links", "sign_in_links",
    "told_reports",
}  # fmt: skip
LAPTOP = Sender("claude", "203.0.113.0/24")


async def rows(catalog: Catalog) -> dict[str, set[tuple[Any, ...]]]:
    """Everything in the catalog but the notes of deletions."""
    async with catalog._reading() as session:
        return {
            table.name: {tuple(map(str, row)) for row in await session.execute(select(table))}
            for table in Row.metadata.sorted_tables
            if table is not DeletedOrganizationRow.__table__
        }


async def furnish(catalog: Catalog, owner: Member) -> None:
    """Something in the tables that a person fills."""
    acme = owner.organization_id
    minted = mint_key("CI", frozenset({USAGE_WRITE}))
    key = await catalog.add_key(acme, minted.key, by=COMMAND_LINE, at=NOON)
    await catalog.rotate_key(key, mint_key("CI", key.scopes).key, overlap=timedelta(days=7), by=COMMAND_LINE, at=NOON)
    await catalog.touch_key(KeyUse(acme, key.id, LAPTOP, NOON), {LAPTOP: NOON})
    await catalog.set_mapping_rule(acme, mapping_rules()[0], by=COMMAND_LINE, at=NOON)
    await catalog.replace_price_overrides(acme, [RATE], by=COMMAND_LINE, at=NOON)
    await catalog.add_budget(acme, MONTHLY, by=COMMAND_LINE, at=NOON)
    await told(catalog, owner, NOON, cause())
    await enqueue(catalog, owner, await hook(catalog, owner))
    eve = f"eve+{owner.email}"
    await catalog.invite(acme, email=eve, role=Role.VIEWER, digest=eve.encode(), by=COMMAND_LINE, at=NOON)
    await catalog.set_password(owner.email, "kept", by=COMMAND_LINE, at=NOON)
    await catalog.set_totp(owner.email, "SECRET", [owner.email.encode()], by=COMMAND_LINE, at=NOON)
    await catalog.link_identity(owner.email, "https://id.example", owner.email, by=COMMAND_LINE, at=NOON)
    await sign_in(catalog, owner, owner.email.encode())
    sample, _ = await catalog.add_sample(acme, [], mapping_rules(), by=COMMAND_LINE, at=NOON)
    await catalog.enter_sample(owner, sample, by=COMMAND_LINE, at=NOON)


async def owner_of(catalog: Catalog, organization: str, email: str) -> Member:
    wanted = read_set_up(organization=organization, email=email, provider="claude", name=f"Claude of {organization}")
    keys = {"ingest_key": mint_ingest_key("Claude").key, "reading_key": mint_reading_key().key}
    return (await catalog.set_up(wanted, **keys, by=COMMAND_LINE, at=NOON)).owner


async def test_nothing_of_it_stays_and_everything_of_others_does(catalog: Catalog) -> None:
    charlie = await owner_of(catalog, "Rival", "charlie@rival.example")
    await furnish(catalog, charlie)
    before = await rows(catalog)
    alice = await owner_of(catalog, "Acme", "alice@acme.example")
    await furnish(catalog, alice)
    assert {name for name, kept in (await rows(catalog)).items() if kept == before[name]} == NOT_FILLED

    await catalog.delete_organization(alice.organization_id, by=COMMAND_LINE, at=LATER)

    assert await rows(catalog) == before
    with pytest.raises(NotFound, match="There is no organization"):
        await catalog.delete_organization(alice.organization_id, by=COMMAND_LINE, at=LATER)


async def test_a_note_stays_of_who_deleted_it(catalog: Catalog, alice: Member, charlie: Member) -> None:
    sample, _ = await catalog.add_sample(alice.organization_id, [], [], by=COMMAND_LINE, at=NOON)
    by = Actor(kind=ActorKind.MEMBER, name=alice.email, id=alice.id, address="203.0.113.7", request_id="req-1")

    await catalog.delete_organization(alice.organization_id, by=by, at=LATER)

    assert await catalog.deleted_organizations() == {alice.organization_id, sample.id}
    async with catalog._reading() as session:
        note = await session.get(DeletedOrganizationRow, alice.organization_id)
    assert note is not None
    assert (note.name, note.deleted_at, note.by_name, note.by_id) == ("Acme", LATER, alice.email, alice.id)
    assert (note.address, note.request_id) == ("203.0.113.7", "req-1")


async def test_an_account_stays_as_long_as_the_person_is_somewhere(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    await join(catalog, alice, email=charlie.email)
    for person in (alice, charlie):
        await catalog.set_password(person.email, "kept", by=COMMAND_LINE, at=NOON)

    await catalog.delete_organization(alice.organization_id, by=COMMAND_LINE, at=LATER)

    assert await catalog.account(alice.email) == Account(email=alice.email)
    assert (await catalog.account(charlie.email)).password_hash == "kept"
    assert [one.organization.name for one in await catalog.memberships(charlie.email)] == ["Rival"]


async def test_without_any_organization_left_a_new_one_can_be_founded(catalog: Catalog, alice: Member) -> None:
    await catalog.delete_organization(alice.organization_id, by=COMMAND_LINE, at=LATER)
    assert await catalog.is_empty()
    assert await catalog.add_set_up_link(b"link", at=LATER)


async def test_a_use_of_its_key_that_is_noted_late_changes_nothing(catalog: Catalog, alice: Member) -> None:
    key = await catalog.add_key(
        alice.organization_id, mint_key("CI", frozenset({USAGE_WRITE})).key, by=COMMAND_LINE, at=NOON
    )
    await catalog.delete_organization(alice.organization_id, by=COMMAND_LINE, at=LATER)
    before = await rows(catalog)

    await catalog.touch_key(KeyUse(alice.organization_id, key.id, LAPTOP, LATER), {LAPTOP: LATER})

    assert await rows(catalog) == before
