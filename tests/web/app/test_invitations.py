"""Inviting, joining, changing roles and removing, over HTTP."""

import asyncio
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from stackspend.access.accounts import RESET_LIFE
from stackspend.access.invitations import INVITATION_LIFE
from stackspend.access.members import Member, Role
from stackspend.actor import COMMAND_LINE
from stackspend.settings import Settings
from stackspend.store.catalog import Catalog
from tests.running import free_port
from tests.web.app.conftest import NOON, Client, Clock, member_of, sign_in_as
from tests.web.app.people import (
    ME,
    OTHER,
    PASSWORD,
    SIGN_IN,
    Mailbox,
    give_password,
    running_mail_server,
    secret_of,
    sign_in_with,
)

APP = "/api/v1/app"
BOB = "bob@acme.example"
NEW_BOB = {"name": "Bob", "password": PASSWORD}


async def invite(browser: Client, email: str = BOB, role: str = "member") -> Any:
    return await browser.post(f"{APP}/invitations", json={"email": email, "role": role})


@pytest.fixture
async def secret(signed_in: Client) -> str:
    """The secret of Alice's invitation of Bob; her browser is signed out after it."""
    answer = await invite(signed_in)
    assert answer.status_code == 201
    assert answer.json()["data"]["was_sent"] is False
    signed_in.cookies.clear()
    return secret_of(answer.json()["data"]["url"])


async def accept(browser: Client, secret: str, **given: str | None) -> Any:
    return await browser.post(f"{SIGN_IN}/invitation/accept", json={"secret": secret, **given})


async def needs(browser: Client, secret: str) -> Any:
    return (await browser.post(f"{SIGN_IN}/invitation", json={"secret": secret})).json()["data"]["needs"]


async def test_a_new_person_joins_with_a_name_and_a_password(browser: Client, secret: str) -> None:
    told = (await browser.post(f"{SIGN_IN}/invitation", json={"secret": secret})).json()["data"]
    assert (told["organization"], told["email"], told["role"], told["invited_by"], told["needs"]) == (
        "Acme",
        BOB,
        "member",
        "alice@acme.example",
        "new_account",
    )
    assert (await accept(browser, secret, **NEW_BOB)).status_code == 200
    me = (await browser.get(ME)).json()["data"]
    assert (me["name"], me["member"]["role"], me["organization"]["name"]) == ("Bob", "member", "Acme")


async def test_an_invitation_is_accepted_once(browser: Client, secret: str) -> None:
    await accept(browser, secret, **NEW_BOB)
    browser.cookies.clear()
    again = await accept(browser, secret, **NEW_BOB)
    assert (again.status_code, again.json()["error"]["code"]) == (404, "NOT_FOUND")


async def test_of_two_that_accept_at_once_the_one_that_joins_chose_the_password(browser: Client, secret: str) -> None:
    tried = await asyncio.gather(
        accept(browser, secret, name="Bob", password=PASSWORD), accept(browser, secret, name="Bob", password=OTHER)
    )
    assert sorted(one.status_code for one in tried) == [200, 404]
    browser.cookies.clear()
    signed_in = [(await sign_in_with(browser, BOB, password)).status_code for password in (PASSWORD, OTHER)]
    assert signed_in == [200 if one.status_code == 200 else 401 for one in tried]


async def test_it_expires_after_seven_days(browser: Client, secret: str, clock: Clock) -> None:
    clock.advance(INVITATION_LIFE)
    late = await accept(browser, secret, **NEW_BOB)
    assert late.status_code == 404
    assert "has expired; ask alice@acme.example to send it again" in late.json()["error"]["message"]


async def test_sent_again_the_old_link_opens_nothing(
    browser: Client, catalog: Catalog, alice: Member, secret: str
) -> None:
    await sign_in_as(browser, catalog, alice)
    [pending] = (await browser.get(f"{APP}/invitations")).json()["data"]
    renewed = (await browser.post(f"{APP}/invitations/{pending['id']}/renew")).json()["data"]["url"]
    browser.cookies.clear()
    assert (await accept(browser, secret, **NEW_BOB)).status_code == 404
    assert (await accept(browser, secret_of(renewed), **NEW_BOB)).status_code == 200


async def test_withdrawn_it_opens_nothing(browser: Client, catalog: Catalog, alice: Member, secret: str) -> None:
    await sign_in_as(browser, catalog, alice)
    [pending] = (await browser.get(f"{APP}/invitations")).json()["data"]
    assert (await browser.post(f"{APP}/invitations/{pending['id']}/revoke")).status_code == 200
    browser.cookies.clear()
    assert (await accept(browser, secret, **NEW_BOB)).status_code == 404


async def test_a_link_never_sets_the_password_of_somebody_who_is_here_already(
    browser: Client, catalog: Catalog, charlie: Member, signed_in: Client
) -> None:
    """Alice, who made the link and can open it, must not become Charlie, who owns another organization."""
    secret = secret_of((await invite(signed_in, charlie.email)).json()["data"]["url"])
    browser.cookies.clear()
    assert await needs(browser, secret) == "sign_in"
    stolen = await accept(browser, secret, name="Charlie", password=PASSWORD)
    assert (stolen.status_code, stolen.json()["error"]["code"]) == (409, "CONFLICT")
    assert (await catalog.account(charlie.email)).password_hash is None
    assert len(await catalog.memberships(charlie.email)) == 1


async def test_who_has_a_password_joins_with_it_and_may_go_to_and_fro(
    browser: Client, catalog: Catalog, charlie: Member, signed_in: Client
) -> None:
    await give_password(catalog, charlie)
    secret = secret_of((await invite(signed_in, charlie.email, "viewer")).json()["data"]["url"])
    browser.cookies.clear()
    assert await needs(browser, secret) == "password"
    refused = await accept(browser, secret, password=OTHER)
    joined = await accept(browser, secret, password=PASSWORD)
    assert (refused.status_code, joined.status_code) == (401, 200)
    me = (await browser.get(ME)).json()["data"]
    assert {(one["name"], one["role"]) for one in me["organizations"]} == {("Acme", "viewer"), ("Rival", "owner")}
    before = browser.cookies["stackspend_session"]
    await browser.post(f"{APP}/switch", json={"organization_id": str(charlie.organization_id)})
    assert (await browser.get(ME)).json()["data"]["organization"]["name"] == "Rival"
    assert browser.cookies["stackspend_session"] != before


async def test_who_is_signed_in_joins_by_a_click_and_nobody_else(
    browser: Client, catalog: Catalog, charlie: Member, signed_in: Client, alice: Member
) -> None:
    secret = secret_of((await invite(signed_in, charlie.email)).json()["data"]["url"])
    other = await accept(browser, secret)
    assert (other.status_code, "You are signed in as alice@acme.example" in other.text) == (409, True)
    await sign_in_as(browser, catalog, charlie)
    assert await needs(browser, secret) == "nothing"
    assert (await accept(browser, secret)).status_code == 200
    assert (await browser.get(ME)).json()["data"]["organization"]["name"] == "Acme"


async def test_nobody_goes_where_they_are_no_member(signed_in: Client, charlie: Member) -> None:
    answer = await signed_in.post(f"{APP}/switch", json={"organization_id": str(charlie.organization_id)})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("given", "status"),
    [
        pytest.param({"email": "no address"}, 400, id="no address"),
        pytest.param({"role": "god"}, 400, id="no such role"),
        pytest.param({"email": "alice@acme.example"}, 409, id="a member"),
    ],
)
async def test_who_cannot_be_invited_is_not(signed_in: Client, given: dict[str, str], status: int) -> None:
    answer = await signed_in.post(f"{APP}/invitations", json={"email": BOB, "role": "member", **given})
    assert answer.status_code == status
    assert (await signed_in.get(f"{APP}/invitations")).json()["data"] == []


async def test_an_admin_makes_changes_and_removes_no_owner(browser: Client, catalog: Catalog, alice: Member) -> None:
    admin = await member_of(catalog, alice.organization_id, "ada@acme.example", Role.ADMIN)
    bob = await member_of(catalog, alice.organization_id, BOB, Role.MEMBER)
    await sign_in_as(browser, catalog, admin)
    answers = [
        await invite(browser, "eve@acme.example", "owner"),
        await browser.put(f"{APP}/members/{bob.id}", json={"role": "owner"}),
        await browser.put(f"{APP}/members/{alice.id}", json={"role": "viewer"}),
        await browser.delete(f"{APP}/members/{alice.id}"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert (await browser.put(f"{APP}/members/{bob.id}", json={"role": "admin"})).status_code == 200


async def test_a_role_holds_at_the_next_request(browser: Client, catalog: Catalog, alice: Member) -> None:
    ada = await member_of(catalog, alice.organization_id, "ada@acme.example", Role.ADMIN)
    await give_password(catalog, ada)
    await sign_in_with(browser, ada.email)
    assert (await browser.get(f"{APP}/invitations")).status_code == 200
    await catalog.change_role(ada.organization_id, ada.id, Role.MEMBER, by=COMMAND_LINE, at=NOON)
    assert (await browser.get(f"{APP}/invitations")).status_code == 401
    await sign_in_with(browser, ada.email)
    assert (await browser.get(f"{APP}/invitations")).status_code == 403


async def test_removal_holds_at_the_next_request(browser: Client, catalog: Catalog, alice: Member) -> None:
    bob = await member_of(catalog, alice.organization_id, BOB, Role.MEMBER)
    await sign_in_as(browser, catalog, bob)
    theirs = browser.cookies["stackspend_session"]
    await sign_in_as(browser, catalog, alice)
    assert (await browser.delete(f"{APP}/members/{bob.id}")).status_code == 200
    browser.cookies.clear()
    answer = await browser.get(ME, headers={"Cookie": f"stackspend_session={theirs}"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")


async def test_members_and_invitations_of_another_organization_are_not_there(
    browser: Client, catalog: Catalog, charlie: Member, signed_in: Client
) -> None:
    pending = (await invite(signed_in)).json()["data"]["invitation"]["id"]
    members = (await signed_in.get(f"{APP}/members")).json()["data"]
    await sign_in_as(browser, catalog, charlie)
    answers = [
        await browser.put(f"{APP}/members/{members[0]['id']}", json={"role": "viewer"}),
        await browser.delete(f"{APP}/members/{members[0]['id']}"),
        await browser.post(f"{APP}/invitations/{pending}/renew"),
        await browser.post(f"{APP}/invitations/{pending}/revoke"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert [one["email"] for one in (await browser.get(f"{APP}/members")).json()["data"]] == [charlie.email]
    assert (await browser.get(f"{APP}/invitations")).json()["data"] == []


class TestWithAMailServer:
    """Letters instead of copied links."""

    @pytest.fixture
    def mailbox(self) -> Iterator[Mailbox]:
        with running_mail_server(free_port()) as mailbox:
            yield mailbox

    @pytest.fixture
    def settings(self, settings: Settings, mailbox: Mailbox) -> Settings:
        return msgspec.structs.replace(settings, smtp_url=mailbox.url, smtp_from="StackSpend <spend@example.com>")

    async def test_an_invitation_is_sent_as_text_and_html(self, signed_in: Client, mailbox: Mailbox) -> None:
        answer = (await invite(signed_in)).json()["data"]
        [letter] = mailbox.letters
        assert (answer["was_sent"], letter["To"], letter["From"]) == (True, BOB, "StackSpend <spend@example.com>")
        for kind in ("plain", "html"):
            body = letter.get_body((kind,))
            assert body is not None
            assert answer["url"] in body.get_content()

    async def test_a_forgotten_password_is_set_anew_by_letter_and_ends_every_session(
        self, signed_in: Client, alice: Member, mailbox: Mailbox
    ) -> None:
        session = signed_in.cookies["stackspend_session"]
        asked = await signed_in.post(f"{SIGN_IN}/reset", json={"email": alice.email})
        [letter] = mailbox.letters
        body = letter.get_body(("plain",))
        assert body is not None
        secret = secret_of(body.get_content().split()[-1])
        given = {"secret": secret, "password": PASSWORD}
        statuses = [(await signed_in.post(f"{SIGN_IN}/new-password", json=given)).status_code for _ in range(2)]
        assert (asked.status_code, statuses) == (200, [200, 404])
        assert (await signed_in.get(ME, headers={"Cookie": f"stackspend_session={session}"})).status_code == 401
        assert (await sign_in_with(signed_in, alice.email)).status_code == 200

    async def test_a_stranger_gets_the_same_answer_and_no_letter(
        self, browser: Client, alice: Member, mailbox: Mailbox
    ) -> None:
        answers = [
            await browser.post(f"{SIGN_IN}/reset", json={"email": one}) for one in (alice.email, "eve@x.example")
        ]
        assert [answer.json()["data"] for answer in answers] == [None, None]
        assert [letter["To"] for letter in mailbox.letters] == [alice.email]

    async def test_letters_to_one_person_are_few(self, browser: Client, alice: Member, mailbox: Mailbox) -> None:
        statuses = [(await browser.post(f"{SIGN_IN}/reset", json={"email": alice.email})).status_code for _ in range(5)]
        assert (statuses, len(mailbox.letters)) == ([200, 200, 200, 429, 429], 3)

    async def test_a_reset_link_is_good_for_an_hour(
        self, browser: Client, alice: Member, mailbox: Mailbox, clock: Clock
    ) -> None:
        await browser.post(f"{SIGN_IN}/reset", json={"email": alice.email})
        body = mailbox.letters[0].get_body(("plain",))
        assert body is not None
        clock.advance(RESET_LIFE)
        given = {"secret": secret_of(body.get_content().split()[-1]), "password": PASSWORD}
        assert (await browser.post(f"{SIGN_IN}/new-password", json=given)).status_code == 404


async def test_without_a_mail_server_the_way_is_told(browser: Client, alice: Member) -> None:
    answer = await browser.post(f"{SIGN_IN}/reset", json={"email": alice.email})
    assert answer.status_code == 409
    assert "stackspend sign-in --email" in answer.json()["error"]["message"]
