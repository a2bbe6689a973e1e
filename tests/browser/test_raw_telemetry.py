"""The raw telemetry of a provider: narrowed by filters that stand in the address, and read record by record."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.walk import create_provider, work
from tests.captured import capture
from tests.running import RunningServer


def asked(page: Page, server: RunningServer, path: str = "", **query: str) -> list[dict[str, Any]]:
    """What the API answers about the raw batches."""
    address = f"/api/v1/app/providers/{server.connection_id}/raw-batches{path}"
    found: list[dict[str, Any]] = page.request.get(address, params={"limit": "500", **query}).json()["data"]
    return found


def batches(page: Page) -> Locator:
    return page.get_by_role("table", name="Raw batches").locator("tbody tr[data-index]")


def choose(page: Page, what: str, value: str) -> None:
    page.get_by_role("combobox", name=what).click()
    page.get_by_role("option", name=value).click()


def test_filters_stand_in_the_address_and_find_what_the_api_finds(page: Page, received: RunningServer) -> None:
    page.goto(f"/dashboard/providers/{received.connection_id}")
    page.get_by_role("navigation", name="Provider").get_by_role("link", name="Raw telemetry").click()
    expect(batches(page)).to_have_count(len(asked(page, received)))
    assert violations(page) == []

    choose(page, "Signal", "Logs")
    choose(page, "What it holds", "Usage")
    page.get_by_role("button", name="Received").click()
    page.get_by_role("button", name="Last hour").click()

    expect(page).to_have_url(re.compile(r"signal=logs&holds=usage&last=1h"))
    expected = asked(page, received, signal="logs", holds="usage")
    assert 0 < len(expected) < len(asked(page, received))
    expect(batches(page)).to_have_count(len(expected))
    page.reload()
    expect(batches(page)).to_have_count(len(expected))

    choose(page, "What it holds", "Records set aside")
    page.get_by_role("button", name="Show everything").click()
    expect(batches(page)).to_have_count(len(asked(page, received)))


def test_a_record_says_what_became_of_it_and_leads_to_its_line_item(page: Page, received: RunningServer) -> None:
    first = asked(page, received, signal="logs", holds="usage")[-1]
    expected = asked(page, received, f"/{first['id']}/records")
    page.goto(f"/dashboard/providers/{received.connection_id}/telemetry?batch={first['id']}")
    records = page.get_by_role("dialog", name="Raw batch").get_by_role("region", name="Records")
    expect(records.get_by_role("button", expanded=False)).to_have_count(len(expected))
    said = [record for record in expected if record["outcome"] == "booked"]
    expect(records.get_by_text("Booked", exact=True)).to_have_count(len(said))

    records.get_by_role("button", name=re.compile("Booked")).first.click()
    expect(records.get_by_text(said[0]["attributes"]["request_id"])).to_be_visible()
    assert violations(page, within="[role=dialog]") == []
    records.get_by_role("button", name="See the line item").click()

    expect(page.get_by_role("dialog", name="Line item")).to_contain_text("Booked from its event")
    expect(page).to_have_url(re.compile(f"item={said[0]['line_item_id']}"))


def test_protobuf_is_read_record_by_record_and_removed_text_says_so(page: Page) -> None:
    provider = create_provider(page, "Protobuf senders")
    provider.generate_key()
    environment = provider.paste_managed_settings()
    work(environment, capture("c_protobuf_delta"))
    work(environment, capture("g_prompts_tools"))
    page.goto(f"/dashboard/providers/{provider.connection_id}/telemetry?signal=logs")
    expect(batches(page).first).to_be_visible()

    batches(page).last.get_by_role("button", name="Open this logs batch").click()
    drawer = page.get_by_role("dialog", name="Raw batch")
    expect(drawer.get_by_text("Protobuf")).to_be_visible()
    drawer.get_by_role("region", name="Records").get_by_role("button", name="api_request").first.click()
    expect(drawer.get_by_text("input_tokens", exact=True)).to_be_visible()
    drawer.get_by_role("button", name="Close raw batch").click()

    address = f"/api/v1/app/providers/{provider.connection_id}/raw-batches"
    found = page.request.get(address).json()["data"]
    quoting = next(one["id"] for one in found if any(removed["key"] == "prompt" for removed in one["removed"]))
    page.goto(f"/dashboard/providers/{provider.connection_id}/telemetry?batch={quoting}")
    drawer.get_by_role("region", name="Records").get_by_role("button", name="user_prompt").first.click()
    expect(drawer.get_by_text("Removed on arrival", exact=True).first).to_be_visible()
