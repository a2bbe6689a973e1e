"""The members of one organization: list them, change a role, remove one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.access.members import ListedMember, Member, Role
from stackspend.actor import Actor
from stackspend.errors import Conflict, NotFound
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.people import to_member
from stackspend.store.catalog.rows import (
    AccountRow,
    InvitationRow,
    MemberRow,
    OrganizationRow,
    SavedViewRow,
    SessionRow,
    SignInLinkRow,
)
from stackspend.store.catalog.transactions import Transactions


class Members(Transactions):
    """The questions about members; see `stackspend.access.members` for what each promises."""

    async def members(self, organization_id: UUID) -> list[ListedMember]:
        """All that were not removed, by e-mail address."""
        query = (
            select(MemberRow, AccountRow)
            .outerjoin(AccountRow, AccountRow.email == MemberRow.email)
            .where(MemberRow.organization_id == organization_id, MemberRow.removed_at.is_(None))
            .order_by(MemberRow.email)
        )
        async with self._reading() as session:
            return [_listed(member, account) for member, account in await session.execute(query)]

    async def member(self, organization_id: UUID, member_id: UUID) -> Member | None:
        """One of the organization's own that was not removed."""
        async with self._reading() as session:
            row = await session.scalar(_one(organization_id, member_id))
        return None if row is None else to_member(row)

    async def change_role(
        self, organization_id: UUID, member_id: UUID, role: Role, *, by: Actor, at: datetime
    ) -> Member:
        """The member with this role from now on; an owner may be demoted only while there is another."""
        async with self._alone() as session:
            row = await _found(session, organization_id, member_id)
            if role is not Role.OWNER:
                await _refuse_without_owner(session, row)
            before, row.role = row.role, role
            if before != role:
                await _end_sessions(session, row)
            record(
                session,
                by,
                Action.MEMBER_CHANGED,
                organization_id=organization_id,
                at=at,
                subject=row.email,
                subject_id=row.id,
                before={"role": before},
                after={"role": role},
            )
            return to_member(row)

    async def remove_member(self, organization_id: UUID, member_id: UUID, *, by: Actor, at: datetime) -> None:
        """End the membership with its sessions and links; the row stays for those who ask who made a key."""
        async with self._alone() as session:
            row = await _found(session, organization_id, member_id)
            await _refuse_without_owner(session, row)
            row.removed_at = at
            await _end_sessions(session, row)
            await session.execute(
                delete(InvitationRow).where(
                    InvitationRow.organization_id == organization_id, InvitationRow.email == row.email
                )
            )
            # Shared views are the organization's by now; those of one's own nobody would ever see again.
            await session.execute(
                delete(SavedViewRow).where(
                    SavedViewRow.organization_id == organization_id,
                    SavedViewRow.owner_id == row.id,
                    SavedViewRow.is_shared.is_(False),
                )
            )
            record(
                session,
                by,
                Action.MEMBER_REMOVED,
                organization_id=organization_id,
                at=at,
                subject=row.email,
                subject_id=row.id,
                before={"email": row.email, "role": row.role},
            )


def _one(organization_id: UUID, member_id: UUID) -> Select[MemberRow]:
    return select(MemberRow).where(
        MemberRow.organization_id == organization_id, MemberRow.id == member_id, MemberRow.removed_at.is_(None)
    )


async def _found(session: AsyncSession, organization_id: UUID, member_id: UUID) -> MemberRow:
    row: MemberRow | None = await session.scalar(_one(organization_id, member_id).with_for_update())
    if row is None:
        raise NotFound(f"There is no member {member_id} here.")
    return row


async def _refuse_without_owner(session: AsyncSession, leaving: MemberRow) -> None:
    """Raises `Conflict` when `leaving` is the only owner. The catalog's lock keeps two from leaving at a time."""
    others = select(func.count()).where(
        MemberRow.organization_id == leaving.organization_id,
        MemberRow.id != leaving.id,
        MemberRow.role == Role.OWNER,
        MemberRow.removed_at.is_(None),
    )
    if leaving.role == Role.OWNER and not await session.scalar(others):
        raise Conflict(f"{leaving.email} is the last owner; make somebody else an owner first.")


async def _end_sessions(session: AsyncSession, row: MemberRow) -> None:
    """End the member's sessions and links, also those in the organization's sample, where nobody is but as at home."""
    inside = await session.scalars(
        select(MemberRow)
        .join(OrganizationRow, OrganizationRow.id == MemberRow.organization_id)
        .where(OrganizationRow.sample_of == row.organization_id, MemberRow.email == row.email)
    )
    for member in (row, *inside):
        member.role, member.removed_at = row.role, row.removed_at
        for table in (SessionRow, SignInLinkRow):
            await session.execute(
                delete(table).where(table.organization_id == member.organization_id, table.member_id == member.id)
            )


def _listed(member: MemberRow, account: AccountRow | None) -> ListedMember:
    return ListedMember(
        member=to_member(member),
        name=None if account is None else account.name,
        has_totp=account is not None and account.totp_secret is not None,
        signed_in_at=member.signed_in_at,
    )
