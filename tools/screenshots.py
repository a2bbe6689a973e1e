"""Take the README's screenshots: a server on empty stores, recorded telemetry, Chromium."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from tests.browser.walk import create_provider, send, work
from tests.captured import capture
from tests.running import RunningServer, running_server

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
PORT = 8080
"""The port that people see in the pictures: the one that StackSpend uses unless told otherwise."""
SIZE: ViewportSize = {"width": 1440, "height": 900}
TEAM = ("f_toggles_noaccount_nores", "j_user3", "j_user4")
ELSEWHERE = {"Platform CI": ("l_python_sdk", "new_n_fast"), "Research": ("h_traces",)}
NOT_YET_SET_UP = "Design"
SUMMED_UP = ("overview", "explorer", "what-changed", "people", "sessions")
SAME_SITE = {"Origin": f"http://127.0.0.1:{PORT}"}
EXPLAINED = "claude-sonnet-4-5"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder), port=PORT) as server,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        window = chromium.new_context(base_url=server.base_url, viewport=SIZE)
        window.grant_permissions(["clipboard-read", "clipboard-write"])
        page = window.new_page()
        page.goto(server.sign_in_url)
        set_up(page, server)
        take_all(page, server)
        take_sample(page)
        chromium.close()


def set_up(page: Page, server: RunningServer) -> None:
    """Providers as an organization may have them, and what their clients sent."""
    create_provider(page, NOT_YET_SET_UP)
    for name, recordings in ELSEWHERE.items():
        provider = create_provider(page, name)
        provider.generate_key()
        environment = provider.paste_managed_settings()
        for recording in recordings:
            work(environment, capture(recording))
    for recording in TEAM:
        send(capture(recording), to=server.endpoint, headers={"X-API-Key": server.ingest_key})


def take_all(page: Page, server: RunningServer) -> None:
    page.goto("/dashboard/providers")
    expect(page.get_by_text("Receiving")).to_have_count(len(ELSEWHERE) + 1, timeout=15_000)
    take(page, "providers")

    page.goto(f"/dashboard/providers/{server.connection_id}")
    line_items = page.get_by_role("table", name="Recent line items")
    expect(line_items.locator("tbody tr")).to_have_count(20, timeout=15_000)
    take(page, "provider")

    page.goto(line_items.get_by_role("link", name=EXPLAINED).first.get_attribute("href") or "")
    expect(page.get_by_role("region", name="Whose it is")).to_be_attached()
    page.set_viewport_size({"width": 1440, "height": 1280})
    take(page, "explanation")
    page.set_viewport_size(SIZE)

    page.goto("/dashboard/settings/api-keys")
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(len(ELSEWHERE) + 2)
    take(page, "api-keys")


def take_sample(page: Page) -> None:
    """The pages that sum up, with the sample's 90 days."""
    enter_sample(page)
    page.set_viewport_size({"width": 1440, "height": 1280})
    for name in SUMMED_UP:
        page.goto(f"/dashboard/{name}")
        page.wait_for_load_state("networkidle")
        take(page, name)


def enter_sample(page: Page) -> None:
    """Make the sample and look at it instead of the organization."""
    sample = "/api/v1/app/sample"
    page.request.post(sample, headers=SAME_SITE)
    while page.request.get(sample).json()["data"]["state"] != "ready":
        page.wait_for_timeout(1_000)
    page.request.post(f"{sample}/enter", headers=SAME_SITE)


def take(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    page.wait_for_timeout(1_000)  # until what slides and fades has come to rest
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
