"""No page breaks a rule of axe (https://github.com/dequelabs/axe-core), in light and in dark, wide and on a phone."""

import json
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.walk import work
from tests.captured import capture
from tests.running import RunningServer

AXE = Path(__file__).parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js"
Scheme = Literal["light", "dark"]
LOOKS = [
    pytest.param("light", 1440, id="light and wide"),
    pytest.param("dark", 1440, id="dark and wide"),
    pytest.param("light", 390, id="light on a phone"),
    pytest.param("dark", 390, id="dark on a phone"),
]


@pytest.fixture(scope="module")
def sent(server: RunningServer) -> None:
    """The provider has received something to show."""
    environment = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": server.endpoint,
        "OTEL_EXPORTER_OTLP_HEADERS": f"Authorization=Bearer {server.ingest_key}",
    }
    work(environment, capture("basic"))


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    page.wait_for_timeout(400)  # what fades in has not got its contrast yet
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{rule['id']}: {json.dumps([node['html'] for node in rule['nodes']])}" for rule in found]


def look(page: Page, address: str, *, scheme: Scheme, width: int, shows: Locator) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    expect(shows).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_providers(page: Page, scheme: Scheme, width: int) -> None:
    look(page, "/dashboard/providers", scheme=scheme, width=width, shows=page.get_by_role("article").first)
    assert violations(page) == []

    page.get_by_role("button", name="Add provider").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Claude (OTel)")).to_be_visible()
    assert violations(page) == []


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_a_provider_and_its_raw_batch(page: Page, server: RunningServer, scheme: Scheme, width: int) -> None:
    view = page.get_by_role("button", name="View JSON of this logs batch")
    look(page, f"/dashboard/providers/{server.connection_id}", scheme=scheme, width=width, shows=view)
    expect(page.get_by_role("button", name="Copy snippet")).to_be_visible()
    assert violations(page) == []

    view.click()
    expect(page.get_by_role("region", name="Telemetry as JSON")).to_contain_text("resourceLogs")
    assert violations(page) == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_api_keys(page: Page, scheme: Scheme, width: int) -> None:
    revoke = page.get_by_role("button", name="Revoke").first
    look(page, "/dashboard/settings/api-keys", scheme=scheme, width=width, shows=revoke)
    assert violations(page) == []

    page.get_by_role("button", name="Create key").click()
    expect(page.get_by_role("dialog").get_by_role("checkbox").first).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_signing_in(stranger: Page, scheme: Scheme, width: int) -> None:
    look(stranger, "/sign-in?problem=expired", scheme=scheme, width=width, shows=stranger.get_by_role("alert"))
    assert violations(stranger) == []
