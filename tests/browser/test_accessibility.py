"""No page breaks a rule of axe (https://github.com/dequelabs/axe-core), in light and in dark, wide and on a phone."""

import json
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, expect

from tests.running import RunningServer

AXE = (Path(__file__).parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js").read_text()
Scheme = Literal["light", "dark"]
LOOKS: list[tuple[Scheme, int]] = [("light", 1440), ("dark", 1440), ("dark", 390), ("light", 390)]


def violations(page: Page) -> list[str]:
    """What axe finds in any look of the page as it is now."""
    page.evaluate(AXE)
    return [f"{scheme}, {width}: {found}" for scheme, width in LOOKS for found in violations_of(page, scheme, width)]


def violations_of(page: Page, scheme: Scheme, width: int) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(300)  # what fades in has not got its contrast yet
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{rule['id']}: {json.dumps([node['html'] for node in rule['nodes']])}" for rule in found]


def test_providers(page: Page) -> None:
    page.goto("/dashboard/providers")
    expect(page.get_by_role("article").first).to_be_visible()
    assert violations(page) == []

    page.get_by_role("button", name="Add provider").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Claude (OTel)")).to_be_visible()
    assert violations(page) == []


def test_a_provider_and_a_line_item(page: Page, received: RunningServer) -> None:
    page.goto(f"/dashboard/providers/{received.connection_id}")
    expect(page.get_by_role("button", name="Copy snippet")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("link", name="Explain").first.click()
    expect(page.get_by_role("region", name="Whose it is")).to_be_attached()
    assert violations(page) == []


def test_a_raw_batch(page: Page, received: RunningServer) -> None:
    page.goto(f"/dashboard/providers/{received.connection_id}")
    page.get_by_role("button", name="View JSON of this logs batch").first.click()
    expect(page.get_by_role("region", name="Telemetry as JSON")).to_contain_text("resourceLogs")
    assert violations(page) == []


def test_api_keys(page: Page) -> None:
    page.goto("/dashboard/settings/api-keys")
    expect(page.get_by_role("button", name="Revoke").first).to_be_visible()
    assert violations(page) == []

    page.get_by_role("button", name="Create key").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()
    assert violations(page) == []


def test_signing_in(stranger: Page) -> None:
    stranger.goto("/sign-in?problem=expired")
    expect(stranger.get_by_role("alert")).to_be_visible()
    assert violations(stranger) == []
