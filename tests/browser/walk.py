"""What a person does on the pages, and what their Claude Code then sends."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import msgspec
from playwright.sync_api import Locator, Page, expect

from tests.captured import Capture

Environment = dict[str, str]
PATIENCE = 15.0  # seconds, for a machine that runs much else


class ProviderPage(msgspec.Struct, frozen=True):
    """A provider's page, freshly created."""

    page: Page
    connection_id: str

    @property
    def line_items(self) -> Locator:
        return self.page.get_by_role("table", name="Recent line items").locator("tbody tr")

    @property
    def raw_batches(self) -> Locator:
        return self.page.get_by_role("table", name="Recent raw batches").locator("tbody tr")

    def vital(self, name: str) -> Locator:
        return self.page.locator("dl > div", has=self.page.get_by_text(name, exact=True))

    def generate_key(self) -> str:
        """The ingest key as the page shows it, this once."""
        self.page.get_by_role("button", name="Generate ingest key").click()
        return self.page.get_by_role("region", name="Ingest key").locator("code").inner_text()

    def paste_managed_settings(self) -> Environment:
        """The environment that the copied managed settings give to Claude Code."""
        self.page.get_by_role("button", name="Copy snippet").click()
        settings: dict[str, Environment] = json.loads(self.page.evaluate("navigator.clipboard.readText()"))
        return settings["env"]


def create_provider(page: Page, name: str) -> ProviderPage:
    """Providers → Add provider → Claude → name → create."""
    page.goto("/dashboard/providers")
    page.get_by_role("button", name="Add provider").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Claude (OTel)").click()
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Create provider").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    return ProviderPage(page, page.url.rpartition("/")[2])


def await_address(page: Page, *parts: str) -> None:
    """Until the address has all these parts; it changes with the page, a moment after a dialog may have gone."""
    page.wait_for_url(lambda address: all(part in unquote(address) for part in parts))


def eventually(page: Page, check: Callable[[], bool]) -> None:
    """Until it holds: what is shown follows the address a moment later, and an answer that was shown before it."""
    deadline = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < deadline, "It did not come to hold."
        page.wait_for_timeout(50)


def work(environment: Environment, recording: Capture) -> None:
    """Send what Claude Code sent in the recording, to where and as the environment says."""
    name, _, value = environment["OTEL_EXPORTER_OTLP_HEADERS"].partition("=")
    send(recording, to=environment["OTEL_EXPORTER_OTLP_ENDPOINT"], headers={name: value})


def send(recording: Capture, *, to: str, headers: dict[str, str]) -> None:
    """Send every export of the recording to an endpoint, which must accept them all."""
    for export in recording.exports:
        assert status_of(to + export.path, body=export.body, headers={**export.headers, **headers}) == 202


def status_of(address: str, *, headers: dict[str, str], body: bytes | None = None) -> int:
    """The status that a GET, or a POST if there is a body, is answered with."""
    request = urllib.request.Request(address, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            status: int = answer.status
            return status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def column(table: Locator, number: int) -> list[Any]:
    """The texts of one column of a table's rows."""
    return table.locator(f"td:nth-child({number})").all_inner_texts()
