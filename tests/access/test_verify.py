"""Whether a key may send to a connection: who asks, what there is for the asker, what the asker may do."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import msgspec
import pytest

from stackspend.access.keys import ApiKey
from stackspend.access.verify import verify_export, verify_key, verify_scope
from stackspend.errors import InvalidScope, NotFound, Unauthenticated
from stackspend.providers.connections import Connection, Refusals

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ACME, RIVAL = uuid4(), uuid4()
CONNECTION_ID = uuid4()
KEY = ApiKey(
    id=uuid4(),
    organization_id=ACME,
    name="Ingest",
    prefix="ss_live_Ab3x",
    scopes=frozenset({"usage:write"}),
    connection_id=None,
    created_at=NOON,
    created_by=None,
    expires_at=None,
    revoked_at=None,
    last_used_at=None,
)
CONNECTION = Connection(
    connection_id=CONNECTION_ID,
    organization_id=ACME,
    type="claude",
    name="Claude Team",
    created_at=NOON,
    last_synced_at=None,
    refused=Refusals(0, None, None),
    keeps_content=False,
)
THEIRS = msgspec.structs.replace(CONNECTION, organization_id=RIVAL)


def key(**changes: object) -> ApiKey:
    return msgspec.structs.replace(KEY, **changes)


@pytest.mark.parametrize("bound_to", [None, CONNECTION_ID], ids=["any provider", "this provider"])
def test_a_good_key_may_send(bound_to: UUID | None) -> None:
    verify_export(key(connection_id=bound_to), CONNECTION, connection_id=CONNECTION_ID, now=NOON)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        pytest.param(None, "not known here", id="unknown"),
        pytest.param(key(revoked_at=NOON), "ss_live_Ab3x… is revoked", id="revoked"),
        pytest.param(key(expires_at=NOON), "ss_live_Ab3x… is expired", id="expired at this very instant"),
        pytest.param(key(expires_at=NOON, revoked_at=NOON), "is revoked", id="revoked and expired"),
    ],
)
def test_a_key_that_is_not_good_is_nobody(asked: ApiKey | None, why: str) -> None:
    with pytest.raises(Unauthenticated, match=why):
        verify_export(asked, CONNECTION, connection_id=CONNECTION_ID, now=NOON)


def test_a_key_is_good_until_the_instant_before_it_expires() -> None:
    expiring = key(expires_at=NOON)
    assert verify_key(expiring, NOON - timedelta(microseconds=1)) is expiring


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(KEY, id="a good key"),
        pytest.param(key(scopes=frozenset({"spend:read"})), id="a key that could not send anyway"),
        pytest.param(key(connection_id=uuid4()), id="a key that is bound to another provider"),
    ],
)
def test_another_organizations_connection_looks_like_none(asked: ApiKey) -> None:
    refusals = []
    for connection in (None, THEIRS):
        with pytest.raises(NotFound) as refusal:
            verify_export(asked, connection, connection_id=CONNECTION_ID, now=NOON)
        refusals.append(refusal.value.message)
    assert refusals[0] == refusals[1]
    assert str(CONNECTION_ID) in refusals[0]


def test_a_key_without_the_scope_learns_which_one_it_lacks() -> None:
    reading = key(scopes=frozenset({"spend:read", "rollups:read"}))
    with pytest.raises(InvalidScope, match=r"lacks the scope usage:write \(it has rollups:read, spend:read\)"):
        verify_export(reading, CONNECTION, connection_id=CONNECTION_ID, now=NOON)


def test_a_key_of_another_provider_of_the_same_organization_learns_where_it_belongs() -> None:
    other = uuid4()
    with pytest.raises(InvalidScope, match=f"bound to the provider {other}, not to {CONNECTION_ID}"):
        verify_export(key(connection_id=other), CONNECTION, connection_id=CONNECTION_ID, now=NOON)


def test_sending_is_not_reading() -> None:
    with pytest.raises(InvalidScope, match="lacks the scope line_items:read"):
        verify_scope(KEY, "line_items:read")
