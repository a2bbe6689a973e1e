"""Setting up, inviting, joining, changing roles, removing and signing in, each person in their own browser."""

import re
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import DIALOG, violations
from tests.running import empty_server

ALICE, BOB = "alice@acme.example", "bob@acme.example"
HERS, HIS = "vivid otter climbs", "quiet lantern paints"


@pytest.fixture(scope="module")
def set_up_link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with empty_server(tmp_path_factory.mktemp("empty")) as link:
        yield link


@pytest.fixture
def base_url(set_up_link: str) -> str:
    address = urlsplit(set_up_link)
    return f"{address.scheme}://{address.netloc}"


@pytest.fixture
def alice(browser: Browser, base_url: str) -> Iterator[Page]:
    with browser.new_context(base_url=base_url) as context:
        yield context.new_page()


@pytest.fixture
def bob(browser: Browser, base_url: str) -> Iterator[Page]:
    with browser.new_context(base_url=base_url) as context:
        yield context.new_page()


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def invite(page: Page, email: str) -> str:
    """The link of the invitation."""
    page.goto("/dashboard/settings/members")
    page.get_by_role("button", name="Invite", exact=True).click()
    page.get_by_label("E-mail").fill(email)
    assert violations(page, within=DIALOG) == []
    page.get_by_role("button", name="Invite", exact=True).last.click()
    link = page.get_by_role("region", name="Invitation link").locator("code").inner_text()
    page.get_by_role("button", name="Done").click()
    return link


def choose(page: Page, email: str, action: str) -> None:
    page.get_by_role("button", name=f"Change {email}").click()
    page.get_by_role("menuitem", name=action).click()


def test_from_the_set_up_to_a_member_who_is_removed(alice: Page, bob: Page, set_up_link: str) -> None:
    alice.goto(set_up_link)
    assert violations(alice) == []
    for label, text in (("Organization", "Acme"), ("Your name", "Alice"), ("E-mail", ALICE), ("Password", HERS)):
        alice.get_by_label(label, exact=True).fill(text)
    alice.get_by_role("button", name="Set up").click()
    alice.wait_for_url("**/dashboard/**")

    link = invite(alice, BOB)
    expect(alice.get_by_role("table", name="Invitations")).to_contain_text(BOB)
    assert violations(alice) == []

    bob.goto(link)
    expect(bob.get_by_role("heading", name="Join Acme")).to_be_visible()
    expect(bob).to_have_url(re.compile("/accept-invitation$"))
    assert violations(bob) == []
    bob.get_by_label("Your name").fill("Bob")
    bob.get_by_label("Password", exact=True).fill(HIS)
    bob.get_by_role("button", name="Join").click()
    bob.wait_for_url("**/dashboard/**")
    bob.goto("/dashboard/settings/members")
    expect(bob.get_by_role("table", name="Members")).to_contain_text("Bob (you)")
    expect(bob.get_by_role("button", name="Invite", exact=True)).to_have_count(0)

    alice.goto("/dashboard/settings/members")
    choose(alice, BOB, "Change role")
    alice.get_by_role("radio", name="Admin").check()
    assert violations(alice, within=DIALOG) == []
    alice.get_by_role("button", name="Change role").click()
    expect(alice.get_by_role("row", name="Bob")).to_contain_text("Admin")
    sign_in(bob, BOB, HIS)
    bob.wait_for_url("**/dashboard/**")
    bob.goto("/dashboard/settings/members")
    expect(bob.get_by_role("button", name="Invite", exact=True)).to_be_visible()

    choose(alice, BOB, "Remove")
    expect(alice.get_by_role("dialog")).to_contain_text("is signed out at once")
    assert violations(alice, within=DIALOG) == []
    alice.get_by_role("button", name="Remove member").click()
    expect(alice.get_by_role("row", name="Bob")).to_have_count(0)
    bob.goto("/dashboard/settings/members")
    bob.wait_for_url("**/sign-in")
    sign_in(bob, BOB, HIS)
    expect(bob.get_by_role("alert")).to_contain_text("The e-mail address or the password is wrong")


def test_a_withdrawn_invitation_says_so(alice: Page, bob: Page) -> None:
    sign_in(alice, ALICE, HERS)
    alice.wait_for_url("**/dashboard/**")
    link = invite(alice, "carol@acme.example")
    alice.get_by_role("button", name="Withdraw the invitation of carol@acme.example").click()
    expect(alice.get_by_role("table", name="Invitations")).to_have_count(0)

    bob.goto(link)
    expect(bob.get_by_role("alert")).to_contain_text("This invitation was accepted, withdrawn or replaced")
    assert violations(bob) == []


def test_a_session_is_ended_from_another_browser(alice: Page, bob: Page) -> None:
    for page in (alice, bob):
        sign_in(page, ALICE, HERS)
        page.wait_for_url("**/dashboard/**")
    alice.goto("/dashboard/settings/account")
    expect(alice.get_by_role("button", name="Sign out all others")).to_be_visible()
    assert violations(alice) == []
    alice.get_by_role("button", name="Sign out all others").click()
    expect(alice.get_by_role("button", name="Sign out all others")).to_have_count(0)

    bob.goto("/dashboard/settings/account")
    bob.wait_for_url("**/sign-in")


def test_a_code_is_asked_for_after_the_password(alice: Page, bob: Page) -> None:
    sign_in(alice, ALICE, HERS)
    alice.wait_for_url("**/dashboard/**")
    alice.goto("/dashboard/settings/account")
    alice.get_by_role("button", name="Turn on").click()
    dialog = alice.get_by_role("dialog")
    codes = pyotp.TOTP(dialog.locator("code").inner_text())
    assert violations(alice, within=DIALOG) == []
    dialog.get_by_label("One-time code").fill(codes.at(int(time.time()) - 30))  # the step before is good too
    dialog.get_by_label("Password", exact=True).fill(HERS)
    dialog.get_by_role("button", name="Turn on").click()
    expect(dialog.get_by_role("list", name="Recovery codes").get_by_role("listitem")).to_have_count(10)

    sign_in(bob, ALICE, HERS)
    expect(bob.get_by_label("One-time code")).to_be_focused()
    assert violations(bob) == []
    bob.get_by_label("One-time code").fill(codes.now())
    bob.get_by_role("button", name="Sign in", exact=True).click()
    bob.wait_for_url("**/dashboard/**")


def test_where_no_letters_are_sent_the_page_says_who_can_help(bob: Page) -> None:
    bob.goto("/sign-in")
    bob.get_by_role("button", name="Forgot your password?").click()
    expect(bob.get_by_text("stackspend sign-in --email")).to_be_visible()
    assert violations(bob) == []
