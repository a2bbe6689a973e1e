"""Settings – API keys: a key is made with scopes, shown once, and revoked."""

from playwright.sync_api import Page, expect

from tests.browser.walk import status_of
from tests.running import RunningServer

PAGE = "/dashboard/settings/api-keys"
LINE_ITEMS = "/api/v1/public/line-items?start_date=2026-11-01&end_date=2026-11-30"


def create_key(page: Page, name: str, *, scope: str) -> str:
    page.goto(PAGE)
    page.get_by_role("button", name="Create key").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("checkbox", name=scope).check()
    dialog.get_by_role("button", name="Create key").click()
    secret = dialog.get_by_role("region", name="API key").locator("code").inner_text()
    dialog.get_by_role("button", name="Done").click()
    return secret


def test_a_new_key_is_shown_once_and_opens_what_its_scope_says(page: Page, server: RunningServer) -> None:
    secret = create_key(page, "Finance export", scope="line_items:read")

    page.reload()

    expect(page.get_by_role("row", name="Finance export")).to_contain_text("line_items:read")
    expect(page.get_by_text(secret)).to_have_count(0)
    assert status_of(server.base_url + LINE_ITEMS, headers={"X-API-Key": secret}) == 200


def test_a_revoked_key_opens_nothing_and_leaves_the_list_of_active_keys(page: Page, server: RunningServer) -> None:
    secret = create_key(page, "Old export", scope="line_items:read")

    page.get_by_role("button", name="Revoke Old export").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke key").click()

    expect(page.get_by_role("row", name="Old export")).to_have_count(0)
    assert status_of(server.base_url + LINE_ITEMS, headers={"X-API-Key": secret}) == 401
    page.get_by_text("All", exact=True).click()
    expect(page.get_by_role("row", name="Old export")).to_contain_text("Revoked")
