"""Sum up the days that are at rest, at every grain, from their de-duplicated line items."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.grains import GRAINS, NONE, WHAT, WHO, Grain, hashed, what_columns, who_columns

MEASURES = {
    "net_reported": "coalesce(item.reported_cost, item.list_cost)",
    "net_list": "coalesce(item.list_cost, item.reported_cost)",
    "input": "item.input",
    "output": "item.output",
    "cache_read": "item.cache_read",
    "cache_creation": "item.cache_creation",
    "cache_creation_5m": "item.cache_creation_5m",
    "cache_creation_1h": "item.cache_creation_1h",
}
"""What is summed where it is known; a sum of nothing but unknowns is null."""

COUNTS = {
    "line_items": "toUInt64(1)",
    "requests": "toUInt64(item.evidence != 'metric')",
    "unpriced": "toUInt64(coalesce(item.reported_cost, item.list_cost) IS NULL)",
}

_KEPT_MICROSECONDS = 600 * 1_000_000
"""How long older sums stay: a question that has chosen a generation must still find it."""

_AT_ONCE = 250_000
"""Line items of one statement, so that its memory is bounded."""

_DIRTY = """
SELECT touch.organization_id AS organization_id, touch.usage_date AS usage_date
FROM (
    SELECT organization_id, usage_date, max(touched_at) AS touched FROM touched_days
    GROUP BY organization_id, usage_date
) AS touch
LEFT JOIN (
    SELECT organization_id, usage_date, max(generation) AS generation FROM rolled_days
    GROUP BY organization_id, usage_date
) AS rolled ON rolled.organization_id = touch.organization_id AND rolled.usage_date = touch.usage_date
WHERE toUnixTimestamp64Micro(touch.touched) >= rolled.generation
  AND touch.touched < now64(6, 'UTC') - INTERVAL {quiet:UInt32} SECOND
ORDER BY touch.usage_date DESC, touch.organization_id
LIMIT {most:UInt32}"""

_WEIGHT = """
SELECT organization_id, usage_date, count() AS line_items FROM line_items
WHERE (organization_id, usage_date) IN {days:Array(Tuple(UUID, Date32))}
GROUP BY organization_id, usage_date
ORDER BY organization_id, usage_date"""

Day = tuple[UUID, date]


class SpendDays:
    """Rolls days up."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def at_rest(self, *, quiet_seconds: int, most: int) -> list[Day]:
        """Days of any organization that changed since they were rolled up, and have not changed for a while."""
        rows = self._database.rows(_DIRTY, {"quiet": quiet_seconds, "most": most})
        return [(row["organization_id"], row["usage_date"]) for row in rows]

    def roll_up(self, days: Sequence[Day]) -> None:
        """Sum the days up anew, in the place of older sums. What is booked meanwhile makes them stale again."""
        for some in self._bounded(days):
            self._roll_up(some)

    def _bounded(self, days: Sequence[Day]) -> Iterator[list[Day]]:
        """The same days in portions of about as many line items as one statement takes."""
        weights = {
            (row["organization_id"], row["usage_date"]): row["line_items"]
            for row in self._database.rows(_WEIGHT, {"days": list(days)})
        }
        portion: list[Day] = []
        weight = 0
        for day in days:
            weight += weights.get(day, 0)
            portion.append(day)
            if weight >= _AT_ONCE:
                yield portion
                portion, weight = [], 0
        if portion:
            yield portion

    def _roll_up(self, days: Sequence[Day]) -> None:
        generation = self._database.rows("SELECT toUnixTimestamp64Micro(now64(6, 'UTC')) AS now", {})[0]["now"]
        values = ", ".join(f"('{organization_id}', '{day.isoformat()}')" for organization_id, day in days)
        booked = f"(item.organization_id, item.usage_date) IN ({values}) AND item.state = 'booked'"
        # First the names, then the sums that lead to them, at last the note that they may be read.
        self._database.command(_names_of("spenders", "who", WHO, [who_columns()], booked))
        kinds = [what_columns(broadly=broadly) for broadly in (True, False)]
        self._database.command(_names_of("usage_kinds", "what", WHAT, kinds, booked))
        self._database.command(_sums_of(booked, generation))
        rolled = [{"organization_id": o, "usage_date": day, "generation": generation} for o, day in days]
        self._database.insert("rolled_days", rolled)
        outdated = f"(organization_id, usage_date) IN ({values}) AND generation < {generation - _KEPT_MICROSECONDS:d}"
        if self._database.rows(f"SELECT generation FROM spend_sums WHERE {outdated} LIMIT 1", {}):
            self._database.command(f"ALTER TABLE spend_sums DELETE WHERE {outdated}")


def _names_of(table: str, key: str, columns: Sequence[str], told: Sequence[list[str]], booked: str) -> str:
    selects = (
        f"SELECT DISTINCT item.organization_id, {hashed(one)}, {', '.join(one)} FROM line_items AS item WHERE {booked}"
        for one in told
    )
    return f"INSERT INTO {table} (organization_id, {key}, {', '.join(columns)})\n" + "\nUNION ALL\n".join(selects)


def _sums_of(booked: str, generation: int) -> str:
    """Every line item counts once at every grain."""
    at = ", ".join(map(_key_of, GRAINS))
    measures = ", ".join(f"sumOrNull({expression}) AS {name}" for name, expression in MEASURES.items())
    counts = ", ".join(f"sum({expression}) AS {name}" for name, expression in COUNTS.items())
    return f"""
INSERT INTO spend_sums (organization_id, usage_date, generation, grain, who, what, client_version, session_id, hour,
    day, first_used, last_used, {", ".join((*MEASURES, *COUNTS))})
WITH {hashed(who_columns())} AS spender,
    {hashed(what_columns(broadly=False))} AS usage_kind,
    {hashed(what_columns(broadly=True))} AS broad_kind,
    arrayJoin([{at}]) AS key
SELECT item.organization_id, item.usage_date, {generation:d}, key.1 AS grain, key.2 AS who, key.3 AS what,
    key.4 AS version, key.5 AS session, key.6 AS hour, item.usage_date AS day, min(item.usage_time),
    max(item.usage_time), {measures}, {counts}
FROM line_items AS item FINAL
WHERE {booked}
GROUP BY item.organization_id, item.usage_date, grain, who, what, version, session, hour, day"""


def _key_of(grain: Grain) -> str:
    nothing = "toUInt64(0)"
    who = "spender" if grain.who else nothing
    what = "usage_kind" if grain.what else "broad_kind" if grain.what_broadly else nothing
    version = "CAST(item.client_version, 'Nullable(String)')" if grain.what else NONE
    session = "item.session_id" if grain.session else NONE
    hour = "toStartOfHour(item.usage_time, 'UTC')" if grain.hour else "toDateTime(0, 'UTC')"
    return f"('{grain.name}', {who}, {what}, {version}, {session}, {hour})"
