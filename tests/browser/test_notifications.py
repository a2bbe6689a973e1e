"""Settings – Notifications: a webhook is added, its secret shown once, tested, rotated and removed; a chat is added."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import DIALOG, violations

PAGE = "/dashboard/settings/notifications"


def add_webhook(page: Page, name: str, address: str) -> None:
    page.get_by_role("button", name="Add channel").click()
    dialog = page.get_by_role("dialog", name="Add channel")
    dialog.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="Webhook").click()
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Address").fill(address)
    dialog.get_by_role("button", name="Add", exact=True).click()


def act_on(page: Page, name: str, action: str) -> None:
    page.get_by_role("button", name=f"Actions on {name}").click()
    page.get_by_role("menuitem", name=action).click()


def test_a_webhook_is_added_tested_rotated_and_removed(page: Page) -> None:
    page.goto(PAGE)
    add_webhook(page, "On call", "https://hooks.example.invalid/spend")
    added = page.get_by_role("dialog", name="Webhook added")
    first = added.get_by_role("region", name="Signing secret").locator("code").inner_text()
    assert violations(page, within=DIALOG) == []
    added.get_by_role("button", name="Done").click()
    expect(page.get_by_role("row", name="On call")).to_contain_text("Every alert of all teams")
    expect(page.get_by_text(first)).to_have_count(0)

    page.get_by_role("button", name="Test On call").click()
    expect(page.get_by_role("table", name="Delivery log").get_by_role("row", name="On call")).to_contain_text("Test")
    assert violations(page) == []

    act_on(page, "On call", "Rotate secret")
    rotating = page.get_by_role("dialog", name="Rotate the secret of “On call”")
    rotating.get_by_role("button", name="Rotate secret").click()
    assert rotating.get_by_role("region", name="Signing secret").locator("code").inner_text() != first
    rotating.get_by_role("button", name="Done").click()

    act_on(page, "On call", "Remove")
    page.get_by_role("dialog").get_by_role("button", name="Remove channel").click()
    expect(page.get_by_role("heading", name="No channels yet")).to_be_visible()


def test_a_webhook_into_the_own_network_is_refused_in_words(page: Page) -> None:
    page.goto(PAGE)
    add_webhook(page, "Inside", "https://127.0.0.1/spend")

    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("The channel was not saved")


def test_a_chat_is_added_by_the_name_of_its_service(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_role("button", name="Add channel").click()
    dialog = page.get_by_role("dialog", name="Add channel")
    dialog.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="Chat").click()
    dialog.get_by_role("combobox", name="Service").fill("slack")
    page.get_by_role("option", name="Slack", exact=True).click()
    expect(dialog.get_by_text("As in slack://")).to_be_visible()
    expect(dialog.get_by_label("Address")).to_have_value("slack://")
    assert violations(page, within=DIALOG) == []

    dialog.get_by_label("Name").fill("Spend room")
    dialog.get_by_label("Address").fill("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/spend")
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("row", name="Spend room")).to_contain_text("Chat")
    expect(page.get_by_text("TIiajkdnlazkcOXrIdevi7FQ")).to_have_count(0)

    act_on(page, "Spend room", "Remove")
    page.get_by_role("dialog").get_by_role("button", name="Remove channel").click()
    expect(page.get_by_role("row", name="Spend room")).to_have_count(0)
