"""What the ways in stand on, made once from the settings: password hashing, the mail server, the OpenID provider."""

from typing import Self

import msgspec
from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency

from stackspend.access.passwords import PasswordWork
from stackspend.access.sign_in import Visit
from stackspend.mail import Postman
from stackspend.settings import Settings
from stackspend.web.asker import visitor
from stackspend.web.openid_provider import OpenIdProvider
from stackspend.web.session_cookie import cookie_name


class Entrance(msgspec.Struct, frozen=True, kw_only=True):
    """`postman` is `None` without a mail server, `provider` without an OpenID provider."""

    work: PasswordWork
    postman: Postman | None
    provider: OpenIdProvider | None

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings ask for; nothing is connected to yet."""
        return cls(
            work=PasswordWork(),
            postman=Postman(settings.smtp_url, settings.smtp_from) if settings.smtp_url else None,
            provider=OpenIdProvider.of(settings) if settings.oidc_issuer else None,
        )


# How a handler's parameter says that it is one of these.
GivenEntrance = NamedDependency[Entrance]
GivenVisit = NamedDependency[Visit]


def provide_entrance(state: State) -> Entrance:
    """The dependency `entrance`."""
    entrance: Entrance = state.entrance
    return entrance


def provide_visit(request: Request[object, object, State]) -> Visit:
    """The dependency `visit`: the browser before it is signed in."""
    return Visit(
        by=visitor(request),
        user_agent=request.headers.get("user-agent"),
        earlier_session=request.cookies.get(cookie_name(request.app.state.settings)),
    )
