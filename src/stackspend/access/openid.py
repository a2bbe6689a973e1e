"""Sign in with an identity that an OpenID provider vouches for: whom it means here, and whom it may let in.

An identity is issuer and subject; its e-mail address only says whom to link it to, once, and only if the provider has
verified it. It never opens an account that has another way in: its person links it, signed in.
"""

from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

import msgspec

from stackspend.access.accounts import AccountCatalog
from stackspend.access.invitations import InvitationCatalog
from stackspend.access.members import Member, Membership, Role
from stackspend.access.names import read_email
from stackspend.access.sign_in import SignInCatalog, SignInDone, Visit, Way, open_session
from stackspend.actor import Actor
from stackspend.errors import Conflict, InvalidInput

IdentityProblem = Literal["unverified", "domain", "link-first", "unknown"]


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What the provider says, its signature checked."""

    issuer: str
    subject: str
    email: str | None
    email_verified: bool
    name: str | None


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the settings let in: e-mail domains (none: all), and the role of who was not invited (`None`: nobody)."""

    domains: tuple[str, ...]
    default_role: Role | None


class IdentityRefused(msgspec.Struct, frozen=True):
    """The identity opened nothing, and why."""

    problem: IdentityProblem


@runtime_checkable  # Litestar checks what it injects
class IdentityCatalog(AccountCatalog, InvitationCatalog, SignInCatalog, Protocol):
    """What signing in with an identity asks of the catalog."""

    async def join_only_organization(self, email: str, role: Role, *, by: Actor, at: datetime) -> Member | None:
        """A new member of the one organization of this server; `None` when there are several, or who was removed."""


async def sign_in_with_identity(
    catalog: IdentityCatalog, identity: Identity, welcome: Welcome, *, visit: Visit, now: datetime
) -> SignInDone | IdentityRefused:
    """A session in the organization that the person signed in to last, or was invited to, or may join."""
    known = await catalog.account_of_identity(identity.issuer, identity.subject)
    email = known or _proved_email(identity)
    if email is None:
        return IdentityRefused("unverified")
    if known is None:
        problem = await _problem_of_first_time(catalog, email, welcome)
        if problem is not None:
            return IdentityRefused(problem)
    membership = await _membership(catalog, email, welcome, visit=visit, now=now)
    if membership is None:
        return IdentityRefused("unknown")
    if known is None:
        await catalog.link_identity(email, identity.issuer, identity.subject, by=visit.by, at=now)
        if identity.name and (await catalog.account(email)).name is None:
            await catalog.rename_account(email, identity.name[:100], by=visit.by, at=now)
    return await open_session(
        catalog,
        organization_id=membership.organization_id,
        member_id=membership.id,
        way=Way.OPENID,
        visit=visit,
        now=now,
    )


async def link_identity(
    catalog: AccountCatalog, identity: Identity, member: Member, *, by: Actor, now: datetime
) -> None:
    """Let the identity sign in this member, who asked for it signed in. Raises `Conflict` if it is somebody else's."""
    if _proved_email(identity) != member.email:
        raise Conflict(f"The provider does not vouch that this identity is {member.email}.")
    await catalog.link_identity(member.email, identity.issuer, identity.subject, by=by, at=now)


def _proved_email(identity: Identity) -> str | None:
    if identity.email is None or not identity.email_verified:
        return None
    try:
        return read_email(identity.email)
    except InvalidInput:
        return None


async def _problem_of_first_time(catalog: IdentityCatalog, email: str, welcome: Welcome) -> IdentityProblem | None:
    if welcome.domains and email.rpartition("@")[2] not in welcome.domains:
        return "domain"
    account = await catalog.account(email)
    return "link-first" if account.password_hash is not None or account.identities else None


async def _membership(
    catalog: IdentityCatalog, email: str, welcome: Welcome, *, visit: Visit, now: datetime
) -> Member | None:
    known: list[Membership] = await catalog.memberships(email)
    if known:
        return known[0].member
    for invited in await catalog.invitations_for(email):
        member = await catalog.accept_invitation(invited.invitation.id, by=visit.by, at=now)
        if member is not None:
            return member
    if welcome.default_role is None or not welcome.domains:
        return None  # without domains, whoever has an account at a public provider would be let in
    return await catalog.join_only_organization(email, welcome.default_role, by=visit.by, at=now)
