"""Spend as one relation: sums where a day is at rest, single line items where it is not.

A question over months must not read every line item, and its answer must not be a second older than the last line item.
So days are rolled up when nothing has been booked into them for a while (`stackspend.ingest.roll`), and a question
reads the sums of the days that are fresh, at the coarsest grain that tells apart what it asks for, and the line items
of all others. Sums are made from de-duplicated line items, never added to.
"""

from collections.abc import Sequence

from stackspend.ledger.observation import TOKEN_KINDS
from stackspend.reports.question import Field, Filters, Granularity, Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import (
    Part,
    View,
    as_text,
    booked,
    conditions_of,
    local_day,
    part_of,
    step_of,
    where,
    within,
)
from stackspend.store.ledger.grains import Grain, coarsest
from stackspend.store.ledger.roll_up import COUNTS
from stackspend.store.ledger.summed_up import summed_up

_HOUR = "toDateTime(toStartOfHour(item.usage_time, {zone:String}), 'UTC')"

# Every day that has line items, and the generation of its sums if they are younger than all of them, else 0.
_DAYS = """
SELECT touch.usage_date AS usage_date,
    if(rolled.latest.1 > touch.touched AND ({any_zone:Bool} OR rolled.latest.2 = {zone:String}), rolled.latest.1, 0)
        AS generation
FROM (
    SELECT usage_date, toUnixTimestamp64Micro(max(touched_at)) AS touched FROM touched_days
    WHERE organization_id = {organization_id:UUID} AND usage_date BETWEEN {first_utc:Date32} AND {last_utc:Date32}
    GROUP BY usage_date
) AS touch
LEFT JOIN (
    SELECT usage_date, argMax((generation, zone), generation) AS latest FROM rolled_days
    WHERE organization_id = {organization_id:UUID} AND usage_date BETWEEN {first_utc:Date32} AND {last_utc:Date32}
    GROUP BY usage_date
) AS rolled ON rolled.usage_date = touch.usage_date
ORDER BY usage_date"""


def spend(
    database: LedgerDatabase,
    view: View,
    period: Period,
    filters: Filters,
    dimensions: Sequence[Field],
    *,
    every: Granularity | None = None,
) -> str:
    """The relation `item` of a period's spend, with its organization and filters applied; goes behind FROM.

    Its columns are `name_0`, `name_1`, … for the dimensions, `step` of a series, `net_amount`, token kinds, and counts.
    Which days are fresh is asked beforehand, so that the engine skips the line items of all others by their place
    instead of reading them.
    """
    filtered = conditions_of(view, filters)
    grain = coarsest(_needed(dimensions, filtered, every))
    during = within(view, period, local_day(period))
    view.parameters["zone"] = period.zone
    step = step_of(every, local_day(period), _HOUR) if every else None
    booked_items = [*where(view, None, filters), *during]
    if grain is None:
        return f"({_one_by_one(view, booked_items, dimensions, step)}) AS item"
    # UTC days can be read from sums of any zone, other days and hours only from those of their own.
    view.parameters["any_zone"] = period.zone == "UTC" and every is not Granularity.HOUR
    days = database.rows(_DAYS, view.parameters)
    view.parameters |= {
        "fresh": [(row["usage_date"], row["generation"]) for row in days if row["generation"]],
        "stale": [row["usage_date"] for row in days if not row["generation"]],
    }
    halves = [summed_up(view, grain, dimensions, filtered, period, every)]
    if view.parameters["stale"]:
        stale = ["item.usage_date IN {stale:Array(Date32)}", *booked_items]
        halves.append(_one_by_one(view, stale, dimensions, step))
    return f"({' UNION ALL '.join(f'({half})' for half in halves)}) AS item"


def sums() -> str:
    """What a group of spend adds up to: amount, tokens and counts; an amount that nobody knows stays null."""
    known = ", ".join(f"sumOrNull(item.{name}) AS {name}" for name in ("net_amount", *TOKEN_KINDS))
    return f"{known}, {', '.join(f'sum(item.{name}) AS {name}' for name in COUNTS)}"


def _needed(dimensions: Sequence[Field], filtered: Sequence[tuple[Part, str]], every: Granularity | None) -> Grain:
    parts = {*map(part_of, dimensions), *(part for part, _ in filtered)}
    return Grain(
        who=Part.WHO in parts,
        what=not parts.isdisjoint((Part.WHAT, Part.VERSION)),
        what_broadly=Part.BROADLY in parts,
        session=Part.SESSION in parts,
        hour=every is Granularity.HOUR,
    )


def _one_by_one(view: View, conditions: Sequence[str], dimensions: Sequence[Field], step: str | None) -> str:
    names = [f"{as_text(view.dimension(wanted))} AS name_{n}" for n, wanted in enumerate(dimensions)]
    tokens = [f"item.{kind} AS {kind}" for kind in TOKEN_KINDS]
    counts = [f"{expression} AS {name}" for name, expression in COUNTS.items()]
    steps = [f"{step} AS step"] if step else []
    return booked(", ".join([*steps, *names, f"{view.amount} AS net_amount", *tokens, *counts]), conditions)
