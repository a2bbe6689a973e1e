"""API keys in the app API."""

from typing import Any
from uuid import uuid4

import pytest

from stackspend.access import credential, keys
from stackspend.access.members import Member
from stackspend.access.scopes import SCOPES
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, Client

KEYS = "/api/v1/app/api-keys"


async def create(browser: Client, **fields: object) -> Any:
    return await browser.post(KEYS, json={"name": "CI", "scopes": ["usage:write"], **fields})


async def test_a_new_key_is_shown_once(signed_in: Client, catalog: Catalog) -> None:
    answer = await create(signed_in)
    secret, key = answer.json()["data"]["key"], answer.json()["data"]["api_key"]
    assert answer.status_code == 201
    assert keys.is_well_formed(secret)
    assert await catalog.key_by_digest(credential.digest(secret)) is not None
    assert key in (await signed_in.get(KEYS)).json()["data"]
    assert secret not in (await signed_in.get(KEYS)).text


async def test_a_key_tells_what_it_may_do_and_who_made_it(signed_in: Client, catalog: Catalog, alice: Member) -> None:
    connection = (await catalog.connections(alice.organization_id))[0]
    answer = await create(signed_in, connection_id=str(connection.connection_id))
    key = answer.json()["data"]["api_key"]
    assert key.pop("id")
    assert key == {
        "name": "CI",
        "prefix": answer.json()["data"]["key"][:12],
        "scopes": ["usage:write"],
        "connection_id": str(connection.connection_id),
        "created_at": "2026-11-22T12:00:00Z",
        "created_by": "alice@acme.example",
        "expires_at": None,
        "last_used_at": None,
        "state": "active",
    }


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        pytest.param({"name": ""}, 400, "The name of the key is empty", id="no name"),
        pytest.param({"scopes": []}, 400, "A key without a scope could do nothing", id="no scope"),
        pytest.param({"scopes": ["spend:write"]}, 400, "There is no scope 'spend:write'", id="no such scope"),
        pytest.param({"connection_id": "x"}, 400, "connection_id: Invalid UUID", id="no UUID"),
        pytest.param({"connection_id": str(uuid4())}, 404, "There is no provider", id="no such provider"),
    ],
)
async def test_a_key_that_cannot_be_is_refused(
    signed_in: Client, fields: dict[str, object], status: int, why: str
) -> None:
    answer = await create(signed_in, **fields)
    assert answer.status_code == status
    assert why in answer.json()["error"]["message"]


async def test_a_key_is_not_bound_to_another_organizations_provider(
    signed_in: Client, catalog: Catalog, charlie: Member
) -> None:
    theirs = (await catalog.connections(charlie.organization_id))[0].connection_id
    assert (await create(signed_in, connection_id=str(theirs))).status_code == 404


async def test_a_revoked_key_stays_in_the_list(signed_in: Client) -> None:
    key = (await create(signed_in)).json()["data"]["api_key"]
    answer = await signed_in.post(f"{KEYS}/{key['id']}/revoke")
    assert (answer.status_code, answer.json()["data"]) == (200, {**key, "state": "revoked"})
    assert {**key, "state": "revoked"} in (await signed_in.get(KEYS)).json()["data"]


async def test_another_organizations_keys_are_neither_listed_nor_revoked(
    signed_in: Client, catalog: Catalog, charlie: Member
) -> None:
    theirs = (await catalog.keys(charlie.organization_id))[0]
    answer = await signed_in.post(f"{KEYS}/{theirs.id}/revoke")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert str(theirs.id) not in (await signed_in.get(KEYS)).text
    assert [key.state(NOON) for key in await catalog.keys(charlie.organization_id)] == ["active"] * 2


async def test_scopes_are_listed_with_their_meaning(signed_in: Client) -> None:
    listed = (await signed_in.get("/api/v1/app/scopes")).json()["data"]
    assert [scope["scope"] for scope in listed] == [scope.scope for scope in SCOPES]
    assert all(scope["title"] and scope["description"] for scope in listed)
