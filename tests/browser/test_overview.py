"""The page that a morning begins with."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Sampled
from tests.running import RunningServer

ALERTS: list[dict[str, Any]] = [
    {
        "id": f"00000000-0000-0000-0000-00000000000{number}",
        "kind": "spike",
        "severity": severity,
        "state": "new",
        "title": f"A {severity} one",
        "summary": "Much.",
        "opened_at": "2026-11-25T10:00:00Z",
        "owner_id": None,
        "escalated_at": None,
        "snoozed_until": None,
        "impact_usd": "1",
        "scope": {"kind": "organization", "value": None},
    }
    for number, severity in enumerate(("low", "critical"))
]


def asked(page: Page, path: str) -> Any:
    """The `data` that the app API answers to this page's session."""
    return page.evaluate("path => fetch('/api/v1/app' + path).then(a => a.json()).then(a => a.data)", path)


def dollars(amount: str) -> str:
    return f"${float(amount):,.2f}"


def figure(page: Page, name: str) -> str:
    return page.locator("dl > div", has=page.get_by_text(name, exact=True)).locator("dd").first.inner_text()


def test_the_figures_are_those_of_the_api(sample_page: Page) -> None:
    sample_page.goto("/dashboard/overview")
    expect(sample_page.get_by_text("Month to date")).to_be_visible()
    overview = asked(sample_page, "/overview")

    assert figure(sample_page, "Month to date") == dollars(overview["month_usd"])
    assert figure(sample_page, "Active people") == str(overview["people"])
    assert figure(sample_page, "Saved by caching") == dollars(overview["cache_saved_usd"])


def test_a_top_list_leads_to_the_explorer_with_the_same_question(sample_page: Page) -> None:
    sample_page.goto("/dashboard/overview")
    people = sample_page.get_by_role("region", name="People")
    first = people.get_by_role("listitem").first.inner_text().splitlines()

    people.get_by_role("link", name="All by person").click()

    table = sample_page.get_by_role("table", name="Spend by group")
    expect(table.locator("tbody tr").first).to_contain_text(first[0])
    expect(table.locator("tbody tr").first).to_contain_text(first[1])


def test_what_needs_attention_is_named(sample_page: Page) -> None:
    sample_page.goto("/dashboard/overview")
    attention = sample_page.get_by_role("region", name="Needs attention")

    expect(attention).to_contain_text("names no person")
    expect(attention).to_contain_text("no known price")


def test_the_month_is_one_bar_with_its_band_and_the_budget(sample_page: Page, sampled: Sampled) -> None:
    headers = {"Origin": sampled.server.base_url}
    budget = {"scope_kind": "organization", "amount_usd": "54321"}
    made = sample_page.request.post("/api/v1/app/budgets", data=budget, headers=headers).json()["data"]
    sample_page.goto("/dashboard/overview")
    overview = asked(sample_page, "/overview")  # what is expected changes from second to second
    fixed = {"data": overview, "error": None, "meta": {}}
    sample_page.route("**/app/overview", lambda route: route.fulfill(json=fixed))
    sample_page.reload()

    bar = sample_page.get_by_role("img", name="budget $54,321.00")
    expect(bar).to_be_visible()
    end = overview["end"]
    for amount in (end["expected_usd"], end["lower_usd"], end["upper_usd"]):
        assert dollars(amount) in str(bar.get_attribute("aria-label"))
    expect(sample_page.get_by_role("link", name="Budget $54,321.00")).to_contain_text("On track")
    assert sample_page.request.delete(f"/api/v1/app/budgets/{made['id']}", headers=headers).ok


def test_open_alerts_are_named_the_gravest_first(sample_page: Page) -> None:
    sample_page.route("**/app/alerts?*", lambda route: route.fulfill(json={"data": ALERTS, "error": None, "meta": {}}))
    sample_page.goto("/dashboard/overview")
    items = sample_page.get_by_role("region", name="Needs attention").get_by_role("link")

    expect(items.nth(0)).to_contain_text("A critical one")
    expect(items.nth(1)).to_contain_text("A low one")
    expect(items.nth(0)).to_have_attribute("href", f"/dashboard/inbox/{ALERTS[1]['id']}")


def test_a_part_that_fails_leaves_the_others(sample_page: Page) -> None:
    sample_page.route("**/app/overview", refuse)
    sample_page.goto("/dashboard/overview")

    expect(sample_page.get_by_role("alert")).to_contain_text("The month could not be loaded")
    expect(sample_page.get_by_role("region", name="Models").get_by_role("listitem").first).to_be_visible()

    sample_page.unroute("**/app/overview")
    sample_page.get_by_role("button", name="Try again").click()
    expect(sample_page.get_by_text("Month to date")).to_be_visible()


def refuse(route: Route) -> None:
    problem = {"data": None, "error": {"code": "CONFLICT", "message": "Not now."}, "meta": {"request_id": "r"}}
    route.fulfill(status=409, json=problem)


def test_before_anything_was_spent_it_leads_on(page: Page, server: RunningServer) -> None:
    page.route("**/app/overview", lambda route: empty(route))
    page.goto("/dashboard/overview")

    expect(page.get_by_role("button", name="Explore with sample data")).to_be_visible()
    page.get_by_role("link", name="Connect Claude").click()
    expect(page.get_by_role("heading", name="Providers", level=1)).to_be_visible()


def empty(route: Route) -> None:
    """The answer as of an organization that never spent anything."""
    answer = route.fetch().json()
    answer["data"]["end"] = None
    route.fulfill(json=answer)
