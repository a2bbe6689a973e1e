"""No page breaks a rule of axe (https://github.com/dequelabs/axe-core), in light and in dark, wide and on a phone."""

import json
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, expect

from tests.running import RunningServer

AXE = (Path(__file__).parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js").read_text()
DIALOG = "[role=dialog]"
Scheme = Literal["light", "dark"]
LOOKS: list[tuple[Scheme, int]] = [("light", 1440), ("dark", 1440), ("dark", 390), ("light", 390)]


# The colours are the scheme's, and nothing slides or fades any more; what pulses for ever does not count.
AT_REST = """(scheme) => document.documentElement.dataset.mantineColorScheme === scheme
    && document.getAnimations().every((one) => one.effect.getComputedTiming().endTime === Infinity)"""


def violations(page: Page, *, within: str = "html") -> list[str]:
    """What axe finds in any look of the page as it is now, or of the part of it that has just opened."""
    page.evaluate(AXE)
    page.wait_for_timeout(100)  # until what opens has begun to
    return [line for scheme, width in LOOKS for line in violations_of(page, scheme, width, within)]


def violations_of(page: Page, scheme: Scheme, width: int, within: str) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(AT_REST, arg=scheme)
    found = page.evaluate("(part) => axe.run(part, {resultTypes: ['violations'], preload: false})", within)[
        "violations"
    ]
    return [f"{scheme}, {width}, {rule['id']}: {json.dumps([n['html'] for n in rule['nodes']])}" for rule in found]


def test_providers(page: Page) -> None:
    page.goto("/dashboard/providers")
    expect(page.get_by_role("article").first).to_be_visible()
    assert violations(page) == []

    page.get_by_role("button", name="Add provider").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Claude (OTel)")).to_be_visible()
    assert violations(page, within=DIALOG) == []


def test_overview(sample_page: Page) -> None:
    sample_page.goto("/dashboard/overview")
    expect(sample_page.locator(".recharts-surface").first).to_be_visible()
    expect(sample_page.get_by_role("list").first).to_be_visible()
    assert violations(sample_page) == []


def test_explorer(sample_page: Page) -> None:
    sample_page.goto('/dashboard/explorer?by=["user"]&filter=["source:claude_code"]&compare=true')
    expect(sample_page.locator(".recharts-surface").first).to_be_visible()
    assert violations(sample_page) == []

    sample_page.get_by_role("button", name="Period").click()
    expect(sample_page.get_by_label("From")).to_be_visible()
    assert violations(sample_page, within=DIALOG) == []


def test_people_and_sessions(sample_page: Page) -> None:
    for address, label in (
        ("people?period=30d", "People"),
        ("people/amara.okafor@example.com", "Sessions"),
        ("sessions?period=30d", "Sessions"),
    ):
        sample_page.goto(f"/dashboard/{address}")
        rows = sample_page.get_by_role("table", name=label).locator("tbody tr[data-index]")
        expect(rows.first).to_be_visible()
        assert violations(sample_page) == [], address

    rows.nth(10).get_by_role("link", name="Session").click()
    expect(sample_page.get_by_role("table", name="Timeline")).to_be_visible()
    assert violations(sample_page) == []


def test_a_provider_and_a_line_item(page: Page, received: RunningServer) -> None:
    page.goto(f"/dashboard/providers/{received.connection_id}")
    expect(page.get_by_role("button", name="Copy snippet")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("link", name="Explain").first.click()
    expect(page.get_by_role("region", name="Whose it is")).to_be_attached()
    assert violations(page, within=DIALOG) == []


def test_a_raw_batch(page: Page, received: RunningServer) -> None:
    page.goto(f"/dashboard/providers/{received.connection_id}")
    page.get_by_role("button", name="View JSON of this logs batch").first.click()
    expect(page.get_by_role("region", name="Telemetry as JSON")).to_contain_text("resourceLogs")
    assert violations(page, within=DIALOG) == []


def test_api_keys(page: Page) -> None:
    page.goto("/dashboard/settings/api-keys")
    expect(page.get_by_role("button", name="Read everything")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("button", name="Create key").click()
    page.get_by_role("dialog").get_by_role("checkbox", name="usage:write").check()
    expect(page.get_by_role("group", name="Stamp")).to_be_visible()
    assert violations(page, within=DIALOG) == []

    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Ingest for Claude Team").click()
    expect(page.get_by_role("region", name="Used by")).to_be_visible()
    assert violations(page, within=DIALOG) == []

    page.get_by_role("button", name="Rotate key").click()
    rotating = page.get_by_role("dialog", name="Rotate “Ingest for Claude Team”")
    expect(rotating.get_by_role("combobox")).to_be_visible()
    assert violations(page, within=DIALOG) == []


def test_signing_in(stranger: Page) -> None:
    stranger.goto("/sign-in?problem=expired")
    expect(stranger.get_by_role("alert")).to_be_visible()
    assert violations(stranger) == []
