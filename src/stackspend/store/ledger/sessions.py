"""Sessions: what each used, when, and whose it was."""

from uuid import UUID

from stackspend.ledger.observation import TOKEN_KINDS
from stackspend.reports.answer import amount_text, tokens_of
from stackspend.reports.question import Dimension, Filters, Period, Perspective
from stackspend.reports.sessions import SessionOrder, SessionRow
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.expressions import View, as_text, booked, where
from stackspend.store.ledger.people import SUMS

_ORDER = {SessionOrder.COST: "net_amount DESC", SessionOrder.LATEST: "ended_at DESC"}


class Sessions:
    """The questions about sessions."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def sessions(
        self,
        organization_id: UUID,
        period: Period,
        *,
        filters: Filters,
        perspective: Perspective,
        order: SessionOrder,
        most: int,
    ) -> list[SessionRow]:
        """The sessions with usage in the period."""
        view = View(organization_id, perspective)
        columns = f"""item.session_id AS session_id, {as_text(view.user)} AS user, {view.how} AS how,
        {view.field(Dimension.TEAM)} AS team, item.source AS source, {as_text("item.model")} AS model,
        {as_text("item.client_version")} AS client_version, {view.amount} AS amount, item.evidence AS evidence,
        item.query_source AS query_source, item.usage_time AS usage_time,
        {", ".join(f"item.{kind} AS {kind}" for kind in TOKEN_KINDS)}"""
        conditions = [*where(view, period, filters), "item.session_id IS NOT NULL"]
        sql = f"""
SELECT session_id, topK(1)((user, how, team, source))[1] AS whose, topK(1)(client_version) AS versions,
    arrayFilter(name -> name != '', topKWeighted(5)(ifNull(model, ''), toUInt64(1 + ifNull(amount, 0) * 1000000)))
        AS models,
    min(usage_time) AS started_at, max(usage_time) AS ended_at, sumOrNull(amount) AS net_amount, {SUMS},
    count() AS line_items, countIf(evidence != 'metric') AS requests, countIf(amount IS NULL) AS unpriced,
    countIf(query_source = 'subagent') AS subagent_requests
FROM ({booked(columns, conditions)})
GROUP BY session_id
ORDER BY {_ORDER[order]}, session_id
LIMIT {{most:UInt32}}"""
        return [_session(row) for row in self._database.rows(sql, view.parameters | {"most": most})]


def _session(row: Row) -> SessionRow:
    user, how, team, source = row["whose"]
    return SessionRow(
        session_id=row["session_id"],
        user=user,
        attribution=how,
        team=team,
        source=source,
        models=row["models"],
        client_version=row["versions"][0] if row["versions"] else None,
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        net_amount_usd=amount_text(row["net_amount"]),
        tokens=tokens_of(row),
        line_items=row["line_items"],
        requests=row["requests"],
        unpriced=row["unpriced"],
        subagent_requests=row["subagent_requests"],
    )
