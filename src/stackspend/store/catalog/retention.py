"""How long each organization keeps its telemetry."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select

from stackspend.access.audit import Action
from stackspend.actor import Actor
from stackspend.ledger.retention import Retention
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.people import organization_row
from stackspend.store.catalog.rows import OrganizationRow
from stackspend.store.catalog.transactions import Transactions


class Retentions(Transactions):
    """The questions about retention; see `stackspend.ledger.retention` for what each promises."""

    async def retention(self, organization_id: UUID) -> Retention:
        """That of one organization."""
        async with self._reading() as session:
            return _to_retention(await organization_row(session, organization_id))

    async def retentions(self) -> dict[UUID, Retention]:
        """Those of all organizations that do not keep everything for ever."""
        chosen = (OrganizationRow.raw_days, OrganizationRow.item_months, OrganizationRow.kept_since)
        query = select(OrganizationRow).where(or_(*(column.is_not(None) for column in chosen)))
        async with self._reading() as session:
            return {row.id: _to_retention(row) for row in await session.scalars(query)}

    async def change_retention(
        self, organization_id: UUID, *, raw_days: int | None, item_months: int | None, by: Actor, at: datetime
    ) -> Retention:
        """The retention with these two in the place of what was chosen."""
        async with self._writing() as session:
            row = await organization_row(session, organization_id)
            before = _to_retention(row)
            row.raw_days, row.item_months = raw_days, item_months
            after = _to_retention(row)
            record(
                session,
                by,
                Action.RETENTION_CHANGED,
                organization_id=organization_id,
                at=at,
                subject="Retention",
                before={"raw_days": before.raw_days, "item_months": before.item_months},
                after={"raw_days": after.raw_days, "item_months": after.item_months},
            )
            return after

    async def move_kept_since(self, organization_id: UUID, day: date, *, by: Actor, at: datetime) -> None:
        """Note that line items of the days before this one are forgotten; never moves back."""
        async with self._alone() as session:
            row = await organization_row(session, organization_id)
            if row.kept_since is not None and row.kept_since >= day:
                return
            record(
                session,
                by,
                Action.RETENTION_APPLIED,
                organization_id=organization_id,
                at=at,
                subject="Retention",
                before={"kept_since": row.kept_since},
                after={"kept_since": day},
            )
            row.kept_since = day


def _to_retention(row: OrganizationRow) -> Retention:
    return Retention(raw_days=row.raw_days, item_months=row.item_months, kept_since=row.kept_since)
