"""Sign in with the OpenID provider of the settings: to it and back."""

from typing import Annotated, Literal

from litestar import Request, get
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.members import Role
from stackspend.access.openid import (
    IdentityCatalog,
    IdentityRefused,
    Welcome,
    link_identity,
    sign_in_with_identity,
)
from stackspend.errors import Conflict, InvalidInput, NotFound, Unauthenticated
from stackspend.settings import Settings
from stackspend.web.asker import member_actor
from stackspend.web.dependencies import GivenInstant, GivenSettings
from stackspend.web.entrance import Entrance, GivenEntrance, GivenVisit
from stackspend.web.openid_provider import OpenIdProvider
from stackspend.web.problems import refusals
from stackspend.web.session_cookie import is_secure, session_cookie, signed_in_if_any

_MINUTES = 10
_SIGN_IN, _LINK = "in", "link"
_ACCOUNT_PAGE = "/dashboard/settings/account"
_HEADERS = {"Referrer-Policy": "no-referrer"}


@get("/openid", summary="Go to the OpenID provider", status_code=303, responses=refusals(InvalidInput, NotFound))
async def start_openid(
    entrance: GivenEntrance, settings: GivenSettings, to: FromQuery[Literal["sign-in", "link"]] = "sign-in"
) -> Redirect:
    """Send the browser to the provider, to sign in or, with `to=link`, to link the identity to who is signed in."""
    provider = _provider(entrance)
    secret = credential.mint(Kind.OPENID_FLOW)
    purpose = _LINK if to == "link" else _SIGN_IN
    return Redirect(
        await provider.address(secret),
        status_code=303,
        headers=_HEADERS,
        cookies=[_flow_cookie(settings, f"{purpose}.{secret}")],
    )


@get(
    "/openid/callback",
    summary="Back from the OpenID provider",
    status_code=303,
    responses=refusals(InvalidInput, NotFound),
)
async def finish_openid(
    request: Request[object, object, State],
    catalog: NamedDependency[IdentityCatalog],
    entrance: GivenEntrance,
    visit: GivenVisit,
    settings: GivenSettings,
    now: GivenInstant,
    returned_state: Annotated[str, QueryParameter(name="state")] = "",
    code: FromQuery[str] = "",
) -> Redirect:
    """Sign in, or link; what went wrong is told by the page that follows."""
    provider = _provider(entrance)
    purpose, _, secret = request.cookies.get(_flow_cookie_name(settings), "").partition(".")
    home = _ACCOUNT_PAGE if purpose == _LINK else "/sign-in"
    try:
        if not credential.is_well_formed(secret, Kind.OPENID_FLOW) or not code:
            raise Unauthenticated("The sign-in was broken off.")
        identity = await provider.identify(secret, state=returned_state, code=code)
        if purpose == _LINK:
            signed_in = await signed_in_if_any(request)
            if signed_in is None:
                raise Unauthenticated("The session ended meanwhile.")
            by = member_actor(request, signed_in.member)
            await link_identity(catalog, identity, signed_in.member, by=by, now=now)
            return _back(settings, f"{home}?openid=linked")
    except Unauthenticated:
        return _back(settings, f"{home}?openid=failed")
    except Conflict:
        return _back(settings, f"{home}?openid=other")
    outcome = await sign_in_with_identity(catalog, identity, _welcome(settings), visit=visit, now=now)
    if isinstance(outcome, IdentityRefused):
        return _back(settings, f"{home}?openid={outcome.problem}")
    return _back(settings, "/dashboard", session_cookie(settings, outcome.secret))


def _provider(entrance: Entrance) -> OpenIdProvider:
    if entrance.provider is None:
        raise NotFound("No OpenID provider is set here; see STACKSPEND_OIDC_ISSUER.")
    return entrance.provider


def _welcome(settings: Settings) -> Welcome:
    domains = tuple(domain for domain in settings.oidc_domains.split(",") if domain)
    return Welcome(
        domains=domains, default_role=Role(settings.oidc_default_role) if settings.oidc_default_role else None
    )


def _back(settings: Settings, to: str, *cookies: Cookie) -> Redirect:
    return Redirect(to, status_code=303, headers=_HEADERS, cookies=[_flow_cookie(settings, ""), *cookies])


def _flow_cookie_name(settings: Settings) -> str:
    return "__Host-stackspend_openid" if is_secure(settings) else "stackspend_openid"


def _flow_cookie(settings: Settings, value: str) -> Cookie:
    return Cookie(
        key=_flow_cookie_name(settings),
        value=value,
        max_age=60 * _MINUTES if value else 0,
        path="/",  # `__Host-` cookies have no other
        secure=is_secure(settings),
        httponly=True,
        samesite="lax",
    )
