"""People, a person, sessions and a session: the figures of the API, each leading on to what it is made of."""

from decimal import Decimal

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_overview import asked
from tests.browser.walk import await_address

MONTH = "period=30d"


def rows(page: Page, label: str) -> Locator:
    found = page.get_by_role("table", name=label).locator("tbody tr[data-index]")
    expect(found.first).to_be_visible()
    return found


def address_of(page: Page, path: str) -> str:
    """What the page last asked of this path; the browser notes it a moment after the answer is shown."""
    find = "(path) => performance.getEntriesByType('resource').findLast(({name}) => name.includes(path))?.name"
    return str(page.wait_for_function(find, arg=path).json_value()).partition("/api/v1/app")[2]


def usd(amount: str) -> str:
    """As pages write it: cents from a dollar on, four digits from a tenth of a cent on."""
    return f"${Decimal(amount):,.{2 if Decimal(amount) >= 1 else 4}f}"


def test_people_are_those_of_the_api_and_say_how_they_are_known(sample_page: Page) -> None:
    sample_page.goto(f"/dashboard/people?{MONTH}")
    shown = rows(sample_page, "People")

    people = asked(sample_page, address_of(sample_page, "/people?"))

    for row, person in zip(shown.all()[:20], people, strict=False):
        expect(row).to_contain_text(usd(person["net_amount_usd"]))
        if person["name"] is not None:
            expect(row).to_contain_text(person["attribution"])


def test_somebody_is_found_by_typing_and_has_a_page(sample_page: Page) -> None:
    sample_page.goto(f"/dashboard/people?{MONTH}")
    rows(sample_page, "People")
    sample_page.get_by_role("textbox", name="Find a person or a team").fill("amara")
    expect(rows(sample_page, "People")).to_have_count(1)
    sample_page.get_by_role("link", name="amara.okafor@example.com").click()

    expect(sample_page.get_by_role("heading", name="amara.okafor@example.com", level=1)).to_be_visible()
    figure = sample_page.get_by_role("term").filter(has_text="Est. cost").locator("xpath=..")
    expect(figure).to_contain_text("$")
    person = asked(sample_page, address_of(sample_page, "/person?"))
    expect(figure).to_contain_text(usd(person["usage"]["net_amount_usd"]))


def test_a_session_is_told_line_item_by_line_item_and_each_is_explained(sample_page: Page) -> None:
    sample_page.goto(f"/dashboard/sessions?{MONTH}")
    rows(sample_page, "Sessions").nth(10).get_by_role("link", name="Session").click()
    timeline = rows(sample_page, "Timeline")

    session = asked(sample_page, address_of(sample_page, "/sessions/"))
    known = [Decimal(item["net_amount_usd"]) for item in session["line_items"] if item["net_amount_usd"]]
    assert sum(known) == Decimal(session["session"]["net_amount_usd"])

    timeline.first.get_by_role("link", name="Explain").click()
    expect(sample_page.get_by_role("dialog").get_by_role("region", name="Whose it is")).to_be_attached()
    await_address(sample_page, "item=")


def test_the_explorer_leads_down_to_a_session(sample_page: Page) -> None:
    sample_page.goto(f'/dashboard/explorer?by=["session"]&{MONTH}')
    sample_page.get_by_role("table", name="Spend by group").locator("tbody").get_by_role("link").first.click()

    expect(sample_page.get_by_role("table", name="Timeline")).to_be_visible()


def test_a_list_that_failed_says_so_and_tries_again(sample_page: Page) -> None:
    sample_page.route("**/app/sessions?*", lambda route: route.fulfill(status=503, json={}))
    sample_page.goto(f"/dashboard/sessions?{MONTH}")
    expect(sample_page.get_by_text("The sessions could not be loaded")).to_be_visible(timeout=20_000)
    sample_page.unroute("**/app/sessions?*")

    sample_page.get_by_role("button", name="Try again").click()

    rows(sample_page, "Sessions")
