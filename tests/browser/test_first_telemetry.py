"""From an empty page to a cost line item, without reloading it once."""

import re

from playwright.sync_api import Page, expect

from tests.browser.walk import column, create_provider, status_of, work
from tests.captured import capture

INPUT, OUTPUT, CACHE_READ, CACHE_WRITE = 3, 4, 5, 6  # columns of the line items
BASIC, PACKED = capture("basic"), capture("e_json_gzip")


def test_a_pasted_snippet_brings_line_items_to_the_open_page(page: Page) -> None:
    provider = create_provider(page, "Claude CI")
    expect(page.get_by_text("Waiting for first telemetry…")).to_be_visible()
    expect(provider.vital("Last synced")).to_contain_text("Never")
    key = provider.generate_key()
    pasted = provider.paste_managed_settings()
    assert pasted["OTEL_EXPORTER_OTLP_HEADERS"] == f"Authorization=Bearer {key}"
    assert pasted["OTEL_EXPORTER_OTLP_ENDPOINT"].endswith(provider.connection_id)

    work(pasted, BASIC)

    expect(provider.vital("Last synced")).to_contain_text(re.compile(r"just now|\d+ s ago"))
    expect(page.get_by_role("status").filter(has_text="Telemetry received")).to_be_visible()
    expect(provider.line_items).to_have_count(4)
    expect(provider.raw_batches).to_have_count(2)


def test_the_tokens_on_the_page_are_those_that_the_client_sent(page: Page) -> None:
    provider = create_provider(page, "Claude Tokens")
    provider.generate_key()

    work(provider.paste_managed_settings(), PACKED)

    expect(provider.line_items).to_have_count(8)
    [expected] = PACKED.expected.by("model").values()
    columns = {"input": INPUT, "output": OUTPUT, "cache_read": CACHE_READ, "cache_creation": CACHE_WRITE}
    for kind, number in columns.items():
        shown = [int(text.replace(",", "")) for text in column(provider.line_items, number)]
        assert sum(shown) == expected.tokens[kind]


def test_an_export_that_was_refused_shows_on_the_page(page: Page) -> None:
    provider = create_provider(page, "Claude Refused")
    endpoint = provider.paste_managed_settings()["OTEL_EXPORTER_OTLP_ENDPOINT"]

    status = status_of(f"{endpoint}/v1/logs", body=b"{}", headers={"Authorization": "Bearer ss_live_no_such_key"})

    assert status == 401
    expect(provider.vital("Refused exports")).to_contain_text("1 export")
    expect(page.get_by_text("Something did arrive, and was refused")).to_be_visible()
