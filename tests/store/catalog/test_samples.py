"""The sample of an organization: found by its home, entered by its people, removed without a trace."""

import pytest
from sqlalchemy import func, select

from stackspend.access.members import Member
from stackspend.access.minting import mint_key
from stackspend.access.organizations import choose_organization
from stackspend.access.sessions import SignedIn
from stackspend.access.sign_in import Way
from stackspend.actor import COMMAND_LINE
from stackspend.errors import Conflict
from stackspend.sample.cast import mapping_rules
from stackspend.sample.catalog import NewChannel, SampleOrganization
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.rows import Row
from tests.store.catalog.conftest import NOON

DIGEST = b"d" * 32


async def add(catalog: Catalog, home: Member) -> SampleOrganization:
    channels = [NewChannel(name, mint_key(name, frozenset({"usage:write"})).key) for name in ("Team", "CI")]
    sample, made = await catalog.add_sample(home.organization_id, channels, mapping_rules(), by=COMMAND_LINE, at=NOON)
    assert len(made) == 2
    return sample


async def signed_in_as(catalog: Catalog, member: Member) -> SignedIn:
    await catalog.add_session(
        DIGEST,
        organization_id=member.organization_id,
        member_id=member.id,
        way=Way.LINK,
        user_agent=None,
        by=COMMAND_LINE,
        at=NOON,
    )
    signed_in = await catalog.signed_in(DIGEST)
    assert signed_in is not None
    return signed_in


async def counts(catalog: Catalog) -> dict[str, int]:
    """How many rows each table has."""
    async with catalog._reading() as session:
        tables = Row.metadata.sorted_tables
        return {table.name: (await session.scalar(select(func.count()).select_from(table))) or 0 for table in tables}


async def test_it_is_the_sample_of_its_home_alone(catalog: Catalog, alice: Member, charlie: Member) -> None:
    sample = await add(catalog, alice)

    assert await catalog.sample_of(alice.organization_id) == sample
    assert await catalog.sample_of(charlie.organization_id) is None


async def test_it_is_ready_once_all_of_it_is_booked(catalog: Catalog, alice: Member) -> None:
    sample = await add(catalog, alice)
    assert sample.ready_at is None

    await catalog.finish_sample(sample.id, at=NOON)

    found = await catalog.sample_of(alice.organization_id)
    assert found is not None
    assert found.ready_at == NOON


async def test_there_is_no_second_one(catalog: Catalog, alice: Member) -> None:
    await add(catalog, alice)

    with pytest.raises(Conflict, match="There is a sample already"):
        await add(catalog, alice)


async def test_a_session_goes_into_it_and_back(catalog: Catalog, alice: Member) -> None:
    sample = await add(catalog, alice)
    signed_in = await signed_in_as(catalog, alice)

    inside = await catalog.enter_sample(alice, sample, by=COMMAND_LINE, at=NOON)
    await catalog.move_session(signed_in.session.id, inside)

    there = await catalog.signed_in(DIGEST)
    assert there is not None
    assert (there.organization.sample_of, there.member.email) == (alice.organization_id, alice.email)
    assert await catalog.enter_sample(alice, sample, by=COMMAND_LINE, at=NOON) == inside
    assert await catalog.member_at_home(inside, sample.home_id) == alice


async def test_removing_it_leaves_nothing_and_takes_its_sessions_home(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    signed_in = await signed_in_as(catalog, alice)
    before = await counts(catalog)
    sample = await add(catalog, alice)
    await catalog.move_session(
        signed_in.session.id, await catalog.enter_sample(alice, sample, by=COMMAND_LINE, at=NOON)
    )

    await catalog.remove_sample(sample, by=COMMAND_LINE, at=NOON)

    in_the_audit_of_acme = 2  # that it was created, and removed
    assert await counts(catalog) == before | {"audit_entries": before["audit_entries"] + in_the_audit_of_acme}
    assert await catalog.signed_in(DIGEST) == signed_in
    assert await catalog.sample_of(alice.organization_id) is None


async def test_commands_and_the_first_sign_in_are_never_about_it(catalog: Catalog, alice: Member) -> None:
    sample = await add(catalog, alice)
    await catalog.enter_sample(alice, sample, by=COMMAND_LINE, at=NOON)

    assert (
        await catalog.first_owner(organization="Other", email="other@acme.example", by=COMMAND_LINE, at=NOON) == alice
    )
    assert choose_organization(await catalog.organizations(), None).id == alice.organization_id
