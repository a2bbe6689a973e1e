"""Who is signed in, and signing out."""

from litestar import Request, Response, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency

from stackspend import __version__
from stackspend.access import credential
from stackspend.access.accounts import AccountCatalog
from stackspend.access.members import Role
from stackspend.errors import CrossSite, Unauthenticated
from stackspend.web.app_api.answers import Me, OwnOrganization, member_answer, organization_answer
from stackspend.web.asker import GivenActor
from stackspend.web.dependencies import GivenCatalog, GivenInstant, GivenMeta, GivenSettings
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import GivenSignedIn, cookie_name, ended_cookie


@get("/me", summary="Who is signed in", opt={"least_role": Role.VIEWER}, responses=refusals(Unauthenticated))
async def read_me(signed_in: GivenSignedIn, catalog: NamedDependency[AccountCatalog], meta: GivenMeta) -> Answer[Me]:
    """The member, the organization and the server's version."""
    email = signed_in.member.email
    account = await catalog.account(email)
    me = Me(
        member=member_answer(signed_in.member),
        name=account.name,
        has_password=account.password_hash is not None,
        organization=organization_answer(signed_in.organization),
        organizations=[
            OwnOrganization(id=one.organization.id, name=one.organization.name, role=one.member.role)
            for one in await catalog.memberships(email)
        ],
        version=__version__,
    )
    return Answer(data=me, meta=meta)


@post(
    "/sign-out",
    summary="Sign out",
    status_code=200,
    opt={"least_role": Role.VIEWER},
    responses=refusals(Unauthenticated, CrossSite),
)
async def sign_out(
    request: Request[object, object, State],
    by: GivenActor,
    catalog: GivenCatalog,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[None]]:
    """End the session on the server, and make the browser forget its cookie."""
    await catalog.end_session_by_digest(credential.digest(request.cookies[cookie_name(settings)]), by=by, at=now)
    return Response(Answer(data=None, meta=meta), cookies=[ended_cookie(settings)])
