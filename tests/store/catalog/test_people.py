"""Members, accounts, invitations and counted attempts, on both databases."""

import asyncio
from datetime import timedelta

import pytest

from stackspend.access.attempts import WINDOW
from stackspend.access.first_start import SET_UP_LIFE, Founding
from stackspend.access.invitations import INVITATION_LIFE
from stackspend.access.members import Member, Role
from stackspend.access.minting import mint_key
from stackspend.access.sessions import SignedIn
from stackspend.access.sign_in import Way
from stackspend.actor import COMMAND_LINE, Actor, ActorKind
from stackspend.errors import Conflict, NotFound
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON

BOB = "bob@acme.example"
FOUNDING = Founding(organization="Acme", name="Alice", email="alice@acme.example", password_hash="kept")


async def join(catalog: Catalog, home: Member, email: str = BOB, role: Role = Role.MEMBER) -> Member:
    """Somebody who was invited and came."""
    invitation = await catalog.invite(
        home.organization_id, email=email, role=role, digest=email.encode(), by=COMMAND_LINE, at=NOON
    )
    member = await catalog.accept_invitation(invitation.id, by=COMMAND_LINE, at=NOON)
    assert member is not None
    return member


async def sign_in(catalog: Catalog, member: Member, digest: bytes) -> None:
    await catalog.add_session(
        digest,
        organization_id=member.organization_id,
        member_id=member.id,
        way=Way.PASSWORD,
        user_agent="Firefox",
        by=COMMAND_LINE,
        at=NOON,
    )


async def test_of_many_that_found_the_first_organization_at_once_one_does(catalog: Catalog) -> None:
    assert await catalog.add_set_up_link(b"link", at=NOON)
    founded = await asyncio.gather(
        *(catalog.found_organization(b"link", FOUNDING, by=COMMAND_LINE, at=NOON) for _ in range(5))
    )
    assert sum(owner is not None for owner in founded) == 1
    assert [one.name for one in await catalog.organizations()] == ["Acme"]
    assert not await catalog.add_set_up_link(b"another", at=NOON)


async def test_a_set_up_link_is_replaced_by_the_next_and_good_for_a_day(catalog: Catalog) -> None:
    await catalog.add_set_up_link(b"first", at=NOON)
    await catalog.add_set_up_link(b"second", at=NOON)
    opens = [
        await catalog.set_up_link_opens(b"first", at=NOON),
        await catalog.set_up_link_opens(b"second", at=NOON),
        await catalog.set_up_link_opens(b"second", at=NOON + SET_UP_LIFE),
    ]
    assert opens == [False, True, False]


async def test_the_last_owner_stays_one(catalog: Catalog, alice: Member) -> None:
    with pytest.raises(Conflict, match=r"alice@acme\.example is the last owner"):
        await catalog.change_role(alice.organization_id, alice.id, Role.ADMIN, by=COMMAND_LINE, at=NOON)
    with pytest.raises(Conflict, match=r"alice@acme\.example is the last owner"):
        await catalog.remove_member(alice.organization_id, alice.id, by=COMMAND_LINE, at=NOON)


async def test_of_two_owners_who_leave_at_once_one_stays(catalog: Catalog, alice: Member) -> None:
    bob = await join(catalog, alice, role=Role.OWNER)
    leaving = (catalog.remove_member(one.organization_id, one.id, by=COMMAND_LINE, at=NOON) for one in (alice, bob))
    outcomes = await asyncio.gather(*leaving, return_exceptions=True)
    assert {type(one) for one in outcomes} == {type(None), Conflict}
    assert len(await catalog.members(alice.organization_id)) == 1


async def test_a_removed_member_is_out_and_their_keys_still_name_them(catalog: Catalog, alice: Member) -> None:
    bob = await join(catalog, alice)
    await sign_in(catalog, bob, b"session")
    key = mint_key("CI", frozenset({"usage:write"})).key
    by = Actor(kind=ActorKind.MEMBER, name=bob.email, id=bob.id)
    await catalog.add_key(bob.organization_id, key, by=by, at=NOON)

    await catalog.remove_member(bob.organization_id, bob.id, by=COMMAND_LINE, at=NOON)

    assert await catalog.signed_in(b"session") is None
    assert await catalog.memberships(BOB) == []
    assert [one.member.email for one in await catalog.members(alice.organization_id)] == [alice.email]
    [kept] = await catalog.keys(alice.organization_id)
    assert (kept.created_by, kept.state(NOON)) == (BOB, "active")


async def test_who_was_removed_comes_back_by_an_invitation_only(catalog: Catalog, alice: Member) -> None:
    bob = await join(catalog, alice)
    await catalog.remove_member(bob.organization_id, bob.id, by=COMMAND_LINE, at=NOON)
    assert await catalog.join_only_organization(BOB, Role.MEMBER, by=COMMAND_LINE, at=NOON) is None
    again = await join(catalog, alice, role=Role.VIEWER)
    assert (again.id, again.role) == (bob.id, Role.VIEWER)


async def test_a_new_role_ends_the_sessions_of_the_old_one(catalog: Catalog, alice: Member) -> None:
    bob = await join(catalog, alice)
    await sign_in(catalog, bob, b"session")
    same = await catalog.change_role(bob.organization_id, bob.id, Role.MEMBER, by=COMMAND_LINE, at=NOON)
    assert isinstance(await catalog.signed_in(b"session"), SignedIn)
    raised = await catalog.change_role(bob.organization_id, bob.id, Role.ADMIN, by=COMMAND_LINE, at=NOON)
    assert (same.role, raised.role, await catalog.signed_in(b"session")) == (Role.MEMBER, Role.ADMIN, None)


async def test_members_of_another_organization_are_not_there(catalog: Catalog, alice: Member, charlie: Member) -> None:
    assert await catalog.member(alice.organization_id, charlie.id) is None
    with pytest.raises(NotFound):
        await catalog.change_role(alice.organization_id, charlie.id, Role.VIEWER, by=COMMAND_LINE, at=NOON)
    with pytest.raises(NotFound):
        await catalog.remove_member(alice.organization_id, charlie.id, by=COMMAND_LINE, at=NOON)
    assert await catalog.member(charlie.organization_id, charlie.id) == charlie


async def test_an_invitation_is_accepted_once_by_however_many_try(catalog: Catalog, alice: Member) -> None:
    invitation = await catalog.invite(
        alice.organization_id, email=BOB, role=Role.VIEWER, digest=b"link", by=COMMAND_LINE, at=NOON
    )
    tried = await asyncio.gather(
        *(catalog.accept_invitation(invitation.id, by=COMMAND_LINE, at=NOON) for _ in range(5))
    )
    assert sum(one is not None for one in tried) == 1
    assert await catalog.invitations(alice.organization_id) == []
    assert await catalog.invitation_by_digest(b"link") is None


async def test_an_invitation_ends_after_seven_days_and_begins_anew_when_sent_again(
    catalog: Catalog, alice: Member
) -> None:
    invitation = await catalog.invite(
        alice.organization_id, email=BOB, role=Role.MEMBER, digest=b"old", by=COMMAND_LINE, at=NOON
    )
    later = NOON + INVITATION_LIFE
    assert await catalog.accept_invitation(invitation.id, by=COMMAND_LINE, at=later) is None
    renewed = await catalog.renew_invitation(
        alice.organization_id, invitation.id, digest=b"new", by=COMMAND_LINE, at=later
    )
    assert renewed is not None
    assert renewed.expires_at == later + timedelta(days=7)
    assert await catalog.invitation_by_digest(b"old") is None
    assert await catalog.accept_invitation(invitation.id, by=COMMAND_LINE, at=later) is not None


async def test_a_revoked_invitation_opens_nothing(catalog: Catalog, alice: Member, charlie: Member) -> None:
    invitation = await catalog.invite(
        alice.organization_id, email=BOB, role=Role.MEMBER, digest=b"link", by=COMMAND_LINE, at=NOON
    )
    theirs = charlie.organization_id
    assert await catalog.revoke_invitation(theirs, invitation.id, by=COMMAND_LINE, at=NOON) is None
    assert await catalog.revoke_invitation(alice.organization_id, invitation.id, by=COMMAND_LINE, at=NOON)
    assert await catalog.accept_invitation(invitation.id, by=COMMAND_LINE, at=NOON) is None


@pytest.mark.parametrize("email", ["alice@acme.example", BOB])
async def test_nobody_is_invited_twice(catalog: Catalog, alice: Member, email: str) -> None:
    for digest in (b"one", b"two"):
        if email == BOB and digest == b"one":
            await catalog.invite(
                alice.organization_id, email=email, role=Role.MEMBER, digest=digest, by=COMMAND_LINE, at=NOON
            )
            continue
        with pytest.raises(Conflict, match="already"):
            await catalog.invite(
                alice.organization_id, email=email, role=Role.MEMBER, digest=digest, by=COMMAND_LINE, at=NOON
            )


async def test_a_code_counts_once_and_none_before_it(catalog: Catalog, alice: Member) -> None:
    await catalog.set_totp(alice.email, "S" * 32, [b"one", b"two"], by=COMMAND_LINE, at=NOON)
    used = await asyncio.gather(*(catalog.use_totp_step(alice.email, 100) for _ in range(4)))
    assert sorted(used) == [False, False, False, True]
    assert [await catalog.use_totp_step(alice.email, step) for step in (99, 101)] == [False, True]


async def test_a_recovery_code_counts_once(catalog: Catalog, alice: Member) -> None:
    await catalog.set_totp(alice.email, "S" * 32, [b"one", b"two"], by=COMMAND_LINE, at=NOON)
    used = [
        await catalog.use_recovery_code(alice.email, digest, by=COMMAND_LINE, at=NOON)
        for digest in (b"one", b"one", b"three")
    ]
    assert used == [True, False, False]
    assert (await catalog.account(alice.email)).recovery_codes_left == 1


async def test_a_new_password_ends_every_session_of_the_person_and_nobody_elses(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    await sign_in(catalog, alice, b"hers")
    await sign_in(catalog, charlie, b"his")
    await catalog.set_password(alice.email, "kept", by=COMMAND_LINE, at=NOON)
    assert await catalog.signed_in(b"hers") is None
    assert await catalog.signed_in(b"his") is not None


async def test_a_reset_link_is_used_once_by_however_many_try(catalog: Catalog, alice: Member) -> None:
    await catalog.add_reset_link(alice.email, b"link", by=COMMAND_LINE, at=NOON)
    used = await asyncio.gather(*(catalog.use_reset_link(b"link") for _ in range(4)))
    assert sorted(used) == [False, False, False, True]
    assert await catalog.reset_link(b"link", at=NOON) is None


async def test_an_identity_signs_in_one_person(catalog: Catalog, alice: Member, charlie: Member) -> None:
    await catalog.link_identity(alice.email, "https://id.example", "1", by=COMMAND_LINE, at=NOON)
    await catalog.link_identity(alice.email, "https://id.example", "1", by=COMMAND_LINE, at=NOON)
    with pytest.raises(Conflict, match="signs in another account"):
        await catalog.link_identity(charlie.email, "https://id.example", "1", by=COMMAND_LINE, at=NOON)
    assert await catalog.account_of_identity("https://id.example", "1") == alice.email
    assert await catalog.account_of_identity("https://other.example", "1") is None


async def test_one_ends_only_ones_own_sessions(catalog: Catalog, alice: Member, charlie: Member) -> None:
    for member, digest in ((alice, b"a1"), (alice, b"a2"), (charlie, b"c")):
        await sign_in(catalog, member, digest)
    [theirs] = await catalog.sessions(charlie.email, at=NOON)
    hers = await catalog.sessions(alice.email, at=NOON)
    assert not await catalog.end_session(alice.email, theirs.id, by=COMMAND_LINE, at=NOON)
    assert await catalog.end_other_sessions(alice.email, hers[0].id, by=COMMAND_LINE, at=NOON) == 1
    assert await catalog.end_session(alice.email, hers[0].id, by=COMMAND_LINE, at=NOON)
    assert await catalog.signed_in(b"c") is not None


async def test_attempts_are_counted_however_many_come_at_once(catalog: Catalog) -> None:
    until = await asyncio.gather(*(catalog.count_attempts({"account:x": 3}, at=NOON) for _ in range(6)))
    assert sorted(one is None for one in until) == [False, False, False, True, True, True]
    assert {one for one in until if one is not None} == {NOON + WINDOW}
    assert await catalog.count_attempts({"account:x": 3}, at=NOON + WINDOW) is None
