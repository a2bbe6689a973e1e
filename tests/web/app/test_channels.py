"""Channels over HTTP, for who is signed in."""

from typing import Any

import pytest

from stackspend.access.members import Member, Role
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, Client, member_of, sign_in_as

APP = "/api/v1/app"
MAIL = {"name": "Ops", "kind": "email", "target": "ops@acme.example, bob@acme.example"}
HOOK = {"name": "Hook", "kind": "webhook", "target": "https://203.0.113.7/hook"}
SLACK = {"name": "Slack", "kind": "chat", "target": "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"}


async def added(client: Client, sent: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(f"{APP}/channels", json=sent)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()["data"]
    return made


@pytest.fixture
async def public(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Alice's browser; webhooks that she adds lead to a public address, whatever they are called."""
    monkeypatch.setattr("socket.getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", ("93.184.215.14", port))])
    return signed_in


async def test_a_channel_says_what_it_hears_and_hides_what_is_a_credential(signed_in: Client) -> None:
    quiet = {"start": "22:00", "end": "07:00"}
    made = await added(signed_in, {**MAIL, "teams": ["Platform"], "least_severity": "high", "quiet_hours": quiet})
    await added(signed_in, SLACK)
    mail, slack = (await signed_in.get(f"{APP}/channels")).json()["data"]
    assert (mail, made["secret"]) == (made["channel"], None)
    assert (mail["target"], mail["teams"], mail["quiet_hours"]) == (
        "ops@acme.example,bob@acme.example",
        ["Platform"],
        quiet,
    )
    assert slack["target"] == "slack://…"


async def test_a_webhooks_secret_is_shown_once_and_can_be_rotated(public: Client) -> None:
    made = await added(public, HOOK)
    route = f"{APP}/channels/{made['channel']['id']}"
    assert made["secret"].startswith("whsec_")
    assert "secret" not in (await public.get(f"{APP}/channels")).text
    rotated = (await public.post(f"{route}/rotate-secret")).json()["data"]
    assert rotated["secret"].startswith("whsec_")
    assert rotated["secret"] != made["secret"]


async def test_a_change_without_a_target_keeps_it(signed_in: Client) -> None:
    made = (await added(signed_in, SLACK))["channel"]
    changed = {"name": "Chat", "kind": "chat", "least_severity": "critical"}
    answer = (await signed_in.put(f"{APP}/channels/{made['id']}", json=changed)).json()["data"]
    assert (answer["name"], answer["target"], answer["least_severity"]) == ("Chat", "slack://…", "critical")
    assert (await signed_in.delete(f"{APP}/channels/{made['id']}")).json()["data"] == answer
    assert (await signed_in.get(f"{APP}/channels")).json()["data"] == []


@pytest.mark.parametrize(
    "target", ["https://127.0.0.1/x", "https://localhost/x", "http://example.com/x", "https://[::1]/x"]
)
async def test_a_webhook_into_the_own_network_is_refused(signed_in: Client, target: str) -> None:
    answer = await signed_in.post(f"{APP}/channels", json={**HOOK, "target": target})
    assert answer.status_code == 400
    assert "STACKSPEND_PRIVATE_TARGETS" in answer.json()["error"]["message"]


async def test_a_test_is_a_delivery_in_the_log(signed_in: Client, catalog: Catalog) -> None:
    made = (await added(signed_in, MAIL))["channel"]
    answer = await signed_in.post(f"{APP}/channels/{made['id']}/test")
    (logged,) = (await signed_in.get(f"{APP}/deliveries?channel_id={made['id']}")).json()["data"]
    assert (answer.status_code, answer.json()["data"]) == (202, logged["id"])
    assert (logged["event"], logged["state"], logged["attempts"]) == ("test", "waiting", [])
    (claimed,) = await catalog.claim_deliveries(now=NOON, most=8)
    assert claimed.delivery.content["subject"] == "A test from StackSpend"


async def test_a_member_reads_channels_and_changes_none(signed_in: Client, catalog: Catalog, alice: Member) -> None:
    bob = await member_of(catalog, alice.organization_id, "bob@acme.example", Role.MEMBER)
    await sign_in_as(signed_in, catalog, bob)
    assert (await signed_in.get(f"{APP}/channels")).status_code == 200
    assert (await signed_in.post(f"{APP}/channels", json=MAIL)).status_code == 403


async def test_another_organization_neither_sees_nor_touches_it(
    signed_in: Client, catalog: Catalog, charlie: Member
) -> None:
    made = (await added(signed_in, MAIL))["channel"]
    await sign_in_as(signed_in, catalog, charlie)
    assert (await signed_in.get(f"{APP}/channels")).json()["data"] == []
    assert (await signed_in.get(f"{APP}/deliveries")).json()["data"] == []
    for method, path in (("DELETE", ""), ("POST", "/test"), ("POST", "/rotate-secret")):
        assert (await signed_in.request(method, f"{APP}/channels/{made['id']}{path}")).status_code == 404
