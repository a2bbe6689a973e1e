"""Who uses which API key: noted by the door, at most once a second, and read on the keys' page."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.door import KeyUse
from stackspend.access.senders import MOST_SENDERS, SeenSender, Sender
from stackspend.store.catalog.rows import ApiKeyRow, KeySenderRow
from stackspend.store.catalog.transactions import Transactions


class KeySenders(Transactions):
    """The questions about the senders of keys."""

    async def touch_key(self, use: KeyUse, senders: Mapping[Sender, datetime]) -> None:
        """Note the key's last use, and when each of these senders was seen with it; older instants change nothing."""
        older = or_(ApiKeyRow.last_used_at.is_(None), ApiKeyRow.last_used_at < use.at)
        # A key that is gone since the note was taken, with its organization, has no senders any more.
        with suppress(IntegrityError):
            async with self._writing() as session:
                await session.execute(
                    update(ApiKeyRow)
                    .where(ApiKeyRow.organization_id == use.organization_id, ApiKeyRow.id == use.key_id, older)
                    .values(
                        last_used_at=use.at,
                        last_used_agent=use.sender.user_agent,
                        last_used_network=use.sender.network,
                    )
                )
                if senders:
                    await _see(session, use, senders)
                    await _forget_all_but_latest(session, use)

    async def senders(self, organization_id: UUID, key_id: UUID) -> list[SeenSender]:
        """Who uses a key, the last seen first; none for an unknown key and for somebody else's."""
        query = (
            select(KeySenderRow)
            .where(KeySenderRow.organization_id == organization_id, KeySenderRow.key_id == key_id)
            .order_by(KeySenderRow.last_seen_at.desc(), KeySenderRow.agent, KeySenderRow.network)
        )
        async with self._reading() as session:
            return [_to_seen(row) for row in await session.scalars(query)]


async def _see(session: AsyncSession, use: KeyUse, senders: Mapping[Sender, datetime]) -> None:
    """Add the senders or move their last sight forward, in one statement that nodes may run at the same time."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert = (postgresql.insert if is_postgresql else sqlite.insert)(KeySenderRow).values(
        [
            {
                "organization_id": use.organization_id,
                "key_id": use.key_id,
                "agent": sender.user_agent or "",
                "network": sender.network or "",
                "first_seen_at": at,
                "last_seen_at": at,
            }
            for sender, at in senders.items()
        ]
    )
    await session.execute(
        insert.on_conflict_do_update(
            index_elements=["key_id", "agent", "network"],
            set_={"last_seen_at": insert.excluded.last_seen_at},
            where=KeySenderRow.last_seen_at < insert.excluded.last_seen_at,
        )
    )


async def _forget_all_but_latest(session: AsyncSession, use: KeyUse) -> None:
    own = (KeySenderRow.organization_id == use.organization_id, KeySenderRow.key_id == use.key_id)
    latest = (
        select(KeySenderRow.agent, KeySenderRow.network)
        .where(*own)
        .order_by(KeySenderRow.last_seen_at.desc(), KeySenderRow.agent, KeySenderRow.network)
        .limit(MOST_SENDERS)
    )
    await session.execute(
        delete(KeySenderRow).where(*own, tuple_(KeySenderRow.agent, KeySenderRow.network).not_in(latest))
    )


def _to_seen(row: KeySenderRow) -> SeenSender:
    return SeenSender(
        sender=Sender(row.agent or None, row.network or None),
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
    )
