"""Signing in with an OpenID provider, a real one."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from stackspend.access.members import Member, Role
from stackspend.actor import COMMAND_LINE
from stackspend.settings import Settings
from stackspend.store.catalog import Catalog
from stackspend.web.openid_provider import OpenIdProvider, derive
from tests.openid import OpenIdServer, running_openid
from tests.web.app.conftest import NOON, PUBLIC_URL, Client, member_of, sign_in_as
from tests.web.app.people import ME, SIGN_IN, give_password

BOB = "bob@acme.example"
START = f"{SIGN_IN}/openid"


@pytest.fixture(scope="module")
def openid() -> Iterator[OpenIdServer]:
    with running_openid() as server:
        yield server


@pytest.fixture
def settings(settings: Settings, openid: OpenIdServer) -> Settings:
    return msgspec.structs.replace(
        settings, oidc_issuer=openid.issuer, oidc_client_id="stackspend", oidc_client_secret="geheim"
    )


async def start(browser: Client, to: str = "sign-in") -> str:
    """The provider's address that the browser is sent to."""
    answer = await browser.get(START, params={"to": to}, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


async def come_back(browser: Client, address: str) -> Any:
    return await browser.get(address.removeprefix(PUBLIC_URL), follow_redirects=False)


async def go(browser: Client, openid: OpenIdServer, subject: str, to: str = "sign-in", **claims: object) -> str:
    """Where the browser ends up that went to the provider and came back as this subject."""
    openid.know(subject, claims)
    answer = await come_back(browser, openid.approve(await start(browser, to), subject))
    assert answer.status_code == 303
    return str(answer.headers["location"])


async def test_the_browser_is_sent_with_pkce_state_and_nonce(browser: Client, openid: OpenIdServer) -> None:
    address = urlsplit(await start(browser))
    asked = {name: value for name, [value] in parse_qs(address.query).items()}
    secret = browser.cookies["stackspend_openid"].removeprefix("in.")
    assert f"{address.scheme}://{address.netloc}" == openid.issuer
    assert (asked["response_type"], asked["scope"]) == ("code", "openid email profile")
    assert asked["redirect_uri"] == f"{PUBLIC_URL}{SIGN_IN}/openid/callback"
    assert (asked["state"], asked["nonce"]) == (derive(secret, "state"), derive(secret, "nonce"))
    digest = hashlib.sha256(derive(secret, "verifier").encode()).digest()
    assert asked["code_challenge_method"] == "S256"
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert secret not in address.query


async def test_a_member_without_another_way_in_is_linked_and_signed_in(
    browser: Client, openid: OpenIdServer, catalog: Catalog, alice: Member
) -> None:
    there = await go(browser, openid, "alice-1", email="Alice@Acme.example", email_verified=True, name="Alice")
    me = (await browser.get(ME)).json()["data"]
    assert (there, me["member"]["email"], me["name"]) == ("/dashboard", alice.email, "Alice")
    assert await catalog.account_of_identity(openid.issuer, "alice-1") == alice.email


async def test_who_is_known_is_signed_in_whatever_the_address_is_now(
    browser: Client, openid: OpenIdServer, alice: Member
) -> None:
    await go(browser, openid, "alice-2", email=alice.email, email_verified=True)
    browser.cookies.clear()
    assert await go(browser, openid, "alice-2", email="married@acme.example", email_verified=True) == "/dashboard"
    assert (await browser.get(ME)).json()["data"]["member"]["email"] == alice.email


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"email": "alice@acme.example", "email_verified": False}, id="not verified"),
        pytest.param({"email": "alice@acme.example"}, id="nothing said of it"),
        pytest.param({"email": "alice@acme.example", "email_verified": "true"}, id="a text"),
        pytest.param({"email_verified": True}, id="no address"),
    ],
)
async def test_an_address_that_nobody_checked_opens_nothing(
    browser: Client, openid: OpenIdServer, alice: Member, claims: dict[str, object]
) -> None:
    assert await go(browser, openid, "mallory", "sign-in", **claims) == "/sign-in?openid=unverified"
    assert (await browser.get(ME)).status_code == 401


async def test_an_account_with_a_password_is_never_taken_over(
    browser: Client, openid: OpenIdServer, catalog: Catalog, alice: Member
) -> None:
    await give_password(catalog, alice)
    there = await go(browser, openid, "other-alice", email=alice.email, email_verified=True)
    assert there == "/sign-in?openid=link-first"
    assert (await browser.get(ME)).status_code == 401


async def test_its_person_links_it_signed_in(
    browser: Client, openid: OpenIdServer, catalog: Catalog, alice: Member
) -> None:
    await sign_in_as(browser, catalog, alice)
    await give_password(catalog, alice)
    await sign_in_as(browser, catalog, alice)
    there = await go(browser, openid, "alice-3", to="link", email=alice.email, email_verified=True)
    assert there == "/dashboard/settings/account?openid=linked"
    browser.cookies.clear()
    assert await go(browser, openid, "alice-3", email=alice.email, email_verified=True) == "/dashboard"


async def test_another_persons_identity_is_not_linked(
    browser: Client, openid: OpenIdServer, catalog: Catalog, alice: Member
) -> None:
    await sign_in_as(browser, catalog, alice)
    there = await go(browser, openid, "bob-0", to="link", email=BOB, email_verified=True)
    assert there == "/dashboard/settings/account?openid=other"
    assert await catalog.account_of_identity(openid.issuer, "bob-0") is None


async def test_who_is_invited_joins_with_it(
    browser: Client, openid: OpenIdServer, catalog: Catalog, alice: Member
) -> None:
    await catalog.invite(alice.organization_id, email=BOB, role=Role.VIEWER, digest=b"link", by=COMMAND_LINE, at=NOON)
    assert await go(browser, openid, "bob-1", email=BOB, email_verified=True) == "/dashboard"
    assert (await browser.get(ME)).json()["data"]["member"]["role"] == "viewer"


async def test_a_stranger_stays_out(browser: Client, openid: OpenIdServer, alice: Member) -> None:
    assert await go(browser, openid, "eve", email="eve@evil.example", email_verified=True) == "/sign-in?openid=unknown"


async def test_a_code_is_worth_nothing_in_another_browser(browser: Client, openid: OpenIdServer, alice: Member) -> None:
    openid.know("alice-4", {"email": alice.email, "email_verified": True})
    back = openid.approve(await start(browser), "alice-4")
    await start(browser)  # another flow, and so another secret in the cookie
    assert (await come_back(browser, back)).headers["location"] == "/sign-in?openid=failed"
    browser.cookies.clear()
    assert (await come_back(browser, back)).headers["location"] == "/sign-in?openid=failed"
    assert (await browser.get(ME)).status_code == 401


async def test_a_flow_that_was_broken_off_says_so(browser: Client, openid: OpenIdServer, alice: Member) -> None:
    await start(browser)
    answer = await browser.get(f"{START}/callback", params={"error": "access_denied"}, follow_redirects=False)
    assert answer.headers["location"] == "/sign-in?openid=failed"
    assert "stackspend_openid" not in browser.cookies


async def test_a_token_for_another_client_is_refused(
    browser: Client, openid: OpenIdServer, alice: Member, settings: Settings
) -> None:
    openid.know("alice-5", {"email": alice.email, "email_verified": True})
    address = (await start(browser)).replace("client_id=stackspend", "client_id=another")
    assert (await come_back(browser, openid.approve(address, "alice-5"))).headers[
        "location"
    ] == "/sign-in?openid=failed"


async def test_a_token_with_another_nonce_is_refused(browser: Client, openid: OpenIdServer, alice: Member) -> None:
    openid.know("alice-6", {"email": alice.email, "email_verified": True})
    address = await start(browser)
    [nonce] = parse_qs(urlsplit(address).query)["nonce"]
    back = openid.approve(address.replace(nonce, nonce[::-1]), "alice-6")
    assert (await come_back(browser, back)).headers["location"] == "/sign-in?openid=failed"


async def test_an_issuer_that_calls_itself_otherwise_is_not_used(
    browser: Client, openid: OpenIdServer, settings: Settings
) -> None:
    other = settings.oidc_issuer.replace("127.0.0.1", "localhost")
    entrance = browser.app.state.entrance
    provider = OpenIdProvider.of(msgspec.structs.replace(settings, oidc_issuer=other + "/"))
    browser.app.state.entrance = msgspec.structs.replace(entrance, provider=provider)
    answer = await browser.get(START, follow_redirects=False)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "UNAVAILABLE")


class TestOpenToADomain:
    """Everybody of the domain may come in, as a viewer."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return msgspec.structs.replace(settings, oidc_domains="acme.example", oidc_default_role="viewer")

    async def test_whoever_has_an_address_of_it_joins(
        self, browser: Client, openid: OpenIdServer, alice: Member
    ) -> None:
        assert await go(browser, openid, "dora", email="dora@acme.example", email_verified=True) == "/dashboard"
        assert (await browser.get(ME)).json()["data"]["member"]["role"] == "viewer"

    @pytest.mark.parametrize("address", ["eve@evil.example", "eve@sub.acme.example", "eve@notacme.example"])
    async def test_nobody_else_does(self, browser: Client, openid: OpenIdServer, alice: Member, address: str) -> None:
        assert (
            await go(browser, openid, f"no-{address}", email=address, email_verified=True) == "/sign-in?openid=domain"
        )

    async def test_who_was_removed_does_not_come_back_by_it(
        self, browser: Client, openid: OpenIdServer, catalog: Catalog, alice: Member
    ) -> None:
        bob = await member_of(catalog, alice.organization_id, BOB, Role.MEMBER)
        await go(browser, openid, "bob-2", email=BOB, email_verified=True)
        await catalog.remove_member(bob.organization_id, bob.id, by=COMMAND_LINE, at=NOON)
        assert await go(browser, openid, "bob-2", email=BOB, email_verified=True) == "/sign-in?openid=unknown"

    async def test_of_several_organizations_none_is_chosen(
        self, browser: Client, openid: OpenIdServer, alice: Member, charlie: Member
    ) -> None:
        assert await go(browser, openid, "fay", email="fay@acme.example", email_verified=True) == (
            "/sign-in?openid=unknown"
        )


async def test_without_a_provider_there_is_nowhere_to_go(browser: Client) -> None:
    browser.app.state.entrance = msgspec.structs.replace(browser.app.state.entrance, provider=None)
    assert (await browser.get(START, follow_redirects=False)).status_code == 404
