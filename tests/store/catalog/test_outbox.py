"""Channels and the outbox: what is due is sent by one node, once, whatever becomes of nodes."""

import asyncio
from datetime import timedelta

import pytest

from stackspend.access.members import Member
from stackspend.errors import Conflict, NotFound
from stackspend.store.catalog import Catalog
from stackspend.warning.catalog import ChannelCatalog
from stackspend.warning.notify.channels import Channel, ChannelKind, NewChannel
from stackspend.warning.notify.courier import DeliveryOutbox
from stackspend.warning.notify.deliveries import LEASE, Attempt, DeliveryState, NewDelivery, after
from tests.store.catalog.conftest import NOON, member

ALICE = member("alice")
SECOND = timedelta(seconds=1)


async def hook(catalog: Catalog, owner: Member, name: str = "Hook") -> Channel:
    new = NewChannel(name=name, kind=ChannelKind.WEBHOOK, target="https://hooks.example.com/1")
    return await catalog.add_channel(owner.organization_id, new, secret="whsec_1", by=ALICE, at=NOON)


async def enqueue(catalog: Catalog, owner: Member, channel: Channel, count: int = 1) -> None:
    new = NewDelivery(channel_id=channel.id, event="anomaly.created", content={"n": 1}, due_at=NOON)
    await catalog.enqueue(owner.organization_id, [new] * count, at=NOON)


def test_the_catalog_is_what_the_web_and_the_courier_ask_for(catalog: Catalog) -> None:
    assert isinstance(catalog, ChannelCatalog)
    _: DeliveryOutbox = catalog


async def test_eight_nodes_that_reach_for_forty_deliveries_get_each_once(
    catalog: Catalog, catalog_url: str, alice: Member
) -> None:
    await enqueue(catalog, alice, await hook(catalog, alice), 40)
    nodes = [await Catalog.open(catalog_url) for _ in range(8)]
    found = await asyncio.gather(*(node.claim_deliveries(now=NOON, most=40) for node in nodes for _ in range(3)))
    claimed = [one.delivery.id for claims in found for one in claims]
    assert (len(claimed), len(set(claimed))) == (40, 40)
    for node in nodes:
        await node.close()


async def test_what_a_node_died_over_is_taken_by_another_when_the_lease_is_over(
    catalog: Catalog, alice: Member
) -> None:
    await enqueue(catalog, alice, await hook(catalog, alice))
    (first,) = await catalog.claim_deliveries(now=NOON, most=8)
    assert (first.secret, first.channel.name) == ("whsec_1", "Hook")
    assert await catalog.claim_deliveries(now=NOON + LEASE, most=8) == []
    (again,) = await catalog.claim_deliveries(now=NOON + LEASE + SECOND, most=8)
    assert again.delivery.id == first.delivery.id


async def test_a_delivery_is_kept_with_what_was_answered_and_tried_again_later(
    catalog: Catalog, catalog_url: str, alice: Member
) -> None:
    await enqueue(catalog, alice, await hook(catalog, alice))
    (claimed,) = await catalog.claim_deliveries(now=NOON, most=8)
    await catalog.note_delivery(after(claimed.delivery, Attempt(NOON, 503, "later", delivered=False)))
    restarted = await Catalog.open(catalog_url)
    assert await restarted.claim_deliveries(now=NOON + 59 * SECOND, most=8) == []
    (again,) = await restarted.claim_deliveries(now=NOON + 60 * SECOND, most=8)
    await restarted.note_delivery(after(again.delivery, Attempt(NOON + 60 * SECOND, 200, "ok", delivered=True)))
    (logged,) = await catalog.deliveries(alice.organization_id)
    assert (logged.state, [one.status for one in logged.attempts]) == (DeliveryState.DELIVERED, [503, 200])
    await catalog.forget_deliveries(before=NOON + SECOND)
    assert await catalog.deliveries(alice.organization_id) == []
    await restarted.close()


async def test_a_channel_goes_with_what_waits_for_it(catalog: Catalog, alice: Member) -> None:
    channel = await hook(catalog, alice)
    await enqueue(catalog, alice, channel)
    await catalog.remove_channel(alice.organization_id, channel.id, by=ALICE, at=NOON)
    assert await catalog.claim_deliveries(now=NOON, most=8) == []
    assert await catalog.channels(alice.organization_id) == []


async def test_a_rotated_secret_signs_what_waits(catalog: Catalog, alice: Member) -> None:
    channel = await hook(catalog, alice)
    await enqueue(catalog, alice, channel)
    await catalog.rotate_channel_secret(alice.organization_id, channel.id, "whsec_2", by=ALICE, at=NOON)
    (claimed,) = await catalog.claim_deliveries(now=NOON, most=8)
    assert claimed.secret == "whsec_2"


async def test_names_are_unique_and_other_organizations_see_nothing(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    channel = await hook(catalog, alice)
    await enqueue(catalog, alice, channel)
    with pytest.raises(Conflict):
        await hook(catalog, alice)
    await hook(catalog, charlie)
    assert len(await catalog.channels(charlie.organization_id)) == 1
    assert await catalog.deliveries(charlie.organization_id) == []
    with pytest.raises(NotFound):
        await catalog.remove_channel(charlie.organization_id, channel.id, by=ALICE, at=NOON)
