"""Take the README's screenshots: a server on empty stores, recorded telemetry, Chromium."""

import tempfile
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.captured import capture
from tests.running import RunningServer, running_server

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
RECORDINGS = ("j_user1", "j_user2", "new_j_user1")
PORT = 8080
"""The port that people see in the pictures: the one that StackSpend uses unless told otherwise."""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder), port=PORT) as server:
        replay(server)
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = chromium.new_context(base_url=server.base_url, device_scale_factor=2).new_page()
            page.goto(server.sign_in_url)
            take_all(page, server)
            chromium.close()


def replay(server: RunningServer) -> None:
    for name in RECORDINGS:
        for export in capture(name).exports:
            headers = {"X-API-Key": server.ingest_key, **export.headers}
            request = urllib.request.Request(server.endpoint + export.path, export.body, headers)
            urllib.request.urlopen(request, timeout=10).close()


def take_all(page: Page, server: RunningServer) -> None:
    page.goto(f"/dashboard/providers/{server.connection_id}")
    expect(page.get_by_role("table", name="Recent line items").locator("tbody tr").first).to_be_visible(timeout=15_000)
    take(page, "provider", height=960)
    page.goto("/dashboard/providers")
    expect(page.get_by_text("Claude Team")).to_be_visible()
    take(page, "providers", height=560)
    page.goto("/dashboard/settings/api-keys")
    expect(page.locator("tbody tr").first).to_be_visible()
    take(page, "api-keys", height=560)


def take(page: Page, name: str, *, height: int) -> None:
    page.set_viewport_size({"width": 1280, "height": height})
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


if __name__ == "__main__":
    main()
