"""How complete the evidence is: sums over observations, each counted once, and over line items."""

from typing import Any
from uuid import UUID

from stackspend.reports.coverage import Booked, Evidence, Seen, SessionGap
from stackspend.reports.question import AS_BOOKED, NO_FILTERS, Period
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.expressions import View, booked, where

_LATE = "INTERVAL 5 MINUTE"

# One row an identity, as it first arrived, with the number of its sightings.
_STATEMENTS = """
SELECT seen.identity AS identity, count() AS sightings, argMin(seen.connection_id, seen.received_at) AS connection_id,
    any(seen.session) AS session, any(seen.model) AS model, any(seen.evidence) AS evidence,
    any(seen.client_version) AS client_version, any(seen.time) AS time, min(seen.received_at) AS arrived,
    any(seen.dated_by_arrival) AS dated_by_arrival, any(seen.series) AS series, any(seen.time_ns) AS time_ns,
    any(seen.cumulative) AS cumulative, any(seen.cost) AS cost,
    any(ifNull(seen.input, 0) + ifNull(seen.output, 0) + ifNull(seen.cache_read, 0) + ifNull(seen.cache_creation, 0))
        AS tokens
FROM observations AS seen FINAL
WHERE seen.organization_id = {organization_id:UUID}
  AND toDate32(seen.time) BETWEEN {start:Date32} AND {end:Date32}
GROUP BY seen.identity"""

# Of a cumulative series the latest value stands for all of it; the other points say nothing of their own.
_COUNTED = f"""
SELECT *, NOT cumulative OR row_number() OVER (PARTITION BY cumulative, series ORDER BY time_ns DESC) = 1 AS counts
FROM ({_STATEMENTS})"""


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

_GAPS = f"""
SELECT session, model, any(client_version) AS client_version, {_evidence("event")}, {_evidence("metric")}
FROM ({_COUNTED})
WHERE evidence != 'span'
GROUP BY session, model
HAVING abs(event_cost - metric_cost) > toDecimal128('0.000000001', 24) OR event_tokens != metric_tokens
ORDER BY abs(event_cost - metric_cost) DESC, session, model
LIMIT {{most:UInt32}}"""


class Coverage:
    """The questions about evidence."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def seen(self, organization_id: UUID, period: Period) -> list[Seen]:
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
            for row in self._database.rows(_SEEN, _parameters(organization_id, period))
        ]

    def booked(self, organization_id: UUID, period: Period) -> list[Booked]:
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
        sql = f"{booked(columns, where(view, period, NO_FILTERS))}\nGROUP BY connection_id, date, client_version"
        return [Booked(**row) for row in self._database.rows(sql, view.parameters)]

    def gaps(self, organization_id: UUID, period: Period, *, most: int) -> list[SessionGap]:
        """The sessions whose events and metrics differ most."""
        parameters = _parameters(organization_id, period) | {"most": most}
        return [
            SessionGap(row["session"], row["model"], row["client_version"], _of(row, "event"), _of(row, "metric"))
            for row in self._database.rows(_GAPS, parameters)
        ]


def _parameters(organization_id: UUID, period: Period) -> dict[str, Any]:
    return {"organization_id": organization_id, "start": period.start, "end": period.end}


def _of(row: Row, kind: str) -> Evidence:
    return Evidence(row[f"{kind}_statements"], row[f"{kind}_cost"], row[f"{kind}_tokens"])
