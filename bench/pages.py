"""How quickly the web app's pages are there in Chromium: the first one, and each that is gone to from another."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import httpx
from playwright.sync_api import Locator, Page, sync_playwright

from bench.section import Rounds, Section, say, table

FIRST = "Overview"
GONE_TO = ("Explorer", "What changed", "People", "Sessions", "Monitoring", "Budgets", "Report", "Providers", "Overview")
"""The links of the navigation, in the order of a walk. Each page is gone to without anything of it being known, but the
last, which is what it was."""
LED_TO = {"People": "a person", "Sessions": "a session"}
"""Pages whose first row leads on."""
_CHROMIUM = "/usr/bin/chromium"
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu")

# A page is there when nothing in it is a placeholder any more. The time is the browser's own, from the click.
_IS_THERE = """
const isThere = async (before) => {
  for (;;) {
    await new Promise(requestAnimationFrame);
    const content = document.querySelector("#content");
    const heading = content?.querySelector("h1");
    if (heading && heading !== before && !content.querySelector(".mantine-Skeleton-root")) return performance.now();
  }
};"""
_FIRST_LOAD = f"async () => {{ {_IS_THERE} return await isThere(null); }}"
_CHANGE = f"""async (link) => {{
  {_IS_THERE}
  const before = document.querySelector("#content h1"), began = performance.now();
  link.click();
  return (await isThere(before)) - began;
}}"""


def measure(browser: httpx.Client, *, rounds: int, millions: float) -> Section:
    """Walk through the pages for some rounds, each time in a new window."""
    walks = [_walk(browser) for _ in range(rounds)]
    waits = {name: Rounds.of(walk[name] for walk in walks) for name in walks[0]}
    first, *changes = waits.items()
    rows = [[f"{first[0]}, first load", f"{first[1].text(',.0f')} ms"]]
    rows += [[name, f"{wait.text(',.0f')} ms"] for name, wait in changes]
    slowest = max(wait.median for _, wait in changes)
    say(f"first load {first[1].text(',.0f')} ms, slowest change {slowest:,.0f} ms")
    text = (
        "From a click on a link until the page has nothing left to load, and from the address until the first page "
        f"has, in Chromium, alone, with an empty cache of answers. A ledger of {millions:g} M line items; server and "
        f"browser on all cores.\n\n{table(['page', 'median (range)'], rows)}"
    )
    return Section("Pages", text, {"first load": first[1].median / 1000, "slowest change of page": slowest})


def _walk(browser: httpx.Client) -> Mapping[str, float]:
    """Milliseconds by page."""
    waits = {}
    with _window(browser) as page:
        page.goto("/dashboard/overview", wait_until="commit")
        waits[FIRST] = page.evaluate(_FIRST_LOAD)
        links = page.get_by_role("navigation", name="Main")
        for name in GONE_TO:
            link = links.get_by_role("link", name=name, exact=True)
            waits[f"{name}, again" if name == FIRST else name] = _change(link)
            if name in LED_TO:
                waits[LED_TO[name]] = _change(page.locator("#content table tbody a").first)
    return waits


def _change(link: Locator) -> float:
    wait: float = link.evaluate(_CHANGE)
    return wait


@contextmanager
def _window(browser: httpx.Client) -> Iterator[Page]:
    """Signed in as the browser is."""
    address = str(browser.base_url)
    cookies: Sequence[tuple[str, str]] = [(one.name, one.value or "") for one in browser.cookies.jar]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", *_QUIET])
        window = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900})
        window.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
        yield window.new_page()
        chromium.close()
