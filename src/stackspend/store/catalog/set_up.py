"""Create what `stackspend init` wants and finds missing, in one transaction that no other node interleaves."""

from datetime import datetime
from typing import TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.access.members import Role
from stackspend.access.minting import NewKey
from stackspend.access.scopes import READ_SCOPES, USAGE_WRITE
from stackspend.access.set_up import SetUp, SetUpOutcome, Thing
from stackspend.actor import Actor
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.connections import new_connection, record_new_connection, to_connection
from stackspend.store.catalog.keys import new_key, record_new_key, to_key
from stackspend.store.catalog.people import add, new_member, new_organization, to_member
from stackspend.store.catalog.rows import ApiKeyRow, ConnectionRow, MemberRow, OrganizationRow, Row
from stackspend.store.catalog.transactions import Transactions

NewRow = TypeVar("NewRow", bound=Row)


class SettingUp(Transactions):
    """The one question of a set-up: is all of this there?"""

    async def set_up(
        self, wanted: SetUp, *, ingest_key: NewKey, reading_key: NewKey, by: Actor, at: datetime
    ) -> SetUpOutcome:
        """Create what is missing of `wanted`, and say what that was. Of several organizations of a name, the oldest.

        `ingest_key` is kept, bound to the provider, unless an active key can send to that provider and nothing else;
        `reading_key` unless an active key has all read scopes.
        """
        async with self._alone() as session:
            missing = _FindOrCreate(session, by=by, at=at)
            organization = await missing.organization(wanted.organization)
            owner = await missing.owner(organization.id, wanted.email)
            connection = await missing.connection(organization.id, wanted)
            await missing.keys(organization.id, connection.id, ingest_key=ingest_key, reading_key=reading_key)
            return SetUpOutcome(
                owner=to_member(owner), connection=to_connection(connection), created=frozenset(missing.created)
            )


class _FindOrCreate:
    """One set-up on its way: each method finds its row or creates it, and notes what it created."""

    def __init__(self, session: AsyncSession, *, by: Actor, at: datetime) -> None:
        self._session = session
        self._by = by
        self._at = at
        self.created: set[Thing] = set()

    async def organization(self, name: str) -> OrganizationRow:
        query = (
            select(OrganizationRow)
            .where(OrganizationRow.name == name)
            .order_by(OrganizationRow.created_at, OrganizationRow.id)
            .limit(1)
        )
        found = await self._session.scalar(query)
        return found or await self._create("organization", new_organization(name, self._at))

    async def owner(self, organization_id: UUID, email: str) -> MemberRow:
        query = select(MemberRow).where(MemberRow.organization_id == organization_id, MemberRow.email == email)
        found: MemberRow | None = await self._session.scalar(query)
        if found is None:
            return await self._create("owner", new_member(organization_id, email, Role.OWNER, self._at))
        if found.removed_at is not None:
            found.role, found.removed_at = Role.OWNER, None
            self.created.add("owner")
            record(
                self._session,
                self._by,
                Action.MEMBER_CREATED,
                organization_id=organization_id,
                at=self._at,
                subject=email,
                subject_id=found.id,
                after={"email": email, "role": found.role},
            )
        return found

    async def connection(self, organization_id: UUID, wanted: SetUp) -> ConnectionRow:
        query = select(ConnectionRow).where(
            ConnectionRow.organization_id == organization_id,
            ConnectionRow.type == wanted.provider_type,
            ConnectionRow.name == wanted.provider_name,
        )
        row = new_connection(organization_id, type_name=wanted.provider_type, name=wanted.provider_name, at=self._at)
        return await self._session.scalar(query) or await self._create("provider", row)

    async def keys(
        self, organization_id: UUID, connection_id: UUID, *, ingest_key: NewKey, reading_key: NewKey
    ) -> None:
        rows = await self._session.scalars(select(ApiKeyRow).where(ApiKeyRow.organization_id == organization_id))
        active = [key for key in (to_key(row) for row in rows) if key.state(self._at) == "active"]
        if not any(USAGE_WRITE in key.scopes and key.connection_id == connection_id for key in active):
            bound = msgspec.structs.replace(ingest_key, connection_id=connection_id)
            await self._create("ingest_key", new_key(organization_id, bound, by=self._by, at=self._at))
        if not any(key.scopes >= READ_SCOPES for key in active):
            await self._create("api_key", new_key(organization_id, reading_key, by=self._by, at=self._at))

    async def _create(self, thing: Thing, row: NewRow) -> NewRow:
        if isinstance(row, OrganizationRow | MemberRow):
            await add(self._session, row, by=self._by)
        else:
            self._session.add(row)
            await self._session.flush()
        if isinstance(row, ConnectionRow):
            record_new_connection(self._session, row, by=self._by)
        if isinstance(row, ApiKeyRow):
            record_new_key(self._session, row, by=self._by)
        self.created.add(thing)
        return row
