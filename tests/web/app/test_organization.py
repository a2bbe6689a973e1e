"""The organization's own settings in the app API."""

import pytest

from stackspend.access.members import Member
from stackspend.access.organizations import CostBasis
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import Client

ORGANIZATION = "/api/v1/app/organization"


async def test_a_new_organization_goes_by_reported_cost(signed_in: Client, alice: Member) -> None:
    answer = await signed_in.get(ORGANIZATION)
    assert answer.json()["data"] == {
        "id": str(alice.organization_id),
        "name": "Acme",
        "cost_basis": "reported",
        "time_zone": "UTC",
        "fiscal_calendar": {"first_month": 1, "first_day": 1},
        "currency_label": "$",
    }


async def test_name_and_basis_are_changed_together(signed_in: Client, catalog: Catalog, charlie: Member) -> None:
    answer = await signed_in.patch(ORGANIZATION, json={"name": " Acme Inc ", "cost_basis": "list"})
    assert (answer.status_code, answer.json()["data"]["name"], answer.json()["data"]["cost_basis"]) == (
        200,
        "Acme Inc",
        "list",
    )
    assert (await signed_in.get(ORGANIZATION)).json()["data"] == answer.json()["data"]
    assert await catalog.cost_basis(charlie.organization_id) is CostBasis.REPORTED


async def test_what_is_left_out_stays(signed_in: Client, catalog: Catalog, alice: Member) -> None:
    answer = await signed_in.patch(ORGANIZATION, json={"time_zone": "Asia/Kolkata"})
    changed = answer.json()["data"]
    assert (changed["name"], changed["cost_basis"], changed["time_zone"]) == ("Acme", "reported", "Asia/Kolkata")
    assert await catalog.time_zones() == {alice.organization_id: "Asia/Kolkata"}


async def test_a_fiscal_year_is_changed_told_to_the_web_app_and_audited(signed_in: Client) -> None:
    april = {"first_month": 4, "first_day": 6}
    answer = await signed_in.patch(ORGANIZATION, json={"fiscal_calendar": april})
    assert (answer.json()["data"]["fiscal_calendar"], answer.json()["data"]["name"]) == (april, "Acme")
    me = (await signed_in.get("/api/v1/app/me")).json()["data"]
    assert me["organization"]["fiscal_calendar"] == april
    entry = (await signed_in.get("/api/v1/app/audit")).json()["data"][0]
    assert (entry["before"]["fiscal_year_begins"], entry["after"]["fiscal_year_begins"]) == ("1 January", "6 April")


@pytest.mark.parametrize("label", ["US$", "USD ", "<b>", "€", "Fr."])
async def test_a_currency_label_is_kept_as_it_is_written(signed_in: Client, label: str) -> None:
    answer = await signed_in.patch(ORGANIZATION, json={"currency_label": label})
    assert answer.json()["data"]["currency_label"] == label
    assert (await signed_in.get("/api/v1/app/me")).json()["data"]["organization"]["currency_label"] == label


@pytest.mark.parametrize("label", ["", " ", " $", "dollar", "US1", "-", "−", "$\n", "\u202e$", "\x00", "²"])
async def test_a_label_that_cannot_stand_before_an_amount_is_refused(signed_in: Client, label: str) -> None:
    answer = await signed_in.patch(ORGANIZATION, json={"currency_label": label})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_INPUT")
    assert "cannot stand before an amount" in answer.json()["error"]["message"]


async def test_zones_to_choose_among_have_their_present_names(signed_in: Client) -> None:
    zones = (await signed_in.get("/api/v1/app/time-zones")).json()["data"]
    assert zones[0] == "UTC"
    assert {"Asia/Kolkata", "Europe/Berlin", "America/New_York"} <= set(zones)
    assert not {"EST", "US/Eastern", "Etc/GMT+5", "localtime"} & set(zones)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"name": "", "cost_basis": "list"}, "The name of the organization is empty", id="no name"),
        pytest.param({"name": "Acme", "cost_basis": "billed"}, "There is no cost basis 'billed'", id="no such basis"),
        pytest.param({"time_zone": "Mars/Olympus"}, "There is no time zone 'Mars/Olympus'", id="no such zone"),
        pytest.param({"fiscal_calendar": {"first_month": 13, "first_day": 1}}, "There is no month 13", id="no month"),
        pytest.param({"fiscal_calendar": {"first_month": 1, "first_day": 29}}, "day 1 to 28", id="no day of February"),
    ],
)
async def test_settings_that_cannot_be_are_refused(signed_in: Client, changed: dict[str, object], why: str) -> None:
    answer = await signed_in.patch(ORGANIZATION, json=changed)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_INPUT")
    assert why in answer.json()["error"]["message"]
