"""How complete the evidence is: sums over observations, each counted once, and over line items."""

from typing import Any
from uuid import UUID

from stackspend.ledger.cover import COST_TOLERANCE
from stackspend.reports.coverage import (
    BOTH_AGREE,
    EVENTS_ONLY,
    EVENTS_SAW_MORE,
    METRICS_ONLY,
    METRICS_SAW_MORE,
    Booked,
    Compared,
    Evidence,
    Seen,
    SessionGap,
    SetAsideRecords,
)
from stackspend.reports.question import AS_BOOKED, Filters, Period
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.expressions import View, booked, where

_LATE = "INTERVAL 5 MINUTE"

_OF_PERIOD = """organization_id = {organization_id:UUID}
  AND ({connection_id:Nullable(UUID)} IS NULL OR connection_id = {connection_id:Nullable(UUID)})
  AND toDate32(time) BETWEEN {start:Date32} AND {end:Date32}"""
_REPEATED = f"SELECT identity FROM observations WHERE {_OF_PERIOD} GROUP BY identity HAVING count() > 1"
# Of a cumulative series the latest value stands for all of it; the other points say nothing of their own.
_COUNTS = f"""NOT cumulative OR identity IN (
        SELECT argMax(identity, time_ns) FROM observations WHERE {_OF_PERIOD} AND cumulative GROUP BY series)"""
_TOKENS = "ifNull(input, 0) + ifNull(output, 0) + ifNull(cache_read, 0) + ifNull(cache_creation, 0)"

# One row an identity, as it first arrived, with the number of its sightings. Nearly all have one and are read as they
# are; only those of several rows are put together. A copy of a row is no other sighting.
_COUNTED = f"""
SELECT 1 AS sightings, connection_id, session, model, evidence, client_version, time, received_at AS arrived,
    dated_by_arrival, {_COUNTS} AS counts, cost, {_TOKENS} AS tokens
FROM observations
WHERE {_OF_PERIOD} AND identity NOT IN ({_REPEATED})
UNION ALL
SELECT uniqExact(batch_id, position), argMin(connection_id, received_at), any(session), any(model), any(evidence),
    any(client_version), any(time), min(received_at), any(dated_by_arrival), any({_COUNTS}), any(cost), any({_TOKENS})
FROM observations
WHERE {_OF_PERIOD} AND identity IN ({_REPEATED})
GROUP BY identity"""


def _evidence(kind: str) -> str:
    of_kind = f"evidence = '{kind}'"
    return (
        f"countIf({of_kind}) AS {kind}_statements, "
        f"sumIf(ifNull(cost, 0), {of_kind} AND counts) AS {kind}_cost, "
        f"sumIf(tokens, {of_kind} AND counts) AS {kind}_tokens"
    )


_SEEN = f"""
SELECT connection_id, toDate32(time) AS day, client_version,
    {_evidence("event")}, {_evidence("metric")}, {_evidence("span")},
    sum(sightings) - count() AS duplicates,
    countIf(arrived > time + {_LATE}) AS late,
    countIf(dated_by_arrival) AS undated
FROM ({_COUNTED})
GROUP BY connection_id, day, client_version
ORDER BY day, connection_id, client_version"""

_TOLERANCE = f"toDecimal128('{COST_TOLERANCE:f}', 24)"
# The verdict is the same as that of `reports.coverage.verdict`. Of each, all groups are summed up beside those that
# differ most, so that the observations are read once for both.
_COMPARED = f"""
SELECT verdict, count() OVER of_verdict AS sessions, sum(event_cost) OVER of_verdict AS events_cost,
    sum(metric_cost) OVER of_verdict AS metrics_cost, session, model, client_version, event_statements, event_cost,
    event_tokens, metric_statements, metric_cost, metric_tokens, abs(event_cost - metric_cost) AS gap,
    gap > {_TOLERANCE} OR event_tokens != metric_tokens AS differs
FROM (
    SELECT *, multiIf(
        metric_statements = 0, '{EVENTS_ONLY}',
        event_statements = 0, '{METRICS_ONLY}',
        abs(event_cost - metric_cost) <= {_TOLERANCE} AND event_tokens = metric_tokens, '{BOTH_AGREE}',
        event_cost - metric_cost > {_TOLERANCE} OR event_tokens > metric_tokens, '{EVENTS_SAW_MORE}',
        '{METRICS_SAW_MORE}') AS verdict
    FROM (
        SELECT session, model, any(client_version) AS client_version, {_evidence("event")}, {_evidence("metric")}
        FROM ({_COUNTED})
        WHERE evidence != 'span'
        GROUP BY session, model))
WINDOW of_verdict AS (PARTITION BY verdict)
ORDER BY differs DESC, gap DESC, session, model
LIMIT {{most:UInt32}} BY verdict"""

_SET_ASIDE = """
SELECT connection_id, count() AS raw_batches, sum(JSONLength(set_aside)) AS records
FROM raw_batches FINAL
WHERE organization_id = {organization_id:UUID}
  AND ({connection_id:Nullable(UUID)} IS NULL OR connection_id = {connection_id:Nullable(UUID)})
  AND received_at >= toDateTime64({start:Date32}, 6, 'UTC')
  AND received_at < addDays(toDateTime64({end:Date32}, 6, 'UTC'), 1) AND set_aside != '[]'
GROUP BY connection_id
ORDER BY connection_id"""


class Coverage:
    """The questions about evidence."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def seen(self, organization_id: UUID, period: Period, *, connection_id: UUID | None = None) -> list[Seen]:
        """By connection, day and client version."""
        return [
            Seen(
                connection_id=row["connection_id"],
                date=row["day"],
                client_version=row["client_version"],
                events=_of(row, "event"),
                metrics=_of(row, "metric"),
                spans=_of(row, "span"),
                duplicates=row["duplicates"],
                late=row["late"],
                dated_by_arrival=row["undated"],
            )
            for row in self._database.rows(_SEEN, _parameters(organization_id, period, connection_id))
        ]

    def booked(self, organization_id: UUID, period: Period, *, connection_id: UUID | None = None) -> list[Booked]:
        """By connection, day and client version."""
        view = View(organization_id, AS_BOOKED)
        columns = f"""
    item.connection_id AS connection_id, item.usage_date AS date, item.client_version AS client_version,
    count() AS line_items, countIf(item.evidence = 'metric') AS metric_only,
    countIf({view.amount} IS NULL) AS unpriced,
    sumIf(ifNull(item.input, 0) + ifNull(item.output, 0) + ifNull(item.cache_read, 0) + ifNull(item.cache_creation, 0),
        {view.amount} IS NULL) AS unpriced_tokens,
    countIf({view.user} IS NULL) AS unattributed,
    sumIf(ifNull({view.amount}, 0), {view.user} IS NULL) AS unattributed_usd,
    sum(ifNull({view.amount}, 0)) AS net_amount_usd"""
        conditions = where(view, period, Filters(connection_id=connection_id))
        sql = f"{booked(columns, conditions)}\nGROUP BY connection_id, date, client_version"
        return [Booked(**row) for row in self._database.rows(sql, view.parameters)]

    def compared(
        self, organization_id: UUID, period: Period, *, most: int, connection_id: UUID | None = None
    ) -> tuple[list[Compared], list[SessionGap]]:
        """Sessions and models by verdict, those that spans alone saw left out, and those whose signals differ most."""
        rows = self._database.rows(_COMPARED, _parameters(organization_id, period, connection_id) | {"most": most})
        verdicts = {
            row["verdict"]: Compared(row["verdict"], row["sessions"], row["events_cost"], row["metrics_cost"])
            for row in rows
        }
        gaps = [
            SessionGap(row["session"], row["model"], row["client_version"], _of(row, "event"), _of(row, "metric"))
            for row in rows
            if row["differs"]
        ]
        return sorted(verdicts.values(), key=lambda one: (-one.sessions, one.verdict)), gaps[:most]

    def set_aside(
        self, organization_id: UUID, period: Period, *, connection_id: UUID | None = None
    ) -> list[SetAsideRecords]:
        """By connection, those without any left out."""
        rows = self._database.rows(_SET_ASIDE, _parameters(organization_id, period, connection_id))
        return [SetAsideRecords(**row) for row in rows]


def _parameters(organization_id: UUID, period: Period, connection_id: UUID | None) -> dict[str, Any]:
    return {
        "organization_id": organization_id,
        "connection_id": connection_id,
        "start": period.start,
        "end": period.end,
    }


def _of(row: Row, kind: str) -> Evidence:
    return Evidence(row[f"{kind}_statements"], row[f"{kind}_cost"], row[f"{kind}_tokens"])
