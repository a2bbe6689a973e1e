"""The organization's own prices one by one, for who is signed in."""

from stackspend.access.members import Member, Role
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import Client, member_of, sign_in_as

OWN = "/api/v1/app/own-prices"
RATE = {"model": "claude-opus-5-5", "mtok": {"input": "3.5"}, "effective_from": "2026-01-01"}


async def added(signed_in: Client) -> dict[str, object]:
    """The price that was added, as it is answered."""
    await signed_in.post(OWN, json={"after": RATE})
    override: dict[str, object] = (await signed_in.get(OWN)).json()["data"][0]["override"]
    return override


async def test_a_price_is_added_changed_and_removed(signed_in: Client) -> None:
    before = await added(signed_in)
    after = before | {"effective_to": "2027-01-01"}
    changed = await signed_in.post(OWN, json={"before": before, "after": after})
    assert (changed.status_code, changed.json()["data"]["unchanged"]) == (200, 0)
    (listed,) = (await signed_in.get(OWN)).json()["data"]
    assert (listed["override"], listed["created_by"]) == (after, "alice@acme.example")
    await signed_in.post(OWN, json={"before": after})
    assert (await signed_in.get(OWN)).json()["data"] == []


async def test_the_audit_tells_before_and_after(signed_in: Client) -> None:
    await added(signed_in)
    (entry,) = (await signed_in.get("/api/v1/app/audit?action=prices.changed")).json()["data"]
    assert (entry["subject"], entry["after"]["overrides"][0]["mtok"]["input"]) == ("Price overrides", "3.5")


async def test_a_price_that_somebody_else_changed_is_a_conflict(signed_in: Client) -> None:
    before = await added(signed_in)
    await signed_in.post(OWN, json={"before": before})
    answer = await signed_in.post(OWN, json={"before": before, "after": before | {"note": "4711"}})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "CONFLICT")


async def test_a_price_that_cannot_be_meant_is_refused_by_its_model(signed_in: Client) -> None:
    answer = await signed_in.post(OWN, json={"after": RATE | {"mtok": {"input": "-1"}}})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("The price of claude-opus-5-5: mtok.input is -1")
    nothing = await signed_in.post(OWN, json={})
    assert "Nothing is asked for" in nothing.json()["error"]["message"]


async def test_a_member_reads_and_changes_nothing(browser: Client, catalog: Catalog, alice: Member) -> None:
    bob = await member_of(catalog, alice.organization_id, "bob@acme.example", Role.MEMBER)
    await sign_in_as(browser, catalog, bob)
    assert (await browser.get(OWN)).status_code == 200
    assert (await browser.post(OWN, json={"after": RATE})).status_code == 403


async def test_the_packaged_list_says_its_version_and_day(signed_in: Client) -> None:
    found = (await signed_in.get("/api/v1/app/price-list")).json()["data"]
    assert (found["version"], found["reviewed"]) == ("0.1.0", "2026-11-22")
    (haiku,) = (one for one in found["prices"] if one["id"] == "claude-haiku-4-5")
    assert (haiku["rates"]["input"], haiku["rates"]["cache_read"]) == ("1", "0.1")
