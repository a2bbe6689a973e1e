"""Accept an invitation: as who is signed in, with the password that the account has, or with a new one.

A link may have been copied to somebody, so it proves less than a password. It makes a new account only where there is
none: it never opens one that exists.
"""

from datetime import datetime
from typing import Protocol, runtime_checkable

import msgspec

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.invitations import InvitationCatalog, Invited
from stackspend.access.members import Member
from stackspend.access.names import read_name
from stackspend.access.password_sign_in import CodeNeeded, Given, PasswordCatalog, prove
from stackspend.access.passwords import PasswordWork, read_new_password
from stackspend.access.sign_in import SignInDone, Visit, Way, open_session
from stackspend.errors import Conflict, NotFound

_GONE = "This invitation was accepted, withdrawn or replaced by a newer one; look for another letter, or ask for one."
_EXPIRED = "This invitation has expired; ask {} to send it again."


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """What accepts: nothing for who is signed in; else a password, with a code or, for a new account, a name."""

    name: str | None = None
    password: str | None = None
    code: str | None = None


@runtime_checkable  # Litestar checks what it injects
class JoiningCatalog(InvitationCatalog, PasswordCatalog, Protocol):
    """What joining asks of the catalog."""


async def read_invitation(catalog: InvitationCatalog, secret: str, *, now: datetime) -> Invited:
    """The open invitation of this link. Raises `NotFound` that says why there is none."""
    good = credential.is_well_formed(secret, Kind.INVITATION)
    invited = await catalog.invitation_by_digest(credential.digest(secret)) if good else None
    if invited is None:
        raise NotFound(_GONE)
    if not invited.invitation.is_open(now):
        raise NotFound(_EXPIRED.format(invited.invitation.invited_by))
    return invited


async def needs_new_account(catalog: PasswordCatalog, email: str) -> bool:
    """Whether nobody here is this person yet, so that the link may set the first password."""
    account = await catalog.account(email)
    has_way_in = account.password_hash is not None or account.identities
    return not has_way_in and not await catalog.memberships(email)


async def accept_invitation(
    catalog: JoiningCatalog,
    work: PasswordWork,
    invited: Invited,
    given: Acceptance,
    *,
    signed_in: Member | None,
    visit: Visit,
    now: datetime,
) -> SignInDone | CodeNeeded:
    """A session in the organization that the person has joined.

    Raises `Conflict` when somebody else is signed in or the person has to sign in first, else as signing in does.
    """
    email, new_account = invited.invitation.email, None
    if signed_in is not None:
        _refuse_other(signed_in, email)
    elif await needs_new_account(catalog, email):
        new_account = await _read_account(work, invited, given)
    elif (await catalog.account(email)).password_hash is None:
        raise Conflict(f"{email} has an account here: sign in the way you always do, and open this link again.")
    else:
        typed = Given(email=email, password=given.password or "", code=given.code)
        proof = await prove(catalog, work, typed, is_expected=True, visit=visit, now=now)
        if isinstance(proof, CodeNeeded):
            return proof
    member = await catalog.accept_invitation(invited.invitation.id, by=visit.by, at=now)
    if member is None:
        raise NotFound(_GONE)
    if new_account is not None:  # kept only now: of two that accept at once, the one that joined chose the password
        await catalog.set_password(email, new_account.password_hash, by=visit.by, at=now)
        await catalog.rename_account(email, new_account.name, by=visit.by, at=now)
    return await open_session(
        catalog,
        organization_id=member.organization_id,
        member_id=member.id,
        way=Way.INVITATION,
        visit=visit,
        now=now,
    )


def _refuse_other(signed_in: Member, email: str) -> None:
    if signed_in.email != email:
        raise Conflict(f"You are signed in as {signed_in.email}, and this invitation is for {email}: sign out first.")


class _NewAccount(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    password_hash: str


async def _read_account(work: PasswordWork, invited: Invited, given: Acceptance) -> _NewAccount:
    email, name = invited.invitation.email, read_name(given.name or "", of="the person")
    password = read_new_password(given.password or "", about=(email, name, invited.organization.name))
    return _NewAccount(name=name, password_hash=await work.hash(password))
