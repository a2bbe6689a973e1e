"""Invitations: a link by which one person joins one organization in one role, within seven days."""

from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stackspend.access.members import Member, Role
from stackspend.access.organizations import Organization
from stackspend.actor import Actor

INVITATION_LIFE = timedelta(days=7)


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation that was not accepted yet; `invited_by` is an e-mail address. Its link is shown once."""

    id: UUID
    organization_id: UUID
    email: str
    role: Role
    invited_by: str
    created_at: datetime
    expires_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether its link still opens something; it expires at its instant, not after it."""
        return now < self.expires_at


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation with the organization that it is for."""

    invitation: Invitation
    organization: Organization


@runtime_checkable  # Litestar checks what it injects
class InvitationCatalog(Protocol):
    """Invitations, of one organization, by their link or by whom they are for."""

    async def invitations(self, organization_id: UUID) -> list[Invitation]:
        """All that were neither accepted nor revoked, newest first; also expired ones."""

    async def invite(
        self, organization_id: UUID, *, email: str, role: Role, digest: bytes, by: Actor, at: datetime
    ) -> Invitation:
        """A new invitation. Raises `Conflict` when the person is a member or invited already."""

    async def renew_invitation(
        self, organization_id: UUID, invitation_id: UUID, *, digest: bytes, by: Actor, at: datetime
    ) -> Invitation | None:
        """The invitation with a new link and seven more days; the old link opens nothing. `None`: there is none."""

    async def revoke_invitation(
        self, organization_id: UUID, invitation_id: UUID, *, by: Actor, at: datetime
    ) -> Invitation | None:
        """The invitation, which from now on opens nothing; `None` when there is none."""

    async def invitation_by_digest(self, digest: bytes) -> Invited | None:
        """The one with this link, open or expired; `None` when it was used, revoked or renewed, or never existed."""

    async def invitations_for(self, email: str) -> list[Invited]:
        """Every one for this person, in whatever organization, oldest first."""

    async def accept_invitation(self, invitation_id: UUID, *, by: Actor, at: datetime) -> Member | None:
        """The new member, or the one that it already was; of several uses at a time one succeeds. `None`: not open."""
