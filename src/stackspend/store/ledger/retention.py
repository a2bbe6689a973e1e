"""Count and delete what an organization does not keep any more, and drop raw batches by their age."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from stackspend.ledger.retention import Doomed
from stackspend.store.ledger.database import LedgerDatabase

_RAW_BATCHES = """
SELECT count() AS raw_batches, sum(size) AS raw_bytes FROM raw_batches FINAL
WHERE organization_id = {organization_id:UUID} AND received_at < {before:DateTime64(6, 'UTC')}"""
_LINE_ITEMS = """
SELECT count() AS line_items, uniqExact(usage_date) AS days FROM line_items FINAL
WHERE organization_id = {organization_id:UUID} AND usage_date < {before:Date32} AND state = 'booked'"""

_BY_DAY = ("line_items", "summed_spend", "rolled_days", "touched_days", "unnamed_places")
"""What is told by the day of its usage. What links lead to and the names of spenders are of no day, and stay."""


class Forgetting:
    """Deletes from every table; what is asked for is gone from the disk when it returns."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def doomed(self, organization_id: UUID, *, received_before: datetime | None, days_before: date | None) -> Doomed:
        """What would be deleted; None deletes nothing of its kind."""
        raw, items = {"raw_batches": 0, "raw_bytes": 0}, {"line_items": 0, "days": 0}
        if received_before is not None:
            parameters: dict[str, Any] = {"organization_id": organization_id, "before": received_before}
            raw = self._database.rows(_RAW_BATCHES, parameters)[0]
        if days_before is not None:
            parameters = {"organization_id": organization_id, "before": days_before}
            items = self._database.rows(_LINE_ITEMS, parameters)[0]
        return Doomed(**raw, **items)

    def forget_raw_batches(self, organization_id: UUID, received_before: datetime) -> bool:
        """Delete the raw batches that arrived before this instant; answers whether there were any."""
        instant = f"{received_before:%Y-%m-%d %H:%M:%S.%f}"
        return self._delete(organization_id, "raw_batches", f"received_at < toDateTime64('{instant}', 6, 'UTC')")

    def forget_days(self, organization_id: UUID, before: date) -> bool:
        """Delete all that is known of the days (UTC) before this one; answers whether there was anything.

        Observations are only deleted together with all others of their session and model: what is reconciled later,
        and so what younger days cost, rests on the whole of them.
        """
        day = f"toDate32('{before.isoformat()}')"
        midnight = f"toDateTime64('{before.isoformat()} 00:00:00', 6, 'UTC')"
        old_groups = (
            f"(session, model) IN (SELECT session, model FROM observations WHERE organization_id = '{organization_id}' "
            f"GROUP BY session, model HAVING max(time) < {midnight})"
        )
        done = [self._delete(organization_id, table, f"usage_date < {day}") for table in _BY_DAY]
        done.append(self._delete(organization_id, "activity", f"time < {midnight}"))
        done.append(self._delete(organization_id, "observations", old_groups))
        return any(done)

    def _delete(self, organization_id: UUID, table: str, condition: str) -> bool:
        """A deletion rewrites parts of a table, so it is asked for only where there is something to delete."""
        doomed = f"organization_id = '{organization_id}' AND {condition}"
        if not self._database.rows(f"SELECT 1 FROM {table} WHERE {doomed} LIMIT 1", {}):
            return False
        self._database.command(f"ALTER TABLE {table} DELETE WHERE {doomed} SETTINGS mutations_sync = 2")
        return True


def keep_raw_batches(database: LedgerDatabase, days: int) -> None:
    """Set how long raw batches are kept, counted from their arrival; 0 keeps them for ever."""
    if days:
        database.command(f"ALTER TABLE raw_batches MODIFY TTL toDateTime(received_at) + INTERVAL {days:d} DAY")
    elif (
        "TTL"
        in database.rows(
            "SELECT create_table_query AS ddl FROM system.tables "
            "WHERE database = currentDatabase() AND name = 'raw_batches'",
            {},
        )[0]["ddl"]
    ):
        database.command("ALTER TABLE raw_batches REMOVE TTL")
