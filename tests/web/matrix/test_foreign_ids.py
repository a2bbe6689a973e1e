"""An id or a cursor of another organization, in a body or a query, is answered as one that does not exist.

The owner of Rival, or a key of Rival's that may do everything, names what is Acme's. Ids within paths are asked about
on every route by `test_tenants.py`.
"""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from tests.web.matrix.calls import EVER
from tests.web.matrix.routes import by_key, by_session
from tests.web.matrix.world import World

BOTH = ("/api/v1/app", "/api/v1/public")
APP = ("/api/v1/app",)
PUBLIC = ("/api/v1/public",)


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """A question that would be a good one if what it names were Rival's."""

    what: str
    of: tuple[str, ...] = BOTH
    method: str
    path: Callable[[World], str]
    query: Callable[[World], dict[str, str]] = lambda _: {}
    json: Callable[[World], Any] | None = None
    status: int


def key_rule(world: World) -> dict[str, str]:
    return {"kind": "key", "pattern": str(world.key_id), "team": "Platform"}


def acme_cursor(world: World, path: str, query: dict[str, str] | None = None) -> str:
    """Where Acme's first page of this list ends."""
    headers = by_session(world.session(world.alice)) if "/app/" in path else by_key(world.key(world.acme))
    world.client.cookies.clear()
    answer = world.client.get(path, params=(query or {}) | {"limit": "1"}, headers=headers)
    return str(answer.json()["meta"]["next_cursor"])


def of_rival(world: World) -> str:
    """An alert of Rival's own."""
    return world.new_alert(world.charlie.organization_id)["alert_id"]


NAMINGS = [
    Naming(
        what="a provider to bind a key to",
        method="POST",
        path=lambda _: "/api-keys",
        json=lambda w: {"name": "Spy", "scopes": ["usage:write"], "connection_id": str(w.connection_id)},
        status=404,
    ),
    Naming(
        what="a key to map",
        method="POST",
        path=lambda _: "/mappings",
        json=key_rule,
        status=400,
    ),
    Naming(
        what="a key in a table of mappings",
        method="PUT",
        path=lambda _: "/mappings",
        json=lambda w: [key_rule(w)],
        status=400,
    ),
    Naming(
        what="a member to own an alert",
        method="PUT",
        path=lambda w: f"/alerts/{of_rival(w)}/owner",
        json=lambda w: {"owner_id": str(w.alice.id)},
        status=404,
    ),
    Naming(
        what="an organization to switch to",
        of=APP,
        method="POST",
        path=lambda _: "/switch",
        json=lambda w: {"organization_id": str(w.acme)},
        status=404,
    ),
    Naming(
        what="a channel whose deliveries are listed",
        of=APP,
        method="GET",
        path=lambda _: "/deliveries",
        query=lambda w: {"channel_id": w.named["channel_id"]},
        status=404,
    ),
    Naming(
        what="a provider whose line items are listed",
        of=APP,
        method="GET",
        path=lambda _: "/line-items",
        query=lambda w: {"provider": str(w.connection_id)},
        status=404,
    ),
    Naming(
        what="a cursor of the audit",
        method="GET",
        path=lambda _: "/audit",
        query=lambda w: {"cursor": acme_cursor(w, "/api/v1/app/audit")},
        status=400,
    ),
]


@pytest.mark.parametrize(
    ("naming", "api"), [pytest.param(one, api, id=f"{one.what}: {api}") for one in NAMINGS for api in one.of]
)
def test_it_does_not_exist(world: World, naming: Naming, api: str) -> None:
    rival = world.charlie.organization_id
    credentials = by_session(world.session(world.charlie)) if api in APP else by_key(world.key(rival))
    path, query = naming.path(world), naming.query(world)
    body = {} if naming.json is None else {"json": naming.json(world)}
    before = world.rows(), world.rows(rival)
    world.client.cookies.clear()

    answer = world.client.request(naming.method, api + path, params=query, headers=credentials, **body)

    refusal = answer.json()
    assert (answer.status_code, refusal["data"]) == (naming.status, None), answer.text
    assert refusal["error"]["code"] == {400: "INVALID_INPUT", 404: "NOT_FOUND"}[naming.status]
    assert "alice@acme.example" not in answer.text
    assert (world.rows(), world.rows(rival)) == before


def test_a_cursor_of_line_items_leads_nowhere_but_into_the_own_ones(world: World) -> None:
    """It says only a day and an id, and holds no right to anything."""
    cursor = acme_cursor(world, "/api/v1/public/line-items", EVER)
    key = by_key(world.key(world.charlie.organization_id))
    answer = world.client.get("/api/v1/public/line-items", params=EVER | {"cursor": cursor}, headers=key)
    assert (answer.status_code, answer.json()["data"]) == (200, [])
