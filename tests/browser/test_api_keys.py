"""Settings – API keys: a key is made with scopes and shown once, used, rotated with an overlap, and revoked."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.walk import status_of
from tests.running import RunningServer

PAGE = "/dashboard/settings/api-keys"
LINE_ITEMS = "/api/v1/public/line-items?start_date=2026-11-01&end_date=2026-11-30"
PROGRAM = "finance-export/1.4"


def create_key(page: Page, name: str, *, scope: str, expires: str | None = None, **stamp: str) -> str:
    page.goto(PAGE)
    page.get_by_role("button", name="Create key").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("checkbox", name=scope).check()
    for label, value in stamp.items():
        dialog.get_by_label(label.replace("_", " ")).fill(value)
    if expires:
        dialog.get_by_role("combobox", name="Expires").click()
        page.get_by_role("option", name=expires).click()
    dialog.get_by_role("button", name="Create key").click()
    return put_away(page, dialog)


def put_away(page: Page, dialog: Locator) -> str:
    """The secret, as the copy button gives it."""
    shown = dialog.get_by_role("region", name="API key")
    shown.get_by_role("button", name="Copy").click()
    secret: str = page.evaluate("navigator.clipboard.readText()")
    assert shown.locator("code").inner_text() == secret
    dialog.get_by_role("button", name="Done").click()
    return secret


def opened(page: Page, name: str, *, number: int = 0) -> Locator:
    """The drawer of the key; of several of a name, the newest is the first."""
    page.get_by_role("row", name=name).nth(number).get_by_role("button", name=name).click()
    drawer = page.get_by_role("dialog", name=name)
    expect(drawer.get_by_role("region", name="Used by")).to_be_visible()
    return drawer


def used(server: RunningServer, secret: str) -> int:
    return status_of(server.base_url + LINE_ITEMS, headers={"X-API-Key": secret, "User-Agent": PROGRAM})


def test_a_new_key_is_shown_once_and_opens_what_its_scope_says(page: Page, server: RunningServer) -> None:
    secret = create_key(page, "Finance export", scope="line_items:read")

    page.reload()

    expect(page.get_by_role("row", name="Finance export")).to_contain_text("line_items:read")
    expect(page.get_by_text(secret)).to_have_count(0)
    assert used(server, secret) == 200


def test_a_rotated_key_is_good_beside_its_successor_and_tells_who_still_uses_it(
    page: Page, server: RunningServer
) -> None:
    old = create_key(page, "Nightly", scope="line_items:read")
    opened(page, "Nightly").get_by_role("button", name="Rotate key").click()
    dialog = page.get_by_role("dialog", name="Rotate “Nightly”")
    expect(dialog.get_by_role("combobox", name="The old key stays good for")).to_have_value("7 days")
    dialog.get_by_role("button", name="Rotate key").click()
    new = put_away(page, page.get_by_role("dialog", name="The new key"))

    assert [used(server, key) for key in (old, new)] == [200, 200]
    page.reload()

    expect(page.get_by_role("row", name="Nightly")).to_have_count(2)
    expect(page.get_by_role("row", name=old[:12])).to_contain_text(re.compile("Rotated.*until"))
    page.get_by_role("row", name=old[:12]).get_by_role("button", name="Nightly").click()
    senders = page.get_by_role("list", name="Programs and networks")
    expect(senders.get_by_role("listitem")).to_contain_text([re.compile(f"{PROGRAM}.*127.0.0.0/24.*Still uses it")])


def test_a_key_may_be_stamped_and_made_to_expire(page: Page, server: RunningServer) -> None:
    create_key(page, "Pilot", scope="usage:write", expires="In 30 days", Team="Payments", Product_or_project="Checkout")

    row = page.get_by_role("row", name="Pilot")
    expect(row).to_contain_text("Stamps Payments · Checkout")
    expect(row).to_contain_text("until")


def test_a_revoked_key_opens_nothing_and_leaves_the_list_of_active_keys(page: Page, server: RunningServer) -> None:
    secret = create_key(page, "Old export", scope="line_items:read")

    opened(page, "Old export").get_by_role("button", name="Revoke key").click()
    page.get_by_role("dialog", name="Revoke “Old export”?").get_by_role("button", name="Revoke key").click()

    expect(page.get_by_role("row", name="Old export")).to_have_count(0)
    assert used(server, secret) == 401
    page.get_by_text("All", exact=True).click()
    expect(page.get_by_role("row", name="Old export")).to_contain_text("Revoked")
