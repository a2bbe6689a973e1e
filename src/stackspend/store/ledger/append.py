"""The writing half of the ledger store: implements `stackspend.ledger.storage.LedgerStore`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from stackspend.ledger.activity import Activity
from stackspend.ledger.line_item import LineItem
from stackspend.ledger.link import Link
from stackspend.ledger.observation import Group, Observation
from stackspend.ledger.raw_batch import ReadBatch
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.rows import (
    activity_row,
    batch_row,
    line_item_row,
    link_row,
    observation_of,
    observation_row,
)

# The first arrival of each identity; a statement that was sent again is the same statement.
_OBSERVATIONS_OF = """
SELECT session, model, statement
FROM {table:Identifier}
WHERE organization_id = {organization_id:UUID}
  AND (session, model) IN {groups:Array(Tuple(String, String))}
ORDER BY received_at, batch_id, position
LIMIT 1 BY identity
"""


class Ledger:
    """Appends to one ledger database. With a `suffix` it books into other tables, which a replay then puts in place."""

    def __init__(self, database: LedgerDatabase, suffix: str = "") -> None:
        self._database = database
        self._suffix = suffix

    def append_batches(self, batches: Sequence[ReadBatch]) -> None:
        self._database.insert_bytes("raw_batches", [batch_row(batch) for batch in batches])

    def append_observations(self, organization_id: UUID, observations: Sequence[Observation]) -> None:
        self._insert("observations", [observation_row(organization_id, seen) for seen in observations])

    def append_activity(self, organization_id: UUID, activity: Sequence[Activity]) -> None:
        self._insert("activity", [activity_row(organization_id, counted) for counted in activity])

    def append_links(self, organization_id: UUID, links: Iterable[Link]) -> None:
        self._insert("links", [link_row(organization_id, link) for link in links])

    def book(self, items: Sequence[LineItem]) -> None:
        self._insert("line_items", [line_item_row(item) for item in items])
        # Afterwards: a roll-up that did not see these rows must be older than this note.
        touched = {(item.organization_id, item.usage_date) for item in items}
        self._insert("touched_days", [{"organization_id": o, "usage_date": day} for o, day in sorted(touched)])

    def observations_of(self, organization_id: UUID, groups: Iterable[Group]) -> Mapping[Group, list[Observation]]:
        found: dict[Group, list[Observation]] = defaultdict(list)
        parameters = {
            "table": "observations" + self._suffix,
            "organization_id": organization_id,
            "groups": [(group.session, group.model) for group in groups],
        }
        for row in self._database.rows(_OBSERVATIONS_OF, parameters):
            found[Group(row["session"], row["model"])].append(observation_of(row["statement"]))
        return found

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        self._database.insert(table + self._suffix, rows)
