"""Budgets and forecasts over HTTP: for a program with a key, and for who is signed in."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from stackspend.access.fiscal_calendar import FiscalCalendar
from stackspend.access.members import Member
from stackspend.store.catalog import Catalog
from stackspend.warning.scopes import WHOLE, Scope, ScopeKind
from stackspend.warning.spend import SpendByScope
from tests.web.app.conftest import Client, Clock, Spend
from tests.web.app.programs import Program, program

PLATFORM, BOB, EVE = (
    Scope(ScopeKind.TEAM, "Platform"),
    Scope(ScopeKind.PERSON, "bob@acme.example"),
    Scope(ScopeKind.PERSON, "eve@acme.example"),
)
ORGANIZATION = {"scope_kind": "organization", "amount_usd": "240"}


def daily(amount: str, days: int = 162) -> dict[date, Decimal]:
    """The same every day up to the tenth of November, which is over by then."""
    return {date(2026, 11, 10) - timedelta(days=n): Decimal(amount) for n in range(days)}


@pytest.fixture
async def writer(browser: Client, catalog: Catalog, alice: Member, spend: Spend, clock: Clock) -> Program:
    """A program of Acme, which spends ten dollars a day, eight of them by Bob of Platform."""
    clock.now = datetime(2026, 11, 10, 23, 59, 59, 999999, tzinfo=UTC)
    days = {WHOLE: daily("10"), PLATFORM: daily("8"), BOB: daily("8"), EVE: daily("2", 10)}
    spend.known[alice.organization_id] = SpendByScope(days, {"bob@acme.example": "Platform"}, {})
    return await program(browser, catalog, alice.organization_id, "budgets:read", "budgets:write", "spend:read")


async def test_a_budget_says_how_it_stands_and_why(writer: Program) -> None:
    made = (await writer.ask("POST", "/budgets", json=ORGANIZATION)).json()["data"]
    listed = (await writer.ask("GET", "/budgets")).json()["data"]
    (standing,) = listed["standings"]
    assert listed["budgets"] == [made]
    assert (made["amount_usd"], made["window"], made["thresholds"]) == ("240", "month", [50, 80, 100])
    # 100 spent in ten days, 300 expected of thirty
    assert (standing["spent_usd"], standing["used_percent"], standing["expected_usd"]) == ("100", "41.7", "300")
    assert standing["reason"] == "Forecast exceeds budget by 25 % and crosses it on the 24th."
    assert (standing["status"], standing["days_to_risk"], standing["crossed"]) == ("trending_high", 14, [])


async def test_a_month_and_a_quarter_are_those_of_the_fiscal_year(writer: Program, spend: Spend, alice: Member) -> None:
    known = spend.known[alice.organization_id]
    spend.known[alice.organization_id] = msgspec.structs.replace(known, calendar=FiscalCalendar(4, 6))
    await writer.ask("POST", "/budgets", json=ORGANIZATION)
    await writer.ask("POST", "/budgets", json=ORGANIZATION | {"window": "quarter", "amount_usd": "700"})
    listed = (await writer.ask("GET", "/budgets")).json()["data"]["standings"]
    found = {one["budget"]["window"]: (one["start_date"], one["end_date"], one["spent_usd"]) for one in listed}
    # ten dollars a day: five days from the sixth, and 26 + 10 from the sixth of October
    assert found == {"month": ("2026-11-06", "2026-12-05", "50"), "quarter": ("2026-10-06", "2027-01-05", "360")}
    forecast = (await writer.ask("GET", "/forecasts")).json()["data"]["total"]
    assert (forecast["start_date"], forecast["end_date"], forecast["last_usd"]) == ("2026-11-06", "2026-12-05", "50")


async def test_a_default_per_person_stands_once_for_each_who_has_no_own_budget(writer: Program) -> None:
    await writer.ask("POST", "/budgets", json={"scope_kind": "each_person", "amount_usd": "60"})
    people = [one["scope"]["value"] for one in (await writer.ask("GET", "/budgets")).json()["data"]["standings"]]
    assert sorted(people) == ["bob@acme.example", "eve@acme.example"]
    own = {"scope_kind": "person", "scope_value": "BOB@acme.example", "amount_usd": "500"}
    await writer.ask("POST", "/budgets", json=own)
    standings = (await writer.ask("GET", "/budgets")).json()["data"]["standings"]
    assert sorted((one["scope"]["value"], one["budget"]["amount_usd"]) for one in standings) == [
        ("bob@acme.example", "500"),
        ("eve@acme.example", "60"),
    ]


async def test_a_budget_is_changed_and_removed(writer: Program) -> None:
    made = (await writer.ask("POST", "/budgets", json=ORGANIZATION)).json()["data"]
    route = f"/budgets/{made['id']}"
    changed = (await writer.ask("PUT", route, json={**ORGANIZATION, "thresholds": [90]})).json()["data"]
    assert changed == {**made, "thresholds": [90]}
    assert (await writer.ask("DELETE", route)).json()["data"] == changed
    assert (await writer.ask("GET", "/budgets")).json()["data"] == {"budgets": [], "standings": []}
    assert (await writer.ask("DELETE", route)).status_code == 404


@pytest.mark.parametrize(
    ("sent", "status", "why"),
    [
        pytest.param({"scope_kind": "planet", "amount_usd": "1"}, 400, "no scope 'planet'", id="no such scope"),
        pytest.param({"scope_kind": "team", "amount_usd": "1"}, 400, "Say which team", id="no name"),
        pytest.param({"scope_kind": "tag", "scope_value": "prod", "amount_usd": "1"}, 400, "NAME=value", id="no value"),
        pytest.param({**ORGANIZATION, "window": "year"}, 400, "no window 'year'", id="no such window"),
        pytest.param({**ORGANIZATION, "amount_usd": "1e12"}, 400, "must be from 0.01", id="too much"),
        pytest.param({**ORGANIZATION, "thresholds": []}, 400, "Thresholds are", id="no threshold"),
        pytest.param({**ORGANIZATION, "colour": "red"}, 400, "colour", id="an unknown field"),
    ],
)
async def test_what_is_no_budget_is_refused(writer: Program, sent: dict[str, Any], status: int, why: str) -> None:
    answer = await writer.ask("POST", "/budgets", json=sent)
    assert (answer.status_code, why in answer.json()["error"]["message"]) == (status, True)


async def test_a_second_budget_of_the_same_scope_and_window_is_a_conflict(writer: Program) -> None:
    await writer.ask("POST", "/budgets", json=ORGANIZATION)
    assert (await writer.ask("POST", "/budgets", json=ORGANIZATION)).status_code == 409
    assert (await writer.ask("POST", "/budgets", json={**ORGANIZATION, "window": "day"})).status_code == 201


async def test_another_organization_neither_sees_nor_touches_it(
    writer: Program, browser: Client, catalog: Catalog, charlie: Member
) -> None:
    made = (await writer.ask("POST", "/budgets", json=ORGANIZATION)).json()["data"]
    rival = await program(browser, catalog, charlie.organization_id, "budgets:read", "budgets:write")
    assert (await rival.ask("GET", "/budgets")).json()["data"] == {"budgets": [], "standings": []}
    for method in ("PUT", "DELETE"):
        assert (await rival.ask(method, f"/budgets/{made['id']}", json=ORGANIZATION)).status_code == 404


async def test_the_forecasts_of_a_kind_come_with_their_budgets(writer: Program) -> None:
    await writer.ask("POST", "/budgets", json={"scope_kind": "team", "scope_value": "Platform", "amount_usd": "200"})
    found = (await writer.ask("GET", "/forecasts?scope_kind=team")).json()["data"]
    (team,) = found["forecasts"]
    assert (found["total"]["expected_usd"], team["expected_usd"]) == ("300", "240")
    assert (team["budget_usd"], team["status"]) == ("200", "trending_high")
    # July to October had 31, 31, 30 and 31 days of 8; ten days of October had cost as much as ten of November
    assert (team["typical_usd"], team["last_usd"], team["spent_usd"]) == ("246", "80", "80")
    assert team["suggested_budget_usd"] == "270"  # 8 x 30 x 1.1 = 264, to two digits


async def test_the_forecast_of_one_scope_is_told_day_by_day(writer: Program) -> None:
    found = (await writer.ask("GET", "/forecasts?scope_kind=person&scope_value=Eve@acme.example")).json()["data"]
    (eve,) = found["forecasts"]
    assert [eve["days"][0]["date"], eve["days"][-1]["date"], len(eve["days"])] == ["2026-11-10", "2026-11-30", 21]
    assert (eve["method"], eve["typical_usd"], eve["budget_usd"]) == ("rolling average", None, None)
    assert eve["note"].startswith("Rolling average of the last 7 days")


async def test_the_largest_come_first_and_a_default_has_no_forecast(writer: Program) -> None:
    people = (await writer.ask("GET", "/forecasts?scope_kind=person&limit=1")).json()["data"]["forecasts"]
    assert [one["scope"]["value"] for one in people] == ["bob@acme.example"]
    assert (await writer.ask("GET", "/forecasts?scope_kind=each_person")).status_code == 400


async def test_who_is_signed_in_does_the_same(signed_in: Client) -> None:
    await signed_in.post("/api/v1/app/budgets", json=ORGANIZATION)
    (standing,) = (await signed_in.get("/api/v1/app/budgets")).json()["data"]["standings"]
    assert (standing["spent_usd"], standing["status"]) == ("0", "on_track")
    assert (await signed_in.get("/api/v1/app/forecasts")).json()["data"]["total"]["suggested_budget_usd"] is None
