"""Whose usage an API key sent."""

from datetime import date
from uuid import UUID

from stackspend.reports.key_use import KeyUser
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import BOOKED

_USERS = f"""
SELECT item.user AS user, item.source AS source, item.client_version AS client_version,
    count() AS line_items, max(item.received_at) AS last_seen_at
FROM {BOOKED}
WHERE item.organization_id = {{organization_id:UUID}} AND item.state = 'booked' AND item.key_id = {{key_id:UUID}}
    AND item.usage_date >= {{since:Date32}}
GROUP BY user, source, client_version
ORDER BY last_seen_at DESC, user, client_version
LIMIT 100"""


class KeyUse:
    """The question about the users of a key."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def users(self, organization_id: UUID, key_id: UUID, *, since: date) -> list[KeyUser]:
        """Whose usage of these days the key sent first, the last heard of first; a hundred at most."""
        parameters = {"organization_id": organization_id, "key_id": key_id, "since": since}
        return [KeyUser(**row) for row in self._database.rows(_USERS, parameters)]
