"""Providers' connections, when each was last heard of, and what was refused."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.actor import Actor
from stackspend.errors import Conflict
from stackspend.providers.connections import Connection, Refusals
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.rows import LONGEST_REASON, ConnectionRow
from stackspend.store.catalog.transactions import Transactions


class Connections(Transactions):
    """The questions about connections."""

    async def add_connection(
        self, organization_id: UUID, *, type_name: str, name: str, by: Actor, at: datetime
    ) -> Connection:
        """A new connection. Raises `Conflict` when the organization has a provider of this type and name."""
        row = new_connection(organization_id, type_name=type_name, name=name, at=at)
        try:
            async with self._writing() as session:
                session.add(row)
                record_new_connection(session, row, by=by)
        except IntegrityError as error:
            raise Conflict(f"There is a provider named {name!r} already; choose another name.") from error
        return to_connection(row)

    async def connections(self, organization_id: UUID) -> list[Connection]:
        """All of one organization, oldest first."""
        query = (
            select(ConnectionRow)
            .where(ConnectionRow.organization_id == organization_id)
            .order_by(ConnectionRow.created_at, ConnectionRow.id)
        )
        async with self._reading() as session:
            return [to_connection(row) for row in await session.scalars(query)]

    async def connection_of(self, organization_id: UUID, connection_id: UUID) -> Connection | None:
        """One of the organization's own; `None` for an unknown one and for somebody else's."""
        query = select(ConnectionRow).where(
            ConnectionRow.organization_id == organization_id, ConnectionRow.id == connection_id
        )
        async with self._reading() as session:
            row = await session.scalar(query)
        return None if row is None else to_connection(row)

    async def connection(self, connection_id: UUID) -> Connection | None:
        """The connection, of whatever organization: for the OTLP door, which then checks whose it is."""
        async with self._reading() as session:
            row = await session.scalar(select(ConnectionRow).where(ConnectionRow.id == connection_id))
        return None if row is None else to_connection(row)

    async def keep_content(
        self, organization_id: UUID, connection_id: UUID, *, keep: bool, by: Actor, at: datetime
    ) -> Connection | None:
        """The connection, which from now on keeps or removes text of people; `None` for somebody else's."""
        own = (ConnectionRow.organization_id == organization_id, ConnectionRow.id == connection_id)
        async with self._writing() as session:
            row = await session.scalar(select(ConnectionRow).where(*own).with_for_update())
            if row is None:
                return None
            before, row.keeps_content = row.keeps_content, keep
            record(
                session,
                by,
                Action.PROVIDER_CHANGED,
                organization_id=organization_id,
                at=at,
                subject=row.name,
                subject_id=row.id,
                before={"keeps_content": before},
                after={"keeps_content": keep},
            )
            return to_connection(row)

    async def touch_connection(self, connection_id: UUID, at: datetime) -> None:
        """Note that the connection was heard of; an older instant changes nothing."""
        older = or_(ConnectionRow.last_synced_at.is_(None), ConnectionRow.last_synced_at < at)
        query = update(ConnectionRow).where(ConnectionRow.id == connection_id, older).values(last_synced_at=at)
        async with self._writing() as session:
            await session.execute(query)

    async def note_refusal(self, connection_id: UUID, at: datetime, reason: str, *, times: int = 1) -> None:
        """Count exports that were refused, and keep the latest reason for the provider's page."""
        query = (
            update(ConnectionRow)
            .where(ConnectionRow.id == connection_id)
            .values(
                refused_count=ConnectionRow.refused_count + times, refused_at=at, refused_reason=reason[:LONGEST_REASON]
            )
        )
        async with self._writing() as session:
            await session.execute(query)


def new_connection(organization_id: UUID, *, type_name: str, name: str, at: datetime) -> ConnectionRow:
    """A row that is not stored yet."""
    return ConnectionRow(
        id=uuid4(),
        organization_id=organization_id,
        type=type_name,
        name=name,
        created_at=at,
        refused_count=0,
        keeps_content=False,
    )


def record_new_connection(transaction: AsyncSession, row: ConnectionRow, *, by: Actor) -> None:
    """Enter a new row into the audit."""
    record(
        transaction,
        by,
        Action.PROVIDER_CREATED,
        organization_id=row.organization_id,
        at=row.created_at,
        subject=row.name,
        subject_id=row.id,
        after={"type": row.type, "name": row.name},
    )


def to_connection(row: ConnectionRow) -> Connection:
    """The value of a row."""
    return Connection(
        connection_id=row.id,
        organization_id=row.organization_id,
        type=row.type,
        name=row.name,
        created_at=row.created_at,
        last_synced_at=row.last_synced_at,
        refused=Refusals(count=row.refused_count, last_at=row.refused_at, last_reason=row.refused_reason),
        keeps_content=row.keeps_content,
    )
