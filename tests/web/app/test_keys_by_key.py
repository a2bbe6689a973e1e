"""API keys made and managed by a program with a key: never beyond what that key may do itself."""

from typing import Any

import pytest

from stackspend.access.members import Member
from stackspend.access.minting import mint_key
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, Client
from tests.web.app.programs import Program, program


@pytest.fixture
async def terraform(browser: Client, catalog: Catalog, alice: Member) -> Program:
    """A program of Acme that may make keys that send."""
    return await program(browser, catalog, alice.organization_id, "keys:write", "usage:write")


async def create(by: Program, **fields: object) -> Any:
    return await by.ask("POST", "/api-keys", json={"name": "Made", "scopes": ["usage:write"], **fields})


async def test_a_program_makes_a_key_of_its_own_scopes(terraform: Program) -> None:
    answer = await create(terraform, project="Checkout", expires_in_days=90)

    made = answer.json()["data"]["api_key"]
    assert answer.status_code == 201
    assert made["created_by"].startswith("CI (ss_live_")
    assert (made["scopes"], made["project"], made["expires_at"]) == (
        ["usage:write"],
        "Checkout",
        "2027-02-20T12:00:00Z",
    )


@pytest.mark.parametrize("scope", ["spend:read", "admin"])
async def test_a_program_makes_no_key_beyond_its_own_scopes(terraform: Program, scope: str) -> None:
    answer = await create(terraform, scopes=["usage:write", scope])

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "INVALID_SCOPE")
    assert f"cannot make a key with {scope}, which it lacks itself" in answer.json()["error"]["message"]


async def test_admin_stands_for_every_scope(browser: Client, catalog: Catalog, alice: Member) -> None:
    admin = await program(browser, catalog, alice.organization_id, "admin")

    assert (await create(admin, scopes=["spend:read", "admin"])).status_code == 201
    assert (await admin.ask("GET", "/mappings")).status_code == 200


async def test_a_bound_key_makes_keys_for_its_own_provider_only(
    browser: Client, catalog: Catalog, alice: Member
) -> None:
    (own,) = await catalog.connections(alice.organization_id)
    other = await catalog.add_connection(
        alice.organization_id, type_name="claude", name="Other", by=COMMAND_LINE, at=NOON
    )
    bound = mint_key("Bound", frozenset({"keys:write", "usage:write"}), connection_id=own.connection_id)
    await catalog.add_key(alice.organization_id, bound.key, by=COMMAND_LINE, at=NOON)
    by = Program(browser, bound.secret)

    refused = await create(by, connection_id=str(other.connection_id))
    made = (await create(by)).json()["data"]["api_key"]

    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "INVALID_SCOPE")
    assert made["connection_id"] == str(own.connection_id)


async def test_a_program_sees_rotates_and_revokes_what_it_manages(terraform: Program) -> None:
    made = (await create(terraform)).json()["data"]["api_key"]

    rotated = await terraform.ask("POST", f"/api-keys/{made['id']}/rotate", json={"overlap_days": 1})
    revoked = await terraform.ask("POST", f"/api-keys/{made['id']}/revoke")

    listed = (await terraform.ask("GET", "/api-keys")).json()["data"]
    assert (rotated.status_code, revoked.status_code) == (201, 200)
    assert {one["id"]: one["state"] for one in listed if one["name"] == "Made"} == {
        made["id"]: "revoked",
        rotated.json()["data"]["api_key"]["id"]: "active",
    }


async def test_a_program_neither_sees_nor_touches_keys_that_may_do_more(
    terraform: Program, catalog: Catalog, alice: Member
) -> None:
    (reading,) = (key for key in await catalog.keys(alice.organization_id) if key.name == "Read everything")

    listed = (await terraform.ask("GET", "/api-keys")).json()["data"]
    refusals = [
        await terraform.ask("POST", f"/api-keys/{reading.id}/revoke"),
        await terraform.ask("POST", f"/api-keys/{reading.id}/rotate", json={}),
    ]

    assert str(reading.id) not in {one["id"] for one in listed}
    assert [answer.status_code for answer in refusals] == [404] * 2
    assert [key.state(NOON) for key in await catalog.keys(alice.organization_id) if key.id == reading.id] == ["active"]


async def test_a_key_may_rotate_itself(browser: Client, catalog: Catalog, alice: Member) -> None:
    by = await program(browser, catalog, alice.organization_id, "keys:write")
    (own,) = (key for key in await catalog.keys(alice.organization_id) if key.name == "CI")

    secret = (await by.ask("POST", f"/api-keys/{own.id}/rotate", json={})).json()["data"]["key"]

    assert (await Program(browser, secret).ask("GET", "/api-keys")).status_code == 200


async def test_without_the_scope_a_key_makes_none(browser: Client, catalog: Catalog, alice: Member) -> None:
    sender = await program(browser, catalog, alice.organization_id, "usage:write")

    assert (await create(sender)).json()["error"]["code"] == "INVALID_SCOPE"
