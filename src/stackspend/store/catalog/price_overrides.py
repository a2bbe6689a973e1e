"""Price overrides, in the order in which an organization gave them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import Select, delete, select

from stackspend.access.audit import Action
from stackspend.actor import Actor
from stackspend.pricing import Override
from stackspend.pricing.agreements import OverrideChange, WrittenOverride, change_between, rewritten
from stackspend.store.catalog.audit import record
from stackspend.store.catalog.rows import PriceOverrideRow
from stackspend.store.catalog.transactions import Transactions


class PriceOverrides(Transactions):
    """The questions about price overrides; see `stackspend.pricing.agreements` for what each promises."""

    async def price_overrides(self, organization_id: UUID) -> list[Override]:
        """All of them, of whatever time."""
        async with self._reading() as session:
            return [_to_override(row) for row in await session.scalars(_of(organization_id))]

    async def written_overrides(self, organization_id: UUID) -> list[WrittenOverride]:
        """The same with when and by whom each was written."""
        async with self._reading() as session:
            rows = await session.scalars(_of(organization_id))
            return [
                WrittenOverride(override=_to_override(row), created_at=row.created_at, created_by=row.created_by)
                for row in rows
            ]

    async def replace_price_overrides(
        self, organization_id: UUID, overrides: Iterable[Override], *, by: Actor, at: datetime, dry_run: bool = False
    ) -> OverrideChange:
        """These and no others; one that stays as it was keeps its author. A dry run only tells."""
        wanted = list(overrides)
        return await self._rewrite_overrides(organization_id, lambda _: wanted, by=by, at=at, dry_run=dry_run)

    async def rewrite_price_override(
        self, organization_id: UUID, before: Override | None, after: Override | None, *, by: Actor, at: datetime
    ) -> OverrideChange:
        """One in the place of another; see `rewritten`."""
        return await self._rewrite_overrides(
            organization_id, lambda overrides: rewritten(overrides, before, after), by=by, at=at
        )

    async def _rewrite_overrides(
        self,
        organization_id: UUID,
        rewrite: Callable[[list[Override]], list[Override]],
        *,
        by: Actor,
        at: datetime,
        dry_run: bool = False,
    ) -> OverrideChange:
        """Write what `rewrite` makes of all overrides, while nobody else writes."""
        async with self._alone() as session:
            written = {_to_override(row): row for row in await session.scalars(_of(organization_id))}
            wanted = rewrite(list(written))
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
