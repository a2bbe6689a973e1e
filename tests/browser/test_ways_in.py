"""The ways in that depend on others: a letter with a link, an invitation that came too late, an OpenID provider."""

import asyncio
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.invitations import INVITATION_LIFE
from stackspend.access.members import Role
from stackspend.actor import COMMAND_LINE
from tests.browser.test_accessibility import violations
from tests.browser.walk import PATIENCE
from tests.openid import OpenIdServer, running_openid
from tests.running import OWNER, RunningServer, free_port, running_server
from tests.web.app.people import Mailbox, running_mail_server
from tests.web.door.organizations import catalog_of

PASSWORD = "vivid otter climbs"
BOB, CAROL = "bob@example.com", "carol@example.com"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with running_mail_server(free_port()) as running:
        yield running


@pytest.fixture(scope="module")
def openid() -> Iterator[OpenIdServer]:
    with running_openid() as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox, openid: OpenIdServer) -> Iterator[RunningServer]:
    """One that sends letters and knows an OpenID provider."""
    with running_server(
        tmp_path_factory.mktemp("ways"),
        smtp_url=mailbox.url,
        smtp_from="StackSpend <stackspend@example.com>",
        oidc_issuer=openid.issuer,
        oidc_client_id="stackspend",
        oidc_client_secret="geheim",
        oidc_name="Example ID",
    ) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A browser that is not signed in, and asks nobody but this machine."""
    with browser.new_context(base_url=server.base_url) as context:
        context.route(lambda url: "//127.0.0.1" not in url, lambda route: route.abort())
        yield context.new_page()


def invite(server: RunningServer, email: str, *, at: datetime) -> str:
    """The link of an invitation that was sent then."""
    secret = credential.mint(Kind.INVITATION)

    async def invited() -> None:
        async with catalog_of(server) as catalog:
            await catalog.invite(
                UUID(server.organization_id),
                email=email,
                role=Role.MEMBER,
                digest=credential.digest(secret),
                by=COMMAND_LINE,
                at=at,
            )

    with ThreadPoolExecutor(1) as thread:  # Playwright has an event loop in this one
        thread.submit(lambda: asyncio.run(invited())).result()
    return f"/accept-invitation#{secret}"


def link_in_letter(mailbox: Mailbox) -> str:
    deadline = time.monotonic() + PATIENCE
    while not mailbox.letters:
        assert time.monotonic() < deadline, "No letter came."
        time.sleep(0.05)
    [text] = [part.get_content() for part in mailbox.letters[-1].walk() if part.get_content_type() == "text/plain"]
    [link] = re.findall(r"\S+/reset-password#\S+", text)
    return str(link)


def test_a_forgotten_password_is_set_anew_by_letter(page: Page, mailbox: Mailbox) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name="Forgot your password?").click()
    page.get_by_label("E-mail").fill(OWNER)
    assert violations(page) == []
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("status")).to_contain_text("a link is on its way")

    link = link_in_letter(mailbox)
    page.goto(link)
    expect(page).to_have_url(re.compile("/reset-password$"))
    new, setting = page.get_by_label("New password", exact=True), page.get_by_role("button", name="Set password")
    new.fill("too short")
    expect(setting).to_be_disabled()
    assert violations(page) == []
    new.fill("password1234")
    setting.click()
    expect(page.get_by_role("alert")).to_contain_text("The password was not set")
    assert violations(page) == []
    new.fill(PASSWORD)
    setting.click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out everywhere")
    assert violations(page) == []

    page.get_by_role("link", name="Sign in with the new password").click()
    page.get_by_label("E-mail").fill(OWNER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/dashboard/**")

    page.goto(link)
    new.fill("quiet lantern paints")
    setting.click()
    expect(page.get_by_role("alert")).to_contain_text("This link was used, has expired or was replaced")


def test_an_invitation_that_has_expired_says_whom_to_ask(page: Page, server: RunningServer) -> None:
    page.goto(invite(server, BOB, at=datetime.now(UTC) - INVITATION_LIFE - timedelta(minutes=1)))
    expect(page.get_by_role("alert")).to_contain_text("This invitation has expired; ask the command line to send it")
    expect(page.get_by_role("button", name="Join")).to_have_count(0)
    assert violations(page) == []


def test_somebody_invited_comes_in_with_the_openid_provider(
    page: Page, server: RunningServer, openid: OpenIdServer
) -> None:
    invite(server, CAROL, at=datetime.now(UTC))
    openid.know("carol", {"email": CAROL, "email_verified": True, "name": "Carol"})
    page.goto("/sign-in")
    page.get_by_role("link", name="Sign in with Example ID").click()
    page.wait_for_url(f"{openid.issuer}/**")
    page.get_by_placeholder("sub").fill("carol")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{server.base_url}/dashboard/**")

    page.goto("/dashboard/settings/account")
    expect(page.get_by_role("region", name="Example ID")).to_be_visible()
    page.goto("/dashboard/settings/members")
    expect(page.get_by_role("row", name=CAROL)).to_contain_text("Member")


def test_a_stranger_whom_the_openid_provider_knows_stays_out_and_reads_why(page: Page, openid: OpenIdServer) -> None:
    openid.know("eve", {"email": "eve@evil.example", "email_verified": True})
    page.goto("/sign-in")
    page.get_by_role("link", name="Sign in with Example ID").click()
    page.get_by_placeholder("sub").fill("eve")
    page.get_by_role("button", name="Authorize").click()

    expect(page.get_by_role("alert")).to_contain_text("You are not a member here yet")
    assert violations(page) == []
    page.goto("/dashboard/overview")
    page.wait_for_url("**/sign-in")


def test_who_denies_it_at_the_provider_is_back_where_they_were(page: Page, server: RunningServer) -> None:
    page.goto("/sign-in")
    page.get_by_role("link", name="Sign in with Example ID").click()
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(f"{server.base_url}/sign-in?**")
    expect(page.get_by_role("alert")).to_contain_text("The sign-in was broken off")
