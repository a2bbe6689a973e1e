"""Spend as one relation: summed up by day where a day is at rest, single line items where it is not.

A question over months must not read every line item, and its answer must not be a second older than the last line item.
So days are rolled up when nothing has been booked into them for a while (`stackspend.ingest.roll`), and a question
reads the roll-up of the days that are fresh and the line items of all others. Both halves have the same columns, so
whatever can be said of `item` holds for both. Roll-ups are made from de-duplicated line items, never added to.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from stackspend.ledger.observation import TOKEN_KINDS
from stackspend.reports.question import Dimension, Filters, Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import View, where

_PLAIN = (
    "provider_type", "source", "connection_id", "key_id", "model", "user", "user_email", "user_declared", "enduser_id",
    "account_uuid", "account_id", "user_id", "query_source", "skill", "plugin", "marketplace", "agent", "mcp_server",
    "mcp_tool", "effort", "speed", "client_version", "tags",
)  # fmt: skip
# Sessions are many. Only usage that names nobody needs its session and trace, to be attributed by links.
_UNNAMED = "item.user_email IS NULL AND item.enduser_id IS NULL"
_LINKING = ("session_id", "trace_id")

_NET_REPORTED = "coalesce(item.reported_cost, item.list_cost)"
_NET_LIST = "coalesce(item.list_cost, item.reported_cost)"
_MEASURES = {
    "net_reported": _NET_REPORTED,
    "net_list": _NET_LIST,
    "reported_cost": "item.reported_cost",
    "list_cost": "item.list_cost",
    "input": "item.input",
    "output": "item.output",
    "cache_read": "item.cache_read",
    "cache_creation": "item.cache_creation",
}
_COUNTS = {
    "line_items": "toUInt64(1)",
    "requests": "toUInt64(item.evidence != 'metric')",
    "unpriced": f"toUInt64({_NET_REPORTED} IS NULL)",
}

COLUMNS = ("usage_date", *_PLAIN, *_LINKING, *_MEASURES, *_COUNTS)

# Every day that has line items, and the generation of its roll-up if that is younger than all of them, else 0.
_DAYS = """
SELECT touch.usage_date AS usage_date, if(rolled.generation > touch.touched, rolled.generation, 0) AS generation
FROM (
    SELECT usage_date, toUnixTimestamp64Micro(max(touched_at)) AS touched FROM touched_days
    WHERE organization_id = {organization_id:UUID} AND usage_date BETWEEN {start:Date32} AND {end:Date32}
    GROUP BY usage_date
) AS touch
LEFT JOIN (
    SELECT usage_date, max(generation) AS generation FROM rolled_days
    WHERE organization_id = {organization_id:UUID} AND usage_date BETWEEN {start:Date32} AND {end:Date32}
    GROUP BY usage_date
) AS rolled ON rolled.usage_date = touch.usage_date
ORDER BY usage_date"""

_KEPT_MICROSECONDS = 600 * 1_000_000
"""How long older sums stay: a question that has chosen a generation must still find it."""

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
ORDER BY touch.touched
LIMIT {most:UInt32}"""


def spend(database: LedgerDatabase, view: View, period: Period, filters: Filters, *, singly: bool) -> str:
    """The relation `item` of a period's spend, with its organization and filters applied; goes behind FROM.

    `singly` reads line items only, as a question by session must: sessions are not rolled up. Which days are fresh is
    asked beforehand, so that the engine skips the line items of all others by their place instead of reading them.
    """
    conditions = where(view, period, filters)
    joins = view.joins if "link_" in conditions else ""
    one_by_one = _one_by_one(singly=singly)
    if singly or filters.session is not None:
        return f"(SELECT {one_by_one} FROM line_items AS item FINAL {joins} {conditions}) AS item"
    days = database.rows(_DAYS, view.parameters)
    view.parameters |= {
        "fresh": [(row["usage_date"], row["generation"]) for row in days if row["generation"]],
        "stale": [row["usage_date"] for row in days if not row["generation"]],
    }
    columns = ", ".join(f"item.{name} AS {name}" for name in COLUMNS)
    is_fresh = "(item.usage_date, item.generation) IN {fresh:Array(Tuple(Date32, UInt64))}"
    rolled = conditions.replace("item.state = 'booked'", is_fresh)
    stale = f"{conditions} AND item.usage_date IN {{stale:Array(Date32)}}"
    return f"""(
SELECT {columns} FROM spend_days AS item {joins} {rolled}
UNION ALL
SELECT {one_by_one} FROM line_items AS item FINAL {joins} {stale}
) AS item"""


def sums(view: View) -> str:
    """What a group of spend adds up to: amount, tokens and counts; an amount that nobody knows stays null."""
    tokens = ", ".join(f"sumOrNull(item.{kind}) AS {kind}" for kind in TOKEN_KINDS)
    counts = ", ".join(f"sum(item.{name}) AS {name}" for name in _COUNTS)
    return f"sumOrNull({view.net}) AS net_amount, {tokens}, {counts}"


def _one_by_one(*, singly: bool) -> str:
    kept = "true" if singly else _UNNAMED
    linking = [f"if({kept}, item.{name}, NULL) AS {name}" for name in _LINKING]
    plain = [f"item.{name} AS {name}" for name in ("usage_date", *_PLAIN)]
    measured = [f"{expression} AS {name}" for name, expression in {**_MEASURES, **_COUNTS}.items()]
    return ", ".join(plain + linking + measured)


def needs_line_items(dimensions: Sequence[Dimension]) -> bool:
    """Whether a question is by session, which roll-ups do not know."""
    return Dimension.SESSION in dimensions


class SpendDays:
    """Rolls days up."""

    def __init__(self, database: LedgerDatabase) -> None:
        self._database = database

    def at_rest(self, *, quiet_seconds: int, most: int) -> list[tuple[UUID, date]]:
        """Days of any organization that changed since they were rolled up, and have not changed for a while."""
        rows = self._database.rows(_DIRTY, {"quiet": quiet_seconds, "most": most})
        return [(row["organization_id"], row["usage_date"]) for row in rows]

    def roll_up(self, days: Sequence[tuple[UUID, date]]) -> None:
        """Sum the days up anew, in the place of older sums. What is booked meanwhile makes them stale again."""
        generation = self._database.rows("SELECT toUnixTimestamp64Micro(now64(6, 'UTC')) AS now", {})[0]["now"]
        grouped = ", ".join(("item.organization_id", "item.usage_date", *(f"item.{name}" for name in _PLAIN)))
        sums = ", ".join(f"sumOrNull({expression})" for expression in _MEASURES.values())
        counts = ", ".join(f"sum({expression})" for expression in _COUNTS.values())
        linking = ", ".join(f"if({_UNNAMED}, item.{name}, NULL)" for name in _LINKING)
        columns = ", ".join(("organization_id", *COLUMNS, "generation"))
        values = ", ".join(f"('{organization_id}', '{day.isoformat()}')" for organization_id, day in days)
        self._database.command(f"""
INSERT INTO spend_days ({columns})
SELECT {grouped}, {linking}, {sums}, {counts}, {generation:d}
FROM line_items AS item FINAL
WHERE (item.organization_id, item.usage_date) IN ({values}) AND item.state = 'booked'
GROUP BY {grouped}, {linking}""")
        self._database.insert(
            "rolled_days",
            [{"organization_id": o, "usage_date": day, "generation": generation} for o, day in days],
        )
        self._database.command(
            f"ALTER TABLE spend_days DELETE WHERE (organization_id, usage_date) IN ({values}) "
            f"AND generation < {generation - _KEPT_MICROSECONDS:d}"
        )
