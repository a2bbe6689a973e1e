"""Totals by day and one dimension."""

from uuid import UUID

from stackspend.reports.answer import DailyPage, DailyRow, tokens_of
from stackspend.reports.question import NO_FILTERS, Attribution, CostBasis, Cursor, Dimension, Filters, Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import BOOKED, NET_AMOUNT, dimension, links, where

# A page ends after a day and a name; null sorts first and is told from an empty name by a leading character.
_NONE, _SOME = "-", "="


class Rollups:
    """The questions about sums."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def daily(
        self,
        organization_id: UUID,
        period: Period,
        grouped_by: Dimension,
        *,
        limit: int,
        filters: Filters = NO_FILTERS,
        cursor: Cursor | None = None,
        basis: CostBasis = CostBasis.REPORTED,
        attribution: Attribution = Attribution.LINKED,
    ) -> DailyPage:
        """A page of rows in the order of day and name."""
        conditions, parameters = where(organization_id, period, filters, attribution)
        after = ""
        if cursor:
            after = "HAVING (day, sorted) > ({day:Date32}, {after:String})"
            parameters |= {"day": cursor.day, "after": cursor.after}
        needs_links = Dimension.USER is grouped_by or filters.user is not None
        sql = f"""
SELECT item.usage_date AS day, {dimension(grouped_by, attribution)} AS name,
    if(name IS NULL, '{_NONE}', concat('{_SOME}', name)) AS sorted,
    sumOrNull({NET_AMOUNT[basis]}) AS net_amount,
    countIf({NET_AMOUNT[basis]} IS NULL) AS unpriced,
    countIf(item.evidence != 'metric') AS requests,
    sum(item.input) AS input, sum(item.output) AS output,
    sum(item.cache_read) AS cache_read, sum(item.cache_creation) AS cache_creation
FROM {BOOKED}
{links(attribution) if needs_links else ""}
{conditions}
GROUP BY day, name
{after}
ORDER BY day, sorted
LIMIT {{most:UInt32}}"""
        rows = self._database.rows(sql, parameters | {"most": limit + 1})
        last = rows[limit - 1] if len(rows) > limit else None
        return DailyPage(
            [
                DailyRow(
                    date=row["day"],
                    name=row["name"],
                    net_amount_usd=row["net_amount"],
                    tokens=tokens_of(row),
                    requests=row["requests"],
                    unpriced=row["unpriced"],
                )
                for row in rows[:limit]
            ],
            str(Cursor(last["day"], last["sorted"])) if last else None,
        )
