"""Report: the day before as a page, another day and a week by a click, and when it is told."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_overview import asked, dollars, figure

REPORT, NOTIFICATIONS = "/dashboard/report", "/dashboard/settings/notifications"


def test_the_report_shows_the_figures_of_the_api_and_steps_through_days(sample_page: Page) -> None:
    page = sample_page
    page.goto(REPORT)
    latest = asked(page, "/report")
    expect(page.get_by_role("table", name="By team")).to_be_visible()
    assert figure(page, "Spent") == dollars(latest["total_usd"])
    expect(page.get_by_role("button", name="The report after")).to_be_disabled()
    by_team = page.get_by_role("table", name="By team")
    largest = next(one["parts"][0] for one in latest["parts"] if one["by"] == "team")
    expect(by_team.get_by_role("row", name=largest["name"])).to_contain_text(dollars(largest["amount_usd"]))
    assert violations(page) == []

    page.get_by_role("button", name="The report before").click()
    before = (datetime.now(UTC).date() - timedelta(days=2)).isoformat()
    expect(page).to_have_url(re.compile(f"day={before}"))

    page.get_by_text("Week", exact=True).click()
    expect(page).to_have_url(re.compile("kind=weekly"))
    expect(page.get_by_text(re.compile("^Week of"))).to_be_visible()


def test_a_day_without_a_report_is_said_in_words(sample_page: Page) -> None:
    sample_page.goto(f"{REPORT}?day=2020-01-01")
    expect(sample_page.get_by_text("The report could not be loaded")).to_be_visible()
    expect(sample_page.get_by_text(re.compile("There are reports of"))).to_be_visible()


def test_when_reports_are_told_is_set_and_stays(page: Page) -> None:
    page.goto(NOTIFICATIONS)
    reports = page.get_by_role("region", name="Reports")
    reports.get_by_label(re.compile("Told at")).fill("07:30")
    reports.get_by_text("Sun", exact=True).click()
    reports.get_by_role("button", name="Save").click()
    expect(reports.get_by_text("Saved")).to_be_visible()
    assert violations(page) == []

    page.reload()
    expect(reports.get_by_label(re.compile("Told at"))).to_have_value("07:30")
    expect(reports.get_by_role("checkbox", name="Sun")).not_to_be_checked()
