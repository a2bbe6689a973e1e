"""Alerts over HTTP: for a program with a key, and for who is signed in."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import unquote_plus

import pytest

from stackspend.access.members import Member
from stackspend.store.catalog import Catalog
from stackspend.warning.alerts import Cause, Contributor
from stackspend.warning.anomaly import Severity
from stackspend.warning.scopes import Scope, ScopeKind
from tests.web.app.conftest import NOON, Client
from tests.web.app.programs import Program, program

APP = "/api/v1/app"
BOB = Scope(ScopeKind.PERSON, "bob@acme.example")


def cause(kind: str = "spike") -> Cause:
    return Cause(
        key=kind,
        kind=kind,
        severity=Severity.HIGH,
        title="Spend of person bob@acme.example is far above the usual",
        summary="$90.00 instead of about $10.00.",
        scope=BOB,
        began=NOON - timedelta(hours=1),
        impact=Decimal("80.00"),
        levels=("detected",),
        contributors=(Contributor("model", "claude-opus-4-5", Decimal("70.5"), 88),),
    )


@pytest.fixture
async def triager(browser: Client, catalog: Catalog, alice: Member) -> Program:
    """A program of Acme that reads and triages; there are a spike and a budget that is half used."""
    await catalog.advance_alerts(alice.organization_id, [cause(), cause("budget")], now=NOON, tell=lambda *_: ())
    return await program(browser, catalog, alice.organization_id, "anomalies:read", "anomalies:write")


async def listed(asker: Program, path: str = "/anomalies") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await asker.ask("GET", path)).json()["data"]
    return found


async def test_an_alert_tells_what_is_why_and_where_to_look(triager: Program) -> None:
    (alert,) = await listed(triager)
    assert (alert["kind"], alert["severity"], alert["state"], alert["impact_usd"]) == ("spike", "high", "new", "80")
    assert alert["scope"] == {"kind": "person", "value": "bob@acme.example"}
    assert alert["causes"] == [{"dimension": "model", "name": "claude-opus-4-5", "change_usd": "70.5", "percent": 88}]
    assert unquote_plus(alert["explorer_path"]) == (
        '/dashboard/explorer?from=2026-11-22&to=2026-11-22&filter=["user:bob@acme.example"]'
    )


async def test_an_alert_comes_with_what_to_draw_of_it(triager: Program) -> None:
    (alert,) = await listed(triager)
    detail = (await triager.ask("GET", f"/alerts/{alert['id']}")).json()["data"]
    assert detail["alert"] == alert
    (point,) = detail["picture"]["points"]
    assert point == {"at": "2026-11-22T12:00:00Z", "value": "80", "lower": None, "upper": None}
    assert (detail["picture"]["limit"], detail["picture"]["began_at"]) == (None, "2026-11-22T11:00:00Z")


async def test_budgets_are_alerts_and_no_anomalies(triager: Program) -> None:
    assert sorted(one["kind"] for one in await listed(triager, "/alerts")) == ["budget", "spike"]
    assert [one["kind"] for one in await listed(triager, "/alerts?limit=1&only_open=false")] != []


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("acknowledge", "acknowledged"),
        ("resolve", "resolved"),
        ("dismiss", "dismissed"),
        ("false-positive", "false_positive"),
    ],
)
async def test_a_program_triages_an_alert(triager: Program, action: str, state: str) -> None:
    (alert,) = await listed(triager)
    changed = (await triager.ask("POST", f"/alerts/{alert['id']}/{action}")).json()["data"]
    assert (changed["state"], changed["owner_id"]) == (state, None)
    assert (changed["closed_by"] is None) is (action == "acknowledge")
    assert (await listed(triager, "/anomalies?only_open=true") == []) is (action != "acknowledge")


async def test_who_acknowledges_an_alert_that_is_nobodys_owns_it(
    triager: Program, signed_in: Client, alice: Member
) -> None:
    (alert,) = await listed(triager)
    route = f"{APP}/alerts/{alert['id']}"
    changed = (await signed_in.post(f"{route}/acknowledge")).json()["data"]
    assert (changed["owner_id"], changed["owner_email"]) == (str(alice.id), "alice@acme.example")
    changed = (await signed_in.put(f"{route}/owner", json={"owner_id": None})).json()["data"]
    assert (changed["owner_id"], changed["owner_email"]) == (None, None)


async def test_an_alert_is_given_to_members_only(triager: Program, signed_in: Client, charlie: Member) -> None:
    (alert,) = await listed(triager)
    answer = await signed_in.put(f"{APP}/alerts/{alert['id']}/owner", json={"owner_id": str(charlie.id)})
    assert answer.status_code == 404


async def test_an_alert_is_snoozed_for_ninety_days_at_the_most(triager: Program) -> None:
    (alert,) = await listed(triager)
    route = f"/alerts/{alert['id']}/snooze"
    until = (NOON + timedelta(days=90)).isoformat()
    assert (await triager.ask("POST", route, json={"until": until})).json()["data"]["snoozed_until"] is not None
    for wrong in (NOON - timedelta(seconds=1), NOON + timedelta(days=91)):
        assert (await triager.ask("POST", route, json={"until": wrong.isoformat()})).status_code == 400
    assert (await triager.ask("POST", route, json={"until": "2026-11-23T00:00:00"})).status_code == 400


async def test_another_organization_neither_sees_nor_touches_it(
    triager: Program, browser: Client, catalog: Catalog, charlie: Member
) -> None:
    (alert,) = await listed(triager)
    rival = await program(browser, catalog, charlie.organization_id, "anomalies:read", "anomalies:write")
    assert await listed(rival, "/alerts") == []
    assert (await rival.ask("GET", f"/alerts/{alert['id']}")).status_code == 404
    assert (await rival.ask("POST", f"/alerts/{alert['id']}/resolve")).status_code == 404
    assert (await listed(triager))[0]["state"] == "new"


async def test_an_alert_tells_what_was_done_by_whom(triager: Program) -> None:
    (alert,) = await listed(triager)
    done = (await triager.ask("POST", f"/alerts/{alert['id']}/acknowledge")).json()["data"]["deeds"]
    until = "2026-11-23T12:00:00Z"
    snoozed = (await triager.ask("POST", f"/alerts/{alert['id']}/snooze", json={"until": until})).json()["data"]
    assert [(one["what"], one["until"]) for one in snoozed["deeds"]] == [("acknowledged", None), ("snoozed", until)]
    assert snoozed["deeds"][0] == done[0]
    assert done[0]["by"] != ""
