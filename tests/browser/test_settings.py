"""Settings: the organization, and whose usage belongs to which team."""

import re

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.test_accessibility import DIALOG, violations

MAPPINGS = "/dashboard/settings/mappings"
TABLE = "kind,pattern,team,cost_centre,project\nemail,bob@acme.example,Payments,,\ndomain,acme.example,Acme,4711,\n"


def rule_of(page: Page, pattern: str) -> Locator:
    return page.get_by_role("table", name="Mapping rules").get_by_role("row", name=pattern)


def test_a_rule_is_added_edited_in_its_row_and_removed(page: Page) -> None:
    page.goto(MAPPINGS)
    page.get_by_role("button", name="Add rule").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill("Alice@Acme.example")
    dialog.get_by_label("Team").fill("Platform")
    assert violations(page, within=DIALOG) == []
    dialog.get_by_role("button", name="Add rule").click()
    row = rule_of(page, "alice@acme.example")
    expect(row).to_contain_text("Platform")
    assert violations(page) == []

    row.get_by_role("button", name="Edit").click()
    expect(row.get_by_label("Team")).to_be_focused()
    row.get_by_label("Project").fill("Checkout")
    assert violations(page) == []
    row.get_by_label("Project").press("Enter")
    expect(row).to_contain_text("Project Checkout")

    row.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove rule").click()
    expect(row).to_have_count(0)


def test_a_table_tells_what_it_would_change_before_it_does(page: Page) -> None:
    page.goto(MAPPINGS)
    page.get_by_role("button", name="Import CSV").click()
    dialog = page.get_by_role("dialog")
    choose(dialog, TABLE)
    expect(dialog.get_by_role("status")).to_contain_text("2 added, 0 changed")
    expect(rule_of(page, "bob@acme.example")).to_have_count(0)
    dialog.get_by_role("button", name="Make 2 changes").click()
    expect(rule_of(page, "bob@acme.example")).to_contain_text("Payments")

    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    assert download.value.path().read_text() == TABLE

    page.get_by_role("button", name="Import CSV").click()
    choose(dialog, TABLE.replace("Payments", "Checkout").replace("domain,acme.example,Acme,4711,\n", ""))
    changes = dialog.get_by_role("list", name="What the import changes")
    expect(changes).to_contain_text("bob@acme.example: team Payments → team Checkout")
    expect(changes.get_by_role("listitem").first).to_contain_text("Remove")
    assert violations(page, within=DIALOG) == []


def test_a_table_that_cannot_be_meant_is_refused_with_its_lines(page: Page) -> None:
    page.goto(MAPPINGS)
    page.get_by_role("button", name="Import CSV").click()
    dialog = page.get_by_role("dialog")
    choose(dialog, "kind,pattern,team\nmail,bob@acme.example,Payments\n")
    expect(dialog.get_by_role("alert")).to_contain_text("Line 2: There is no kind of rule 'mail'")
    expect(dialog.get_by_role("button", name="Import")).to_be_disabled()


def test_the_organization_is_renamed_and_the_audit_tells(page: Page) -> None:
    page.goto("/dashboard/settings/organization")
    name = page.get_by_role("textbox", name="Name")
    expect(name).to_have_value(re.compile("."))
    before = name.input_value()
    name.fill("Acme Renamed")
    page.get_by_role("radio", name="List cost").check()
    assert violations(page) == []
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})  # as it was before axe looked from a phone
    expect(page.get_by_text("Acme Renamed", exact=True)).to_be_visible()

    page.goto("/dashboard/settings/audit")
    expect(page.get_by_role("row", name="Acme Renamed").first).to_contain_text(f"{before} → Acme Renamed")

    page.goto("/dashboard/settings/organization")
    name.fill(before)
    page.get_by_role("radio", name="Reported cost").check()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved")).to_be_visible()


def test_days_begin_in_the_time_zone_that_is_chosen(page: Page) -> None:
    page.goto("/dashboard/settings/organization")
    zone = page.get_by_role("combobox", name="Time zone")
    expect(zone).to_have_value("UTC")
    zone.fill("kolk")
    page.get_by_role("option", name="Asia/Kolkata").click()
    assert violations(page) == []
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    page.reload()
    expect(zone).to_have_value("Asia/Kolkata")

    zone.fill("UTC")
    page.get_by_role("option", name="UTC", exact=True).click()
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved")).to_be_visible()


def test_the_overview_follows_the_fiscal_year_that_is_chosen(page: Page) -> None:
    """The year begins in the middle of April, so a month is from the 15th to the 14th."""
    page.goto("/dashboard/settings/organization")
    pick(page, "Day on which the fiscal year begins", "15")
    pick(page, "Month in which the fiscal year begins", "April")
    assert violations(page) == []
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved")).to_be_visible()

    page.set_viewport_size({"width": 1440, "height": 900})  # as it was before axe looked from a phone
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Overview").click()
    expect(page.get_by_text(re.compile(r"15 \w+( \d+)?\s–\s14 \w+ \d+, so far"))).to_be_visible()
    month = page.evaluate("() => fetch('/api/v1/app/overview').then(a => a.json()).then(a => a.data)")
    assert (month["month_start"][-2:], month["before_start"][-2:], month["month_end"][-2:]) == ("15", "15", "14")

    page.goto("/dashboard/settings/organization")
    pick(page, "Day on which the fiscal year begins", "1")
    pick(page, "Month in which the fiscal year begins", "January")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text("Saved")).to_be_visible()


def test_amounts_show_the_currency_label_that_is_chosen(sample_page: Page) -> None:
    sample_page.goto("/dashboard/settings/organization")
    label = sample_page.get_by_label("Currency label")
    label.fill("<b>$")
    assert violations(sample_page) == []
    sample_page.get_by_role("button", name="Save changes").click()
    expect(sample_page.get_by_text("Saved")).to_be_visible()

    sample_page.goto("/dashboard/overview")
    spent = (
        sample_page.locator("dl > div", has=sample_page.get_by_text("Month to date", exact=True)).locator("dd").first
    )
    expect(spent).to_have_text(re.compile(r"^<b>\$[\d,]+\.\d\d$"))

    sample_page.goto("/dashboard/settings/organization")
    label.fill("$")
    sample_page.get_by_role("button", name="Save changes").click()
    expect(sample_page.get_by_text("Saved")).to_be_visible()


def pick(page: Page, field: str, option: str) -> None:
    page.get_by_role("combobox", name=field).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_settings_lead_to_each_other_wide_and_on_a_phone(page: Page) -> None:
    tabs = page.get_by_role("navigation", name="Settings")
    page.goto("/dashboard/overview")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Settings").click()
    expect(tabs.get_by_role("link", name="Organization")).to_have_attribute("aria-current", "page")
    tabs.get_by_role("link", name="Members").click()
    expect(page.get_by_role("heading", name="Members", level=1)).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/dashboard/settings/account")
    expect(tabs.get_by_role("link", name="Account")).to_be_in_viewport()
    tabs.get_by_role("link", name="Audit").click()
    expect(page.get_by_role("heading", name="Audit", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(dialog: Locator, table: str) -> None:
    """Give the file to the picker, which has its input beside the button."""
    file: FilePayload = {"name": "rules.csv", "mimeType": "text/csv", "buffer": table.encode()}
    dialog.locator("input[type=file]").set_input_files(file)
