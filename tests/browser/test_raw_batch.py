"""A raw batch can be read, searched and had as it was received."""

from playwright.sync_api import Page, expect

from tests.captured import capture
from tests.running import RunningServer

LATEST = [export.body for export in capture("j_user3").exports if export.path == "/v1/logs"][-1]


def test_a_raw_batch_can_be_read_searched_and_had_as_received(page: Page, received: RunningServer) -> None:
    page.goto(f"/dashboard/providers/{received.connection_id}")
    page.get_by_role("button", name="View JSON of this logs batch").first.click()
    drawer = page.get_by_role("dialog", name="Raw batch")

    drawer.get_by_label("Search in the JSON").fill("resourceLogs")
    with page.expect_download() as download:
        drawer.get_by_role("link", name="Download").click()

    expect(drawer.get_by_text("1 of 1")).to_be_visible()
    assert download.value.path().read_bytes() == LATEST
