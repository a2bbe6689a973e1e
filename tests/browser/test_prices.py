"""Prices and discounts: a model in use has none, gets one after a look at what that changes, and loses it again."""

import json
import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import DIALOG, violations
from tests.browser.walk import create_provider, status_of
from tests.ledger.telemetry import MORNING, logs, record
from tests.running import RunningServer

PRICES = "/dashboard/settings/prices"
MODEL = "acme-house-model"


@pytest.fixture
def unpriced(page: Page, server: RunningServer) -> Page:
    """The page, in an organization that used a million tokens of a model without a price just now."""
    provider = create_provider(page, "House")
    key = provider.generate_key()
    seconds = (datetime.now(UTC) - MORNING).total_seconds()
    tokens = {"input_tokens": 1_000_000, "output_tokens": 0, "cache_read_tokens": 0, "cache_creation_tokens": 0}
    sent = logs([record("api_request", seconds, session__id="house", model=MODEL, **tokens)])
    headers = {"X-API-Key": key, "Content-Type": "application/json"}
    address = server.endpoint.replace(server.connection_id, provider.connection_id)
    assert status_of(f"{address}/v1/logs", headers=headers, body=json.dumps(sent).encode()) == 202
    expect(provider.line_items).to_have_count(1)
    return page


def own_price(page: Page) -> Locator:
    return page.get_by_role("table", name="Own prices").get_by_role("row", name=MODEL)


def test_a_model_without_a_price_gets_one_and_loses_it_again(unpriced: Page) -> None:
    page = unpriced
    page.goto(PRICES)
    missing = page.get_by_role("table", name="Models without a list price").get_by_role("row", name=MODEL)
    expect(missing).to_contain_text("No price is known for the model")
    expect(missing).to_contain_text("unpriced")
    assert violations(page) == []

    missing.get_by_role("link", name="Add a price").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Model")).to_have_value(MODEL)
    dialog.get_by_role("button", name="Add price").click()
    expect(dialog.get_by_text("Give one rate at least.")).to_be_visible()
    dialog.get_by_label("Input").fill("2")
    dialog.get_by_label("First day").fill("2026-01-01")
    changes = dialog.get_by_role("region", name="What it changes")
    expect(changes).to_contain_text("1 price changes")
    expect(changes).to_contain_text("unpriced → $2.00")  # a million tokens at $2 a million
    assert violations(page, within=DIALOG) == []
    dialog.get_by_role("button", name="Add price").click()
    expect(own_price(page)).to_contain_text("Input $2.00")
    expect(own_price(page)).to_contain_text("Since 1 Jan 2026")
    expect(page).to_have_url(re.compile(f"{PRICES}$"))

    own_price(page).get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="End").click()
    dialog.get_by_label("Last day").fill("2026-10-31")
    dialog.get_by_role("button", name="End price").click()
    expect(own_price(page)).to_contain_text("Ended")
    assert violations(page) == []

    own_price(page).get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Remove").click()
    dialog.get_by_role("button", name="Remove price").click()
    expect(own_price(page)).to_have_count(0)

    page.goto("/dashboard/settings/audit")
    expect(page.get_by_role("row", name="Price overrides")).to_have_count(3)  # added, ended, removed


def test_the_price_list_is_found_by_words_and_the_address_keeps_them(page: Page) -> None:
    page.goto(PRICES)
    table = page.get_by_role("table", name="Price list")
    expect(page.get_by_text("compared with their sources on")).to_be_visible()
    page.get_by_label("Find a model").fill("haiku 4-5")
    row = table.get_by_role("row", name="claude-haiku-4-5").first
    expect(row).to_contain_text("$1.00")
    expect(row).to_contain_text("$0.10")
    page.reload()
    expect(page.get_by_label("Find a model")).to_have_value("haiku 4-5")
    expect(table.locator("tbody tr")).to_have_count(1)


def test_two_prices_that_contradict_each_other_are_refused_before_they_are_saved(page: Page) -> None:
    page.goto(f"{PRICES}?add=acme-double")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Input").fill("2")
    dialog.get_by_role("button", name="Add price").click()
    expect(dialog).to_have_count(0)
    page.goto(f"{PRICES}?add=acme-double")
    dialog.get_by_label("Input").fill("3")
    expect(dialog.get_by_role("alert")).to_contain_text("Two prices of acme-double standard hold on")
    dialog.get_by_role("button", name="Cancel").click()
