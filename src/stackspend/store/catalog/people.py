"""Organizations and their members."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stackspend.access.audit import Action
from stackspend.access.fiscal_calendar import FiscalCalendar
from stackspend.access.members import Member, Role
from stackspend.access.organizations import CURRENCY_LABEL, CostBasis, Organization
from stackspend.actor import Actor
from stackspend.errors import NotFound
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.rows import MemberRow, OrganizationRow
from stackspend.store.catalog.transactions import Transactions


class People(Transactions):
    """The questions about organizations and members."""

    async def organizations(self) -> list[Organization]:
        """Every organization of this server, oldest first."""
        query = select(OrganizationRow).order_by(OrganizationRow.created_at, OrganizationRow.id)
        async with self._reading() as session:
            return [to_organization(row) for row in await session.scalars(query)]

    async def cost_basis(self, organization_id: UUID) -> CostBasis:
        """Which cost the organization goes by. Raises `NotFound` when there is no such organization."""
        async with self._reading() as session:
            return to_organization(await organization_row(session, organization_id)).cost_basis

    async def organization(self, organization_id: UUID) -> Organization:
        """One with its settings. Raises `NotFound` when there is no such organization."""
        async with self._reading() as session:
            return to_organization(await organization_row(session, organization_id))

    async def time_zones(self) -> dict[UUID, str]:
        """The zones of the organizations that have another than UTC."""
        query = select(OrganizationRow.id, OrganizationRow.time_zone).where(OrganizationRow.time_zone != "UTC")
        async with self._reading() as session:
            return {row.id: row.time_zone for row in await session.execute(query)}

    async def change_organization(
        self,
        organization_id: UUID,
        *,
        name: str | None = None,
        cost_basis: CostBasis | None = None,
        time_zone: str | None = None,
        fiscal_calendar: FiscalCalendar | None = None,
        currency_label: str | None = None,
        by: Actor,
        at: datetime,
    ) -> Organization:
        """The organization with these settings; None leaves one as it is. Raises `NotFound` when there is none."""
        async with self._writing() as session:
            row = await organization_row(session, organization_id)
            before = _settings(row)
            row.name = row.name if name is None else name
            row.cost_basis = row.cost_basis if cost_basis is None else cost_basis
            row.time_zone = row.time_zone if time_zone is None else time_zone
            if fiscal_calendar is not None:
                row.fiscal_month, row.fiscal_day = fiscal_calendar.first_month, fiscal_calendar.first_day
            row.currency_label = row.currency_label if currency_label is None else currency_label
            record(
                session,
                by,
                Action.ORGANIZATION_CHANGED,
                organization_id=organization_id,
                at=at,
                subject=row.name,
                subject_id=organization_id,
                before=before,
                after=_settings(row),
            )
            return to_organization(row)

    async def first_owner(self, *, organization: str, email: str, by: Actor, at: datetime) -> Member:
        """The first owner of the oldest organization; both are created with these names when there is no organization.

        For a command that somebody gives on an empty catalog, to look around before setting anything up.
        """
        async with self._alone() as session:
            query = (
                select(MemberRow)
                .join(OrganizationRow, OrganizationRow.id == MemberRow.organization_id)
                .where(
                    MemberRow.role == Role.OWNER, MemberRow.removed_at.is_(None), OrganizationRow.sample_of.is_(None)
                )
                .order_by(OrganizationRow.created_at, OrganizationRow.id, MemberRow.created_at, MemberRow.id)
                .limit(1)
            )
            row = await session.scalar(query)
            if row is None:
                founded = new_organization(organization, at)
                await add(session, founded, by=by)
                row = new_member(founded.id, email, Role.OWNER, at)
                await add(session, row, by=by)
            return to_member(row)

    async def join_only_organization(self, email: str, role: Role, *, by: Actor, at: datetime) -> Member | None:
        """A new member of the one organization; `None` when there are several, or the person was a member before."""
        async with self._alone() as session:
            query = select(OrganizationRow).where(OrganizationRow.sample_of.is_(None)).limit(2)
            organizations = list(await session.scalars(query))
            if len(organizations) != 1:
                return None
            own = (MemberRow.organization_id == organizations[0].id, MemberRow.email == email)
            if await session.scalar(select(MemberRow).where(*own)) is not None:
                return None  # removed is removed: only an invitation brings back
            row = new_member(organizations[0].id, email, role, at)
            await add(session, row, by=by)
            return to_member(row)


async def organization_row(session: AsyncSession, organization_id: UUID) -> OrganizationRow:
    row = await session.get(OrganizationRow, organization_id)
    if row is None:
        raise NotFound(f"There is no organization {organization_id} here.")
    return row


def new_organization(name: str, at: datetime) -> OrganizationRow:
    """A row that is not stored yet."""
    return OrganizationRow(
        id=uuid4(),
        name=name,
        created_at=at,
        cost_basis=CostBasis.REPORTED,
        time_zone="UTC",
        fiscal_month=1,
        fiscal_day=1,
        currency_label=CURRENCY_LABEL,
    )


def _settings(row: OrganizationRow) -> dict[str, str]:
    return {
        "name": row.name,
        "cost_basis": row.cost_basis,
        "time_zone": row.time_zone,
        "fiscal_year_begins": str(FiscalCalendar(row.fiscal_month, row.fiscal_day)),
        "currency_label": row.currency_label,
    }


def new_member(organization_id: UUID, email: str, role: Role, at: datetime) -> MemberRow:
    """A row that is not stored yet."""
    return MemberRow(id=uuid4(), organization_id=organization_id, email=email, role=role, created_at=at)


async def add(session: AsyncSession, row: OrganizationRow | MemberRow, *, by: Actor) -> None:
    """Insert now rather than at the end, so that rows which refer to this one find it, the audit's among them."""
    session.add(row)
    await session.flush()
    if isinstance(row, OrganizationRow):
        organization_id, action, subject = row.id, Action.ORGANIZATION_CREATED, row.name
        after = _settings(row)
    else:
        organization_id, action, subject = row.organization_id, Action.MEMBER_CREATED, row.email
        after = {"email": row.email, "role": row.role}
    record(
        session,
        by,
        action,
        organization_id=organization_id,
        at=row.created_at,
        subject=subject,
        subject_id=row.id,
        after=after,
    )


def to_organization(row: OrganizationRow) -> Organization:
    """The value of a row."""
    return Organization(
        id=row.id,
        name=row.name,
        created_at=row.created_at,
        cost_basis=CostBasis(row.cost_basis),
        time_zone=row.time_zone,
        fiscal_calendar=FiscalCalendar(row.fiscal_month, row.fiscal_day),
        currency_label=row.currency_label,
        sample_of=row.sample_of,
        is_ready=row.sample_of is None or row.sample_ready_at is not None,
    )


def to_member(row: MemberRow) -> Member:
    """The value of a row."""
    return Member(
        id=row.id,
        organization_id=row.organization_id,
        email=row.email,
        role=Role(row.role),
        created_at=row.created_at,
    )
