"""Chromium before a running server. Alice's browser is signed in by the one-time link, as a person's would be.

Server and browser are shared by all of these tests, for starting them takes longer than most tests. So a recording is
sent to one provider only: the second provider of an organization that receives it books nothing.
"""

import os
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright

from tests.browser.walk import PATIENCE, send
from tests.captured import capture
from tests.running import PROGRAM, RunningServer, running_server
from tests.web.door.sending import await_booked

# Debian's Chromium asks its maker for updates and settings otherwise; the tests stay on loopback.
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"]
SANDBOXES_NEED_A_USER = ["--no-sandbox"]

expect.set_options(timeout=PATIENCE * 1_000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell with a failure what the page showed; dialogs come last in it."""
    report = yield
    pages = [one for one in item.funcargs.values() if isinstance(one, Page)]
    if report.when == "call" and report.failed and pages:
        report.sections.append(("What the page showed", pages[0].locator("body").aria_snapshot()[-3_000:]))
    return report


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="package")
def received(server: RunningServer) -> RunningServer:
    """The server, whose provider has received what a member of a team sent, every export twice.

    All of it is booked, so that no row joins a list while a test looks at its first.
    """
    for _ in range(2):
        send(capture("j_user3"), to=server.endpoint, headers={"X-API-Key": server.ingest_key})
    await_booked(server)
    return server


@pytest.fixture(scope="package")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET + SANDBOXES_NEED_A_USER)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def session(browser: Browser, server: RunningServer) -> StorageState:
    """What the browser keeps after signing in."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server.sign_in_url)
        page.wait_for_url("**/dashboard/overview")
        return context.storage_state()


@pytest.fixture
def page(browser: Browser, session: StorageState, server: RunningServer) -> Iterator[Page]:
    """A signed-in page; an error in the page or against its content security policy fails the test."""
    with browser.new_context(base_url=server.base_url, storage_state=session, accept_downloads=True) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened = context.new_page()
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        yield opened
        assert faults == []


class Sampled(msgspec.Struct, frozen=True):
    """A server with a sample, and what a browser keeps that signed in to it."""

    server: RunningServer
    session: StorageState


@pytest.fixture(scope="package")
def sampled(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Sampled]:
    """Another server, whose sample of 45 days the command line made."""
    folder = tmp_path_factory.mktemp("sampled")
    environment = os.environ | {"STACKSPEND_DATA_DIR": str(folder / "data")}
    made = subprocess.run(
        [PROGRAM, "demo", "--days", "45"], env=environment, capture_output=True, text=True, check=True
    )
    secret = made.stdout.rpartition("/sign-in/")[2].split()[0]
    with running_server(folder) as running, browser.new_context(base_url=running.base_url) as context:
        page = context.new_page()
        page.goto(f"/sign-in/{secret}")
        page.wait_for_url("**/dashboard/overview")
        yield Sampled(running, context.storage_state())


@pytest.fixture
def sample_page(browser: Browser, sampled: Sampled) -> Iterator[Page]:
    """A page that is signed in to the sample; an error in the page fails the test."""
    base_url = sampled.server.base_url
    with browser.new_context(base_url=base_url, storage_state=sampled.session, accept_downloads=True) as context:
        opened = context.new_page()
        faults: list[str] = []
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        yield opened
        assert faults == []


@pytest.fixture
def stranger(browser: Browser, server: RunningServer) -> Iterator[Page]:
    """A page of a browser that is not signed in."""
    with browser.new_context(base_url=server.base_url) as context:
        yield context.new_page()
