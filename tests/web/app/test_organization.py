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


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        pytest.param({"name": "", "cost_basis": "list"}, "The name of the organization is empty", id="no name"),
        pytest.param({"name": "Acme", "cost_basis": "billed"}, "There is no cost basis 'billed'", id="no such basis"),
        pytest.param({"time_zone": "Mars/Olympus"}, "There is no time zone 'Mars/Olympus'", id="no such zone"),
    ],
)
async def test_settings_that_cannot_be_are_refused(signed_in: Client, changed: dict[str, str], why: str) -> None:
    answer = await signed_in.patch(ORGANIZATION, json=changed)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_INPUT")
    assert why in answer.json()["error"]["message"]
