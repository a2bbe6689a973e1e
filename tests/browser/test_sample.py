"""The sample: found on the first page, labelled on every page, left and removed by a button."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Sampled
from tests.running import running_server

BAR = "Sample data"
MAKING = 120_000  # milliseconds; on a machine that runs nothing else a quarter of that


def test_the_first_page_makes_one_and_leads_into_it_and_out(browser: Browser, tmp_path: Path) -> None:
    with running_server(tmp_path) as fresh, browser.new_page() as page:
        page.goto(fresh.sign_in_url)
        page.get_by_role("button", name="Explore with sample data").click()
        expect(page.get_by_role("progressbar", name="Sample data booked")).to_be_visible()

        expect(page.get_by_role("region", name=BAR)).to_be_visible(timeout=MAKING)
        expect(page.get_by_role("region", name="People").get_by_role("listitem").first).to_contain_text("@example.com")

        page.get_by_role("button", name="Leave").click()
        expect(page.get_by_role("heading", name="See what your Claude agents cost")).to_be_visible()
        expect(page.get_by_role("region", name=BAR)).to_have_count(0)


def test_every_page_of_it_says_what_it_is(sample_page: Page) -> None:
    for address in ("/dashboard/overview", "/dashboard/explorer", "/dashboard/providers"):
        sample_page.goto(address)
        expect(sample_page.get_by_role("region", name=BAR)).to_contain_text("Invented people and spend")


def test_removing_it_is_asked_for_first(sample_page: Page, sampled: Sampled) -> None:
    sample_page.goto("/dashboard/overview")
    sample_page.get_by_role("button", name="Remove").click()
    dialog = sample_page.get_by_role("dialog")
    expect(dialog).to_contain_text("Your own telemetry is not touched")

    dialog.get_by_role("button", name="Cancel").click()

    expect(dialog).to_have_count(0)
