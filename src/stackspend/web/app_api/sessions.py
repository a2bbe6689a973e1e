"""One's own sessions: see them, end one or all others, and go to another of one's organizations."""

from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from stackspend.access.accounts import AccountCatalog
from stackspend.access.members import Role
from stackspend.access.sessions import Session, SessionCatalog
from stackspend.access.sign_in import SignInCatalog, Way, open_session
from stackspend.errors import CrossSite, InvalidInput, NotFound, Unauthenticated
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenSettings
from stackspend.web.entrance import GivenVisit
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn, session_cookie

GivenSessions = NamedDependency[SessionCatalog]
_OPT = {"least_role": Role.VIEWER}


@runtime_checkable  # Litestar checks what it injects
class SwitchCatalog(AccountCatalog, SignInCatalog, Protocol):
    """What going to another organization asks of the catalog."""


class OwnSession(msgspec.Struct, frozen=True, kw_only=True):
    """One signed-in browser of the person; `way` and `address` are those of the sign-in."""

    id: UUID
    is_this: bool
    began_at: datetime
    seen_at: datetime
    way: str
    address: str | None
    user_agent: str | None


class OtherOrganization(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to go."""

    organization_id: UUID


@get("/account/sessions", summary="Own sessions", opt=_OPT, responses=refusals(Unauthenticated))
async def list_own_sessions(
    signed_in: GivenSignedIn, catalog: GivenSessions, now: GivenInstant, meta: GivenMeta
) -> Answer[list[OwnSession]]:
    """Every browser that the person is signed in with, in whichever organization, the one seen last first."""
    found = await catalog.sessions(signed_in.member.email, at=now)
    return Answer(data=[_own(one, is_this=one.id == signed_in.session.id) for one in found], meta=meta)


@post(
    "/account/sessions/{own_session_id:uuid}/end",
    summary="End one of one's own sessions",
    status_code=200,
    opt=_OPT,
    responses=refusals(InvalidInput, Unauthenticated, CrossSite, NotFound),
)
async def end_session(
    own_session_id: FromPath[UUID],
    signed_in: GivenSignedIn,
    catalog: GivenSessions,
    by: GivenActor,
    now: GivenInstant,
    meta: GivenMeta,
) -> Answer[None]:
    """That browser has to sign in again at its next request."""
    if not await catalog.end_session(signed_in.member.email, own_session_id, by=by, at=now):
        raise NotFound(f"You have no session {own_session_id}; it may have ended already.")
    return Answer(data=None, meta=meta)


@post(
    "/account/sessions/end-others",
    summary="End all other sessions of one's own",
    status_code=200,
    opt=_OPT,
    responses=refusals(Unauthenticated, CrossSite),
)
async def end_other_sessions(
    signed_in: GivenSignedIn, catalog: GivenSessions, by: GivenActor, now: GivenInstant, meta: GivenMeta
) -> Answer[int]:
    """How many ended; this one stays."""
    ended = await catalog.end_other_sessions(signed_in.member.email, signed_in.session.id, by=by, at=now)
    return Answer(data=ended, meta=meta)


@post(
    "/switch",
    summary="Go to another of one's organizations",
    status_code=200,
    opt=_OPT,
    responses=refusals(InvalidInput, Unauthenticated, CrossSite, NotFound),
)
async def switch_organization(
    data: JSONBody[OtherOrganization],
    signed_in: GivenSignedIn,
    catalog: NamedDependency[SwitchCatalog],
    visit: GivenVisit,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[None]]:
    """A new session there in the place of this one."""
    for membership in await catalog.memberships(signed_in.member.email):
        if membership.organization.id == data.organization_id:
            done = await open_session(
                catalog,
                organization_id=membership.organization.id,
                member_id=membership.member.id,
                way=Way(signed_in.session.way),
                visit=visit,
                now=now,
            )
            return Response(Answer(data=None, meta=meta), cookies=[session_cookie(settings, done.secret)])
    raise NotFound(f"You are not a member of an organization {data.organization_id}.")


def _own(session: Session, *, is_this: bool) -> OwnSession:
    return OwnSession(
        id=session.id,
        is_this=is_this,
        began_at=session.created_at,
        seen_at=session.seen_at,
        way=session.way,
        address=session.address,
        user_agent=session.user_agent,
    )
