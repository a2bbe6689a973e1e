"""A line item explains itself in a drawer: the decision, the price, the records, and the raw batches they came in."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.running import RunningServer

DECISION = "Booked from its event, which states a single request"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def provider_page(page: Page, received: RunningServer) -> Page:
    page.goto(f"/dashboard/providers/{received.connection_id}")
    expect(rows(page).first).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.get_by_role("table", name="Recent line items").locator("tbody tr")


def drawer(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Line item")


def dollars(shown: str) -> Decimal:
    return Decimal(shown.replace("$", "").replace(",", ""))


def test_a_click_on_a_line_item_leads_down_to_the_record_that_states_it(provider_page: Page) -> None:
    rows(provider_page).first.get_by_text("event", exact=True).click()
    evidence = drawer(provider_page).get_by_role("region", name="Evidence")
    expect(drawer(provider_page)).to_contain_text(DECISION)
    expect(evidence).to_contain_text("Seen again, not counted again")
    request_id = evidence.locator("code").first.inner_text()

    evidence.get_by_role("link", name="Raw batch").first.click()

    batch = provider_page.get_by_role("dialog", name="Raw batch")
    expect(batch.get_by_label("Search in the JSON")).to_have_value(request_id)
    expect(batch.locator("mark").first).to_have_text(request_id)


def test_the_keyboard_opens_and_closes_what_lies_over_the_page(provider_page: Page) -> None:
    link = rows(provider_page).first.get_by_role("link")
    link.press("Enter")
    drawer(provider_page).get_by_role("link", name="Raw batch").first.press("Enter")
    batch = provider_page.get_by_role("dialog", name="Raw batch")
    expect(batch.get_by_label("Search in the JSON")).to_be_visible()

    provider_page.keyboard.press("Escape")
    expect(batch).to_have_count(0)
    expect(drawer(provider_page)).to_be_visible()

    provider_page.keyboard.press("Escape")
    expect(drawer(provider_page)).to_have_count(0)
    expect(link).to_be_focused()


def test_a_link_to_a_line_item_shows_how_its_list_cost_adds_up(page: Page, received: RunningServer) -> None:
    [item] = received.get("/api/v1/public/line-items", start_date="2026-11-01", end_date="2026-11-30", limit=1)

    page.goto(f"/dashboard/providers/{received.connection_id}?item={item['id']}")

    cost = page.get_by_role("table", name="List cost, line by line")
    expect(cost).to_be_visible()
    amounts = [dollars(shown) for shown in cost.locator("tbody td:last-child").all_inner_texts()]
    assert sum(amounts) == dollars(cost.locator("tfoot td").inner_text()) == Decimal(item["list_cost_usd"])


def test_people_and_teams_are_shown_with_how_they_were_found(provider_page: Page) -> None:
    expect(rows(provider_page).first).to_contain_text(re.compile("dev3@example.com stated.*declared"))

    rows(provider_page).first.get_by_role("link").click()

    whose = drawer(provider_page).get_by_role("region", name="Whose it is")
    expect(whose).to_contain_text("The telemetry itself says so.")
    expect(whose.locator("dl")).to_contain_text("dev3@example.com")


def test_an_explanation_that_did_not_come_can_be_asked_for_again(provider_page: Page) -> None:
    provider_page.route("**/explanation", refuse)
    rows(provider_page).first.get_by_role("link").click()
    expect(drawer(provider_page).get_by_role("alert")).to_contain_text("Not now.")

    provider_page.unroute("**/explanation")
    drawer(provider_page).get_by_role("button", name="Try again").click()

    expect(drawer(provider_page)).to_contain_text(DECISION)


def refuse(route: Route) -> None:
    problem = {"data": None, "error": {"code": "CONFLICT", "message": "Not now."}, "meta": {"request_id": "r"}}
    route.fulfill(status=409, json=problem)


def test_a_link_to_a_line_item_that_is_gone_says_so(page: Page, received: RunningServer) -> None:
    page.goto(f"/dashboard/providers/{received.connection_id}?item={UNKNOWN}")

    expect(drawer(page).get_by_role("alert")).to_contain_text(f"There is no line item {UNKNOWN} here")
