"""Settings – Audit: what was done is there, can be narrowed, and taken along."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_api_keys import create_key

PAGE = "/dashboard/settings/audit"


def test_what_was_done_is_found_and_downloaded(page: Page) -> None:
    create_key(page, "Audited export", scope="line_items:read")
    page.goto(PAGE)
    row = page.get_by_role("row", name="Audited export").first
    expect(row).to_contain_text("Key created")
    expect(row).to_contain_text("owner@example.com")
    assert violations(page) == []

    page.get_by_role("combobox", name="Action").click()
    page.get_by_role("option", name="Sign in succeeded").click()
    expect(page.get_by_role("row", name="Audited export")).to_have_count(0)
    expect(page.get_by_role("row", name="Sign in succeeded").first).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    lines = download.value.path().read_text().splitlines()
    assert lines[0].startswith("time,action,subject,by")
    assert {line.split(",")[1] for line in lines[1:]} == {"sign_in.succeeded"}
