"""Links and sessions in the catalog, and signing in over it."""

import asyncio
from datetime import timedelta

import pytest

from stackspend.access import credential
from stackspend.access.credential import Kind
from stackspend.access.members import Member
from stackspend.access.sessions import IDLE_LIFE, SignedIn
from stackspend.access.sign_in import LINK_LIFE, SignInDone, SignInRefused, Visit, Way, new_sign_in_url, sign_in
from stackspend.actor import COMMAND_LINE, Actor, ActorKind
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON

VISITOR = Actor(kind=ActorKind.VISITOR, name="a visitor", address="192.0.2.7", request_id="abc")
VISIT = Visit(by=VISITOR)


@pytest.fixture
async def link(catalog: Catalog, alice: Member) -> str:
    """The secret of Alice's sign-in link."""
    url = await new_sign_in_url(catalog, alice, public_url="http://spend", by=COMMAND_LINE, now=NOON)
    return url.removeprefix("http://spend/sign-in/")


async def whose(catalog: Catalog, secret: str) -> SignedIn | None:
    return await catalog.signed_in(credential.digest(secret))


async def test_a_link_opens_a_session_of_its_member(catalog: Catalog, alice: Member, link: str) -> None:
    done = await sign_in(catalog, link, visit=VISIT, now=NOON)
    assert isinstance(done, SignInDone)
    signed_in = await whose(catalog, done.secret)
    assert signed_in is not None
    assert (signed_in.member, signed_in.organization.name) == (alice, "Acme")
    assert (signed_in.session.created_at, signed_in.session.seen_at) == (NOON, NOON)


async def test_a_link_that_is_opened_many_times_at_once_signs_in_once(catalog: Catalog, link: str) -> None:
    outcomes = await asyncio.gather(*(sign_in(catalog, link, visit=VISIT, now=NOON) for _ in range(5)))
    assert sum(isinstance(outcome, SignInDone) for outcome in outcomes) == 1
    assert [outcome for outcome in outcomes if isinstance(outcome, SignInRefused)] == [SignInRefused("used")] * 4


async def test_a_link_a_day_old_is_expired_and_stays_so(catalog: Catalog, link: str) -> None:
    for _ in range(2):
        outcome = await sign_in(catalog, link, visit=VISIT, now=NOON + LINK_LIFE)
        assert outcome == SignInRefused("expired")


async def test_links_that_expired_days_ago_are_forgotten(catalog: Catalog, alice: Member, link: str) -> None:
    later = NOON + timedelta(days=11)
    await new_sign_in_url(catalog, alice, public_url="", by=COMMAND_LINE, now=later)
    assert await sign_in(catalog, link, visit=VISIT, now=later) == SignInRefused("unknown")


@pytest.mark.parametrize(
    "secret",
    ["", "nonsense", credential.mint(Kind.SESSION), credential.mint(Kind.SIGN_IN_LINK)],
    ids=["nothing", "nonsense", "a session's", "another link's"],
)
async def test_what_is_no_link_is_unknown(catalog: Catalog, secret: str) -> None:
    assert await sign_in(catalog, secret, visit=VISIT, now=NOON) == SignInRefused("unknown")


async def test_signing_in_ends_the_session_that_the_browser_had(catalog: Catalog, alice: Member, link: str) -> None:
    first = await sign_in(catalog, link, visit=VISIT, now=NOON)
    assert isinstance(first, SignInDone)
    url = await new_sign_in_url(catalog, alice, public_url="", by=COMMAND_LINE, now=NOON)
    await sign_in(
        catalog, url.removeprefix("/sign-in/"), visit=Visit(by=VISITOR, earlier_session=first.secret), now=NOON
    )
    assert await whose(catalog, first.secret) is None


async def test_a_session_is_seen_and_ended(catalog: Catalog, link: str) -> None:
    done = await sign_in(catalog, link, visit=VISIT, now=NOON)
    assert isinstance(done, SignInDone)
    before = await whose(catalog, done.secret)
    assert before is not None
    await catalog.touch_session(before.organization.id, before.session.id, at=NOON + timedelta(hours=1))
    after = await whose(catalog, done.secret)
    assert after is not None
    assert after.session.seen_at == NOON + timedelta(hours=1)
    await catalog.end_session_by_digest(credential.digest(done.secret), by=VISITOR, at=NOON)
    assert await whose(catalog, done.secret) is None


async def test_dead_sessions_are_forgotten_when_somebody_signs_in(catalog: Catalog, alice: Member) -> None:
    for digest, at in ((b"old", NOON), (b"new", NOON + IDLE_LIFE)):
        await catalog.add_session(
            digest,
            organization_id=alice.organization_id,
            member_id=alice.id,
            way=Way.LINK,
            user_agent=None,
            by=VISITOR,
            at=at,
        )
    assert await catalog.signed_in(b"old") is None
    assert await catalog.signed_in(b"new") is not None
