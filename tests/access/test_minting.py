"""What a key may make of other keys: never more than it is itself."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest

from stackspend.access.keys import NO_STAMP, ApiKey, Stamp
from stackspend.access.minting import NewKey, manages, mint_key, read_new_key, read_overlap, within
from stackspend.errors import InvalidInput, InvalidScope

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=30)
HERE, THERE = uuid4(), uuid4()
CHECKOUT = Stamp(project="Checkout")
MINTER = ApiKey(
    id=uuid4(),
    organization_id=uuid4(),
    name="Terraform",
    prefix="ss_live_Ab3x",
    scopes=frozenset({"keys:write", "usage:write"}),
    connection_id=None,
    created_at=NOON,
    created_by=None,
    expires_at=None,
    revoked_at=None,
    last_used_at=None,
)


def minter(**changes: object) -> ApiKey:
    return msgspec.structs.replace(MINTER, **changes)


def wanted(*scopes: str, **given: object) -> NewKey:
    return msgspec.structs.replace(mint_key("CI", frozenset(scopes or {"usage:write"})).key, **given)


@pytest.mark.parametrize(
    ("by", "asked"),
    [
        pytest.param(MINTER, wanted("usage:write"), id="a scope of its own"),
        pytest.param(MINTER, wanted("usage:write", "keys:write"), id="all its scopes"),
        pytest.param(minter(scopes=frozenset({"admin"})), wanted("spend:read", "admin"), id="admin stands for all"),
        pytest.param(MINTER, wanted(connection_id=HERE), id="bound to a provider"),
        pytest.param(minter(connection_id=HERE), wanted(connection_id=HERE), id="its own provider"),
        pytest.param(minter(stamp=CHECKOUT), wanted(stamp=CHECKOUT), id="its own stamp"),
        pytest.param(minter(expires_at=LATER), wanted(expires_at=NOON), id="an earlier end"),
    ],
)
def test_a_key_makes_what_it_may_do_itself(by: ApiKey, asked: NewKey) -> None:
    assert within(by, asked) == asked


@pytest.mark.parametrize(
    ("by", "asked", "why"),
    [
        pytest.param(MINTER, wanted("usage:write", "spend:read"), "with spend:read, which it lacks", id="a scope more"),
        pytest.param(MINTER, wanted("admin"), "with admin, which it lacks", id="admin"),
        pytest.param(minter(connection_id=HERE), wanted(connection_id=THERE), "bound to one", id="another provider"),
        pytest.param(minter(stamp=CHECKOUT), wanted(stamp=Stamp(team="X")), "is stamped", id="another stamp"),
        pytest.param(minter(expires_at=NOON), wanted(expires_at=LATER), "that outlives it", id="a later end"),
    ],
)
def test_a_key_makes_nothing_beyond_itself(by: ApiKey, asked: NewKey, why: str) -> None:
    with pytest.raises(InvalidScope, match=why):
        within(by, asked)


def test_what_is_left_open_is_as_the_minter_is_bound() -> None:
    made = within(minter(connection_id=HERE, stamp=CHECKOUT, expires_at=LATER), wanted())

    assert (made.connection_id, made.stamp, made.expires_at) == (HERE, CHECKOUT, LATER)


@pytest.mark.parametrize(
    ("by", "other", "does"),
    [
        pytest.param(MINTER, minter(scopes=frozenset({"usage:write"})), True, id="fewer scopes"),
        pytest.param(MINTER, minter(scopes=frozenset({"usage:write", "spend:read"})), False, id="a scope more"),
        pytest.param(MINTER, minter(connection_id=HERE), True, id="bound, where it is not"),
        pytest.param(minter(connection_id=HERE), MINTER, False, id="not bound, where it is"),
        pytest.param(minter(stamp=CHECKOUT), MINTER, False, id="not stamped, where it is"),
    ],
)
def test_a_key_manages_those_that_can_do_no_more_than_itself(by: ApiKey, other: ApiKey, does: bool) -> None:
    assert manages(by, other) is does


@pytest.mark.parametrize("days", [-1, 91])
def test_an_overlap_has_bounds(days: int) -> None:
    with pytest.raises(InvalidInput, match=f"overlap_days is {days}, and must be from 0 to 90"):
        read_overlap(days)


def test_a_stamp_of_nothing_but_white_space_is_none() -> None:
    minted = read_new_key(
        "CI", ["usage:write"], connection_id=None, team=" ", project=None, expires_in_days=None, now=NOON
    )

    assert minted.key.stamp == NO_STAMP
