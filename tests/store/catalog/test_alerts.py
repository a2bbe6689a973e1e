"""Alerts in the catalog: one for each cause, whichever node takes which step."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from sqlalchemy import select

from stackspend.access.members import Member
from stackspend.errors import NotFound
from stackspend.store.catalog import Catalog
from stackspend.store.catalog.rows import AuditRow
from stackspend.warning.alerts import LINGERS, RESOLVED, Alert, Cause, Message, State, acknowledge, close, snooze
from stackspend.warning.anomaly import Severity
from stackspend.warning.catalog import AlertCatalog
from stackspend.warning.notify.channels import Channel
from stackspend.warning.notify.deliveries import NewDelivery
from stackspend.warning.scopes import WHOLE
from stackspend.warning.watch import WatchCatalog
from tests.store.catalog.conftest import NOON, member

ALICE = member("alice")
MINUTE = timedelta(minutes=1)


def cause(key: str = "a", *levels: str, kind: str = "spike") -> Cause:
    return Cause(
        key=key,
        kind=kind,
        severity=Severity.HIGH,
        title="Spend is far above the usual",
        summary="$90.00 instead of about $10.00.",
        scope=WHOLE,
        began=NOON,
        impact=Decimal("80.00"),
        levels=levels or ("detected",),
    )


def nothing(messages: Sequence[Message], channels: Sequence[Channel]) -> Iterable[NewDelivery]:
    """Nobody is told."""
    return ()


async def told(catalog: Catalog, alice: Member, now: datetime, *causes: Cause) -> list[tuple[str, str]]:
    messages = await catalog.advance_alerts(alice.organization_id, causes, now=now, tell=nothing)
    return [(alert.cause.key, level) for message in messages for alert, level in message.told]


async def raised(catalog: Catalog, alice: Member) -> Alert:
    await told(catalog, alice, NOON, cause())
    (alert,) = await catalog.alerts(alice.organization_id, limit=10)
    return alert


def test_the_catalog_is_what_the_web_asks_for(catalog: Catalog) -> None:
    assert isinstance(catalog, AlertCatalog)
    _: WatchCatalog = catalog


async def test_a_cause_is_one_alert_and_told_once(catalog: Catalog, alice: Member) -> None:
    assert await told(catalog, alice, NOON, cause()) == [("a", "detected")]
    assert await told(catalog, alice, NOON + MINUTE, cause()) == []
    (alert,) = await catalog.alerts(alice.organization_id, limit=10)
    assert (alert.state, alert.opened_at, alert.cause) == (State.NEW, NOON, cause())


async def test_eight_nodes_at_once_tell_it_once(catalog: Catalog, catalog_url: str, alice: Member) -> None:
    nodes = [await Catalog.open(catalog_url) for _ in range(8)]
    found = await asyncio.gather(*(told(node, alice, NOON, cause("a"), cause("b")) for node in nodes))
    assert sorted(one for messages in found for one in messages) == [("a", "detected"), ("b", "detected")]
    assert len(await catalog.alerts(alice.organization_id, limit=10)) == 2
    for node in nodes:
        await node.close()


async def test_a_cause_that_is_gone_resolves_its_alert(catalog: Catalog, alice: Member) -> None:
    await told(catalog, alice, NOON, cause())
    assert await told(catalog, alice, NOON + LINGERS) == [("a", RESOLVED)]
    assert await told(catalog, alice, NOON + 2 * LINGERS) == []
    assert await catalog.alerts(alice.organization_id, limit=10, only_open=True) == []


async def test_budgets_can_be_left_out(catalog: Catalog, alice: Member) -> None:
    await told(catalog, alice, NOON, cause("a"), cause("b", "50", kind="budget"))
    (anomaly,) = await catalog.alerts(alice.organization_id, limit=10, but="budget")
    assert anomaly.cause.key == "a"


async def test_what_people_do_is_kept_and_in_the_audit(catalog: Catalog, alice: Member) -> None:
    alert = await raised(catalog, alice)
    ours = alice.organization_id
    await catalog.change_alert(ours, alert.id, acknowledge, by=ALICE, at=NOON)
    until = NOON + timedelta(hours=2)
    await catalog.change_alert(ours, alert.id, lambda one: snooze(one, until), by=ALICE, at=NOON)
    await catalog.assign_alert(ours, alert.id, alice.id, by=ALICE, at=NOON)
    await catalog.change_alert(
        ours, alert.id, lambda one: close(one, State.DISMISSED, by="alice", at=NOON), by=ALICE, at=NOON
    )
    kept = await catalog.alert(ours, alert.id)
    assert kept is not None
    assert (kept.state, kept.owner_id, kept.snoozed_until, kept.closed_by) == (
        State.DISMISSED,
        alice.id,
        until,
        "alice",
    )
    query = select(AuditRow.action).where(AuditRow.subject_id == str(alert.id)).order_by(AuditRow.position)
    async with catalog._reading() as session:
        actions = list(await session.scalars(query))
    assert actions == ["alert.acknowledged", "alert.changed", "alert.changed", "alert.dismissed"]


async def test_a_false_positive_asks_half_as_much_again_of_its_kind_and_scope(catalog: Catalog, alice: Member) -> None:
    alert = await raised(catalog, alice)

    def call_false(one: Alert) -> Alert:
        return close(one, State.FALSE_POSITIVE, by="alice", at=NOON)

    for _ in range(2):  # the second time it is one already
        await catalog.change_alert(alice.organization_id, alert.id, call_false, by=ALICE, at=NOON)
    assert await catalog.sensitivities(alice.organization_id) == {("spike", "organization"): 1.5}


async def test_another_organization_neither_sees_nor_touches_it(
    catalog: Catalog, alice: Member, charlie: Member
) -> None:
    alert = await raised(catalog, alice)
    theirs = charlie.organization_id
    assert await catalog.alert(theirs, alert.id) is None
    assert await catalog.alerts(theirs, limit=10) == []
    with pytest.raises(NotFound):
        await catalog.change_alert(theirs, alert.id, acknowledge, by=ALICE, at=NOON)
    with pytest.raises(NotFound, match="There is no member"):
        await catalog.assign_alert(alice.organization_id, alert.id, charlie.id, by=ALICE, at=NOON)
    assert await told(catalog, charlie, NOON, cause()) == [("a", "detected")]
    assert await catalog.alert(alice.organization_id, alert.id) == msgspec.structs.replace(alert)
