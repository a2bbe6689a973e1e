"""The walks know every route, and call each so that it does what it is for."""

import pytest

from tests.web.matrix.calls import CALLS, call_of
from tests.web.matrix.routes import APP, PUBLIC, ROUTES, Route, ask, by_key, by_session, call_for, prepared
from tests.web.matrix.world import World


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    unknown = [str(route) for route in ROUTES if call_of(route.method, route.path) is None]
    assert unknown == [], "Tell tests/web/matrix/calls.py how these are called."
    known = {f"{r.method} {r.path}" for r in ROUTES} | {
        f"{r.method} {{api}}/{r.path.removeprefix(APP).removeprefix(PUBLIC)}" for r in ROUTES
    }
    assert [row for row in CALLS if row not in known] == []


def test_every_public_route_names_a_scope_and_every_route_of_the_app_a_role() -> None:
    assert [str(route) for route in ROUTES if (route.least if route.is_app else route.scope) is None] == []


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_good_call_is_answered_and_a_change_is_in_the_audit(world: World, route: Route) -> None:
    asker = call_for(route).asker
    member = asker(world) if asker else world.alice
    credentials = by_session(world.session(member)) if route.is_app else by_key(world.key(world.acme))
    named, before = prepared(world, route), world.entries()
    answer = ask(world, route, credentials, named)
    assert answer.status_code in {200, 201, 202}, answer.text
    if route.changes and call_for(route).traceless is None:
        assert world.entries() > before, f"{route} changed something and left no entry in the audit."
