"""Retention: an owner sees what a choice deletes before it is made."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import DIALOG, violations
from tests.running import RunningServer

PAGE = "/dashboard/settings/retention"


def test_a_choice_says_what_it_deletes_and_is_in_the_audit(page: Page, received: RunningServer) -> None:
    page.goto(PAGE)
    months = page.get_by_label("Line items")
    expect(months).to_have_value("")
    expect(page.get_by_role("table", name="Text of people")).to_contain_text("Removed on arrival")
    assert violations(page) == []

    months.fill("120")
    page.get_by_role("button", name="Save changes").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("line items for 120 months")
    expect(dialog.get_by_role("status")).to_contain_text("Nothing is old enough to be deleted now.")
    assert violations(page, within=DIALOG) == []
    dialog.get_by_role("button", name="Change retention").click()
    expect(dialog).to_have_count(0)
    page.reload()
    expect(months).to_have_value("120 months")

    page.goto("/dashboard/settings/audit")
    expect(page.get_by_role("row", name="Retention").filter(has_text="120").first).to_be_visible()

    page.goto(PAGE)
    months.fill("")
    page.get_by_role("button", name="Save changes").click()
    dialog.get_by_role("button", name="Change retention").click()
    expect(dialog).to_have_count(0)
