"""Remove everything of an organization, from every table that holds organizations."""

from collections.abc import Collection
from uuid import UUID

from stackspend.store.ledger.database import LedgerDatabase

_TABLES = """
SELECT DISTINCT table FROM system.columns
WHERE database = currentDatabase() AND name = 'organization_id'
ORDER BY table"""


class Removal:
    """Implements `stackspend.ingest.erase.ErasableLedger`."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def held(self, organization_ids: Collection[UUID]) -> set[UUID]:
        """Those of which there is a row in any table."""
        per_table = (
            f"SELECT DISTINCT organization_id FROM {row['table']} WHERE organization_id IN {{ids:Array(UUID)}}"
            for row in self._database.rows(_TABLES, {})
        )
        found = self._database.rows(" UNION DISTINCT ".join(per_table), {"ids": list(organization_ids)})
        return {row["organization_id"] for row in found}

    def forget(self, organization_id: UUID) -> None:
        """Leave nothing of it; returns when that is done on the disk too."""
        forget_organization(self._database, organization_id)


def forget_organization(database: LedgerDatabase, organization_id: UUID) -> None:
    """Leave nothing of it; returns when that is done on the disk too."""
    for row in database.rows(_TABLES, {}):
        database.command(
            f"ALTER TABLE {row['table']} DELETE WHERE organization_id = '{organization_id}' SETTINGS mutations_sync = 2"
        )
