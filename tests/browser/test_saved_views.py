"""Saved views: keep what the Explorer shows under a name, come back to it, change and remove it."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import DIALOG, violations
from tests.browser.test_explorer import opened, total
from tests.browser.test_overview import asked
from tests.browser.walk import await_address, eventually


def test_a_view_is_saved_opened_renamed_and_removed(sample_page: Page) -> None:
    opened(sample_page, '?by=["team"]&period=7d&compare=true')
    shown = total(sample_page)
    sample_page.get_by_role("button", name="Views").click()
    sample_page.get_by_role("button", name="Save this view").click()
    sample_page.get_by_label("Name").fill("Teams this week")
    sample_page.get_by_role("switch", name="Share with the organization").check(force=True)
    assert violations(sample_page, within=DIALOG) == []
    sample_page.set_viewport_size({"width": 1440, "height": 900})
    sample_page.get_by_role("button", name="Save", exact=True).click()
    expect(sample_page.get_by_role("button", name="Teams this week", exact=True)).to_be_visible()
    [kept] = asked(sample_page, "/saved-views")
    assert kept["question"] == {"by": ["team"], "period": "7d", "compare": True}
    assert kept["is_shared"] is True

    opened(sample_page)
    sample_page.get_by_role("button", name="Views").click()
    assert violations(sample_page, within=DIALOG) == []
    sample_page.get_by_role("link", name="Teams this week").click()
    await_address(sample_page, 'by=["team"]')
    eventually(sample_page, lambda: total(sample_page) == shown)

    sample_page.get_by_role("button", name="Teams this week", exact=True).click()
    sample_page.get_by_role("button", name="Change the view Teams this week").click()
    sample_page.get_by_label("Name").fill("Teams")
    sample_page.get_by_role("button", name="Save", exact=True).click()
    sample_page.get_by_role("button", name="Teams", exact=True).click()
    sample_page.get_by_role("button", name="Remove the view Teams").click()
    sample_page.get_by_role("button", name="Remove view").click()

    expect(sample_page.get_by_role("button", name="Views")).to_be_visible()
    assert asked(sample_page, "/saved-views") == []
