"""Sessions begin here: by a one-time sign-in link, and by whatever other way proved who is there."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal, Protocol
from uuid import UUID

import msgspec

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.members import Member
from stackspend.actor import Actor

LINK_LIFE = timedelta(hours=24)

LinkProblem = Literal["used", "expired", "unknown"]


class Way(StrEnum):
    """How a session began."""

    LINK = "link"
    PASSWORD = "password"  # noqa: S105 - the name of a way
    OPENID = "openid"
    INVITATION = "invitation"
    SET_UP = "set_up"


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """The browser before it is signed in: who that is so far, and the secret of the session that it brought."""

    by: Actor
    user_agent: str | None = None
    earlier_session: str | None = None


class SignInLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link as the catalog keeps it; the link itself holds the secret and is shown once."""

    organization_id: UUID
    member_id: UUID
    expires_at: datetime
    used_at: datetime | None

    def problem(self, now: datetime) -> LinkProblem | None:
        """Why the link opens nothing now; `None` when it does."""
        if self.used_at is not None:
            return "used"
        return "expired" if self.expires_at <= now else None


class SignInCatalog(Protocol):
    """What signing in asks of the catalog."""

    async def add_sign_in_link(self, digest: bytes, link: SignInLink, *, by: Actor, at: datetime) -> None:
        """Keep a new link."""

    async def use_sign_in_link(self, digest: bytes, *, by: Actor, at: datetime) -> SignInLink | None:
        """The link as it was before this use, marked used in the same transaction if it opens; `None`: no such link.

        Of any number of uses at the same time, one sees the link unused.
        """

    async def add_session(
        self,
        digest: bytes,
        *,
        organization_id: UUID,
        member_id: UUID,
        way: Way,
        user_agent: str | None,
        by: Actor,
        at: datetime,
    ) -> None:
        """Keep a new session, and forget those that are dead by now."""

    async def end_session_by_digest(self, digest: bytes, *, by: Actor, at: datetime) -> None:
        """Forget the session; unknown ones are forgotten already."""


async def new_sign_in_url(catalog: SignInCatalog, member: Member, *, public_url: str, by: Actor, now: datetime) -> str:
    """A fresh link that signs `member` in once within `LINK_LIFE`."""
    secret = credential.mint(Kind.SIGN_IN_LINK)
    link = SignInLink(
        organization_id=member.organization_id, member_id=member.id, expires_at=now + LINK_LIFE, used_at=None
    )
    await catalog.add_sign_in_link(credential.digest(secret), link, by=by, at=now)
    return f"{public_url}/sign-in/{secret}"


class SignInRefused(msgspec.Struct, frozen=True):
    """The link opened nothing, and why."""

    problem: LinkProblem


class SignInDone(msgspec.Struct, frozen=True):
    """The link opened a session; `secret` goes into the cookie and nowhere else."""

    secret: str


async def open_session(
    catalog: SignInCatalog, *, organization_id: UUID, member_id: UUID, way: Way, visit: Visit, now: datetime
) -> SignInDone:
    """A session of this member, who has been proved. It is always a new one, and the one that the browser brought ends.

    A session secret that was planted in the browser before therefore never becomes a signed-in one (OWASP ASVS 5.0,
    7.2.4: a new session at each sign-in).
    """
    if visit.earlier_session is not None:
        await catalog.end_session_by_digest(credential.digest(visit.earlier_session), by=visit.by, at=now)
    secret = credential.mint(Kind.SESSION)
    await catalog.add_session(
        credential.digest(secret),
        organization_id=organization_id,
        member_id=member_id,
        way=way,
        user_agent=visit.user_agent,
        by=visit.by,
        at=now,
    )
    return SignInDone(secret)


async def sign_in(catalog: SignInCatalog, secret: str, *, visit: Visit, now: datetime) -> SignInDone | SignInRefused:
    """Use the link once, and open a session."""
    if not credential.is_well_formed(secret, Kind.SIGN_IN_LINK):
        return SignInRefused("unknown")
    link = await catalog.use_sign_in_link(credential.digest(secret), by=visit.by, at=now)
    problem = "unknown" if link is None else link.problem(now)
    if link is None or problem is not None:
        return SignInRefused(problem or "unknown")
    return await open_session(
        catalog,
        organization_id=link.organization_id,
        member_id=link.member_id,
        way=Way.LINK,
        visit=visit,
        now=now,
    )
