"""Text of people is removed on arrival, and kept only after somebody has said so on the provider's page."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.walk import Environment, ProviderPage, create_provider, work
from tests.captured import Capture, capture

SPOKEN = capture("g_prompts_tools")
SAID = "git add -A"


@pytest.fixture(scope="module")
def recording() -> Capture:
    """The exports of the recording in which somebody's command is quoted."""
    quoting = tuple(sent for sent in SPOKEN.exports if SAID.encode() in sent.unpacked())
    return Capture(SPOKEN.name, quoting, SPOKEN.expected, SPOKEN.records)


def latest_batch(provider: ProviderPage) -> Locator:
    provider.page.get_by_role("button", name="View JSON of this logs batch").first.click()
    drawer = provider.page.get_by_role("dialog", name="Raw batch")
    expect(drawer.get_by_role("region", name="Telemetry as JSON")).to_contain_text("resourceLogs")
    return drawer


def work_until_kept(provider: ProviderPage, environment: Environment, recording: Capture) -> None:
    """The door remembers for a second how a provider was set."""
    newest = f"/api/v1/app/providers/{provider.connection_id}/raw-batches?limit=1"
    for _ in range(1_000):
        work(environment, recording)
        if provider.page.request.get(newest).json()["data"][0]["removed"] == []:
            return
    raise AssertionError("What was sent was never kept.")


def test_text_is_removed_until_a_provider_is_set_to_keep_it(page: Page, recording: Capture) -> None:
    provider = create_provider(page, "Careful team")
    provider.generate_key()
    environment = provider.paste_managed_settings()

    work(environment, recording)
    expect(provider.raw_batches).to_have_count(len(recording.exports))
    drawer = latest_batch(provider)
    expect(drawer.get_by_text("Text of people was removed on arrival")).to_be_visible()
    drawer.get_by_label("Search in the JSON").fill(SAID)
    expect(drawer.get_by_text("No match")).to_be_visible()
    assert violations(page, within="[role=dialog]") == []
    drawer.get_by_role("button", name="Close raw batch").click()

    page.get_by_role("button", name="Keep everything…").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep everything").click()
    expect(page.get_by_text("Everything is kept")).to_be_visible()
    assert violations(page) == []
    work_until_kept(provider, environment, recording)
    page.reload()
    drawer = latest_batch(provider)
    drawer.get_by_label("Search in the JSON").fill(SAID)
    expect(drawer.get_by_text("1 of ")).to_be_visible()
    expect(drawer.get_by_text("Text of people was removed on arrival")).to_have_count(0)
