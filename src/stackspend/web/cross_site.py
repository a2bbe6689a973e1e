"""Refuse changes that a page of another site asks a signed-in browser for (CSRF), beside the cookie's SameSite=Lax.

The rule is that of Go's `http.CrossOriginProtection` (https://pkg.go.dev/net/http#CrossOriginProtection): browsers say
in `Sec-Fetch-Site` where a request comes from; those that do not still send `Origin`; a request with neither does not
come from a browser, and no browser's cookie can be abused by it.
"""

from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler

from stackspend.errors import CrossSite

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_cross_site(
    connection: ASGIConnection[BaseRouteHandler, object, object, State], _handler: BaseRouteHandler
) -> None:
    """A guard: raises `CrossSite` for a change that did not start on this server's own pages."""
    if connection.scope.get("method") in _READS:
        return
    headers, public_url = connection.headers, connection.app.state.settings.public_url
    if not is_own(
        fetch_site=headers.get("sec-fetch-site"),
        origin=headers.get("origin"),
        hosts={headers.get("host", ""), urlsplit(public_url).netloc},
    ):
        raise CrossSite("Another site asked for this change, so it was refused; do it on StackSpend's own page.")


def is_own(*, fetch_site: str | None, origin: str | None, hosts: set[str]) -> bool:
    """Whether a change with these headers started on a page of one of `hosts`, or outside of any browser."""
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    return origin is None or urlsplit(origin).netloc in hosts - {""}
