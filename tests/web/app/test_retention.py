"""How long telemetry is kept, chosen by the owner."""

import pytest

from stackspend.access.members import Member, Role
from stackspend.ledger.retention import Retention
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import Client, member_of, sign_in_as

RETENTION = "/api/v1/app/retention"


async def test_it_is_for_ever_until_it_is_chosen(signed_in: Client, catalog: Catalog, alice: Member) -> None:
    nothing = {"raw_days": None, "item_months": None, "kept_since": None, "server_raw_days": 400}
    assert (await signed_in.get(RETENTION)).json()["data"] == nothing
    answer = await signed_in.put(RETENTION, json={"raw_days": 30, "item_months": 13})
    assert answer.json()["data"] == nothing | {"raw_days": 30, "item_months": 13}
    assert await catalog.retention(alice.organization_id) == Retention(raw_days=30, item_months=13)


@pytest.mark.parametrize("sent", [{"raw_days": 0, "item_months": None}, {"raw_days": None, "item_months": 2}])
async def test_what_cannot_be_is_refused(signed_in: Client, sent: dict[str, int | None]) -> None:
    answer = await signed_in.put(RETENTION, json=sent)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_INPUT")
    assert "must be from" in answer.json()["error"]["message"]


async def test_only_an_owner_chooses(browser: Client, catalog: Catalog, alice: Member) -> None:
    bob = await member_of(catalog, alice.organization_id, "bob@acme.example", Role.ADMIN)
    await sign_in_as(browser, catalog, bob)
    assert (await browser.get(RETENTION)).status_code == 200
    assert (await browser.put(RETENTION, json={"raw_days": 30, "item_months": None})).status_code == 403
