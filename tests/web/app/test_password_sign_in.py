"""Signing in with a password and a one-time code."""

import re
from datetime import timedelta
from typing import Any

import msgspec
import pyotp
import pytest
from sqlalchemy import select

from stackspend.access.attempts import PER_ACCOUNT, WINDOW
from stackspend.access.audit import Action
from stackspend.access.members import Member, Role
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.rows import AuditRow
from tests.quick_passwords import QuickWork
from tests.web.app.conftest import NOON, Client, Clock, member_of
from tests.web.app.people import ME, OTHER, PASSWORD, SIGN_IN, give_password, sign_in_with

ACCOUNT = "/api/v1/app/account"


@pytest.fixture
async def known(catalog: Catalog, alice: Member) -> Member:
    """Alice, who has a password."""
    await give_password(catalog, alice)
    return alice


@pytest.fixture
async def inside(browser: Client, known: Member) -> Client:
    """Alice's browser, signed in with it."""
    assert (await sign_in_with(browser, known.email)).status_code == 200
    return browser


async def test_the_right_password_signs_in(browser: Client, known: Member) -> None:
    answer = await sign_in_with(browser, f" {known.email.upper()} ")
    assert answer.json()["data"] == {"state": "signed_in"}
    assert (await browser.get(ME)).json()["data"]["member"]["email"] == known.email


async def test_unknown_wrong_removed_and_without_a_password_are_answered_alike(
    browser: Client, catalog: Catalog, known: Member, charlie: Member
) -> None:
    bob = await member_of(catalog, known.organization_id, "bob@acme.example", Role.MEMBER)
    await give_password(catalog, bob)
    await catalog.remove_member(bob.organization_id, bob.id, by=COMMAND_LINE, at=NOON)
    answers = [
        await sign_in_with(browser, known.email, OTHER),
        await sign_in_with(browser, "nobody@acme.example"),
        await sign_in_with(browser, charlie.email),
        await sign_in_with(browser, bob.email),
        await sign_in_with(browser, "no address"),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert {answer.json()["error"]["message"] for answer in answers} == {"The e-mail address or the password is wrong."}
    assert all("set-cookie" not in answer.headers for answer in answers)


class CountedWork(QuickWork):
    """Notes whether there was a password to check against."""

    def __init__(self) -> None:
        super().__init__()
        self.checked: list[bool] = []

    async def is_right(self, password: str, kept: str | None) -> bool:
        self.checked.append(kept is not None)
        return await super().is_right(password, kept)


async def test_a_password_is_checked_also_where_there_is_none(browser: Client, known: Member) -> None:
    work = CountedWork()
    browser.app.state.entrance = msgspec.structs.replace(browser.app.state.entrance, work=work)
    for address in (known.email, "nobody@acme.example"):
        await sign_in_with(browser, address, OTHER)
    assert work.checked == [True, False]


@pytest.mark.parametrize("address", ["alice@acme.example", "nobody@acme.example"])
async def test_too_many_attempts_are_stopped_whether_or_not_there_is_an_account(
    browser: Client, known: Member, clock: Clock, address: str
) -> None:
    statuses = [(await sign_in_with(browser, address, OTHER)).status_code for _ in range(PER_ACCOUNT)]
    stopped = await sign_in_with(browser, address)
    assert set(statuses) == {401}
    assert (stopped.status_code, stopped.json()["error"]["code"]) == (429, "RATE_LIMITED")
    assert int(stopped.headers["retry-after"]) == WINDOW.total_seconds() + 1
    clock.advance(WINDOW)
    assert (await sign_in_with(browser, address)).status_code == (200 if address == known.email else 401)


async def test_signing_in_forgets_the_failures_before(browser: Client, known: Member) -> None:
    for _ in range(3):
        for _ in range(PER_ACCOUNT - 2):
            await sign_in_with(browser, known.email, OTHER)
        assert (await sign_in_with(browser, known.email)).status_code == 200


async def test_a_sign_in_gets_a_new_session_and_ends_the_one_before(inside: Client, known: Member) -> None:
    earlier = inside.cookies["stackspend_session"]
    await sign_in_with(inside, known.email)
    assert inside.cookies["stackspend_session"] != earlier
    refused = await inside.get(ME, headers={"Cookie": f"stackspend_session={earlier}"})
    assert refused.status_code == 401


async def turn_on(inside: Client) -> tuple[pyotp.TOTP, list[str]]:
    """One-time codes for Alice: what makes them, and her recovery codes."""
    secret = (await inside.post(f"{ACCOUNT}/one-time-codes/enrol")).json()["data"]["secret"]
    totp = pyotp.TOTP(secret)
    given = {"secret": secret, "code": totp.at(NOON), "password": PASSWORD}
    answer = await inside.put(f"{ACCOUNT}/one-time-codes", json=given)
    assert answer.status_code == 200, answer.text
    return totp, answer.json()["data"]["codes"]


async def test_with_codes_on_the_password_alone_does_not_sign_in(inside: Client, known: Member, clock: Clock) -> None:
    totp, _ = await turn_on(inside)
    clock.advance(timedelta(minutes=1))
    inside.cookies.clear()
    asked = await sign_in_with(inside, known.email)
    assert (asked.json()["data"], "set-cookie" in asked.headers) == ({"state": "code_needed"}, False)
    assert (await inside.get(ME)).status_code == 401
    assert (await sign_in_with(inside, known.email, code=totp.at(clock.now))).json()["data"]["state"] == "signed_in"


async def test_a_code_signs_in_once(inside: Client, known: Member, clock: Clock) -> None:
    totp, _ = await turn_on(inside)
    at_enrolment = await sign_in_with(inside, known.email, code=totp.at(NOON))
    clock.advance(timedelta(minutes=1))
    twice = [await sign_in_with(inside, known.email, code=totp.at(clock.now)) for _ in range(2)]
    assert (at_enrolment.status_code, [answer.status_code for answer in twice]) == (401, [200, 401])


async def test_a_recovery_code_signs_in_once(inside: Client, known: Member) -> None:
    _, recovery = await turn_on(inside)
    twice = [await sign_in_with(inside, known.email, code=recovery[3]) for _ in range(2)]
    assert [answer.status_code for answer in twice] == [200, 401]
    assert (await inside.get(ACCOUNT)).json()["data"]["recovery_codes_left"] == 9


async def test_a_code_does_not_help_a_wrong_password(inside: Client, known: Member, clock: Clock) -> None:
    totp, recovery = await turn_on(inside)
    clock.advance(timedelta(minutes=1))
    for code in (totp.at(clock.now), recovery[0]):
        answer = await sign_in_with(inside, known.email, OTHER, code)
        assert answer.json()["error"]["message"] == "The e-mail address or the password is wrong."


@pytest.mark.parametrize(
    ("given", "status", "why"),
    [
        pytest.param({"password": OTHER}, 400, "The current password is wrong", id="another password"),
        pytest.param({"code": "000000"}, 400, "The code is not the one", id="a wrong code"),
        pytest.param({"secret": "A" * 31}, 400, "The secret is not one that this page gave", id="no secret"),
    ],
)
async def test_codes_are_turned_on_by_a_password_and_a_code_only(
    inside: Client, given: dict[str, str], status: int, why: str
) -> None:
    secret = pyotp.random_base32()
    good = {"secret": secret, "code": pyotp.TOTP(secret).at(NOON), "password": PASSWORD}
    answer = await inside.put(f"{ACCOUNT}/one-time-codes", json=good | given)
    assert answer.status_code == status
    assert re.search(why, answer.json()["error"]["message"])
    assert (await inside.get(ACCOUNT)).json()["data"]["has_one_time_codes"] is False


async def test_codes_are_turned_off_by_the_password(inside: Client, known: Member) -> None:
    await turn_on(inside)
    refused = await inside.post(f"{ACCOUNT}/one-time-codes/turn-off", json={"password": OTHER})
    done = await inside.post(f"{ACCOUNT}/one-time-codes/turn-off", json={"password": PASSWORD})
    assert (refused.status_code, done.status_code) == (400, 200)
    assert (await sign_in_with(inside, known.email)).json()["data"]["state"] == "signed_in"


async def test_a_new_password_rotates_this_session_and_ends_the_others(
    inside: Client, browser: Client, catalog: Catalog, known: Member
) -> None:
    other = await elsewhere(inside, known)
    before = inside.cookies["stackspend_session"]
    answer = await inside.put(f"{ACCOUNT}/password", json={"current": PASSWORD, "new": OTHER})
    assert answer.status_code == 200
    assert inside.cookies["stackspend_session"] != before
    assert (await inside.get(ME)).status_code == 200
    assert [await status_with(inside, one) for one in (before, other)] == [401, 401]
    assert [(await sign_in_with(inside, known.email, one)).status_code for one in (PASSWORD, OTHER)] == [401, 200]


async def test_the_current_password_is_needed_for_a_new_one(inside: Client) -> None:
    answer = await inside.put(f"{ACCOUNT}/password", json={"current": OTHER, "new": OTHER})
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "The current password is wrong.")


async def test_who_came_by_a_link_sets_a_first_password_without_one(signed_in: Client, alice: Member) -> None:
    assert (await signed_in.get(ME)).json()["data"]["has_password"] is False
    answer = await signed_in.put(f"{ACCOUNT}/password", json={"current": None, "new": PASSWORD})
    assert answer.status_code == 200
    assert (await sign_in_with(signed_in, alice.email)).status_code == 200


async def test_a_failed_sign_in_is_in_the_audit_of_the_persons_organization(
    browser: Client, catalog: Catalog, known: Member
) -> None:
    await sign_in_with(browser, known.email, OTHER)
    async with catalog._reading() as session:
        failed = select(AuditRow).where(AuditRow.action == Action.SIGN_IN_FAILED)
        [entry] = (await session.scalars(failed)).all()
    assert (entry.organization_id, entry.by_kind, entry.subject, entry.after) == (
        known.organization_id,
        "visitor",
        known.email,
        {"way": "password"},
    )


async def elsewhere(browser: Client, member: Member) -> str:
    """The secret of another session of the member."""
    own = browser.cookies["stackspend_session"]
    browser.cookies.clear()
    await sign_in_with(browser, member.email)
    other = browser.cookies["stackspend_session"]
    browser.cookies.clear()
    browser.cookies.set("stackspend_session", own, domain="spend.example.com")
    return str(other)


async def status_with(browser: Client, secret: str) -> int:
    """What a request with this session is answered."""
    kept = dict(browser.cookies)
    browser.cookies.clear()
    answer: Any = await browser.get(ME, headers={"Cookie": f"stackspend_session={secret}"})
    for name, value in kept.items():
        browser.cookies.set(name, value, domain="spend.example.com")
    return int(answer.status_code)


class TestSessions:
    """The list of one's own sessions."""

    async def test_it_tells_when_whence_and_how(self, inside: Client, known: Member) -> None:
        await elsewhere(inside, known)
        listed = (await inside.get("/api/v1/app/account/sessions")).json()["data"]
        assert sorted(one["is_this"] for one in listed) == [False, True]
        assert {(one["way"], one["address"], one["user_agent"]) for one in listed} == {
            ("password", "testclient", "testclient")
        }

    async def test_one_can_be_ended(self, inside: Client, known: Member) -> None:
        other = await elsewhere(inside, known)
        [session] = [
            one for one in (await inside.get("/api/v1/app/account/sessions")).json()["data"] if not one["is_this"]
        ]
        assert (await inside.post(f"/api/v1/app/account/sessions/{session['id']}/end")).status_code == 200
        assert (await inside.post(f"/api/v1/app/account/sessions/{session['id']}/end")).status_code == 404
        assert await status_with(inside, other) == 401
        assert (await inside.get(ME)).status_code == 200

    async def test_all_others_can_be_ended(self, inside: Client, known: Member) -> None:
        others = [await elsewhere(inside, known) for _ in range(2)]
        assert (await inside.post("/api/v1/app/account/sessions/end-others")).json()["data"] == 2
        assert [await status_with(inside, one) for one in others] == [401, 401]

    async def test_nobody_elses_can(self, inside: Client, catalog: Catalog, charlie: Member) -> None:
        await give_password(catalog, charlie)
        own = dict(inside.cookies)
        await elsewhere(inside, charlie)
        [theirs] = await catalog.sessions(charlie.email, at=NOON)
        assert dict(inside.cookies) == own
        assert (await inside.post(f"/api/v1/app/account/sessions/{theirs.id}/end")).status_code == 404
        assert len(await catalog.sessions(charlie.email, at=NOON)) == 1


async def test_what_the_page_offers(browser: Client, alice: Member) -> None:
    answer = await browser.get(SIGN_IN)
    assert answer.json()["data"] == {"is_set_up": True, "openid": None, "sends_letters": False}
