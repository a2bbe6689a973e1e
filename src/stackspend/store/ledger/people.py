"""People: their usage of a period, and how it came to their names."""

from uuid import UUID

from stackspend.reports.answer import amount_text, tokens_of
from stackspend.reports.people import PersonRow
from stackspend.reports.question import Dimension, Filters, Period, Perspective
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View, as_text
from stackspend.store.ledger.session_spend import session_spend
from stackspend.store.ledger.spend import sums


class People:
    """The questions about people."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def people(
        self, organization_id: UUID, period: Period, *, filters: Filters, perspective: Perspective, most: int
    ) -> list[PersonRow]:
        """Everybody with usage in the period, the largest spend first."""
        view = View(organization_id, perspective)
        who = {
            "name": view.user,
            "how": view.how,
            "team": view.field(Dimension.TEAM),
            "how_team": view.how_mapped(Dimension.TEAM),
        }
        texts = {name: as_text(expression) for name, expression in who.items()}
        relation = session_spend(self._database, view, period, filters, who=texts, what={})
        sql = f"""
SELECT item.name AS name, topKWeighted(1)(item.how, item.line_items)[1] AS attribution,
    topKWeighted(1)((item.team, item.how_team), item.line_items)[1] AS of_team, {sums()},
    uniqExact(item.session_id) AS sessions, uniqExact(item.day) AS days, max(item.last_used) AS last_used_at
FROM {relation}
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
