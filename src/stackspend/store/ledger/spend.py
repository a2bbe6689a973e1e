"""Spend as one relation: sums where a day is at rest, single line items where it is not.

A question over months must not read every line item, and its answer must not be a second older than the last line item.
So days are rolled up when nothing has been booked into them for a while (`stackspend.ingest.roll`), and a question
reads the sums of the days that are fresh, at the coarsest grain that tells apart what it asks for, and the line items
of all others. Sums are made from de-duplicated line items, never added to.
"""

from collections.abc import Sequence

from stackspend.ledger.observation import TOKEN_KINDS
from stackspend.reports.question import Dimension, Filters, Period
from stackspend.store.ledger.database import LedgerDatabase
from stackspend.store.ledger.expressions import Part, View, as_text, booked, conditions_of, part_of, where
from stackspend.store.ledger.grains import Grain, coarsest
from stackspend.store.ledger.roll_up import COUNTS
from stackspend.store.ledger.summed_up import summed_up

# Every day that has line items, and the generation of its sums if they are younger than all of them, else 0.
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


def spend(
    database: LedgerDatabase,
    view: View,
    period: Period,
    filters: Filters,
    dimensions: Sequence[Dimension],
    *,
    by_day: bool = False,
) -> str:
    """The relation `item` of a period's spend, with its organization and filters applied; goes behind FROM.

    Its columns are `name_0`, `name_1`, … for the dimensions, `day` if by day, `net_amount`, token kinds, and counts.
    Which days are fresh is asked beforehand, so that the engine skips the line items of all others by their place
    instead of reading them.
    """
    grain = coarsest(_needed(dimensions, filtered := conditions_of(view, filters)))
    if grain is None:
        return f"({_one_by_one(view, where(view, period, filters), dimensions, by_day=by_day)}) AS item"
    view.parameters |= {"start": period.start, "end": period.end}
    days = database.rows(_DAYS, view.parameters)
    view.parameters |= {
        "fresh": [(row["usage_date"], row["generation"]) for row in days if row["generation"]],
        "stale": [row["usage_date"] for row in days if not row["generation"]],
    }
    halves = [summed_up(view, grain, dimensions, filtered, by_day=by_day)]
    if view.parameters["stale"]:
        # First, so that the engine's index has it beside the organization.
        stale = ["item.usage_date IN {stale:Array(Date32)}", *where(view, None, filters)]
        halves.append(_one_by_one(view, stale, dimensions, by_day=by_day))
    return f"({' UNION ALL '.join(f'({half})' for half in halves)}) AS item"


def sums() -> str:
    """What a group of spend adds up to: amount, tokens and counts; an amount that nobody knows stays null."""
    known = ", ".join(f"sumOrNull(item.{name}) AS {name}" for name in ("net_amount", *TOKEN_KINDS))
    return f"{known}, {', '.join(f'sum(item.{name}) AS {name}' for name in COUNTS)}"


def _needed(dimensions: Sequence[Dimension], filtered: Sequence[tuple[Part, str]]) -> Grain:
    parts = {*map(part_of, dimensions), *(part for part, _ in filtered)}
    return Grain(
        who=Part.WHO in parts,
        what=not parts.isdisjoint((Part.WHAT, Part.VERSION)),
        what_broadly=Part.BROADLY in parts,
        session=Part.SESSION in parts,
    )


def _one_by_one(view: View, conditions: Sequence[str], dimensions: Sequence[Dimension], *, by_day: bool) -> str:
    names = [f"{as_text(view.dimension(wanted))} AS name_{n}" for n, wanted in enumerate(dimensions)]
    tokens = [f"item.{kind} AS {kind}" for kind in TOKEN_KINDS]
    counts = [f"{expression} AS {name}" for name, expression in COUNTS.items()]
    day = ["item.usage_date AS day"] if by_day else []
    columns = ", ".join([*day, *names, f"{view.amount} AS net_amount", *tokens, *counts])
    return booked(columns, conditions)
