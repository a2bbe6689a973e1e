"""Budgets and Monitoring: a limit is set with the amount suggested, says how it stands, is changed, and removed."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.test_accessibility import DIALOG, violations
from tests.browser.test_overview import asked, dollars

BUDGETS, MONITORING = "/dashboard/budgets", "/dashboard/monitoring"


def choose(page: Page, field: Locator, option: str) -> None:
    field.click()
    page.get_by_role("option", name=option, exact=True).click()


def outlook_of(page: Page, kind: str) -> dict[str, str]:
    """The forecast of the scope of this kind that spends most, as the API answers it."""
    found: dict[str, str] = asked(page, f"/forecasts?scope_kind={kind}")["forecasts"][0]
    return found


def act_on(page: Page, name: str, action: str) -> None:
    page.get_by_role("button", name=f"Actions on the budget of {name}").click()
    page.get_by_role("menuitem", name=action).click()


def test_a_budget_is_set_by_the_suggestion_changed_and_removed(sample_page: Page) -> None:
    page = sample_page
    page.goto(BUDGETS)
    suggested = dollars(outlook_of(page, "organization")["suggested_budget_usd"])

    page.get_by_role("button", name="Set a budget").click()
    dialog = page.get_by_role("dialog", name="Set a budget")
    dialog.get_by_role("button", name=f"Use {suggested}").click()
    assert violations(page, within=DIALOG) == []
    dialog.get_by_role("button", name="Set budget").click()

    row = page.get_by_role("row", name="Whole organization")
    expect(row).to_contain_text(f"{suggested} a month")
    expect(row).to_contain_text(re.compile("On track|Trending high"))

    act_on(page, "Whole organization", "Change")
    dialog = page.get_by_role("dialog", name="Change the budget")
    dialog.get_by_label("Amount in USD").fill("1")
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Over budget")
    expect(row).to_contain_text(re.compile(r"Spent [\d,]+ % of the budget of \$1\.00\."))
    assert violations(page) == []

    act_on(page, "Whole organization", "Remove")
    page.get_by_role("dialog").get_by_role("button", name="Remove budget").click()
    expect(page.get_by_role("heading", name="No budgets yet")).to_be_visible()


def test_a_second_budget_of_the_same_is_refused_in_words(sample_page: Page) -> None:
    page = sample_page
    page.goto(BUDGETS)
    for _ in range(2):
        page.get_by_role("button", name="Set a budget").click()
        dialog = page.get_by_role("dialog", name="Set a budget")
        choose(page, dialog.get_by_role("combobox", name="Budget of"), "Project")
        dialog.get_by_role("combobox", name="Project").fill("Moonshot")
        dialog.get_by_label("Amount in USD").fill("250")
        dialog.get_by_role("button", name="Set budget").click()
        expect(page.get_by_role("row", name="Moonshot")).to_contain_text("$250.00 a month")

    expect(dialog.get_by_role("alert")).to_contain_text("The budget was not set")
    dialog.get_by_role("button", name="Cancel").click()
    act_on(page, "Moonshot", "Remove")
    page.get_by_role("dialog").get_by_role("button", name="Remove budget").click()
    expect(page.get_by_role("row", name="Moonshot")).to_have_count(0)


def test_monitoring_shows_the_figures_of_the_api_and_sets_a_budget(sample_page: Page) -> None:
    page = sample_page
    page.goto(MONITORING)
    team = outlook_of(page, "team")
    name = asked(page, "/forecasts?scope_kind=team")["forecasts"][0]["scope"]["value"]
    row = page.get_by_role("row", name=name)

    for figure in ("spent_usd", "expected_usd"):
        expect(row).to_contain_text(dollars(team[figure]))
    row.get_by_role("button", name=f"Set a budget for {name}").click()
    dialog = page.get_by_role("dialog", name="Set a budget")
    dialog.get_by_label("Amount in USD").fill("1")
    dialog.get_by_role("button", name="Set budget").click()
    expect(row).to_contain_text("Over budget")
    assert violations(page) == []

    page.goto(BUDGETS)
    act_on(page, name, "Remove")
    page.get_by_role("dialog").get_by_role("button", name="Remove budget").click()
    expect(page.get_by_role("heading", name="No budgets yet")).to_be_visible()


def test_a_row_of_monitoring_leads_to_its_spend(sample_page: Page) -> None:
    page = sample_page
    page.goto(MONITORING)
    page.get_by_role("tab", name="Models").click()
    expect(page).to_have_url(re.compile("by=model"))
    model = page.get_by_role("table", name="Models").get_by_role("link").first
    name = model.inner_text()

    model.click()

    expect(page.get_by_role("heading", name="Explorer", level=1)).to_be_visible()
    expect(page.get_by_text(name).first).to_be_visible()


def test_a_member_reads_budgets_and_sets_none(sample_page: Page) -> None:
    sample_page.route("**/app/me", as_member)
    sample_page.goto(BUDGETS)

    expect(sample_page.get_by_text("Administrators set budgets")).to_be_visible()
    expect(sample_page.get_by_role("button", name=re.compile("^Set"))).to_have_count(0)


def as_member(route: Route) -> None:
    answer = route.fetch().json()
    answer["data"]["member"]["role"] = "member"
    route.fulfill(json=answer)
