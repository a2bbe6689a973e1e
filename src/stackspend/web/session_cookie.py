"""The cookie that holds a session's secret, and whose session a request brings."""

from datetime import datetime

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, State
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.openapi.spec import SecurityScheme
from litestar.types import Scope

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.sessions import ABSOLUTE_LIFE, SignedIn
from stackspend.access.web_app import AppCatalog
from stackspend.errors import Unauthenticated
from stackspend.settings import Settings
from stackspend.web.asker import Asker, member_actor

_SIGNED_IN = "signed_in"

# How a handler's parameter says that it is who asks; see `provide_signed_in`.
GivenSignedIn = NamedDependency[SignedIn]


def is_secure(settings: Settings) -> bool:
    """Whether people reach the server over TLS."""
    return settings.public_url.startswith("https://")


def cookie_name(settings: Settings) -> str:
    """Over TLS it begins with `__Host-`: browsers then refuse the cookie from a sibling host or over plain HTTP."""
    return "__Host-stackspend_session" if is_secure(settings) else "stackspend_session"


def session_cookie(settings: Settings, secret: str) -> Cookie:
    """The cookie of a new session."""
    return Cookie(
        key=cookie_name(settings),
        value=secret,
        max_age=int(ABSOLUTE_LIFE.total_seconds()),
        path="/",
        secure=is_secure(settings),
        httponly=True,
        samesite="lax",
    )


def ended_cookie(settings: Settings) -> Cookie:
    """The cookie that makes a browser forget the session."""
    return Cookie(
        key=cookie_name(settings),
        value="",
        max_age=0,
        path="/",
        secure=is_secure(settings),
        httponly=True,
        samesite="lax",
    )


def session_scheme(settings: Settings) -> SecurityScheme:
    """What OpenAPI says of the cookie."""
    return SecurityScheme(
        type="apiKey",
        name=cookie_name(settings),
        security_scheme_in="cookie",
        description="The session of a signed-in browser.",
    )


async def require_session(
    connection: ASGIConnection[BaseRouteHandler, object, object, State], _handler: BaseRouteHandler
) -> None:
    """A guard: only a live session passes. Raises `Unauthenticated`; leaves whose session it is for `signed_in`."""
    state = connection.app.state
    secret = connection.cookies.get(cookie_name(state.settings))
    connection.scope["state"][_SIGNED_IN] = await _recognize(state.catalog, secret, state.clock())


def provide_signed_in(request: Request[object, object, State]) -> SignedIn:
    """The dependency `signed_in`: who asks. It exists only behind `require_session`."""
    return signed_in_of(request.scope)


def signed_in_of(scope: Scope) -> SignedIn:
    """Who asks, for other guards behind `require_session`."""
    signed_in: SignedIn = scope["state"][_SIGNED_IN]
    return signed_in


async def signed_in_if_any(request: Request[object, object, State]) -> SignedIn | None:
    """Who asks a route that strangers may ask too; `None` is a stranger."""
    state = request.app.state
    try:
        return await _recognize(state.catalog, request.cookies.get(cookie_name(state.settings)), state.clock())
    except Unauthenticated:
        return None


def provide_asker(request: Request[object, object, State], signed_in: GivenSignedIn) -> Asker:
    """The dependency `asker` of routes that the public API has too."""
    return Asker(organization_id=signed_in.organization.id, by=member_actor(request, signed_in.member))


async def _recognize(catalog: AppCatalog, secret: str | None, now: datetime) -> SignedIn:
    well_formed = secret is not None and credential.is_well_formed(secret, Kind.SESSION)
    signed_in = await catalog.signed_in(credential.digest(secret)) if secret is not None and well_formed else None
    if signed_in is None or not signed_in.session.is_live(now):
        raise Unauthenticated("You are not signed in, or the session has ended; sign in again.")
    if signed_in.session.is_due_to_be_seen(now):
        await catalog.touch_session(signed_in.organization.id, signed_in.session.id, at=now)
    return signed_in
