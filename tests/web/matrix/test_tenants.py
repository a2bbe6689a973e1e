"""Who has no business at a route gets no data and changes nothing: every route, every kind of stranger.

OWASP ASVS 5.0, 8.4.1: what belongs to one tenant is never reached with the credentials of another.
"""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from httpx import Response

from stackspend.access.keys import mint
from stackspend.access.members import Role
from tests.web.matrix.routes import ROUTES, Route, ask, by_key, by_session
from tests.web.matrix.world import EVERY_SCOPE, World

Credentials = dict[str, str]
ROLES = list(Role)  # from the one that may do most


class Stranger(msgspec.Struct, frozen=True):
    """Somebody who must get nothing; `credentials` is made once for all routes."""

    name: str
    of_app: bool | None
    statuses: frozenset[int]
    code: str | None
    credentials: Callable[[World], Credentials]


REFUSED = frozenset({401})
STRANGERS = [
    Stranger("no credentials", None, REFUSED, "UNAUTHENTICATED", lambda _: {}),
    Stranger("an expired session", True, REFUSED, "UNAUTHENTICATED", lambda w: by_session(w.expired_session())),
    Stranger("a key instead of a session", True, REFUSED, "UNAUTHENTICATED", lambda w: by_key(w.key(w.acme))),
    Stranger("a session instead of a key", False, REFUSED, "UNAUTHENTICATED", lambda w: by_session(w.session(w.alice))),
    Stranger("a revoked key", False, REFUSED, "UNAUTHENTICATED", lambda w: by_key(w.key(w.acme, revoked=True))),
    Stranger("a key that nobody has", False, REFUSED, "UNAUTHENTICATED", lambda _: by_key(mint())),
]
CASES = [
    pytest.param(stranger, route, id=f"{stranger.name}: {route}")
    for stranger in STRANGERS
    for route in ROUTES
    if stranger.of_app in {None, route.is_app}
]


@pytest.fixture(scope="module")
def held(world: World) -> Callable[[str, Callable[[World], Credentials]], Credentials]:
    """Credentials that are made once."""
    made: dict[str, Credentials] = {}

    def hold(name: str, make: Callable[[World], Credentials]) -> Credentials:
        if name not in made:
            made[name] = make(world)
        return made[name]

    return hold


def assert_nothing(world: World, route: Route, credentials: Credentials, *, status: set[int], code: str) -> None:
    before = world.rows()
    answer = ask(world, route, credentials)
    assert answer.status_code in status, answer.text
    refusal = answer.json()
    assert (refusal["data"], refusal["error"]["code"]) == (None, code)
    assert world.rows() == before


@pytest.mark.parametrize(("stranger", "route"), CASES)
def test_no_good_credentials(world: World, held: Any, stranger: Stranger, route: Route) -> None:
    credentials = held(stranger.name, stranger.credentials)
    assert_nothing(world, route, credentials, status=set(stranger.statuses), code=stranger.code or "")


@pytest.mark.parametrize("route", [route for route in ROUTES if not route.is_app], ids=str)
def test_a_key_without_the_scope(world: World, held: Any, route: Route) -> None:
    lacking = EVERY_SCOPE - {route.scope or "", "admin"}
    credentials = held(f"without {route.scope}", lambda w: by_key(w.key(w.acme, lacking)))
    assert_nothing(world, route, credentials, status={403}, code="INVALID_SCOPE")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.is_app and route.least is not ROLES[-1]], ids=str)
def test_a_member_whose_role_is_one_too_low(world: World, held: Any, route: Route) -> None:
    assert route.least is not None
    below = ROLES[ROLES.index(route.least) + 1]
    credentials = held(f"a {below}", lambda w: by_session(w.session(w.bob(below))))
    assert_nothing(world, route, credentials, status={403}, code="INSUFFICIENT_ROLE")


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_the_owner_or_the_key_of_another_organization(world: World, route: Route) -> None:
    """What a path names is not found; what it does not name is their own, with nothing of Acme in it."""
    charlie = world.charlie
    credentials = by_session(world.session(charlie)) if route.is_app else by_key(world.key(charlie.organization_id))
    before = world.rows()

    answer = ask(world, route, credentials)

    if route.names_something:
        assert answer.status_code == 404, answer.text
    else:
        assert answer.status_code < 500, answer.text
    assert_no_word_of_acme(world, answer)
    assert world.rows() == before


def assert_no_word_of_acme(world: World, answer: Response) -> None:
    asked = answer.request.url.path + answer.request.url.query.decode() + answer.request.content.decode()
    known = [str(world.acme), str(world.alice.id), "alice@acme.example", "Claude of Acme", *world.named.values()]
    told = [word for word in known if word in answer.text and word not in asked]
    assert told == []
