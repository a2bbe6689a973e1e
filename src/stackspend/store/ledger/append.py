"""The writing half of the ledger store: implements `stackspend.ledger.storage.LedgerStore`."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from stackspend.ledger.activity import Activity
from stackspend.ledger.cover import COST_TOLERANCE
from stackspend.ledger.line_item import LineItem
from stackspend.ledger.link import Link, LinkKind
from stackspend.ledger.observation import TOKEN_KINDS, Group, Observation
from stackspend.ledger.raw_batch import ReadBatch
from stackspend.ledger.standing import Standing
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.line_item_columns import line_item_columns
from stackspend.store.ledger.native import Column, block
from stackspend.store.ledger.rows import (
    activity_columns,
    batch_columns,
    link_columns,
    observation_columns,
    observation_of,
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

_ROLLED_UNNAMED = """
SELECT DISTINCT usage_date FROM {table:Identifier}
WHERE organization_id = {organization_id:UUID} AND (kind, key) IN {places:Array(Tuple(String, String))}"""

_METRICS_SAW_NO_MORE = " AND ".join(
    f"sumIf(ifNull({quantity}, 0), evidence = 'metric' AND counts)"
    f" - sumIf(ifNull({quantity}, 0), evidence = 'event') <= {tolerance}"
    for quantity, tolerance in (("cost", f"toDecimal128('{COST_TOLERANCE:f}', 24)"), *((k, "0") for k in TOKEN_KINDS))
)
# The same as `standing_of`, over all groups at once; of a cumulative series the latest value counts.
_STANDINGS = f"""
SELECT session, model, count() AS known, groupBitXor(mark) AS digest, groupBitXorIf(mark, NOT fresh) AS older_digest,
    countIf(came_before) AS older, countIf(came_before AND (evidence != 'event' OR cost IS NULL)) AS older_open,
    groupArrayIf(identity, evidence = 'event' AND NOT fresh AND came_again) AS repeated,
    countIf(evidence = 'span' OR (evidence = 'event' AND cost IS NULL)) = 0 AND {_METRICS_SAW_NO_MORE} AS accounted
FROM (
    SELECT *, NOT cumulative OR row_number() OVER (
        PARTITION BY session, model, cumulative, series ORDER BY time_ns DESC) = 1 AS counts
    FROM (
        SELECT seen.session AS session, seen.model AS model, seen.identity AS identity,
            argMin((seen.batch_id, seen.position), (seen.received_at, seen.batch_id, seen.position)) AS first,
            sipHash64(identity, first) AS mark, has({{new:Array(UUID)}}, first.1) AS fresh,
            countIf(has({{new:Array(UUID)}}, seen.batch_id)) > 0 AS came_again,
            countIf(NOT has({{new:Array(UUID)}}, seen.batch_id)) > 0 AS came_before,
            any(seen.evidence) AS evidence, any(seen.cumulative) AS cumulative, any(seen.series) AS series,
            any(seen.time_ns) AS time_ns, any(seen.cost) AS cost,
            {", ".join(f"toInt64(any(seen.{kind})) AS {kind}" for kind in TOKEN_KINDS)}
        FROM {{table:Identifier}} AS seen
        WHERE seen.organization_id = {{organization_id:UUID}}
          AND (seen.session, seen.model) IN {{groups:Array(Tuple(String, String))}}
        GROUP BY seen.session, seen.model, seen.identity))
GROUP BY session, model"""


# A copy that is not merged yet looks like a second sighting: then the group is looked at more closely for nothing.
_UNDISPUTED = """
SELECT session, model
FROM {table:Identifier}
WHERE organization_id = {organization_id:UUID}
  AND (session, model) IN {groups:Array(Tuple(String, String))}
GROUP BY session, model
HAVING countIf(evidence != 'event' OR cost IS NULL) = 0 AND count() = uniqExact(identity)"""


class Ledger:
    """Appends to one ledger database. With a `suffix` it books into other tables, which a replay then puts in place."""

    def __init__(self, database: LedgerDatabase, suffix: str = "") -> None:
        self._database = database
        self._suffix = suffix

    def append_batches(self, batches: Sequence[ReadBatch]) -> None:
        if batches:
            self._database.insert_block("raw_batches", block(len(batches), batch_columns(batches)))

    def append_observations(self, organization_id: UUID, observations: Sequence[Observation]) -> None:
        self._insert("observations", observations, lambda: observation_columns(organization_id, observations))

    def append_activity(self, organization_id: UUID, activity: Sequence[Activity]) -> None:
        self._insert("activity", activity, lambda: activity_columns(organization_id, activity))

    def append_links(self, organization_id: UUID, links: Iterable[Link]) -> None:
        found = list(links)
        self._insert("links", found, lambda: link_columns(organization_id, found))
        # Afterwards, as a roll-up notes what it found unnamed before it looks for links: one of the two sees the other.
        if places := [(link.kind.value, link.key) for link in found if link.kind in (LinkKind.SESSION, LinkKind.TRACE)]:
            parameters = {"table": "unnamed_places" + self._suffix, "organization_id": organization_id}
            days = self._database.rows(_ROLLED_UNNAMED, parameters | {"places": places})
            touched = [{"organization_id": organization_id, "usage_date": row["usage_date"]} for row in days]
            self._database.insert("touched_days" + self._suffix, touched)

    def book(self, items: Sequence[LineItem]) -> None:
        self._insert("line_items", items, lambda: line_item_columns(items))
        # Afterwards: a roll-up that did not see these rows must be older than this note.
        touched = {(item.organization_id, item.usage_date) for item in items}
        rows = [{"organization_id": o, "usage_date": day} for o, day in sorted(touched)]
        self._database.insert("touched_days" + self._suffix, rows)

    def undisputed(self, organization_id: UUID, groups: Iterable[Group]) -> set[Group]:
        rows = self._of_groups(_UNDISPUTED, organization_id, groups)
        return {Group(row["session"], row["model"]) for row in rows}

    def standings(
        self, organization_id: UUID, groups: Iterable[Group], new: Collection[UUID]
    ) -> Mapping[Group, Standing]:
        return {
            Group(row["session"], row["model"]): Standing(
                known=row["known"],
                digest=row["digest"],
                older_digest=row["older_digest"],
                older=row["older"],
                older_open=row["older_open"],
                accounted=bool(row["accounted"]),
                repeated=frozenset(row["repeated"]),
            )
            for row in self._of_groups(_STANDINGS, organization_id, groups, new=list(new))
        }

    def observations_of(self, organization_id: UUID, groups: Iterable[Group]) -> Mapping[Group, list[Observation]]:
        found: dict[Group, list[Observation]] = defaultdict(list)
        for row in self._of_groups(_OBSERVATIONS_OF, organization_id, groups):
            found[Group(row["session"], row["model"])].append(observation_of(row["statement"]))
        return found

    def _of_groups(self, sql: str, organization_id: UUID, groups: Iterable[Group], **more: Any) -> list[Row]:
        """The answer to a question about groups; nothing is asked about none."""
        parameters = {
            "table": "observations" + self._suffix,
            "organization_id": organization_id,
            "groups": [(group.session, group.model) for group in groups],
        }
        return self._database.rows(sql, parameters | more) if parameters["groups"] else []

    def _insert(self, table: str, values: Sequence[object], columns: Callable[[], list[Column]]) -> None:
        if values:
            self._database.insert_block(table + self._suffix, block(len(values), columns()))
