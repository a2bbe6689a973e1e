"""Sum up the days that are at rest, at every grain, from their de-duplicated line items."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.grains import GRAINS, NAMED, NONE, WHAT, WHO, Grain, hashed, what_columns, who_columns
from stackspend.store.ledger.links import linking, unnamed_places

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

COUNTS_BY_SESSION = {"subagent_requests": "toUInt64(ifNull(item.query_source = 'subagent', false))"}
"""What is counted for lists of sessions alone."""

KEPT_SECONDS = 600
"""How long sums stay that were replaced: a question that has chosen a generation must still find it."""

_FORGOTTEN_AT_ONCE = 2_000
"""Sums of one deletion, so that its statement is no longer than a server takes."""

_AT_ONCE = 250_000
"""Line items of one statement, so that its memory is bounded."""

# Of the days of one organization the latest first: they are asked for most.
_DIRTY = """
SELECT touch.organization_id AS organization_id, touch.usage_date AS usage_date
FROM (
    SELECT organization_id, usage_date, max(touched_at) AS touched,
        transform(toString(organization_id), {organizations:Array(String)}, {zones:Array(String)}, 'UTC') AS zone
    FROM touched_days
    GROUP BY organization_id, usage_date
) AS touch
LEFT JOIN (
    SELECT organization_id, usage_date, argMax((generation, zone), generation) AS latest FROM rolled_days
    GROUP BY organization_id, usage_date
) AS rolled ON rolled.organization_id = touch.organization_id AND rolled.usage_date = touch.usage_date
WHERE (toUnixTimestamp64Micro(touch.touched) >= rolled.latest.1 OR touch.zone != rolled.latest.2)
  AND touch.touched < now64(6, 'UTC') - INTERVAL {quiet:UInt32} SECOND
ORDER BY touch.organization_id, touch.usage_date DESC
LIMIT {most:UInt32}"""

_WEIGHT = """
SELECT usage_date, count() AS line_items FROM line_items
WHERE organization_id = {organization_id:UUID} AND usage_date IN {days:Array(Date32)}
GROUP BY usage_date"""

# A day has all of its generations at each grain; the coarsest has few rows. What was made lately replaces nothing yet.
_GENERATIONS = """
SELECT DISTINCT sums.organization_id AS organization_id, sums.usage_date AS usage_date, sums.generation AS generation,
    rolled.noted AS noted
FROM summed_spend AS sums
LEFT JOIN (
    SELECT organization_id, usage_date, max(generation) AS noted FROM rolled_days
    GROUP BY organization_id, usage_date
) AS rolled ON rolled.organization_id = sums.organization_id AND rolled.usage_date = sums.usage_date
WHERE sums.grain = {grain:String}
  AND sums.generation <= toUnixTimestamp64Micro(now64(6, 'UTC') - INTERVAL {seconds:UInt32} SECOND)
ORDER BY organization_id, usage_date, generation"""

_OF_DAYS = "item.organization_id = {organization_id:UUID} AND item.usage_date IN {days:Array(Date32)}"

Zones = Callable[[], Mapping[UUID, str]]
"""The time zones of the organizations that have another than UTC."""


class SpendDays:
    """Rolls days up."""

    def __init__(self, database: LedgerDatabase, zones: Zones = dict) -> None:
        self._database = database
        self._zones = zones

    def at_rest(self, *, quiet_seconds: int, most: int) -> list[tuple[UUID, date]]:
        """Days of any organization that changed since they were rolled up, and have not changed for a while."""
        zones = self._zones()
        parameters = {"organizations": [str(one) for one in zones], "zones": list(zones.values())}
        rows = self._database.rows(_DIRTY, parameters | {"quiet": quiet_seconds, "most": most})
        return [(row["organization_id"], row["usage_date"]) for row in rows]

    def roll_up(self, days: Sequence[tuple[UUID, date]]) -> None:
        """Sum the days up anew, in the place of older sums. What is booked meanwhile makes them stale again."""
        by_organization: dict[UUID, list[date]] = defaultdict(list)
        for organization_id, day in days:
            by_organization[organization_id].append(day)
        zones = self._zones()
        for organization_id, of_one in by_organization.items():
            for some in self._bounded(organization_id, of_one):
                self._roll_up(organization_id, some, zones.get(organization_id, "UTC"))

    def _bounded(self, organization_id: UUID, days: Sequence[date]) -> Iterator[list[date]]:
        """The same days in portions of about as many line items as one statement takes."""
        rows = self._database.rows(_WEIGHT, {"organization_id": organization_id, "days": days})
        weights = {row["usage_date"]: row["line_items"] for row in rows}
        portion: list[date] = []
        weight = 0
        for day in days:
            weight += weights.get(day, 0)
            portion.append(day)
            if weight >= _AT_ONCE:
                yield portion
                portion, weight = [], 0
        if portion:
            yield portion

    def _roll_up(self, organization_id: UUID, days: Sequence[date], zone: str) -> None:
        generation = self._database.rows("SELECT toUnixTimestamp64Micro(now64(6, 'UTC')) AS now", {})[0]["now"]
        parameters = {"organization_id": organization_id, "days": days, "generation": generation, "zone": zone}
        # First what links may lead to, so that none is missed; then the names, the sums that lead to them, and at last
        # the note that they may be read.
        for sql in (_UNNAMED, _SPENDERS, _KINDS, _SUMS):
            self._database.command(sql, parameters)
        rolled = {"organization_id": organization_id, "generation": generation, "zone": zone}
        self._database.insert("rolled_days", [rolled | {"usage_date": day} for day in days])

    def forget_replaced(self, *, after_seconds: int = KEPT_SECONDS) -> None:
        """Delete the sums that were replaced so long ago, of every organization at once: each deletion is noted in all
        parts of the table, however little it takes from them."""
        generations: dict[tuple[UUID, date], list[int]] = defaultdict(list)
        noted: dict[tuple[UUID, date], int] = {}
        rows = self._database.rows(_GENERATIONS, {"grain": GRAINS[0].name, "seconds": after_seconds})
        for row in rows:
            its_day = row["organization_id"], row["usage_date"]
            generations[its_day].append(row["generation"])
            noted[its_day] = row["noted"]
        # Sums that were made and never noted replace nothing.
        replaced = [
            (organization_id, day, one)
            for (organization_id, day), made in generations.items()
            for one in made[:-1]
            if one != noted[organization_id, day]
        ]
        if replaced:
            self._forget(replaced[:_FORGOTTEN_AT_ONCE])

    def _forget(self, sums: Sequence[tuple[UUID, date, int]]) -> None:
        days = [day for _, day, _ in sums]
        listed = ", ".join(
            f"(toUUID('{organization_id}'), toDate32('{day}'), {generation:d})"
            for organization_id, day, generation in sums
        )
        self._database.command(
            f"DELETE FROM summed_spend WHERE (organization_id, usage_date, generation) IN ({listed}) "
            f"AND week BETWEEN toDate32('{min(days)}') - 6 AND toDate32('{max(days)}')"
        )
        # Until then, whoever reads a part of the table looks up for every row whether it was deleted.
        self._database.command("ALTER TABLE summed_spend APPLY DELETED MASK")


def _key_of(grain: Grain) -> str:
    nothing = "toUInt64(0)"
    who = "spender" if grain.who else nothing
    what = "usage_kind" if grain.what else "broad_kind" if grain.what_broadly else nothing
    version = "CAST(item.client_version, 'Nullable(String)')" if grain.what or grain.session else NONE
    session = "item.session_id" if grain.session else NONE
    hour = "toDateTime(toStartOfHour(item.usage_time, {zone:String}), 'UTC')" if grain.hour else "toDateTime(0, 'UTC')"
    return f"('{grain.name}', {who}, {what}, {version}, {session}, {hour})"


def _kinds_of(*, broadly: bool) -> str:
    columns = what_columns(broadly=broadly)
    return f"SELECT DISTINCT item.organization_id, {hashed(columns)}, {', '.join(columns)} FROM {_ITEMS}"


_ITEMS = f"line_items AS item WHERE {_OF_DAYS} AND item.state = 'booked'"
_LINKING = linking(f"line_items AS item WHERE {_OF_DAYS}")

_UNNAMED = f"""
INSERT INTO unnamed_places (organization_id, kind, key, usage_date)
SELECT DISTINCT organization_id, place.1, place.2, usage_date
FROM (
    SELECT item.organization_id AS organization_id, item.usage_date AS usage_date,
        arrayJoin({unnamed_places()}) AS place
    FROM {_ITEMS} AND NOT {NAMED}
)"""

_SPENDERS = f"""
INSERT INTO spenders (organization_id, who, {", ".join(WHO)})
{_LINKING}
SELECT DISTINCT item.organization_id, {hashed(who_columns())}, {", ".join(who_columns())}
FROM {_ITEMS}"""

_KINDS = f"""
INSERT INTO usage_kinds (organization_id, what, {", ".join(WHAT)})
{_kinds_of(broadly=True)} UNION ALL {_kinds_of(broadly=False)}"""

_COUNTED = COUNTS | COUNTS_BY_SESSION

# Every line item counts once at every grain.
_SUMS = f"""
INSERT INTO summed_spend (organization_id, usage_date, generation, grain, who, what, client_version, session_id, hour,
    day, first_used, last_used, {", ".join((*MEASURES, *_COUNTED))})
{_LINKING},
    {hashed(who_columns())} AS spender,
    {hashed(what_columns(broadly=False))} AS usage_kind,
    {hashed(what_columns(broadly=True))} AS broad_kind,
    arrayJoin([{", ".join(map(_key_of, GRAINS))}]) AS key
SELECT item.organization_id, item.usage_date, {{generation:UInt64}}, key.1 AS grain, key.2 AS who, key.3 AS what,
    key.4 AS version, key.5 AS session, key.6 AS hour, toDate32(item.usage_time, {{zone:String}}) AS day,
    min(item.usage_time), max(item.usage_time),
    {", ".join(f"sumOrNull({expression}) AS {name}" for name, expression in MEASURES.items())},
    {", ".join(f"sum({expression}) AS {name}" for name, expression in _COUNTED.items())}
FROM line_items AS item FINAL
WHERE {_OF_DAYS} AND item.state = 'booked'
GROUP BY item.organization_id, item.usage_date, grain, who, what, version, session, hour, day"""
