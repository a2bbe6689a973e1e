"""Data quality: what the telemetry lacks, and how far clients price by another list, as the API has it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.walk import send, status_of
from tests.captured import capture
from tests.ledger.telemetry import logs, record
from tests.running import RunningServer, running_server

EVER: dict[str, str | float | bool] = {"start_date": "2026-01-01", "end_date": "2027-12-31"}
PERIOD = "from=2026-01-01&to=2027-12-31"
USAGE: dict[str, Any] = {
    "model": "claude-sonnet-4-5",
    "session__id": "dear",
    "input_tokens": 1_000_000,
    "output_tokens": 0,
}


@pytest.fixture(scope="module")
def lacking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that was sent metrics without events, a wrong price and a record that nobody can read."""
    with running_server(tmp_path_factory.mktemp("lacking")) as server:
        key = {"X-API-Key": server.ingest_key}
        send(capture("f_metrics_only"), to=server.endpoint, headers=key)
        send(capture("j_user1"), to=server.endpoint, headers=key)
        dear = record("api_request", 0, request_id="req_dear", cost_usd=4.5, **USAGE)
        broken = record("api_request", 1, request_id="req_broken", cost_usd="much")
        body = json.dumps(logs([dear, broken])).encode()
        headers = key | {"Content-Type": "application/json"}
        assert status_of(f"{server.endpoint}/v1/logs", headers=headers, body=body) == 202
        yield server


@pytest.fixture(scope="module")
def inside(browser: Browser, lacking: RunningServer) -> Iterator[Page]:
    with browser.new_context(base_url=lacking.base_url) as context:
        page = context.new_page()
        page.goto(lacking.sign_in_url)
        page.wait_for_url("**/dashboard/overview")
        page.goto(f"/dashboard/providers/{lacking.connection_id}")
        expect(page.get_by_text("req_dear").or_(page.get_by_text("claude-sonnet-4-5")).first).to_be_visible()
        yield page


def told(page: Page, path: str, **query: str) -> Any:
    return page.request.get(f"/api/v1/app/{path}", params={**EVER, **query}).json()["data"]


def rows(page: Page, label: str) -> Locator:
    return page.get_by_role("table", name=label, exact=True).locator("tbody tr[data-index]")


def figure(page: Page, name: str) -> Locator:
    return page.locator("dl > div", has=page.get_by_text(name, exact=True)).locator("dd").first


def test_coverage_is_what_the_api_says_and_leads_to_what_it_counts(inside: Page, lacking: RunningServer) -> None:
    inside.get_by_role("navigation", name="Main").get_by_role("link", name="Data quality").click()
    inside.goto(f"/dashboard/data-quality?{PERIOD}")
    report = told(inside, "coverage")
    agreeing = [one["sessions"] for one in report["verdicts"] if one["verdict"] == "both agree"]
    expect(figure(inside, "Sessions that agree")).to_have_text(str(sum(agreeing)))
    expect(figure(inside, "From metrics alone")).to_have_text(str(report["metric_only"]))
    expect(figure(inside, "Records set aside")).to_have_text("1")
    expect(rows(inside, "Verdicts")).to_have_count(len(report["verdicts"]))
    expect(rows(inside, "Sessions that miss something")).to_have_count(len(report["sessions"]))
    expect(rows(inside, "Verdicts").filter(has_text="Metrics only")).to_contain_text("OTEL_LOGS_EXPORTER")
    assert violations(inside) == []

    inside.get_by_role("table", name="Records set aside").get_by_role("link").click()
    expect(rows(inside, "Raw batches")).to_have_count(1)
    expect(inside).to_have_url(re.compile("holds=set_aside"))


def test_the_price_audit_is_what_the_api_says_and_explains_the_one_that_differs_most(
    inside: Page, lacking: RunningServer
) -> None:
    inside.goto(f"/dashboard/data-quality?view=prices&provider={lacking.connection_id}&{PERIOD}")
    drifts = told(inside, "price-audit", by_day="false")
    expect(rows(inside, "Reported and list cost")).to_have_count(len(drifts))
    (dear,) = [one for one in drifts if one["drift_usd"] == "1.5"]
    said = "claude-sonnet-4-5 from client 2.1.330 reports $1.50 (50.00%) more than list price, over 1 line item."
    expect(inside.get_by_role("listitem").filter(has_text=said)).to_be_visible()
    expect(rows(inside, "Reported and list cost").first).to_contain_text("+$1.50 (50.00%)")
    assert violations(inside) == []

    inside.get_by_role("button", name="See the one that differs most").first.click()
    expect(inside.get_by_role("dialog", name="Line item")).to_contain_text("$4.50")
    expect(inside).to_have_url(re.compile(f"item={dear['largest_line_item_id']}"))
