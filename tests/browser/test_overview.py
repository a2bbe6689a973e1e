"""The page that a morning begins with."""

from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.running import RunningServer


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
