"""Alerts: taken a step further, listed, and acted upon by people."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.actor import Actor
from stackspend.errors import NotFound
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.outbox import add_deliveries, channels_of
from stackspend.store.catalog.rows import MemberRow
from stackspend.store.catalog.transactions import Transactions
from stackspend.store.catalog.warning_rows import AlertRow, SensitivityRow, WatchRow
from stackspend.warning.alerts import Alert, Cause, Message, State, advance, assign
from stackspend.warning.deeds import with_deeds
from stackspend.warning.notify.channels import Channel
from stackspend.warning.notify.deliveries import NewDelivery

Tell = Callable[[Sequence[Message], Sequence[Channel]], Iterable[NewDelivery]]
_CALLED_FALSE = 1.5
_LEAST_SENSITIVE = 8.0
_ACTIONS = {
    State.ACKNOWLEDGED: Action.ALERT_ACKNOWLEDGED,
    State.RESOLVED: Action.ALERT_RESOLVED,
    State.FALSE_POSITIVE: Action.ALERT_CALLED_FALSE,
    State.DISMISSED: Action.ALERT_DISMISSED,
}


class Alerts(Transactions):
    """The questions about alerts."""

    async def advance_alerts(
        self, organization_id: UUID, causes: Collection[Cause], *, now: datetime, tell: Tell
    ) -> list[Message]:
        """Take the organization's alerts one step further, and put what is due into the outbox, in one transaction that
        no other node interleaves: so nothing is told twice and nothing is lost, whichever node takes which step."""
        async with self._alone() as session:
            keys = [cause.key for cause in causes]
            concerned = or_(AlertRow.is_settled.is_(False), AlertRow.key.in_(keys))
            query = select(AlertRow).where(AlertRow.organization_id == organization_id, concerned)
            rows = {row.key: row for row in await session.scalars(query)}
            watch = await session.get(WatchRow, organization_id)
            step = advance(
                {key: to_alert(row) for key, row in rows.items()},
                causes,
                now,
                sent=[datetime.fromisoformat(at) for at in watch.sent] if watch else [],
                new_id={key: uuid4() for key in keys},
            )
            for alert in step.changed:
                _write(session, rows.get(alert.cause.key), organization_id, alert)
            if step.messages:
                channels = await channels_of(session, organization_id)
                add_deliveries(session, organization_id, tell(step.messages, channels), at=now)
            _remember(session, watch, organization_id, step.sent)
            return list(step.messages)

    async def alerts(
        self, organization_id: UUID, *, limit: int, only_open: bool = False, but: str | None = None
    ) -> list[Alert]:
        """The newest first, without those of the kind `but`."""
        query = select(AlertRow).where(AlertRow.organization_id == organization_id)
        if only_open:
            query = query.where(AlertRow.state.in_([state for state in State if state.is_open]))
        if but is not None:
            query = query.where(AlertRow.kind != but)
        async with self._reading() as session:
            rows = await session.scalars(query.order_by(AlertRow.opened_at.desc(), AlertRow.id).limit(limit))
            return [to_alert(row) for row in rows]

    async def recent_alerts(self, organization_id: UUID, *, since: datetime) -> list[Alert]:
        """Those that are open, or were opened since then."""
        wanted = or_(AlertRow.state.in_([state for state in State if state.is_open]), AlertRow.opened_at >= since)
        query = select(AlertRow).where(AlertRow.organization_id == organization_id, wanted)
        async with self._reading() as session:
            return [to_alert(row) for row in await session.scalars(query)]

    async def alert(self, organization_id: UUID, alert_id: UUID) -> Alert | None:
        """One of the organization's own; None for an unknown one and for somebody else's."""
        query = select(AlertRow).where(AlertRow.organization_id == organization_id, AlertRow.id == alert_id)
        async with self._reading() as session:
            row = await session.scalar(query)
        return None if row is None else to_alert(row)

    async def change_alert(
        self, organization_id: UUID, alert_id: UUID, change: Callable[[Alert], Alert], *, by: Actor, at: datetime
    ) -> Alert:
        """What `change` makes of an alert. A false positive makes its scope less sensitive. Raises NotFound."""
        async with self._alone() as session:
            query = select(AlertRow).where(AlertRow.organization_id == organization_id, AlertRow.id == alert_id)
            row = await session.scalar(query)
            if row is None:
                raise NotFound(f"There is no alert {alert_id} here.")
            before = to_alert(row)
            after = with_deeds(before, change(before), by=by.name, at=at)
            _write(session, row, organization_id, after)
            if after.state is State.FALSE_POSITIVE and before.state is not State.FALSE_POSITIVE:
                await _desensitize(session, organization_id, after)
            is_moved = after.state is not before.state
            record(
                session,
                by,
                _ACTIONS[after.state] if is_moved else Action.ALERT_CHANGED,
                organization_id=organization_id,
                at=at,
                subject=after.cause.title,
                subject_id=alert_id,
                before=_fields(before),
                after=_fields(after),
            )
            return after

    async def assign_alert(
        self, organization_id: UUID, alert_id: UUID, owner_id: UUID | None, *, by: Actor, at: datetime
    ) -> Alert:
        """An alert that a member has to see to, or nobody. Raises NotFound for either."""
        if owner_id is not None and owner_id not in await self.emails(organization_id):
            raise NotFound(f"There is no member {owner_id} here.")
        return await self.change_alert(organization_id, alert_id, lambda alert: assign(alert, owner_id), by=by, at=at)

    async def emails(self, organization_id: UUID) -> dict[UUID, str]:
        """The e-mail of each member."""
        query = select(MemberRow).where(MemberRow.organization_id == organization_id, MemberRow.removed_at.is_(None))
        async with self._reading() as session:
            return {row.id: row.email for row in await session.scalars(query)}

    async def sensitivities(self, organization_id: UUID) -> dict[tuple[str, str], float]:
        """By kind of anomaly and key of its scope, where it is another than 1."""
        query = select(SensitivityRow).where(SensitivityRow.organization_id == organization_id)
        async with self._reading() as session:
            return {(row.kind, row.scope_key): row.scale for row in await session.scalars(query)}


def to_alert(row: AlertRow) -> Alert:
    """The value of a row."""
    return msgspec.convert(row.content, Alert)


def _write(session: AsyncSession, row: AlertRow | None, organization_id: UUID, alert: Alert) -> None:
    if row is None:
        row = AlertRow(id=alert.id, organization_id=organization_id, key=alert.cause.key, kind=alert.cause.kind)
        session.add(row)
    row.state, row.opened_at = alert.state, alert.opened_at
    row.is_settled = alert.is_settled
    row.content = msgspec.to_builtins(alert)


def _remember(session: AsyncSession, watch: WatchRow | None, organization_id: UUID, sent: Sequence[datetime]) -> None:
    if watch is None:
        watch = WatchRow(organization_id=organization_id)
        session.add(watch)
    watch.sent = [at.isoformat() for at in sent]


async def _desensitize(session: AsyncSession, organization_id: UUID, alert: Alert) -> None:
    key = (organization_id, alert.cause.kind, alert.cause.scope.key)
    row = await session.get(SensitivityRow, key)
    if row is None:
        row = SensitivityRow(organization_id=key[0], kind=key[1], scope_key=key[2], scale=1.0)
        session.add(row)
    row.scale = min(_LEAST_SENSITIVE, row.scale * _CALLED_FALSE)


def _fields(alert: Alert) -> dict[str, object]:
    return {"state": alert.state, "owner_id": alert.owner_id, "snoozed_until": alert.snoozed_until}
