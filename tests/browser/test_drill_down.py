"""From a row of the Explorer down to its sessions and line items, page by page, whose figures add up to the row's."""

from decimal import Decimal
from urllib.parse import quote

from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_explorer import MODEL, opened, row
from tests.browser.test_overview import asked
from tests.browser.test_people_and_sessions import address_of, rows, usd
from tests.browser.walk import await_address

WEEK = "period=7d"
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_a_row_leads_to_its_sessions(sample_page: Page) -> None:
    opened(sample_page, f'?by=["model"]&{WEEK}')
    row(sample_page, MODEL).get_by_role("link", name=f"Sessions of {MODEL}").click()
    shown = rows(sample_page, "Sessions")

    await_address(sample_page, f'filter=["model:{MODEL}"]')
    sessions = asked(sample_page, address_of(sample_page, "/sessions?"))
    expect(shown.first).to_contain_text(usd(sessions[0]["net_amount_usd"]))
    assert all(session["models"] == [MODEL] for session in sessions)


def test_a_row_leads_down_on_a_phone_too(sample_page: Page) -> None:
    sample_page.set_viewport_size(PHONE)
    opened(sample_page, f'?by=["user","model"]&compare=true&{WEEK}')
    first = sample_page.get_by_role("table", name="Spend by group").locator("tbody tr").first
    expect(first.get_by_role("link", name="Line items of")).to_be_visible()
    assert first.get_by_role("link").first.evaluate("name => name.offsetWidth") > 60  # some of the name is read
    assert sample_page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    first.get_by_role("link", name="Sessions of").click()
    expect(rows(sample_page, "Sessions").first).to_be_visible()


def test_a_row_leads_to_its_line_items_which_add_up_to_it(sample_page: Page) -> None:
    opened(sample_page, '?by=["user"]&period=7d&sort=name')
    person = "amara.okafor@example.com"
    spend = asked(sample_page, address_of(sample_page, "/spend?"))
    [amount] = [one["sums"]["net_amount_usd"] for one in spend["groups"] if one["names"] == [person]]
    row(sample_page, person).get_by_role("link", name=f"Line items of {person}").click()
    shown = rows(sample_page, "Line items")
    assert violations(sample_page) == []

    address = address_of(sample_page, "/line-items?")
    known, cursor = Decimal(0), ""
    while cursor is not None:
        page = sample_page.evaluate(
            "path => fetch('/api/v1/app' + path).then(a => a.json())",
            address.partition("&cursor=")[0] + (f"&cursor={quote(cursor)}" if cursor else ""),
        )
        known += sum(Decimal(item["net_amount_usd"]) for item in page["data"] if item["net_amount_usd"])
        cursor = page["meta"]["next_cursor"]
    assert known == Decimal(amount)

    sample_page.set_viewport_size({"width": 1440, "height": 900})
    shown.first.get_by_role("link", name="Explain").click()
    expect(sample_page.get_by_role("dialog").get_by_role("region", name="Whose it is")).to_be_attached()
    await_address(sample_page, "item=")


def test_a_long_list_goes_on_where_it_ended(sample_page: Page) -> None:
    sample_page.goto("/dashboard/sessions?period=30d")
    table = sample_page.get_by_role("table", name="Sessions")
    expect(table).to_have_attribute("aria-rowcount", "101")
    sample_page.get_by_role("button", name="Show more").click()
    expect(table).to_have_attribute("aria-rowcount", "201")


def test_a_list_is_narrowed_by_typing(sample_page: Page) -> None:
    sample_page.goto(f"/dashboard/sessions?{WEEK}")
    rows(sample_page, "Sessions")
    sample_page.get_by_role("button", name="Filter").click()
    sample_page.get_by_role("option", name="Person").click()
    sample_page.get_by_role("textbox", name="Person").fill("amara")
    sample_page.get_by_role("option", name="amara.okafor@example.com").click()

    expect(rows(sample_page, "Sessions").first).to_contain_text("amara.okafor")
    await_address(sample_page, 'filter=["user:amara.okafor@example.com"]')
