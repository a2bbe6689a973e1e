"""An invitation: what it is for, and accepting it. Its secret comes in the body, so that no log has it."""

from datetime import datetime

import msgspec
from litestar import Request, Response, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stackspend.access import joining
from stackspend.access.joining import Acceptance, JoiningCatalog, needs_new_account
from stackspend.access.members import Role
from stackspend.errors import Conflict, CrossSite, InvalidInput, NotFound, RateLimited, Unauthenticated
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenSettings
from stackspend.web.entrance import GivenEntrance, GivenVisit
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import signed_in_if_any
from stackspend.web.sign_in_api.answers import SignInStep, step_answer


class InvitationSecret(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands behind the `#` of the link."""

    secret: str


class OpenInvitation(msgspec.Struct, frozen=True, kw_only=True):
    """What the link invites to, and what accepting it takes: `new_account`, `password`, `sign_in` or, for who is
    signed in as this person, `nothing`."""

    organization: str
    email: str
    role: Role
    invited_by: str
    expires_at: datetime
    needs: str


class NewAcceptance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The link's secret, and what accepting it takes."""

    secret: str
    name: str | None = None
    password: str | None = None
    code: str | None = None


@post(
    "/invitation", summary="Read an invitation", status_code=200, responses=refusals(InvalidInput, CrossSite, NotFound)
)
async def read_invitation(
    data: JSONBody[InvitationSecret],
    request: Request[object, object, State],
    catalog: NamedDependency[JoiningCatalog],
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[OpenInvitation]:
    """What an open invitation is for."""
    invited = await joining.read_invitation(catalog, data.secret, now=now)
    invitation = invited.invitation
    signed_in = await signed_in_if_any(request)
    if signed_in is not None and signed_in.member.email == invitation.email:
        needs = "nothing"
    elif await needs_new_account(catalog, invitation.email):
        needs = "new_account"
    else:
        account = await catalog.account(invitation.email)
        needs = "sign_in" if account.password_hash is None else "password"
    answer = OpenInvitation(
        organization=invited.organization.name,
        email=invitation.email,
        role=invitation.role,
        invited_by=invitation.invited_by,
        expires_at=invitation.expires_at,
        needs=needs,
    )
    return Answer(data=answer, meta=meta)


@post(
    "/invitation/accept",
    summary="Accept an invitation",
    status_code=200,
    responses=refusals(InvalidInput, Unauthenticated, CrossSite, NotFound, Conflict, RateLimited),
)
async def accept_invitation(
    data: JSONBody[NewAcceptance],
    request: Request[object, object, State],
    catalog: NamedDependency[JoiningCatalog],
    entrance: GivenEntrance,
    visit: GivenVisit,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[SignInStep]]:
    """Join the organization, and be signed in there."""
    invited = await joining.read_invitation(catalog, data.secret, now=now)
    signed_in = await signed_in_if_any(request)
    outcome = await joining.accept_invitation(
        catalog,
        entrance.work,
        invited,
        Acceptance(name=data.name, password=data.password, code=data.code),
        signed_in=None if signed_in is None else signed_in.member,
        visit=visit,
        now=now,
    )
    return step_answer(outcome, settings, meta)
