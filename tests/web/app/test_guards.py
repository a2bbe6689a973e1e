"""Every route of the app API, found in the router itself, is behind the session and the cross-site check."""

import re
from uuid import UUID, uuid4

import pytest
from litestar import Litestar

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.web.app_api import app_router
from stackspend.web.cross_site import is_own
from stackspend.web.sign_in_api import sign_in_router
from tests.web.app.conftest import Client

ROUTES = sorted(
    (method, re.sub(r"\{\w+\}", str(UUID(int=1)), route.path_format))
    for route in Litestar([app_router()], openapi_config=None).routes
    for method in route.methods - {"OPTIONS"}
)
SIGN_IN_CHANGES = sorted(
    (method, route.path_format)
    for route in Litestar([sign_in_router()], openapi_config=None).routes
    for method in route.methods - {"OPTIONS", "GET"}
)
CHANGES = [(method, path) for method, path in ROUTES if method != "GET"]


def test_the_routes_are_found() -> None:
    assert len(CHANGES) > 20
    assert ("POST", f"/api/v1/app/api-keys/{UUID(int=1)}/revoke") in CHANGES


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param(None, id="no session"),
        pytest.param("nonsense", id="no session's secret"),
        pytest.param(credential.mint(Kind.SESSION), id="a session that nobody has"),
    ],
)
async def test_nobody_gets_in_without_a_session(browser: Client, method: str, path: str, cookie: str | None) -> None:
    headers = {"Cookie": f"stackspend_session={cookie}"} if cookie else {}
    answer = await browser.request(method, path, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")
    assert answer.json()["data"] is None


@pytest.mark.parametrize(("method", "path"), CHANGES)
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="a sibling host"),
        pytest.param({"Origin": "https://evil.example"}, id="another origin, in an old browser"),
        pytest.param({"Origin": "null"}, id="an opaque origin"),
    ],
)
async def test_no_other_site_changes_anything(
    signed_in: Client, method: str, path: str, headers: dict[str, str]
) -> None:
    answer = await signed_in.request(method, path, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "CROSS_SITE")
    assert (await signed_in.get("/api/v1/app/me")).status_code == 200


@pytest.mark.parametrize(
    ("fetch_site", "origin", "own"),
    [
        pytest.param("same-origin", "http://spend.lan:8080", True, id="our own page"),
        pytest.param("none", None, True, id="the address bar"),
        pytest.param("cross-site", "http://spend.lan:8080", False, id="Sec-Fetch-Site wins over Origin"),
        pytest.param(None, "http://spend.lan:8080", True, id="our own page in an old browser"),
        pytest.param(None, "https://spend.example.com", True, id="our own page behind a proxy that rewrites Host"),
        pytest.param(None, "http://spend.lan:9090", False, id="another port"),
        pytest.param(None, "http://spend.lan:8080.evil.example", False, id="a host that begins with ours"),
        pytest.param(None, "null", False, id="an opaque origin"),
        pytest.param(None, None, True, id="no browser"),
    ],
)
def test_where_a_change_comes_from(fetch_site: str | None, origin: str | None, *, own: bool) -> None:
    hosts = {"spend.lan:8080", "spend.example.com"}
    assert is_own(fetch_site=fetch_site, origin=origin, hosts=hosts) is own


def test_an_opaque_origin_is_not_ours_even_when_no_host_is_named() -> None:
    assert not is_own(fetch_site=None, origin="null", hosts={""})


@pytest.mark.parametrize(("method", "path"), SIGN_IN_CHANGES)
async def test_no_other_site_signs_anybody_in(browser: Client, method: str, path: str) -> None:
    answer = await browser.request(method, path, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "CROSS_SITE")


async def test_an_id_that_is_no_uuid_is_nothing_here(signed_in: Client) -> None:
    answer = await signed_in.get(f"/api/v1/app/providers/{uuid4().hex[:5]}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
