"""Cards and pages of providers say how each does, in the API's figures, and what to do."""

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.walk import create_provider, status_of, work
from tests.captured import capture


def test_a_card_counts_records_and_senders_and_says_what_to_do(page: Page) -> None:
    provider = create_provider(page, "Claude Cards")
    card = page.get_by_role("article").filter(has_text="Claude Cards")
    page.goto("/dashboard/providers")
    expect(card).to_contain_text("Waiting")
    expect(card).to_contain_text("Finish the set-up")

    page.goto(f"/dashboard/providers/{provider.connection_id}")
    provider.generate_key()
    environment = provider.paste_managed_settings()
    sent = capture("j_user4")
    work(environment, sent)
    expect(provider.raw_batches).to_have_count(len(sent.exports))
    page.goto("/dashboard/providers")
    expect(card).to_contain_text("Receiving")
    pulses = page.request.get("/api/v1/app/provider-pulses").json()["data"]
    (pulse,) = [one for one in pulses if one["connection_id"] == provider.connection_id]
    assert sum(pulse["minutes"]) == sent.records
    expect(card.locator("dl > div").filter(has_text="Records, last hour").locator("dd")).to_have_text(str(sent.records))
    expect(card).to_contain_text("1 key, 1 client version")

    wrong = {"Authorization": "Bearer ss_live_no_such_key"}
    assert status_of(f"{environment['OTEL_EXPORTER_OTLP_ENDPOINT']}/v1/logs", body=b"{}", headers=wrong) == 401
    expect(card).to_contain_text("Refusing")
    expect(card).to_contain_text("Clients do not tell their users")
    assert violations(page) == []

    card.get_by_role("link").click()
    expect(page.get_by_text("Exports are turned away")).to_be_visible()
    assert violations(page) == []
