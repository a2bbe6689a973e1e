"""What changed: a waterfall, sentences and a table that say what the API answers, and lead on."""

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_overview import asked, refuse
from tests.browser.walk import await_address, eventually

CENT = Decimal("0.01")
ASKED = "performance.getEntriesByType('resource').map(o => o.name).findLast(name => name.includes('/what-changed?'))"


def table(page: Page) -> Locator:
    return page.get_by_role("table", name="Parts of the change")


def opened(page: Page, search: str = "?period=30d") -> Page:
    page.goto(f"/dashboard/what-changed{search}")
    expect(table(page)).to_be_visible()
    return page


def adds(page: Page) -> list[Decimal]:
    """The amounts of the table from the earlier one over every part to the later one."""
    cells = table(page).locator("tr td:nth-child(3)").all_inner_texts()
    return [Decimal(re.sub(r"[$,+]", "", cell).replace("−", "-")) for cell in cells]


def test_the_table_is_what_the_api_answers_and_adds_up_to_the_cent(sample_page: Page) -> None:
    opened(sample_page)
    change = asked(sample_page, sample_page.wait_for_function(ASKED).json_value().partition("/api/v1/app")[2])
    exact = [Decimal(change["parts"][0]["from_usd"]), *(Decimal(part["to_usd"]) for part in change["parts"])]
    levels = [amount.quantize(CENT, ROUND_HALF_UP) for amount in exact]

    before, *parts, after = adds(sample_page)

    assert parts == [to - start for start, to in pairwise(levels)]
    assert (before, after) == (levels[0], levels[-1])
    assert before + sum(parts) == after
    assert sum(Decimal(part["usd"]) for part in change["parts"]) == Decimal(change["change_usd"])


def test_every_part_has_its_bar_and_its_sentence(sample_page: Page) -> None:
    opened(sample_page)
    expect(sample_page.locator(".recharts-bar-rectangle").first).to_be_visible()
    moving = [part for part in adds(sample_page)[1:-1] if part]

    expect(sample_page.locator(".recharts-bar-rectangle")).to_have_count(len(moving) + 2)
    sentences = sample_page.get_by_role("list", name="What drove the change").get_by_role("listitem")
    expect(sentences).to_have_count(len(moving))
    for amount in moving:
        verb = "added" if amount > 0 else "saved"
        expect(sentences.filter(has_text=f"{verb} ${abs(amount):,.2f}")).to_have_count(1)


def test_the_whole_question_is_in_the_address(sample_page: Page) -> None:
    opened(sample_page)
    everything = adds(sample_page)
    sample_page.get_by_role("button", name="Period").click()
    sample_page.get_by_role("button", name="Last 7 days").click()
    sample_page.get_by_role("button", name="Compared with").click()
    sample_page.get_by_role("button", name="A month earlier").click()
    sample_page.get_by_role("button", name="Filter").click()
    sample_page.get_by_role("option", name="Source", exact=True).click()
    sample_page.get_by_role("option", name="Claude Code").click()
    expect(sample_page.get_by_role("button", name="Remove filter Source: Claude Code")).to_be_visible()
    await_address(sample_page, "period=7d", "against=month", 'filter=["source:claude_code"]')

    colleague = sample_page.context.new_page()
    colleague.goto(sample_page.url)
    expect(table(colleague)).to_be_visible()

    eventually(sample_page, lambda: adds(colleague) == adds(sample_page))
    assert adds(sample_page) != everything


def test_a_name_leads_to_its_spend_in_the_explorer(sample_page: Page) -> None:
    opened(sample_page)
    name = table(sample_page).get_by_role("link").filter(has_text="@").first
    person = name.inner_text()

    name.click()

    expect(sample_page.get_by_role("heading", name="Explorer", level=1)).to_be_visible()
    expect(sample_page.get_by_role("button", name=f"Remove filter Person: {person}")).to_be_visible()
    expect(sample_page.get_by_role("switch", name="Compare")).to_be_checked()


def test_a_phone_shows_what_was_measured_and_who_led_it(sample_page: Page) -> None:
    sample_page.set_viewport_size({"width": 390, "height": 844})
    opened(sample_page)
    volume = table(sample_page).get_by_role("row").filter(has_text="Volume")

    expect(volume.get_by_text("requests", exact=True)).to_be_visible()
    expect(volume.get_by_role("link").first).to_be_visible()
    assert sample_page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_in_either_period_is_said(sample_page: Page) -> None:
    sample_page.goto("/dashboard/what-changed?from=2020-02-01&to=2020-02-29")

    expect(sample_page.get_by_text("Nothing was used in either period")).to_be_visible()


def test_an_answer_that_fails_can_be_asked_for_again(sample_page: Page) -> None:
    sample_page.route("**/app/what-changed?*", refuse)
    sample_page.goto("/dashboard/what-changed")
    expect(sample_page.get_by_role("alert")).to_contain_text("What changed could not be loaded")

    sample_page.unroute("**/app/what-changed?*")
    sample_page.get_by_role("button", name="Try again").click()
    expect(table(sample_page)).to_be_visible()


def test_it_breaks_no_rule_of_axe(sample_page: Page) -> None:
    opened(sample_page)
    expect(sample_page.locator(".recharts-surface").first).to_be_visible()

    assert violations(sample_page) == []
