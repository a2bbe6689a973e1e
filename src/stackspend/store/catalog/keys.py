"""API keys: found by the digest of their secret; listed, rotated and revoked by their organization."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from stackspend.access.audit import Action
from stackspend.access.keys import EXPIRY_WARNED_AT, ApiKey, Stamp
from stackspend.access.minting import NewKey, Rotation
from stackspend.access.senders import Sender
from stackspend.actor import Actor, ActorKind
from stackspend.errors import Conflict, NotFound
from stackspend.ledger.mapping import MappingKind, MappingRule
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.rows import ApiKeyRow, ConnectionRow, MemberRow
from stackspend.store.catalog.transactions import Transactions

_Successor = aliased(ApiKeyRow)


class ApiKeys(Transactions):
    """The questions about API keys."""

    async def add_key(self, organization_id: UUID, key: NewKey, *, by: Actor, at: datetime) -> ApiKey:
        """Keep a new key. Raises `NotFound` when it is bound to a provider that the organization does not have."""
        row = new_key(organization_id, key, by=by, at=at)
        async with self._writing() as session:
            if key.connection_id is not None:
                bound = select(ConnectionRow.id).where(
                    ConnectionRow.organization_id == organization_id, ConnectionRow.id == key.connection_id
                )
                if await session.scalar(bound) is None:
                    raise NotFound(f"There is no provider {key.connection_id} here, so no key can be bound to it.")
            session.add(row)
            record_new_key(session, row, by=by)
            await session.flush()
            return to_key(*(await session.execute(_select().where(ApiKeyRow.id == row.id))).one())

    async def keys(self, organization_id: UUID) -> list[ApiKey]:
        """All of one organization, also revoked and expired ones, newest first."""
        query = (
            _select()
            .where(ApiKeyRow.organization_id == organization_id)
            .order_by(ApiKeyRow.created_at.desc(), ApiKeyRow.id)
        )
        async with self._reading() as session:
            return [to_key(*found) for found in await session.execute(query)]

    async def key_of(self, organization_id: UUID, key_id: UUID) -> ApiKey | None:
        """One of the organization's own; `None` for an unknown one and for somebody else's."""
        query = _select().where(ApiKeyRow.organization_id == organization_id, ApiKeyRow.id == key_id)
        async with self._reading() as session:
            found = (await session.execute(query)).one_or_none()
        return None if found is None else to_key(*found)

    async def key_by_digest(self, digest: bytes) -> ApiKey | None:
        """The key whose secret has this SHA-256, whatever its state; `None` when there is none."""
        async with self._reading() as session:
            found = (await session.execute(_select().where(ApiKeyRow.digest == digest))).one_or_none()
        return None if found is None else to_key(*found)

    async def key_stamps(self, organization_id: UUID) -> list[MappingRule]:
        """What keys of the organization are stamped with, each as a rule by key."""
        query = (
            select(ApiKeyRow.id, ApiKeyRow.stamp_team, ApiKeyRow.stamp_project)
            .where(
                ApiKeyRow.organization_id == organization_id,
                or_(ApiKeyRow.stamp_team.is_not(None), ApiKeyRow.stamp_project.is_not(None)),
            )
            .order_by(ApiKeyRow.id)
        )
        async with self._reading() as session:
            found = await session.execute(query)
            return [MappingRule(MappingKind.KEY, str(id_), team=team, project=project) for id_, team, project in found]

    async def rotate_key(
        self, predecessor: ApiKey, successor: NewKey, *, overlap: timedelta, by: Actor, at: datetime
    ) -> Rotation:
        """Keep the successor, and let the predecessor end after `overlap` at the latest.

        Raises `Conflict` unless the predecessor is active and has no successor yet.
        """
        own = (ApiKeyRow.organization_id == predecessor.organization_id, ApiKeyRow.id == predecessor.id)
        async with self._alone() as session:
            row, email, successor_id = (await session.execute(_select().where(*own))).one()
            before = to_key(row, email, successor_id)
            _refuse_to_rotate(before, at)
            ends_at = at + overlap
            if before.expires_at is None or ends_at < before.expires_at:
                row.expires_at = ends_at
            following = new_key(predecessor.organization_id, successor, by=by, at=at)
            following.predecessor_id = row.id
            session.add(following)
            _record_rotated(session, row, following, before=before, by=by, at=at)
            await session.flush()
            ending = msgspec.structs.replace(before, expires_at=row.expires_at, successor_id=following.id)
            found = (await session.execute(_select().where(ApiKeyRow.id == following.id))).one()
            return Rotation(ending, to_key(*found))

    async def revoke_key(self, organization_id: UUID, key_id: UUID, *, by: Actor, at: datetime) -> ApiKey | None:
        """The key, revoked now or earlier; `None` for an unknown one and for somebody else's."""
        own = (ApiKeyRow.organization_id == organization_id, ApiKeyRow.id == key_id)
        async with self._writing() as session:
            found = (await session.execute(_select().where(*own).with_for_update(of=ApiKeyRow))).one_or_none()
            if found is None:
                return None
            row, email, successor_id = found
            if row.revoked_at is None:
                row.revoked_at = at
                _record_revoked(session, row, by=by, at=at)
            return to_key(row, email, successor_id)

    async def newly_expiring(self, at: datetime) -> list[tuple[ApiKey, int]]:
        """Keys of any organization that have come as close to their end as EXPIRY_WARNED_AT, each once for each step.

        Beside each the step, in days. What is answered here is not answered again, on whatever node.
        """
        noted: dict[UUID, int] = {}
        async with self._writing() as session:
            for days in reversed(EXPIRY_WARNED_AT):
                due = (
                    ApiKeyRow.revoked_at.is_(None),
                    ApiKeyRow.expires_at > at,
                    ApiKeyRow.expires_at <= at + timedelta(days=days),
                    or_(ApiKeyRow.warned_days.is_(None), ApiKeyRow.warned_days > days),
                )
                marked = update(ApiKeyRow).where(*due).values(warned_days=days).returning(ApiKeyRow.id)
                noted |= dict.fromkeys(await session.scalars(marked), days)
            found = await session.execute(_select().where(ApiKeyRow.id.in_(noted)).order_by(ApiKeyRow.expires_at))
            return [(to_key(row, email, successor_id), noted[row.id]) for row, email, successor_id in found]


def new_key(organization_id: UUID, key: NewKey, *, by: Actor, at: datetime) -> ApiKeyRow:
    """A row that is not stored yet."""
    return ApiKeyRow(
        id=uuid4(),
        organization_id=organization_id,
        name=key.name,
        prefix=key.prefix,
        digest=key.digest,
        scopes=sorted(key.scopes),
        connection_id=key.connection_id,
        created_at=at,
        created_by=by.id if by.kind is ActorKind.MEMBER else None,
        created_by_key=by.name if by.kind is ActorKind.API_KEY else None,
        expires_at=key.expires_at,
        stamp_team=key.stamp.team,
        stamp_project=key.stamp.project,
    )


def record_new_key(transaction: AsyncSession, row: ApiKeyRow, *, by: Actor) -> None:
    """Enter a new row into the audit."""
    record(
        transaction,
        by,
        Action.KEY_CREATED,
        organization_id=row.organization_id,
        at=row.created_at,
        subject=_subject(row),
        subject_id=row.id,
        after={
            "scopes": row.scopes,
            "provider": row.connection_id,
            "team": row.stamp_team,
            "project": row.stamp_project,
            "expires_at": row.expires_at,
        },
    )


def _record_rotated(
    transaction: AsyncSession, row: ApiKeyRow, successor: ApiKeyRow, *, before: ApiKey, by: Actor, at: datetime
) -> None:
    record(
        transaction,
        by,
        Action.KEY_ROTATED,
        organization_id=row.organization_id,
        at=at,
        subject=_subject(row),
        subject_id=row.id,
        before={"expires_at": before.expires_at, "successor": None},
        after={"expires_at": row.expires_at, "successor": _subject(successor)},
    )


def _record_revoked(transaction: AsyncSession, row: ApiKeyRow, *, by: Actor, at: datetime) -> None:
    record(
        transaction,
        by,
        Action.KEY_REVOKED,
        organization_id=row.organization_id,
        at=at,
        subject=_subject(row),
        subject_id=row.id,
        before={"revoked_at": None},
        after={"revoked_at": at},
    )


def _refuse_to_rotate(key: ApiKey, now: datetime) -> None:
    if (state := key.state(now)) != "active":
        raise Conflict(f"The API key {key.prefix}… is {state}, so nothing uses it any more; create a new one.")
    if key.successor_id is not None:
        raise Conflict(f"The API key {key.prefix}… has a successor already; rotate that one.")


def _subject(row: ApiKeyRow) -> str:
    return f"{row.name} ({row.prefix}…)"


def _select() -> Select[ApiKeyRow, str | None, UUID | None]:
    """Every key beside the e-mail of the member who made it, and the id of its successor."""
    return (
        select(ApiKeyRow, MemberRow.email, _Successor.id)
        .outerjoin(MemberRow, MemberRow.id == ApiKeyRow.created_by)
        .outerjoin(_Successor, _Successor.predecessor_id == ApiKeyRow.id)
    )


def to_key(row: ApiKeyRow, email: str | None = None, successor_id: UUID | None = None) -> ApiKey:
    """The value of a row; `email` is that of the member who made it."""
    last_sender = None if row.last_used_at is None else Sender(row.last_used_agent, row.last_used_network)
    return ApiKey(
        id=row.id,
        organization_id=row.organization_id,
        name=row.name,
        prefix=row.prefix,
        scopes=frozenset(row.scopes),
        connection_id=row.connection_id,
        created_at=row.created_at,
        created_by=email or row.created_by_key,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
        last_sender=last_sender,
        stamp=Stamp(team=row.stamp_team, project=row.stamp_project),
        predecessor_id=row.predecessor_id,
        successor_id=successor_id,
    )
