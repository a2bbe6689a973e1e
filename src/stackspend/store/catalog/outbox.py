"""Channels, and the outbox: what is to be delivered survives a restart, and is claimed with a lease by one node."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.actor import Actor
from stackspend.errors import Conflict, NotFound
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.transactions import Transactions
from stackspend.store.catalog.warning_rows import ChannelRow, DeliveryRow
from stackspend.warning.notify.channels import Channel, ChannelKind, NewChannel, shown_target
from stackspend.warning.notify.deliveries import LEASE, Attempt, Claimed, Delivery, DeliveryState, NewDelivery


class Outbox(Transactions):
    """The questions about channels and deliveries."""

    async def channels(self, organization_id: UUID) -> list[Channel]:
        """All of one organization, by name."""
        async with self._reading() as session:
            return await channels_of(session, organization_id)

    async def add_channel(
        self, organization_id: UUID, new: NewChannel, *, secret: str | None, by: Actor, at: datetime
    ) -> Channel:
        """Keep a new channel. Raises Conflict if there is one of this name."""
        row = ChannelRow(id=uuid4(), organization_id=organization_id, created_at=at, secret=secret)
        async with self._alone() as session:
            await _refuse_same_name(session, organization_id, new.name, None)
            _fill(row, new)
            session.add(row)
            channel = to_channel(row)
            _audit(session, by, Action.CHANNEL_CREATED, organization_id, at, None, channel)
            return channel

    async def change_channel(
        self, organization_id: UUID, channel_id: UUID, new: NewChannel, *, by: Actor, at: datetime
    ) -> Channel:
        """Another name, target or choice of messages. Raises NotFound, or Conflict for the name of another."""
        async with self._alone() as session:
            row = await _channel(session, organization_id, channel_id)
            before = to_channel(row)
            await _refuse_same_name(session, organization_id, new.name, channel_id)
            if new.kind is not before.kind:
                raise Conflict(f"The channel {before.name} is of the kind {before.kind}; make a new one for another.")
            _fill(row, new)
            channel = to_channel(row)
            _audit(session, by, Action.CHANNEL_CHANGED, organization_id, at, before, channel)
            return channel

    async def rotate_channel_secret(
        self, organization_id: UUID, channel_id: UUID, secret: str, *, by: Actor, at: datetime
    ) -> Channel:
        """Sign with another secret from now on. Raises NotFound, or Conflict if it is no webhook."""
        async with self._alone() as session:
            row = await _channel(session, organization_id, channel_id)
            if row.kind != ChannelKind.WEBHOOK:
                raise Conflict(f"The channel {row.name} is no webhook and has no secret.")
            row.secret = secret
            channel = to_channel(row)
            _audit(session, by, Action.CHANNEL_SECRET_ROTATED, organization_id, at, None, channel)
            return channel

    async def remove_channel(self, organization_id: UUID, channel_id: UUID, *, by: Actor, at: datetime) -> Channel:
        """Forget a channel and its deliveries. Raises NotFound."""
        async with self._alone() as session:
            row = await _channel(session, organization_id, channel_id)
            channel = to_channel(row)
            own = (DeliveryRow.organization_id == organization_id, DeliveryRow.channel_id == channel_id)
            await session.execute(delete(DeliveryRow).where(*own))
            await session.delete(row)
            _audit(session, by, Action.CHANNEL_REMOVED, organization_id, at, channel, None)
            return channel

    async def enqueue(self, organization_id: UUID, deliveries: Iterable[NewDelivery], *, at: datetime) -> list[UUID]:
        """Put deliveries into the outbox; answers their ids."""
        async with self._writing() as session:
            return add_deliveries(session, organization_id, deliveries, at=at)

    async def claim_deliveries(self, *, now: datetime, most: int) -> list[Claimed]:
        """Deliveries of any organization that are due and that no other node has, for `LEASE` from now on."""
        free = or_(DeliveryRow.leased_until.is_(None), DeliveryRow.leased_until < now)
        due = (DeliveryRow.state == DeliveryState.WAITING, DeliveryRow.due_at <= now, free)
        async with self._reading() as session:
            ids = list(
                await session.scalars(select(DeliveryRow.id).where(*due).order_by(DeliveryRow.due_at).limit(most))
            )
        if not ids:
            return []
        async with self._writing() as session:
            taken = [id_ for id_ in ids if await _take(session, id_, free, now)]
            query = (
                select(DeliveryRow, ChannelRow)
                .join(ChannelRow, ChannelRow.id == DeliveryRow.channel_id)
                .where(DeliveryRow.id.in_(taken))
            )
            found = (await session.execute(query)).all()
            return [Claimed(to_delivery(row), to_channel(channel), channel.secret) for row, channel in found]

    async def note_delivery(self, delivery: Delivery) -> None:
        """Keep how an attempt went, and give the lease back."""
        own = (DeliveryRow.organization_id == delivery.organization_id, DeliveryRow.id == delivery.id)
        async with self._writing() as session:
            await session.execute(
                update(DeliveryRow)
                .where(*own)
                .values(
                    state=delivery.state,
                    due_at=delivery.due_at,
                    leased_until=None,
                    attempts=msgspec.to_builtins(delivery.attempts),
                )
            )

    async def deliveries(
        self, organization_id: UUID, *, channel_id: UUID | None = None, limit: int = 100
    ) -> list[Delivery]:
        """The delivery log, newest first."""
        query = select(DeliveryRow).where(DeliveryRow.organization_id == organization_id)
        if channel_id is not None:
            query = query.where(DeliveryRow.channel_id == channel_id)
        query = query.order_by(DeliveryRow.created_at.desc(), DeliveryRow.id).limit(limit)
        async with self._reading() as session:
            return [to_delivery(row) for row in await session.scalars(query)]

    async def forget_deliveries(self, *, before: datetime) -> None:
        """Drop deliveries that are through and older than this, of every organization."""
        async with self._writing() as session:
            through = DeliveryRow.state != DeliveryState.WAITING
            await session.execute(delete(DeliveryRow).where(through, DeliveryRow.created_at < before))


async def channels_of(session: AsyncSession, organization_id: UUID) -> list[Channel]:
    """All channels of one organization, by name."""
    query = select(ChannelRow).where(ChannelRow.organization_id == organization_id).order_by(ChannelRow.name)
    return [to_channel(row) for row in await session.scalars(query)]


def add_deliveries(
    session: AsyncSession, organization_id: UUID, deliveries: Iterable[NewDelivery], *, at: datetime
) -> list[UUID]:
    """Put deliveries into the outbox within a transaction that does more."""
    rows = [
        DeliveryRow(
            id=uuid4(),
            organization_id=organization_id,
            channel_id=new.channel_id,
            event=new.event,
            content=new.content,
            state=DeliveryState.WAITING,
            created_at=at,
            due_at=new.due_at,
            leased_until=None,
            attempts=[],
        )
        for new in deliveries
    ]
    session.add_all(rows)
    return [row.id for row in rows]


def to_channel(row: ChannelRow) -> Channel:
    """The value of a row, without its secret."""
    return msgspec.convert(row.content | {"id": str(row.id), "created_at": row.created_at.isoformat()}, Channel)


def to_delivery(row: DeliveryRow) -> Delivery:
    """The value of a row."""
    return Delivery(
        id=row.id,
        organization_id=row.organization_id,
        channel_id=row.channel_id,
        event=row.event,
        content=row.content,
        due_at=row.due_at,
        created_at=row.created_at,
        state=DeliveryState(row.state),
        attempts=tuple(msgspec.convert(row.attempts, list[Attempt])),
    )


def _fill(row: ChannelRow, new: NewChannel) -> None:
    row.name, row.kind, row.content = new.name, new.kind, msgspec.to_builtins(new)


async def _channel(session: AsyncSession, organization_id: UUID, channel_id: UUID) -> ChannelRow:
    query = select(ChannelRow).where(ChannelRow.organization_id == organization_id, ChannelRow.id == channel_id)
    row = await session.scalar(query)
    if row is None:
        raise NotFound(f"There is no channel {channel_id} here.")
    return row


async def _refuse_same_name(session: AsyncSession, organization_id: UUID, name: str, but: UUID | None) -> None:
    query = select(ChannelRow.id).where(ChannelRow.organization_id == organization_id, ChannelRow.name == name)
    if await session.scalar(query) not in {None, but}:
        raise Conflict(f"There is a channel {name} already.")


async def _take(session: AsyncSession, delivery_id: UUID, free: ColumnElement[bool], now: datetime) -> bool:
    claim = update(DeliveryRow).where(DeliveryRow.id == delivery_id, free, DeliveryRow.state == DeliveryState.WAITING)
    taken = await session.scalars(claim.values(leased_until=now + LEASE).returning(DeliveryRow.id))
    return taken.one_or_none() is not None


def _audit(
    session: AsyncSession,
    by: Actor,
    action: Action,
    organization_id: UUID,
    at: datetime,
    before: Channel | None,
    after: Channel | None,
) -> None:
    channel = after or before
    record(
        session,
        by,
        action,
        organization_id=organization_id,
        at=at,
        subject=channel.name if channel else "",
        subject_id=channel.id if channel else None,
        before=_shown(before),
        after=_shown(after),
    )


def _shown(channel: Channel | None) -> dict[str, object] | None:
    if channel is None:
        return None
    return msgspec.structs.asdict(channel) | {"target": shown_target(channel)}
