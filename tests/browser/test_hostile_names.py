"""Names from telemetry that would be markup, script or a formula are text on every page."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Sampled
from tests.browser.walk import status_of
from tests.ledger.telemetry import logs, record
from tests.running import running_server

SCRIPT = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
HOSTILE = f"=cmd|'/c calc'!A1 \u202e\x1b[31m{SCRIPT}"
PAGES = (
    "overview",
    "what-changed?from=2026-11-01&to=2026-11-30",
    *(f"explorer?by=[%22{by}%22]" for by in ("user", "model", "session", "skill", "agent", "query_source")),
    "people",
    "sessions",
    "monitoring",
    "budgets",
    "inbox",
    "report",
    "settings/mappings",
    "settings/audit",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Sampled]:
    """A server of its own, which was told every name by somebody who means harm, and a session at it."""
    with running_server(tmp_path_factory.mktemp("hostile")) as server:
        request = record(
            "api_request",
            0,
            model=f"claude-{SCRIPT}",
            session__id=f"session {HOSTILE}",
            user__email=f"{HOSTILE}@example.com",
            user__id=HOSTILE,
            terminal__type=HOSTILE,
            query_source=HOSTILE,
            skill__name=HOSTILE,
            plugin__name=HOSTILE,
            agent__name=HOSTILE,
            request_id=f"req {HOSTILE}",
            cost_usd=1.25,
            input_tokens=10,
            output_tokens=20,
        )
        resource = {"service.name": "claude-code", "service.version": HOSTILE, "team": HOSTILE, HOSTILE: HOSTILE}
        headers = {"X-API-Key": server.ingest_key, "Content-Type": "application/json"}
        body = json.dumps(logs([request], resource)).encode()
        assert status_of(f"{server.endpoint}/v1/logs", headers=headers, body=body) == 202
        with browser.new_context(base_url=server.base_url) as context:
            page = context.new_page()
            page.goto(server.sign_in_url)
            page.wait_for_url("**/dashboard/**")
            yield Sampled(server, context.storage_state())


@pytest.fixture
def victim(browser: Browser, hostile: Sampled) -> Iterator[Page]:
    """Somebody who looks at all of it; an error in the page or against its content security policy fails the test."""
    base_url = hostile.server.base_url
    with browser.new_context(base_url=base_url, storage_state=hostile.session, accept_downloads=True) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        yield page
        assert faults == []


def test_hostile_names_are_text_on_every_page(victim: Page, hostile: Sampled) -> None:
    provider = f"providers/{hostile.server.connection_id}"
    victim.goto(f"/dashboard/{provider}")
    line_items = victim.get_by_role("table", name="Recent line items").locator("tbody tr")
    expect(line_items).to_have_count(1)
    expect(line_items).to_contain_text("<img src=x")

    for path in (provider, f"{provider}/telemetry", *PAGES):
        victim.goto(f"/dashboard/{path}")
        victim.wait_for_load_state("networkidle")
        expect(victim.get_by_role("heading", level=1)).to_be_visible()
        assert victim.locator("img[src='x'], script:not([src])").count() == 0, path
        assert "taken" not in victim.title(), path


def test_hostile_records_are_text(victim: Page, hostile: Sampled) -> None:
    telemetry = f"/dashboard/providers/{hostile.server.connection_id}/telemetry"
    victim.goto(f"{telemetry}?signal=logs")
    victim.get_by_role("button", name="Open this logs batch").click()
    drawer = victim.get_by_role("dialog", name="Raw batch")
    drawer.get_by_role("region", name="Records").get_by_role("button", name="api_request").click()
    expect(drawer.get_by_text("<img src=x").first).to_be_visible()
    drawer.get_by_text("JSON", exact=True).click()
    expect(drawer.get_by_role("region", name="Telemetry as JSON")).to_contain_text("<img src=x")
    assert victim.locator("img[src='x'], script:not([src])").count() == 0


def test_a_formula_in_a_name_is_quoted_in_the_explorer_s_csv(victim: Page) -> None:
    victim.goto("/dashboard/explorer?by=[%22skill%22]&from=2026-11-01&to=2026-11-30")
    with victim.expect_download() as download:
        victim.get_by_role("button", name="CSV").click()
    table = Path(download.value.path()).read_text(encoding="utf-8")
    assert "=cmd" in table
    assert not any(line.lstrip('"').startswith("=") for line in table.splitlines())
