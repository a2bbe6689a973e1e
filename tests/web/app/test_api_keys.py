"""API keys in the app API."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from stackspend.access import credential, keys
from stackspend.access.members import Member
from stackspend.access.scopes import SCOPES
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, Client, Clock

KEYS = "/api/v1/app/api-keys"


async def create(browser: Client, **fields: object) -> Any:
    return await browser.post(KEYS, json={"name": "CI", "scopes": ["usage:write"], **fields})


async def asked(browser: Client, secret: str, **headers: str) -> int:
    """The status that a program with this key is answered."""
    answer = await browser.get("/api/v1/public/api-keys", headers={"X-API-Key": secret, **headers})
    return int(answer.status_code)


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
        "team": None,
        "project": None,
        "created_at": "2026-11-22T12:00:00Z",
        "created_by": "alice@acme.example",
        "expires_at": None,
        "last_used_at": None,
        "last_used_agent": None,
        "last_used_network": None,
        "state": "active",
        "predecessor_id": None,
        "successor_id": None,
        "attention": None,
    }


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        pytest.param({"name": ""}, 400, "The name of the key is empty", id="no name"),
        pytest.param({"scopes": []}, 400, "A key without a scope could do nothing", id="no scope"),
        pytest.param({"scopes": ["spend:write"]}, 400, "There is no scope 'spend:write'", id="no such scope"),
        pytest.param({"expires_in_days": 0}, 400, "expires_in_days is 0, and must be from 1 to 3,650", id="no life"),
        pytest.param({"scopes": ["spend:read"], "team": "X"}, 400, "A stamp is for keys that send", id="a vain stamp"),
        pytest.param({"team": "a\nb"}, 400, "The name of the team holds a control character", id="a stamp of lines"),
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


async def test_a_rotated_key_and_its_successor_are_both_good_for_a_while(
    signed_in: Client, catalog: Catalog, clock: Clock
) -> None:
    made = (await create(signed_in, name="Export", scopes=["keys:write"], expires_in_days=90)).json()["data"]
    answer = await signed_in.post(f"{KEYS}/{made['api_key']['id']}/rotate", json={})
    rotated = answer.json()["data"]
    assert answer.status_code == 201
    assert (rotated["api_key"]["name"], rotated["api_key"]["predecessor_id"]) == ("Export", made["api_key"]["id"])
    assert rotated["predecessor"]["attention"]["message"] == (
        "Expires on 2026-11-29 at 12:00 UTC: put its successor in its place."
    )
    statuses = []
    for days in (0, 6.9, 0.1, 82.9, 0.1):
        clock.advance(timedelta(days=days))
        statuses.append([await asked(signed_in, secret) for secret in (made["key"], rotated["key"])])
    assert statuses == [[200, 200], [200, 200], [401, 200], [401, 200], [401, 401]]


async def test_the_overlap_is_chosen(signed_in: Client) -> None:
    made = (await create(signed_in, scopes=["keys:write"])).json()["data"]
    await signed_in.post(f"{KEYS}/{made['api_key']['id']}/rotate", json={"overlap_days": 0})
    assert await asked(signed_in, made["key"]) == 401


@pytest.mark.parametrize(
    ("overlap", "status", "why"),
    [
        pytest.param({"overlap_days": 91}, 400, "overlap_days is 91, and must be from 0 to 90", id="too long"),
        pytest.param({"overlap_days": -1}, 400, "overlap_days is -1", id="negative"),
        pytest.param({"overlap_days": "a week"}, 400, "overlap_days", id="in words"),
        pytest.param({}, 409, "has a successor already; rotate that one", id="twice"),
    ],
)
async def test_what_cannot_be_rotated_is_refused(
    signed_in: Client, overlap: dict[str, object], status: int, why: str
) -> None:
    key = (await create(signed_in)).json()["data"]["api_key"]
    if status == 409:
        await signed_in.post(f"{KEYS}/{key['id']}/rotate", json={})
    answer = await signed_in.post(f"{KEYS}/{key['id']}/rotate", json=overlap)
    assert (answer.status_code, why in answer.json()["error"]["message"]) == (status, True)


async def test_a_key_that_expires_soon_asks_for_attention(signed_in: Client, clock: Clock) -> None:
    secret = (await create(signed_in, scopes=["keys:write"], expires_in_days=30)).json()["data"]["key"]
    steps = []
    for days in (0, 15.9, 0.1, 7, 6):
        clock.advance(timedelta(days=days))
        answer = await signed_in.get("/api/v1/public/api-keys", headers={"X-API-Key": secret})
        (found,) = answer.json()["data"]
        steps.append(found["attention"] and found["attention"]["days"])
    assert steps == [None, None, 14, 7, 1]
    assert found["attention"]["message"] == "Expires on 2026-12-22 at 12:00 UTC: rotate it before then."


async def test_a_keys_last_use_tells_by_what_and_from_where(signed_in: Client, catalog: Catalog) -> None:
    made = (await create(signed_in, scopes=["keys:write"])).json()["data"]
    await asked(signed_in, made["key"], **{"User-Agent": "terraform/1.9"})
    await signed_in.app.state.heard.write()
    (found,) = [one for one in (await signed_in.get(KEYS)).json()["data"] if one["id"] == made["api_key"]["id"]]
    assert (found["last_used_at"], found["last_used_agent"]) == ("2026-11-22T12:00:00Z", "terraform/1.9")


async def test_another_organizations_keys_are_neither_listed_nor_revoked(
    signed_in: Client, catalog: Catalog, charlie: Member
) -> None:
    theirs = (await catalog.keys(charlie.organization_id))[0]
    for path, body in (("revoke", None), ("rotate", {})):
        answer = await signed_in.post(f"{KEYS}/{theirs.id}/{path}", json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert str(theirs.id) not in (await signed_in.get(KEYS)).text
    assert [key.state(NOON) for key in await catalog.keys(charlie.organization_id)] == ["active"] * 2


async def test_scopes_are_listed_with_their_meaning(signed_in: Client) -> None:
    listed = (await signed_in.get("/api/v1/app/scopes")).json()["data"]
    assert [scope["scope"] for scope in listed] == [scope.scope for scope in SCOPES]
    assert all(scope["title"] and scope["description"] for scope in listed)
