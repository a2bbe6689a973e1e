"""The owner deletes the organization, and the server is as at its first start."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import DIALOG, violations
from tests.running import empty_server

PASSWORD = "vivid otter climbs"


@pytest.fixture
def alice(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Who has just set Acme up."""
    with empty_server(tmp_path) as link:
        address = urlsplit(link)
        with browser.new_context(base_url=f"{address.scheme}://{address.netloc}") as context:
            page = context.new_page()
            page.goto(link)
            given = {"Organization": "Acme", "Your name": "Alice", "E-mail": "alice@acme.example", "Password": PASSWORD}
            for label, text in given.items():
                page.get_by_label(label, exact=True).fill(text)
            page.get_by_role("button", name="Set up").click()
            page.wait_for_url("**/dashboard/**")
            yield page


def test_it_is_deleted_once_its_name_and_the_password_are_typed(alice: Page) -> None:
    alice.goto("/dashboard/settings/organization")
    expect(alice.get_by_role("button", name="Delete organization")).to_be_visible()
    assert violations(alice) == []
    alice.get_by_role("button", name="Delete organization").click()
    dialog = alice.get_by_role("dialog")
    delete = dialog.get_by_role("button", name="Delete for good")
    dialog.get_by_label("Your password", exact=True).fill("quiet lantern paints")
    expect(delete).to_be_disabled()
    dialog.get_by_label("Name of the organization").fill("Acme")
    assert violations(alice, within=DIALOG) == []
    delete.click()
    expect(dialog.get_by_role("alert")).to_contain_text("The current password is wrong")

    dialog.get_by_label("Your password", exact=True).fill(PASSWORD)
    delete.click()

    alice.wait_for_url("**/sign-in?deleted=true")
    expect(alice.get_by_role("status")).to_contain_text("The organization is deleted")
    expect(alice.get_by_text("Nobody has set this StackSpend up yet.")).to_be_visible()
    assert violations(alice) == []
    alice.goto("/dashboard/overview")
    alice.wait_for_url("**/sign-in")
