"""The audit in the catalog: written with each change, and altered by nobody."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from stackspend.access.audit import AuditFilters
from stackspend.access.members import Member
from stackspend.access.minting import mint_key
from stackspend.access.organizations import CostBasis
from stackspend.access.sign_in import Visit, new_sign_in_url, sign_in
from stackspend.actor import COMMAND_LINE, Actor, ActorKind
from stackspend.errors import Conflict, InvalidInput
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.rows import AuditRow
from tests.store.catalog.conftest import NOON

VISITOR = Actor(kind=ActorKind.VISITOR, name="a visitor", address="192.0.2.7", request_id="abc")
VISIT = Visit(by=VISITOR)


async def entries(catalog_url: str, organization_id: UUID) -> Sequence[Any]:
    """All entries of one organization, in the order of writing, beside the methods that will be asked for them."""
    engine = create_async_engine(catalog_url)
    async with engine.connect() as connection:
        query = select(AuditRow.__table__).where(AuditRow.organization_id == organization_id).order_by("position")
        found = (await connection.execute(query)).all()
    await engine.dispose()
    return found


async def actions(catalog_url: str, organization_id: UUID) -> list[str]:
    return [entry.action for entry in await entries(catalog_url, organization_id)]


async def test_setting_up_enters_everything_that_it_creates(catalog_url: str, charlie: Member) -> None:
    assert await actions(catalog_url, charlie.organization_id) == [
        "organization.created",
        "member.created",
        "provider.created",
        "key.created",
        "key.created",
    ]


async def test_an_entry_says_who_changed_what_from_where(catalog: Catalog, catalog_url: str, alice: Member) -> None:
    by = VISITOR.as_member(alice.id, alice.email)
    await catalog.change_organization(
        alice.organization_id, name="Acme Inc", cost_basis=CostBasis.REPORTED, by=by, at=NOON
    )
    entry = (await entries(catalog_url, alice.organization_id))[-1]
    assert (entry.action, entry.subject, entry.at) == ("organization.changed", "Acme Inc", NOON)
    assert (entry.by_kind, entry.by_id, entry.by_name) == ("member", alice.id, "alice@acme.example")
    assert (entry.address, entry.request_id) == ("192.0.2.7", "abc")
    assert (entry.before, entry.after) == ({"name": "Acme"}, {"name": "Acme Inc"})


async def test_what_changes_nothing_enters_nothing(catalog: Catalog, catalog_url: str, alice: Member) -> None:
    before = await actions(catalog_url, alice.organization_id)
    await catalog.change_organization(
        alice.organization_id, name="Acme", cost_basis=CostBasis.REPORTED, by=COMMAND_LINE, at=NOON
    )
    assert await actions(catalog_url, alice.organization_id) == before


async def test_what_is_refused_enters_nothing(catalog: Catalog, catalog_url: str, charlie: Member) -> None:
    before = await actions(catalog_url, charlie.organization_id)
    with pytest.raises(Conflict):
        await catalog.add_connection(
            charlie.organization_id, type_name="claude", name="Theirs", by=COMMAND_LINE, at=NOON
        )
    assert await actions(catalog_url, charlie.organization_id) == before


async def test_no_entry_holds_a_key_or_its_digest(catalog: Catalog, catalog_url: str, alice: Member) -> None:
    minted = mint_key("CI", frozenset({"usage:write"}))
    key = await catalog.add_key(alice.organization_id, minted.key, by=COMMAND_LINE, at=NOON)
    await catalog.revoke_key(alice.organization_id, key.id, by=COMMAND_LINE, at=NOON)
    written = repr(await entries(catalog_url, alice.organization_id))
    assert f"CI ({key.prefix}…)" in written
    assert minted.secret not in written
    assert minted.key.digest.hex() not in written


async def test_signing_in_and_failing_to_are_entered(catalog: Catalog, catalog_url: str, alice: Member) -> None:
    url = await new_sign_in_url(catalog, alice, public_url="", by=COMMAND_LINE, now=NOON)
    secret = url.removeprefix("/sign-in/")
    for _ in range(2):
        await sign_in(catalog, secret, visit=VISIT, now=NOON)
    made, succeeded, failed = (await entries(catalog_url, alice.organization_id))[-3:]
    assert (made.action, made.by_kind) == ("sign_in_link.created", "command_line")
    assert (succeeded.action, succeeded.by_name, succeeded.address) == (
        "sign_in.succeeded",
        "alice@acme.example",
        "192.0.2.7",
    )
    assert (failed.action, failed.by_kind, failed.after["problem"]) == ("sign_in.failed", "visitor", "used")
    assert secret not in repr((made, succeeded, failed))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entries SET by_name = 'nobody'", "DELETE FROM audit_entries", "DELETE FROM audit_entries WHERE 1=1"],
)
async def test_the_database_itself_refuses_to_alter_an_entry(catalog_url: str, alice: Member, statement: str) -> None:
    engine = create_async_engine(catalog_url)
    with pytest.raises(DBAPIError, match="the audit is append-only"):
        async with engine.begin() as connection:
            await connection.execute(text(statement))
    await engine.dispose()
    assert await actions(catalog_url, alice.organization_id) == ["organization.created", "member.created"]


async def test_postgresql_refuses_to_empty_the_audit(catalog_url: str, alice: Member) -> None:
    if catalog_url.startswith("sqlite"):
        return  # SQLite has no TRUNCATE
    engine = create_async_engine(catalog_url)
    with pytest.raises(DBAPIError, match="the audit is append-only"):
        async with engine.begin() as connection:
            await connection.execute(text("TRUNCATE audit_entries"))
    await engine.dispose()


async def test_with_its_organization_the_audit_goes_too(catalog_url: str, alice: Member, charlie: Member) -> None:
    engine = create_async_engine(catalog_url)
    own = {"id": alice.organization_id.hex if catalog_url.startswith("sqlite") else alice.organization_id}
    async with engine.begin() as connection:
        if catalog_url.startswith("sqlite"):
            await connection.execute(text("PRAGMA foreign_keys = ON"))
        await connection.execute(text("DELETE FROM members WHERE organization_id = :id"), own)
        await connection.execute(text("DELETE FROM organizations WHERE id = :id"), own)
    await engine.dispose()
    assert await actions(catalog_url, alice.organization_id) == []
    assert len(await actions(catalog_url, charlie.organization_id)) == 5


async def test_entries_are_read_newest_first_page_by_page(catalog: Catalog, charlie: Member) -> None:
    first = await catalog.audit(charlie.organization_id, AuditFilters(), limit=3)
    second = await catalog.audit(charlie.organization_id, AuditFilters(), limit=3, cursor=first.next_cursor)
    assert [entry.action for entry in (*first.entries, *second.entries)] == [
        "key.created",
        "key.created",
        "provider.created",
        "member.created",
        "organization.created",
    ]
    assert second.next_cursor is None


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        pytest.param(AuditFilters(action="key.created"), 2, id="an action"),
        pytest.param(AuditFilters(by="the command line"), 5, id="who did it"),
        pytest.param(AuditFilters(by="nobody"), 0, id="who did nothing"),
        pytest.param(AuditFilters(since=NOON, until=NOON + timedelta(seconds=1)), 5, id="the instant that begins"),
        pytest.param(AuditFilters(until=NOON), 0, id="the instant that ends"),
    ],
)
async def test_entries_are_narrowed(catalog: Catalog, charlie: Member, filters: AuditFilters, found: int) -> None:
    assert len((await catalog.audit(charlie.organization_id, filters, limit=10)).entries) == found


async def test_nobody_reads_on_from_the_entry_of_another_organization(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    theirs = await catalog.audit(charlie.organization_id, AuditFilters(), limit=1)
    for cursor in (theirs.next_cursor, "nonsense"):
        with pytest.raises(InvalidInput, match="is not one that this API gave"):
            await catalog.audit(alice.organization_id, AuditFilters(), limit=1, cursor=cursor)


async def test_who_is_in_the_audit_is_told_of_one_organization_only(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    assert await catalog.audit_actors(alice.organization_id) == ["the command line"]
