"""Inbox and alert: a budget that is crossed shows within seconds, leads to its cause, and is seen to."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Sampled
from tests.browser.test_accessibility import DIALOG, violations
from tests.browser.test_overview import asked
from tests.browser.walk import send
from tests.captured import capture

INBOX = "/dashboard/inbox"
SEND = """([method, path, body]) => fetch('/api/v1/app' + path, {method, body: body && JSON.stringify(body),
    headers: body ? {'Content-Type': 'application/json'} : {}}).then(a => a.json()).then(a => a.data)"""


def posted(page: Page, path: str, **body: object) -> Any:
    return page.evaluate(SEND, ["POST", path, body])


@pytest.fixture(scope="module")
def teams(browser: Browser, sampled: Sampled) -> Iterator[list[str]]:
    """Three teams that have long spent their budget of a dollar and a half when somebody's telemetry comes in."""
    base_url = sampled.server.base_url
    with browser.new_context(base_url=base_url, storage_state=sampled.session) as context:
        page = context.new_page()
        page.goto(INBOX)
        largest = asked(page, "/forecasts?scope_kind=team")["forecasts"][:3]
        names = [one["scope"]["value"] for one in largest]
        made = [posted(page, "/budgets", scope_kind="team", scope_value=name, amount_usd="1.50") for name in names]
        to = posted(page, "/providers", type="claude", name="Live")
        key = posted(page, "/api-keys", name="Live", scopes=["usage:write"], connection_id=to["connection_id"])["key"]
        send(capture("j_user3"), to=to["endpoint"], headers={"X-API-Key": key})
        for name in names:  # they may be of different looks
            expect(alert_of(page, name)).to_be_visible(timeout=45_000)
        yield names
        for budget in made:
            page.evaluate(SEND, ["DELETE", f"/budgets/{budget['id']}", None])


@pytest.fixture
def inbox(sample_page: Page, teams: list[str]) -> Page:
    sample_page.goto(INBOX)
    expect(alert_of(sample_page, teams[2])).to_be_visible()
    return sample_page


def titled(team: str) -> re.Pattern[str]:
    return re.compile(f"Budget of team {re.escape(team)}: .* of \\$1\\.50 a month used")


def alert_of(page: Page, team: str) -> Locator:
    """The link to the open alert of the team's budget."""
    return page.get_by_role("table").get_by_role("link", name=titled(team))


def row_of(page: Page, section: str, team: str) -> Locator:
    return page.get_by_role("table", name=section).get_by_role("row", name=titled(team))


def test_an_alert_is_acknowledged_and_dismissed(inbox: Page, teams: list[str]) -> None:
    page, team = inbox, teams[0]
    expect(row_of(page, "Needs attention", team)).to_contain_text("Critical")
    assert violations(page) == []

    alert_of(page, team).click()
    expect(page.get_by_role("heading", name=titled(team), level=1)).to_be_visible()
    expect(page.get_by_role("img", name=re.compile(f"^Chart: Budget of team {team}"))).to_be_visible()
    expect(page.get_by_text("The band ahead is the forecast")).to_be_visible()
    expect(page.get_by_role("region", name="History")).to_contain_text("Alert raised")
    assert violations(page) == []

    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_text("Acknowledged", exact=True)).to_be_visible()
    page.goto(INBOX)
    expect(row_of(page, "For you", team)).to_be_visible()

    alert_of(page, team).click()
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Dismiss").click()
    expect(page.get_by_text("Dismissed", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Resolve")).to_have_count(0)
    expect(page.get_by_role("region", name="History")).to_contain_text("Dismissed by owner@localhost")

    page.goto(f"{INBOX}?state=closed")
    expect(row_of(page, "Alerts", team)).to_contain_text("Dismissed")


def test_a_snoozed_alert_is_apart_and_filters_narrow(inbox: Page, teams: list[str]) -> None:
    page, team = inbox, teams[1]
    alert_of(page, team).click()
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Snooze for a day").click()
    expect(page.get_by_text("Snoozed", exact=True)).to_be_visible()

    page.goto(INBOX)
    expect(row_of(page, "Snoozed", team)).to_be_visible()
    page.goto(f"{INBOX}?severity=critical")
    expect(alert_of(page, team)).to_be_visible()
    page.goto(f"{INBOX}?severity=low")
    expect(page.get_by_role("heading", name="Inbox", level=1)).to_be_visible()
    expect(alert_of(page, team)).to_have_count(0)


def test_the_panel_opens_an_alert_and_the_alert_its_spend(inbox: Page, teams: list[str]) -> None:
    page, team = inbox, teams[2]
    page.get_by_role("button", name=re.compile(r"^Inbox: \d+ open alert")).click()
    panel = page.get_by_role("dialog", name="Inbox")
    expect(panel.get_by_role("link", name=titled(team))).to_be_visible()
    assert violations(page, within=DIALOG) == []
    panel.get_by_role("link", name=titled(team)).click()
    expect(page.get_by_role("heading", name=titled(team), level=1)).to_be_visible()

    page.get_by_role("link", name="Explore", exact=True).click()

    expect(page.get_by_role("heading", name="Explorer", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("team%3A|team:"))
