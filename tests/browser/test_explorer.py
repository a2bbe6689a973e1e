"""The Explorer: a question in the address, the answer as a chart, a table and a file that agree."""

import csv
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Sampled
from tests.browser.test_overview import asked
from tests.browser.walk import await_address, eventually

MODEL = "claude-opus-5-5"
ASKED = "performance.getEntriesByType('resource').map(one => one.name).findLast(name => name.includes('/spend?'))"


def table(page: Page) -> Locator:
    return page.get_by_role("table", name="Spend by group")


def row(page: Page, name: str) -> Locator:
    return table(page).get_by_role("row", name=name)


def opened(page: Page, search: str = "") -> Page:
    page.goto(f"/dashboard/explorer{search}")
    expect(table(page).locator("tbody tr").first).to_be_visible()
    return page


def total(page: Page) -> str:
    return table(page).locator("tfoot td").first.inner_text().rpartition("+")[2].strip()


def names(page: Page) -> list[str]:
    return table(page).locator("tbody th").all_inner_texts()


def shown_spend(page: Page) -> dict[str, Any]:
    """The answer to what the page asked last."""
    spend: dict[str, Any] = asked(page, page.wait_for_function(ASKED).json_value().partition("/api/v1/app")[2])
    return spend


def settled(page: Page) -> None:
    """Until the answer to the latest question is shown."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def test_the_table_is_what_the_api_answers(sample_page: Page) -> None:
    opened(sample_page, '?by=["user"]&period=30d')
    address = sample_page.wait_for_function(ASKED).json_value()
    spend = asked(sample_page, address.partition("/api/v1/app")[2])

    rows = table(sample_page).locator("tbody tr")
    expect(rows).to_have_count(len(spend["groups"]) + 1)  # and the others
    for shown, group in zip(rows.all(), spend["groups"], strict=False):
        expect(shown.locator("td").first).to_contain_text(f"${float(group['sums']['net_amount_usd']):,.2f}")
    assert total(sample_page) == f"${float(spend['total']['net_amount_usd']):,.2f}"


def test_the_whole_question_is_in_the_address_and_a_link_shows_the_same(sample_page: Page) -> None:
    opened(sample_page)
    sample_page.get_by_role("combobox", name="Group by").click()
    sample_page.get_by_role("option", name="Team", exact=True).click()
    sample_page.get_by_role("switch", name="Compare").check(force=True)
    sample_page.get_by_text("Lines", exact=True).click()
    sample_page.get_by_role("button", name="Period").click()
    sample_page.get_by_role("button", name="Last 7 days").click()
    sample_page.get_by_role("button", name="Tokens").click()
    await_address(sample_page, 'by=["team"]', "compare=true", "chart=line", "period=7d", "sort=-tokens")

    colleague = sample_page.context.new_page()
    colleague.goto(sample_page.url)
    expect(table(colleague).locator("tbody tr").first).to_be_visible()

    eventually(sample_page, lambda: names(colleague) == names(sample_page))
    assert total(colleague) == total(sample_page)


def test_a_filter_is_found_by_typing_and_removed_by_its_chip(sample_page: Page) -> None:
    opened(sample_page)
    everything = total(sample_page)

    sample_page.get_by_role("button", name="Filter").click()
    sample_page.get_by_role("option", name="Model").click()
    sample_page.get_by_role("textbox", name="Model").fill("5-5")
    sample_page.get_by_role("option", name=MODEL).click()
    expect(table(sample_page).locator("tbody tr")).to_have_count(1)
    assert total(sample_page) != everything

    sample_page.get_by_role("button", name=f"Remove filter Model: {MODEL}").click()
    settled(sample_page)
    expect(table(sample_page).locator("tbody tr")).not_to_have_count(1)
    assert total(sample_page) == everything


def test_a_name_leads_down_to_what_is_behind_it(sample_page: Page) -> None:
    opened(sample_page)
    amount = row(sample_page, MODEL).locator("td").first.inner_text()

    row(sample_page, MODEL).get_by_role("link", name=MODEL, exact=True).click()

    expect(table(sample_page).get_by_role("columnheader", name="Person")).to_be_visible()
    expect(table(sample_page).locator("tfoot td").first).to_contain_text(amount)


def test_the_file_is_what_is_shown(sample_page: Page, tmp_path: Path) -> None:
    opened(sample_page, '?by=["user"]&compare=true')
    with sample_page.expect_download() as downloading:
        sample_page.get_by_role("button", name="CSV").click()
    path = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(path)

    head, *rows = list(csv.reader(path.read_text().splitlines()))

    assert head[:3] == ["Person", "Estimated cost USD", "Estimated cost USD before"]
    assert [one[0] for one in rows] == [*names(sample_page), "Total"]
    assert rows[-2][0].endswith(" others")
    known = [Decimal(one[1]) for one in rows if one[1]]
    assert sum(known[:-1]) == known[-1]
    assert f"${known[-1]:,.2f}" == total(sample_page)


def test_rows_sort_by_their_heads(sample_page: Page) -> None:
    opened(sample_page, '?by=["user"]')
    by_cost = names(sample_page)

    sample_page.get_by_role("button", name="Person", exact=True).click()

    expect(table(sample_page).get_by_role("columnheader", name="Person")).to_have_attribute("aria-sort", "ascending")
    shown = [name for name in names(sample_page) if not re.match(r"\d+ others", name)]
    assert shown == sorted(shown, key=str.casefold)
    assert shown != by_cost


def test_a_figure_of_every_view_is_the_same(sample_page: Page, sampled: Sampled) -> None:
    totals = {total(opened(sample_page, f'?by=["{by}"]')) for by in ("model", "user", "session", "source")}

    assert len(totals) == 1


def chosen(page: Page, control: str, option: str) -> None:
    page.get_by_role("combobox", name=control).click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def test_the_width_of_steps_is_in_the_address_and_follows_the_period(sample_page: Page) -> None:
    opened(sample_page, "?period=90d")
    expect(sample_page.get_by_text("Times in UTC")).to_be_visible()
    sample_page.get_by_role("combobox", name="Steps").click()
    expect(sample_page.get_by_role("option", name="By hour")).to_have_count(0)
    sample_page.get_by_role("option", name="By week").click()
    await_address(sample_page, "every=week")
    eventually(sample_page, lambda: len(shown_spend(sample_page)["buckets"]) in (13, 14))

    opened(sample_page, "?period=7d&every=hour")
    assert len(shown_spend(sample_page)["buckets"]) == 7 * 24


def test_any_tag_and_the_provider_can_be_grouped_by(sample_page: Page) -> None:
    opened(sample_page)
    everything = total(sample_page)

    chosen(sample_page, "Group by", "Provider")
    providers = {provider["name"] for provider in asked(sample_page, "/providers")}
    eventually(sample_page, lambda: set(names(sample_page)) <= providers)
    assert total(sample_page) == everything
    assert [group["names"][0] for group in shown_spend(sample_page)["groups"]] == names(sample_page)

    tag = asked(sample_page, "/spend/tags?start_date=2020-01-01&end_date=2030-12-31")[0]
    chosen(sample_page, "Group by", f"Tag {tag}")
    await_address(sample_page, f'by=["tag:{tag}"]')
    expect(table(sample_page).get_by_role("columnheader", name=f"Tag {tag}")).to_be_visible()
    assert total(sample_page) == everything


def test_kinds_of_tokens_add_up_and_have_no_amounts(sample_page: Page, tmp_path: Path) -> None:
    opened(sample_page, '?by=["model"]')
    chosen(sample_page, "then by", "Token kind")
    tokens = sample_page.get_by_role("table", name="Tokens by group")
    expect(tokens.get_by_role("row", name="Total")).to_be_visible()
    expect(sample_page.get_by_text("Tokens only")).to_be_visible()
    counts = [int(text.replace(",", "")) for text in tokens.locator("tbody td:nth-child(3)").all_inner_texts()]
    spend = asked(sample_page, sample_page.wait_for_function(ASKED).json_value().partition("/api/v1/app")[2])["total"][
        "tokens"
    ]
    assert sum(counts[:-1]) == counts[-1] == sum(count for count in spend.values() if count)

    with sample_page.expect_download() as downloading:
        sample_page.get_by_role("button", name="CSV").click()
    path = tmp_path / "tokens.csv"
    downloading.value.save_as(path)
    _, *rows = list(csv.reader(path.read_text().splitlines()))
    assert [int(one[2]) for one in rows] == counts


def test_a_filter_is_chosen_with_the_keyboard_alone(sample_page: Page) -> None:
    opened(sample_page)
    sample_page.get_by_role("button", name="Filter").press("Enter")
    sample_page.get_by_role("textbox", name="Filter by").press_sequentially("pers")
    sample_page.keyboard.press("Enter")
    sample_page.get_by_role("textbox", name="Person").press_sequentially("AMARA")
    expect(sample_page.get_by_role("option", name="amara.okafor@example.com")).to_have_attribute(
        "data-combobox-selected", "true"
    )
    sample_page.keyboard.press("Enter")
    await_address(sample_page, 'filter=["user:amara.okafor@example.com"]')
    everybody = total(opened(sample_page.context.new_page()))
    eventually(sample_page, lambda: total(sample_page) != everybody)
    person = shown_spend(sample_page)
    assert total(sample_page) == f"${float(person['total']['net_amount_usd']):,.2f}"
