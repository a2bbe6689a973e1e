"""Organizations and their members."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.members import Member, Role
from stackspend.access.organizations import CostBasis, Organization
from stackspend.errors import NotFound
from stackspend.store.catalog.rows import MemberRow, OrganizationRow
from stackspend.store.catalog.transactions import Transactions


class People(Transactions):
    """The questions about organizations and members."""

    async def organizations(self) -> list[Organization]:
        """Every organization of this server, oldest first."""
        query = select(OrganizationRow).order_by(OrganizationRow.created_at, OrganizationRow.id)
        async with self._reading() as session:
            return [to_organization(row) for row in await session.scalars(query)]

    async def cost_basis(self, organization_id: UUID) -> CostBasis:
        """Which cost the organization goes by. Raises `NotFound` when there is no such organization."""
        async with self._reading() as session:
            return to_organization(await _organization(session, organization_id)).cost_basis

    async def change_organization(self, organization_id: UUID, *, name: str, cost_basis: CostBasis) -> Organization:
        """The organization with this name and basis. Raises `NotFound` when there is no such organization."""
        own = OrganizationRow.id == organization_id
        async with self._writing() as session:
            await session.execute(update(OrganizationRow).where(own).values(name=name, cost_basis=cost_basis))
            return to_organization(await _organization(session, organization_id))

    async def first_owner(self, *, organization: str, email: str, at: datetime) -> Member:
        """The first owner of the oldest organization; both are created with these names when there is no organization.

        A server that starts on an empty catalog thereby has somebody whom its sign-in link can sign in.
        """
        async with self._alone() as session:
            query = (
                select(MemberRow)
                .join(OrganizationRow, OrganizationRow.id == MemberRow.organization_id)
                .where(MemberRow.role == Role.OWNER)
                .order_by(OrganizationRow.created_at, OrganizationRow.id, MemberRow.created_at, MemberRow.id)
                .limit(1)
            )
            row = await session.scalar(query)
            if row is None:
                founded = new_organization(organization, at)
                await add(session, founded)
                row = new_owner(founded.id, email, at)
                await add(session, row)
            return to_member(row)


async def _organization(session: AsyncSession, organization_id: UUID) -> OrganizationRow:
    row = await session.get(OrganizationRow, organization_id)
    if row is None:
        raise NotFound(f"There is no organization {organization_id} here.")
    return row


def new_organization(name: str, at: datetime) -> OrganizationRow:
    """A row that is not stored yet."""
    return OrganizationRow(id=uuid4(), name=name, created_at=at, cost_basis=CostBasis.REPORTED)


def new_owner(organization_id: UUID, email: str, at: datetime) -> MemberRow:
    """A row that is not stored yet."""
    return MemberRow(id=uuid4(), organization_id=organization_id, email=email, role=Role.OWNER, created_at=at)


async def add(session: AsyncSession, row: OrganizationRow | MemberRow) -> None:
    """Insert now rather than at the end, so that rows which refer to this one find it."""
    session.add(row)
    await session.flush()


def to_organization(row: OrganizationRow) -> Organization:
    """The value of a row."""
    return Organization(id=row.id, name=row.name, created_at=row.created_at, cost_basis=CostBasis(row.cost_basis))


def to_member(row: MemberRow) -> Member:
    """The value of a row."""
    return Member(
        id=row.id,
        organization_id=row.organization_id,
        email=row.email,
        role=Role(row.role),
        created_at=row.created_at,
    )
