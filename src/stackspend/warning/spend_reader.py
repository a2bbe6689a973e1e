"""Read an organization's spend: the last two days anew each time, what lies before only now and then."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from stackspend.access.organizations import Organization
from stackspend.reports.question import Perspective
from stackspend.reports.reader import LedgerReader
from stackspend.warning.spend import HISTORY_DAYS, SpendByScope, read_spend, read_tags
from stackspend.warning.windows import ONE_DAY, Span, day_in

_FRESH_FOR = timedelta(minutes=1)
"""Late telemetry of days long past is seen after so long."""


class OrganizationCatalog(Protocol):
    """Where days, months and quarters begin, and what stands before amounts."""

    async def organization(self, organization_id: UUID) -> Organization:
        """An organization with its settings."""


class KnownSpend(msgspec.Struct, frozen=True):
    """Spend as it was read, and how it was looked at."""

    read_at: datetime
    perspective: Perspective
    spend: SpendByScope

    def is_fresh(self, now: datetime, zone: ZoneInfo, perspective: Perspective) -> bool:
        """Whether the past may still be taken from here."""
        alike = (self.perspective, self.spend.zone) == (perspective, zone)
        same_day = day_in(zone, self.read_at) == day_in(zone, now)
        return alike and same_day and timedelta(0) <= now - self.read_at < _FRESH_FOR


class SpendReader:
    """Reads the spend of organizations by day and scope, and remembers the past, which changes little and is much to
    read. Days are those of the organization's time zone."""

    def __init__(self, catalog: OrganizationCatalog, ledger: LedgerReader) -> None:
        self._catalog = catalog
        self._ledger = ledger
        self._rollups = ledger.rollups
        self._known: dict[UUID, KnownSpend] = {}

    async def read(
        self, organization_id: UUID, now: datetime, perspective: Perspective, *, tags: Collection[str] = ()
    ) -> SpendByScope:
        """What is spent by now, by every scope and by the values of these tags. Raises TransientError if the ledger is
        away."""
        organization = await self._catalog.organization(organization_id)
        zone = ZoneInfo(organization.time_zone)

        def ask() -> SpendByScope:
            spend = self._read(organization_id, now, zone, perspective)
            days = {
                **spend.days,
                **read_tags(self._rollups, organization_id, _known_days(zone, now), zone, perspective, tags),
            }
            return msgspec.structs.replace(
                spend,
                days=days,
                calendar=organization.fiscal_calendar,
                currency_label=organization.currency_label,
            )

        return await self._ledger.ask(ask)

    def _read(self, organization_id: UUID, now: datetime, zone: ZoneInfo, perspective: Perspective) -> SpendByScope:
        known, all_days = self._known.get(organization_id), _known_days(zone, now)
        if known is not None and known.is_fresh(now, zone, perspective):
            lately = Span(all_days.end - ONE_DAY, all_days.end)
            newer = read_spend(self._rollups, organization_id, lately, zone, perspective)
            return known.spend.updated(newer, lately.start)
        spend = read_spend(self._rollups, organization_id, all_days, zone, perspective)
        self._known[organization_id] = KnownSpend(now, perspective, spend)
        return spend


def _known_days(zone: ZoneInfo, now: datetime) -> Span:
    today = day_in(zone, now)
    return Span(today - timedelta(days=HISTORY_DAYS), today)
