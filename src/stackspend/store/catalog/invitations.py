"""Invitations: kept by the digest of their link until they are accepted or revoked."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.access.invitations import INVITATION_LIFE, Invitation, Invited
from stackspend.access.members import Member, Role
from stackspend.actor import Actor
from stackspend.errors import Conflict
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.people import add, new_member, to_member, to_organization
from stackspend.store.catalog.rows import InvitationRow, MemberRow, OrganizationRow
from stackspend.store.catalog.transactions import Transactions


class Invitations(Transactions):
    """The questions about invitations; see `stackspend.access.invitations` for what each promises."""

    async def invitations(self, organization_id: UUID) -> list[Invitation]:
        """All that were neither accepted nor revoked, newest first; also expired ones."""
        query = (
            select(InvitationRow)
            .where(InvitationRow.organization_id == organization_id)
            .order_by(InvitationRow.created_at.desc(), InvitationRow.id)
        )
        async with self._reading() as session:
            return [_to_invitation(row) for row in await session.scalars(query)]

    async def invite(
        self, organization_id: UUID, *, email: str, role: Role, digest: bytes, by: Actor, at: datetime
    ) -> Invitation:
        """A new invitation. Raises `Conflict` when the person is a member or invited already."""
        row = InvitationRow(
            id=uuid4(),
            organization_id=organization_id,
            email=email,
            role=role,
            digest=digest,
            invited_by=by.name,
            created_at=at,
            expires_at=at + INVITATION_LIFE,
        )
        try:
            async with self._writing() as session:
                if await _member(session, organization_id, email, removed=False) is not None:
                    raise Conflict(f"{email} is a member already.")
                session.add(row)
                _record(session, by, Action.INVITATION_CREATED, row, at)
        except IntegrityError as error:
            raise Conflict(f"{email} is invited already; send that invitation again, or revoke it.") from error
        return _to_invitation(row)

    async def renew_invitation(
        self, organization_id: UUID, invitation_id: UUID, *, digest: bytes, by: Actor, at: datetime
    ) -> Invitation | None:
        """The invitation with a new link and a new seven days; `None` when there is none."""
        async with self._writing() as session:
            row = await _own(session, organization_id, invitation_id)
            if row is None:
                return None
            row.digest, row.expires_at = digest, at + INVITATION_LIFE
            _record(session, by, Action.INVITATION_RENEWED, row, at)
            return _to_invitation(row)

    async def revoke_invitation(
        self, organization_id: UUID, invitation_id: UUID, *, by: Actor, at: datetime
    ) -> Invitation | None:
        """The invitation, which from now on opens nothing; `None` when there is none."""
        async with self._writing() as session:
            row = await _own(session, organization_id, invitation_id)
            if row is None:
                return None
            await session.delete(row)
            _record(session, by, Action.INVITATION_REVOKED, row, at)
            return _to_invitation(row)

    async def invitation_by_digest(self, digest: bytes) -> Invited | None:
        """The one with this link, open or expired."""
        async with self._reading() as session:
            found = (await session.execute(_with_organization().where(InvitationRow.digest == digest))).one_or_none()
        return None if found is None else _to_invited(*found)

    async def invitations_for(self, email: str) -> list[Invited]:
        """Every one for this person, oldest first."""
        query = _with_organization().where(InvitationRow.email == email).order_by(InvitationRow.created_at)
        async with self._reading() as session:
            return [_to_invited(*found) for found in await session.execute(query)]

    async def accept_invitation(self, invitation_id: UUID, *, by: Actor, at: datetime) -> Member | None:
        """The new member; `None` when the invitation was accepted, revoked or has expired meanwhile."""
        async with self._alone() as session:
            row = await session.get(InvitationRow, invitation_id, with_for_update=True)
            if row is None or not _to_invitation(row).is_open(at):
                return None
            member = await _member(session, row.organization_id, row.email, removed=True)
            if member is None:
                member = new_member(row.organization_id, row.email, Role(row.role), at)
                await add(session, member, by=by)
            member.role, member.removed_at = row.role, None
            await session.execute(delete(InvitationRow).where(InvitationRow.id == row.id))
            _record(session, by.as_member(member.id, member.email), Action.INVITATION_ACCEPTED, row, at)
            return to_member(member)


async def _own(session: AsyncSession, organization_id: UUID, invitation_id: UUID) -> InvitationRow | None:
    query = select(InvitationRow).where(
        InvitationRow.organization_id == organization_id, InvitationRow.id == invitation_id
    )
    row: InvitationRow | None = await session.scalar(query.with_for_update())
    return row


async def _member(session: AsyncSession, organization_id: UUID, email: str, *, removed: bool) -> MemberRow | None:
    query = select(MemberRow).where(MemberRow.organization_id == organization_id, MemberRow.email == email)
    row: MemberRow | None = await session.scalar(query)
    return row if row is None or removed or row.removed_at is None else None


def _with_organization() -> Select[InvitationRow, OrganizationRow]:
    return select(InvitationRow, OrganizationRow).join(
        OrganizationRow, OrganizationRow.id == InvitationRow.organization_id
    )


def _record(session: AsyncSession, by: Actor, action: Action, row: InvitationRow, at: datetime) -> None:
    fields = {"email": row.email, "role": row.role, "expires_at": row.expires_at}
    gone = action in {Action.INVITATION_REVOKED, Action.INVITATION_ACCEPTED}
    record(
        session,
        by,
        action,
        organization_id=row.organization_id,
        at=at,
        subject=row.email,
        subject_id=row.id,
        before=fields if gone else None,
        after=None if gone else fields,
    )


def _to_invitation(row: InvitationRow) -> Invitation:
    return Invitation(
        id=row.id,
        organization_id=row.organization_id,
        email=row.email,
        role=Role(row.role),
        invited_by=row.invited_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )


def _to_invited(row: InvitationRow, organization: OrganizationRow) -> Invited:
    return Invited(invitation=_to_invitation(row), organization=to_organization(organization))
