"""Providers in the app API."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from stackspend.access.members import Member
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, Client, RawBatches

PROVIDERS = "/api/v1/app/providers"


async def add(browser: Client, **fields: object) -> Any:
    return await browser.post(PROVIDERS, json={"type": "claude", "name": "Claude Team", **fields})


async def test_a_new_provider_has_an_endpoint_and_waits(signed_in: Client) -> None:
    answer = await add(signed_in, name=" Claude Team ")
    provider = answer.json()["data"]
    connection_id = UUID(provider["connection_id"])
    assert answer.status_code == 201
    assert provider == {
        "connection_id": str(connection_id),
        "type": "claude",
        "name": "Claude Team",
        "created_at": "2026-11-22T12:00:00Z",
        "last_synced_at": None,
        "endpoint": f"http://spend.example.com/api/v1/public/ingest/otel/claude/{connection_id}",
        "state": "waiting",
        "health": "waiting",
        "raw_batches": 0,
        "refused": {"count": 0, "last_at": None, "last_reason": None},
        "keeps_content": False,
    }


async def test_a_provider_that_was_heard_of_says_when_how_often_and_what_was_refused(
    signed_in: Client, catalog: Catalog, raw_batches: RawBatches
) -> None:
    connection_id = UUID((await add(signed_in)).json()["data"]["connection_id"])
    await catalog.touch_connection(connection_id, NOON)
    await catalog.note_refusal(connection_id, NOON, "The API key ss_live_Ab3x… is revoked.")
    raw_batches.counts = {connection_id: 3, uuid4(): 5}
    provider = (await signed_in.get(f"{PROVIDERS}/{connection_id}")).json()["data"]
    assert (provider["state"], provider["last_synced_at"], provider["raw_batches"]) == (
        "receiving",
        "2026-11-22T12:00:00Z",
        3,
    )
    assert provider["refused"] == {
        "count": 1,
        "last_at": "2026-11-22T12:00:00Z",
        "last_reason": "The API key ss_live_Ab3x… is revoked.",
    }
    assert provider in (await signed_in.get(PROVIDERS)).json()["data"]


@pytest.mark.parametrize(
    ("synced", "refused", "health"),
    [
        pytest.param(None, None, "waiting", id="nothing ever came"),
        pytest.param(0, None, "receiving", id="just now"),
        pytest.param(23, None, "receiving", id="23 hours ago"),
        pytest.param(24, None, "silent", id="a day ago"),
        pytest.param(0, 1, "refusing", id="some is received and some was refused"),
        pytest.param(None, 1, "refusing", id="nothing but refused"),
        pytest.param(0, 24, "receiving", id="what was refused is a day old"),
    ],
)
async def test_the_health_of_a_provider(
    signed_in: Client, catalog: Catalog, synced: int | None, refused: int | None, health: str
) -> None:
    connection_id = UUID((await add(signed_in)).json()["data"]["connection_id"])
    if synced is not None:
        await catalog.touch_connection(connection_id, NOON - timedelta(hours=synced))
    if refused is not None:
        await catalog.note_refusal(connection_id, NOON - timedelta(hours=refused), "The API key is revoked.")
    assert (await signed_in.get(f"{PROVIDERS}/{connection_id}")).json()["data"]["health"] == health


@pytest.mark.parametrize(
    ("fields", "status", "code", "why"),
    [
        pytest.param({"type": "codex"}, 400, "INVALID_INPUT", "There is no provider type 'codex'", id="no such type"),
        pytest.param({"name": " "}, 400, "INVALID_INPUT", "The name of the provider is empty", id="no name"),
        pytest.param({"name": 3}, 400, "INVALID_INPUT", "name: Expected `str`, got `int`", id="a number for a name"),
        pytest.param({"nmae": "x"}, 400, "INVALID_INPUT", "unknown field `nmae`", id="a field that does not exist"),
        pytest.param({"name": "Claude of Acme"}, 409, "CONFLICT", "named 'Claude of Acme' already", id="a name taken"),
    ],
)
async def test_a_provider_that_cannot_be_is_refused(
    signed_in: Client, fields: dict[str, object], status: int, code: str, why: str
) -> None:
    answer = await add(signed_in, **fields)
    problem = answer.json()["error"]
    assert (answer.status_code, problem["code"], answer.json()["data"]) == (status, code, None)
    assert why in problem["message"]


async def test_a_body_that_is_no_json_is_refused(signed_in: Client) -> None:
    answer = await signed_in.post(PROVIDERS, content=b"{", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_INPUT")


async def test_nothing_of_another_organization_is_found(signed_in: Client, catalog: Catalog, charlie: Member) -> None:
    theirs = (await catalog.connections(charlie.organization_id))[0].connection_id
    for path in (f"{PROVIDERS}/{theirs}", f"{PROVIDERS}/{theirs}/kits"):
        unknown = path.replace(str(theirs), str(uuid4()))
        answers = [await signed_in.get(path), await signed_in.get(unknown)]
        assert [(answer.status_code, answer.json()["error"]["code"]) for answer in answers] == [(404, "NOT_FOUND")] * 2
    listed = (await signed_in.get(PROVIDERS)).json()["data"]
    assert [provider["name"] for provider in listed] == ["Claude of Acme"]


async def test_kits_carry_the_endpoint_and_leave_the_key_to_fill_in(signed_in: Client) -> None:
    provider = (await add(signed_in)).json()["data"]
    kits = (await signed_in.get(f"{PROVIDERS}/{provider['connection_id']}/kits")).json()["data"]
    assert [kit["id"] for kit in kits] == ["managed-settings", "shell", "cowork", "office-agents"]
    assert all(provider["endpoint"] in kit["text"] and "{{INGEST_KEY}}" in kit["text"] for kit in kits)


async def test_the_types_that_can_be_added(signed_in: Client) -> None:
    types = (await signed_in.get("/api/v1/app/provider-types")).json()["data"]
    assert [(known["type"], known["title"]) for known in types] == [("claude", "Claude (OTel)")]
