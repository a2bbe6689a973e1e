"""Totals by day and one dimension."""

from collections.abc import Sequence
from uuid import UUID

from stackspend.errors import InvalidInput
from stackspend.reports.answer import DailyPage, DailyRow, SpendRow, tokens_of
from stackspend.reports.question import (
    AS_BOOKED,
    NO_FILTERS,
    Cursor,
    Dimension,
    Field,
    Filters,
    Granularity,
    Period,
    Perspective,
)
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View
from stackspend.store.ledger.spend import spend, sums

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
        perspective: Perspective = AS_BOOKED,
    ) -> DailyPage:
        """A page of rows in the order of day and name."""
        view = View(organization_id, perspective)
        relation = spend(self._database, view, period, filters, [grouped_by], every=Granularity.DAY)
        after = ""
        if cursor:
            if not cursor.after.startswith((_NONE, _SOME)):
                raise InvalidInput(f"The cursor {str(cursor)!r} is not of a rollup: use meta.next_cursor as it is.")
            after = "HAVING (day, sorted) > ({day:Date32}, {after:String})"
            view.parameters |= {"day": cursor.day, "after": cursor.after}
        sql = f"""
SELECT item.step AS day, item.name_0 AS name,
    if(name IS NULL, '{_NONE}', concat('{_SOME}', name)) AS sorted,
    {sums()}
FROM {relation}
GROUP BY day, name
{after}
ORDER BY day, sorted
LIMIT {{most:UInt32}}"""
        rows = self._database.rows(sql, view.parameters | {"most": limit + 1})
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

    def breakdown(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        *,
        by_day: bool,
        most: int,
        filters: Filters = NO_FILTERS,
        perspective: Perspective = AS_BOOKED,
    ) -> list[SpendRow]:
        """Spend by these dimensions (none for the whole), the largest first, or by day in the order of days."""
        every = Granularity.DAY if by_day else None
        return self._spend(organization_id, period, dimensions, every, most, filters, perspective)

    def series(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        *,
        every: Granularity,
        most: int,
        filters: Filters = NO_FILTERS,
        perspective: Perspective = AS_BOOKED,
    ) -> list[SpendRow]:
        """The same in steps of this width, in the order of time. Steps without spend are left out."""
        return self._spend(organization_id, period, dimensions, every, most, filters, perspective)

    def _spend(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        every: Granularity | None,
        most: int,
        filters: Filters,
        perspective: Perspective,
    ) -> list[SpendRow]:
        view = View(organization_id, perspective)
        relation = spend(self._database, view, period, filters, dimensions, every=every)
        names = [f"name_{n}" for n in range(len(dimensions))]
        keys = ["step", *names] if every else names
        order = [*(["step"] if every else []), "net_amount DESC", *names]
        sql = f"""
SELECT {", ".join([*(f"item.{key} AS {key}" for key in keys), sums()])}
FROM {relation}
{f"GROUP BY {', '.join(keys)}" if keys else ""}
ORDER BY {", ".join(order)}
LIMIT {{most:UInt32}}"""
        by_hour = every is Granularity.HOUR
        return [
            SpendRow(
                date=None if by_hour else row.get("step"),
                hour=row["step"] if by_hour else None,
                names=tuple(row[name] for name in names),
                net_amount_usd=row["net_amount"],
                tokens=tokens_of(row),
                line_items=row["line_items"],
                requests=row["requests"],
                unpriced=row["unpriced"],
            )
            for row in self._database.rows(sql, view.parameters | {"most": most})
        ]
