"""Organizations and their members."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.members import Member, Role
from stackspend.access.organizations import Organization
from stackspend.store.catalog.rows import MemberRow, OrganizationRow
from stackspend.store.catalog.transactions import Transactions


class People(Transactions):
    """The questions about organizations and members."""

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


def new_organization(name: str, at: datetime) -> OrganizationRow:
    """A row that is not stored yet."""
    return OrganizationRow(id=uuid4(), name=name, created_at=at)


def new_owner(organization_id: UUID, email: str, at: datetime) -> MemberRow:
    """A row that is not stored yet."""
    return MemberRow(id=uuid4(), organization_id=organization_id, email=email, role=Role.OWNER, created_at=at)


async def add(session: AsyncSession, row: OrganizationRow | MemberRow) -> None:
    """Insert now rather than at the end, so that rows which refer to this one find it."""
    session.add(row)
    await session.flush()


def to_organization(row: OrganizationRow) -> Organization:
    """The value of a row."""
    return Organization(id=row.id, name=row.name, created_at=row.created_at)


def to_member(row: MemberRow) -> Member:
    """The value of a row."""
    return Member(
        id=row.id,
        organization_id=row.organization_id,
        email=row.email,
        role=Role(row.role),
        created_at=row.created_at,
    )
