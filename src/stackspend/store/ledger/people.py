"""People: their usage of a period, and how it came to their names."""

from uuid import UUID

from stackspend.ledger.observation import TOKEN_KINDS
from stackspend.reports.answer import amount_text, tokens_of
from stackspend.reports.people import PersonRow
from stackspend.reports.question import Dimension, Filters, Period, Perspective
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View, as_text, booked, local_day, where

SUMS = ", ".join(f"sumOrNull({kind}) AS {kind}" for kind in TOKEN_KINDS)


class People:
    """The questions about people."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def people(
        self, organization_id: UUID, period: Period, *, filters: Filters, perspective: Perspective, most: int
    ) -> list[PersonRow]:
        """Everybody with usage in the period, the largest spend first."""
        view = View(organization_id, perspective)
        columns = f"""{as_text(view.user)} AS name, {view.how} AS how, {view.field(Dimension.TEAM)} AS team,
        {view.how_mapped(Dimension.TEAM)} AS how_team, {view.amount} AS amount, item.evidence AS evidence,
        item.session_id AS session_id, {local_day(period)} AS usage_date, item.usage_time AS usage_time,
        {", ".join(f"item.{kind} AS {kind}" for kind in TOKEN_KINDS)}"""
        sql = f"""
SELECT name, topK(1)(how)[1] AS attribution, topK(1)((team, how_team))[1] AS of_team,
    sumOrNull(amount) AS net_amount, {SUMS}, count() AS line_items, countIf(evidence != 'metric') AS requests,
    countIf(amount IS NULL) AS unpriced, uniqExact(session_id) AS sessions, uniqExact(usage_date) AS days,
    max(usage_time) AS last_used_at
FROM ({booked(columns, where(view, period, filters))})
GROUP BY name
ORDER BY net_amount DESC, name
LIMIT {{most:UInt32}}"""
        return [
            PersonRow(
                name=row["name"],
                attribution=row["attribution"],
                team=row["of_team"][0],
                team_attribution=row["of_team"][1],
                net_amount_usd=amount_text(row["net_amount"]),
                tokens=tokens_of(row),
                line_items=row["line_items"],
                requests=row["requests"],
                unpriced=row["unpriced"],
                sessions=row["sessions"],
                days=row["days"],
                last_used_at=row["last_used_at"],
            )
            for row in self._database.rows(sql, view.parameters | {"most": most})
        ]
