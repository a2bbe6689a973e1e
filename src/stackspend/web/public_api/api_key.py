"""Who asks the public API: the key of the request, good now, with the scope that the route names."""

import hashlib
from datetime import datetime

from litestar import Request
from litestar.datastructures import MutableScopeHeaders, State
from litestar.di import NamedDependency
from litestar.types import Message
from litestar.types import Scope as LitestarScope

from stackspend.access.door import DoorCatalog, KeyUse
from stackspend.access.keys import ApiKey, read_secret
from stackspend.access.rate_limit import RateLimit
from stackspend.access.senders import sender_of
from stackspend.access.verify import verify_key, verify_scope
from stackspend.web.asker import Asker, key_actor
from stackspend.web.heard import Heard

_LIMIT_HEADERS = "rate_limit_headers"


async def provide_api_key(request: Request[object, object, State]) -> ApiKey:
    """The key. Raises Unauthenticated, RateLimited, or InvalidScope if it lacks the scope in the route's `opt`.

    Every request of a good key counts, also one that it has not the scope for.
    """
    secret = read_secret(request.headers.get("authorization"), request.headers.get("x-api-key"))
    catalog: DoorCatalog = request.app.state.door_catalog
    heard: Heard = request.app.state.heard
    now = request.app.state.clock()
    key = verify_key(await catalog.key_by_digest(hashlib.sha256(secret.encode()).digest()), now)
    _count(request, key, now)
    verify_scope(key, request.route_handler.opt["scope"])
    sender = sender_of(request.headers.get("user-agent"), request.client.host if request.client else None)
    heard.key(KeyUse(key.organization_id, key.id, sender, now))
    return key


GivenApiKey = NamedDependency[ApiKey]


def _count(request: Request[object, object, State], key: ApiKey, now: datetime) -> None:
    """Let the request in or raise RateLimited; either way the answer's headers tell what is left."""
    limit: RateLimit = request.app.state.request_limit
    try:
        limit.admit(key.id, now)
        limit.take(key.id, 1, now)
    finally:
        if limit.amount:
            left = limit.allowance(key.id, now)
            request.scope["state"][_LIMIT_HEADERS] = {
                "RateLimit-Policy": f'"default";q={limit.amount};w={limit.seconds}',
                "RateLimit": f'"default";r={left.left};t={left.seconds}',
            }


async def stamp_rate_limit(message: Message, scope: LitestarScope) -> None:
    """A `before_send` hook of the application: answers to a key tell how many requests are left to it.

    The fields are those of https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (draft 10).
    """
    if message["type"] == "http.response.start" and _LIMIT_HEADERS in scope["state"]:
        headers = MutableScopeHeaders.from_message(message)
        for name, value in scope["state"][_LIMIT_HEADERS].items():
            headers[name] = value


def provide_asker(request: Request[object, object, State], api_key: GivenApiKey) -> Asker:
    """The dependency `asker` of routes that the app API has too."""
    return Asker(organization_id=api_key.organization_id, by=key_actor(request, api_key), key=api_key)
