"""The built web app as a browser gets it, from a small folder in place of the real build."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from stackspend.web.pages import pages_router
from stackspend.web.problems import EXCEPTION_HANDLERS

Browser = TestClient[Litestar]


def browser_of(static: Path) -> Browser:
    app = Litestar(route_handlers=[pages_router(static)], exception_handlers=EXCEPTION_HANDLERS, openapi_config=None)
    return TestClient(app)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><div id='root'></div>")
    (tmp_path / "color-scheme.js").write_text("(() => {})();")
    (tmp_path / "assets" / "index-3f2a.js").write_text("console.log('StackSpend');" * 100)
    with browser_of(tmp_path) as client:
        yield client


@pytest.mark.parametrize(
    "address", ["/", "/sign-in", "/dashboard/providers", "/dashboard/providers/0b6c", "/dashboard/settings/api-keys"]
)
def test_every_page_is_the_app_itself(browser: Browser, address: str) -> None:
    answer = browser.get(address)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<div id='root'>" in answer.text


def test_a_page_is_asked_for_again_each_time_and_runs_no_inline_script(browser: Browser) -> None:
    headers = browser.get("/dashboard/providers").headers

    assert headers["Cache-Control"] == "no-cache"
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_an_asset_is_kept_for_good_because_its_name_carries_a_hash(browser: Browser) -> None:
    answer = browser.get("/assets/index-3f2a.js")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.text == "console.log('StackSpend');" * 100


def test_a_client_that_does_not_unpack_gets_the_plain_file(browser: Browser) -> None:
    answer = browser.get("/assets/index-3f2a.js", headers={"Accept-Encoding": "identity"})

    assert "Content-Encoding" not in answer.headers
    assert answer.text == "console.log('StackSpend');" * 100


@pytest.mark.parametrize("address", ["/assets/gone.js", "/assets/..%2Findex.html", "/favicon.svg"])
def test_a_file_that_was_not_built_is_not_found(browser: Browser, address: str) -> None:
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/api/v1/unknown", "/sign-in/a-secret", "/robots.txt"])
def test_what_is_no_page_is_left_to_others(browser: Browser, address: str) -> None:
    answer = browser.get(address)

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "NOT_FOUND"


def test_without_a_build_the_page_says_how_to_get_one(tmp_path: Path) -> None:
    with browser_of(tmp_path / "static") as client:
        answer = client.get("/dashboard/providers")

    assert answer.status_code == 503
    assert "uv sync" in answer.text
