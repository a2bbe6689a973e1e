"""Invitations: list those that are open, invite somebody, send again, withdraw."""

from datetime import datetime
from uuid import UUID

import msgspec
import structlog
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.invitations import Invitation, InvitationCatalog, Invited
from stackspend.access.letters import invitation_letter
from stackspend.access.members import Role, read_role, require_rank
from stackspend.access.names import read_email
from stackspend.access.sessions import SignedIn
from stackspend.errors import (
    Conflict,
    CrossSite,
    InsufficientRole,
    InvalidInput,
    NotFound,
    TransientError,
    Unauthenticated,
)
from stackspend.settings import Settings
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenSettings
from stackspend.web.entrance import Entrance, GivenEntrance
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn

log = structlog.get_logger(__name__)

GivenInvitations = NamedDependency[InvitationCatalog]
_OPT = {"least_role": Role.ADMIN}
_ONE = refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, NotFound)


class PendingInvitation(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation that was not accepted yet."""

    id: UUID
    email: str
    role: Role
    invited_by: str
    created_at: datetime
    expires_at: datetime
    is_open: bool


class SentInvitation(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation with its link, which is in this one answer only; `was_sent` is whether a letter carries it too."""

    invitation: PendingInvitation
    url: str
    was_sent: bool


class NewInvitation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to invite as what."""

    email: str
    role: str


@get("/invitations", summary="Invitations", opt=_OPT, responses=refusals(Unauthenticated, InsufficientRole))
async def list_invitations(
    signed_in: GivenSignedIn, catalog: GivenInvitations, now: GivenInstant, meta: GivenMeta
) -> Answer[list[PendingInvitation]]:
    """Those that were neither accepted nor withdrawn, newest first; also expired ones."""
    found = await catalog.invitations(signed_in.organization.id)
    return Answer(data=[_pending(one, now) for one in found], meta=meta)


@post(
    "/invitations",
    summary="Invite somebody",
    opt=_OPT,
    responses=refusals(InvalidInput, Unauthenticated, InsufficientRole, CrossSite, Conflict),
)
async def invite(
    data: JSONBody[NewInvitation],
    signed_in: GivenSignedIn,
    catalog: GivenInvitations,
    entrance: GivenEntrance,
    settings: GivenSettings,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[SentInvitation]:
    """Invite a person for 7 days. The link is sent if there is a mail server, and can be copied from the answer."""
    if signed_in.organization.sample_of is not None:
        raise Conflict("This is the sample; leave it, and invite people to the organization itself.")
    role, secret = read_role(data.role), credential.mint(Kind.INVITATION)
    require_rank(signed_in.member.role, role)
    invitation = await catalog.invite(
        signed_in.organization.id,
        email=read_email(data.email),
        role=role,
        digest=credential.digest(secret),
        by=by,
        at=now,
    )
    return Answer(data=await _send(invitation, secret, signed_in, entrance, settings, now), meta=meta)


@post(
    "/invitations/{invitation_id:uuid}/renew",
    summary="Send an invitation again",
    status_code=200,
    opt=_OPT,
    responses=_ONE,
)
async def renew_invitation(
    invitation_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenInvitations,
    entrance: GivenEntrance,
    settings: GivenSettings,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[SentInvitation]:
    """A new link for 7 days from now; the earlier one opens nothing any more."""
    secret, organization_id = credential.mint(Kind.INVITATION), signed_in.organization.id
    invitation = await _own(catalog, organization_id, invitation_id)
    require_rank(signed_in.member.role, invitation.role)
    renewed = await catalog.renew_invitation(
        organization_id, invitation_id, digest=credential.digest(secret), by=by, at=now
    )
    if renewed is None:
        raise _unknown(invitation_id)
    return Answer(data=await _send(renewed, secret, signed_in, entrance, settings, now), meta=meta)


@post(
    "/invitations/{invitation_id:uuid}/revoke",
    summary="Withdraw an invitation",
    status_code=200,
    opt=_OPT,
    responses=_ONE,
)
async def revoke_invitation(
    invitation_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenInvitations,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[PendingInvitation]:
    """From now on its link opens nothing."""
    invitation = await _own(catalog, signed_in.organization.id, invitation_id)
    require_rank(signed_in.member.role, invitation.role)
    if await catalog.revoke_invitation(signed_in.organization.id, invitation_id, by=by, at=now) is None:
        raise _unknown(invitation_id)
    return Answer(data=_pending(invitation, now), meta=meta)


async def _own(catalog: InvitationCatalog, organization_id: UUID, invitation_id: UUID) -> Invitation:
    for invitation in await catalog.invitations(organization_id):
        if invitation.id == invitation_id:
            return invitation
    raise _unknown(invitation_id)


def _unknown(invitation_id: UUID) -> NotFound:
    return NotFound(f"There is no invitation {invitation_id} here; it may have been accepted meanwhile.")


async def _send(
    invitation: Invitation, secret: str, signed_in: SignedIn, entrance: Entrance, settings: Settings, now: datetime
) -> SentInvitation:
    url = f"{settings.public_url}/accept-invitation#{secret}"
    was_sent = entrance.postman is not None
    if entrance.postman is not None:
        letter = invitation_letter(Invited(invitation=invitation, organization=signed_in.organization), url)
        try:
            await entrance.postman.send(letter)
        except TransientError as error:
            was_sent = False  # the link can be copied, so the invitation stands
            log.error("an invitation was not sent", reason=error.message)
    return SentInvitation(invitation=_pending(invitation, now), url=url, was_sent=was_sent)


def _pending(invitation: Invitation, now: datetime) -> PendingInvitation:
    return PendingInvitation(
        id=invitation.id,
        email=invitation.email,
        role=invitation.role,
        invited_by=invitation.invited_by,
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        is_open=invitation.is_open(now),
    )
