"""The one-time link, and the way back to where one was."""

import re

from playwright.sync_api import Page, StorageState, expect

from tests.running import RunningServer


def test_a_stranger_is_led_to_the_sign_in_page(stranger: Page) -> None:
    stranger.goto("/dashboard/settings/api-keys")

    expect(stranger).to_have_url(re.compile("/sign-in$"))
    expect(stranger.get_by_role("heading", name="Sign in to StackSpend")).to_be_visible()


def test_a_link_opens_once_and_says_so_the_second_time(
    stranger: Page, session: StorageState, server: RunningServer
) -> None:
    assert session["cookies"]  # the link has been used to sign in

    stranger.goto(server.sign_in_url)

    expect(stranger.get_by_role("alert")).to_contain_text("This link has been used")


def test_after_signing_in_again_one_is_back_where_the_session_ended(page: Page, server: RunningServer) -> None:
    [cookie] = page.context.cookies()
    page.context.clear_cookies()
    page.goto("/dashboard/settings/api-keys")
    expect(page).to_have_url(re.compile("/sign-in$"))

    page.context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": server.base_url}])
    page.goto("/dashboard/providers")

    expect(page).to_have_url(re.compile("/dashboard/settings/api-keys$"))


def test_every_page_says_that_it_shows_estimates(page: Page) -> None:
    for address in ("/dashboard/providers", "/dashboard/settings/api-keys", "/sign-in?problem=expired"):
        page.goto(address)
        expect(page.get_by_text("Estimated from usage telemetry – not an invoice")).to_be_visible()
