"""Remove everything of an organization, from every table that holds organizations."""

from uuid import UUID

from stackspend.store.ledger.database import LedgerDatabase

_TABLES = """
SELECT DISTINCT table FROM system.columns
WHERE database = currentDatabase() AND name = 'organization_id'
ORDER BY table"""


def forget_organization(database: LedgerDatabase, organization_id: UUID) -> None:
    """Leave nothing of it; returns when that is done on the disk too."""
    for row in database.rows(_TABLES, {}):
        database.command(
            f"ALTER TABLE {row['table']} DELETE WHERE organization_id = '{organization_id}' SETTINGS mutations_sync = 2"
        )
