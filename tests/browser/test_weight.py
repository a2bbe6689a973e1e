"""What the first page costs to load."""

from playwright.sync_api import Page, expect

SCRIPTS = """performance.getEntriesByType('resource')
    .filter((entry) => entry.name.endsWith('.js'))
    .map((entry) => entry.encodedBodySize)"""


def test_the_first_page_loads_less_than_350_kb_of_packed_scripts(page: Page) -> None:
    page.goto("/dashboard/providers")
    expect(page.get_by_role("article").first).to_be_visible()

    sizes = page.evaluate(SCRIPTS)

    assert 100_000 < sum(sizes) < 350_000
