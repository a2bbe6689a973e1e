"""Instants are aware UTC in and out, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from stackspend.access.members import Member
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON


async def test_an_instant_of_another_zone_comes_back_as_the_same_instant_in_utc(
    catalog: Catalog, alice: Member
) -> None:
    instant = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    added = await catalog.add_connection(
        alice.organization_id, type_name="claude", name="Claude", by=COMMAND_LINE, at=instant
    )
    found = await catalog.connection(added.connection_id)
    assert found is not None
    assert (found.created_at, found.created_at.tzinfo) == (instant, UTC)


async def test_a_naive_instant_is_refused(catalog: Catalog, alice: Member) -> None:
    with pytest.raises(StatementError, match="has no time zone; instants are aware UTC"):
        await catalog.add_connection(
            alice.organization_id, type_name="claude", name="Claude", by=COMMAND_LINE, at=NOON.replace(tzinfo=None)
        )
