"""The end of an organization over HTTP: typed out, proven, and then nobody gets in any more."""

from datetime import timedelta

import pytest
from httpx import Response
from structlog.testing import capture_logs

from stackspend.access.deletion import FRESH
from stackspend.access.first_start import new_set_up_url
from stackspend.access.members import Member, Role
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, PUBLIC_URL, Client, Clock, Erased, member_of, sign_in_as
from tests.web.app.people import ME, PASSWORD, SIGN_IN, give_password, secret_of, sign_in_with

DELETE = "/api/v1/app/organization/delete"


async def delete(browser: Client, name: str = "Acme", password: str | None = PASSWORD) -> Response:
    return await browser.post(DELETE, json={"name": name, "password": password})


@pytest.fixture
async def alice_with_password(browser: Client, catalog: Catalog, alice: Member) -> Member:
    """Signed in with it."""
    await give_password(catalog, alice)
    await sign_in_with(browser, alice.email)
    return alice


async def test_it_is_gone_with_its_sessions_and_everybodys_access(
    browser: Client, catalog: Catalog, alice_with_password: Member, charlie: Member, erased: Erased
) -> None:
    acme = alice_with_password.organization_id
    with capture_logs() as lines:
        answer = await delete(browser)
    assert answer.status_code == 200
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await browser.get(ME)).status_code == 401
    assert (await sign_in_with(browser, alice_with_password.email)).status_code == 401
    assert [one.name for one in await catalog.organizations()] == ["Rival"]
    assert erased.ids == [acme]
    [line] = [one for one in lines if one["event"] == "organization_deleted"]
    assert (line["organization_id"], line["by"]) == (str(acme), str(alice_with_password.id))


async def test_the_last_one_leaves_a_server_to_be_set_up_anew(
    browser: Client, catalog: Catalog, alice_with_password: Member
) -> None:
    assert (await delete(browser)).status_code == 200
    assert (await browser.get(SIGN_IN)).json()["data"]["is_set_up"] is False

    url = await new_set_up_url(catalog, public_url=PUBLIC_URL, now=NOON)
    assert url is not None
    founder = {"organization": "Acme", "name": "Alice", "email": alice_with_password.email, "password": PASSWORD}
    again = await browser.post(f"{SIGN_IN}/set-up", json={"secret": secret_of(url), **founder})
    assert again.status_code == 201


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        pytest.param("acme", PASSWORD, "The name that you typed is not 'Acme'", id="another name"),
        pytest.param("Acme", "quiet lantern paints", "The current password is wrong", id="a wrong password"),
        pytest.param("Acme", None, "The current password is wrong", id="no password"),
    ],
)
async def test_without_name_and_password_nothing_happens(
    browser: Client,
    catalog: Catalog,
    alice_with_password: Member,
    erased: Erased,
    name: str,
    password: str | None,
    why: str,
) -> None:
    answer = await delete(browser, name, password)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_INPUT")
    assert why in answer.json()["error"]["message"]
    assert [one.name for one in await catalog.organizations()] == ["Acme"]
    assert erased.ids == []


async def test_passwords_cannot_be_tried_on_and_on(browser: Client, alice_with_password: Member) -> None:
    tried = [(await delete(browser, password="quiet lantern paints")).status_code for _ in range(12)]
    assert (tried[0], tried[-1]) == (400, 429)
    assert (await delete(browser)).status_code == 429


async def test_who_has_no_password_has_to_have_signed_in_just_now(
    signed_in: Client, catalog: Catalog, clock: Clock
) -> None:
    clock.advance(FRESH)
    stale = await delete(signed_in, password=None)
    clock.advance(-timedelta(seconds=1))
    fresh = await delete(signed_in, password=None)
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "CONFLICT")
    assert (fresh.status_code, await catalog.organizations()) == (200, [])


async def test_an_administrator_may_not(browser: Client, catalog: Catalog, alice: Member) -> None:
    admin = await member_of(catalog, alice.organization_id, "bob@acme.example", Role.ADMIN)
    answer = await delete(await sign_in_as(browser, catalog, admin), password=None)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "INSUFFICIENT_ROLE")
    assert len(await catalog.organizations()) == 1


async def test_it_is_not_deleted_from_within_its_sample(browser: Client, catalog: Catalog, alice: Member) -> None:
    sample, _ = await catalog.add_sample(alice.organization_id, [], [], by=COMMAND_LINE, at=NOON)
    inside = await catalog.enter_sample(alice, sample, by=COMMAND_LINE, at=NOON)
    answer = await delete(await sign_in_as(browser, catalog, inside), name="Sample data", password=None)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "CONFLICT")
    assert len(await catalog.organizations()) == 2
