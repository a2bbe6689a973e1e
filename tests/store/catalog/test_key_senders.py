"""Who was seen with a key."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from stackspend.access.door import KeyUse
from stackspend.access.keys import ApiKey
from stackspend.access.members import Member
from stackspend.access.minting import mint_key
from stackspend.access.senders import MOST_SENDERS, SeenSender, Sender
from stackspend.actor import COMMAND_LINE
from stackspend.store.catalog import Catalog
from tests.store.catalog.conftest import NOON

LATER = NOON + timedelta(hours=1)
LAPTOP = Sender("OTel-OTLP-Exporter-JavaScript/0.208.0", "203.0.113.0/24")
CI = Sender(None, "2001:db8:1::/48")


@pytest.fixture
async def key(catalog: Catalog, alice: Member) -> ApiKey:
    minted = mint_key("CI", frozenset({"usage:write"}))
    return await catalog.add_key(alice.organization_id, minted.key, by=COMMAND_LINE, at=NOON)


async def use(catalog: Catalog, key: ApiKey, senders: Mapping[Sender, datetime]) -> None:
    """The last of the senders is the one that used the key last."""
    *_, (sender, at) = senders.items()
    await catalog.touch_key(KeyUse(key.organization_id, key.id, sender, at), senders)


async def test_last_use_only_moves_forward(catalog: Catalog, key: ApiKey) -> None:
    await use(catalog, key, {CI: LATER})
    await use(catalog, key, {LAPTOP: NOON})

    (found,) = await catalog.keys(key.organization_id)
    assert (found.last_used_at, found.last_sender) == (LATER, CI)


async def test_senders_are_listed_from_when_to_when_the_last_seen_first(catalog: Catalog, key: ApiKey) -> None:
    await use(catalog, key, {LAPTOP: NOON, CI: NOON})
    await use(catalog, key, {LAPTOP: LATER})
    await use(catalog, key, {LAPTOP: NOON})

    assert await catalog.senders(key.organization_id, key.id) == [
        SeenSender(sender=LAPTOP, first_seen_at=NOON, last_seen_at=LATER),
        SeenSender(sender=CI, first_seen_at=NOON, last_seen_at=NOON),
    ]


async def test_of_very_many_senders_the_latest_are_kept(catalog: Catalog, key: ApiKey) -> None:
    many = {Sender(f"agent {n}", None): NOON + timedelta(seconds=n) for n in range(MOST_SENDERS)}
    await use(catalog, key, many)
    await use(catalog, key, {LAPTOP: LATER})

    kept = [seen.sender for seen in await catalog.senders(key.organization_id, key.id)]
    assert kept == [LAPTOP, *list(reversed(many))[:-1]]


async def test_charlies_organization_sees_nobody(catalog: Catalog, key: ApiKey, charlie: Member) -> None:
    await use(catalog, key, {LAPTOP: NOON})

    assert await catalog.senders(charlie.organization_id, key.id) == []
