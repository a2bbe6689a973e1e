"""What a stamped key sends belongs to its team and project, whatever the client and the mapping rules say."""

import json
import time
from typing import Any

import pytest

from tests.ledger.telemetry import CLAUDE_CODE, logs, record
from tests.running import RunningServer
from tests.web.door.organizations import new_key, new_organization
from tests.web.door.sending import JSON, PATIENCE, HttpAnswer, ask, await_booked

DAYS = "start_date=2026-11-01&end_date=2026-11-30"
MANAGING = ("admin",)
CLIENT = CLAUDE_CODE | {"team": "Client", "project": "client-side"}


@pytest.fixture(scope="module")
def acme(server: RunningServer) -> RunningServer:
    """An organization of its own on the server."""
    return new_organization(server, "Stamped")


@pytest.fixture(scope="module")
def sent(acme: RunningServer) -> dict[str, dict[str, Any]]:
    """Line items by request id: of a stamped key and of one that is not; the client declares the team Client."""
    admin = new_key(acme, scopes=MANAGING)
    rule = {"kind": "email", "pattern": "alice@acme.example", "team": "Mapped", "cost_centre": "4711"}
    assert public(acme, admin, "POST", "/mappings", rule).status == 200
    for name, stamp in (("stamped", {"team": "Payments", "project": "Checkout"}), ("plain", {})):
        wanted = {"name": name, "scopes": ["usage:write"], **stamp}
        key = public(acme, admin, "POST", "/api-keys", wanted).json["data"]["key"]
        records = [usage(f"{name}-alice", email="alice@acme.example"), usage(f"{name}-bob")]
        body = json.dumps(logs(records, CLIENT)).encode()
        assert ask(acme, "/v1/logs", body, JSON | {"X-API-Key": key, "User-Agent": f"test/{name}"}).status == 202
    await_booked(acme)
    found = {}
    for item in public(acme, admin, "GET", f"/line-items?{DAYS}").json["data"]:
        why = public(acme, admin, "GET", f"/line-items/{item['id']}/explanation").json["data"]
        found[why["statements"][0]["request_id"]] = item | {"why": why}
    return found


def usage(request_id: str, *, email: str = "bob@acme.example") -> Any:
    who = {"user__email": email, "session__id": request_id}
    return record("api_request", 0, **who, request_id=request_id, model="claude-sonnet-4-5", cost_usd=0.5)


def public(server: RunningServer, key: str, method: str, path: str, body: object = None) -> HttpAnswer:
    content = b"" if body is None else json.dumps(body).encode()
    return ask(server, f"/api/v1/public{path}", content, JSON | {"X-API-Key": key}, method=method)


@pytest.mark.parametrize(
    ("request_id", "team", "how", "project", "cost_centre"),
    [
        pytest.param("stamped-alice", "Payments", "stamped", "Checkout", "4711", id="the stamp wins over rules"),
        pytest.param("stamped-bob", "Payments", "stamped", "Checkout", None, id="and over what the client declares"),
        pytest.param("plain-alice", "Mapped", "mapped", "client-side", "4711", id="without a stamp rules win"),
        pytest.param("plain-bob", "Client", "declared", "client-side", None, id="and at last what was declared"),
    ],
)
def test_usage_belongs_to_whom_the_stamp_says(
    sent: dict[str, dict[str, Any]], request_id: str, team: str, how: str, project: str, cost_centre: str | None
) -> None:
    item = sent[request_id]

    assert (item["team"], item["team_attribution"]) == (team, how)
    assert (item["project_id"], item["cost_centre"]) == (project, cost_centre)


def test_the_explanation_names_the_key_and_what_its_stamp_wins_over(sent: dict[str, dict[str, Any]]) -> None:
    stamped, plain = sent["stamped-bob"]["why"]["sent_with"], sent["plain-bob"]["why"]["sent_with"]

    assert (stamped["key"][:17], stamped["team"], stamped["project"]) == ("stamped (ss_live_", "Payments", "Checkout")
    assert stamped["decision"] == (
        "The API key stamps what it sends with team Payments and project Checkout. That wins over mapping rules and "
        "over what the client declares."
    )
    assert (plain["key"][:15], plain["decision"]) == ("plain (ss_live_", None)


@pytest.mark.parametrize(
    ("group_by", "sums"),
    [
        pytest.param("team", {"Payments": "1", "Mapped": "0.5", "Client": "0.5"}, id="team"),
        pytest.param("project", {"Checkout": "1", "client-side": "1"}, id="project"),
    ],
)
def test_sums_go_by_the_stamp(
    acme: RunningServer, sent: dict[str, dict[str, Any]], group_by: str, sums: dict[str, str]
) -> None:
    admin = new_key(acme, scopes=MANAGING)

    rows = public(acme, admin, "GET", f"/rollups/daily?{DAYS}&group_by={group_by}").json["data"]

    assert {row[group_by]: row["net_amount_usd"] for row in rows} == sums


def test_the_users_of_a_key_are_its_senders_and_the_people_of_its_telemetry(
    acme: RunningServer, sent: dict[str, dict[str, Any]]
) -> None:
    admin = new_key(acme, scopes=MANAGING)
    (key,) = (key for key in public(acme, admin, "GET", "/api-keys").json["data"] if key["name"] == "stamped")

    users = awaited_users(acme, admin, key["id"])

    assert [(seen["user_agent"], seen["network"]) for seen in users["senders"]] == [("test/stamped", "127.0.0.0/24")]
    assert {(one["user"], one["line_items"]) for one in users["people"]} == {
        ("alice@acme.example", 1),
        ("bob@acme.example", 1),
    }


def awaited_users(server: RunningServer, key: str, of: str) -> Any:
    """The users of a key, once its use is written down: within a second or so."""
    deadline = time.monotonic() + PATIENCE
    while not (users := public(server, key, "GET", f"/api-keys/{of}/users").json["data"])["senders"]:
        assert time.monotonic() < deadline, "The use of the key is not written down."
        time.sleep(0.05)
    return users


def test_another_organization_learns_nothing_of_a_key(server: RunningServer, acme: RunningServer) -> None:
    theirs = public(acme, new_key(acme, scopes=MANAGING), "GET", "/api-keys").json["data"][0]
    stranger = new_key(server, scopes=MANAGING)

    assert public(server, stranger, "GET", f"/api-keys/{theirs['id']}/users").status == 404
