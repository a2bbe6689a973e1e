"""What every answer tells browsers to refuse, whichever route or refusal it comes from."""

import pytest
from httpx import Response
from litestar.testing import TestClient

from stackspend.app import build
from stackspend.settings import read_settings
from tests.web.matrix.routes import ROUTES, Route, ask, by_key, by_session
from tests.web.matrix.world import World

ELSEWHERE = [
    "/",
    "/dashboard/overview",
    "/sign-in",
    "/sign-in/unknown",
    "/api/openapi.json",
    "/api/unknown",
    "/robots.txt",
]


def assert_narrow(answer: Response) -> None:
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy.partition("style-src")[0]
    assert "unsafe-eval" not in policy
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert len(headers["X-Request-Id"]) == 32


@pytest.mark.parametrize("path", ELSEWHERE)
def test_pages_links_and_unknown_paths(world: World, path: str) -> None:
    assert_narrow(world.client.get(path, follow_redirects=False))


@pytest.mark.parametrize("route", [route for route in ROUTES if not route.changes], ids=str)
def test_answers_of_both_apis_are_kept_in_no_cache(world: World, route: Route) -> None:
    credentials = by_session(world.session(world.alice)) if route.is_app else by_key(world.key(world.acme))
    for answer in (ask(world, route, credentials), ask(world, route, {})):
        assert_narrow(answer)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; base-uri 'none'")


def test_behind_tls_browsers_are_told_to_stay_there() -> None:
    app = build(read_settings({"STACKSPEND_PUBLIC_URL": "https://spend.acme.example"}))
    answer = TestClient(app).get("/robots.txt")
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"
