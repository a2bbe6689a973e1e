"""A session: a browser that signed in, until it has been idle or alive for too long."""

from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stackspend.access.members import Member
from stackspend.access.organizations import Organization
from stackspend.actor import Actor

IDLE_LIFE = timedelta(days=7)
ABSOLUTE_LIFE = timedelta(days=30)
# Writing "seen now" at every request would make a write of every read.
SEEN_STEP = timedelta(minutes=1)


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One signed-in browser; only the digest of its cookie is stored. `way` and `address` are those of the sign-in."""

    id: UUID
    organization_id: UUID
    member_id: UUID
    created_at: datetime
    seen_at: datetime
    way: str = "link"
    address: str | None = None
    user_agent: str | None = None

    def is_live(self, now: datetime) -> bool:
        """Whether the session still counts: neither idle for `IDLE_LIFE` nor older than `ABSOLUTE_LIFE`."""
        return now < self.seen_at + IDLE_LIFE and now < self.created_at + ABSOLUTE_LIFE

    def is_due_to_be_seen(self, now: datetime) -> bool:
        """Whether `seen_at` is old enough to be written anew."""
        return now >= self.seen_at + SEEN_STEP


@runtime_checkable  # Litestar checks what it injects
class SessionCatalog(Protocol):
    """A person's own sessions, in whichever organization."""

    async def sessions(self, email: str, *, at: datetime) -> list[Session]:
        """Those that are live, the one seen last first."""

    async def end_session(self, email: str, session_id: UUID, *, by: Actor, at: datetime) -> bool:
        """Forget one of the person's own sessions; false when there is no such one."""

    async def end_other_sessions(self, email: str, but: UUID, *, by: Actor, at: datetime) -> int:
        """Forget all of the person's sessions but one, and answer how many those were."""


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, on every request of the web app: the session, its member and the member's organization."""

    session: Session
    member: Member
    organization: Organization
