"""Which days of spend are summed up, as the ledger knows it at one moment."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from stackspend.reports.question import Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View, around

# Every day that has line items, and its youngest sums: the generation 0 says that line items came after them.
_DAYS = """
SELECT usage_date, if(latest.1 > max(touched), latest.1, 0) AS generation, latest.2 AS zone,
    argMax((summed, zone_), summed) AS latest
FROM (
    SELECT usage_date, toUInt64(toUnixTimestamp64Micro(touched_at)) AS touched, toUInt64(0) AS summed, '' AS zone_
    FROM touched_days
    WHERE organization_id = {organization_id:UUID} AND usage_date BETWEEN {first:Date32} AND {last:Date32}
    UNION ALL
    SELECT usage_date, toUInt64(0), generation, zone
    FROM rolled_days
    WHERE organization_id = {organization_id:UUID} AND usage_date BETWEEN {first:Date32} AND {last:Date32}
)
GROUP BY usage_date
HAVING max(touched) > 0
ORDER BY usage_date"""


class Day(NamedTuple):
    """A UTC day that has line items, the generation of its sums, or 0, and the zone that they are of."""

    day: date
    generation: int
    zone: str


class Freshness(msgspec.Struct, frozen=True):
    """What was known of the days from `first` to `last`: asked once, it serves all questions of a page.

    Sums that are replaced stay for some minutes, so that what is built upon this finds them.
    """

    first: date
    last: date
    days: tuple[Day, ...]

    def of(self, first: date, last: date, zone: str | None) -> dict[str, Any]:
        """The parameters `fresh`, days with generations, and `stale`, days to be read one line item after another.

        Sums of other zones than the one named are not read.
        """
        if first < self.first or last > self.last:
            raise ValueError(f"Nothing is known of {first} to {last}, only of {self.first} to {self.last}.")
        days = [one for one in self.days if first <= one.day <= last]
        fresh = {one.day: one.generation for one in days if one.generation and zone in (None, one.zone)}
        return {"fresh": [*fresh.items()], "stale": [one.day for one in days if one.day not in fresh]}


def by_freshness(
    database: LedgerDatabase,
    view: View,
    period: Period,
    known: Freshness | None,
    *,
    any_zone: bool,
    summed_up: str,
    one_by_one: Callable[[str], str],
) -> str:
    """The relation `item` of a period's days: what is `summed_up` of those that are fresh, and of all others what
    `one_by_one` selects under a further condition. With `any_zone` sums are read whatever zone they are of."""
    known = known or freshness_of(database, view.parameters["organization_id"], period)
    first, last = view.parameters["first_utc"], view.parameters["last_utc"]
    view.parameters |= known.of(first, last, None if any_zone else period.zone)
    halves = [summed_up]
    if view.parameters["stale"]:
        halves.append(one_by_one("item.usage_date IN {stale:Array(Date32)}"))
    return f"({' UNION ALL '.join(f'({half})' for half in halves)}) AS item"


def freshness_of(database: LedgerDatabase, organization_id: UUID, period: Period) -> Freshness:
    """Of the days of a period, whatever its zone is."""
    first, last = around(period)
    rows = database.rows(_DAYS, {"organization_id": organization_id, "first": first, "last": last})
    return Freshness(first, last, tuple(Day(row["usage_date"], row["generation"], row["zone"]) for row in rows))
