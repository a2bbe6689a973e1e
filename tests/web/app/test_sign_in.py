"""Signing in by a one-time link, and the session that it opens."""

from datetime import timedelta

import pytest

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.members import Member
from stackspend.access.sessions import ABSOLUTE_LIFE, IDLE_LIFE
from stackspend.access.sign_in import LINK_LIFE, new_sign_in_url
from stackspend.actor import COMMAND_LINE
from stackspend.settings import Settings, read_settings
from stackspend.store.catalog import Catalog
from tests.web.app.conftest import NOON, PUBLIC_URL, Client, Clock

ME = "/api/v1/app/me"


async def test_a_link_signs_in_and_goes_to_the_providers(browser: Client, sign_in_path: str) -> None:
    answer = await browser.get(sign_in_path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard/overview")
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert (await browser.get(ME)).status_code == 200


async def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: Client, sign_in_path: str) -> None:
    answer = await browser.get(sign_in_path, follow_redirects=False)
    name, *flags = answer.headers["set-cookie"].split("; ")
    secret = name.removeprefix("stackspend_session=")
    assert credential.is_well_formed(secret, Kind.SESSION)
    assert set(flags) == {"HttpOnly", "SameSite=lax", "Path=/", f"Max-Age={30 * 24 * 3600}"}


class TestBehindTls:
    """The same over https."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        folder = str(settings.data_dir)
        return read_settings({"STACKSPEND_DATA_DIR": folder, "STACKSPEND_PUBLIC_URL": "https://spend.example.com"})

    async def test_the_cookie_travels_over_tls_only(self, browser: Client, sign_in_path: str) -> None:
        answer = await browser.get(sign_in_path, follow_redirects=False)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-stackspend_session=ss_session_")
        assert "Secure" in cookie.split("; ")


async def test_a_link_opens_once(browser: Client, sign_in_path: str) -> None:
    await browser.get(sign_in_path, follow_redirects=False)
    again = await browser.get(sign_in_path, follow_redirects=False)
    assert (again.status_code, again.headers["location"]) == (303, "/sign-in?problem=used")
    assert "set-cookie" not in again.headers


async def test_a_link_is_good_for_a_day(browser: Client, sign_in_path: str, clock: Clock) -> None:
    clock.advance(LINK_LIFE)
    answer = await browser.get(sign_in_path, follow_redirects=False)
    assert answer.headers["location"] == "/sign-in?problem=expired"


@pytest.mark.parametrize(
    "secret",
    ["nonsense", "ss_link_", "%00", credential.mint(Kind.SIGN_IN_LINK)],
    ids=["nonsense", "a prefix", "a null byte", "another link's"],
)
async def test_what_is_no_link_is_unknown(browser: Client, secret: str) -> None:
    answer = await browser.get(f"/sign-in/{secret}", follow_redirects=False)
    assert answer.headers["location"] == "/sign-in?problem=unknown"


async def test_a_session_that_was_planted_in_the_browser_never_becomes_a_signed_in_one(
    browser: Client, sign_in_path: str
) -> None:
    planted = credential.mint(Kind.SESSION)
    browser.cookies.set("stackspend_session", planted, domain="spend.example.com")
    answer = await browser.get(sign_in_path, follow_redirects=False)
    assert planted not in answer.headers["set-cookie"]
    refused = await browser.get(ME, headers={"Cookie": f"stackspend_session={planted}"})
    assert refused.status_code == 401


async def test_signing_in_again_ends_the_earlier_session(signed_in: Client, catalog: Catalog, alice: Member) -> None:
    earlier = signed_in.cookies["stackspend_session"]
    url = await new_sign_in_url(catalog, alice, public_url=PUBLIC_URL, by=COMMAND_LINE, now=NOON)
    await signed_in.get(url.removeprefix(PUBLIC_URL), follow_redirects=False)
    assert await catalog.signed_in(credential.digest(earlier)) is None
    assert (await signed_in.get(ME)).status_code == 200


async def test_an_idle_session_ends(signed_in: Client, clock: Clock) -> None:
    clock.advance(IDLE_LIFE)
    answer = await signed_in.get(ME)
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")


async def test_a_session_in_daily_use_lives_on_until_it_is_too_old(signed_in: Client, clock: Clock) -> None:
    statuses = []
    for _ in range(ABSOLUTE_LIFE // timedelta(days=1)):
        clock.advance(timedelta(days=1))
        statuses.append((await signed_in.get(ME)).status_code)
    assert statuses == [200] * 29 + [401]


async def test_signing_out_ends_the_session_on_the_server(signed_in: Client) -> None:
    cookie = {"Cookie": f"stackspend_session={signed_in.cookies['stackspend_session']}"}
    answer = await signed_in.post("/api/v1/app/sign-out")
    assert (answer.status_code, answer.json()["data"]) == (200, None)
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await signed_in.get(ME, headers=cookie)).status_code == 401
