"""What the role of who is signed in allows: which routes of the app API, and whose spend they answer.

Every handler of the app API says in its `opt` which role it needs at the least, `{"least_role": Role.ADMIN}`; one that
does not say is refused when the application is built, so that no route is open because somebody forgot it.
"""

from collections.abc import Sequence

import msgspec
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.types import ControllerRouterHandler

from stackspend.access.members import Role
from stackspend.errors import InsufficientRole
from stackspend.web.session_cookie import GivenSignedIn, signed_in_of

LEAST_ROLE = "least_role"


class Sees(msgspec.Struct, frozen=True):
    """Whose spend the asker may see: only that of the e-mail address `user`, or everybody's when it is `None`."""

    user: str | None

    def whose(self, asked: str | None) -> str | None:
        """The user that a question about `asked` is narrowed to; `None`, for either, is everybody.

        Raises `InsufficientRole` for a viewer who asks about somebody else.
        """
        if self.user is None or asked is None or asked.lower() == self.user:
            return self.user or asked
        raise InsufficientRole(f"A viewer sees the own spend only, that of {self.user}; ask an administrator for more.")


# How a handler's parameter says that its answer depends on whose spend may be seen.
GivenSees = NamedDependency[Sees]


def refuse_without_role(handlers: Sequence[ControllerRouterHandler]) -> None:
    """Raises `TypeError` unless each of `handlers` is a route handler that says which role it needs at the least."""
    for handler in handlers:
        least = handler.opt.get(LEAST_ROLE) if isinstance(handler, BaseRouteHandler) else None
        if not isinstance(least, Role):
            raise TypeError(f'{handler} does not say who may call it: give it opt={{"{LEAST_ROLE}": Role.…}}.')


def require_role(
    connection: ASGIConnection[BaseRouteHandler, object, object, State], handler: BaseRouteHandler
) -> None:
    """A guard behind `require_session`: raises `InsufficientRole` unless the member's role includes the handler's."""
    least: Role = handler.opt[LEAST_ROLE]
    role = signed_in_of(connection.scope).member.role
    if not role.includes(least):
        raise InsufficientRole(f"This needs the role {least}, and yours is {role}; ask an owner or an administrator.")


def provide_sees(signed_in: GivenSignedIn) -> Sees:
    """The dependency `sees` of every handler that answers spend."""
    return Sees(signed_in.member.email if signed_in.member.role is Role.VIEWER else None)
