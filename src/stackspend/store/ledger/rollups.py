"""Sums of spend: by day, by dimensions, over time."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Self
from uuid import UUID

from stackspend.errors import InvalidInput
from stackspend.reports.answer import DailyPage, DailyRow, LargestRows, SpendRow, tokens_of
from stackspend.reports.question import (
    AS_BOOKED,
    NO_FILTERS,
    Cursor,
    Dimension,
    Field,
    Filters,
    Granularity,
    Names,
    Period,
    Perspective,
)
from stackspend.reports.steps import Amounts, Step
from stackspend.store.ledger.database import LedgerDatabase, Row
from stackspend.store.ledger.expressions import View, as_text
from stackspend.store.ledger.known import Known
from stackspend.store.ledger.spend import spend, sums

# A page ends after a day and a name; null sorts first and is told from an empty name by a leading character.
_NONE, _SOME = "-", "="


class Rollups:
    """The questions about sums."""

    def __init__(self, database: LedgerDatabase, known: Known | None = None) -> None:
        self._database = database
        self._known = known

    def during(self, organization_id: UUID, period: Period) -> Self:
        """The same questions about days of this period, without finding out each time which of them are summed up."""
        return type(self)(self._database, Known(self._database, organization_id, period))

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
        relation = spend(self._database, view, period, filters, [grouped_by], every=Granularity.DAY, known=self._known)
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
        rows = self._grouped(organization_id, period, dimensions, every, most, filters, perspective)
        names = _names(dimensions)
        return [_spend_row(row, names) for row in rows]

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
    ) -> list[tuple[Step, SpendRow]]:
        """The same in steps of this width, in the order of time. Steps without spend are left out."""
        rows = self._grouped(organization_id, period, dimensions, every, most, filters, perspective)
        names = _names(dimensions)
        return [(row.pop("step"), _spend_row(row, names)) for row in rows]

    def _grouped(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        every: Granularity | None,
        most: int,
        filters: Filters,
        perspective: Perspective,
    ) -> list[Row]:
        view = View(organization_id, perspective)
        relation = spend(self._database, view, period, filters, dimensions, every=every, known=self._known)
        names = _names(dimensions)
        keys = ["step", *names] if every else names
        sql = f"""
SELECT {", ".join([*(f"item.{key} AS {key}" for key in keys), sums()])}
FROM {relation}
{f"GROUP BY {', '.join(keys)}" if keys else ""}
ORDER BY {", ".join([*(["step"] if every else []), "net_amount DESC", *names])}
LIMIT {{most:UInt32}}"""
        return self._database.rows(sql, view.parameters | {"most": most})

    def largest(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        *,
        top: int,
        filters: Filters = NO_FILTERS,
        perspective: Perspective = AS_BOOKED,
    ) -> LargestRows:
        """So many of the largest groups; without dimensions one row, the whole."""
        view = View(organization_id, perspective)
        relation = spend(self._database, view, period, filters, dimensions, known=self._known)
        names = _names(dimensions)
        sql = f"""
SELECT if(place > {{top:UInt32}}, 0, place) AS shown, count() AS groups,
    {", ".join([*(f"any(item.{name}) AS {name}" for name in names), sums()])}
FROM (
    SELECT {", ".join([*(f"item.{name} AS {name}" for name in names), sums()])},
        row_number() OVER (ORDER BY {", ".join(["net_amount DESC", *names])}) AS place
    FROM {relation}
    {f"GROUP BY {', '.join(names)}" if names else ""}
) AS item
GROUP BY shown
ORDER BY shown"""
        rows = self._database.rows(sql, view.parameters | {"top": top})
        others = next((row for row in rows if not row["shown"]), None)
        return LargestRows(
            [_spend_row(row, names) for row in rows if row["shown"]],
            _spend_row(others, []) if others else None,
            others["groups"] if others else 0,
        )

    def amounts(
        self,
        organization_id: UUID,
        period: Period,
        dimensions: Sequence[Field],
        shown: Sequence[Names],
        *,
        every: Granularity | None,
        filters: Filters = NO_FILTERS,
        perspective: Perspective = AS_BOOKED,
    ) -> dict[Names | None, Amounts]:
        """The amounts of these groups over time, and of all others together under None; in one step, which begins with
        the period, if `every` is None."""
        view = View(organization_id, perspective)
        # Names are looked for where they are kept, once each, and not in every row: spend is told apart by where its
        # names are among those shown, and 0 is any other.
        named = [list(dict.fromkeys(names[n] for names in shown)) for n in range(len(dimensions))]
        relation = spend(
            self._database,
            view,
            period,
            filters,
            dimensions,
            every=every,
            known=self._known,
            named_by=lambda n, name: (
                f"indexOf({{named_{n}:Array(String)}}, ifNull(concat('{_SOME}', {as_text(name)}), '{_NONE}'))"
            ),
        )
        keys = _names(dimensions)
        columns = [*(f"item.{key} AS {key}" for key in keys), f"{'item.step' if every else '{start:Date32}'} AS step"]
        place = (
            f"indexOf({{shown:Array(Array(UInt64))}}, [{', '.join(f'item.{key}' for key in keys)}])" if keys else "1"
        )
        sql = f"""
SELECT {place} AS place, item.step AS step, sumOrNull(item.net_amount) AS net_amount
FROM (
    SELECT {", ".join(columns)}, sumOrNull(item.net_amount) AS net_amount
    FROM {relation}
    GROUP BY {", ".join([*keys, "step"])}
) AS item
GROUP BY place, step"""
        for n, names in enumerate(named):
            view.parameters[f"named_{n}"] = [_NONE if name is None else _SOME + name for name in names]
        places = [[named[n].index(name) + 1 for n, name in enumerate(names)] for names in shown]
        view.parameters |= {"shown": places, "start": period.start}
        found: dict[Names | None, Amounts] = defaultdict(dict)
        for row in self._database.rows(sql, view.parameters):
            found[shown[row["place"] - 1] if row["place"] else None][row["step"]] = row["net_amount"]
        return found


def _spend_row(row: Row, names: Sequence[str]) -> SpendRow:
    return SpendRow(
        date=row.get("step"),
        names=tuple(map(row.__getitem__, names)),
        net_amount_usd=row["net_amount"],
        tokens=tokens_of(row),
        line_items=row["line_items"],
        requests=row["requests"],
        unpriced=row["unpriced"],
    )


def _names(dimensions: Sequence[Field]) -> list[str]:
    """The columns of their names."""
    return [f"name_{n}" for n in range(len(dimensions))]
