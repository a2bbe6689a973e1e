"""The set-up link of a first start."""

from datetime import timedelta

import pytest

from stackspend.access.first_start import SET_UP_LIFE, new_set_up_url
from stackspend.access.members import Member
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, PUBLIC_URL, Client, Clock
from tests.web.app.people import ME, PASSWORD, SIGN_IN, secret_of, sign_in_with

FOUNDER = {"organization": "Acme", "name": "Alice", "email": "Alice@Acme.example", "password": PASSWORD}


@pytest.fixture
async def secret(catalog: Catalog) -> str:
    url = await new_set_up_url(catalog, public_url=PUBLIC_URL, now=NOON)
    assert url is not None
    assert url.startswith(f"{PUBLIC_URL}/set-up#ss_setup_")
    return secret_of(url)


async def test_the_visitor_becomes_the_owner_and_is_signed_in(browser: Client, secret: str) -> None:
    before = (await browser.get(SIGN_IN)).json()["data"]["is_set_up"]
    answer = await browser.post(f"{SIGN_IN}/set-up", json={"secret": secret, **FOUNDER})
    me = (await browser.get(ME)).json()["data"]
    assert (answer.status_code, before) == (201, False)
    assert (me["name"], me["member"]["email"], me["member"]["role"]) == ("Alice", "alice@acme.example", "owner")
    assert me["organization"]["name"] == "Acme"
    assert (await sign_in_with(browser, "alice@acme.example")).status_code == 200


async def test_the_link_opens_once(browser: Client, catalog: Catalog, secret: str) -> None:
    await browser.post(f"{SIGN_IN}/set-up", json={"secret": secret, **FOUNDER})
    again = await browser.post(f"{SIGN_IN}/set-up", json={"secret": secret, **FOUNDER, "email": "eve@evil.example"})
    assert (again.status_code, again.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert len(await catalog.organizations()) == 1
    assert await new_set_up_url(catalog, public_url=PUBLIC_URL, now=NOON) is None


@pytest.mark.parametrize("given", ["nonsense", "", "ss_setup_" + "A" * 49])
async def test_another_link_opens_nothing(browser: Client, catalog: Catalog, secret: str, given: str) -> None:
    answer = await browser.post(f"{SIGN_IN}/set-up", json={"secret": given, **FOUNDER})
    assert (answer.status_code, await catalog.organizations()) == (404, [])


async def test_it_is_good_for_a_day(browser: Client, clock: Clock, secret: str) -> None:
    clock.advance(SET_UP_LIFE - timedelta(seconds=1))
    weak = await browser.post(f"{SIGN_IN}/set-up", json={"secret": secret, **FOUNDER, "password": "password1234"})
    clock.advance(timedelta(seconds=1))
    late = await browser.post(f"{SIGN_IN}/set-up", json={"secret": secret, **FOUNDER})
    assert (weak.status_code, late.status_code) == (400, 404)


async def test_a_server_that_has_an_owner_makes_no_link(catalog: Catalog, alice: Member) -> None:
    assert await new_set_up_url(catalog, public_url=PUBLIC_URL, now=NOON) is None
