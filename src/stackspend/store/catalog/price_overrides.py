"""Price overrides, in the order in which an organization gave them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import Select, delete, select

from stackspend.access.audit import Action
from stackspend.actor import Actor
from stackspend.pricing import Override
from stackspend.pricing.agreements import OverrideChange, change_between
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.rows import PriceOverrideRow
from stackspend.store.catalog.transactions import Transactions


class PriceOverrides(Transactions):
    """The questions about price overrides; see `stackspend.pricing.agreements` for what each promises."""

    async def price_overrides(self, organization_id: UUID) -> list[Override]:
        """All of them, of whatever time."""
        async with self._reading() as session:
            return [_to_override(row) for row in await session.scalars(_of(organization_id))]

    async def replace_price_overrides(
        self, organization_id: UUID, overrides: Iterable[Override], *, by: Actor, at: datetime, dry_run: bool = False
    ) -> OverrideChange:
        """These and no others; one that stays as it was keeps its author. A dry run only tells."""
        wanted = list(overrides)
        async with self._alone() as session:
            written = {_to_override(row): row for row in await session.scalars(_of(organization_id))}
            change = change_between(written, wanted)
            if dry_run:
                return change
            authors = {override: (row.created_by, row.created_at) for override, row in written.items()}
            await session.execute(delete(PriceOverrideRow).where(PriceOverrideRow.organization_id == organization_id))
            for position, override in enumerate(wanted):
                created_by, created_at = authors.get(override, (by.name, at))
                session.add(
                    PriceOverrideRow(
                        organization_id=organization_id,
                        position=position,
                        entry=msgspec.to_builtins(override),
                        created_by=created_by,
                        created_at=created_at,
                    )
                )
            record(
                session,
                by,
                Action.PRICES_CHANGED,
                organization_id=organization_id,
                at=at,
                subject="Price overrides",
                before={"overrides": change.removed},
                after={"overrides": change.added},
            )
            return change


def _of(organization_id: UUID) -> Select[PriceOverrideRow]:
    return (
        select(PriceOverrideRow)
        .where(PriceOverrideRow.organization_id == organization_id)
        .order_by(PriceOverrideRow.position)
    )


def _to_override(row: PriceOverrideRow) -> Override:
    return msgspec.convert(row.entry, Override)
