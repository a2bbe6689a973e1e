"""Organizations and their settings in the catalog."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from stackspend.access.members import Member
from stackspend.access.organizations import CostBasis
from stackspend.actor import COMMAND_LINE
from stackspend.errors import NotFound
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.migrate import migrate
from tests.store.catalog.conftest import NOON


async def test_a_new_organization_goes_by_reported_cost(catalog: Catalog, alice: Member) -> None:
    assert await catalog.cost_basis(alice.organization_id) is CostBasis.REPORTED


async def test_name_and_basis_change_together_and_of_one_organization_only(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    changed = await catalog.change_organization(
        alice.organization_id, name="Acme Inc", cost_basis=CostBasis.LIST, by=COMMAND_LINE, at=NOON
    )
    assert (changed.id, changed.name, changed.cost_basis) == (alice.organization_id, "Acme Inc", CostBasis.LIST)
    assert await catalog.cost_basis(alice.organization_id) is CostBasis.LIST
    assert await catalog.cost_basis(charlie.organization_id) is CostBasis.REPORTED
    assert {one.name for one in await catalog.organizations()} == {"Acme Inc", "Rival"}


async def test_an_unknown_organization_is_not_found(catalog: Catalog) -> None:
    with pytest.raises(NotFound, match="There is no organization"):
        await catalog.cost_basis(uuid4())
    with pytest.raises(NotFound, match="There is no organization"):
        await catalog.change_organization(uuid4(), name="X", cost_basis=CostBasis.LIST, by=COMMAND_LINE, at=NOON)


async def test_an_organization_of_an_earlier_version_goes_by_reported_cost(empty_url: str) -> None:
    await make_the_first_tables(empty_url)
    catalog = await Catalog.open(empty_url)
    (organization,) = await catalog.organizations()
    await catalog.close()
    assert (organization.name, organization.cost_basis) == ("Old", CostBasis.REPORTED)


async def make_the_first_tables(url: str) -> None:
    """A catalog as version 0001 had it, with one organization."""
    organization = (
        f"INSERT INTO organizations (id, name, created_at) VALUES ('{uuid4().hex}', 'Old', '2026-11-22 12:00:00')"
    )
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(migrate, to="0001")
        await connection.execute(text(organization))
    await engine.dispose()
