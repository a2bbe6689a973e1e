"""A developer with the viewer role: own usage on every page, and no way to anything else."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_overview import asked
from tests.browser.walk import send
from tests.captured import capture
from tests.running import RunningServer

DEV, OTHER = "dev3@example.com", "dev4.upper@example.com"
EVER = "start_date=2020-01-01&end_date=2030-12-31"
DAYS = "from=2020-01-01&to=2030-12-31"


@pytest.fixture(scope="module")
def team(received: RunningServer) -> RunningServer:
    """The server with the usage of two people."""
    send(capture("j_user4"), to=received.endpoint, headers={"X-API-Key": received.ingest_key})
    return received


@pytest.fixture(scope="module")
def joined(browser: Browser, session: StorageState, team: RunningServer) -> StorageState:
    """What the browser keeps of one of them, who was invited as a viewer."""
    with browser.new_context(base_url=team.base_url, storage_state=session) as alice:
        page = alice.new_page()
        page.goto("/dashboard/explorer")
        page.wait_for_function(
            f"fetch('/api/v1/app/spend?{EVER}&group_by=user').then(a => a.json()).then(a => a.data.groups.length > 1)"
        )
        invited, headers = {"email": DEV, "role": "viewer"}, {"Origin": team.base_url}
        sent = page.request.post("/api/v1/app/invitations", data=invited, headers=headers).json()["data"]
    with browser.new_context(base_url=team.base_url) as dev:
        page = dev.new_page()
        page.goto(sent["url"])
        page.get_by_label("Your name").fill("Dev")
        page.get_by_label("Password", exact=True).fill("vivid otter climbs")
        page.get_by_role("button", name="Join").click()
        page.wait_for_url("**/dashboard/**")
        return dev.storage_state()


@pytest.fixture
def viewer(browser: Browser, joined: StorageState, team: RunningServer) -> Iterator[Page]:
    with browser.new_context(base_url=team.base_url, storage_state=joined) as context:
        yield context.new_page()


def test_a_viewer_sees_the_own_usage_and_is_led_nowhere_else(viewer: Page) -> None:
    viewer.goto("/dashboard/overview")
    navigation = viewer.get_by_role("navigation", name="Main").get_by_role("link")
    expect(navigation).to_have_text(["Overview", "Explorer", "What changed", "People", "Sessions", "Settings"])

    viewer.goto(f'/dashboard/explorer?by=["user"]&{DAYS}')
    table = viewer.get_by_role("table", name="Spend by group")
    expect(table.locator("tbody th")).to_have_text([DEV])
    expect(table.get_by_role("link", name="Sessions of")).to_have_count(1)
    expect(table.get_by_role("link", name="Line items of")).to_have_count(0)
    spend = asked(viewer, f"/spend?{EVER}&group_by=user")
    assert [group["names"] for group in spend["groups"]] == [[DEV]]
    assert spend["total"]["net_amount_usd"] == spend["groups"][0]["sums"]["net_amount_usd"]
    assert [one["name"] for one in asked(viewer, f"/spend/values?{EVER}&dimension=user&contains=dev")] == [DEV]
    assert violations(viewer) == []

    viewer.set_viewport_size({"width": 1440, "height": 900})
    table.get_by_role("link", name=f"Sessions of {DEV}").click()
    sessions = viewer.get_by_role("table", name="Sessions")
    expect(sessions.locator("tbody tr[data-index]").first).to_contain_text(DEV)
    expect(sessions).not_to_contain_text(OTHER, ignore_case=True)


def test_a_viewer_who_types_the_address_of_more_is_refused(viewer: Page) -> None:
    viewer.goto(f"/dashboard/people/{OTHER}")
    expect(viewer.get_by_role("alert")).to_contain_text("A viewer sees the own spend only")

    viewer.goto("/dashboard/line-items")
    expect(viewer.get_by_role("alert")).to_contain_text("This needs the role member")
