"""Counted attempts, in buckets that every node sees; see `stackspend.access.attempts` for what is counted."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete

from stackspend.access.attempts import WINDOW
from stackspend.store.catalog.rows import AttemptRow
from stackspend.store.catalog.transactions import Transactions


class Attempts(Transactions):
    """The questions about attempts."""

    async def count_attempts(self, limits: Mapping[str, int], *, at: datetime) -> datetime | None:
        """Count one more in each bucket; when one held its limit already, the instant at which it is emptied."""
        until: datetime | None = None
        async with self._alone() as session:
            await session.execute(delete(AttemptRow).where(AttemptRow.since <= at - WINDOW))
            for bucket, limit in limits.items():
                row = await session.get(AttemptRow, bucket)
                if row is None:
                    session.add(AttemptRow(bucket=bucket, count=1, since=at))
                elif row.count < limit:
                    row.count += 1
                else:
                    until = max(until or at, row.since + WINDOW)
        return until

    async def forget_attempts(self, bucket: str) -> None:
        """Empty a bucket."""
        async with self._writing() as session:
            await session.execute(delete(AttemptRow).where(AttemptRow.bucket == bucket))
