"""Organizations that are the sample of another one: implements `stackspend.sample.catalog.SampleCatalog`."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.access.members import Member
from stackspend.actor import SYSTEM, Actor
from stackspend.errors import Conflict
from stackspend.ledger.mapping import MappingRule
from stackspend.providers.types import PROVIDER_TYPES
from stackspend.sample.catalog import NAME, NewChannel, SampleOrganization
from stackspend.sample.telemetry import Channel
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.connections import new_connection
from stackspend.store.catalog.deletion import forget_organization
from stackspend.store.catalog.keys import new_key
from stackspend.store.catalog.people import add, new_organization, to_member
from stackspend.store.catalog.rows import MappingRuleRow, MemberRow, OrganizationRow, SessionRow
from stackspend.store.catalog.transactions import Transactions

_AUTHOR = "the sample"


class SampleOrganizations(Transactions):
    """The questions about samples; see `stackspend.sample.catalog` for what each promises."""

    async def sample_of(self, home_id: UUID) -> SampleOrganization | None:
        """Its sample; None if there is none."""
        async with self._reading() as session:
            row = await session.scalar(select(OrganizationRow).where(OrganizationRow.sample_of == home_id))
        return None if row is None else _to_sample(row)

    async def add_sample(
        self, home_id: UUID, channels: Sequence[NewChannel], rules: Sequence[MappingRule], *, by: Actor, at: datetime
    ) -> tuple[SampleOrganization, list[Channel]]:
        """A new sample with providers, keys and mapping rules. Raises Conflict when there is one already."""
        row = new_organization(NAME, at)
        row.sample_of = home_id
        made = []
        try:
            async with self._alone() as session:
                session.add(row)
                await session.flush()
                for channel in channels:
                    connection = new_connection(row.id, type_name=PROVIDER_TYPES[0].type, name=channel.name, at=at)
                    connection.last_synced_at = at
                    session.add(connection)
                    await session.flush()
                    key = new_key(row.id, channel.key, by=SYSTEM, at=at)
                    key.connection_id, key.last_used_at = connection.id, at
                    session.add(key)
                    made.append(Channel(connection.id, key.id, key.prefix))
                session.add_all(_rule_row(row.id, rule, at) for rule in rules)
                _note(session, by, Action.SAMPLE_CREATED, home_id, row.id, at)
        except IntegrityError as error:
            raise Conflict("There is a sample already; remove it before another is made.") from error
        return _to_sample(row), made

    async def finish_sample(self, sample_id: UUID, *, at: datetime) -> None:
        """Note that all of it is booked."""
        async with self._writing() as session:
            await session.execute(
                update(OrganizationRow).where(OrganizationRow.id == sample_id).values(sample_ready_at=at)
            )

    async def remove_sample(self, sample: SampleOrganization, *, by: Actor, at: datetime) -> None:
        """Forget everything of the sample; sessions in it go on at home."""
        async with self._alone() as session:
            homes = {
                row.email: row
                for row in await session.scalars(select(MemberRow).where(MemberRow.organization_id == sample.home_id))
            }
            inside = select(MemberRow).where(MemberRow.organization_id == sample.id)
            for member in list(await session.scalars(inside)):
                if home := homes.get(member.email):
                    moved = update(SessionRow).where(SessionRow.member_id == member.id)
                    await session.execute(moved.values(organization_id=home.organization_id, member_id=home.id))
            await forget_organization(session, sample.id)
            _note(session, by, Action.SAMPLE_REMOVED, sample.home_id, sample.id, at)

    async def enter_sample(self, member: Member, sample: SampleOrganization, *, by: Actor, at: datetime) -> Member:
        """The same person in the sample, with the same role, added if not there yet."""
        query = select(MemberRow).where(MemberRow.organization_id == sample.id, MemberRow.email == member.email)
        async with self._alone() as session:
            row = await session.scalar(query)
            if row is None:
                row = MemberRow(
                    id=uuid4(), organization_id=sample.id, email=member.email, role=member.role, created_at=at
                )
                await add(session, row, by=by)
            row.role, row.removed_at = member.role, None
            return to_member(row)

    async def member_at_home(self, member: Member, home_id: UUID) -> Member | None:
        """The same person in the home organization; None if not there any more."""
        query = select(MemberRow).where(
            MemberRow.organization_id == home_id, MemberRow.email == member.email, MemberRow.removed_at.is_(None)
        )
        async with self._reading() as session:
            row = await session.scalar(query)
        return None if row is None else to_member(row)

    async def move_session(self, session_id: UUID, to: Member) -> None:
        """The session goes on as this member, in the member's organization."""
        query = update(SessionRow).where(SessionRow.id == session_id)
        async with self._writing() as session:
            await session.execute(query.values(organization_id=to.organization_id, member_id=to.id))


def _note(session: AsyncSession, by: Actor, action: Action, home_id: UUID, sample_id: UUID, at: datetime) -> None:
    record(session, by, action, organization_id=home_id, at=at, subject=NAME, subject_id=sample_id)


def _to_sample(row: OrganizationRow) -> SampleOrganization:
    assert row.sample_of is not None  # noqa: S101 - both queries ask for rows that have it
    return SampleOrganization(id=row.id, home_id=row.sample_of, made_at=row.created_at, ready_at=row.sample_ready_at)


def _rule_row(organization_id: UUID, rule: MappingRule, at: datetime) -> MappingRuleRow:
    return MappingRuleRow(
        organization_id=organization_id,
        kind=rule.kind,
        pattern=rule.pattern,
        team=rule.team,
        cost_centre=rule.cost_centre,
        project=rule.project,
        created_at=at,
        created_by=_AUTHOR,
    )
