"""How long an organization keeps its telemetry: raw batches by days from their arrival, line items by whole months."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

import msgspec

from stackspend.actor import Actor
from stackspend.errors import InvalidInput

LEAST_MONTHS, MOST_MONTHS = 3, 120
MOST_RAW_DAYS = 3650


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """What an organization chose; None keeps for ever, raw batches within what the server keeps of any.

    `kept_since` is the first day (UTC) whose line items are kept, None if all are. It only ever moves on: what was
    forgotten stays forgotten, though its telemetry is sent again or kept longer from then on.
    """

    raw_days: int | None = None
    item_months: int | None = None
    kept_since: date | None = None


class Doomed(msgspec.Struct, frozen=True, kw_only=True):
    """What a retention leaves nothing of; bytes are as they were received."""

    raw_batches: int
    raw_bytes: int
    line_items: int
    days: int


@runtime_checkable  # Litestar checks what it injects
class RetentionCatalog(Protocol):
    """What was chosen."""

    async def retention(self, organization_id: UUID) -> Retention:
        """That of one organization."""

    async def retentions(self) -> Mapping[UUID, Retention]:
        """Those of all organizations that do not keep everything for ever."""

    async def change_retention(
        self, organization_id: UUID, *, raw_days: int | None, item_months: int | None, by: Actor, at: datetime
    ) -> Retention:
        """The retention with these two in the place of what was chosen."""

    async def move_kept_since(self, organization_id: UUID, day: date, *, by: Actor, at: datetime) -> None:
        """Note that line items of the days before this one are forgotten; never moves back."""


def read_retention(raw_days: int | None, item_months: int | None) -> Retention:
    """What may be chosen. Raises InvalidInput."""
    if raw_days is not None and not 1 <= raw_days <= MOST_RAW_DAYS:
        raise InvalidInput(f"raw_days is {raw_days}, and must be from 1 to {MOST_RAW_DAYS:,}, or null for ever.")
    if item_months is not None and not LEAST_MONTHS <= item_months <= MOST_MONTHS:
        raise InvalidInput(
            f"item_months is {item_months}, and must be from {LEAST_MONTHS} to {MOST_MONTHS}, or null for ever: "
            "forecasts and comparisons rest on the last months."
        )
    return Retention(raw_days=raw_days, item_months=item_months)


def first_day_kept(retention: Retention, today: date) -> date | None:
    """The first day whose line items are kept: the month of today, so many whole months before it, and all that was
    not forgotten earlier. None if all are."""
    if retention.item_months is None:
        return retention.kept_since
    months = today.year * 12 + today.month - 1 - retention.item_months
    chosen = date(months // 12, months % 12 + 1, 1)
    return max(chosen, retention.kept_since or chosen)
