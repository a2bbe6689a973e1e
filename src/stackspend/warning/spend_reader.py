"""Read an organization's spend: the last two days anew each time, what lies before only now and then."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from stackspend.reports.question import Perspective
from stackspend.reports.reader import LedgerReader
from stackspend.warning.spend import HISTORY_DAYS, SpendByScope, read_spend
from stackspend.warning.windows import ONE_DAY

_FRESH_FOR = timedelta(minutes=1)
"""Late telemetry of days long past is seen after so long."""


class KnownSpend(msgspec.Struct, frozen=True):
    """Spend as it was read, and how it was looked at."""

    read_at: datetime
    perspective: Perspective
    spend: SpendByScope


class SpendReader:
    """Reads the spend of organizations by day and scope, and remembers the past, which changes little and is much to
    read."""

    def __init__(self, ledger: LedgerReader) -> None:
        self._ledger = ledger
        self._known: dict[UUID, KnownSpend] = {}

    async def read(self, organization_id: UUID, now: datetime, perspective: Perspective) -> SpendByScope:
        """What is spent by now. Raises TransientError if the ledger is away."""
        return await self._ledger.ask(lambda: self._read(organization_id, now, perspective))

    def _read(self, organization_id: UUID, now: datetime, perspective: Perspective) -> SpendByScope:
        today = now.astimezone(UTC).date()
        known, rollups = self._known.get(organization_id), self._ledger.rollups
        if known is not None and known.perspective == perspective and _is_fresh(known, now):
            yesterday = today - ONE_DAY
            return known.spend.updated(read_spend(rollups, organization_id, yesterday, today, perspective), yesterday)
        spend = read_spend(rollups, organization_id, today - timedelta(days=HISTORY_DAYS), today, perspective)
        self._known[organization_id] = KnownSpend(now, perspective, spend)
        return spend


def _is_fresh(known: KnownSpend, now: datetime) -> bool:
    return known.read_at.date() == now.date() and timedelta(0) <= now - known.read_at < _FRESH_FOR
