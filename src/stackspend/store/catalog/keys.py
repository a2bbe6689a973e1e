"""API keys: found by the digest of their secret, listed and revoked by their organization."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.access.keys import ApiKey
from stackspend.access.set_up import NewKey
from stackspend.actor import Actor
from stackspend.errors import NotFound
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.rows import ApiKeyRow, ConnectionRow, MemberRow
from stackspend.store.catalog.transactions import Transactions


class ApiKeys(Transactions):
    """The questions about API keys."""

    async def add_key(
        self, organization_id: UUID, key: NewKey, *, created_by: UUID | None, by: Actor, at: datetime
    ) -> ApiKey:
        """Keep a new key. Raises `NotFound` when it is bound to a provider that the organization does not have."""
        row = new_key(organization_id, key, created_by=created_by, at=at)
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
            return [to_key(row, email) for row, email in await session.execute(query)]

    async def key_by_digest(self, digest: bytes) -> ApiKey | None:
        """The key whose secret has this SHA-256, whatever its state; `None` when there is none."""
        async with self._reading() as session:
            found = (await session.execute(_select().where(ApiKeyRow.digest == digest))).one_or_none()
        return None if found is None else to_key(*found)

    async def revoke_key(self, organization_id: UUID, key_id: UUID, *, by: Actor, at: datetime) -> ApiKey | None:
        """The key, revoked now or earlier; `None` for an unknown one and for somebody else's."""
        own = (ApiKeyRow.organization_id == organization_id, ApiKeyRow.id == key_id)
        async with self._writing() as session:
            found = (await session.execute(_select().where(*own).with_for_update(of=ApiKeyRow))).one_or_none()
            if found is None:
                return None
            row, created_by = found
            if row.revoked_at is None:
                row.revoked_at = at
                _record_revoked(session, row, by=by, at=at)
            return to_key(row, created_by)

    async def touch_key(self, key_id: UUID, at: datetime) -> None:
        """Note that the key was used; an older instant changes nothing."""
        older = or_(ApiKeyRow.last_used_at.is_(None), ApiKeyRow.last_used_at < at)
        async with self._writing() as session:
            await session.execute(update(ApiKeyRow).where(ApiKeyRow.id == key_id, older).values(last_used_at=at))


def new_key(organization_id: UUID, key: NewKey, *, created_by: UUID | None, at: datetime) -> ApiKeyRow:
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
        created_by=created_by,
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
        after={"scopes": row.scopes, "provider": row.connection_id, "expires_at": row.expires_at},
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


def _subject(row: ApiKeyRow) -> str:
    return f"{row.name} ({row.prefix}…)"


def _select() -> Select[ApiKeyRow, str | None]:
    """Every key beside the e-mail of the member who made it."""
    return select(ApiKeyRow, MemberRow.email).outerjoin(MemberRow, MemberRow.id == ApiKeyRow.created_by)


def to_key(row: ApiKeyRow, created_by: str | None) -> ApiKey:
    """The value of a row; `created_by` is an e-mail."""
    return ApiKey(
        id=row.id,
        organization_id=row.organization_id,
        name=row.name,
        prefix=row.prefix,
        scopes=frozenset(row.scopes),
        connection_id=row.connection_id,
        created_at=row.created_at,
        created_by=created_by,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
