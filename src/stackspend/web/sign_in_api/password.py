"""Which ways in there are, and the one with a password."""

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from stackspend.access import password_sign_in
from stackspend.access.first_start import FirstStartCatalog
from stackspend.access.password_sign_in import Given, PasswordCatalog
from stackspend.errors import CrossSite, InvalidInput, RateLimited, Unauthenticated
from stackspend.web.dependencies import GivenInstant, GivenMeta, GivenSettings
from stackspend.web.entrance import GivenEntrance, GivenVisit
from stackspend.web.envelope import Answer
from stackspend.web.problems import refusals
from stackspend.web.sign_in_api.answers import SignInStep, step_answer


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """How one gets in here. `openid` is what the OpenID provider is called, null without one."""

    is_set_up: bool
    openid: str | None
    sends_letters: bool


class PasswordSignIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """E-mail address and password; in the second step also the one-time code, or a recovery code."""

    email: str
    password: str
    code: str | None = None


@get("/", summary="Ways to sign in", responses=refusals())
async def list_ways(
    catalog: NamedDependency[FirstStartCatalog], settings: GivenSettings, meta: GivenMeta
) -> Answer[Ways]:
    """What the sign-in page offers."""
    ways = Ways(
        is_set_up=not await catalog.is_empty(),
        openid=settings.oidc_name if settings.oidc_issuer else None,
        sends_letters=bool(settings.smtp_url),
    )
    return Answer(data=ways, meta=meta)


@post(
    "/password",
    summary="Sign in with a password",
    status_code=200,
    responses=refusals(InvalidInput, Unauthenticated, CrossSite, RateLimited),
)
async def sign_in_with_password(
    data: JSONBody[PasswordSignIn],
    catalog: NamedDependency[PasswordCatalog],
    entrance: GivenEntrance,
    visit: GivenVisit,
    settings: GivenSettings,
    now: GivenInstant,
    meta: GivenMeta,
) -> Response[Answer[SignInStep]]:
    """A session, or `code_needed` when the password is right and a one-time code is asked for too."""
    given = Given(email=data.email.strip().lower(), password=data.password, code=data.code)
    outcome = await password_sign_in.sign_in_with_password(catalog, entrance.work, given, visit=visit, now=now)
    return step_answer(outcome, settings, meta)
