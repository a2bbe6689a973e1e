"""The end of an organization in the catalog, and the note that stays of it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.actor import Actor
from stackspend.errors import NotFound
from stackspend.store.catalog.rows import (
    AccountRow,
    AuditRow,
    DeletedOrganizationRow,
    IdentityRow,
    MemberRow,
    OrganizationRow,
    RecoveryCodeRow,
    ResetLinkRow,
    Row,
)
from stackspend.store.catalog.transactions import Transactions


class Deletions(Transactions):
    """The questions about the end of organizations."""

    async def delete_organization(self, organization_id: UUID, *, by: Actor, at: datetime) -> None:
        """Forget every row of it and of its sample; see `stackspend.access.deletion` for what stays."""
        own = or_(OrganizationRow.id == organization_id, OrganizationRow.sample_of == organization_id)
        async with self._alone() as session:
            # Locked, so that rows that others write meanwhile are there to be forgotten, or are refused.
            rows = list(await session.scalars(select(OrganizationRow).where(own).with_for_update()))
            if organization_id not in {row.id for row in rows}:
                raise NotFound(f"There is no organization {organization_id} any more.")
            people = select(MemberRow.email).where(MemberRow.organization_id.in_([row.id for row in rows]))
            emails = set(await session.scalars(people))
            for row in rows:
                session.add(_note(row, by, at))
                await forget_organization(session, row.id)
            await _forget_accounts(session, emails)

    async def deleted_organizations(self) -> frozenset[UUID]:
        """All that were ever deleted here, samples that went with them included."""
        async with self._reading() as session:
            return frozenset(await session.scalars(select(DeletedOrganizationRow.id)))


async def forget_organization(session: AsyncSession, organization_id: UUID) -> None:
    """Every row of the organization, in whatever table; its audit goes with it, by the database's own cascade."""
    for table in reversed(Row.metadata.sorted_tables):
        if "organization_id" in table.columns and table is not AuditRow.__table__:
            await session.execute(delete(table).where(table.columns.organization_id == organization_id))
    await session.execute(delete(OrganizationRow).where(OrganizationRow.id == organization_id))


async def _forget_accounts(session: AsyncSession, emails: Iterable[str]) -> None:
    """Those of people who are in no organization any more."""
    elsewhere = set(await session.scalars(select(MemberRow.email).where(MemberRow.email.in_(emails))))
    alone = set(emails) - elsewhere
    for table in (RecoveryCodeRow, IdentityRow, ResetLinkRow, AccountRow):
        await session.execute(delete(table).where(table.email.in_(alone)))


def _note(row: OrganizationRow, by: Actor, at: datetime) -> DeletedOrganizationRow:
    return DeletedOrganizationRow(
        id=row.id,
        name=row.name,
        deleted_at=at,
        by_kind=by.kind,
        by_id=by.id,
        by_name=by.name,
        address=by.address,
        request_id=by.request_id,
    )
