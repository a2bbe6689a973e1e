"""The routes of both APIs, read off the application itself, and how one is asked."""

from typing import Any

import msgspec
from httpx import Response
from litestar.handlers import HTTPRouteHandler

from stackspend.access.members import Role
from tests.application import APPLICATION
from tests.web.matrix.calls import Call, call_of
from tests.web.matrix.world import World

COOKIE = "stackspend_session"
APP, PUBLIC = "/api/v1/app/", "/api/v1/public/"


class Route(msgspec.Struct, frozen=True):
    """One route; `scope` and `least` are what it asks of a key or a member."""

    method: str
    path: str
    scope: str | None
    least: Role | None

    @property
    def is_app(self) -> bool:
        return self.path.startswith(APP)

    @property
    def changes(self) -> bool:
        return self.method != "GET"

    @property
    def names_something(self) -> bool:
        """Whether the path names something that belongs to one organization."""
        return "{" in self.path

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def _all_routes() -> list[Route]:
    found = []
    for route in APPLICATION.routes:
        handlers: list[HTTPRouteHandler] = getattr(route, "route_handlers", [])
        if route.path_format.startswith((APP, PUBLIC)):
            found += [
                Route(method, route.path_format, handler.opt.get("scope"), handler.opt.get("least_role"))
                for handler in handlers
                for method in handler.http_methods - {"OPTIONS"}
            ]
    return found


ROUTES = sorted(_all_routes(), key=str)


def call_for(route: Route) -> Call:
    """The good call of a route."""
    call = call_of(route.method, route.path)
    assert call is not None, f"tests/web/matrix/calls.py has no row for {route}."
    return call


def prepared(world: World, route: Route) -> dict[str, str]:
    """What the path names, made anew if a call uses it up."""
    fresh = call_for(route).fresh
    return world.named | (fresh(world) if fresh else {})


def ask(world: World, route: Route, credentials: dict[str, str], named: dict[str, str] | None = None) -> Response:
    """The answer to the route's good call with these headers; without `named` about what was there from the start."""
    call = call_for(route)
    body: dict[str, Any] = {} if call.json is None else {"json": call.json(world)}
    world.client.cookies.clear()
    return world.client.request(
        route.method,
        route.path.format(**(named or world.named)),
        params=call.query,
        headers=credentials,
        follow_redirects=False,
        **body,
    )


def by_key(secret: str) -> dict[str, str]:
    return {"X-API-Key": secret}


def by_session(secret: str) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={secret}"}
