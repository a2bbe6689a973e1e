"""What is read stays where it is while the rest of a page comes."""

import pytest
from playwright.sync_api import Page, expect

MOST = 0.05
"""Half of what is called good (https://web.dev/articles/cls). The bar of a sample takes half of that again."""

NOTE_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((noted) => {
  for (const one of noted.getEntries()) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.mark.parametrize(
    "path", ["overview", "monitoring", "what-changed", "explorer", "people/amara.okafor@example.com"]
)
def test_a_page_hardly_moves_while_it_loads(sample_page: Page, path: str) -> None:
    sample_page.add_init_script(NOTE_SHIFTS)
    sample_page.goto(f"/dashboard/{path}", wait_until="networkidle")
    expect(sample_page.locator("#content .mantine-Skeleton-root")).to_have_count(0)

    assert sample_page.evaluate("window.shifted") < MOST
